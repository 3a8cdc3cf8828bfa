"""What is shown at a glance: the rate now, the last whole day, totals."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from .billing import bill
from .model import Rate, RateBook, Region
from .periods import day_span, local_day
from .pricing import Cost
from .session import ZERO, Session
from .span import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class DayUse:
    """What a supply point used on one local day."""

    day: date
    energy: Decimal
    """In kWh."""
    cost: Cost
    """Without the standing charge."""
    standing: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """What sessions add up to."""

    energy: Decimal
    """In kWh."""
    cost: Decimal | None
    """Of what has a rate, unrounded; `None` when there is energy and none of it has."""
    unpriced: Decimal
    """Energy without a rate, in kWh; it is not in `cost`."""
    count: int
    """Sessions that started in the window, so that no session counts in two months."""


def latest_complete_day(
    readings: Mapping[datetime, Decimal],
    book: RateBook,
    sessions: Sequence[Session],
    region: Region,
    *,
    now: datetime,
) -> DayUse | None:
    """Return the use of the last local day that is over and has every reading.

    It is what a bill for that day adds up to: what `sessions` took is at their rates.
    """
    for day in _days_back(readings, region):
        span = day_span(region, day)
        if span.end <= now and all(
            slot in readings for slot in span.slots(region.interval)
        ):
            near = [session for session in sessions if session.span.overlaps(span)]
            whole = bill(readings, book, near, region, day, day, now=now).imported
            return DayUse(
                day=day,
                energy=whole.energy,
                cost=Cost(whole.cost, whole.unpriced),
                standing=book.standing.at(span.start),
            )
    return None


def totals(sessions: Iterable[Session], window: Span | None = None) -> Totals:
    """Add up the slots of `sessions` that start in `window`, or all of them.

    By slot, so that a night across the end of a month is shared between both.
    """
    energy = unpriced = amount = ZERO
    count = 0
    for session in sessions:
        count += window is None or session.span.start in window
        for slot in session.slots:
            if window is not None and slot.start not in window:
                continue
            energy += slot.energy
            if slot.cost is None:
                unpriced += slot.energy
            else:
                amount += slot.cost
    known = None if energy and energy == unpriced else amount
    return Totals(energy=energy, cost=known, unpriced=unpriced, count=count)


def so_far(
    sessions: Iterable[Session], window: Span | None, seen: datetime | None
) -> Totals | None:
    """Return the totals of a window, or `None` while nothing of it was seen.

    `seen` is how far readings or telemetry reach: where the readings of a day have yet
    to come, it is not known that no car charged.
    """
    if seen is None or (window is not None and seen <= window.start):
        return None
    return totals(sessions, window)


def rate_at(book: RateBook, now: datetime) -> tuple[Span, Rate] | None:
    """Return what the house pays at `now`, and from when until when.

    Neighbouring rates of equal price are joined.
    """
    if (held := book.house.entry_at(now)) is None:
        return None
    span, rate = held
    for earlier, value in book.house.before(span.start):
        if earlier.end != span.start or value.unit_rate != rate.unit_rate:
            break
        span = span.hull(earlier)
    return _extended(span, rate, book.house.after(now)), rate


def next_rate(book: RateBook, now: datetime) -> tuple[Span, Rate] | None:
    """Return the next rate of another price than now's, and how long it holds."""
    current = book.house.at(now)
    upcoming = book.house.after(now)
    for span, rate in upcoming:
        if current is None or rate.unit_rate != current.unit_rate:
            return _extended(span, rate, upcoming), rate
    return None


def _extended(span: Span, rate: Rate, later: Iterator[tuple[Span, Rate]]) -> Span:
    """Return `span` with the entries that carry its price on without a break."""
    for following, value in later:
        if following.start != span.end or value.unit_rate != rate.unit_rate:
            break
        span = span.hull(following)
    return span


def _days_back(readings: Mapping[datetime, Decimal], region: Region) -> Iterator[date]:
    """Yield every local day from that of the newest reading back to the oldest's."""
    if not readings:
        return
    day, first = local_day(region, max(readings)), local_day(region, min(readings))
    while day >= first:
        yield day
        day -= timedelta(days=1)
