"""What the house uses in each slot without the car, by robust statistics."""

from bisect import bisect_left, insort
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from .series import Series

type Samples = Sequence[float | None]
"""The house's kWh by slot, `None` where it is not known."""

type _Statistic = Callable[[list[float]], tuple[float, float]]

_QUIET_REACH: Final = 14
_USUAL_REACH: Final = 10
"""Days on either side that speak for a day; half or twice as many score alike."""

_ENOUGH: Final = 8
"""Samples below which neighbouring slots are asked too."""

_LEAST_SPREAD: Final = 0.06
_MOST_SPREAD: Final = 0.40
"""A heater that switches on and off spreads over 1-2 kWh; taken at its word, four
kWh of a car would pass for the house."""

_UNKNOWN_SPREAD: Final = 0.15


@dataclass(frozen=True, slots=True)
class Baseline:
    """The usual load of the house by slot and how far it strays, in kWh."""

    load: list[float]
    spread: list[float]


def quiet_baseline(series: Series) -> Baseline:
    """Return the load of quiet days, when nothing is known of a car.

    A low quantile, so that a car that charges every night is no part of the house.
    """
    return _rolling(series, series.energies, 1, _QUIET_REACH, _low_quantile)


def quiet_load(series: Series, slots: Iterable[int]) -> list[float]:
    """Return the load of quiet days in some slots of the day, each on its own; else 0.

    What runs in a slot nearly every day is part of it, whatever runs in the next.
    """
    return _rolling(
        series, series.energies, 0, _QUIET_REACH, _low_quantile, slots=slots
    ).load


def usual_baseline(series: Series, house: Samples, since: int = 0) -> Baseline:
    """Return the median load once the car is taken out of `house`.

    Each slot alone: the sharp edge of a storage heater must not smear. Slots of days
    before `since` are left at 0, as the caller knows them.
    """
    return _rolling(series, house, 0, _USUAL_REACH, _median, since)


def _low_quantile(ordered: list[float]) -> tuple[float, float]:
    """Return the 15th percentile, and a spread from the 6th."""
    low = ordered[int(len(ordered) * 0.15)]
    return low, 1.6 * (low - ordered[len(ordered) // 16])


def _median(ordered: list[float]) -> tuple[float, float]:
    """Return the median, and a spread from the quartiles."""
    size = len(ordered)
    middle_half = ordered[3 * size // 4] - ordered[size // 4]
    return ordered[size // 2], 0.72 * middle_half


def _rolling(
    series: Series,
    house: Samples,
    neighbours: int,
    reach: int,
    statistic: _Statistic,
    since: int = 0,
    slots: Iterable[int] | None = None,
) -> Baseline:
    """Evaluate `statistic` for each slot of day over the days around each day.

    Of `slots` alone, where they are told.

    Where `since` leaves only the last days to be known, as many days as ever speak for
    them: more of those before, as fewer come after.
    """
    grid: list[float | None] = [None] * (series.days * series.slots_a_day)
    for cell, energy in zip(series.cells, house, strict=True):
        if energy is not None:
            grid[cell] = energy
    loads, spreads = [0.0] * len(grid), [0.0] * len(grid)
    last = series.days - 2 * reach - 1 if since else series.days
    for slot in range(series.slots_a_day) if slots is None else slots:
        columns = _columns(series, grid, slot, neighbours)
        low = max(min(since - reach, last), 0)
        high = low
        window: list[float] = []
        for day in range(since, series.days):
            begin, end = max(min(day - reach, last), 0), day + reach + 1
            for entering in columns[high:end]:
                for energy in entering:
                    insort(window, energy)
            for leaving in columns[low:begin]:
                for energy in leaving:
                    del window[bisect_left(window, energy)]
            low, high = begin, min(end, series.days)
            cell = day * series.slots_a_day + slot
            load, spread = (
                statistic(window)
                if len(window) >= _ENOUGH
                else _from_few(series, grid, cell, reach, statistic)
            )
            loads[cell] = load
            spreads[cell] = min(max(spread, _LEAST_SPREAD), _MOST_SPREAD)
    return Baseline(
        [loads[cell] for cell in series.cells],
        [spreads[cell] for cell in series.cells],
    )


def _columns(
    series: Series, grid: list[float | None], slot: int, neighbours: int
) -> list[list[float]]:
    """Return, day by day, the samples of a slot of day and its neighbours."""
    count = series.slots_a_day
    around = [(slot + by) % count for by in range(-neighbours, neighbours + 1)]
    return [
        [energy for near in around if (energy := grid[day * count + near]) is not None]
        for day in range(series.days)
    ]


def _from_few(
    series: Series,
    grid: list[float | None],
    cell: int,
    days_around: int,
    statistic: _Statistic,
) -> tuple[float, float]:
    """Evaluate `statistic` with more and more neighbours, or guess low."""
    count = series.slots_a_day
    day, slot = divmod(cell, count)
    days = range(max(0, day - days_around), min(series.days, day + days_around + 1))
    for reach in (1, 2, 4):
        around = [(slot + by) % count for by in range(-reach, reach + 1)]
        found = sorted(
            energy
            for near_day in days
            for near in around
            if (energy := grid[near_day * count + near]) is not None
        )
        if len(found) >= _ENOUGH:
            return statistic(found)
    rest = sorted(energy for energy in grid if energy is not None)
    return (rest[len(rest) // 5] if rest else 0.0), _UNKNOWN_SPREAD
