"""Half-hours of a home in which the supplier tells what each of its cars draws."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from functools import reduce
from operator import add
from typing import Final

from ..cars import powers
from ..drawn import Drawn, devices, drawn
from ..evidence import Candidate, Detection, Evidence
from ..plans import Plans
from ..presence import Presence, believed
from ..session import ZERO
from .half_hourly import HalfHourlyDetector
from .hints import Hints
from .power import is_another
from .spread import spread
from .whose import Owners

_MOST: Final = 2
"""Each power costs another look at all readings."""

type _Claim = tuple[Candidate, Sequence[str]]
"""What half-hours show, and the cars that draw such a power."""


def detect_cars(evidence: Evidence) -> Detection:
    """Return the charges in half-hours that the supplier does not tell of.

    Each car is looked for by its power, in what the meter counted beside all that the
    supplier reports. Of two claims at the same time, the one of more energy stands.
    Where no car's power is told, one is learnt, and what is reported is found as well.
    """
    if not evidence.smart:
        return HalfHourlyDetector().detect(evidence)
    draws = drawn(evidence.smart)
    presence = Presence(evidence.smart, draws)
    hints = Hints(draws, Plans(evidence.smart), presence)
    looks = [*_looks(evidence, draws)]
    found = [
        HalfHourlyDetector().detect(replace(look, starts=hints.starts(cars, look)))
        for look, cars in looks
    ]
    claims = _side_by_side(
        (claim, cars)
        for detection, (_, cars) in zip(found, looks, strict=True)
        for claim in detection.candidates
    )
    if looks[0][0] is not evidence:
        owners = Owners(draws, presence, evidence.household)
        attributed = (owners.attributed(claim, cars) for claim, cars in claims)
        mine = [claim for claim in attributed if claim is not None]
    else:
        mine = [claim for claim, _ in claims]
    return replace(found[0], candidates=believed(mine, presence, evidence))


def _looks(
    evidence: Evidence, draws: Sequence[Drawn]
) -> Iterator[tuple[Evidence, Sequence[str]]]:
    """Yield what to look at for which cars."""
    cars = sorted(devices(evidence.smart))
    known = powers(draws)
    given = evidence.charger_power_kw
    if given is None and not known:
        yield evidence, cars
        return
    left = replace(evidence, readings=_left(evidence, draws))
    if given is not None:
        yield replace(left, power_borne_out=bool(draws)), cars
        return
    told: list[Decimal] = []
    for power in known.values():
        if all(is_another(power, other) for other in told):
            told.append(power)
    for power in told[:_MOST]:
        able = [car for car in cars if not is_another(known.get(car, power), power)]
        yield replace(left, charger_power_kw=power, power_borne_out=True), able


def _left(evidence: Evidence, draws: Sequence[Drawn]) -> Mapping[datetime, Decimal]:
    """Return what was read beside what the supplier reports."""
    left = dict(evidence.readings)
    rows = [(draw.span, draw.energy) for draw in draws]
    for shares in spread(rows, evidence.readings, evidence.region.interval):
        for slot in shares.keys() & left.keys():
            left[slot] = max(left[slot] - shares[slot], ZERO)
    return left


def _side_by_side(claims: Iterable[_Claim]) -> list[_Claim]:
    """Return the claims of most energy that do not overlap, in order."""
    kept: list[_Claim] = []
    for one in sorted(claims, key=_energy, reverse=True):
        if not any(one[0].span.overlaps(other.span) for other, _ in kept):
            kept.append(one)
    return sorted(kept, key=lambda one: one[0].span)


def _energy(one: _Claim) -> Decimal:
    return reduce(add, one[0].slots.values())
