"""What is shown at a glance."""

from datetime import date
from decimal import Decimal

import pytest

from custom_components.octopus_ev.core.model import Band, Rate, RateBook
from custom_components.octopus_ev.core.periods import day_span
from custom_components.octopus_ev.core.span import Span
from custom_components.octopus_ev.core.summary import (
    Totals,
    latest_complete_day,
    next_rate,
    rate_at,
    so_far,
    totals,
)
from custom_components.octopus_ev.core.timeline import Timeline

from .build import GB, charge, even, flat, rates, span, utc

STANDING = Timeline([(span("2024-01-01", "2030-01-01"), Decimal("0.48"))])


def book(house: Timeline[Rate]) -> RateBook:
    return RateBook(house=house, vehicle=house, standing=STANDING)


@pytest.mark.parametrize(
    ("day", "energy"),
    [("2026-01-15", "4.8"), ("2026-03-29", "4.6"), ("2026-10-25", "5.0")],
)
def test_the_latest_day_with_every_slot_is_told(day: str, energy: str) -> None:
    whole = day_span(GB, date.fromisoformat(day))
    readings = even(Span(whole.start - whole.duration, whole.end), "0.1")

    used = latest_complete_day(readings, book(flat("0.25")), (), GB, now=whole.end)

    assert used is not None
    assert (used.day.isoformat(), used.energy) == (day, Decimal(energy))
    assert used.cost.amount == Decimal(energy) * Decimal("0.25")
    assert used.cost.unpriced == 0
    assert used.standing == Decimal("0.48")


def test_a_day_with_a_hole_is_passed_over() -> None:
    readings = even(span("2026-01-14", "2026-01-16"), "0.1")
    del readings[utc("2026-01-15 13:00")]

    used = latest_complete_day(readings, book(flat()), (), GB, now=utc("2026-01-17"))

    assert used is not None
    assert used.day == date(2026, 1, 14)


def test_a_day_is_not_complete_before_it_is_over() -> None:
    readings = even(span("2026-01-14", "2026-01-16"), "0.1")

    used = latest_complete_day(
        readings, book(flat()), (), GB, now=utc("2026-01-15 23:59")
    )

    assert used is not None
    assert used.day == date(2026, 1, 14)


def test_no_day_is_told_where_none_is_complete() -> None:
    part = even(span("2026-01-15 01:00", "2026-01-16"), "0.1")

    assert latest_complete_day({}, book(flat()), (), GB, now=utc("2026-01-17")) is None
    assert (
        latest_complete_day(part, book(flat()), (), GB, now=utc("2026-01-17")) is None
    )


def test_a_day_without_rates_is_unpriced() -> None:
    readings = even(span("2026-01-15", "2026-01-16"), "0.1")
    nothing = RateBook(house=Timeline(), vehicle=Timeline(), standing=Timeline())

    used = latest_complete_day(readings, nothing, (), GB, now=utc("2026-01-16"))

    assert used is not None
    assert used.cost.amount is None
    assert used.cost.unpriced == Decimal("4.8")
    assert used.standing is None


def test_what_the_car_took_is_in_the_day_at_its_own_rate() -> None:
    readings = even(span("2026-01-15", "2026-01-16"), "4")
    night = charge("2026-01-15 00:00", "2026-01-15 01:00", energy="3", rate="0.07")

    used = latest_complete_day(
        readings, book(flat("0.25")), (night,), GB, now=utc("2026-01-16")
    )

    assert used is not None
    assert used.energy == 192
    assert used.cost.amount == 6 * Decimal("0.07") + 186 * Decimal("0.25")


def test_a_night_across_the_end_of_a_month_is_shared_by_slot() -> None:
    night = charge("2026-01-31 23:00", "2026-02-01 02:00", rate="0.10", energy="3")
    january, february = (
        span("2026-01-01", "2026-02-01"),
        span("2026-02-01", "2026-03-01"),
    )

    assert totals([night], january) == Totals(
        energy=Decimal(6), cost=Decimal("0.60"), unpriced=Decimal(0), count=1
    )
    assert totals([night], february) == Totals(
        energy=Decimal(12), cost=Decimal("1.20"), unpriced=Decimal(0), count=0
    )
    assert totals([night]).energy == Decimal(18)


