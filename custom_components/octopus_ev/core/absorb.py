"""What one detection makes of the sessions: which are its own, new, moved or gone."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

from .blocks import joined_blocks
from .context import FuseContext
from .evidence import Candidate, Detection
from .heard import SPLINTER, borne_out, heard, untold
from .identity import session_anchor, session_id
from .judge import (
    BY_THE_MINUTE,
    STEP,
    awaited,
    bridges,
    charger_s,
    denied,
    missed,
    of_another,
    outlived,
    same_charge,
    sensed_cars,
    visible,
)
from .matching import (
    Pair,
    barred,
    nearest,
    one_claim_a_charge,
    paired,
    shared,
    two_cars,
)
from .reconcile import View, claimed, revised, union
from .session import Provenance, Session, SessionState, Source
from .span import Span


def absorbed(
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
    joint = [session for session in shown if bridges(session, detection)]
    changed: dict[str, Session] = {}
    if detection.source is not Source.CHARGER:
        changed = _borne_out(candidates, shown)
        shown = [changed.get(session.session_id, session) for session in shown]
    cars = sensed_cars({**sessions, **changed}.values())
    if detection.source is not Source.CHARGER:
        candidates = [
            part
            for candidate in candidates
            if (
                part := candidate
                if of_another(candidate.device, cars)
                else untold(candidate, context.told, context.region.interval)
            )
        ]
    claims = one_claim_a_charge(candidates, joint)

    pairs, left = paired(claims, shown, withdrawn)
    if detection.source is not Source.CHARGER:
        pairs, left = _met(pairs, left)
    for pair in pairs:
        if pair.sessions and not outlived(pair, detection):
            same = same_charge(pair)
            changed |= _merged(same, pair.candidate, detection, context)
    unclaimed = [
        pair.candidate
        for pair in pairs
        if not pair.sessions
        and not barred(pair.candidate, deleted)
        and not denied(pair.candidate, withdrawn, context)
    ]
    # A charge that half-hours cannot see is not one that they see next to it.
    live = detection.source is Source.LIVE
    movable = [
        session
        for session in left
        if live or charger_s(session) or visible(session, context)
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
        if place not in moved and not awaited(candidate, context)
    ]
    taken = {*sessions}
    for pair in paired(new, withdrawn)[0]:
        session = _new(pair.candidate, context, taken, pair.sessions)
        taken.add(session.session_id)
        changed[session.session_id] = session
    gone = (session for session in left if session not in moved.values())
    return changed | {
        session.session_id: missed(session, detection, context, cars)
        for session in gone
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
        car = pair.candidate.device
        beside = [
            session
            for session in rest
            if charger_s(session)
            and session.span.overlaps(wide)
            and not two_cars(session.device, car)
        ]
        rest = [session for session in rest if session not in beside]
        sessions = sorted((*pair.sessions, *beside), key=lambda s: s.anchor)
        found.append(Pair(pair.candidate, tuple(sessions)))
    return found, rest


def _borne_out(
    candidates: Iterable[Candidate], shown: Iterable[Session]
) -> dict[str, Session]:
    """Return the charger's own sessions that other evidence shows for the first time."""
    claims = list(candidates)
    changed: dict[str, Session] = {}
    for session in shown:
        if not charger_s(session):
            continue
        there = [one for one in claims if one.span.overlaps(session.span)]
        for claim in sorted(there, key=lambda one: shared(one, session), reverse=True):
            if not two_cars(claim.device, session.device):
                session = borne_out(session, claim)
                changed[session.session_id] = session
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
        # Only half-hours have seen that nothing was drawn.
        readings={} if detection.source is Source.DISPATCH else context.readings,
    )
    if Source.CHARGER in (candidate.source, *whole.provenance.sources):
        whole = heard(whole, candidate, view, context.told)
    else:
        whole = revised(whole, candidate, view)
    if candidate.source in BY_THE_MINUTE:
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
            if block.span.start < start + STEP and start < block.span.end:
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
    live = candidate.source in BY_THE_MINUTE and candidate.open
    return Session(
        session_id=name,
        point_key=context.point_key,
        anchor=anchor,
        span=candidate.span,
        blocks=joined_blocks(block.span for block in candidate.blocks),
        slots=tuple(slot for _, slot in sorted(claimed(candidate).items())),
        state=SessionState.LIVE if live else SessionState.PROVISIONAL,
        provenance=Provenance(
            boundaries=candidate.source,
            energy=candidate.energy_source,
            sources=tuple(one for one in Source if one in candidate.sources),
            stated_energy=candidate.stated,
        ),
        confidence=candidate.confidence,
        leeway=candidate.leeway,
        device=candidate.device,
    )
