"""What a session becomes when one detector has looked at it again.

What a detector has seen it replaces, what it has not seen stays: half-hours have seen
the slots that have a reading, telemetry all the time that it was asked about.
"""

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import reduce
from itertools import combinations
from operator import add
from typing import Final

from .blocks import WATT_HOUR, in_order, joined_blocks, parts
from .evidence import Candidate
from .matching import surer, two_cars
from .session import (
    ZERO,
    Block,
    Leeway,
    PricedSlot,
    Provenance,
    Session,
    SessionState,
    Source,
)
from .span import Span, floor

LEAST_SEEN: Final = 2
"""Half-hours cannot tell a charge of fewer slots than this from the house."""

_DISAGREEMENT: Final = timedelta(minutes=20)
"""Half-hours tell a boundary to a few minutes. Where they differ from telemetry by
more, the telemetry was interrupted."""

_COARSENESS: Final = (Source.MANUAL, *Source)

_JUDGES: Final = frozenset({Source.SUPPLIER, Source.DISPATCH, Source.HALF_HOURLY})
"""What tells the energy of a charge once it is over."""

_ZERO: Final = timedelta()


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """Where a detector looked, and which slots have a reading."""

    reach: Span
    interval: timedelta
    readings: Container[datetime]


def revised(session: Session, candidate: Candidate, view: View) -> Session:
    """Return the session as the candidate has it, not yet priced.

    Boundaries are the telemetry's to the minute, unless half-hours differ by more than
    they can err; energies are the half-hours' wherever there is a reading.
    """
    if candidate.source is Source.LIVE:
        changed = _by_telemetry(session, candidate, view)
    else:
        changed = _by_half_hours(session, candidate, view)
    sources = {*session.provenance.sources, *candidate.sources}
    alone = sources == candidate.sources
    span = reduce(Span.hull, (block.span for block in changed.blocks))
    own = changed.provenance.boundaries is candidate.source
    first = candidate if own and span.start == candidate.span.start else session
    last = candidate if own and span.end == candidate.span.end else session
    return replace(
        changed,
        span=span,
        leeway=Leeway(first.leeway.start, last.leeway.end),
        provenance=replace(
            changed.provenance,
            sources=tuple(source for source in Source if source in sources),
            stated_energy=candidate.stated or session.provenance.stated_energy,
        ),
        # Of dispatches, another car may make the supplier's word doubtful again.
        device=session.device
        if candidate.stated is None and candidate.device is None
        else candidate.device,
        confidence=candidate.confidence
        if alone
        else surer(session.confidence, candidate.confidence),
    )


def claimed(candidate: Candidate) -> dict[datetime, PricedSlot]:
    """Return the candidate's slots to the watt-hour, not yet priced."""
    return {
        start: PricedSlot(
            start=start,
            energy=energy.quantize(WATT_HOUR),
            metered=candidate.source not in (Source.CHARGER, Source.LIVE),
            total=energy.quantize(WATT_HOUR) if start in candidate.sure else None,
        )
        for start, energy in candidate.slots.items()
    }


