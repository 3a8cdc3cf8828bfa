"""How one piece of evidence judges a session: whose it is, whether it stands."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from typing import Final

from .context import FuseContext
from .evidence import Candidate, Detection
from .heard import silenced
from .matching import Pair, barred
from .reconcile import LEAST_SEEN
from .session import Session, SessionState, Source
from .span import Span

_WAIT: Final = timedelta(hours=48)
"""Half-hours arrive a day at a time. A charge that was still on in the last of them is
first told of with its end, unless that does not come."""

STEP: Final = timedelta(minutes=5)
"""Telemetry sees a block by the step at its start, and by what the house drew before;
a block that was on when it began it cannot see."""

BY_THE_MINUTE: Final = (Source.CHARGER, Source.LIVE)
"""What sees a charge while it happens."""


def charger_s(session: Session) -> bool:
    """Tell whether the charger's own sensor tells of a session."""
    return Source.CHARGER in session.provenance.sources


def sensed_cars(sessions: Iterable[Session]) -> frozenset[str]:
    """Return the cars that charged at the charger that has a sensor, where known."""
    return frozenset(
        session.device
        for session in sessions
        if charger_s(session) and session.device is not None
    )


def of_another(device: str | None, sensed: frozenset[str]) -> bool:
    """Tell whether a car is known to charge elsewhere in the home.

    The sensor on one charger has nothing to say of it.
    """
    return device is not None and bool(sensed) and device not in sensed


def bridges(session: Session, detection: Detection) -> bool:
    """Tell whether a session joins what a detector of `source` claims apart.

    Half-hours cannot tell a pause from a car that was plugged in again, minutes can;
    telemetry cannot tell a pause from its own interruption, half-hours can. The
    charger tells both, unless it was not heard all the time in between.
    """
    if (source := detection.source) is Source.CHARGER:
        claims = [c.span for c in detection.candidates if c.span.overlaps(session.span)]
        pauses = [Span(one.end, two.start) for one, two in pairwise(claims)]
        return all([*detection.told.gaps(pause)] == [pause] for pause in pauses)
    if charger_s(session):
        return True
    if source is Source.LIVE:
        return Source.HALF_HOURLY in session.provenance.sources
    return session.provenance.boundaries is Source.LIVE


def outlived(pair: Pair, detection: Detection) -> bool:
    """Tell whether telemetry has dropped a session's beginning and adds nothing to it.

    What is left of it is judged with less of the house around it than was known.
    """
    return detection.source in BY_THE_MINUTE and all(
        session.state is not SessionState.LIVE
        and session.span.start < detection.window.start + STEP
        and pair.candidate.span.end <= session.span.end
        for session in pair.sessions
    )


def same_charge(pair: Pair) -> Sequence[Session]:
    """Return the sessions that a candidate really joins.

    Telemetry does not join what half-hours or the supplier have parted, or the two
    would take turns; nothing joins two cars.
    """
    live = pair.candidate.source is Source.LIVE
    cars = {session.device for session in pair.sessions} - {None}
    two_cars = pair.candidate.device is None and len(cars) > 1
    parted = [
        session
        for session in pair.sessions
        if (live and session.provenance.boundaries not in BY_THE_MINUTE)
        or (two_cars and session.device is not None)
    ]
    parted.sort(key=lambda session: session.energy)
    return [session for session in pair.sessions if session not in parted[:-1]]


def denied(
    candidate: Candidate, withdrawn: Iterable[Session], context: FuseContext
) -> bool:
    """Tell whether half-hours have judged already what telemetry claims again."""
    return (
        candidate.source is Source.LIVE
        and all(slot in context.readings for slot in candidate.slots)
        and barred(candidate, withdrawn)
    )


def awaited(candidate: Candidate, context: FuseContext) -> bool:
    """Tell whether the readings that show a new charge's end are still to come."""
    return (
        candidate.source is Source.HALF_HOURLY
        and candidate.open
        and context.now - candidate.span.end < _WAIT
    )


def missed(
    session: Session,
    detection: Detection,
    context: FuseContext,
    sensed: frozenset[str] = frozenset(),
) -> Session:
    """Return what a session becomes that a detection does not have.

    Telemetry that does not show a running charge ends it. Half-hours withdraw a charge
    if they could have seen it: over its whole time, in every slot, and with a charger
    to look for. One whose power is but given takes back no more than what it claimed.
    """
    window, span = detection.window, session.span
    if detection.source is Source.CHARGER and window.start <= span.start:
        if of_another(session.device, sensed):
            return session
        return silenced(session, detection.told, context.region.interval)
    if window.end < span.end or charger_s(session):
        return session
    if detection.source is Source.LIVE:
        seen = window.start + STEP <= span.start
        if seen and session.state is SessionState.LIVE:
            return replace(session, state=SessionState.PROVISIONAL)
    elif (
        window.start <= span.start
        and detection.charger_power_kw is not None
        and visible(session, context)
        and (_half_hours_own(session) or not detection.on_trust)
        and all(
            slot in context.readings for slot in span.slots(context.region.interval)
        )
    ):
        return replace(session, state=SessionState.WITHDRAWN)
    return session


def visible(session: Session, context: FuseContext) -> bool:
    """Tell whether half-hours could show the session."""
    return (
        _half_hours_own(session)
        or session.charging_time >= LEAST_SEEN * context.region.interval
    )


def _half_hours_own(session: Session) -> bool:
    """Tell whether half-hours found the session by themselves."""
    return session.provenance.energy is Source.HALF_HOURLY
