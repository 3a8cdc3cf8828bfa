"""What is shown: the machine's sessions as the user arranged and edited them.

The machine's layer goes on changing underneath. What the user stands by comes first,
and what the machine finds has to lie beside it.
"""

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import reduce
from operator import add
from typing import Final

from .blocks import allotted
from .edits import Edits, Join, Overlay, Split
from .matching import two_cars
from .reconcile import union
from .session import EXACT, Confidence, Session, SessionState
from .slicing import moved, scaled, within
from .span import Span

_SAME: Final = 0.5
"""Share of a session that another's time must cover for it to be the same charge."""


@dataclass(frozen=True, slots=True)
class Presented:
    """The sessions to show, and those that the machine must leave alone."""

    sessions: Mapping[str, Session]
    """By id, the hidden ones included."""
    barred: frozenset[str]
    """Of the machine's sessions, those of which nothing is left that is not deleted."""


def presented(
    sessions: Iterable[Session], overlay: Overlay, interval: timedelta
) -> Presented:
    """Return the machine's sessions as the user wants to see them."""
    machine = {session.session_id: session for session in sessions}
    shown = {
        name: _stood_by(session) if overlay.of(name).vouches else session
        for name, session in machine.items()
        if session.state.shown or overlay.of(name).vouches
    }
    roots = {name: frozenset((name,)) for name in machine}
    for arrangement in overlay.arrangements:
        if isinstance(arrangement, Split):
            _cut(shown, roots, arrangement, overlay, interval)
        else:
            _bind(shown, roots, arrangement, overlay, interval)
    timed = {
        name: _timed(session, overlay.of(name), interval)
        for name, session in shown.items()
    }
    placed = _apart(_placed(timed, machine, overlay, interval), interval)
    deleted = {
        name: replace(session, state=SessionState.DELETED)
        for name, session in shown.items()
        if overlay.of(name).hides
    }
    hidden = {
        name: replace(session, state=SessionState.WITHDRAWN)
        if session.state.shown
        else session
        for name, session in (machine | shown).items()
        if name not in placed and name not in deleted
    }
    left = set().union(*(roots[name] for name in placed))
    gone = set().union(*(roots[name] for name in deleted))
    return Presented(hidden | deleted | placed, frozenset(gone - left))


def _stood_by(session: Session) -> Session:
    """Return a session that the user keeps although the machine took it back."""
    if session.state.shown:
        return session
    priced = not session.unpriced_energy
    state = SessionState.SETTLED if priced else SessionState.PROVISIONAL
    return replace(session, state=state)


def _cut(
    shown: dict[str, Session],
    roots: dict[str, frozenset[str]],
    split: Split,
    overlay: Overlay,
    interval: timedelta,
) -> None:
    """Part the session that charges across the split's instant, if one does."""
    if (name := _across(shown, split, overlay)) is None:
        return
    session = shown[name]
    earlier = within(session, Span(session.span.start, split.at), interval)
    later = within(session, Span(split.at, session.span.end), interval)
    if earlier is not None and later is not None:
        new, anchor = split.new_id, split.anchor
        shown[name] = earlier
        shown[new] = replace(later, session_id=new, anchor=anchor)
        roots[new] = roots[name]


def _across(shown: Mapping[str, Session], split: Split, overlay: Overlay) -> str | None:
    """Return which session charges across the split's instant.

    If it is not the one that was split, it goes by another name by now. It is neither
    another car's nor one that was deleted apart.
    """
    own = shown.get(split.session_id)
    car = None if own is None else own.device
    names = [
        name
        for name, session in shown.items()
        if session.point_key == split.point_key
        and session.span.start < split.at < session.span.end
        and not two_cars(car, session.device)
        and (name == split.session_id or not overlay.of(name).hides)
    ]
    return split.session_id if split.session_id in names else next(iter(names), None)


def _bind(
    shown: dict[str, Session],
    roots: dict[str, frozenset[str]],
    join: Join,
    overlay: Overlay,
    interval: timedelta,
) -> None:
    """Make one session of those that are joined and of what the machine finds there."""
    members = [shown[name] for name in join.session_ids if name in shown]
    if not members:
        return
    whole = reduce(Span.hull, (session.span for session in members))
    names = {session.session_id for session in members}
    members += [
        session
        for session in shown.values()
        if session.session_id not in names | overlay.edits.keys()
        and session.point_key == members[0].point_key
        and session.span.overlaps(whole)
        and not any(two_cars(session.device, member.device) for member in members)
    ]
    members.sort(key=lambda session: session.span)
    name = join.session_ids[0]
    for session in members:
        del shown[session.session_id]
    bound = replace(_joined(members, interval), session_id=name)
    shown[name] = bound
    roots[name] = reduce(
        frozenset.union, (roots[session.session_id] for session in members)
    )


