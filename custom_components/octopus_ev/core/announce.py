"""What is said aloud of a change: once, and only while it is news."""

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from .changes import Action, Change, Changes
from .session import Session, Source

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
    changes are told of those sessions alone that were spoken of before.
    """
    return tuple(
        Announcement(change.action, change.session)
        for change in changes.items
        if change.action is not None
        and _unsaid(change.action, change.session, marks)
        and _news(change, marks, now, fresh)
    )


def marked(marks: Marks, said: Iterable[Announcement]) -> dict[str, dict[str, int]]:
    """Return the marks with the announcements in `said` added."""
    result = {session_id: dict(actions) for session_id, actions in marks.items()}
    for announcement in said:
        session = announcement.session
        of_session = result.setdefault(session.session_id, {})
        of_session[announcement.action.value] = session.revision
    return result


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
