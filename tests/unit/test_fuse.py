"""What detectors claim becomes the sessions we stand by."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from custom_components.octopus_ev.core.evidence import Candidate, Detection
from custom_components.octopus_ev.core.fuse import FuseContext, fuse
from custom_components.octopus_ev.core.model import Rate
from custom_components.octopus_ev.core.session import (
    Block,
    Confidence,
    SessionState,
    Source,
)
from custom_components.octopus_ev.core.span import Span
from custom_components.octopus_ev.core.timeline import Timeline

from .build import GB, POINT, SLOT, flat, span, utc

HOUSE = Decimal("0.2")
"""What the house draws in every slot."""

DAYS = span("2026-07-13", "2026-07-18")
LATER = utc("2026-07-19")


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


NIGHT = claim(span("2026-07-15 00:30", "2026-07-15 04:30"))


def test_a_candidate_becomes_a_session() -> None:
    (session,) = fuse([found(NIGHT)], [], context(metered(NIGHT)))

    assert session.state is SessionState.PROVISIONAL
    assert session.span == NIGHT.span
    assert session.energy == Decimal("28.8")
    assert session.cost == Decimal("7.2")
    assert session.reference_cost == session.cost
    assert all(slot.metered for slot in session.slots)
    assert session.anchor == utc("2026-07-15 00:30")


def test_the_same_again_settles_it_and_then_changes_nothing() -> None:
    around = context(metered(NIGHT))

    first = fuse([found(NIGHT)], [], around)
    second = fuse([found(NIGHT)], first, around)
    third = fuse([found(NIGHT)], second, around)

    assert [session.state for session in second] == [SessionState.SETTLED]
    assert [replace(s, state=SessionState.PROVISIONAL) for s in second] == list(first)
    assert third == second
