"""The car's life: when it is plugged in, what it needs, what the driver does by hand."""

from bisect import bisect_right
from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import Protocol

from .chance import chance
from .charge import Charge, fill
from .charging import Stay, Style, at_once, paused
from .habits import away
from .times import HOUR, wall

FULL_KWH = 60.0
"""What a car that is plugged in by hand takes before it is full."""


def _plugged(charge: Charge) -> float:
    return charge.plugged


class Cars(Protocol):
    """What charges behind the meter."""

    @property
    def power(self) -> float:
        """The kW of the charger."""
        ...

    def charges(self, until: float) -> list[Charge]:
        """Return the plug-ins up to an instant, in order."""
        ...

    def energy(self, start: float, end: float) -> float:
        """Return the kWh drawn between two instants."""
        ...

    def plugged_at(self, instant: float) -> Charge | None:
        """Return the plug-in that lasts at an instant."""
        ...

    def plug(self, instant: float, power: float, energy: float = FULL_KWH) -> None:
        """Plug in by hand."""
        ...

    def unplug(self, instant: float) -> bool:
        """Unplug at an instant; say whether a car was there."""
        ...


class Car:
    """A car with a seeded diary, to which plug-ins by hand are added.

    Without a style it has no diary and charges only by hand.
    """

    def __init__(
        self, seed: int, power: float, first: date, style: Style | None
    ) -> None:
        """Begin the diary on a local day; power in kW."""
        self.power = power
        self._seed = seed
        self._diary = self._plug_ins(first, style) if style else iter(())
        self._next: Charge | None = next(self._diary, None)
        self._written: list[Charge] = []
        self._by_hand: list[Charge] = []
        self._charges: list[Charge] = []

    def charges(self, until: float) -> list[Charge]:
        """Return the plug-ins up to an instant, in order."""
        if self._next is not None and self._next.plugged <= until:
            while self._next is not None and self._next.plugged <= until:
                self._written.append(self._next)
                self._next = next(self._diary, None)
            self._merge()
        last = bisect_right(self._charges, until, key=_plugged)
        return self._charges[:last]

    def energy(self, start: float, end: float) -> float:
        """Return the kWh drawn between two instants."""
        return sum(charge.energy(start, end) for charge in self._near(start, end))

    def plugged_at(self, instant: float) -> Charge | None:
        """Return the plug-in that lasts at an instant."""
        near = [*self._by_hand, *self._near(instant, instant + 1)]
        return next((c for c in reversed(near) if c.holds(instant)), None)

    def plug(self, instant: float, power: float, energy: float = FULL_KWH) -> None:
        """Plug in by hand: charging starts at once and goes on until full."""
        present = self.plugged_at(instant)
        if present is not None:
            present.cut(instant)
        window = [(instant, instant + 48 * HOUR)]
        pieces = fill(self._seed, window, power, energy)
        self._by_hand.append(Charge(instant, None, pieces, manual=True))
        self._merge()

    def unplug(self, instant: float) -> bool:
        """Unplug at an instant; say whether a car was there."""
        charge = self.plugged_at(instant)
        if charge is None:
            return False
        charge.cut(instant)
        self._merge()
        return True

    def _merge(self) -> None:
        """Join diary and plug-ins by hand; a car that is there cannot arrive."""
        diary = (
            charge
            for charge in self._written
            if not any(hand.holds(charge.plugged) for hand in self._by_hand)
        )
        self._charges = sorted((*diary, *self._by_hand), key=_plugged)

    def _near(self, start: float, end: float) -> list[Charge]:
        """Return the plug-ins that may touch [start, end)."""
        if self._next is not None and self._next.plugged <= end:
            self.charges(end)
        first = bisect_right(self._charges, start - 48 * HOUR, key=_plugged)
        last = bisect_right(self._charges, end, key=_plugged)
        return self._charges[first:last]

    def _plug_ins(self, first: date, style: Style) -> Iterator[Charge]:
        day = first
        eager = chance("car", self._seed).choice((1.3, 1.8, 2.4, 3.0))
        idle, free = 1, 0.0
        while True:
            rng = chance("plug-in", self._seed, day)
            if not away(self._seed, day) and (idle >= 4 or rng.random() < 1 / eager):
                charge = self._stay(rng, day, idle, free, style)
                free = (charge.unplugged or charge.plugged) + HOUR
                yield charge
                idle = 0
            idle += 1
            day += timedelta(days=1)

    def _stay(
        self, rng: Random, day: date, idle: int, free: float, style: Style
    ) -> Charge:
        weekend = day.weekday() >= 5
        hour = rng.triangular(11, 22, 17) if weekend else rng.triangular(16.2, 22.5, 18)
        if rng.random() < 0.06:
            hour = rng.uniform(24.1, 25.6)
        holiday = day.weekday() in (4, 5)
        leaves = 24 + (rng.uniform(8.5, 12) if holiday else rng.uniform(6.4, 9))
        stay = Stay(
            plugged=max(wall(day, round(hour * 60)) + rng.randrange(60), free),
            leaves=wall(day, round(leaves * 60)) + rng.randrange(60),
            energy=min(max(rng.lognormvariate(2.25, 0.5) * idle**0.55, 5), 45),
            power=self.power,
        )
        if rng.random() < 0.05:
            style = at_once
        taper = 0.18 * stay.energy if rng.random() < 0.35 else 0
        windows = style(rng, stay)
        if rng.random() < 0.08:
            windows = paused(rng, stay, windows)
        pieces = fill(self._seed, windows, stay.power, stay.energy, taper=taper)
        return Charge(stay.plugged, stay.leaves, pieces)
