"""How a load comes and goes: what sets an appliance apart from a car."""

from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise
from statistics import median
from typing import Final

from .belief import Belief
from .states import State, Stretch

_PAUSE: Final = timedelta(hours=2)
"""The pause after which the next stretch counts as another charge."""

_SURE: Final = 0.7
_LEAST: Final = 1.0
"""The score, and the energy in kWh, from which a charge says something."""

_WEEK: Final = 7
"""A car may well be plugged in on the same day of each week."""


_SAME_TIME: Final = timedelta(minutes=30)
"""How far apart the starts of what is timed may be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Charge:
    """One charge as the decoding sees it."""

    day: int
    """The day, from noon to noon."""
    energy: float
    """In kWh."""
    level: float | None
    """Its full slots over what the charger should draw; `None` where there is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Habits:
    """What the charges of a home have in common."""

    charges: int
    often: float
    """Charges a day."""
    again: float
    """The share of charges that follow another one on the same day."""
    energy: float
    """Of a usual charge, in kWh."""
    stray: float
    """How far from its power, as a share, a usual charge is."""
    row: int
    """The most days on end with a charge."""
    lasting: float
    """These days as a share of the whole time."""
    change: float
    """From one of these days to the next, as a share of a usual charge."""


def habits(belief: Belief) -> Habits | None:
    """Return the habits of what is believed to be a charger; `None` if it is idle."""
    series = belief.series
    found = _charges(belief)
    if not found:
        return None
    time = len(series) / series.slots_a_day
    usual = median(charge.energy for charge in found)
    days: dict[int, float] = {}
    for charge in found:
        days[charge.day] = days.get(charge.day, 0.0) + charge.energy
    row = _longest_row(sorted(days))
    changes = [abs(days[day] - days[before]) for before, day in pairwise(row)]
    levels = [charge.level for charge in found if charge.level is not None]
    return Habits(
        charges=len(found),
        often=len(found) / time,
        again=1 - len(days) / len(found),
        energy=usual,
        stray=median(abs(level - 1) for level in levels) if levels else 1.0,
        row=len(row),
        lasting=len(row) / time,
        change=median(changes) / usual if changes else 1.0,
    )


def _charges(belief: Belief) -> list[Charge]:
    """Return the charges that are sure enough to say something."""
    pause = _PAUSE / belief.series.interval
    groups: list[list[Stretch]] = []
    for stretch in belief.stretches:
        if groups and stretch.first - groups[-1][-1].end < pause:
            groups[-1].append(stretch)
        else:
            groups.append([stretch])
    charges = [
        _charge(belief, group)
        for group in groups
        if sum(stretch.score for stretch in group) >= _SURE
    ]
    return [charge for charge in charges if charge.energy >= _LEAST]


def _charge(belief: Belief, group: list[Stretch]) -> Charge:
    """Return one charge of stretches that belong together."""
    series, residuals = belief.series, belief.house.residuals
    full = belief.power * series.hours
    drawn = []
    part = 0.0
    for stretch in group:
        for index, state in enumerate(stretch.states, stretch.first):
            if state is State.FULL:
                drawn.append(residuals[index])
            else:
                part += min(max(residuals[index], 0.0), full)
    half_a_day = series.slots_a_day // 2
    return Charge(
        day=(series.cells[group[0].first] + half_a_day) // series.slots_a_day,
        energy=part + full * len(drawn),
        level=median(drawn) / full if drawn else None,
    )


def _longest_row(days: list[int]) -> list[int]:
    """Return the most days that follow each other."""
    longest = row = days[:1]
    for day in days[1:]:
        row = [*row, day] if day == row[-1] + 1 else [day]
        if len(row) > len(longest):
            longest = row
    return longest
