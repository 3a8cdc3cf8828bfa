"""Each coordinator asks for what it needs, when it needs it, and for no more."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from freezegun.api import TickingDateTimeFactory
import pytest

from custom_components.octopus_ev.core.model import PowerSample
from custom_components.octopus_ev.core.span import BEGINNING, FOREVER, Span
from custom_components.octopus_ev.core.timeline import Timeline
from custom_components.octopus_ev.kraken.errors import (
    KrakenConnectionError,
    KrakenForbiddenError,
    KrakenNotFoundError,
)
from custom_components.octopus_ev.settings import ChosenPoint
from homeassistant.core import HomeAssistant
from tests.components.desks import minutes
from tests.components.offices import (
    KEY,
    MPAN,
    NOON,
    OTHER_KEY,
    OTHER_MPAN,
    Office,
    held,
    point,
)

SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


@pytest.fixture
async def office(hass: HomeAssistant, freezer: TickingDateTimeFactory) -> Office:
    """Return the coordinators of an account that was read once."""
    office = Office.open(hass, freezer)
    await office.account.async_refresh()
    return office


def _reach(window: Span) -> timedelta:
    """Return how far back a window goes, to the second."""
    return timedelta(seconds=round((datetime.now(UTC) - window.start).total_seconds()))


class TestReadings:
    async def test_the_first_question_is_for_sixty_days(self, office: Office) -> None:
        await office.readings.async_refresh()
        assert _reach(office.provider.window("readings")) == 60 * DAY
        assert office.provider.times("readings") == 1

    async def test_then_a_month_once_a_week_and_a_fortnight_otherwise(
        self, office: Office
    ) -> None:
        await office.readings.async_refresh()
        reaches = []
        for _ in range(17):
            office.wait(hours=12)
            await office.readings.async_refresh()
            reaches.append(_reach(office.provider.window("readings")) // DAY)
        assert reaches == [14] * 13 + [30] + [14] * 3

    async def test_a_point_without_readings_is_asked_for_all_of_them(
        self, office: Office
    ) -> None:
        office.provider.silent = True
        for _ in range(2):
            await office.readings.async_refresh()
            assert _reach(office.provider.window("readings")) == 60 * DAY
        assert office.engine.view(KEY).newest_reading is None

    async def test_after_a_long_absence_no_gap_stays(self, office: Office) -> None:
        await office.readings.async_refresh()
        newest = office.engine.view(KEY).newest_reading
        office.wait(days=45)
        await office.readings.async_refresh()
        assert office.provider.window("readings").start == newest
        assert office.engine.view(KEY).missing_readings == 0

    async def test_a_month_that_failed_is_asked_again(self, office: Office) -> None:
        await office.readings.async_refresh()
        office.wait(days=7)
        office.provider.failures["readings"] = KrakenConnectionError()
        await office.readings.async_refresh()
        office.provider.failures.clear()
        await office.readings.async_refresh()
        assert _reach(office.provider.window("readings")) == 30 * DAY

    async def test_one_meter_in_trouble_does_not_keep_the_others_waiting(
        self, hass: HomeAssistant, freezer: TickingDateTimeFactory
    ) -> None:
        chosen = (ChosenPoint(MPAN), ChosenPoint(OTHER_MPAN))
        office = Office.open(hass, freezer, chosen)
        office.provider.points = (point(), point(OTHER_MPAN))
        await office.account.async_refresh()
        office.provider.failures[f"readings {MPAN}"] = KrakenNotFoundError()
        await office.readings.async_refresh()
        assert not office.readings.last_update_success
        assert office.engine.view(KEY).readings_polled is None
        assert office.engine.view(OTHER_KEY).newest_reading is not None

    async def test_the_interval_is_half_an_hour(self, office: Office) -> None:
        await office.readings.async_refresh()
        interval = office.readings.update_interval
        assert interval is not None
        assert 30 * MINUTE <= interval <= 33 * MINUTE


class TestRates:
    async def test_the_first_question_reaches_as_far_as_the_readings(
        self, office: Office
    ) -> None:
        await office.rates.async_refresh()
        window = office.provider.window("rates")
        assert _reach(window) == 60 * DAY
        assert window.end > datetime.now(UTC) + DAY

    async def test_then_only_the_last_days_until_the_week_is_over(
        self, office: Office
    ) -> None:
        reaches = []
        for _ in range(9):
            await office.rates.async_refresh()
            reaches.append(_reach(office.provider.window("rates")) // DAY)
            office.wait(days=1)
        assert reaches == [60, 2, 2, 2, 2, 2, 2, 30, 2]

    async def test_a_look_back_that_failed_is_repeated(self, office: Office) -> None:
        office.provider.failures["rates"] = KrakenConnectionError()
        await office.rates.async_refresh()
        assert not office.rates.last_update_success
        office.provider.failures.clear()
        await office.rates.async_refresh()
        assert _reach(office.provider.window("rates")) == 60 * DAY

    async def test_a_gap_is_asked_for_again_each_week(self, office: Office) -> None:
        now = datetime.now(UTC)
        office.provider.priced = Span(now - 45 * DAY, FOREVER)
        await office.rates.async_refresh()
        office.wait(days=7)
        await office.rates.async_refresh()
        assert _reach(office.provider.window("rates")) // DAY == 60

    async def test_a_new_agreement_is_priced_from_its_beginning(
        self, office: Office
    ) -> None:
        await office.rates.async_refresh()
        office.rates.forget()
        await office.rates.async_refresh()
        assert _reach(office.provider.window("rates")) == 30 * DAY

    @pytest.mark.parametrize(
        ("at", "known_until", "minutes"),
        [
            # Greenwich time: Agile prices are known up to 23:00 of a day.
            ("2026-11-20T15:55:00+00:00", "2026-11-20T23:00:00+00:00", 30),
            ("2026-11-20T16:01:00+00:00", "2026-11-20T23:00:00+00:00", 7.5),
            ("2026-11-20T16:01:00+00:00", "2026-11-21T23:00:00+00:00", 30),
            ("2026-11-20T23:50:00+00:00", "2026-11-20T23:00:00+00:00", 7.5),
            # Summer time: 16:00 is 15:00 in UTC.
            ("2026-07-20T15:01:00+00:00", "2026-07-20T22:00:00+00:00", 7.5),
            ("2026-07-20T14:59:00+00:00", "2026-07-20T22:00:00+00:00", 30),
        ],
    )
    async def test_tomorrow_is_asked_for_more_often_once_it_may_be_out(
        self, office: Office, at: str, known_until: str, minutes: float
    ) -> None:
        office.freezer.move_to(at)
        end = datetime.fromisoformat(known_until).astimezone(UTC)
        office.provider.priced = Span(BEGINNING, end)
        await office.rates.async_refresh()
        interval = office.rates.update_interval
        assert interval is not None
        assert minutes * MINUTE <= interval <= 1.1 * minutes * MINUTE


class TestLive:
    async def test_the_first_question_is_for_a_day(self, office: Office) -> None:
        await office.live.async_refresh()
        assert _reach(office.provider.window("telemetry")) == DAY

    async def test_no_minute_is_lost_between_two_questions(
        self, office: Office
    ) -> None:
        seen = NOON - 7 * MINUTE
        office.provider.samples = (PowerSample(at=seen, demand_w=Decimal(300)),)
        await office.live.async_refresh()
        office.wait(minutes=5)
        office.provider.samples = ()
        await office.live.async_refresh()
        assert office.provider.window("telemetry").start == seen
        office.wait(minutes=5)
        await office.live.async_refresh()
        assert office.provider.window("telemetry").start == seen

    async def test_it_asks_for_no_more_than_a_day(self, office: Office) -> None:
        office.provider.samples = (PowerSample(at=NOON - MINUTE),)
        await office.live.async_refresh()
        office.wait(days=2)
        await office.live.async_refresh()
        assert _reach(office.provider.window("telemetry")) == DAY

    async def test_a_sample_from_the_future_does_not_stop_it(
        self, office: Office
    ) -> None:
        office.provider.samples = (PowerSample(at=NOON + DAY, demand_w=Decimal(1)),)
        for _ in range(2):
            await office.live.async_refresh()
            assert office.live.last_update_success
        assert office.engine.view(KEY).sample is None

    async def test_the_interval_is_five_minutes_while_nothing_charges(
        self, office: Office
    ) -> None:
        await office.live.async_refresh()
        interval = office.live.update_interval
        assert interval is not None
        assert 300 * SECOND <= interval <= 330 * SECOND

    @pytest.mark.parametrize(
        ("beside", "least"), [((), 60), (("octopus_energy",), 120)]
    )
    async def test_it_asks_each_minute_while_a_car_charges_or_shares_the_budget(
        self, office: Office, beside: tuple[str, ...], least: int
    ) -> None:
        office.hass.config.components |= set(beside)
        watts = [300] * 60 + [7500] * 30
        office.provider.samples = tuple(minutes(NOON - 90 * MINUTE, watts))
        await office.live.async_refresh()
        assert office.engine.view(KEY).live_open
        interval = office.live.update_interval
        assert interval is not None
        assert least * SECOND <= interval <= 1.1 * least * SECOND


class TestAccount:
    async def test_a_typed_meter_is_added_to_those_of_the_account(
        self, hass: HomeAssistant, freezer: TickingDateTimeFactory
    ) -> None:
        office = Office.open(hass, freezer, (ChosenPoint(MPAN, "21E7654321"),))
        await office.account.async_refresh()
        serials = [meter.serial for meter in office.account.data[KEY].meters]
        assert serials == ["20L1234567", "21E7654321"]

    async def test_a_typed_meter_that_the_account_has_is_not_doubled(
        self, hass: HomeAssistant, freezer: TickingDateTimeFactory
    ) -> None:
        office = Office.open(hass, freezer, (ChosenPoint(MPAN, "20L1234567"),))
        await office.account.async_refresh()
        assert len(office.account.data[KEY].meters) == 1

    async def test_a_point_that_the_account_never_had_is_there_all_the_same(
        self, hass: HomeAssistant, freezer: TickingDateTimeFactory
    ) -> None:
        office = Office.open(hass, freezer, (ChosenPoint(OTHER_MPAN, "21E7654321"),))
        await office.account.async_refresh()
        assert [meter.serial for meter in office.account.data[OTHER_KEY].meters] == [
            "21E7654321"
        ]
        assert office.engine.view(OTHER_KEY).sessions == ()

    async def test_a_point_that_an_answer_leaves_out_stays_as_it_was(
        self, office: Office
    ) -> None:
        before = office.account.data
        office.provider.points = ()
        await office.account.async_refresh()
        assert office.account.data == before

    async def test_a_new_tariff_and_an_exchanged_meter_are_followed(
        self, office: Office
    ) -> None:
        exchanged = replace(
            held(NOON), meters=(*point().meters, point(OTHER_MPAN).meters[0])
        )
        office.provider.points = (exchanged,)
        await office.account.async_refresh()
        assert office.engine.view(KEY).point == exchanged

    @pytest.mark.parametrize(
        ("ends_in", "least", "most"),
        [
            (9 * DAY, 6 * HOUR, 6 * HOUR + 3 * MINUTE),
            (2 * HOUR, 121 * MINUTE, 124 * MINUTE),
            (-HOUR, 30 * MINUTE, 33 * MINUTE),
        ],
    )
    async def test_it_looks_again_when_a_tariff_ends(
        self,
        hass: HomeAssistant,
        freezer: TickingDateTimeFactory,
        ends_in: timedelta,
        least: timedelta,
        most: timedelta,
    ) -> None:
        office = Office.open(hass, freezer)
        office.provider.points = (held(datetime.now(UTC) + ends_in),)
        await office.account.async_refresh()
        interval = office.account.update_interval
        assert interval is not None
        assert least - SECOND <= interval <= most

    async def test_a_home_that_was_left_needs_no_tariff(
        self, hass: HomeAssistant, freezer: TickingDateTimeFactory
    ) -> None:
        office = Office.open(hass, freezer)
        office.provider.points = (
            replace(point(), agreements=Timeline(), occupied=False),
        )
        await office.account.async_refresh()
        interval = office.account.update_interval
        assert interval is not None
        assert interval > 5 * HOUR

    async def test_a_home_mini_is_looked_for_once_a_day(self, office: Office) -> None:
        asked = []
        for _ in range(9):
            asked.append(office.provider.times("has_telemetry"))
            office.wait(hours=6)
            await office.account.async_refresh()
        assert asked == [1, 1, 1, 1, 2, 2, 2, 2, 3]

    async def test_a_probe_that_failed_is_repeated_soon_and_costs_nothing(
        self, hass: HomeAssistant, freezer: TickingDateTimeFactory
    ) -> None:
        office = Office.open(hass, freezer)
        office.provider.mini = KrakenForbiddenError()
        await office.account.async_refresh()
        assert office.account.last_update_success
        assert not office.account.data[KEY].has_telemetry
        interval = office.account.update_interval
        assert interval is not None
        assert interval <= 33 * MINUTE
        office.provider.mini = True
        await office.account.async_refresh()
        assert office.account.data[KEY].has_telemetry

    async def test_a_probe_that_fails_later_leaves_what_was_known(
        self, hass: HomeAssistant, freezer: TickingDateTimeFactory
    ) -> None:
        office = Office.open(hass, freezer)
        office.provider.mini = True
        await office.account.async_refresh()
        office.wait(days=2)
        office.provider.mini = KrakenConnectionError()
        await office.account.async_refresh()
        assert office.account.data[KEY].has_telemetry
