"""What a charger's own sensor told, written by hand."""

from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from custom_components.octopus_ev.core.context import FuseContext
from custom_components.octopus_ev.core.evidence import Detection
from custom_components.octopus_ev.core.fuse import fuse
from custom_components.octopus_ev.core.session import (
    Confidence,
    Session,
    SessionState,
    Source,
)
from custom_components.octopus_ev.core.span import Span
from custom_components.octopus_ev.core.timeline import Timeline

from .build import SLOT, span
from .claims import DAYS, LATER, claim, context, found, metered

LIVE, PROVISIONAL, SETTLED, WITHDRAWN, DELETED = (
    SessionState.LIVE,
    SessionState.PROVISIONAL,
    SessionState.SETTLED,
    SessionState.WITHDRAWN,
    SessionState.DELETED,
)
NIGHT = span("2026-07-15 00:37", "2026-07-15 04:12")
HALF_HOURS = claim(span("2026-07-15 00:30", "2026-07-15 04:30"), energy="3.4")
METER = metered(HALF_HOURS)


def times(*spans: Span) -> Timeline[None]:
    return Timeline((where, None) for where in spans)


def charger(
    *spans: Span,
    told: Timeline[None] | None = None,
    window: Span = DAYS,
    energy: str = "3.5",
    open_: bool = False,
) -> Detection:
    """Return what the charger's own sensor told, by default of the whole window."""
    told = times(window) if told is None else told
    candidates = []
    if spans:
        made = claim(*spans, energy=energy, source=Source.CHARGER, open_=open_)
        sure = {
            slot
            for slot in made.slots
            if not any(told.gaps(Span(slot, min(slot + SLOT, window.end))))
        }
        candidates.append(
            replace(made, sure=frozenset(sure), confidence=Confidence.CONFIRMED)
        )
    seen = found(*candidates, window=window, source=Source.CHARGER)
    return replace(seen, told=told)


def hearing(
    told: Timeline[None] | None = None,
    readings: dict[datetime, Decimal] | None = None,
    now: datetime = LATER,
) -> FuseContext:
    """Return a context in which the charger was heard, by default all the time."""
    made = context(METER if readings is None else readings, now=now)
    return replace(made, told=times(DAYS) if told is None else told)


def told_of(*spans: Span, energy: str = "3.5") -> tuple[Session, ...]:
    """Return the sessions that the charger told of before any reading came."""
    return fuse([charger(*spans, energy=energy)], [], hearing(readings={}))


def only(sessions: tuple[Session, ...]) -> Session:
    (session,) = sessions
    return session


def shown(sessions: tuple[Session, ...]) -> list[Session]:
    return [session for session in sessions if session.state.shown]


def totals(session: Session) -> list[Decimal | None]:
    return [slot.total for slot in session.slots]
