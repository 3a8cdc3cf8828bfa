"""The sessions in memory, and what each step changes in them."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Final

from .changes import Action, Change, Changes
from .session import Session, SessionState

_NOTICEABLE_ENERGY: Final = Decimal("0.05")
"""In kWh: less is lost in how exactly a charge can be told from the house."""

_NOTICEABLE_COST: Final = Decimal("0.01")
"""A penny: what is shown does not change by less."""

_NOTICEABLE_SHIFT: Final = timedelta(minutes=5)
"""Half-hours do not tell a boundary more exactly."""


class Ledger:
    """Every session of an account, the hidden ones included.

    Takes sessions as `fuse` makes them and says what is new in them. Revisions are
    counted here and nowhere else.
    """

    def __init__(self, sessions: Iterable[Session] = ()) -> None:
        """Start from the sessions that were stored."""
        self._by_id = {session.session_id: session for session in sessions}
        self._ordered = self._in_order()

    def sessions(
        self, point_key: str | None = None, *, shown: bool = True
    ) -> tuple[Session, ...]:
        """Return the sessions of one point, or of all, in order of their start.

        Withdrawn and deleted ones are left out unless `shown` is false.
        """
        return tuple(
            session
            for session in self._ordered
            if (point_key is None or session.point_key == point_key)
            and (session.state.shown or not shown)
        )

    def get(self, session_id: str) -> Session | None:
        """Return a session, or `None`."""
        return self._by_id.get(session_id)

    def live(self, point_key: str) -> Session | None:
        """Return the session in which a car charges now, or `None`."""
        live = (
            session
            for session in reversed(self.sessions(point_key))
            if session.state is SessionState.LIVE
        )
        return next(live, None)

    def last_ended(self, point_key: str) -> Session | None:
        """Return the session that ended last, or `None`."""
        return max(
            (
                session
                for session in self.sessions(point_key)
                if session.state is not SessionState.LIVE
            ),
            key=lambda session: session.span.end,
            default=None,
        )

    def apply(self, sessions: Iterable[Session]) -> Changes:
        """Take in sessions by their id and return what that changed.

        The same sessions twice change nothing. A revision counts up when the state
        changes, or energy, cost or a boundary by what a reader would notice; a
        session that is still charging grows without one. What the user deleted stays
        deleted. A session that is first seen settled has both ended and settled.
        """
        items: list[Change] = []
        for session in sessions:
            before = self._by_id.get(session.session_id)
            if before is not None:
                if before.state is SessionState.DELETED:
                    continue
                session = replace(session, revision=before.revision)
                if session == before:
                    continue
                revision = before.revision + _noticeable(before, session)
                session = replace(session, revision=revision)
            self._by_id[session.session_id] = session
            actions = _actions(before, session) or (None,)
            items.extend(
                Change(action=action, session=session, before=before)
                for action in actions
            )
        if items:
            self._ordered = self._in_order()
        return Changes(items=tuple(items))

    def _in_order(self) -> tuple[Session, ...]:
        return tuple(
            sorted(
                self._by_id.values(),
                key=lambda session: (session.span.start, session.session_id),
            )
        )


def _actions(before: Session | None, after: Session) -> tuple[Action, ...]:
    """Return what there is to say, in the order to say it."""
    was = before.state if before is not None and before.state.shown else None
    match was, after.state:
        case None, SessionState.WITHDRAWN | SessionState.DELETED:
            return ()
        case _, SessionState.WITHDRAWN | SessionState.DELETED:
            return (Action.REMOVED,)
        case None, SessionState.LIVE:
            return (Action.STARTED,)
        case SessionState.LIVE, SessionState.LIVE:
            return ()
        case None | SessionState.LIVE, SessionState.SETTLED:
            return (Action.ENDED, Action.SETTLED)
        case None | SessionState.LIVE, _:
            return (Action.ENDED,)
        case SessionState.PROVISIONAL, SessionState.SETTLED:
            return (Action.SETTLED,)
        case _ if before is not None and after.revision > before.revision:
            return (Action.UPDATED,)
    return ()


def _noticeable(before: Session, after: Session) -> bool:
    """Tell whether a reader would notice the difference."""
    if before.state is not after.state:
        return True
    if after.state is SessionState.LIVE:
        return False
    cost, former = after.cost, before.cost
    if cost is None or former is None:
        dearer = cost is not former
    else:
        dearer = abs(cost - former) >= _NOTICEABLE_COST
    return (
        dearer
        or abs(after.energy - before.energy) >= _NOTICEABLE_ENERGY
        or abs(after.span.start - before.span.start) >= _NOTICEABLE_SHIFT
        or abs(after.span.end - before.span.end) >= _NOTICEABLE_SHIFT
    )
