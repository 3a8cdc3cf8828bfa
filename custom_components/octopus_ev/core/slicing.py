"""Parts and shares of a session: cut at an instant, moved, or scaled."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from functools import reduce
from typing import Final

from .blocks import allotted
from .session import EXACT, ZERO, Block, PricedSlot, Session
from .span import Span

_WATT_HOUR: Final = Decimal("0.001")
"""The meter's own grain."""

_NO_TIME: Final = timedelta()


def within(session: Session, span: Span, interval: timedelta) -> Session | None:
    """Return the part of a session that falls in `span`, or `None` if none does.

    A slot that is cut is shared by the time that the car charged on either side; the
    parts on both sides of a cut add up to the whole.
    """
    spans = [part for b in session.blocks if (part := b.span.clip(span)) is not None]
    slots = []
    for slot in session.slots:
        energy = _part(slot, span, session.blocks, interval)
        total = slot.total
        if total is not None:
            whole = replace(slot, energy=total)
            total = _part(whole, span, session.blocks, interval)
        if energy or total:
            slots.append(replace(slot, energy=energy, total=total))
    if not spans or not slots:
        return None
    return _with(session, spans, slots, interval)


def moved(
    session: Session, start: datetime | None, end: datetime | None, interval: timedelta
) -> Session:
    """Return the session with another start or end.

    What lies outside is no longer part of it; time that is added brings no energy of
    its own. A session that has nothing in common with its new time takes its energy
    along, without a price.
    """
    first, last = start or session.span.start, end or session.span.end
    if first >= last:
        return session
    target = Span(first, last)
    if (part := within(session, target, interval)) is None:
        slots = spread(target, session.energy, interval)
        return _with(session, [target], slots, interval)
    spans = [block.span for block in part.blocks]
    if start is not None:
        spans[0] = Span(start, spans[0].end)
    if end is not None:
        spans[-1] = Span(spans[-1].start, end)
    return _with(part, spans, part.slots, interval)


def scaled(session: Session, energy: Decimal, interval: timedelta) -> Session:
    """Return the session with its slots scaled to `energy`, in kWh, to the last digit."""
    total = session.energy
    spans = [block.span for block in session.blocks]
    slots = []
    reached = given = ZERO
    for slot in session.slots:
        reached += slot.energy
        upto = energy
        if reached != total:
            upto = (reached * energy / total).quantize(_WATT_HOUR)
        slots.append(replace(slot, energy=upto - given, total=None))
        given = upto
    return _with(session, spans, slots, interval)


def spread(span: Span, energy: Decimal, interval: timedelta) -> tuple[PricedSlot, ...]:
    """Return slots that share `energy` by the time that each has in `span`."""
    whole = PricedSlot(start=span.start, energy=energy)
    edges = [*[*span.slots(interval)][1:], span.end]
    block = (Block(span, energy),)
    slots = []
    given = ZERO
    for start, edge in zip(span.slots(interval), edges, strict=True):
        upto = _until(whole, edge, block, span.duration)
        slots.append(PricedSlot(start=start, energy=upto - given))
        given = upto
    return tuple(slots)


def _with(
    session: Session,
    spans: Iterable[Span],
    slots: Iterable[PricedSlot],
    interval: timedelta,
) -> Session:
    """Return the session with these blocks and slots, and its other sums in proportion.

    The reference cost is shared by priced energy: exact wherever its rate does not
    change within the session. What else the machine estimates holds for the whole only.
    """
    spans, slots = list(spans), tuple(slots)
    changed = replace(
        session,
        span=reduce(Span.hull, spans),
        slots=slots,
        blocks=allotted(spans, slots, interval),
        provenance=replace(session.provenance, live_energy=None),
        leeway=EXACT,
        excess=None,
        cost_low=None,
        cost_high=None,
    )
    before = session.energy - session.unpriced_energy
    after = changed.energy - changed.unpriced_energy
    if session.reference_cost is None or not before:
        return replace(changed, reference_cost=None)
    if before == after:
        return changed
    return replace(changed, reference_cost=session.reference_cost * after / before)


def _part(
    slot: PricedSlot, span: Span, blocks: Sequence[Block], interval: timedelta
) -> Decimal:
    """Return the part of a slot's energy that flowed within `span`."""
    upto = _until(slot, span.end, blocks, interval)
    return upto - _until(slot, span.start, blocks, interval)


def _until(
    slot: PricedSlot, instant: datetime, blocks: Iterable[Block], interval: timedelta
) -> Decimal:
    """Return the part of a slot's energy that flowed before `instant`."""
    end = slot.start + interval
    if instant <= slot.start:
        return ZERO
    if instant >= end:
        return slot.energy
    whole = _time(blocks, Span(slot.start, end))
    part = _time(blocks, Span(slot.start, instant))
    if not whole:
        whole, part = interval, instant - slot.start
    share = slot.energy * Decimal(part / whole)
    return min(share.quantize(_WATT_HOUR), slot.energy)


def _time(blocks: Iterable[Block], span: Span) -> timedelta:
    """Return how long the car charged within `span`."""
    parts = (block.span.clip(span) for block in blocks)
    return sum((part.duration for part in parts if part is not None), _NO_TIME)
