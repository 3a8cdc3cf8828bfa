"""Readings as an unbroken row of slots, laid on the grid of local days."""

from bisect import bisect_left
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import IntEnum

from ..evidence import Evidence
from ..model import Band
from ..span import Span

_DAY = timedelta(days=1)


class Tariff(IntEnum):
    """What the tariff says of a slot as a time to charge."""

    SILENT = 0
    """No cheap window that day, or no rate known."""
    CHEAP = 1
    """In the cheap window."""
    DEAR = 2
    """Outside the cheap window of its day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """Every slot from the first reading to the last; one without a reading is a gap."""

    start: datetime
    interval: timedelta
    energies: list[float | None]
    """Imported kWh by slot, `None` in a gap."""
    slots_a_day: int
    first_day: int
    """The local day that the first slot lies in, counted from the year 1."""
    days: int
    """Local days that the slots touch."""
    cells: list[int]
    """`day * slots_a_day + slot of day` of each slot, in local time: the hour that a
    clock change repeats shares its cells, and the one it skips leaves its own empty."""
    tariff: list[Tariff]
    hints: list[float]
    """What the supplier adds to the odds of a start in each slot; empty without it."""
    priced_by_time: bool
    """Whether some hours are cheaper than others, by a window or half hour by half
    hour: a car may then pause for the price."""

    def __len__(self) -> int:
        """Return the number of slots, gaps included."""
        return len(self.energies)

    @property
    def hours(self) -> float:
        """Length of a slot, in hours."""
        return self.interval / timedelta(hours=1)

    @property
    def has_window(self) -> bool:
        """Whether the tariff has a cheap window on any day of the series."""
        return Tariff.CHEAP in self.tariff

    def expected(self, index: int) -> bool:
        """Tell whether the supplier's word speaks for a start in a slot."""
        return bool(self.hints) and self.hints[index] > 0

    def at(self, index: int, hours: float = 0.0) -> datetime:
        """Return the instant `hours` after the start of a slot, to the second."""
        into = timedelta(seconds=round(hours * 3600))
        return self.start + index * self.interval + into

    def part(self, begin: int, end: int) -> Series:
        """Return the slots from `begin` up to `end`, on the same grid of local days."""
        cells = self.cells[begin:end]
        skipped = cells[0] // self.slots_a_day * self.slots_a_day
        return replace(
            self,
            start=self.at(begin),
            energies=self.energies[begin:end],
            first_day=self.first_day + skipped // self.slots_a_day,
            days=(cells[-1] - skipped) // self.slots_a_day + 1,
            cells=[cell - skipped for cell in cells],
            tariff=self.tariff[begin:end],
            hints=self.hints[begin:end],
        )

    def day_start(self, day: int) -> int:
        """Return the first slot of a local day, counted from the first one's."""
        return bisect_left(self.cells, day * self.slots_a_day)

    def slot_of_day(self, index: int) -> int:
        """Return where in the local day a slot lies."""
        return self.cells[index] % self.slots_a_day


def lay_out(evidence: Evidence) -> Series:
    """Put the readings in order, gaps included.

    Precondition: there is at least one reading, and each starts on the grid of slots
    that the first one is on.
    """
    interval = evidence.region.interval
    first, last = min(evidence.readings), max(evidence.readings)
    length = (last - first) // interval + 1
    energies: list[float | None] = [None] * length
    for start, energy in evidence.readings.items():
        energies[(start - first) // interval] = float(energy)
    slots_a_day = _DAY // interval
    cells = _cells(evidence, first, length, slots_a_day)
    return Series(
        start=first,
        interval=interval,
        energies=energies,
        slots_a_day=slots_a_day,
        first_day=first.astimezone(evidence.region.tz).toordinal(),
        days=cells[-1] // slots_a_day + 1,
        cells=cells,
        tariff=_tariff(evidence, first, cells, slots_a_day),
        hints=[
            evidence.starts.get(first + index * interval, 0.0)
            for index in range(length if evidence.starts else 0)
        ],
        priced_by_time=any(
            rate.band.cheap
            for _, rate in evidence.rates.over(Span(first, last + interval))
        ),
    )


def _cells(
    evidence: Evidence, first: datetime, length: int, slots_a_day: int
) -> list[int]:
    """Place each slot on the grid of local days and slots of the day."""
    interval, tz = evidence.region.interval, evidence.region.tz
    day_zero = first.astimezone(tz).toordinal()
    minutes = interval // timedelta(minutes=1)
    cells = []
    for index in range(length):
        local = (first + index * interval).astimezone(tz)
        slot = (local.hour * 60 + local.minute) // minutes
        cells.append((local.toordinal() - day_zero) * slots_a_day + slot)
    return cells


def _tariff(
    evidence: Evidence, first: datetime, cells: list[int], slots_a_day: int
) -> list[Tariff]:
    """Say of each slot what the rates make of it as a time to charge."""
    interval = evidence.region.interval
    length = len(cells)
    tariff = [Tariff.SILENT] * length
    for span, rate in evidence.rates.over(Span(first, first + length * interval)):
        if rate.band is Band.OFF_PEAK:
            begin = (span.start - first) // interval
            end = -((first - span.end) // interval)
            tariff[begin:end] = [Tariff.CHEAP] * (end - begin)
    windowed = {
        cells[index] // slots_a_day
        for index in range(length)
        if tariff[index] is Tariff.CHEAP
    }
    return [
        Tariff.DEAR
        if hint is Tariff.SILENT and cell // slots_a_day in windowed
        else hint
        for hint, cell in zip(tariff, cells, strict=True)
    ]
