"""What the charger's own sensor tells of a session, and what it leaves to others.

While it is heard, nothing else is asked about the car: neither where it charged, nor
where it did not. Silence of the sensor is the only place for other evidence.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from functools import reduce
from operator import add
from typing import Final

from .blocks import in_order, joined_blocks, parts
from .evidence import Candidate
from .matching import surer
from .reconcile import View, claimed
from .session import ZERO, Block, Leeway, PricedSlot, Session, SessionState, Source
from .span import Span
from .timeline import Timeline

SPLINTER: Final = timedelta(minutes=5)
"""Others do not tell a boundary so exactly that less than this is a charge."""

_LEAST: Final = Decimal("0.1")
"""In kWh; likewise."""


def untold(
    candidate: Candidate, told: Timeline[None], interval: timedelta
) -> Candidate | None:
    """Return what a candidate claims of a time in which the charger was not heard."""
    blocks = _gaps(candidate.blocks, told)
    if [block.span for block in blocks] == [block.span for block in candidate.blocks]:
        return candidate
    touched = {slot for block in blocks for slot in block.span.slots(interval)}
    slots = {
        start: energy for start, energy in candidate.slots.items() if start in touched
    }
    if reduce(add, slots.values(), ZERO) < _LEAST:
        return None
    return replace(candidate, blocks=blocks, slots=slots)


def silenced(session: Session, told: Timeline[None], interval: timedelta) -> Session:
    """Return what is left of a session that the charger does not show.

    Withdrawn, if it was heard all the time.
    """
    blocks = _gaps(session.blocks, told)
    touched = {slot for block in blocks for slot in block.span.slots(interval)}
    slots = tuple(slot for slot in session.slots if slot.start in touched)
    if reduce(add, (slot.energy for slot in slots), ZERO) < _LEAST:
        return replace(session, state=SessionState.WITHDRAWN)
    live = session.state is SessionState.LIVE
    return replace(
        session,
        blocks=blocks,
        slots=slots,
        span=reduce(Span.hull, (block.span for block in blocks)),
        state=SessionState.PROVISIONAL if live else session.state,
    )


def heard(
    session: Session, candidate: Candidate, view: View, told: Timeline[None]
) -> Session:
    """Return the session as the candidate has it, where one is the charger's own.

    Not yet priced. The charger has the minutes and the energy of the time in which it
    was heard; of the rest, half-hours have the energy, as they have without it.
    """
    claims = claimed(candidate)
    new = [block.span for block in candidate.blocks]
    if candidate.source is Source.CHARGER:
        within = Timeline(told.over(view.reach))
        slots = _by_charger(session, candidate, claims, view, within)
        rest = [gap for block in session.blocks for gap in within.gaps(block.span)]
    else:
        slots = _by_others(session, claims, view, told, candidate.source)
        rest = _standing(session, view, told, candidate.source)
        own = {slot.start for slot in session.slots if slot.total is not None}
        new = [
            part
            for start, part in parts(candidate.blocks, view.interval)
            if start not in own
        ]
    blocks = joined_blocks([*new, *rest])
    span = Span(blocks[0].span.start, blocks[-1].span.end)
    sources = {*session.provenance.sources, *candidate.sources}
    return replace(
        session,
        span=span,
        blocks=blocks,
        slots=in_order(slots),
        leeway=Leeway(
            (candidate if span.start == candidate.span.start else session).leeway.start,
            (candidate if span.end == candidate.span.end else session).leeway.end,
        ),
        provenance=replace(
            session.provenance,
            boundaries=_boundaries(session, span, told, candidate, sources),
            energy=_energy(slots.values(), sources),
            sources=tuple(source for source in Source if source in sources),
            stated_energy=candidate.stated or session.provenance.stated_energy,
        ),
        confidence=surer(session.confidence, candidate.confidence),
        device=session.device or candidate.device,
    )


def borne_out(session: Session, candidate: Candidate) -> Session:
    """Return a session of the charger's that other evidence shows as well."""
    sources = {*session.provenance.sources, *candidate.sources}
    return replace(
        session,
        provenance=replace(
            session.provenance,
            sources=tuple(source for source in Source if source in sources),
            stated_energy=candidate.stated or session.provenance.stated_energy,
        ),
        device=session.device or candidate.device,
    )