def _joined(members: list[Session], interval: timedelta) -> Session:
    """Return one session with everything that the members have."""
    if len(members) == 1:
        return members[0]
    whole = union(members)
    spans = [block.span for block in whole.blocks]
    states = {session.state for session in members}
    references = [
        session.reference_cost
        for session in members
        if session.reference_cost is not None
    ]
    known = len(references) == len(members)
    return replace(
        whole,
        blocks=allotted(spans, whole.slots, interval),
        state=next(state for state in SessionState if state in states),
        reference_cost=reduce(add, references) if known else None,
        leeway=EXACT,
        excess=None,
        cost_low=None,
        cost_high=None,
    )


def _timed(session: Session, edits: Edits, interval: timedelta) -> Session:
    if edits.start is None and edits.end is None:
        return session
    return moved(session, edits.start, edits.end, interval)


type _Taken = tuple[str, Span, str | None]
"""A point's time that a session has, and its car."""


def _placed(
    sessions: Mapping[str, Session],
    machine: Mapping[str, Session],
    overlay: Overlay,
    interval: timedelta,
) -> dict[str, Session]:
    """Return the sessions that are not deleted, none in another's time.

    The user's come first: what was added by hand, then what the machine took back,
    then the rest. A deleted session's time stays free of the machine's.
    """

    def order(session: Session) -> tuple[bool, bool, datetime]:
        found = machine.get(session.session_id, session)
        return not session.by_hand, found.state.shown, session.anchor

    firm = sorted(
        (session for session in sessions.values() if _firm(session, overlay)), key=order
    )
    placed: dict[str, Session] = {}
    taken: list[_Taken] = []
    for session in firm:
        spans = [span for key, span, car in taken if _of(session, key, car)]
        if (part := _beside(session, spans, interval)) is not None:
            placed[session.session_id] = _marked(part, overlay, interval)
            taken.append((part.point_key, part.span, part.device))
    points = {
        split.new_id: split.point_key
        for split in overlay.arrangements
        if isinstance(split, Split)
    }
    taken += [
        (machine[name].point_key, edits.barred, machine[name].device)
        if name in machine
        else (points[name], edits.barred, None)
        for name, edits in overlay.edits.items()
        # A file that was damaged may speak of sessions that it does not have.
        if edits.barred is not None and (name in machine or name in points)
    ]
    others = sorted(
        (
            session
            for name, session in sessions.items()
            if name not in placed
            and not overlay.of(name).hides
            and not _firm(session, overlay)
        ),
        key=lambda session: session.span,
    )
    placed |= {session.session_id: session for session in others}
    crowded: dict[str, list[Span]] = {}
    starts = [session.span.start for session in others]
    longest = max((session.span.duration for session in others), default=timedelta())
    for key, span, car in taken:
        for session in others[bisect_left(starts, span.start - longest) :]:
            if session.span.start >= span.end:
                break
            if _of(session, key, car):
                crowded.setdefault(session.session_id, []).append(span)
    for name, spans in crowded.items():
        if (part := _beside(placed.pop(name), spans, interval)) is not None:
            placed[name] = part
    return placed


def _of(session: Session, point_key: str, car: str | None) -> bool:
    """Tell whether time that is taken at a point, for a car, is so for a session."""
    return session.point_key == point_key and not two_cars(session.device, car)


def _apart(placed: dict[str, Session], interval: timedelta) -> dict[str, Session]:
    """Return the sessions with none in another's time, restored ones included.

    Two cars may charge at the same time.
    """
    result: dict[str, Session] = {}
    before: list[Session] = []
    in_order = sorted(placed.values(), key=lambda one: (one.point_key, one.span.start))
    for session in in_order:
        before = [one for one in before if one.span.end > session.span.start]
        spans = [one.span for one in before if _of(session, one.point_key, one.device)]
        part = _beside(session, spans, interval)
        if part is not None:
            result[session.session_id] = part
            before.append(part)
    return result


def _firm(session: Session, overlay: Overlay) -> bool:
    edits = overlay.of(session.session_id)
    return edits.vouches or (session.by_hand and not edits.hides)


def _beside(
    session: Session, taken: Iterable[Span], interval: timedelta
) -> Session | None:
    """Return the longest part of a session that others leave it.

    One that they cover by half is the same charge as theirs.
    """
    whole = session.span
    for span in taken:
        if (both := span.clip(session.span)) is None:
            continue
        if both.duration >= _SAME * whole.duration:
            return None
        parts = [
            Span(start, end)
            for start, end in (
                (session.span.start, both.start),
                (both.end, session.span.end),
            )
            if start < end
        ]
        longest = max(parts, key=lambda part: part.duration)
        if (part := within(session, longest, interval)) is None:
            return None
        session = part
    return session


def _marked(session: Session, overlay: Overlay, interval: timedelta) -> Session:
    """Return the session with the user's energy and words."""
    edits = overlay.of(session.session_id)
    if edits.energy is not None:
        session = scaled(session, edits.energy, interval)
    sure = edits.verdict is not None
    return replace(
        session,
        confidence=Confidence.CONFIRMED if sure else session.confidence,
        edited=edits.figures,
        note=edits.note,
        vehicle=edits.vehicle,
    )
