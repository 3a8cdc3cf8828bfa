"""What a car is asked to reach by when, and how a change of it is meant."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, time, timedelta
from decimal import Decimal
from typing import Final

from .model import Region
from .periods import clock_instant, local_time
from .smart import Target, TargetLimits

type Targets = tuple[Target, ...]

WEEK: Final = 7
_MINUTE = timedelta(minutes=1)


def next_target(targets: Targets, region: Region, now: datetime) -> Target | None:
    """Return the target whose time comes next; all seven days must be there."""
    by_day = {target.weekday: target for target in targets}
    if len(by_day) < WEEK:
        return None
    local = local_time(region, now)
    today = by_day[local.weekday()]
    if local.time() < today.ready_by:
        return today
    return by_day[(local.weekday() + 1) % WEEK]


def ready_at(target: Target, region: Region, now: datetime) -> datetime:
    """Return when the target that comes next is to be reached."""
    local = local_time(region, now)
    ahead = timedelta(days=(target.weekday - local.weekday()) % WEEK)
    return clock_instant(region, local.date() + ahead, target.ready_by)


def with_most(
    targets: Targets, most: Decimal, region: Region, now: datetime
) -> Targets:
    """Return the targets with another state of charge to reach; see `_changed`."""
    return _changed(
        targets,
        region,
        now,
        lambda target: target.most,
        lambda target: replace(target, most=most),
    )


def with_ready_by(
    targets: Targets, ready_by: time, region: Region, now: datetime
) -> Targets:
    """Return the targets with another local time to be ready by; see `_changed`."""
    return _changed(
        targets,
        region,
        now,
        lambda target: target.ready_by,
        lambda target: replace(target, ready_by=ready_by),
    )


def accepts_most(limits: TargetLimits, most: Decimal) -> bool:
    """Tell whether the supplier accepts a state of charge as a target."""
    least = limits.least or Decimal(0)
    return (
        least <= most
        and (limits.most is None or most <= limits.most)
        and not (limits.step and (most - least) % limits.step)
    )


def accepts_ready_by(limits: TargetLimits, ready_by: time) -> bool:
    """Tell whether the supplier accepts a local time to be ready by."""
    earliest = limits.earliest or time.min
    return (
        earliest <= ready_by
        and (limits.latest is None or ready_by <= limits.latest)
        and not (
            limits.step_minutes
            and (_since_midnight(ready_by) - _since_midnight(earliest))
            % (limits.step_minutes * _MINUTE)
        )
    )


def _changed[T](
    targets: Targets,
    region: Region,
    now: datetime,
    fact: Callable[[Target], T],
    change: Callable[[Target], Target],
) -> Targets:
    """Return the targets after a change of the next one.

    Where every day is alike, every day stays so. Who has chosen something else for
    Sundays keeps that: only the next target is changed then.
    """
    if len({fact(target) for target in targets}) <= 1:
        return tuple(change(target) for target in targets)
    following = next_target(targets, region, now)
    return tuple(
        change(target) if target == following else target for target in targets
    )


def _since_midnight(moment: time) -> timedelta:
    return timedelta(hours=moment.hour, minutes=moment.minute, seconds=moment.second)
