"""When readings are later than an account's usual."""

from datetime import UTC, datetime, timedelta

import pytest

from custom_components.octopus_ev.core.lateness import is_late

NEWEST = datetime(2026, 11, 20, tzinfo=UTC)


def after(hours: float) -> datetime:
    return NEWEST + timedelta(hours=hours)


@pytest.mark.parametrize(("hours", "late"), [(36, False), (48, False), (49, True)])
def test_what_usually_comes_the_next_morning_is_late_after_two_days(
    hours: float, late: bool
) -> None:
    assert is_late(NEWEST, [], after(hours)) is late
    assert is_late(NEWEST, [timedelta(hours=34)] * 7, after(hours)) is late


@pytest.mark.parametrize(("hours", "late"), [(83, False), (85, True)])
def test_where_readings_always_take_three_days_they_are_late_after_that(
    hours: float, late: bool
) -> None:
    assert is_late(NEWEST, [timedelta(hours=72)], after(hours)) is late


def test_one_long_outage_makes_no_habit() -> None:
    waits = [timedelta(hours=hours) for hours in (34, 35, 200, 34)]

    assert is_late(NEWEST, waits, after(49))


def test_where_no_reading_ever_came_none_is_late() -> None:
    assert not is_late(None, [], after(1000))
