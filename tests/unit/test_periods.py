"""Local days and months follow the clocks of the region."""

from datetime import date, timedelta
import itertools

from hypothesis import given, strategies as st
import pytest

from custom_components.octopus_ev.core.model import Region
from custom_components.octopus_ev.core.periods import (
    day_span,
    days,
    local_day,
    local_time,
    month_span,
    slots_in,
)
from custom_components.octopus_ev.core.span import Span

from .build import GB, JP, span, utc

REGIONS = pytest.mark.parametrize("region", [GB, JP], ids=lambda region: region.code)
YEARS = st.integers(min_value=2015, max_value=2040)


@REGIONS
@given(year=YEARS)
def test_local_days_tile_the_year(region: Region, year: int) -> None:
    first = date(year, 1, 1)
    spans = [
        day_span(region, first + timedelta(days=index))
        for index in range((date(year + 1, 1, 1) - first).days)
    ]

    assert all(a.end == b.start for a, b in itertools.pairwise(spans))
    assert spans[0].start == month_span(region, first).start
    assert spans[-1].end == month_span(region, date(year, 12, 31)).end


@REGIONS
@given(year=YEARS)
def test_months_tile_the_year(region: Region, year: int) -> None:
    spans = [month_span(region, date(year, month, 17)) for month in range(1, 13)]

    assert all(a.end == b.start for a, b in itertools.pairwise(spans))


@REGIONS
@given(st.integers(0, 10_000_000))
def test_an_instant_falls_in_its_own_local_day(region: Region, minutes: int) -> None:
    instant = utc("2015-01-01") + timedelta(minutes=minutes)

    assert instant in day_span(region, local_day(region, instant))


@pytest.mark.parametrize(
    ("region", "day", "expected", "slots"),
    [
        (GB, "2026-01-15", span("2026-01-15", "2026-01-16"), 48),
        (GB, "2026-07-15", span("2026-07-14 23:00", "2026-07-15 23:00"), 48),
        (GB, "2026-03-29", span("2026-03-29", "2026-03-29 23:00"), 46),
        (GB, "2026-10-25", span("2026-10-24 23:00", "2026-10-26"), 50),
        (JP, "2026-03-29", span("2026-03-28 15:00", "2026-03-29 15:00"), 48),
    ],
)
def test_a_day_has_46_48_or_50_slots(
    region: Region, day: str, expected: Span, slots: int
) -> None:
    found = day_span(region, date.fromisoformat(day))

    assert found == expected
    assert slots_in(region, found) == slots == len(list(found.slots(region.interval)))


def test_a_month_begins_at_local_midnight() -> None:
    assert month_span(GB, date(2026, 4, 30)) == span(
        "2026-03-31 23:00", "2026-04-30 23:00"
    )
    assert month_span(GB, date(2025, 12, 1)) == span("2025-12-01", "2026-01-01")
    assert month_span(GB, date(2028, 2, 29)) == span("2028-02-01", "2028-03-01")


def test_the_clock_shows_the_same_hour_twice_in_autumn() -> None:
    early, late = utc("2026-10-25 00:30"), utc("2026-10-25 01:30")

    assert (
        f"{local_time(GB, early):%H:%M}" == f"{local_time(GB, late):%H:%M}" == "01:30"
    )


def test_a_window_touches_the_days_of_both_its_ends() -> None:
    night = span("2026-07-15 22:30", "2026-07-15 23:30")

    assert list(days(GB, night)) == [date(2026, 7, 15), date(2026, 7, 16)]


def test_a_window_that_ends_at_midnight_does_not_touch_the_next_day() -> None:
    assert list(days(GB, day_span(GB, date(2026, 7, 15)))) == [date(2026, 7, 15)]


def test_a_slot_that_is_touched_counts() -> None:
    assert slots_in(GB, span("2026-01-15 00:10", "2026-01-15 00:40")) == 2
