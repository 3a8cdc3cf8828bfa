"""From what detectors claim to the sessions we stand by."""

from collections.abc import Iterable
from dataclasses import replace

from .absorb import absorbed
from .compose import SUPPLIED, composed
from .context import FuseContext
from .evidence import Detection
from .finish import finished
from .labels import labelled
from .matching import two_cars
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
    detections = list(detections)
    examined = [
        detection.window
        for detection in detections
        if detection.source is Source.HALF_HOURLY
    ]
    for detection in detections:
        told = context.told.overlaid(detection.told).joined()
        context = replace(context, told=told)
    interval = context.region.interval
    whole = composed(detections, context.smart, interval)
    # Telemetry first: half-hours then have the last word on energy.
    for detection in sorted(whole, key=_half_hours_last):
        sessions |= absorbed(detection, sessions, context)
        sessions |= _apart(sessions.values())
    sessions |= labelled(sessions.values(), context.smart, interval, context.now)
    return finished(
        sessions.values(),
        before,
        region=context.region,
        readings=context.readings,
        rates=context.rates,
        charger_power_kw=context.charger_power_kw,
        examined=examined,
        now=context.now,
        supplied=bool(context.smart),
    )


def _half_hours_last(detection: Detection) -> tuple[bool, Span]:
    last = detection.source is Source.HALF_HOURLY or detection.source in SUPPLIED
    return last, detection.window


def _apart(sessions: Iterable[Session]) -> dict[str, Session]:
    """Return what sessions become where one has grown into the next: one of them.

    Two cars may charge at the same time.
    """
    changed: dict[str, Session] = {}
    reached: list[Session] = []
    for session in sorted(sessions, key=lambda session: session.span.start):
        if not session.state.shown:
            continue
        reached = [one for one in reached if one.span.overlaps(session.span)]
        for last in reached:
            if not two_cars(last.device, session.device):
                reached.remove(last)
                oldest, other = sorted((last, session), key=lambda one: one.anchor)
                session = union((oldest, other))
                changed[other.session_id] = replace(other, state=SessionState.WITHDRAWN)
                changed[session.session_id] = session
                break
        reached.append(session)
    return changed