def test_no_session_costs_nothing() -> None:
    assert totals([]) == Totals(
        energy=Decimal(0), cost=Decimal(0), unpriced=Decimal(0), count=0
    )


def test_energy_without_any_rate_has_no_cost() -> None:
    dark = charge("2026-01-31 01:00", "2026-01-31 02:00", rate=None, energy="3")
    lit = charge("2026-01-30 01:00", "2026-01-30 02:00", rate="0.10", energy="3")

    assert totals([dark]).cost is None
    assert totals([dark, lit]).cost == Decimal("0.60")
    assert totals([dark, lit]).unpriced == Decimal(6)


def test_a_day_of_which_nothing_was_seen_has_no_totals() -> None:
    today = span("2026-01-31", "2026-02-01")
    night = charge("2026-01-30 01:00", "2026-01-30 02:00", rate="0.10", energy="3")

    assert so_far([night], today, None) is None
    assert so_far([night], today, utc("2026-01-31 00:00")) is None
    assert so_far([night], None, None) is None


def test_a_day_that_was_seen_in_part_has_the_totals_so_far() -> None:
    today = span("2026-01-31", "2026-02-01")
    night = charge("2026-01-31 01:00", "2026-01-31 02:00", rate="0.10", energy="3")

    assert so_far([], today, utc("2026-01-31 00:30")) == totals([])
    assert so_far([night], today, utc("2026-01-31 02:00")) == totals([night])
    assert so_far([night], None, utc("2026-01-31 02:00")) == totals([night])


DAY = rates(
    ("2026-07-14 23:00", "2026-07-15 00:30", "0.27", Band.STANDARD),
    ("2026-07-15 00:30", "2026-07-15 05:30", "0.08", Band.OFF_PEAK),
    ("2026-07-15 05:30", "2026-07-15 23:00", "0.27", Band.STANDARD),
    ("2026-07-15 23:00", "2026-07-16 00:30", "0.27", Band.ABOVE_MEAN),
    ("2026-07-16 00:30", "2026-07-16 05:30", "0.08", Band.BELOW_MEAN),
)


def test_the_rate_now_comes_with_the_time_that_its_price_holds() -> None:
    now = rate_at(book(DAY), utc("2026-07-15 23:10"))

    assert now == (
        span("2026-07-15 05:30", "2026-07-16 00:30"),
        Rate(Decimal("0.27"), Band.ABOVE_MEAN),
    )


def test_the_next_rate_is_of_another_price() -> None:
    assert next_rate(book(DAY), utc("2026-07-15 01:00")) == (
        span("2026-07-15 05:30", "2026-07-16 00:30"),
        Rate(Decimal("0.27"), Band.STANDARD),
    )
    assert next_rate(book(DAY), utc("2026-07-15 12:00")) == (
        span("2026-07-16 00:30", "2026-07-16 05:30"),
        Rate(Decimal("0.08"), Band.BELOW_MEAN),
    )
    assert next_rate(book(DAY), utc("2026-07-16 01:00")) is None


def test_before_the_first_rate_only_the_next_is_known() -> None:
    assert rate_at(book(DAY), utc("2026-07-14")) is None
    assert next_rate(book(DAY), utc("2026-07-14")) == (
        span("2026-07-14 23:00", "2026-07-15 00:30"),
        Rate(Decimal("0.27"), Band.STANDARD),
    )


def test_a_gap_ends_the_time_that_a_price_holds() -> None:
    split = rates(
        ("2026-07-15 00:00", "2026-07-15 01:00", "0.2", Band.STANDARD),
        ("2026-07-15 02:00", "2026-07-15 03:00", "0.2", Band.STANDARD),
    )

    found = rate_at(book(split), utc("2026-07-15 00:30"))
    assert found is not None
    assert found[0] == span("2026-07-15 00:00", "2026-07-15 01:00")
    again = rate_at(book(split), utc("2026-07-15 02:30"))
    assert again is not None
    assert again[0] == span("2026-07-15 02:00", "2026-07-15 03:00")
