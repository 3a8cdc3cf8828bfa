"""What a car is to reach by when, and what a change of that means."""

from dataclasses import replace
from datetime import time
from decimal import Decimal

import pytest

from custom_components.octopus_ev.core.smart import Target, TargetLimits
from custom_components.octopus_ev.core.targets import (
    accepts_most,
    accepts_ready_by,
    next_target,
    ready_at,
    with_most,
    with_ready_by,
)

from .build import GB, utc

ALIKE = tuple(
    Target(weekday=day, ready_by=time(7), most=Decimal(80), least=Decimal(20))
    for day in range(7)
)
SUNDAY = 6
# On Sundays later and fuller.
DIFFERING = (*ALIKE[:6], replace(ALIKE[6], ready_by=time(9), most=Decimal(100)))
LIMITS = TargetLimits(
    least=Decimal(10),
    most=Decimal(100),
    step=Decimal(5),
    earliest=time(4),
    latest=time(11),
    step_minutes=30,
)
NO_LIMITS = TargetLimits(
    least=None,
    most=None,
    step=Decimal(0),
    earliest=None,
    latest=None,
    step_minutes=0,
)


@pytest.mark.parametrize(
    ("now", "weekday"),
    [
        # In summer, 06:59 and 07:00 on a Saturday in London, and late on a Sunday.
        ("2026-06-06 05:59", 5),
        ("2026-06-06 06:00", 6),
        ("2026-06-07 07:59", 6),
        ("2026-06-07 22:59", 0),
        ("2026-06-07 23:00", 0),
    ],
)
def test_the_next_target_is_that_of_the_next_local_time(now: str, weekday: int) -> None:
    target = next_target(DIFFERING, GB, utc(now))

    assert target is not None
    assert target.weekday == weekday
    ready = ready_at(target, GB, utc(now)).astimezone(GB.tz)
    assert (ready.weekday(), ready.time()) == (weekday, target.ready_by)


def test_an_incomplete_week_has_no_next_target() -> None:
    assert next_target(ALIKE[:6], GB, utc("2026-06-06 05:59")) is None
    assert next_target((), GB, utc("2026-06-06 05:59")) is None


def test_days_that_are_alike_stay_alike() -> None:
    now = utc("2026-06-06 12:00")

    assert {t.most for t in with_most(ALIKE, Decimal(90), GB, now)} == {90}
    changed = with_ready_by(ALIKE, time(6, 30), GB, now)
    assert {t.ready_by for t in changed} == {time(6, 30)}
    assert [t.weekday for t in changed] == list(range(7))
    assert {t.least for t in changed} == {20}


def test_where_days_differ_only_the_next_one_is_changed() -> None:
    saturday = utc("2026-06-06 12:00")

    changed = with_most(DIFFERING, Decimal(90), GB, saturday)
    assert changed[:6] == DIFFERING[:6]
    assert changed[SUNDAY] == replace(DIFFERING[SUNDAY], most=Decimal(90))
    changed = with_ready_by(DIFFERING, time(8), GB, utc("2026-06-07 12:00"))
    assert changed[1:] == DIFFERING[1:]
    assert changed[0].ready_by == time(8)


def test_a_state_of_charge_keeps_within_the_limits() -> None:
    def accepted(*values: int) -> list[bool]:
        return [accepts_most(LIMITS, Decimal(value)) for value in values]

    assert accepted(10, 85, 100) == [True] * 3
    assert accepted(5, 105, 82) == [False] * 3
    assert accepts_most(NO_LIMITS, Decimal(82))
    assert not accepts_most(NO_LIMITS, Decimal(-1))


def test_a_time_to_be_ready_by_keeps_within_the_limits() -> None:
    def accepted(*values: time) -> list[bool]:
        return [accepts_ready_by(LIMITS, value) for value in values]

    assert accepted(time(4), time(7, 30), time(11)) == [True] * 3
    assert (
        accepted(time(3, 30), time(11, 30), time(7, 15), time(7, 0, 1)) == [False] * 4
    )
    assert accepts_ready_by(NO_LIMITS, time(23, 59))
