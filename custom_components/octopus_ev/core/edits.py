"""What the user says of sessions: a layer over what the machine found."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Final, TypedDict

from .span import Span


class Verdict(StrEnum):
    """What the user decided about a session as a whole."""

    CONFIRMED = "confirmed"
    """It is a charge; the machine does not take it back."""
    DELETED = "deleted"
    """It is not to be shown; its time stays barred."""
    NO_CHARGE = "no_charge"
    """It was something else; deleted, and no charger is learnt from its readings."""


class EditFields(TypedDict, total=False):
    """What can be edited in a session; `None` takes an edit back."""

    energy: Decimal | None
    start: datetime | None
    end: datetime | None
    note: str | None
    vehicle: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Edits:
    """The user's word on one session; `None` where there is none."""

    energy: Decimal | None = None
    """In kWh; the slots are scaled to it."""
    start: datetime | None = None
    """In UTC."""
    end: datetime | None = None
    """In UTC."""
    note: str | None = None
    vehicle: str | None = None
    """The key of the vehicle that charged."""
    verdict: Verdict | None = None
    barred: Span | None = None
    """The time that a deleted session had when it was deleted."""
    former: Verdict | None = None
    """The verdict on a deleted session before it was deleted."""

    @property
    def hides(self) -> bool:
        """Whether the session is deleted."""
        return self.verdict in (Verdict.DELETED, Verdict.NO_CHARGE)

    @property
    def vouches(self) -> bool:
        """Whether the user stands by the session, so that no machine removes it."""
        return not self.hides and self != NO_EDITS

    @property
    def figures(self) -> tuple[str, ...]:
        """The names of the figures that are the user's own."""
        given = {"start": self.start, "end": self.end, "energy": self.energy}
        return tuple(name for name, value in given.items() if value is not None)


NO_EDITS: Final = Edits()


@dataclass(frozen=True, slots=True, kw_only=True)
class Split:
    """The user's cut: what charges across `at` is two sessions."""

    point_key: str
    at: datetime
    session_id: str
    """The id of the session that was cut; the earlier part keeps it."""
    new_id: str
    anchor: datetime
    """Of the later part."""

    @property
    def ids(self) -> frozenset[str]:
        """The sessions that it is about."""
        return frozenset((self.session_id, self.new_id))


@dataclass(frozen=True, slots=True, kw_only=True)
class Join:
    """The user's bond: these are one session, by the name of the first."""

    session_ids: tuple[str, ...]

    @property
    def ids(self) -> frozenset[str]:
        """The sessions that it is about."""
        return frozenset(self.session_ids)


type Arrangement = Split | Join


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlay:
    """Everything that the user said, apart from the sessions added by hand."""

    edits: Mapping[str, Edits] = field(default_factory=dict)
    """By session id; none is empty."""
    arrangements: tuple[Arrangement, ...] = ()
    """In the order in which they were made; each sees what the ones before it left."""
    revisions: Mapping[str, int] = field(default_factory=dict)
    """Of the sessions that exist by a split alone."""

    def of(self, session_id: str) -> Edits:
        """Return the user's word on a session."""
        return self.edits.get(session_id, NO_EDITS)

    def last_arrangement(self, session_id: str) -> Arrangement | None:
        """Return the last merge or split that a session came of."""
        about = (made for made in reversed(self.arrangements) if session_id in made.ids)
        return next(about, None)
