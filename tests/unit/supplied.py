"""What the supplier tells of one night, and what is made of it."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from custom_components.octopus_ev.core.context import FuseContext
from custom_components.octopus_ev.core.detectors import (
    DispatchDetector,
    SupplierDetector,
)
from custom_components.octopus_ev.core.evidence import Detection, Evidence
from custom_components.octopus_ev.core.fuse import fuse
from custom_components.octopus_ev.core.session import Session
from custom_components.octopus_ev.core.smart_record import SmartRecord

from .build import GB
from .claims import DAYS, LATER, context
from .smart import completed, drew

NIGHT_DISPATCHES = tuple(
    completed(f"2026-07-15 {start}", f"2026-07-15 {end}", "3.5")
    for start, end in (
        ("00:30", "01:00"),
        ("01:00", "01:30"),
        ("01:30", "02:00"),
        ("02:00", "02:30"),
        ("02:30", "03:00"),
        ("03:00", "03:30"),
        ("03:30", "04:00"),
        ("04:00", "04:30"),
    )
)
DISPATCHED = SmartRecord(completed=NIGHT_DISPATCHES)
LISTED = SmartRecord(
    charges=(
        drew(
            "2026-07-14 19:00",
            "2026-07-15 07:00",
            ("2026-07-15 00:33", "2026-07-15 04:27", "27.6"),
        ),
    )
)


def around(
    record: SmartRecord,
    readings: dict[datetime, Decimal] | None = None,
    now: datetime = LATER,
) -> FuseContext:
    return replace(context(readings, now=now), smart=record)


def told(
    record: SmartRecord, readings: dict[datetime, Decimal] | None = None
) -> list[Detection]:
    """Return what the supplier's two detectors claim."""
    evidence = Evidence(region=GB, window=DAYS, readings=readings or {}, smart=record)
    return [one.detect(evidence) for one in (SupplierDetector(), DispatchDetector())]


def fused(
    record: SmartRecord,
    *detections: Detection,
    readings: dict[datetime, Decimal] | None = None,
    known: Iterable[Session] = (),
    now: datetime = LATER,
) -> list[Session]:
    every = [*detections, *told(record, readings)]
    sessions = fuse(every, known, around(record, readings, now))
    return [session for session in sessions if session.state.shown]
