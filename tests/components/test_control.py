"""Orders: given once, shown until they are seen, refused in plain words."""

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from datetime import time
from decimal import Decimal
import json
from pathlib import Path

from freezegun.api import TickingDateTimeFactory
import pytest
from pytest_homeassistant_custom_component.common import async_fire_time_changed

from custom_components.octopus_ev.control import Control, refusal_key
from custom_components.octopus_ev.core.smart import Device, DeviceState, Target
from custom_components.octopus_ev.device_view import DeviceView
from custom_components.octopus_ev.kraken.errors import (
    KrakenAuthError,
    KrakenConnectionError,
    KrakenError,
    KrakenForbiddenError,
    KrakenNotFoundError,
    KrakenQueryError,
    KrakenRateLimitError,
    KrakenRefusedError,
)
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError

from .garages import CAR, Garage, device
from .offices import KEY

type Order = Callable[[Control, Device], Awaitable[None]]

TEXTS = json.loads(
    (
        Path(__file__).parents[2] / "custom_components/octopus_ev/translations/en.json"
    ).read_text()
)["exceptions"]
WEEK = tuple(
    Target(weekday=day, ready_by=time(7), most=Decimal(80)) for day in range(7)
)
FULLER = tuple(replace(target, most=Decimal(90)) for target in WEEK)

ORDERS: dict[str, Order] = {
    "boost": lambda control, car: control.async_boost(car, True),
    "control": lambda control, car: control.async_control(car, False),
    "set_targets": lambda control, car: control.async_set_targets(car, FULLER),
}


class Driver:
    """Somebody who orders things of a car."""

    def __init__(self, garage: Garage) -> None:
        """Sit down in it."""
        office = garage.office
        self.garage = garage
        self.control = Control(
            office.hass, office.entry, garage.supplier, garage.smart.cars
        )

    @property
    def view(self) -> DeviceView:
        """What is shown of the car."""
        [view] = self.garage.office.engine.view(KEY).devices or ()
        return view

    @property
    def shown(self) -> tuple[bool | None, bool | None, Decimal | None]:
        """Whether it boosts, is under control, and what it is to reach."""
        control, view = self.control, self.view
        return (
            control.boosting(view),
            control.controlled(view),
            next((target.most for target in control.targets(view)), None),
        )

    async def pass_time(self, seconds: float) -> None:
        """Let time pass, and what it triggers happen."""
        self.garage.office.wait(seconds=seconds)
        async_fire_time_changed(self.garage.office.hass)
        await self.garage.office.hass.async_block_till_done(wait_background_tasks=True)

    async def order(self, what: str) -> None:
        """Order something."""
        await ORDERS[what](self.control, self.view.device)


@pytest.fixture
async def driver(
    hass: HomeAssistant, freezer: TickingDateTimeFactory
) -> AsyncIterator[Driver]:
    """Sit in a car that is plugged in."""
    car = replace(device(state=DeviceState.PLUGGED_IN), targets=WEEK)
    garage = await Garage.open(hass, freezer, car)
    await garage.look()
    driver = Driver(garage)
    yield driver
    await driver.pass_time(120)


@pytest.mark.parametrize(
    ("what", "before", "after"),
    [
        ("boost", (False, True, 80), (True, True, 80)),
        ("control", (False, True, 80), (False, False, 80)),
        ("set_targets", (False, True, 80), (False, True, 90)),
    ],
)
async def test_an_order_is_given_once_and_shown_for_a_minute(
    driver: Driver, what: str, before: object, after: object
) -> None:
    supplier = driver.garage.supplier
    assert driver.shown == before

    await driver.order(what)

    assert supplier.of(what) == [CAR]
    assert driver.shown == after
    driver.garage.office.wait(seconds=50)
    assert driver.shown == after
    driver.garage.office.wait(seconds=15)
    assert driver.shown == before
    assert supplier.times(what) == 1


async def test_what_is_seen_ends_what_was_ordered(driver: Driver) -> None:
    await driver.order("boost")
    driver.garage.turn(DeviceState.BOOSTING)
    await driver.garage.look(seconds=5)
    assert driver.shown[0] is True

    # Stopped at the car, a moment later.
    driver.garage.turn(DeviceState.PLUGGED_IN)
    await driver.garage.look(seconds=5)
    assert driver.shown[0] is False


