"""A span is a stretch of time in UTC that has no end of its own."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given, strategies as st
import pytest

from custom_components.octopus_ev.core.errors import DomainError
from custom_components.octopus_ev.core.span import (
    BEGINNING,
    FOREVER,
    Span,
    ceiling,
    floor,
)

from .build import SLOT, span, utc

MINUTES = st.integers(0, 3_000_000).map(
    lambda minutes: utc("2024-01-01") + timedelta(minutes=minutes)
)


@given(MINUTES)
def test_an_instant_lies_between_its_slot_boundaries(instant: datetime) -> None:
    before, after = floor(instant, SLOT), ceiling(instant, SLOT)

    assert before <= instant <= after
    assert after - before in (timedelta(), SLOT)
    assert before.minute in (0, 30)


def test_slots_before_1970_are_on_the_same_grid() -> None:
    assert floor(utc("1969-12-31 23:45"), SLOT) == utc("1969-12-31 23:30")


def test_the_end_is_not_part_of_it() -> None:
    hour = span("2026-05-01 10:00", "2026-05-01 11:00")

    assert utc("2026-05-01 10:00") in hour
    assert utc("2026-05-01 11:00") not in hour
    assert not hour.overlaps(span("2026-05-01 11:00", "2026-05-01 12:00"))


def test_what_two_spans_share_is_clipped() -> None:
    morning, noon = (
        span("2026-05-01 08:00", "2026-05-01 12:00"),
        span("2026-05-01 11:00", "2026-05-01 13:00"),
    )

    assert morning.clip(noon) == span("2026-05-01 11:00", "2026-05-01 12:00")
    assert morning.clip(span("2026-05-01 12:00", "2026-05-01 13:00")) is None
    assert morning.hull(noon) == span("2026-05-01 08:00", "2026-05-01 13:00")


def test_padding_makes_it_longer_at_both_ends() -> None:
    hour = span("2026-05-01 10:00", "2026-05-01 11:00")

    assert hour.pad(SLOT, 2 * SLOT) == span("2026-05-01 09:30", "2026-05-01 12:00")


def test_every_slot_that_it_touches_is_given() -> None:
    touched = span("2026-03-29 00:50", "2026-03-29 02:10").slots(SLOT)

    assert [f"{slot:%H:%M}" for slot in touched] == ["00:30", "01:00", "01:30", "02:00"]


def test_all_time_is_a_span() -> None:
    assert Span(BEGINNING, FOREVER).duration > timedelta(days=3_000_000)


@pytest.mark.parametrize("end", ["2026-05-01 10:00", "2026-05-01 09:00"])
def test_it_ends_after_it_starts(end: str) -> None:
    with pytest.raises(DomainError, match="ends after"):
        span("2026-05-01 10:00", end)


def test_only_the_one_utc_is_accepted() -> None:
    summer = datetime(2026, 5, 1, 10, tzinfo=ZoneInfo("Europe/London"))

    with pytest.raises(DomainError, match="UTC"):
        Span(utc("2026-05-01 08:00"), summer)
    with pytest.raises(DomainError, match="UTC"):
        Span(summer, utc("2026-05-01 11:00"))
