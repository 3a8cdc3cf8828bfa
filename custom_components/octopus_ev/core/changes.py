"""What changed in a ledger, in the words that are announced."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from .session import Session


class Action(StrEnum):
    """What an announcement says happened to a session."""

    STARTED = "started"
    ENDED = "ended"
    UPDATED = "updated"
    SETTLED = "settled"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One session that is new or differs from before."""

    action: Action | None
    """`None` where it differs in nothing worth telling; it is stored all the same."""
    session: Session
    before: Session | None
    """`None` when the session is new."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """Everything one step changed; falsy when nothing did."""

    items: tuple[Change, ...] = ()

    @property
    def earliest(self) -> datetime | None:
        """The start of the first session touched, before or after the change."""
        starts = [
            session.span.start
            for change in self.items
            for session in (change.before, change.session)
            if session is not None
        ]
        return min(starts, default=None)

    def __bool__(self) -> bool:
        """Tell whether anything changed."""
        return bool(self.items)
