"""How the house strays from its baseline: the rival explanation of every load."""

from dataclasses import dataclass, replace
from math import exp, sqrt
from typing import Final

from .baseline import Baseline
from .series import Series

CARRIED: Final = 0.85
"""The share of a residual that lasts into the next slot, where it lasts at all."""

FLOOR: Final = 1e-9
"""Density that remains for what no part of the model expects."""

BELOW: Final = 0.02
BELOW_MEAN: Final = 0.15
"""The tail below the baseline: its share of the tail above, and its mean in kWh."""

_HELD: Final = 0.15
_HELD_FROM: Final = 0.5
_WAVER: Final = 0.04
_LEAST_WAVER: Final = 0.03
"""The share of what lasts that stays as it is, from how many kWh on, and how far it
wavers, as a share and in kWh: a heater holds its power as a car does."""

_TAIL_FROM: Final = 2.5
"""Spreads above the baseline at which the tail of single loads begins."""

_POOLED: Final = 3
"""Slots on either side whose tails are counted together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """The residuals of a series and the distribution they come from.

    A residual is new in its slot, from a narrow core with a long positive tail, or it
    carries over from the slot before: a cooker that stays on is one event, not two.
    """

    residuals: list[float]
    """Reading less baseline, in kWh; 0 in a gap."""
    spreads: list[float]
    """Scale of the core, by slot."""
    tail_weights: list[float]
    tail_means: list[float]
    """The tail, by slot."""
    carry: float
    """The probability that a residual carries over."""

    def fresh(self, index: int, residual: float, spread: float) -> float:
        """Return the density of a residual that is new in its slot."""
        weight, mean = self.tail_weights[index], self.tail_means[index]
        core = (1 - weight) * exp(-abs(residual) / spread) / (2 * spread)
        if residual > 0:
            return core + weight * exp(-residual / mean) / mean + FLOOR
        return core + weight * BELOW * exp(residual / BELOW_MEAN) / BELOW_MEAN + FLOOR

    def lasting(self, residual: float, before: float, scale: float) -> float:
        """Return the density of a residual that carries over, with `carried_scale`."""
        carried = laplace(residual - CARRIED * before, scale)
        if before < _HELD_FROM:
            return carried
        held = laplace(residual - before, _LEAST_WAVER + _WAVER * before)
        return (1 - _HELD) * carried + _HELD * held

    def carried_scale(self, index: int, before: float) -> float:
        """Return the scale of a residual that carries over from `before`."""
        spread = self.spreads[index]
        return sqrt(0.0009 + 0.0276 * spread * spread + 0.1225 * before * before)


def laplace(residual: float, scale: float) -> float:
    """Return the density of a Laplace distribution around 0."""
    return exp(-abs(residual) / scale) / (2 * scale)


def learn_house(
    series: Series, baseline: Baseline, car: list[float], carry: float = 0.5
) -> House:
    """Fit the distribution of what is left once baseline and car are taken away.

    `car` is the car's kWh by slot as believed so far. `carry` is the probability found
    with that belief: each call takes one more step of expectation and maximisation.
    """
    residuals = [
        0.0 if energy is None else energy - load
        for energy, load in zip(series.energies, baseline.load, strict=True)
    ]
    house = House(
        residuals=residuals,
        spreads=baseline.spread,
        tail_weights=[],
        tail_means=[],
        carry=carry,
    )
    return relearnt(series, house, car)


def relearnt(series: Series, house: House, car: list[float]) -> House:
    """Return the house on the same baseline, beside another idea of the car."""
    strays = [
        residual - energy for residual, energy in zip(house.residuals, car, strict=True)
    ]
    weights, means = _tails(series, strays, house.spreads)
    of_day = [cell % series.slots_a_day for cell in series.cells]
    fitted = replace(
        house,
        tail_weights=[weights[slot] for slot in of_day],
        tail_means=[means[slot] for slot in of_day],
    )
    return replace(fitted, carry=_carry(fitted, strays))


def _tails(
    series: Series, strays: list[float], spreads: list[float]
) -> tuple[list[float], list[float]]:
    """Return the weight and the mean of the tail by slot of day."""
    count = series.slots_a_day
    slots, loads, excess = [0] * count, [0] * count, [0.0] * count
    for cell, stray, spread in zip(series.cells, strays, spreads, strict=True):
        slot = cell % count
        slots[slot] += 1
        beyond = stray - _TAIL_FROM * spread
        if beyond > 0:
            loads[slot] += 1
            excess[slot] += beyond + 0.05
    weights, means = [], []
    for slot in range(count):
        around = [(slot + by) % count for by in range(-_POOLED, _POOLED + 1)]
        in_tail = sum(loads[near] for near in around)
        share = (in_tail + 8) / (sum(slots[near] for near in around) + 100)
        weights.append(min(max(share, 0.02), 0.5))
        means.append((sum(excess[near] for near in around) + 10) / (in_tail + 20))
    return weights, means


def _carry(house: House, strays: list[float]) -> float:
    """Return the share of slots whose residual is more likely carried than new."""
    total = before = 0.0
    carry, afresh = house.carry, 1 - house.carry
    for stray, spread, weight, mean in zip(
        strays, house.spreads, house.tail_weights, house.tail_means, strict=True
    ):
        # `House.fresh` written out: this runs for every slot of every pass.
        if stray > 0:
            fresh = (1 - weight) * exp(-stray / spread) / (2 * spread) + FLOOR
            fresh += weight * exp(-stray / mean) / mean
        else:
            fresh = (1 - weight) * exp(stray / spread) / (2 * spread) + FLOOR
            fresh += weight * BELOW * exp(stray / BELOW_MEAN) / BELOW_MEAN
        scale = sqrt(0.0009 + 0.0276 * spread * spread + 0.1225 * before * before)
        if before < _HELD_FROM:
            carried = exp(-abs(stray - CARRIED * before) / scale) / (2 * scale)
        else:
            carried = house.lasting(stray, before, scale)
        carried *= carry
        total += carried / (carried + afresh * fresh)
        before = stray
    return min(max(total / len(strays), 0.1), 0.8)
