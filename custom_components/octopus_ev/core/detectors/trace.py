"""Telemetry as columns of numbers: what the home drew from one moment to the next."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise
from typing import Final

from ..model import PowerSample

_HOUR: Final = 3600.0

_ALONE: Final = 60.0
"""Seconds that the newest sample, which nothing follows yet, is taken to last."""

_HELD: Final = 600.0
"""Seconds for which a sample speaks for the time after it if the register does not:
sensors that report changes alone are silent while nothing changes."""

_MINUTE: Final = 90.0
"""Seconds up to which a sample's own power says more than the register's mean."""

_FINE: Final = 45.0
"""Seconds that a level lasts at least: nothing that matters here is quicker."""


@dataclass(frozen=True, slots=True)
class Trace:
    """Levels of power, in order, as columns; instants are seconds since the epoch.

    A level ends where the next one starts, or earlier where nothing is known of the
    time between.
    """

    start: list[float] = field(default_factory=list)
    end: list[float] = field(default_factory=list)
    power: list[float] = field(default_factory=list)
    """The mean in kW; negative while the home exports."""
    energy: list[float] = field(default_factory=list)
    """Imported kWh, by the meter's register where that was seen."""

    def __len__(self) -> int:
        """Return how many levels there are."""
        return len(self.start)

    def add(self, start: float, end: float, power: float, energy: float) -> None:
        """Add a level after the others."""
        self.start.append(start)
        self.end.append(end)
        self.power.append(power)
        self.energy.append(energy)


type _Level = tuple[float, float, float, float]
"""Start, end, power and energy."""


def trace(samples: Sequence[PowerSample], now: datetime) -> Trace:
    """Return what the home drew, by samples in order, up to `now`.

    A sample that saw nothing ends what the one before it says, unless the register
    tells of the time between. Levels that are shorter than a minute are joined.
    """
    result = Trace()
    since = until = power = energy = 0.0
    for start, end, level, used in _levels(samples, now.timestamp()):
        if until > since:
            if start == until and end - since <= _MINUTE and until - since < _FINE:
                power += level * (end - start)
                energy += used
                until = end
                continue
            result.add(since, until, power / (until - since), energy)
        since, until, power, energy = start, end, level * (end - start), used
    if until > since:
        result.add(since, until, power / (until - since), energy)
    return result


def _levels(samples: Sequence[PowerSample], now: float) -> Iterator[_Level]:
    """Yield what each sample says of the time up to the next one."""
    points = [
        (
            sample.at.timestamp(),
            None if sample.demand_w is None else float(sample.demand_w) / 1000,
            None if sample.register_kwh is None else float(sample.register_kwh),
        )
        for sample in samples
    ]
    for (at, power, register), (until, _, following) in pairwise(points):
        if until <= at:
            continue
        if register is not None and following is not None and following >= register:
            used = following - register
            if power is None or (until - at > _MINUTE and power >= 0):
                power = used / (until - at) * _HOUR
            yield at, until, power, used
        elif power is not None:
            # Who is silent for longer was lost soon after the last word.
            end = until if until - at <= _HELD else at + _ALONE
            yield at, end, power, max(power, 0.0) * (end - at) / _HOUR
    if points and (power := points[-1][1]) is not None:
        at, _, register = points[-1]
        # A meter's minute is over when it is told; a sensor's word holds until now.
        held = _ALONE if register is not None else min(max(now - at, _ALONE), _HELD)
        yield at, at + held, power, max(power, 0.0) * held / _HOUR
