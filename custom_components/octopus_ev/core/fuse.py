"""From what detectors claim to the sessions we stand by."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Final

from .evidence import Candidate, Detection
from .finish import finished
from .heard import SPLINTER, borne_out, heard, silenced, untold
from .identity import session_anchor, session_id
from .matching import Pair, barred, nearest, one_claim_a_charge, paired
from .model import Rate, Region
from .reconcile import LEAST_SEEN, View, claimed, revised, union
from .session import Provenance, Session, SessionState, Source
from .span import Span
from .timeline import Timeline

_MERGE_GAP: Final = timedelta(minutes=120)
"""The longest pause within one charge."""

_WAIT: Final = timedelta(hours=48)
"""Half-hours arrive a day at a time. A charge that was still on in the last of them is
first told of with its end, unless that does not come."""

_STEP: Final = timedelta(minutes=5)
"""Telemetry sees a block by the step at its start, and by what the house drew before;
a block that was on when it began it cannot see."""

_BY_THE_MINUTE: Final = (Source.CHARGER, Source.LIVE)
"""What sees a charge while it happens."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FuseContext:
    """What the sessions of one supply point are held against."""

    region: Region
    point_key: str
    readings: Mapping[datetime, Decimal]
    """Imported kWh by slot start; a slot that is not loaded judges nothing."""
    rates: Timeline[Rate]
    """What the car is billed at."""
    now: datetime
    charger_power_kw: Decimal | None = None
    """As given or learnt; without it no excess is known."""
    told: Timeline[None] = field(default_factory=Timeline)
    """When the charger's own sensor told what it did; other evidence is then mute."""
    merge_gap: timedelta = _MERGE_GAP


def fuse(
    detections: Iterable[Detection], known: Iterable[Session], context: FuseContext
) -> tuple[Session, ...]:
    """Return all sessions of the point after these detections, in order of start.

    `known` are its sessions up to now, the hidden ones included, for they keep their
    ids and what was deleted must not come back. Ids are kept by overlap. A slot's
    energy is never above its reading, over all sessions; a rate that was known once is
    never lost. A session is left alone where no detection looked and no reading or
    rate is loaded. The same detections again change nothing but provisional to settled.
    """
    before = {
        session.session_id: session
        for session in known
        if session.point_key == context.point_key
    }
    sessions = dict(before)
    # Telemetry first: half-hours then have the last word on energy.
    detections = sorted(detections, key=_half_hours_last)
    for detection in detections:
        told = context.told.overlaid(detection.told).joined()
        context = replace(context, told=told)
    for detection in detections:
        sessions |= _absorbed(detection, sessions, context)
        sessions |= _apart(sessions.values())
    examined = [
        detection.window
        for detection in detections
        if detection.source is Source.HALF_HOURLY
    ]
    return finished(
        sessions.values(),
        before,
        region=context.region,
        readings=context.readings,
        rates=context.rates,
        charger_power_kw=context.charger_power_kw,
        examined=examined,
        now=context.now,
    )


def _half_hours_last(detection: Detection) -> tuple[bool, Span]:
    return detection.source is Source.HALF_HOURLY, detection.window


def _absorbed(
    detection: Detection, sessions: Mapping[str, Session], context: FuseContext
) -> dict[str, Session]:
    """Return the sessions that one detection makes or changes, by id, not yet priced."""
    candidates = list(detection.candidates)
    reach = detection.window
    for candidate in candidates:
        reach = reach.hull(candidate.span)
    around = context.merge_gap + timedelta.resolution
    reach = reach.pad(around, around)
    near = [session for session in sessions.values() if session.span.overlaps(reach)]
    shown = [session for session in near if session.state.shown]
    deleted = [session for session in near if session.state is SessionState.DELETED]
    withdrawn = [s for s in near if s.state is SessionState.WITHDRAWN]
    bridges = [session for session in shown if _bridges(session, detection)]
    changed: dict[str, Session] = {}
    if detection.source is not Source.CHARGER:
        changed = _borne_out(candidates, shown, detection.source)
        shown = [changed.get(session.session_id, session) for session in shown]
        candidates = [
            part
            for candidate in candidates
            if (part := untold(candidate, context.told, context.region.interval))
        ]
    claims = one_claim_a_charge(candidates, bridges)

    pairs, left = paired(claims, shown, withdrawn)
    if detection.source is not Source.CHARGER:
        pairs, left = _met(pairs, left)
    for pair in pairs:
        if pair.sessions and not _outlived(pair, detection):
            same = _same_charge(pair)
            changed |= _merged(same, pair.candidate, detection, context)
    unclaimed = [
        pair.candidate
        for pair in pairs
        if not pair.sessions
        and not barred(pair.candidate, deleted)
        and not _denied(pair.candidate, withdrawn, context)
    ]
    # A charge that half-hours cannot see is not one that they see next to it.
    live = detection.source is Source.LIVE
    movable = [
        session
        for session in left
        if live or _charger_s(session) or _visible(session, context)
    ]
    moved = nearest(unclaimed, movable, context.merge_gap)
    for place, session in moved.items():
        # Telemetry that is no longer kept is no sign that the earlier part was wrong.
        seen = unclaimed[place].span if live else detection.window
        looked = replace(detection, window=seen)
        changed |= _merged((session,), unclaimed[place], looked, context)
    new = [
        candidate
        for place, candidate in enumerate(unclaimed)
        if place not in moved and not _awaited(candidate, context)
    ]
    taken = {*sessions}
    for pair in paired(new, withdrawn)[0]:
        session = _new(pair.candidate, context, taken, pair.sessions)
        taken.add(session.session_id)
        changed[session.session_id] = session
    gone = (session for session in left if session not in moved.values())
    return changed | {
        session.session_id: _missed(session, detection, context) for session in gone
    }


