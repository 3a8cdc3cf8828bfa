"""Local days and months in a region's zone, as spans in UTC."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from .model import Region
from .span import Span, ceiling, floor

_NOON: Final = time(12)


def local_time(region: Region, instant: datetime) -> datetime:
    """Return `instant` as the region's clocks show it."""
    return instant.astimezone(region.tz)


def local_day(region: Region, instant: datetime) -> date:
    """Return the date that the region's calendars show at `instant`."""
    return local_time(region, instant).date()


def clock_instant(region: Region, day: date, clock: time) -> datetime:
    """Return the instant at which the region's clocks show a time on a day."""
    return datetime.combine(day, clock, tzinfo=region.tz).astimezone(UTC)


def day_span(region: Region, day: date) -> Span:
    """Return the local day from midnight to midnight: 23, 24 or 25 hours."""
    return Span(_midnight(region, day), _midnight(region, day + timedelta(days=1)))


def noon_span(region: Region, instant: datetime) -> Span:
    """Return the time from the local noon up to `instant` to the next one."""
    day = local_day(region, instant)
    if instant < clock_instant(region, day, _NOON):
        day -= timedelta(days=1)
    following = day + timedelta(days=1)
    return Span(
        clock_instant(region, day, _NOON), clock_instant(region, following, _NOON)
    )


def month_span(region: Region, day: date) -> Span:
    """Return the local month that `day` falls in."""
    first, last = month_days(day)
    return Span(_midnight(region, first), _midnight(region, last + timedelta(days=1)))


def month_days(day: date) -> tuple[date, date]:
    """Return the first and the last day of the month that `day` falls in."""
    first = day.replace(day=1)
    following = (first + timedelta(days=31)).replace(day=1)
    return first, following - timedelta(days=1)


def days(region: Region, window: Span) -> Iterator[date]:
    """Yield every local day that `window` touches, in order."""
    day = local_day(region, window.start)
    while _midnight(region, day) < window.end:
        yield day
        day += timedelta(days=1)


def slots_in(region: Region, span: Span) -> int:
    """Return the number of slots that `span` touches; a local day has 46, 48 or 50."""
    start, end = floor(span.start, region.interval), ceiling(span.end, region.interval)
    return (end - start) // region.interval


def _midnight(region: Region, day: date) -> datetime:
    return clock_instant(region, day, time.min)