def union(sessions: Sequence[Session]) -> Session:
    """Return several sessions as one that goes by the first one's name.

    Sessions that lie apart share a slot, and so do those of two cars; where others
    overlap, both claim it. Its blocks have no energy yet, unless it is only one.
    """
    if len(sessions) == 1:
        return sessions[0]
    overlap = any(
        one.span.overlaps(two.span) and not two_cars(one.device, two.device)
        for one, two in combinations(sessions, 2)
    )
    both = max if overlap else add
    slots: dict[datetime, PricedSlot] = {}
    for slot in (slot for session in sessions for slot in session.slots):
        former = slots.get(slot.start)
        if former is not None:
            total = None
            if slot.total is not None and former.total is not None:
                total = both(slot.total, former.total)
            slot = replace(slot, energy=both(slot.energy, former.energy), total=total)
        slots[slot.start] = slot
    given = [session.provenance for session in sessions]
    stated = [one.stated_energy for one in given if one.stated_energy is not None]
    live = any(session.state is SessionState.LIVE for session in sessions)
    first = sessions[0]
    begins = min(sessions, key=lambda session: session.span.start)
    ends = max(sessions, key=lambda session: session.span.end)
    return replace(
        first,
        leeway=Leeway(begins.leeway.start, ends.leeway.end),
        span=reduce(Span.hull, (session.span for session in sessions)),
        blocks=joined_blocks(
            block.span for session in sessions for block in session.blocks
        ),
        slots=in_order(slots),
        state=SessionState.LIVE if live else first.state,
        provenance=Provenance(
            boundaries=_coarsest(one.boundaries for one in given),
            energy=_coarsest(one.energy for one in given),
            live_energy=None
            if None in (told := [one.live_energy for one in given])
            else reduce(add, filter(None, told), ZERO),
            stated_energy=reduce(add, stated) if stated else None,
            sources=tuple(s for s in Source if any(s in one.sources for one in given)),
        ),
        confidence=reduce(surer, (session.confidence for session in sessions)),
        device=next((one.device for one in sessions if one.device), None),
    )


def _coarsest(sources: Iterable[Source]) -> Source:
    return max(sources, key=_COARSENESS.index)


def _by_half_hours(session: Session, candidate: Candidate, view: View) -> Session:
    """Take the candidate's energies, and its boundaries where telemetry has none.

    The supplier's list of charges has both: it tells to the minute, of one car alone.
    """

    def unseen(slot: datetime) -> bool:
        within = floor(view.reach.start, view.interval) <= slot < view.reach.end
        return slot not in candidate.slots and (not within or slot not in view.readings)

    interval = view.interval
    kept = {slot.start: slot for slot in session.slots if unseen(slot.start)}
    found = claimed(candidate)
    shown = [block.span for block in session.blocks]
    faint = _faint(session.blocks, candidate.blocks, interval)
    solid = [span for span in shown if span not in faint]
    to_the_minute = (
        session.provenance.boundaries is Source.LIVE
        and candidate.source is not Source.SUPPLIER
        and _agree(candidate.span, solid, interval, unseen, open_ended=candidate.open)
    )
    if to_the_minute:
        alone = _slots(faint, interval) - _slots(solid, interval)
        kept |= {
            slot.start: slot
            for slot in session.slots
            if slot.start in alone and not slot.metered
        }
        found = _touching(found, session.span, interval)
        hidden = _hidden(candidate.blocks, shown, found, session.span, interval)
        blocks = joined_blocks([*hidden, *shown])
    else:
        stays = [part for slot, part in parts(session.blocks, interval) if unseen(slot)]
        blocks = joined_blocks([*stays, *(block.span for block in candidate.blocks)])
    return replace(
        session,
        blocks=blocks,
        slots=in_order(kept | found),
        provenance=replace(
            session.provenance,
            boundaries=Source.LIVE if to_the_minute else candidate.source,
            energy=candidate.energy_source,
        ),
    )