def _gaps(blocks: Iterable[Block], told: Timeline[None]) -> tuple[Block, ...]:
    """Return the parts of blocks in which the charger was not heard."""
    return tuple(
        block if gap == block.span else Block(gap, ZERO)
        for block in blocks
        for gap in told.gaps(block.span)
        if gap == block.span or gap.duration >= SPLINTER
    )


def _by_charger(
    session: Session,
    candidate: Candidate,
    claims: Mapping[datetime, PricedSlot],
    view: View,
    within: Timeline[None],
) -> dict[datetime, PricedSlot]:
    """Return the slots as the charger's new word leaves them."""
    own = {slot.start: slot for slot in session.slots}
    slots: dict[datetime, PricedSlot] = {}
    for start in {*own, *claims}:
        former, claim = own.get(start), claims.get(start)
        end = min(start + view.interval, view.reach.end)
        if former is None or (claim is not None and start in candidate.sure):
            slots[start] = claim or own[start]
        elif former.metered or (start < view.reach.start and _outlasts(former, claim)):
            slots[start] = former
        elif claim is not None:
            slots[start] = claim
        elif start >= end or any(within.gaps(Span(start, end))):
            slots[start] = former
    return slots


def _outlasts(slot: PricedSlot, claim: PricedSlot | None) -> bool:
    """Tell whether a slot of which the sensors saw only the end stays as it was."""
    return claim is None or slot.energy >= claim.energy


def _by_others(
    session: Session,
    claims: Mapping[datetime, PricedSlot],
    view: View,
    told: Timeline[None],
    source: Source,
) -> dict[datetime, PricedSlot]:
    """Return the slots as other evidence completes them."""
    own = {slot.start: slot for slot in session.slots}
    slots: dict[datetime, PricedSlot] = {}
    for start in {*own, *claims}:
        former, claim = own.get(start), claims.get(start)
        partly = any(told.touching(Span(start, start + view.interval)))
        if former is None or claim is None:
            judged = former is not None and not partly and _judged(former, view, source)
            if (slot := claim or former) is not None and not judged:
                slots[start] = slot
        elif former.total is not None or (former.metered and not claim.metered):
            slots[start] = former
        elif partly and former.energy > claim.energy:
            slots[start] = replace(former, metered=claim.metered)
        else:
            slots[start] = claim
    return slots


def _judged(slot: PricedSlot, view: View, source: Source) -> bool:
    """Tell whether half-hours have seen that nothing was drawn in a slot."""
    return (
        source is Source.HALF_HOURLY
        and slot.total is None
        and view.reach.start <= slot.start < view.reach.end
        and slot.start in view.readings
    )


def _standing(
    session: Session, view: View, told: Timeline[None], source: Source
) -> list[Span]:
    """Return the parts of a session that other evidence leaves as they are."""
    if source is not Source.HALF_HOURLY:
        return [block.span for block in session.blocks]
    own = {slot.start: slot for slot in session.slots}
    standing: list[Span] = []
    for slot, part in parts(session.blocks, view.interval):
        if slot in own and _judged(own[slot], view, source):
            standing += [span for span, _ in told.over(part)]
        else:
            standing.append(part)
    return standing


def _boundaries(
    session: Session,
    span: Span,
    told: Timeline[None],
    candidate: Candidate,
    sources: set[Source],
) -> Source:
    """Return what tells the start and the end, the coarser of both."""
    grain = timedelta.resolution
    was = session.provenance.boundaries is Source.CHARGER
    live = candidate.source is Source.CHARGER and candidate.open
    start = (was and span.start == session.span.start) or (
        told.entry_at(span.start - grain) is not None
    )
    end = (
        (was and span.end == session.span.end)
        or live
        or told.entry_at(span.end) is not None
    )
    if start and end:
        return Source.CHARGER
    return _next_best(sources)


def _energy(slots: Iterable[PricedSlot], sources: set[Source]) -> Source:
    """Return what tells the energy, the coarsest of all slots."""
    slots = list(slots)
    if all(slot.total is not None for slot in slots):
        return Source.CHARGER
    if any(slot.metered for slot in slots):
        half_hours = (Source.SUPPLIER, Source.DISPATCH)
        return next((of for of in half_hours if of in sources), Source.HALF_HOURLY)
    return Source.LIVE if Source.LIVE in sources else Source.CHARGER


def _next_best(sources: set[Source]) -> Source:
    """Return the best evidence besides the charger's own."""
    others = (source for source in Source if source is not Source.CHARGER)
    return next((source for source in others if source in sources), Source.CHARGER)
