"""Where to look for sessions, once facts of a supply point have changed."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Final

from .core.model import RateBook, Region
from .core.periods import day_span, local_day
from .core.session import Session, SessionState
from .core.span import Span
from .facts import Facts

# Blocks this near to each other are one session, so none is looked at alone.
_APART: Final = timedelta(hours=2)

# A session settles once the readings on either side of it are there, too.
_AROUND: Final = timedelta(hours=1)

# The first look after a start: enough to know the charger's power again.
_FIRST_LOOK: Final = timedelta(days=2)


def window_to_search(
    facts: Facts,
    changed: Iterable[datetime],
    known: Sequence[Session],
    region: Region,
    *,
    first: bool,
    rebuild: bool,
) -> Span | None:
    """Return the time to report sessions for, or `None` when nothing calls for it.

    It ends with the newest that readings or the supplier tell. It starts before the
    earliest change, and before what another look may settle; a session is looked at
    whole or not at all. The first look of all learns what the charger draws; it goes
    through everything where sessions are to be found again.
    """
    ends = [dispatch.span.end for dispatch in facts.smart.completed]
    ends += [charge.span.end for charge in facts.smart.charges]
    if (newest := facts.newest) is not None:
        ends.append(newest + region.interval)
    if not ends:
        return None
    starts = [_day_before(slot, region) for slot in changed]
    starts += [
        session.span.start - _APART
        for session in known
        if _unsettled(session, facts, region.interval)
    ]
    if first and newest is not None:
        starts.append(min(facts.readings) if rebuild else newest - _FIRST_LOOK)
    if not starts:
        return None
    start = whole_before(min(starts), known)
    end = max(ends)
    return Span(start, end) if start < end else None


def _day_before(slot: datetime, region: Region) -> datetime:
    """Return the start of the local day before that of a changed slot.

    A session is judged once more when the day after it is known, and no more then.
    """
    day = local_day(region, slot)
    return day_span(region, day - timedelta(days=1)).start


def whole_before(start: datetime, known: Sequence[Session]) -> datetime:
    """Return `start`, earlier where a known session would not be looked at whole."""
    for session in sorted(known, key=lambda known: known.span.start, reverse=True):
        if session.span.start - _APART < start < session.span.end:
            start = session.span.start - _APART
    return start


def whole_after(end: datetime, known: Sequence[Session]) -> datetime:
    """Return `end`, later where a known session would not be looked at whole."""
    for session in sorted(known, key=lambda known: known.span.start):
        if session.span.start - _APART < end < session.span.end + _APART:
            end = session.span.end + _APART
    return end


def repriced(
    before: Facts, after: Facts, known: Iterable[Session], region: Region, now: datetime
) -> tuple[datetime | None, set[datetime]]:
    """Return since when a home pays another rate, and where sessions cost another.

    A session counts as well where it has a rate at last.
    """
    book = after.paid(region, now)
    slots = {
        slot.start
        for session in known
        for slot in session.slots
        if (rate := book.vehicle.at(slot.start)) is not None
        and rate.unit_rate != slot.unit_rate
    }
    return rates_differ(before.paid(region, now), book), slots


def rates_differ(before: RateBook, after: RateBook) -> datetime | None:
    """Return since when the house pays another rate, or `None`."""
    old, new = iter(before.house), iter(after.house)
    while True:
        was, now = next(old, None), next(new, None)
        if was is None or now is None:
            entry = was or now
            return None if entry is None else entry[0].start
        (former, price), (span, value) = was, now
        if former.start != span.start:
            return min(former.start, span.start)
        if price != value:
            return span.start
        if former.end != span.end:
            return min(former.end, span.end)


def _unsettled(session: Session, facts: Facts, interval: timedelta) -> bool:
    """Tell whether another look at the same readings may settle or end a session."""
    if session.state is SessionState.LIVE:
        return True
    return session.state is SessionState.PROVISIONAL and all(
        slot in facts.readings
        for slot in session.span.pad(_AROUND, _AROUND).slots(interval)
    )
