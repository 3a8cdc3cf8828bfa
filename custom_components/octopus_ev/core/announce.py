"""What is said aloud of a change: once, and only while it is news."""

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import chain
from typing import Final

from .changes import Action, Change, Changes
from .session import ZERO, Session, Source

type Marks = Mapping[str, Mapping[str, int]]
"""By session id and action, the last revision that was announced. Plain text and
numbers, so that it can be stored as it is."""

_LIVE_IS_NEWS: Final = timedelta(hours=48)
"""What ended while nobody watched is still told so long after."""

_SEEN_LIVE: Final = frozenset({Source.CHARGER, Source.LIVE})

_READINGS_ARE_NEWS: Final = timedelta(days=7)
"""Suppliers deliver half-hours a day later, at times several days."""


@dataclass(frozen=True, slots=True)
class Announcement:
    """One thing to say about a session, at its present revision."""

    action: Action
    session: Session


def to_announce(
    changes: Changes,
    marks: Marks,
    *,
    now: datetime,
    fresh: Container[datetime] = (),
) -> tuple[Announcement, ...]:
    """Return what to say of `changes` that was not said before, in order.

    An end that was seen live is told for two days. One that was found in half-hours
    is told for a week, and only if a slot in `fresh`, whose readings arrived in this
    step, is part of it: an import of history passes none and stays silent. Later
    changes are told of those sessions alone that were spoken of before, or took over
    such a one. What was taken over is not said to be removed: the charge is still there.
    """
    heirs = _heirs(changes)
    marks = inherited(marks, changes)
    return tuple(
        Announcement(change.action, change.session)
        for change in changes.items
        if change.action is not None
        and not (change.action is Action.REMOVED and _name(change) in heirs)
        and _unsaid(change.action, change.session, marks)
        and _news(change, marks, now, fresh)
    )


def inherited(marks: Marks, changes: Changes) -> Marks:
    """Return the marks in which what took over a session counts as spoken of, too."""
    heirs = (heirs for name, heirs in _heirs(changes).items() if name in marks)
    return {heir: {} for heir in chain.from_iterable(heirs)} | dict(marks)


def marked(marks: Marks, said: Iterable[Announcement]) -> dict[str, dict[str, int]]:
    """Return the marks with the announcements in `said` added."""
    result = {session_id: dict(actions) for session_id, actions in marks.items()}
    for announcement in said:
        session = announcement.session
        of_session = result.setdefault(session.session_id, {})
        of_session[announcement.action.value] = session.revision
    return result


def _heirs(changes: Changes) -> dict[str, set[str]]:
    """Return, by the name of a session that is gone, which others took most of it over.

    Sessions that turn out to be one keep the name of the oldest, of which perhaps
    nobody has heard.
    """
    result: dict[str, set[str]] = {}
    for gone in changes.items:
        if gone.action is Action.REMOVED:
            drawn = _drawn(gone.before or gone.session)
            taken: set[datetime] = set()
            heirs: set[str] = set()
            for change in changes.items:
                same_point = change.session.point_key == gone.session.point_key
                if same_point and change is not gone and change.session.state.shown:
                    more = _gained(change) & drawn.keys()
                    taken |= more
                    heirs |= {_name(change)} if more else set()
            most = sum((drawn[slot] for slot in taken), start=ZERO)
            if taken and 2 * most >= sum(drawn.values(), start=ZERO):
                result[_name(gone)] = heirs
    return result


def _gained(change: Change) -> set[datetime]:
    """Return the slots in which a session has more than before."""
    before = _drawn(change.before)
    return {
        slot
        for slot, energy in _drawn(change.session).items()
        if energy > before.get(slot, ZERO)
    }


def _drawn(session: Session | None) -> dict[datetime, Decimal]:
    """Return what a car drew by slot, in kWh, also what came from the sun."""
    return {
        slot.start: slot.energy if slot.total is None else slot.total
        for slot in (() if session is None else session.slots)
    }


def _name(change: Change) -> str:
    return change.session.session_id


def _unsaid(action: Action, session: Session, marks: Marks) -> bool:
    said = marks.get(session.session_id, {}).get(action.value, 0)
    return session.revision > said


def _news(
    change: Change, marks: Marks, now: datetime, fresh: Container[datetime]
) -> bool:
    """Tell whether anybody still wants to hear of it."""
    session = change.session
    age = now - session.span.end
    match change.action:
        case Action.STARTED:
            return age <= _LIVE_IS_NEWS
        case Action.ENDED if not _SEEN_LIVE.isdisjoint(session.provenance.sources):
            return age <= _LIVE_IS_NEWS
        case Action.ENDED:
            return age <= _READINGS_ARE_NEWS and any(
                slot.start in fresh for slot in session.slots
            )
    return session.session_id in marks
