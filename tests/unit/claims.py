"""Detections written by hand, and the meter that goes with them."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Final

from custom_components.octopus_ev.core.context import FuseContext
from custom_components.octopus_ev.core.evidence import Candidate, Detection
from custom_components.octopus_ev.core.model import Rate
from custom_components.octopus_ev.core.session import Block, Confidence, Source
from custom_components.octopus_ev.core.span import Span
from custom_components.octopus_ev.core.timeline import Timeline

from .build import GB, POINT, SLOT, flat, span, utc

HOUSE: Final = Decimal("0.2")
"""What the house draws in every slot."""

DAYS: Final = span("2026-07-13", "2026-07-18")
LATER: Final = utc("2026-07-19")


def claim(
    *spans: Span,
    energy: str = "3.6",
    source: Source = Source.HALF_HOURLY,
    open_: bool = False,
    confidence: Confidence = Confidence.PROBABLE,
) -> Candidate:
    """Return a candidate with the same energy in every slot that it touches."""
    blocks = tuple(
        Block(where, Decimal(energy) * len(list(where.slots(SLOT)))) for where in spans
    )
    return Candidate(
        source=source,
        blocks=blocks,
        slots={slot: Decimal(energy) for where in spans for slot in where.slots(SLOT)},
        confidence=confidence,
        open=open_,
    )


def found(
    *candidates: Candidate,
    window: Span = DAYS,
    source: Source = Source.HALF_HOURLY,
    power: str | None = "7.2",
) -> Detection:
    return Detection(
        source=source,
        window=window,
        candidates=candidates,
        charger_power_kw=None if power is None else Decimal(power),
    )


def metered(*candidates: Candidate, window: Span = DAYS) -> dict[datetime, Decimal]:
    """Return readings of a house in which the candidates charged."""
    readings = dict.fromkeys(window.slots(SLOT), HOUSE)
    for candidate in candidates:
        for slot, energy in candidate.slots.items():
            readings[slot] += energy
    return readings


def context(
    readings: Mapping[datetime, Decimal] | None = None,
    *,
    rates: Timeline[Rate] | None = None,
    now: datetime = LATER,
) -> FuseContext:
    return FuseContext(
        region=GB,
        point_key=POINT,
        readings={} if readings is None else readings,
        rates=flat() if rates is None else rates,
        now=now,
    )


NIGHT: Final = claim(span("2026-07-15 00:30", "2026-07-15 04:30"))


def live(
    *spans: Span, energy: str = "3.6", open_: bool = False, window: Span = DAYS
) -> Detection:
    """Return what telemetry showed."""
    candidate = claim(*spans, energy=energy, source=Source.LIVE, open_=open_)
    return found(candidate, window=window, source=Source.LIVE)
