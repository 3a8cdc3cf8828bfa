"""The events of one household's day: kettle, cooking, washing, showers."""

from collections.abc import Iterator
from datetime import date
from random import Random
from typing import Final

from .habits import Habits
from .times import DAY, wall

type Program = tuple[tuple[float, float, float], ...]
"""Steps of (minutes after the start, minutes long, kW)."""

type Event = tuple[float, float, float]
"""(start, end, kW), instants in seconds since the epoch."""

WASHING: Final[Program] = ((0, 4, 0.1), (4, 16, 2.0), (20, 45, 0.18), (65, 9, 0.5))
DISHES: Final[Program] = (
    (0, 6, 0.08),
    (6, 17, 1.9),
    (23, 42, 0.07),
    (65, 14, 1.9),
    (79, 25, 0.05),
)
DRYER: Final[Program] = ((0, 34, 2.3), (34, 3, 0.2), (37, 22, 2.3), (59, 8, 0.2))


def _oven(rng: Random) -> Program:
    """Heat up, then hold the temperature by switching on and off."""
    steps = [(0.0, rng.uniform(9, 14), 2.2)]
    at = 15.0
    for _ in range(rng.randint(3, 11)):
        on = rng.uniform(1.5, 3.5)
        steps.append((at, on, 2.2))
        at += on + rng.uniform(2.5, 6)
    return tuple(steps)


def _hob(rng: Random) -> Program:
    return ((0, rng.uniform(6, 12), rng.choice((1.2, 1.8, 2.6))), (13, 14, 0.7))


def _heater(rng: Random, power: float) -> Program:
    """A thermostat that lets a room heater run for most of the evening."""
    steps, at = [], 0.0
    for _ in range(rng.randint(4, 12)):
        on = rng.uniform(6, 22)
        steps.append((at, on, power))
        at += on + rng.uniform(3, 14)
    return tuple(steps)


def _plan(rng: Random, habits: Habits, day: date) -> Iterator[tuple[float, Program]]:
    """Yield (local hour of the start, program) for a day at home."""
    weekend = day.weekday() >= 5
    home = weekend or (habits.works_from_home and rng.random() < 0.7)
    late = habits.late + (1.2 if weekend else 0)

    for _ in range(rng.randint(1, 2 + habits.people)):
        kettle = (0.0, rng.uniform(1.5, 4), rng.choice((2.2, 2.8)))
        hour = rng.choice((7.2, 7.8, 13.0, 17.8, 20.5) if not home else (8, 11, 14, 17))
        yield hour + late + rng.gauss(0, 0.6), (kettle,)
    if rng.random() < 0.8:
        yield 7.4 + late + rng.gauss(0, 0.4), ((0, 4, 0.9),)
    if habits.shower_kw:
        for _ in range(habits.people):
            if rng.random() < 0.75:
                hour = rng.choice((6.9, 7.4, 7.8, 20.5, 21.8)) + late
                minutes = rng.uniform(4, 10)
                yield hour + rng.gauss(0, 0.3), ((0, minutes, habits.shower_kw),)
    if home and rng.random() < 0.5:
        yield 12.6 + late + rng.gauss(0, 0.5), _hob(rng)
    dinner = 18.2 + habits.late + rng.gauss(0, 0.6)
    if rng.random() < 0.85:
        yield dinner, _hob(rng)
    if rng.random() < (0.6 if weekend else 0.45):
        yield dinner - 0.3, _oven(rng)
    if rng.random() < 0.12 + 0.12 * habits.people:
        yield (
            dinner + 2 + rng.gauss(0, 0.6),
            DISHES if not habits.night_appliances else (),
        )
    yield from _pastimes(rng, habits, home=home, dinner=dinner)
    yield from _laundry(rng, habits, home=home, dinner=dinner)


def _pastimes(
    rng: Random, habits: Habits, *, home: bool, dinner: float
) -> Iterator[tuple[float, Program]]:
    """Yield what runs for long and draws little, and what does the reverse."""
    for _ in range(rng.randint(0, 1 + habits.people)):
        start = rng.uniform(9, 21) if home else dinner + rng.uniform(-1.5, 2.5)
        yield start, ((0, rng.uniform(30, 240), rng.uniform(0.06, 0.35)),)
    if home and rng.random() < 0.5:
        yield rng.uniform(9, 17), ((0, rng.uniform(8, 35), rng.uniform(0.7, 2.0)),)
    if habits.tank_kw and rng.random() < 0.75:
        hour = rng.choice((6.3, 17.0)) + rng.gauss(0, 0.3)
        yield hour, ((0, rng.uniform(20, 70), habits.tank_kw),)


def _laundry(
    rng: Random, habits: Habits, *, home: bool, dinner: float
) -> Iterator[tuple[float, Program]]:
    if habits.night_appliances and rng.random() < 0.6:
        yield rng.choice((0.6, 1.0, 2.0)), DISHES
    if rng.random() < 0.08 + 0.1 * habits.people:
        start = rng.uniform(9, 16) if home else dinner + rng.uniform(-1, 2)
        if habits.night_appliances and rng.random() < 0.6:
            start = rng.uniform(0.5, 3.5)
        yield start, WASHING
        if habits.dryer and rng.random() < 0.75:
            yield start + 1.6, DRYER


def _seasonal(
    rng: Random, habits: Habits, day: date
) -> Iterator[tuple[float, Program]]:
    if habits.heater_kw and day.month in (11, 12, 1, 2, 3) and rng.random() < 0.6:
        yield rng.uniform(16.5, 19.5), _heater(rng, habits.heater_kw)
    if habits.immersion and rng.random() < 0.9:
        yield 0.6 + rng.uniform(0, 0.05), ((0, rng.uniform(35, 110), 3.0),)


def events_of(rng: Random, habits: Habits, day: date, *, empty: bool) -> list[Event]:
    """Return what runs on a local day; some of it may end on the next.

    An empty house keeps its water tank and nothing else.
    """
    plans = list(_seasonal(rng, habits, day))
    if empty:
        plans = [plan for plan in plans if habits.immersion and plan[0] < 1]
    else:
        plans.extend(_plan(rng, habits, day))
    start = wall(day, 0)
    regular = wall(day, 1440) - start == DAY
    events: list[Event] = []
    for hour, program in plans:
        minutes = max(hour, 0.02) * 60
        at = start + 60 * minutes if regular else wall(day, int(minutes))
        events.extend(
            (at + 60 * offset, at + 60 * (offset + length), power)
            for offset, length, power in program
        )
    return events
