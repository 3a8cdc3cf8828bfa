"""Which sessions are asked for."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from .session import Confidence, Session, SessionType, Source
from .span import BEGINNING, FOREVER, Span

ALWAYS: Final = Span(BEGINNING, FOREVER)

_SURER: Final = tuple(Confidence)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What sessions have to be like; what is empty or `None` leaves it open."""

    window: Span = ALWAYS
    """They share time with it."""
    vehicle: str | None = None
    """The key of the vehicle, by the user's word or else by the supplier's."""
    types: Collection[SessionType] = ()
    sources: Collection[Source] = ()
    """They rest on one of these at least."""
    confidence: Confidence = Confidence.POSSIBLE
    """They are as sure as this, or surer."""

    def __contains__(self, session: Session) -> bool:
        """Tell whether a session is asked for."""
        return (
            session.span.overlaps(self.window)
            and self.vehicle in (None, session.vehicle or session.device)
            and (not self.types or session.type in self.types)
            and (
                not self.sources
                or any(one in self.sources for one in session.provenance.sources)
            )
            and _SURER.index(session.confidence) >= _SURER.index(self.confidence)
        )
