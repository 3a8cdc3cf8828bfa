"""What crosses the meter: house, car and panels together, and the register."""

from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate
from typing import Final

from .car import Cars
from .house import Load
from .solar import Solar
from .times import HOUR, SLOT, floor_to, local_day, slots_of

KEPT_SLOTS: Final = 512


class Supply:
    """The truth behind every view of the meter, in kWh and kW."""

    def __init__(
        self, load: Load, car: Cars, solar: Solar | None, anchor: float
    ) -> None:
        """Count the register from an anchor, well before what is asked for."""
        self.car = car
        self._load = load
        self._solar = solar
        self._anchor = floor_to(anchor)
        self._house = lru_cache(maxsize=KEPT_SLOTS)(load.minutes)
        self._net = lru_cache(maxsize=None)(self._net_of)
        self._registers: dict[bool, list[float]] = {}

    def forget(self) -> None:
        """Drop what was worked out; the car's diary has changed."""
        self._net.cache_clear()
        self._registers.clear()

    def energy(self, slot: int, *, export: bool = False) -> float:
        """Return the kWh imported, or exported, in a slot."""
        return self._net(slot)[export]

    def register(self, instant: float, *, export: bool = False) -> float:
        """Return the kWh that have crossed the meter since the anchor.

        Before the anchor it is below zero.
        """
        slot = floor_to(instant)
        number = (slot - self._anchor) // SLOT
        if number < 0:
            later = range(slot, self._anchor, SLOT)
            total = -sum(self.energy(at, export=export) for at in later)
        else:
            total = self._sums(number, export=export)[number]
        return total + self._within(slot, instant, export=export)

    def _taken(self, slot: int) -> float:
        """Return the kWh that house and car use in a slot."""
        day = local_day(slot)
        house = self._load.energies(day)[(slot - slots_of(day).start) // SLOT]
        return house + self.car.energy(slot, slot + SLOT)

    def _sums(self, number: int, *, export: bool) -> list[float]:
        """Return the register at the start of each slot since the anchor."""
        sums = self._registers.setdefault(export, [0.0])
        if len(sums) <= number:
            first = self._anchor + SLOT * (len(sums) - 1)
            slots = range(first, self._anchor + SLOT * number, SLOT)
            energies = (self.energy(slot, export=export) for slot in slots)
            sums.extend(list(accumulate(energies, initial=sums[-1]))[1:])
        return sums

    def _within(self, slot: int, instant: float, *, export: bool) -> float:
        """Return the kWh of a slot up to an instant in it."""
        if instant <= slot:
            return 0.0
        house = self._house(slot)
        if self._solar is not None:
            return _split(self._minutes(slot), instant - slot)[export]
        whole, rest = divmod(instant - slot, 60)
        energy = sum(house[: int(whole)]) / 60
        if rest:
            energy += house[int(whole)] * rest / HOUR
        return energy + self.car.energy(slot, instant)

    def _minutes(self, slot: int) -> Sequence[float]:
        """Return the net kW for each minute of a slot of a home with panels."""
        powers = list(self._house(slot))
        if self.car.energy(slot, slot + SLOT):
            for number, start in enumerate(range(slot, slot + SLOT, 60)):
                powers[number] += self.car.energy(start, start + 60) * 60
        sun = self._solar.minutes(slot) if self._solar else ()
        for number, power in enumerate(sun):
            powers[number] -= power
        return powers

    def _net_of(self, slot: int) -> tuple[float, float]:
        if self._solar is None or not self._solar.up(slot):
            return self._taken(slot), 0.0
        return _split(self._minutes(slot), SLOT)


def _split(minutes: Sequence[float], seconds: float) -> tuple[float, float]:
    """Return (imported, exported) kWh in the first seconds of a slot."""
    taken = given = 0.0
    for number, power in enumerate(minutes):
        part = min(60.0, seconds - 60 * number)
        if part <= 0:
            break
        if power > 0:
            taken += power * part / HOUR
        else:
            given -= power * part / HOUR
    return taken, given
