"""What the house uses without the car: base load, fridge and appliances."""

from collections.abc import Sequence
from datetime import date, timedelta
from functools import lru_cache
from math import floor
from typing import Final, Protocol

from .appliances import Event, events_of
from .chance import chance, noise
from .habits import Habits, away
from .times import HOUR, SLOT, local_day, slots_of

MINUTES: Final = SLOT // 60

RUNNING: Final = 0.38
"""Share of its cycle for which a fridge's compressor runs."""

# Share of the active load by local hour, on a working day and on a day at home.
_WORKING: Final = (
    *(0.10, 0.06, 0.04, 0.04, 0.04, 0.08, 0.30, 0.60, 0.50, 0.25, 0.20, 0.20),
    *(0.25, 0.22, 0.22, 0.30, 0.50, 0.80, 1.00, 1.00, 0.95, 0.85, 0.60, 0.28),
)
_AT_HOME: Final = (
    *(0.18, 0.09, 0.05, 0.04, 0.04, 0.05, 0.12, 0.30, 0.55, 0.65, 0.62, 0.60),
    *(0.68, 0.62, 0.58, 0.58, 0.66, 0.85, 1.00, 1.00, 0.95, 0.90, 0.72, 0.42),
)


class Load(Protocol):
    """A home's own use, by slot and by minute."""

    def energies(self, day: date) -> Sequence[float]:
        """Return kWh for each slot of a local day."""
        ...

    def minutes(self, slot: int) -> Sequence[float]:
        """Return kW for each minute of a slot; they sum up to its energy."""
        ...


def overlap(event: Event, start: float, end: float) -> float:
    """Return the kWh of an event between two instants."""
    seconds = min(event[1], end) - max(event[0], start)
    return seconds / HOUR * event[2] if seconds > 0 else 0.0


class House:
    """A household that lives by its habits; each local day is made when asked for."""

    def __init__(self, seed: int, habits: Habits) -> None:
        """Take the seed and the household drawn from it."""
        self._seed = seed
        self._habits = habits
        self._events = lru_cache(maxsize=None)(self._events_of)
        self._base = lru_cache(maxsize=None)(self._base_of)
        self._pace = lru_cache(maxsize=None)(self._pace_of)
        self.energies = lru_cache(maxsize=None)(self._energies_of)

    def minutes(self, slot: int) -> Sequence[float]:
        """Return kW for each minute of a slot."""
        day = local_day(slot)
        base = self._base(day)[(slot - slots_of(day)[0]) // SLOT]
        wobble = [noise(self._seed, slot + n) for n in range(MINUTES)]
        level = sum(wobble) / MINUTES
        edges = range(slot, slot + SLOT + 60, 60)
        fridge = [self._fridge(day, edge) for edge in edges]
        powers = [
            base * (1 + 0.3 * (step - level)) + 60 * (fridge[n + 1] - fridge[n])
            for n, step in enumerate(wobble)
        ]
        for event in self._near(day):
            if event[0] < slot + SLOT and event[1] > slot:
                for number in range(MINUTES):
                    start = edges[number]
                    powers[number] += 60 * overlap(event, start, start + 60)
        return powers

    def _near(self, day: date) -> list[Event]:
        return self._events(day - timedelta(days=1)) + self._events(day)

    def _events_of(self, day: date) -> list[Event]:
        empty = away(self._seed, day)
        return events_of(chance("day", self._seed, day), self._habits, day, empty=empty)

    def _base_of(self, day: date) -> list[float]:
        """Return the mean kW of each slot without fridge and appliances."""
        habits, rng = self._habits, chance("base", self._seed, day)
        if away(self._seed, day):
            return [habits.standby_kw for _ in slots_of(day)]
        home = day.weekday() >= 5 or (habits.works_from_home and rng.random() < 0.7)
        shape = _AT_HOME if home else _WORKING
        busy = rng.lognormvariate(-0.04, 0.3)
        # Lights burn longer when days are short.
        winter = 1 + 0.25 * abs(day.timetuple().tm_yday - 172) / 193
        powers, drift = [], rng.gauss(0, 0.15)
        for number in range(len(slots_of(day))):
            drift = 0.8 * drift + rng.gauss(0, 0.24)
            hour = (number / 2 - habits.late) % 24
            low = floor(hour)
            share = shape[low] + (hour - low) * (shape[(low + 1) % 24] - shape[low])
            active = habits.active_kw * share * busy * winter * max(0.2, 1 + drift)
            powers.append(habits.standby_kw + active)
        return powers

    def _fridge(self, day: date, instant: float) -> float:
        """Return the compressor's kWh up to an instant, by the pace of a day."""
        period = 60 * self._habits.fridge_minutes * self._pace(day)
        cycles, rest = divmod(instant, period)
        running = cycles * RUNNING * period + min(rest, RUNNING * period)
        return running / HOUR * self._habits.fridge_kw

    def _pace_of(self, day: date) -> float:
        return 0.9 + 0.2 * noise(self._seed, day.toordinal())

    def _energies_of(self, day: date) -> Sequence[float]:
        slots = slots_of(day)
        energies = [
            base / 2 + self._fridge(day, slot + SLOT) - self._fridge(day, slot)
            for base, slot in zip(self._base(day), slots, strict=True)
        ]
        for event in self._near(day):
            first = max(int(event[0] - slots.start) // SLOT, 0)
            last = min(int(event[1] - slots.start) // SLOT, len(slots) - 1)
            for number in range(first, last + 1):
                slot = slots[number]
                energies[number] += overlap(event, slot, slot + SLOT)
        return energies
