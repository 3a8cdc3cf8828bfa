"""Half-open stretches of time in UTC."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from .errors import DomainError

BEGINNING: Final = datetime.min.replace(tzinfo=UTC)
"""Stands for an open start: `valid_from` unknown or before all records."""

FOREVER: Final = datetime.max.replace(tzinfo=UTC)
"""Stands for an open end: `valid_to` not yet known."""

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


def floor(instant: datetime, interval: timedelta) -> datetime:
    """Return the start of the slot that `instant` falls in.

    Slots are counted in UTC, so that a clock change moves none of them.
    """
    return instant - (instant - _EPOCH) % interval


def ceiling(instant: datetime, interval: timedelta) -> datetime:
    """Return the first slot boundary at or after `instant`."""
    return instant + (_EPOCH - instant) % interval


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """The time from `start` up to but not including `end`, both in UTC.

    Only the one `datetime.UTC` object is accepted: comparing instants that share
    it is an order of magnitude quicker than comparing across zones.
    """

    start: datetime
    end: datetime

    def __post_init__(self) -> None:
        """Refuse what is not a stretch of time in UTC."""
        if self.start.tzinfo is not UTC or self.end.tzinfo is not UTC:
            raise DomainError("a span is in UTC")
        if self.end <= self.start:
            raise DomainError("a span ends after it starts")

    @property
    def duration(self) -> timedelta:
        """How long it lasts."""
        return self.end - self.start

    def __contains__(self, instant: datetime) -> bool:
        """Tell whether `instant` falls in the span; its end does not."""
        return self.start <= instant < self.end

    def overlaps(self, other: Span) -> bool:
        """Tell whether the two share any time."""
        return self.start < other.end and other.start < self.end

    def clip(self, other: Span) -> Span | None:
        """Return the time both share, or `None`."""
        start, end = max(self.start, other.start), min(self.end, other.end)
        return Span(start, end) if start < end else None

    def hull(self, other: Span) -> Span:
        """Return the shortest span that covers both."""
        return Span(min(self.start, other.start), max(self.end, other.end))

    def pad(self, before: timedelta, after: timedelta) -> Span:
        """Return the span made longer at both ends."""
        return Span(self.start - before, self.end + after)

    def slots(self, interval: timedelta) -> Iterator[datetime]:
        """Yield the start of every slot that the span touches, in order."""
        slot = floor(self.start, interval)
        while slot < self.end:
            yield slot
            slot += interval