def _met(
    pairs: Iterable[Pair], left: Iterable[Session]
) -> tuple[list[Pair], list[Session]]:
    """Give what is claimed of the charger's silence to the sessions on either side.

    They are parts of one charge, in the middle of which its sensor was away.
    """
    rest = list(left)
    found: list[Pair] = []
    for pair in pairs:
        wide = pair.candidate.span.pad(SPLINTER, SPLINTER)
        beside = [s for s in rest if _charger_s(s) and s.span.overlaps(wide)]
        rest = [session for session in rest if session not in beside]
        sessions = sorted((*pair.sessions, *beside), key=lambda s: s.anchor)
        found.append(Pair(pair.candidate, tuple(sessions)))
    return found, rest


def _charger_s(session: Session) -> bool:
    """Tell whether the charger's own sensor tells of a session."""
    return Source.CHARGER in session.provenance.sources


def _borne_out(
    candidates: Iterable[Candidate], shown: Iterable[Session], source: Source
) -> dict[str, Session]:
    """Return the charger's own sessions that other evidence shows for the first time."""
    claims = list(candidates)
    return {
        session.session_id: borne_out(session, source)
        for session in shown
        if _charger_s(session)
        and source not in session.provenance.sources
        and any(claim.span.overlaps(session.span) for claim in claims)
    }


def _bridges(session: Session, detection: Detection) -> bool:
    """Tell whether a session joins what a detector of `source` claims apart.

    Half-hours cannot tell a pause from a car that was plugged in again, minutes can;
    telemetry cannot tell a pause from its own interruption, half-hours can. The
    charger tells both, unless it was not heard all the time in between.
    """
    if (source := detection.source) is Source.CHARGER:
        claims = [c.span for c in detection.candidates if c.span.overlaps(session.span)]
        pauses = [Span(one.end, two.start) for one, two in pairwise(claims)]
        return all([*detection.told.gaps(pause)] == [pause] for pause in pauses)
    if _charger_s(session):
        return True
    if source is Source.LIVE:
        return Source.HALF_HOURLY in session.provenance.sources
    return session.provenance.boundaries is Source.LIVE


def _outlived(pair: Pair, detection: Detection) -> bool:
    """Tell whether telemetry has dropped a session's beginning and adds nothing to it.

    What is left of it is judged with less of the house around it than was known.
    """
    return detection.source in _BY_THE_MINUTE and all(
        session.state is not SessionState.LIVE
        and session.span.start < detection.window.start + _STEP
        and pair.candidate.span.end <= session.span.end
        for session in pair.sessions
    )


def _same_charge(pair: Pair) -> Sequence[Session]:
    """Return the sessions that a candidate really joins.

    Telemetry does not join what half-hours have parted, or the two would take turns.
    """
    if pair.candidate.source is not Source.LIVE:
        return pair.sessions
    parted = [
        session
        for session in pair.sessions
        if session.provenance.boundaries is Source.HALF_HOURLY
    ]
    parted.sort(key=lambda session: session.energy)
    return [session for session in pair.sessions if session not in parted[:-1]]


def _denied(
    candidate: Candidate, withdrawn: Iterable[Session], context: FuseContext
) -> bool:
    """Tell whether half-hours have judged already what telemetry claims again."""
    return (
        candidate.source is Source.LIVE
        and all(slot in context.readings for slot in candidate.slots)
        and barred(candidate, withdrawn)
    )


