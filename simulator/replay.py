"""A real household's readings, moved in time to end yesterday."""

from bisect import bisect_left
from collections.abc import Sequence
import csv
from datetime import UTC, date, datetime
import gzip
from pathlib import Path
from typing import Final

from .times import DAY, SLOT, slots_of

WEEK: Final = 7 * DAY


class ReadingsError(ValueError):
    """A file of readings that cannot be read."""


class Replay:
    """A home's use as a file has it, moved by whole weeks to reach up to now.

    Up to six days of the file lie ahead; what comes after repeats the same weeks.
    """

    def __init__(self, readings: dict[int, float], now: float) -> None:
        """Take kWh by slot, and the instant up to which there shall be readings."""
        if not readings:
            raise ReadingsError("The file holds no readings")
        self._slots = sorted(readings)
        self._readings = readings
        end = self._slots[-1] + SLOT
        today = now // DAY * DAY
        # Rounded up: what is left of the file goes on behind today.
        self.shift = int(-((end - today) // WEEK)) * WEEK
        weeks = (end - self._slots[0]) // WEEK
        self._span = max(weeks, 1) * WEEK

    @classmethod
    def load(cls, path: Path, now: float) -> Replay:
        """Read `interval_start,consumption` rows, plain or gzip.

        Raises ReadingsError where the file is not of that form.
        """
        opened = gzip.open if path.suffix == ".gz" else open
        readings = {}
        try:
            with opened(path, "rt", encoding="utf-8", newline="") as file:
                for row in csv.DictReader(file):
                    start = datetime.fromisoformat(row["interval_start"])
                    if start.tzinfo is None:
                        start = start.replace(tzinfo=UTC)
                    readings[int(start.timestamp())] = float(row["consumption"])
        except (OSError, KeyError, ValueError) as err:
            raise ReadingsError(f"{path.name} is not a file of readings") from err
        return cls(readings, now)

    @property
    def first(self) -> int:
        """The slot of the first reading, moved."""
        return self._slots[0] + self.shift

    @property
    def last(self) -> int:
        """The slot of the last reading, moved."""
        return self._slots[-1] + self.shift

    def has(self, slot: int) -> bool:
        """Say whether there is a reading for a slot."""
        return slot > self.last or slot - self.shift in self._readings

    def energies(self, day: date) -> Sequence[float]:
        """Return kWh for each slot of a local day; 0 where there is no reading."""
        return [self._energy(slot) for slot in slots_of(day)]

    def minutes(self, slot: int) -> Sequence[float]:
        """Return kW for each minute of a slot: the file knows no more than its mean."""
        return [self._energy(slot) * 2] * (SLOT // 60)

    def _energy(self, slot: int) -> float:
        source = slot - self.shift
        while source > self._slots[-1]:
            source -= self._span
        if source in self._readings:
            return self._readings[source]
        if slot <= self.last:
            return 0.0
        return self._readings[self._slots[bisect_left(self._slots, source)]]
