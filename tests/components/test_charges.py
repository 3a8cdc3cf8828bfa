"""What cars did, and what that was billed at, is read when it can be news."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from freezegun.api import TickingDateTimeFactory
import pytest
from pytest_homeassistant_custom_component.common import async_fire_time_changed

from custom_components.octopus_ev.core.smart import DeviceState
from custom_components.octopus_ev.core.span import BEGINNING, FOREVER, Span
from custom_components.octopus_ev.core.timeline import Timeline
from custom_components.octopus_ev.kraken.errors import (
    KrakenConnectionError,
    KrakenForbiddenError,
    KrakenResponseError,
)
from custom_components.octopus_ev.settings import ChosenPoint
from homeassistant.core import HomeAssistant

from .garages import CAR, OTHER_CAR, Garage, charge, device, done, elsewhere
from .offices import GO, KEY, MPAN, NOON, OTHER_KEY, OTHER_MPAN, point

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


@pytest.fixture
async def garage(hass: HomeAssistant, freezer: TickingDateTimeFactory) -> Garage:
    """Return the coordinators of an account whose car was found."""
    garage = await Garage.open(hass, freezer, device())
    await garage.look()
    return garage


def _days(garage: Garage) -> list[int]:
    """Return how many days ago each day began whose bill was asked for."""
    return [
        (datetime.now(UTC) - window.start) // DAY
        for window in garage.supplier.of("billed")
        if isinstance(window, Span)
    ]


class TestCharges:
    async def test_two_months_are_asked_for_first_and_a_week_after_that(
        self, garage: Garage
    ) -> None:
        for _ in range(2):
            await garage.smart.charges.async_refresh()

        windows = garage.supplier.of("charges")
        assert [
            window.duration // DAY for window in windows if isinstance(window, Span)
        ] == [60, 7]

    async def test_what_is_listed_is_kept(self, garage: Garage) -> None:
        night = NOON - 10 * HOUR
        garage.supplier.charged = (charge(night), charge(night, OTHER_CAR))
        garage.supplier.done = (done(night),)
        await garage.smart.charges.async_refresh()

        assert garage.record().charges == (charge(night),)
        assert garage.record().completed == (done(night),)

    async def test_it_is_asked_hourly_after_a_charge_and_seldom_otherwise(
        self, garage: Garage
    ) -> None:
        intervals = []
        for state, wait in (
            (DeviceState.UNPLUGGED, 0),
            (DeviceState.PLUGGED_IN, 1),
            (DeviceState.UNPLUGGED, 14),
            (DeviceState.UNPLUGGED, 2),
        ):
            garage.turn(state)
            await garage.look(hours=wait)
            await garage.smart.charges.async_refresh()
            interval = garage.smart.charges.update_interval
            assert interval is not None
            intervals.append(interval // HOUR)

        assert intervals == [6, 1, 1, 6]

    async def test_what_is_refused_for_one_part_leaves_the_other(
        self, garage: Garage
    ) -> None:
        garage.supplier.failures = {"charges": KrakenForbiddenError()}
        garage.supplier.done = (done(NOON - 10 * HOUR),)
        for _ in range(2):
            await garage.smart.charges.async_refresh()

        assert garage.supplier.times("charges") == 1
        assert garage.supplier.times("completed") == 2
        assert len(garage.record().completed) == 1

    async def test_a_list_in_trouble_leaves_the_other_and_is_asked_for_again(
        self, garage: Garage
    ) -> None:
        garage.supplier.failures = {"charges": KrakenConnectionError()}
        garage.supplier.done = (done(NOON - 10 * HOUR),)
        for _ in range(2):
            await garage.smart.charges.async_refresh()

        assert not garage.smart.charges.last_update_success
        assert garage.supplier.times("charges") == 2
        assert len(garage.record().completed) == 1

    async def test_where_two_homes_charge_a_dispatch_goes_where_a_charge_is_listed(
        self, hass: HomeAssistant, freezer: TickingDateTimeFactory
    ) -> None:
        garage = await Garage.open(
            hass,
            freezer,
            device(),
            replace(device(OTHER_CAR), home=1),
            chosen=(ChosenPoint(MPAN), ChosenPoint(OTHER_MPAN)),
            points=(point(), elsewhere(point(OTHER_MPAN))),
        )
        await garage.look()
        here, there = NOON - 20 * HOUR, NOON - 10 * HOUR
        garage.supplier.charged = (charge(there, OTHER_CAR),)
        garage.supplier.done = (done(here), done(there))
        await garage.smart.charges.async_refresh()

        assert garage.record(KEY).completed == (done(here),)
        assert garage.record(OTHER_KEY).completed == (done(there),)


class TestBilled:
    async def test_the_days_of_the_last_week_are_asked_for(
        self, garage: Garage
    ) -> None:
        await garage.smart.billed.async_refresh()

        assert _days(garage) == [1, 2, 3, 4, 5, 6, 7]

    async def test_recent_days_are_asked_for_until_they_are_billed(
        self, garage: Garage
    ) -> None:
        for _ in range(3):
            garage.supplier.asked.clear()
            await garage.smart.billed.async_refresh()
            garage.office.wait(hours=3)
        assert _days(garage) == [1, 2, 3]

        garage.supplier.settled = True
        await garage.smart.billed.async_refresh()
        garage.supplier.asked.clear()
        garage.office.wait(hours=2)
        await garage.smart.billed.async_refresh()
        assert _days(garage) == []

    async def test_what_is_billed_is_read_again_while_it_is_recent(
        self, garage: Garage
    ) -> None:
        garage.supplier.settled = True
        await garage.smart.billed.async_refresh()
        garage.supplier.asked.clear()
        garage.office.wait(hours=25)
        await garage.smart.billed.async_refresh()

        assert _days(garage) == [1, 2, 3]
        assert len(garage.record().billed) == 8 * 48

    @pytest.mark.parametrize("refusal", [KrakenForbiddenError(), KrakenResponseError()])
    async def test_a_customer_without_such_a_bill_is_asked_once_a_day(
        self, garage: Garage, refusal: KrakenForbiddenError | KrakenResponseError
    ) -> None:
        garage.supplier.failures = {"billed": refusal}
        for _ in range(8):
            await garage.smart.billed.async_refresh()
            garage.office.wait(hours=3)

        assert garage.supplier.times("billed") == 1

    async def test_what_the_present_tariff_lacks_is_asked_for_of_the_one_before(
        self, garage: Garage
    ) -> None:
        since = NOON.replace(hour=0) - 2 * DAY
        changed = replace(
            point(),
            agreements=Timeline(
                [(Span(BEGINNING, since), GO), (Span(since, FOREVER), GO)]
            ),
        )
        garage.office.provider.points = (changed,)
        await garage.office.account.async_refresh()
        garage.supplier.failures = {"billed": KrakenForbiddenError()}
        for _ in range(3):
            await garage.smart.billed.async_refresh()
            garage.office.wait(hours=3)

        assert _days(garage) == [1, 3]


class TestTogether:
    async def test_a_car_that_is_found_is_asked_after_and_one_that_stops(
        self, hass: HomeAssistant, garage: Garage
    ) -> None:
        await garage.smart.charges.async_refresh()
        garage.supplier.asked.clear()
        garage.smart.async_start()
        await hass.async_block_till_done(wait_background_tasks=True)
        assert garage.supplier.times("charges") == 1
        assert garage.supplier.times("billed") == 7

        garage.office.wait(minutes=20)
        for state in (DeviceState.SMART_CHARGING, DeviceState.PLUGGED_IN) * 3:
            garage.turn(state, CAR)
            await garage.look(minutes=3)
            await hass.async_block_till_done(wait_background_tasks=True)
        # It stopped three times within a quarter of an hour.
        assert garage.supplier.times("charges") == 2
        assert garage.supplier.times("billed") == 7

    async def test_an_account_that_never_had_a_car_is_asked_once_all_else_is_there(
        self, hass: HomeAssistant, freezer: TickingDateTimeFactory
    ) -> None:
        garage = await Garage.open(hass, freezer)
        garage.smart.async_start()
        await hass.async_block_till_done(wait_background_tasks=True)
        assert garage.supplier.asked == []

        garage.office.wait(minutes=18)
        async_fire_time_changed(hass)
        await hass.async_block_till_done(wait_background_tasks=True)
        assert garage.supplier.asked == [("devices", None)]