def _apart(sessions: Iterable[Session]) -> dict[str, Session]:
    """Return what sessions become where one has grown into the next: one of them."""
    changed: dict[str, Session] = {}
    last: Session | None = None
    for session in sorted(sessions, key=lambda session: session.span.start):
        if not session.state.shown:
            continue
        if last is not None and last.span.overlaps(session.span):
            oldest, other = sorted((last, session), key=lambda one: one.anchor)
            last = union((oldest, other))
            changed[other.session_id] = replace(other, state=SessionState.WITHDRAWN)
            changed[last.session_id] = last
        else:
            last = session
    return changed


def _merged(
    sessions: Sequence[Session],
    candidate: Candidate,
    detection: Detection,
    context: FuseContext,
) -> dict[str, Session]:
    """Return what sessions become that turn out to be one: the oldest keeps its id."""
    whole = union(sessions)
    view = View(
        reach=_reach(detection, candidate, whole),
        interval=context.region.interval,
        readings=context.readings,
    )
    if Source.CHARGER in (candidate.source, *whole.provenance.sources):
        whole = heard(whole, candidate, view, context.told)
    else:
        whole = revised(whole, candidate, view)
    if candidate.source in _BY_THE_MINUTE:
        if candidate.open:
            whole = replace(whole, state=SessionState.LIVE)
        elif whole.state is SessionState.LIVE:
            whole = replace(whole, state=SessionState.PROVISIONAL)
    rest = {
        session.session_id: replace(session, state=SessionState.WITHDRAWN)
        for session in sessions[1:]
    }
    return rest | {whole.session_id: whole}


def _reach(detection: Detection, candidate: Candidate, session: Session) -> Span:
    """Return the time in which a detection can have seen a session."""
    window = detection.window
    start = window.start
    if detection.source is Source.LIVE:
        for block in session.blocks:
            if block.span.start < start + _STEP and start < block.span.end:
                start = block.span.end
    seen = Span(start, window.end) if start < window.end else candidate.span
    return seen.hull(candidate.span)


def _new(
    candidate: Candidate,
    context: FuseContext,
    taken: Iterable[str],
    withdrawn: Sequence[Session],
) -> Session:
    """Return a session seen for the first time, or again after it was withdrawn."""
    interval = context.region.interval
    anchor = session_anchor(candidate.span.start, interval)
    while (name := session_id(context.point_key, anchor)) in taken:
        anchor += interval
    if withdrawn:
        name, anchor = withdrawn[0].session_id, withdrawn[0].anchor
    live = candidate.source in _BY_THE_MINUTE and candidate.open
    return Session(
        session_id=name,
        point_key=context.point_key,
        anchor=anchor,
        span=candidate.span,
        blocks=candidate.blocks,
        slots=tuple(slot for _, slot in sorted(claimed(candidate).items())),
        state=SessionState.LIVE if live else SessionState.PROVISIONAL,
        provenance=Provenance(
            boundaries=candidate.source,
            energy=candidate.source,
            sources=(candidate.source,),
        ),
        confidence=candidate.confidence,
        leeway=candidate.leeway,
    )


def _awaited(candidate: Candidate, context: FuseContext) -> bool:
    """Tell whether the readings that show a new charge's end are still to come."""
    return (
        candidate.source is Source.HALF_HOURLY
        and candidate.open
        and context.now - candidate.span.end < _WAIT
    )


def _missed(session: Session, detection: Detection, context: FuseContext) -> Session:
    """Return what a session becomes that a detection does not have.

    Telemetry that does not show a running charge ends it. Half-hours withdraw a charge
    if they could have seen it: over its whole time, in every slot, and with a charger
    to look for.
    """
    window, span = detection.window, session.span
    if detection.source is Source.CHARGER and window.start <= span.start:
        return silenced(session, detection.told, context.region.interval)
    if window.end < span.end or _charger_s(session):
        return session
    if detection.source is Source.LIVE:
        seen = window.start + _STEP <= span.start
        if seen and session.state is SessionState.LIVE:
            return replace(session, state=SessionState.PROVISIONAL)
    elif (
        window.start <= span.start
        and detection.charger_power_kw is not None
        and _visible(session, context)
        and all(
            slot in context.readings for slot in span.slots(context.region.interval)
        )
    ):
        return replace(session, state=SessionState.WITHDRAWN)
    return session


def _visible(session: Session, context: FuseContext) -> bool:
    """Tell whether half-hours could show the session."""
    return (
        session.provenance.energy is Source.HALF_HOURLY
        or session.charging_time >= LEAST_SEEN * context.region.interval
    )
