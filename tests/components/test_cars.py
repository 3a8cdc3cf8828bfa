"""Cars are followed as often as they may be, and no more."""

from dataclasses import replace
from datetime import timedelta

from freezegun.api import TickingDateTimeFactory
import pytest

from custom_components.octopus_ev.coordinator.capabilities import Part
from custom_components.octopus_ev.core.smart import DeviceState
from custom_components.octopus_ev.kraken.errors import (
    KrakenConnectionError,
    KrakenForbiddenError,
    KrakenQueryError,
    KrakenRateLimitError,
)
from homeassistant.core import HomeAssistant

from .desks import minutes
from .garages import CAR, OTHER_CAR, Garage, device, dispatch, elsewhere
from .offices import KEY, NOON, point

MINUTE = timedelta(minutes=1)
ALL_OF_DEVICES = ("devices", "device_states")
PLUGGED_IN, UNPLUGGED = DeviceState.PLUGGED_IN, DeviceState.UNPLUGGED


@pytest.fixture
async def garage(hass: HomeAssistant, freezer: TickingDateTimeFactory) -> Garage:
    """Return the coordinators of an account with a car that is away."""
    return await Garage.open(hass, freezer, device())


def _interval(garage: Garage) -> timedelta:
    interval = garage.smart.cars.update_interval
    assert interval is not None
    return interval


class TestPace:
    @pytest.mark.parametrize(
        ("state", "beside", "least"),
        [
            (UNPLUGGED, set(), 15),
            (UNPLUGGED, {"octopus_energy"}, 15),
            (DeviceState.LOST, set(), 15),
            (PLUGGED_IN, set(), 3),
            (DeviceState.BOOSTING, set(), 3),
            (PLUGGED_IN, {"octopus_energy"}, 6),
        ],
    )
    async def test_a_car_that_is_plugged_in_is_looked_at_often(
        self,
        hass: HomeAssistant,
        garage: Garage,
        state: DeviceState,
        beside: set[str],
        least: int,
    ) -> None:
        hass.config.components |= beside
        garage.turn(state)
        await garage.look()

        assert least * MINUTE <= _interval(garage) <= least * MINUTE * 1.1

    async def test_a_plan_shows_that_a_car_out_of_reach_is_plugged_in(
        self, garage: Garage
    ) -> None:
        garage.turn(DeviceState.LOST)
        garage.supplier.plans = {CAR: (dispatch(30),)}
        await garage.look()
        assert _interval(garage) < 4 * MINUTE

        garage.supplier.plans = {}
        await garage.look(minutes=3)
        assert _interval(garage) >= 15 * MINUTE

    async def test_an_account_without_a_car_is_asked_for_one_every_six_hours(
        self, hass: HomeAssistant, freezer: TickingDateTimeFactory
    ) -> None:
        garage = await Garage.open(hass, freezer)
        await garage.look()
        for coordinator in (garage.smart.charges, garage.smart.billed):
            await coordinator.async_refresh()

        assert garage.supplier.asked == [("devices", None)]
        assert _interval(garage) >= timedelta(hours=6)
        assert garage.record() == type(garage.record())()
        assert garage.office.engine.view(KEY).devices == ()

    async def test_two_cars_take_no_more_questions_than_one(
        self, hass: HomeAssistant, freezer: TickingDateTimeFactory
    ) -> None:
        garage = await Garage.open(
            hass, freezer, device(CAR, PLUGGED_IN), device(OTHER_CAR, PLUGGED_IN)
        )
        await garage.look(4, minutes=3)

        assert garage.supplier.of("planned") == [CAR, OTHER_CAR] * 2
        assert garage.supplier.times("devices") == 4

    async def test_a_car_that_is_away_does_not_take_turns_with_one_that_is_there(
        self, hass: HomeAssistant, freezer: TickingDateTimeFactory
    ) -> None:
        garage = await Garage.open(hass, freezer, device(), device(OTHER_CAR, None))
        await garage.look(3, minutes=15)

        assert garage.supplier.of("planned") == [OTHER_CAR] * 3

    async def test_a_look_out_of_turn_asks_for_no_plan(self, garage: Garage) -> None:
        garage.turn(PLUGGED_IN)
        await garage.look()
        await garage.look(5, seconds=20)
        assert garage.supplier.times("devices") == 6
        assert garage.supplier.times("planned") == 1

        await garage.look(minutes=2)
        assert garage.supplier.times("planned") == 2

    async def test_a_car_that_is_seen_to_come_home_is_asked_for_its_plan_at_once(
        self, garage: Garage
    ) -> None:
        await garage.look()
        garage.turn(PLUGGED_IN)
        await garage.look(minutes=4)

        assert garage.supplier.times("planned") == 2


