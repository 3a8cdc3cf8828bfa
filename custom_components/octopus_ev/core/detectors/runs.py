"""Runs of slots above the baseline, and how well the house alone explains them."""

from dataclasses import dataclass
from typing import Final

from .house import House
from .series import Series

_LEAST: Final = 0.12
"""Residual in kWh below which no charger is on."""

_LEAST_RUN: Final = 0.8
"""Residual in kWh of a whole run below which it is no charge worth decoding."""


type Slot = tuple[int, float, float, float, float, float, float, float, float]
"""A slot of a run, with what the house alone makes of it. Plain, as there are many:

- its index and its residual;
- the residual of the slot before, 0 where that has no reading, and the scale of one
  that carries over from there;
- the spread of the house's core, the weight and the mean of its tail;
- one over the density of the residual if no car ever charged;
- by how much it is likelier if it owes nothing to the slot before, nor to a car.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Slots on end in which the house draws clearly more than its baseline."""

    slots: list[Slot]
    closing: Slot | None
    """The slot after the run, where its fall shows; `None` if it has no reading."""
    peak: float
    """The largest residual, in kWh."""

    @property
    def first(self) -> int:
        """The index of the first slot."""
        return self.slots[0][0]


def find_runs(
    series: Series, house: House, least_peak: float, begin: int = 0
) -> list[Run]:
    """Return the runs from the slot `begin` on that may hold a charge, in order.

    One whose largest residual is below `least_peak`, in kWh, holds none.
    """
    runs = []
    residuals = house.residuals
    index, length = begin, len(series)
    while index < length:
        if residuals[index] < _LEAST:
            index += 1
            continue
        first = index
        while index < length and residuals[index] >= _LEAST:
            index += 1
        peak = max(residuals[first:index])
        if peak >= least_peak and sum(residuals[first:index]) >= _LEAST_RUN:
            seen = index < length and series.energies[index] is not None
            runs.append(
                Run(
                    slots=_weighed(house, first, index),
                    closing=_weighed(house, index, index + 1)[0] if seen else None,
                    peak=peak,
                )
            )
    return runs


def _weighed(house: House, first: int, end: int) -> list[Slot]:
    """Weigh slots by the house alone."""
    carry, afresh = house.carry, 1 - house.carry
    before = house.residuals[first - 1] if first else 0.0
    slots = []
    for index in range(first, end):
        residual, spread = house.residuals[index], house.spreads[index]
        weight, mean = house.tail_weights[index], house.tail_means[index]
        scale = house.carried_scale(index, before)
        fresh = house.fresh(index, residual, spread)
        carried = house.lasting(residual, before, scale)
        odds = 1 / (carry * carried + afresh * fresh)
        slots.append(
            (
                index,
                residual,
                before,
                scale,
                spread,
                weight,
                mean,
                odds,
                fresh * odds,
            )
        )
        before = residual
    return slots
