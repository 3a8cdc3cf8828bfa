"""Runs of slots above the baseline, and how well the house alone explains them."""

from dataclasses import dataclass
from math import log
from typing import Final

from .house import House
from .series import Series

_LEAST: Final = 0.12
"""Residual in kWh below which no charger is on."""

_LEAST_RUN: Final = 0.8
"""Residual in kWh of a whole run below which it is no charge worth decoding."""


@dataclass(slots=True)
class Slot:
    """A slot of a run, with what the house alone makes of it."""

    index: int
    residual: float
    before: float
    """The residual of the slot before; 0 where it has no reading."""
    carried_scale: float
    """The scale of a residual that carries over from the slot before."""
    fresh: float
    """Density of the residual if it owes nothing to the slot before, nor to a car."""
    alone: float
    """Log-likelihood of the residual if no car ever charged."""
    anew: float
    """Log-likelihood, less `alone`, if it owes nothing to the slot before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Slots on end in which the house draws clearly more than its baseline."""

    slots: tuple[Slot, ...]
    closing: Slot | None
    """The slot after the run, where its fall shows; `None` if it has no reading."""
    peak: float
    """The largest residual, in kWh."""

    @property
    def first(self) -> int:
        """The index of the first slot."""
        return self.slots[0].index


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
                    slots=tuple(_slot(house, at) for at in range(first, index)),
                    closing=_slot(house, index) if seen else None,
                    peak=peak,
                )
            )
    return runs


def _slot(house: House, index: int) -> Slot:
    """Weigh a slot by the house alone."""
    residual, spread = house.residuals[index], house.spreads[index]
    before = house.residuals[index - 1] if index else 0.0
    scale = house.carried_scale(index, before)
    fresh = house.fresh(index, residual, spread)
    carried = house.lasting(residual, before, scale)
    alone = log(house.carry * carried + (1 - house.carry) * fresh)
    return Slot(index, residual, before, scale, fresh, alone, log(fresh) - alone)
