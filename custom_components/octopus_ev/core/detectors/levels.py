"""Telemetry as a row of levels: what the home drew from one sample to the next."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Final

from ..model import PowerSample

_HOUR: Final = timedelta(hours=1)

_ALONE: Final = timedelta(minutes=1)
"""How long the newest sample, which nothing follows yet, is taken to last."""

_STALE: Final = timedelta(minutes=5)
"""How long a sample speaks for the time after it if the register does not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """What the home drew from one sample to the next; negative while exporting."""

    start: datetime
    end: datetime
    power: float
    """In kW, at the start."""
    energy: float | None
    """Imported kWh by the meter's register, `None` where it was not seen."""

    @property
    def hours(self) -> float:
        """How long it is until the next sample."""
        return (self.end - self.start) / _HOUR


def levels(samples: Sequence[PowerSample]) -> list[Level]:
    """Return what the home drew, by samples in order; what saw nothing is left out."""
    seen = {
        sample.at: sample
        for sample in samples
        if sample.demand_w is not None or sample.register_kwh is not None
    }
    row = list(seen.values())
    return list(_between(row))


def _between(row: list[PowerSample]) -> Iterator[Level]:
    """Yield a level for each sample whose power is known or follows from the next."""
    for sample, following in pairwise(row):
        energy = _registered(sample, following)
        end = following.at
        if sample.demand_w is not None:
            if energy is None:
                end = min(end, sample.at + _STALE)
            power = float(sample.demand_w) / 1000
            yield Level(start=sample.at, end=end, power=power, energy=energy)
        elif energy is not None:
            power = energy / ((end - sample.at) / _HOUR)
            yield Level(start=sample.at, end=end, power=power, energy=energy)
    if row and (demand := row[-1].demand_w) is not None:
        at = row[-1].at
        power = float(demand) / 1000
        yield Level(start=at, end=at + _ALONE, power=power, energy=None)


def _registered(sample: PowerSample, following: PowerSample) -> float | None:
    """Return the kWh between two samples; a register that fell was exchanged."""
    if sample.register_kwh is None or following.register_kwh is None:
        return None
    energy = float(following.register_kwh - sample.register_kwh)
    return energy if energy >= 0 else None
