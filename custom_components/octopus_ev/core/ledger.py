"""The sessions in memory, and what each step changes in them."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Final

from .changes import Action, Change, Changes
from .edits import Overlay, Verdict
from .garage import Garage
from .overlay import presented
from .session import Session, SessionState
from .span import Span

_NOTICEABLE_ENERGY: Final = Decimal("0.05")
"""In kWh: less is lost in how exactly a charge can be told from the house."""

_NOTICEABLE_COST: Final = Decimal("0.01")
"""A penny: what is shown does not change by less."""

_NOTICEABLE_SHIFT: Final = timedelta(minutes=5)
"""Half-hours do not tell a boundary more exactly."""


type _Judgement = tuple[bool, tuple[Action, ...]]
"""Whether the revision counts up, and what there is to say."""

type _Judge = Callable[[Session | None, Session], _Judgement]

_INTERVAL: Final = timedelta(minutes=30)
"""The length of a slot wherever meters report half-hours."""


class Ledger:
    """Every session of an account, the hidden ones included.

    Takes sessions as `fuse` makes them, lays over them what the user said, and says
    what is new in that. Revisions are counted here and nowhere else.
    """

    def __init__(
        self,
        sessions: Iterable[Session] = (),
        overlay: Overlay | None = None,
        interval: timedelta = _INTERVAL,
        garage: Garage | None = None,
    ) -> None:
        """Start from what was stored, and the vehicles as they are described now."""
        self._machine = {session.session_id: session for session in sessions}
        self._overlay = overlay or Overlay()
        self._interval = interval
        self.garage = garage or Garage()
        self._by_id = {
            name: _at(session, self._revision(name))
            for name, session in self._presented().items()
        }
        self._ordered = self._in_order()

    @property
    def overlay(self) -> Overlay:
        """What the user said, to be stored beside `machine`."""
        return self._overlay

    @property
    def machine(self) -> tuple[Session, ...]:
        """The sessions without what the user said of them, to be stored."""
        return tuple(self._machine.values())

    def known(self, point_key: str) -> tuple[Session, ...]:
        """Return the sessions of a point for `fuse`: as the machine has them.

        Of what the user said, they tell only which are deleted.
        """
        return tuple(
            replace(session, state=SessionState.DELETED)
            if session.session_id in self._barred
            else session
            for session in self._machine.values()
            if session.point_key == point_key
        )

    def rejected(self, point_key: str) -> tuple[Span, ...]:
        """Return the times of which the user says that no car charged then."""
        return tuple(
            edits.barred
            for name, edits in self._overlay.edits.items()
            if edits.verdict is Verdict.NO_CHARGE
            and edits.barred is not None
            and (session := self._by_id.get(name)) is not None
            and session.point_key == point_key
        )

    def copy(self) -> Ledger:
        """Return a ledger of the same content, to try out a change in."""
        return Ledger(self.machine, self._overlay, self._interval, self.garage)

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

    def apply(
        self, sessions: Iterable[Session], garage: Garage | None = None
    ) -> Changes:
        """Take in sessions by their id, and what is told of the vehicles by now.

        Returns what that changed.

        The same sessions twice change nothing. A revision counts up when the state
        changes, or energy, cost or a boundary by what a reader would notice; a
        session that is still charging grows without one. What the user deleted stays
        deleted. A session that is first seen settled has both ended and settled.
        """
        changed = garage is not None and garage is not self.garage
        self.garage = garage or self.garage
        for session in sessions:
            name = session.session_id
            before = self._machine.get(name)
            if before is not None:
                if before.state is SessionState.DELETED or name in self._barred:
                    continue
                session = replace(session, revision=before.revision)
            if session != before:
                self._machine[name] = session
                changed = True
        return self._shown_anew(_by_machine) if changed else Changes()

    def amend(self, overlay: Overlay, added: Iterable[Session] = ()) -> Changes:
        """Take what the user says now in place of what he said, and return the changes.

        `added` are sessions by hand. What changes for a reader counts as an update, or
        a removal, and raises the revision, however small it is.
        """
        self._overlay = overlay
        self._machine |= {session.session_id: session for session in added}
        return self._shown_anew(_by_user)

    def _shown_anew(self, judged: _Judge) -> Changes:
        """Lay the overlay over the machine's sessions again; return the changes."""
        seen = self._presented()
        gone = {
            name: replace(session, state=SessionState.WITHDRAWN)
            for name, session in self._by_id.items()
            if name not in seen
        }
        items: list[Change] = []
        for name, found in (gone | seen).items():
            before = self._by_id.get(name)
            revision = self._revision(name) if before is None else before.revision
            if before in (found, session := _at(found, revision)):
                continue
            noticed, actions = judged(before, session)
            session = _at(session, revision + noticed)
            self._by_id[name] = session
            self._keep_revision(session, found)
            items.extend(
                Change(action=action, session=session, before=before)
                for action in actions or (None,)
            )
        if items:
            self._ordered = self._in_order()
        return Changes(items=tuple(items))

    def _presented(self) -> dict[str, Session]:
        """Return all sessions as the user wants to see them, with their vehicles."""
        seen = presented(self._machine.values(), self._overlay, self._interval)
        self._barred = seen.barred
        return {
            name: self.garage.completed(session)
            for name, session in seen.sessions.items()
        }

    def _revision(self, name: str) -> int:
        """Return the revision that was stored of a session, or the first one."""
        if name in self._machine:
            return self._machine[name].revision
        return self._overlay.revisions.get(name, 1)

    def _keep_revision(self, session: Session, found: Session) -> None:
        """Count in the machine's session, too, or aside where it has none."""
        name, revision = session.session_id, session.revision
        if (own := self._machine.get(name)) is not None:
            self._machine[name] = session if own is found else _at(own, revision)
        else:
            revisions = {**self._overlay.revisions, name: revision}
            self._overlay = replace(self._overlay, revisions=revisions)

    def _in_order(self) -> tuple[Session, ...]:
        return tuple(
            sorted(
                self._by_id.values(),
                key=lambda session: (session.span.start, session.session_id),
            )
        )


def _at(session: Session, revision: int) -> Session:
    if session.revision == revision:
        return session
    return replace(session, revision=revision)


def _by_user(before: Session | None, after: Session) -> _Judgement:
    """Judge what the user changed: he knows of it, but what else listens may not."""
    was = before is not None and before.state.shown
    if after.state.shown:
        return before is not None, (Action.UPDATED,)
    return before is not None, (Action.REMOVED,) if was else ()


def _by_machine(before: Session | None, after: Session) -> _Judgement:
    """Judge what came to light."""
    noticed = before is not None and _noticeable(before, after)
    return noticed, _actions(before, after, noticed=noticed)


def _actions(
    before: Session | None, after: Session, *, noticed: bool
) -> tuple[Action, ...]:
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
        case _ if noticed:
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
        or before.vehicle != after.vehicle
        or abs(after.energy - before.energy) >= _NOTICEABLE_ENERGY
        or abs(after.span.start - before.span.start) >= _NOTICEABLE_SHIFT
        or abs(after.span.end - before.span.end) >= _NOTICEABLE_SHIFT
    )