async def test_it_is_unknown_whether_a_silent_car_boosts(driver: Driver) -> None:
    driver.garage.office.wait(minutes=41)
    await driver.garage.office.engine.async_devices(
        tuple(driver.garage.smart.cars.data.values())
    )

    assert driver.control.boosting(driver.view) is None
    unknown = replace(driver.view, device=replace(driver.view.device, suspended=None))
    assert driver.control.controlled(unknown) is None


@pytest.mark.parametrize("refused", [False, True])
async def test_what_came_of_an_order_is_looked_at_for_a_minute(
    driver: Driver, refused: bool
) -> None:
    garage = driver.garage
    looked = garage.supplier.times("devices")
    if refused:
        # Perhaps it was carried out, and the answer got lost.
        garage.supplier.failures["boost"] = KrakenConnectionError()
        with pytest.raises(HomeAssistantError):
            await driver.order("boost")
        assert driver.shown[0] is False
    else:
        await driver.order("boost")

    for seconds in (10, 20, 36):
        await driver.pass_time(seconds)
        looked += 1
        assert garage.supplier.times("devices") == looked
    await driver.pass_time(60)
    assert garage.supplier.times("devices") == looked


async def test_another_order_starts_the_looks_anew(driver: Driver) -> None:
    garage = driver.garage
    looked = garage.supplier.times("devices")
    await driver.order("boost")
    await driver.pass_time(5)
    await driver.order("control")

    await driver.pass_time(7)
    assert garage.supplier.times("devices") == looked
    await driver.pass_time(4)
    assert garage.supplier.times("devices") == looked + 1


def refused(code: str, *reasons: str) -> KrakenRefusedError:
    return KrakenRefusedError(codes=(code,), reasons=reasons)


@pytest.mark.parametrize(
    ("error", "key"),
    [
        (refused("KT-CT-4357", "BC_DEVICE_NOT_YET_LIVE"), "boost_not_yet_live"),
        (refused("KT-CT-4357", "BC_DEVICE_RETIRED"), "boost_retired"),
        (refused("KT-CT-4357", "BC_DEVICE_SUSPENDED"), "boost_suspended"),
        (refused("KT-CT-4356", "BC_DEVICE_DISCONNECTED"), "boost_disconnected"),
        (refused("KT-CT-4356", "BC_DEVICE_NOT_AT_HOME"), "boost_not_at_home"),
        (refused("KT-CT-4357", "BC_BOOST_CHARGE_IN_PROGRESS"), "boost_in_progress"),
        (refused("KT-CT-4357", "BC_NEW", "BC_DEVICE_FULLY_CHARGED"), "boost_full"),
        (refused("KT-CT-4354"), "boost_not_cancelled"),
        (refused("KT-CT-4356"), "boost_not_ready"),
        (refused("KT-CT-4357", "BC_NEW"), "boost_not_started"),
        (refused("KT-CT-4358"), "control_not_stopped"),
        (refused("KT-CT-4359"), "control_not_resumed"),
        (refused("KT-CT-4313"), "device_unknown"),
        (refused("KT-CT-4387"), "device_unknown"),
        (refused("KT-CT-4314"), "device_unsupported"),
        (refused("KT-CT-4321"), "targets_refused"),
        (refused("KT-CT-4374"), "targets_not_set"),
        (refused("KT-CT-9999"), "order_refused"),
        (KrakenForbiddenError(), "order_not_permitted"),
        (KrakenNotFoundError(codes=("KT-CT-1606",)), "order_not_permitted"),
        (KrakenNotFoundError(codes=("KT-CT-4301",)), "device_unknown"),
        (KrakenQueryError(), "unexpected_answer"),
        (KrakenRateLimitError(), "throttled"),
        (KrakenConnectionError(), "unreachable"),
        (KrakenAuthError(), "key_refused"),
    ],
)
def test_every_refusal_has_a_sentence(error: KrakenError, key: str) -> None:
    assert refusal_key(error) == key
    assert TEXTS[key]["message"]


async def test_a_refusal_is_told_and_not_tried_again(driver: Driver) -> None:
    supplier = driver.garage.supplier
    supplier.failures["boost"] = refused("KT-CT-4357", "BC_DEVICE_FULLY_CHARGED")

    with pytest.raises(HomeAssistantError) as refusal:
        await driver.order("boost")

    assert refusal.value.translation_key == "boost_full"

    assert supplier.times("boost") == 1
    assert driver.shown[0] is False