def _by_telemetry(session: Session, candidate: Candidate, view: View) -> Session:
    """Take the candidate's minutes, and its energies where half-hours have none."""

    def unread(slot: datetime) -> bool:
        return slot not in view.readings

    interval = view.interval
    shown = [block.span for block in candidate.blocks]
    faint = _faint(candidate.blocks, session.blocks, interval)
    solid = [span for span in shown if span not in faint]
    former_source = session.provenance.boundaries
    to_the_minute = former_source is Source.LIVE or (
        former_source is not Source.SUPPLIER
        and _agree(session.span, solid, interval, unread)
    )
    alone = _slots(faint, interval) - _slots(solid, interval) if to_the_minute else ()
    judged = not _JUDGES.isdisjoint(session.provenance.sources)
    own = {slot.start: slot for slot in session.slots}
    found = claimed(candidate)
    told = {start: slot for start, slot in own.items() if slot.metered}
    slots: dict[datetime, PricedSlot] = {}
    for start in {*own, *found} - {*told}:
        former, claim = own.get(start), found.get(start)
        if former is not None and _outlasts(former, claim, view):
            slots[start] = former
        elif claim is not None and (
            former is not None or not judged or unread(start) or start in alone
        ):
            slots[start] = claim
    if to_the_minute:
        for block in session.blocks:
            shown += _outside(block.span, view.reach)
        span = reduce(Span.hull, shown)
        told = _touching(told, span, interval)
        spans = [*_hidden(session.blocks, shown, told, span, interval), *shown]
    else:
        spans = [block.span for block in session.blocks]
        for slot, part in parts(candidate.blocks, interval):
            if unread(slot):
                spans += _outside(part, session.span)
    return replace(
        session,
        blocks=joined_blocks(spans),
        slots=in_order(slots | told),
        provenance=replace(
            session.provenance,
            boundaries=Source.LIVE if to_the_minute else former_source,
        ),
    )


def _faint(
    minutes: Iterable[Block], half_hours: Sequence[Block], interval: timedelta
) -> list[Span]:
    """Return the blocks in `minutes` that are too short for half-hours to show."""
    return [
        block.span
        for block in minutes
        if block.span.duration < LEAST_SEEN * interval
        and not any(block.span.overlaps(other.span) for other in half_hours)
    ]


def _slots(spans: Iterable[Span], interval: timedelta) -> set[datetime]:
    return {slot for span in spans for slot in span.slots(interval)}


def _touching(
    slots: Mapping[datetime, PricedSlot], span: Span, interval: timedelta
) -> dict[datetime, PricedSlot]:
    """Return the slots that share time with `span`."""
    return {
        start: slot
        for start, slot in slots.items()
        if span.overlaps(Span(start, start + interval))
    }


def _hidden(
    blocks: Iterable[Block],
    shown: Iterable[Span],
    slots: Container[datetime],
    within: Span,
    interval: timedelta,
) -> list[Span]:
    """Return the parts of the half-hours' blocks that telemetry does not show.

    In these `slots` the meter has energy: the telemetry was interrupted.
    """
    seen = _slots(shown, interval)
    return [
        part
        for slot, whole in parts(blocks, interval)
        if slot in slots and slot not in seen
        if (part := whole.clip(within)) is not None
    ]


def _outlasts(slot: PricedSlot, claim: PricedSlot | None, view: View) -> bool:
    """Tell whether a stored energy stays beside the telemetry's.

    Telemetry that began or ended in the middle of a slot has not seen all of it.
    """
    end = slot.start + view.interval
    seen = view.reach.start <= slot.start and end <= view.reach.end
    return not seen and (claim is None or slot.energy >= claim.energy)


def _agree(
    half_hours: Span,
    minutes: Sequence[Span],
    interval: timedelta,
    unseen: Callable[[datetime], bool],
    *,
    open_ended: bool = False,
) -> bool:
    """Tell whether half-hours bear out the telemetry's boundaries.

    Where they end sooner beside a slot that they have not seen, it is the readings
    that end there, not the charge.
    """
    if not minutes:
        return False
    telemetry = reduce(Span.hull, minutes)
    before = floor(half_hours.start, interval) - interval
    after = floor(half_hours.end - timedelta.resolution, interval) + interval
    late = half_hours.start - telemetry.start
    early = telemetry.end - half_hours.end
    return (abs(late) <= _DISAGREEMENT or (late > _ZERO and unseen(before))) and (
        abs(early) <= _DISAGREEMENT or (early > _ZERO and (open_ended or unseen(after)))
    )


def _outside(span: Span, other: Span) -> Iterator[Span]:
    """Yield the parts of `span` before and after `other`."""
    if span.start < other.start:
        yield Span(span.start, min(span.end, other.start))
    if span.end > other.end:
        yield Span(max(span.start, other.end), span.end)
