"""A detector so simple that what it finds is plain."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Final

from custom_components.octopus_ev.core.evidence import Candidate, Detection
from custom_components.octopus_ev.core.session import Block, Confidence, Source
from custom_components.octopus_ev.core.span import Span

from .build import SLOT

CHARGES: Final = Decimal(2)


def detect(readings: Mapping[datetime, Decimal], window: Span) -> Detection:
    """Call every slot of two kWh or more a charge, with pauses up to two hours."""
    candidates = [
        Candidate(
            source=Source.HALF_HOURLY,
            blocks=tuple(
                Block(
                    Span(run[0], run[-1] + SLOT),
                    sum((readings[s] for s in run), Decimal(0)),
                )
                for run in charge
            ),
            slots={slot: readings[slot] for run in charge for slot in run},
            confidence=Confidence.PROBABLE,
        )
        for charge in charges(readings)
    ]
    return Detection(
        source=Source.HALF_HOURLY,
        window=window,
        candidates=tuple(c for c in candidates if c.span.overlaps(window)),
        charger_power_kw=Decimal("7.2"),
    )


def charges(readings: Mapping[datetime, Decimal]) -> Iterator[list[list[datetime]]]:
    charge: list[list[datetime]] = []
    for slot in sorted(slot for slot, energy in readings.items() if energy >= CHARGES):
        if charge and slot - charge[-1][-1] > timedelta(minutes=150):
            yield charge
            charge = []
        if charge and slot == charge[-1][-1] + SLOT:
            charge[-1].append(slot)
        else:
            charge.append([slot])
    if charge:
        yield charge
