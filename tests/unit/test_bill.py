"""A bill adds up half hours, tells house from car, and says what it does not know."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

import pytest

from custom_components.octopus_ev.core.bill import Amount, Bill, StandingRun
from custom_components.octopus_ev.core.billing import bill
from custom_components.octopus_ev.core.errors import DomainError
from custom_components.octopus_ev.core.hourly import Part, hourly_use
from custom_components.octopus_ev.core.model import Band, RateBook
from custom_components.octopus_ev.core.periods import month_span
from custom_components.octopus_ev.core.session import Session
from custom_components.octopus_ev.core.summary import totals
from custom_components.octopus_ev.core.timeline import Timeline
from tests.clock_changes import CHANGES, RAISED, STANDING, Change, LocalDay

from .build import GB, SLOT, charge, even, flat, rates, span, utc

LATER = utc("2029-01-01")
JANUARY = span("2026-01-01", "2026-02-01")
YEARS = span("2024-01-01", "2030-01-01")


def book(price: str = "0.25", standing: str = "0.5") -> RateBook:
    """Return one unit rate and one standing charge, both with 5 % in them."""
    return RateBook(
        house=flat(price),
        vehicle=flat(price),
        standing=Timeline([(YEARS, Decimal(standing))]),
        tax=Timeline([(YEARS, Decimal("0.05"))]),
    )


def january(
    readings: Mapping[datetime, Decimal],
    *sessions: Session,
    prices: RateBook | None = None,
    now: datetime = LATER,
) -> Bill:
    return bill(
        readings,
        prices or book(),
        sessions,
        GB,
        date(2026, 1, 1),
        date(2026, 1, 31),
        now=now,
    )


@pytest.mark.parametrize(
    ("change", "day"),
    [(change, day) for change in CHANGES for day in change.days],
    ids=lambda it: f"{it.day}" if isinstance(it, LocalDay) else "",
)
def test_every_day_around_a_clock_change_is_as_worked_out(
    change: Change, day: LocalDay
) -> None:
    got = bill(
        change.readings, change.book, change.sessions, GB, day.day, day.day, now=LATER
    )

    figures = day.figures
    assert (got.slots, got.missing) == (figures.slots, 0)
    assert (got.imported.energy, got.imported.cost) == (figures.energy, figures.cost)
    assert (got.house.energy, got.house.cost) == (
        figures.house_energy,
        figures.house_cost,
    )
    assert (got.car.energy, got.car.cost) == (figures.car_energy, figures.car_cost)
    assert got.imported.priced.billed_energy == figures.billed_energy
    assert got.imported.priced.billed_cost == figures.billed_cost
    assert got.standing == (StandingRun(day.day, 1, day.standing),)
    assert got.total == figures.cost + day.standing
    assert got.complete


@pytest.mark.parametrize("change", CHANGES, ids=lambda it: it.name)
def test_the_days_around_a_clock_change_make_up_one_bill(change: Change) -> None:
    first, middle, last = change.days
    got = bill(
        change.readings,
        change.book,
        change.sessions,
        GB,
        first.day,
        last.day,
        now=LATER,
    )

    assert got.imported.cost == sum(day.figures.cost for day in change.days)
    assert got.imported.priced.billed_cost == sum(
        day.figures.billed_cost for day in change.days
    )
    assert got.standing == (
        StandingRun(first.day, 2, STANDING),
        StandingRun(last.day, 1, RAISED),
    )
    assert got.standing_cost == 2 * STANDING + RAISED
    cheap = sum(day.figures.cheap for day in (first, middle, last))
    assert got.imported.bands[Band.OFF_PEAK].energy == cheap * Decimal("3.615")


def test_the_car_of_a_month_is_what_its_sensors_say() -> None:
    night = charge("2026-01-31 23:00", "2026-02-01 02:00", rate="0.10", energy="3.333")
    other = charge("2026-01-05 01:00", "2026-01-05 03:00", rate="0.10", energy="1.001")

    got = january(even(JANUARY, "4"), night, other)

    shown = totals([night, other], month_span(GB, date(2026, 1, 1)))
    assert (got.car.energy, got.car.cost) == (shown.energy, shown.cost)
    assert got.house.energy + got.car.energy == got.imported.energy == 4 * 1488


def test_house_and_car_are_rounded_as_the_half_hour_that_the_meter_counted() -> None:
    session = charge("2026-01-05 01:00", "2026-01-05 01:30", energy="3.335")
    readings = {utc("2026-01-05 01:00"): Decimal("3.675")}

    got = january(readings, session)

    # 3.675 is billed as 3.68 (half to even), 3.335 as 3.34; the house has the rest.
    assert got.imported.priced.billed_energy == Decimal("3.68")
    assert got.car.priced.billed_energy == Decimal("3.34")
    assert got.house.priced.billed_energy == Decimal("0.34")
    assert got.imported.priced.rounding == Decimal("0.005") * Decimal("0.25")


def test_a_rate_is_rounded_to_a_hundredth_of_a_penny_on_the_bill_alone() -> None:
    got = january(
        {utc("2026-01-05 01:00"): Decimal(1)}, prices=book("0.24675", "0.48885")
    )

    assert got.imported.bands == {
        Band.STANDARD: Amount(
            Decimal(1), Decimal("0.24675"), Decimal(1), Decimal("0.2468")
        )
    }
    assert got.standing_cost == 31 * Decimal("0.48885")
    assert got.billed_standing == 31 * Decimal("0.4888")
    assert got.billed_total == Decimal("0.2468") + 31 * Decimal("0.4888")


def test_a_car_that_is_billed_apart_pays_its_own_rate() -> None:
    session = charge("2026-01-05 01:00", "2026-01-05 01:30", energy="3.335", rate="0.1")
    readings = {utc("2026-01-05 01:00"): Decimal("3.675")}

    got = january(readings, session)

    assert got.car.cost == Decimal("3.335") * Decimal("0.1")
    assert got.house.cost == Decimal("0.34") * Decimal("0.25")
    assert got.imported.priced == got.car.priced + got.house.priced
    assert got.imported.priced.billed_energy == Decimal("3.34") + Decimal("0.34")


def test_two_charges_share_the_half_hour_between_them() -> None:
    first = charge("2026-01-05 01:00", "2026-01-05 01:10", energy="0.4")
    second = charge("2026-01-05 01:20", "2026-01-05 01:30", energy="0.6")

    got = january({utc("2026-01-05 01:00"): Decimal("1.2")}, first, second)

    assert got.car.energy == Decimal("1.0")
    assert got.house.energy == Decimal("0.2")


def test_what_has_no_reading_is_counted_as_missing_and_not_as_nothing() -> None:
    readings = even(JANUARY, "1")
    for hour in ("2026-01-05 01:00", "2026-01-05 01:30", "2026-01-09 12:00"):
        del readings[utc(hour)]
    session = charge("2026-01-05 01:00", "2026-01-05 01:30", energy="3")

    got = january(readings, session)

    assert (got.slots, got.missing) == (1488, 3)
    assert got.imported.energy == got.house.energy == 1485
    assert got.car.energy == 3
    assert not got.complete


def test_energy_without_a_rate_is_said_and_not_billed() -> None:
    half = replace(book(), house=flat("0.25", span("2026-01-01", "2026-01-31")))

    got = january(even(JANUARY, "1"), prices=half)

    assert got.imported.unpriced == 48
    assert got.imported.energy == 1488
    assert got.imported.cost == 1440 * Decimal("0.25")
    assert not got.complete


def test_a_charge_without_a_rate_is_unpriced_for_the_car_and_the_whole() -> None:
    session = charge("2026-01-05 01:00", "2026-01-05 01:30", energy="3", rate=None)

    got = january(even(JANUARY, "4"), session)

    assert (got.car.energy, got.car.cost, got.car.unpriced) == (
        Decimal(3),
        None,
        Decimal(3),
    )
    assert got.imported.unpriced == 3
    assert got.house.unpriced == 0


def test_without_any_rate_there_is_no_total() -> None:
    nothing = RateBook(house=Timeline(), vehicle=Timeline(), standing=Timeline())

    got = january(even(JANUARY, "1"), prices=nothing)

    assert got.imported.cost is None
    assert got.standing == (StandingRun(date(2026, 1, 1), 31, None),)
    assert got.standing_cost is got.total is got.billed_total is None
    assert got.tax_included is None


def test_without_a_standing_charge_there_is_no_total() -> None:
    got = january(even(JANUARY, "1"), prices=replace(book(), standing=Timeline()))

    assert got.imported.cost == 372
    assert got.total is got.billed_total is None
    assert not got.complete


def test_a_car_that_did_not_charge_cost_nothing() -> None:
    got = january(even(JANUARY, "1"))

    assert got.car.energy == got.car.cost == got.car.unpriced == 0


def test_the_tax_is_a_share_of_the_total() -> None:
    got = january(even(JANUARY, "1"))

    assert got.total == Decimal("372.00") + Decimal("15.5")
    assert got.tax_included is not None
    assert got.tax_included * 21 == pytest.approx(got.total)


def test_each_rate_of_tax_has_its_share() -> None:
    turn = utc("2026-01-16")
    new = Timeline(
        [
            (span("2024-01-01", "2026-01-16"), Decimal("0.05")),
            (span("2026-01-16", "2030-01-01"), Decimal(0)),
        ]
    )
    readings = even(JANUARY, "1")

    got = january(readings, prices=replace(book(), tax=new))

    taxed = sum(energy for slot, energy in readings.items() if slot < turn)
    gross = taxed * Decimal("0.25") + 15 * Decimal("0.5")
    assert got.gross[Decimal("0.05")] == gross
    assert got.tax_included == gross * Decimal("0.05") / Decimal("1.05")


def test_tax_that_is_not_published_is_not_guessed() -> None:
    half = Timeline([(span("2024-01-01", "2026-01-16"), Decimal("0.05"))])

    got = january(even(JANUARY, "1"), prices=replace(book(), tax=half))

    assert got.tax_included is None
    assert got.total is not None


def test_a_month_under_way_is_counted_up_to_today() -> None:
    got = january(even(JANUARY, "1"), now=utc("2026-01-10 12:20"))

    assert got.last == date(2026, 1, 10)
    assert got.slots == 9 * 48 + 24
    assert got.standing_cost == 10 * Decimal("0.5")
    assert not got.finished
    assert not got.complete


def test_a_charge_under_way_counts_for_the_car() -> None:
    live = charge("2026-01-10 11:30", "2026-01-10 12:20", energy="3")
    readings = even(span("2026-01-01", "2026-01-10"), "1")

    got = january(readings, live, now=utc("2026-01-10 12:20"))

    assert got.car.energy == 6
    assert got.imported.energy == 9 * 48


def test_a_period_that_has_not_begun_has_no_bill() -> None:
    with pytest.raises(DomainError):
        january({}, now=utc("2025-12-31 23:59"))


def test_an_export_that_was_never_read_is_not_known() -> None:
    days = date(2026, 1, 1), date(2026, 1, 31)
    unread = even(span("2026-03-01", "2026-03-02"), "0.5")

    got = bill(
        even(JANUARY, "1"), book(), (), GB, *days, now=LATER, export=(unread, flat())
    )

    assert got.exported is None
    assert got.complete


def test_what_has_yet_to_be_sent_is_not_missing() -> None:
    days = date(2026, 1, 1), date(2026, 1, 1)
    sent = even(span("2026-01-01", "2026-01-01 11:00"), "0.5")
    now = utc("2026-01-01 12:20")

    got = bill({}, book(), (), GB, *days, now=now, export=(sent, flat()))

    assert got.missing_exported == 2


def test_of_a_period_without_readings_only_a_charge_tells() -> None:
    session = charge("2026-01-05 01:00", "2026-01-05 01:30")

    assert not january({}).seen
    assert january({}, session).seen
    assert january({utc("2026-01-05 01:00"): Decimal(0)}).seen


@pytest.mark.parametrize("change", CHANGES, ids=lambda it: it.name)
def test_the_hours_of_the_statistics_add_up_to_the_bill(change: Change) -> None:
    first, _, last = change.days
    readings, sessions = change.readings, change.sessions
    hours = hourly_use(
        readings, change.book.house, sessions, change.window, SLOT, max(readings)
    )

    got = bill(readings, change.book, sessions, GB, first.day, last.day, now=LATER)

    for part, usage in (
        (Part.IMPORT, got.imported),
        (Part.HOUSE, got.house),
        (Part.EV, got.car),
    ):
        assert sum(hours[part].energy.values()) == usage.energy
        assert sum(hours[part].cost.values()) == usage.cost


def test_an_export_is_credited_at_its_own_rates() -> None:
    paid = rates(
        ("2026-01-01", "2026-01-16", "0.15", Band.STANDARD),
        ("2026-01-16", "2026-01-31", "0.20", Band.STANDARD),
    )
    sent = even(JANUARY, "0.5")
    del sent[utc("2026-01-01 12:00")]

    got = bill(
        even(JANUARY, "1"),
        book(),
        (),
        GB,
        date(2026, 1, 1),
        date(2026, 1, 31),
        now=LATER,
        export=(sent, paid),
    )

    assert got.exported is not None
    assert got.exported.energy == Decimal("743.5")
    assert got.exported.unpriced == 24
    assert got.missing_exported == 1
    assert not got.complete
    assert got.exported.cost == Decimal("359.5") * Decimal("0.15") + 72