class TestHomeMini:
    @pytest.mark.parametrize(
        ("state", "starts_in", "least"),
        [
            (UNPLUGGED, None, 300),
            (PLUGGED_IN, None, 60),
            (DeviceState.LOST, 60, 300),
            (DeviceState.LOST, 4, 60),
        ],
    )
    async def test_it_is_asked_each_minute_while_a_charge_is_expected(
        self,
        garage: Garage,
        state: DeviceState,
        starts_in: int | None,
        least: int,
    ) -> None:
        office = garage.office
        office.provider.samples = tuple(minutes(NOON - 60 * MINUTE, [300] * 60))
        garage.turn(state)
        if starts_in is not None:
            garage.supplier.plans = {CAR: (dispatch(starts_in),)}
        await garage.look()
        await office.live.async_refresh()

        interval = office.live.update_interval
        assert interval is not None
        seconds = interval.total_seconds()
        assert least <= seconds <= 1.1 * least


class TestPlans:
    async def test_a_plan_is_kept_with_when_it_was_seen(self, garage: Garage) -> None:
        garage.turn(PLUGGED_IN)
        garage.supplier.plans = {CAR: (dispatch(30),)}
        await garage.look(3, minutes=3)

        (plan,) = garage.record().plans
        assert plan.device_key == CAR
        assert plan.last_seen - plan.first_seen >= 6 * MINUTE
        view = garage.office.engine.view(KEY)
        assert view.devices is not None
        assert view.devices[0].plan == (plan.dispatch,)

    async def test_a_plan_that_cannot_be_told_stays_as_it_was_and_ages(
        self, garage: Garage
    ) -> None:
        garage.turn(PLUGGED_IN)
        garage.supplier.plans = {CAR: (dispatch(90),)}
        await garage.look()
        before = garage.smart.cars.data[CAR]
        record = garage.record()

        garage.supplier.plans = {CAR: None}
        await garage.look(minutes=3)

        after = garage.smart.cars.data[CAR]
        assert (after.plan, after.plan_told) == (before.plan, before.plan_told)
        assert after.told > before.told
        assert garage.record().plans == record.plans
        assert garage.record().watched == record.watched

    async def test_a_car_that_is_away_has_an_empty_plan_told_or_not(
        self, hass: HomeAssistant, freezer: TickingDateTimeFactory
    ) -> None:
        garage = await Garage.open(hass, freezer, device(), device(OTHER_CAR))
        garage.supplier.plans = {CAR: None, OTHER_CAR: None}
        await garage.look(4, minutes=15)

        assert {
            key: [span.duration // MINUTE for span, _ in times]
            for key, times in garage.record().watched.items()
        } == {CAR: [45], OTHER_CAR: [45]}

    async def test_an_outage_is_a_time_in_which_nothing_was_seen(
        self, garage: Garage
    ) -> None:
        garage.turn(PLUGGED_IN)
        await garage.look(3, minutes=3)
        garage.supplier.failures = {"devices": KrakenConnectionError()}
        await garage.look(4, minutes=30)
        assert not garage.smart.cars.last_update_success
        garage.supplier.failures = {}
        await garage.look(3, minutes=3)

        assert len(garage.record().watched[CAR]) == 2

    async def test_it_is_kept_when_cars_were_seen_plugged_in(
        self, hass: HomeAssistant, freezer: TickingDateTimeFactory
    ) -> None:
        other = device(OTHER_CAR, DeviceState.LOST)
        garage = await Garage.open(hass, freezer, device(), other)
        await garage.look(3, minutes=15)
        garage.turn(PLUGGED_IN)
        await garage.look(3, minutes=3)
        garage.turn(DeviceState.SUSPENDED)
        await garage.look(minutes=3)

        assert {
            key: [(there, span.duration // MINUTE) for span, there in times]
            for key, times in garage.record().plugged.items()
        } == {CAR: [(False, 30), (True, 6)], OTHER_CAR: [(None, 42)]}

    async def test_a_plan_that_is_refused_leaves_the_state(
        self, garage: Garage
    ) -> None:
        garage.turn(PLUGGED_IN)
        garage.supplier.failures = {"planned": KrakenForbiddenError()}
        await garage.look(3, minutes=3)

        assert garage.supplier.times("planned") == 1
        assert garage.smart.cars.data[CAR].plan is None
        assert garage.smart.cars.data[CAR].device.state is PLUGGED_IN

    @pytest.mark.parametrize(
        ("failure", "asked"),
        [
            # After 1, 2, 4, 8 … minutes; after 5, 10, 20, 40.
            (KrakenConnectionError(), 6),
            (KrakenRateLimitError(), 4),
        ],
    )
    async def test_a_plan_that_fails_rests_ever_longer_and_leaves_the_state(
        self,
        garage: Garage,
        failure: KrakenConnectionError | KrakenRateLimitError,
        asked: int,
    ) -> None:
        garage.turn(PLUGGED_IN)
        garage.supplier.failures = {"planned": failure}
        await garage.look(20, minutes=3)

        assert garage.supplier.times("planned") == asked
        assert garage.supplier.times("devices") == 20
        assert garage.smart.cars.last_update_success
        garage.supplier.failures = {}
        await garage.look(hours=1)
        assert garage.smart.cars.data[CAR].plan == ()


class TestDevices:
    async def test_a_state_that_cannot_be_fetched_is_the_last_one_and_ages(
        self, garage: Garage
    ) -> None:
        garage.turn(PLUGGED_IN)
        await garage.look()
        before = garage.smart.cars.data[CAR]
        garage.turn(None)
        await garage.look(minutes=3)

        after = garage.smart.cars.data[CAR]
        assert (after.device, after.told) == (before.device, before.told)

    async def test_devices_that_are_refused_stay_and_are_asked_for_next_day(
        self, garage: Garage
    ) -> None:
        await garage.look()
        garage.supplier.failures = dict.fromkeys(ALL_OF_DEVICES, KrakenForbiddenError())
        await garage.look(5, minutes=15)
        assert set(garage.smart.cars.data) == {CAR}
        assert garage.supplier.times("devices") == 2
        assert garage.supplier.times("device_states") == 1

        garage.supplier.failures = {}
        await garage.look(hours=24)
        assert garage.supplier.times("devices") == 3
        assert garage.smart.capabilities.off == {}

    async def test_devices_without_their_details_are_followed_all_the_same(
        self, garage: Garage
    ) -> None:
        garage.supplier.failures = {"devices": KrakenQueryError()}
        await garage.look(3, minutes=15)

        assert set(garage.smart.cars.data) == {CAR}
        assert garage.supplier.times("devices") == 1
        assert garage.supplier.times("device_states") == 3
        assert set(garage.smart.capabilities.off) == {Part.DETAILS}

    async def test_a_device_that_is_gone_or_retired_is_followed_no_more(
        self, hass: HomeAssistant, freezer: TickingDateTimeFactory
    ) -> None:
        garage = await Garage.open(hass, freezer, device(), device(OTHER_CAR))
        await garage.look()
        garage.supplier.cars = (replace(device(), retired=True),)
        await garage.look(minutes=15)

        assert garage.smart.cars.data == {}

    async def test_a_car_whose_home_is_left_while_nothing_is_told_is_not_recorded(
        self, garage: Garage
    ) -> None:
        await garage.look()
        garage.supplier.failures = dict.fromkeys(ALL_OF_DEVICES, KrakenForbiddenError())
        garage.office.provider.points = (elsewhere(point()),)
        await garage.office.account.async_refresh()
        before = garage.record()
        await garage.look(minutes=15)

        assert garage.record() == before
        assert garage.smart.cars.points() == []

    async def test_a_car_at_a_home_that_was_not_chosen_is_not_followed(
        self, hass: HomeAssistant, freezer: TickingDateTimeFactory
    ) -> None:
        garage = await Garage.open(hass, freezer, replace(device(), home=1))
        await garage.look()

        assert garage.smart.cars.data == {}
        assert garage.supplier.times("planned") == 0
