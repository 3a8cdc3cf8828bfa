"""Instants as seconds since the epoch, half-hour slots and British local days."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

LONDON: Final = ZoneInfo("Europe/London")
SLOT: Final = 1800
HOUR: Final = 3600
DAY: Final = 86400


def floor_to(instant: float, step: int = SLOT) -> int:
    """Return the start of the step (UTC) that holds an instant."""
    return int(instant // step) * step


@lru_cache(maxsize=4096)
def wall(day: date, minutes: int, zone: ZoneInfo = LONDON) -> int:
    """Return the instant of a wall-clock time, in minutes after local midnight."""
    later, minute = divmod(minutes, 1440)
    local = datetime(day.year, day.month, day.day, tzinfo=zone)
    local += timedelta(days=later, minutes=minute)
    return int(local.timestamp())


def midnight(day: date, zone: ZoneInfo = LONDON) -> int:
    """Return the instant at which a local day begins."""
    return wall(day, 0, zone)


def local_day(instant: float, zone: ZoneInfo = LONDON) -> date:
    """Return the local date of an instant."""
    return datetime.fromtimestamp(instant, zone).date()


@lru_cache(maxsize=4096)
def slots_of(day: date, zone: ZoneInfo = LONDON) -> range:
    """Return the slot starts of a local day: 46, 48 or 50 of them."""
    return range(midnight(day, zone), midnight(day + timedelta(days=1), zone), SLOT)


def days_between(start: float, end: float, zone: ZoneInfo = LONDON) -> list[date]:
    """Return the local days that [start, end) touches."""
    first, last = local_day(start, zone), local_day(end - 1, zone)
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def parse(text: str) -> int:
    """Return the instant of an ISO 8601 text; a naive one is London time.

    Raises ValueError for anything else.
    """
    value = datetime.fromisoformat(text)
    if value.tzinfo is None:
        value = value.replace(tzinfo=LONDON)
    return int(value.timestamp())


def utc_text(instant: float) -> str:
    """Render as rates do: UTC with `Z`."""
    return datetime.fromtimestamp(instant, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def offset_text(instant: float) -> str:
    """Render as GraphQL does: UTC with `+00:00`."""
    return datetime.fromtimestamp(int(instant), UTC).isoformat()


def local_text(instant: float) -> str:
    """Render as consumption does: local time, `Z` in winter, `+01:00` in summer."""
    text = datetime.fromtimestamp(int(instant), LONDON).isoformat()
    return text[:-6] + "Z" if text.endswith("+00:00") else text


def optional(render: Callable[[float], str], instant: float | None) -> str | None:
    """Render an instant that may be missing."""
    return None if instant is None else render(instant)
