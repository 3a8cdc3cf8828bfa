"""A year of a car: when it comes and leaves, what its driver does, where else it charges."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Final

from ..chance import chance
from ..habits import away
from ..times import HOUR, wall
from .nouns import Arrival, Order

PUBLIC_KW: Final = 48.0
PUBLIC_PENCE: Final = 62.0
"""Per kWh at a public charger."""

type Entry = tuple[Arrival, list[Order]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Habit:
    """What kind of car it is, and how its driver uses it."""

    battery: float = 60.0
    power: float = 7.2
    target: float = 80.0
    """The state of charge it is charged to, in percent."""
    hunger: float = 1.0
    """By how much more than the average it charges."""
    every: tuple[float, ...] = (1.3, 1.8, 2.4, 3.0)
    """How many days pass between plug-ins, one of them drawn."""
    flaky: bool = False
    """Its connection is lost whenever it is not plugged in, and often then."""


@dataclass(frozen=True, slots=True)
class PublicCharge:
    """A charge away from home, which the meter never sees."""

    start: float
    end: float
    kwh: float

    @property
    def pence(self) -> float:
        """What it cost."""
        return self.kwh * PUBLIC_PENCE


def entries(seed: int, number: int, first: date, habit: Habit) -> Iterator[Entry]:
    """Yield the plug-ins of a car from a local day on, with what the driver does."""
    key = f"{seed}:{number}"
    eager = chance("driver", key).choice(habit.every)
    day, idle, free = first, 1, 0.0
    while True:
        rng = chance("evening", key, day)
        if not away(seed, day) and (idle >= 4 or rng.random() < 1 / eager):
            arrival = _arrival(rng, f"{key}:{day}", day, idle, free, habit)
            free = arrival.leaves + HOUR
            yield arrival, _orders(rng, arrival)
            idle = 0
        idle += 1
        day += timedelta(days=1)


def _arrival(
    rng: Random, key: str, day: date, idle: int, free: float, habit: Habit
) -> Arrival:
    weekend, holiday = day.weekday() >= 5, day.weekday() in (4, 5)
    hour = rng.triangular(11, 22, 17) if weekend else rng.triangular(16.2, 22.5, 18)
    if rng.random() < 0.06:
        hour = rng.uniform(24.1, 25.6)
    ready = 24 + (8.5 if holiday else 7.0)
    leaves = ready + rng.uniform(-0.4, 2.5)
    if rng.random() < 0.05:
        leaves = rng.uniform(max(hour, 23) + 1, 29)
    plugged = max(wall(day, round(hour * 60)) + rng.randrange(60), free)
    energy = rng.lognormvariate(2.25, 0.5) * idle**0.55 * habit.hunger
    lost = None
    if rng.random() < (0.5 if habit.flaky else 0.05):
        begin = plugged + rng.randrange(HOUR // 5, 8 * HOUR)
        lost = (begin, begin + rng.randrange(HOUR // 3, 5 * HOUR // 2))
    most = (habit.target - 8) / 100 * habit.battery / 0.9
    return Arrival(
        key=key,
        plugged=float(plugged),
        leaves=max(wall(day, round(leaves * 60)) + rng.randrange(60), plugged + HOUR),
        ready=float(wall(day, round(ready * 60))),
        need=min(max(energy, 5.0), most),
        battery=habit.battery,
        power=habit.power,
        target=habit.target,
        plain=rng.random() < 0.05,
        lost=lost,
        taper=1.0 if habit.target == 100 else 0.0,
    )


def _orders(rng: Random, arrival: Arrival) -> list[Order]:
    """Boost now and then, for a while or to the brim; seldom suspend."""
    if arrival.plain or arrival.lost is not None:
        return []
    at, draw = arrival.plugged + rng.randrange(300, 7200), rng.random()
    if draw < 0.06:
        found = [Order(at, "boost")]
        if rng.random() < 0.75:
            found.append(Order(at + rng.randrange(900, 6000), "cancel"))
        return found
    if draw < 0.075:
        return [
            Order(at, "suspend"),
            Order(at + rng.randrange(HOUR // 2, 3 * HOUR), "resume"),
        ]
    return []


def public(seed: int, number: int, left: float, comes: float) -> PublicCharge | None:
    """Return the charge of a car between a departure and the next arrival, if any."""
    rng = chance("public", seed, number, int(left))
    if comes - left < 5 * HOUR or rng.random() > 0.1:
        return None
    start = left + rng.uniform(0.25, 0.6) * (comes - left)
    kwh = rng.uniform(8, 32)
    return PublicCharge(float(round(start)), round(start + kwh / PUBLIC_KW * HOUR), kwh)
