"""Half-hours of a home in which the supplier tells what each of its cars draws."""

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from functools import reduce
from operator import add
from typing import Final

from ..cars import powers
from ..evidence import Candidate, Detection, Evidence
from ..presence import believed
from .half_hourly import HalfHourlyDetector, is_another

_MOST: Final = 2
"""Each power costs another look at all readings."""


def detect_cars(evidence: Evidence) -> Detection:
    """Return the charges in half-hours, looked for by the power of each car.

    By the one power that is given, believed or learnt, where no car's is told. Of two
    claims at the same time, the one of more energy stands.
    """
    detector = HalfHourlyDetector()
    known: list[Decimal] = []
    for power in () if evidence.charger_power_kw else powers(evidence.smart):
        if all(is_another(power, other) for other in known):
            known.append(power)
    if not known:
        detection = detector.detect(evidence)
        return replace(detection, candidates=believed(detection.candidates, evidence))
    found = [
        detector.detect(replace(evidence, charger_power_kw=power))
        for power in known[:_MOST]
    ]
    claims = _side_by_side(claim for one in found for claim in one.candidates)
    return replace(found[0], candidates=believed(claims, evidence))


def _side_by_side(claims: Iterable[Candidate]) -> tuple[Candidate, ...]:
    """Return the claims of most energy that do not overlap, in order."""
    kept: list[Candidate] = []
    for claim in sorted(claims, key=_energy, reverse=True):
        if not any(claim.span.overlaps(other.span) for other in kept):
            kept.append(claim)
    return tuple(sorted(kept, key=lambda claim: claim.span))


def _energy(claim: Candidate) -> Decimal:
    return reduce(add, claim.slots.values())
