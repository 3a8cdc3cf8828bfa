"""From what detectors claim to the sessions we stand by."""

from collections.abc import Iterable
from dataclasses import replace

from .absorb import absorbed
from .context import FuseContext
from .evidence import Detection
from .finish import finished
from .reconcile import union
from .session import Session, SessionState, Source
from .span import Span


def fuse(
    detections: Iterable[Detection], known: Iterable[Session], context: FuseContext
) -> tuple[Session, ...]:
    """Return all sessions of the point after these detections, in order of start.

    `known` are its sessions up to now, the hidden ones included, for they keep their
    ids and what was deleted must not come back. Ids are kept by overlap. A slot's
    energy is never above its reading, over all sessions; a rate that was known once is
    never lost. A session is left alone where no detection looked and no reading or
    rate is loaded. The same detections again change nothing but provisional to settled.
    """
    before = {
        session.session_id: session
        for session in known
        if session.point_key == context.point_key
    }
    sessions = dict(before)
    # Telemetry first: half-hours then have the last word on energy.
    detections = sorted(detections, key=_half_hours_last)
    for detection in detections:
        told = context.told.overlaid(detection.told).joined()
        context = replace(context, told=told)
    for detection in detections:
        sessions |= absorbed(detection, sessions, context)
        sessions |= _apart(sessions.values())
    examined = [
        detection.window
        for detection in detections
        if detection.source is Source.HALF_HOURLY
    ]
    return finished(
        sessions.values(),
        before,
        region=context.region,
        readings=context.readings,
        rates=context.rates,
        charger_power_kw=context.charger_power_kw,
        examined=examined,
        now=context.now,
    )


def _half_hours_last(detection: Detection) -> tuple[bool, Span]:
    return detection.source is Source.HALF_HOURLY, detection.window


def _apart(sessions: Iterable[Session]) -> dict[str, Session]:
    """Return what sessions become where one has grown into the next: one of them."""
    changed: dict[str, Session] = {}
    last: Session | None = None
    for session in sorted(sessions, key=lambda session: session.span.start):
        if not session.state.shown:
            continue
        if last is not None and last.span.overlaps(session.span):
            oldest, other = sorted((last, session), key=lambda one: one.anchor)
            last = union((oldest, other))
            changed[other.session_id] = replace(other, state=SessionState.WITHDRAWN)
            changed[last.session_id] = last
        else:
            last = session
    return changed
