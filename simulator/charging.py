"""When a plugged-in car charges, by the tariff it is charged on."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from random import Random
from typing import Final

from .times import HOUR, LONDON, SLOT, floor_to, local_day, wall

type Windows = list[tuple[float, float]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stay:
    """A plug-in, and what the driver wants from it."""

    plugged: float
    leaves: float
    energy: float
    power: float

    @property
    def evening(self) -> int:
        """Local midnight before the night of this stay."""
        day = local_day(self.plugged)
        early = self.plugged < wall(day, 12 * 60)
        return wall(day - timedelta(days=1) if early else day, 0)

    def at(self, hour: float) -> float:
        """Return a local hour of the night; 24 and more are the next morning."""
        return wall(local_day(self.evening), round(hour * 60), LONDON)

    def clip(self, windows: Windows) -> Windows:
        """Keep what lies between plug-in and departure."""
        clipped = ((max(a, self.plugged), min(b, self.leaves)) for a, b in windows)
        return [(start, end) for start, end in clipped if start < end]


type Style = Callable[[Random, Stay], Windows]


def at_once(rng: Random, stay: Stay) -> Windows:
    """Charge from the moment of the plug-in."""
    start = stay.plugged + rng.randrange(5, 90)
    return stay.clip([(start, stay.leaves)])


def by_timer(rng: Random, stay: Stay) -> Windows:
    """Charge from 00:30 local time until the car is full or leaves."""
    return stay.clip([(stay.at(24.5) + rng.randrange(2, 50), stay.leaves)])


def in_slots(rng: Random, stay: Stay) -> Windows:
    """Charge in half-hours between 23:30 and 05:30 local time, with gaps."""
    first, last = int(stay.at(23.5)), int(stay.at(29.5))
    wanted = int(stay.energy / (stay.power / 2)) + 1
    slots = range(first, last, SLOT)
    spare = len(slots) - wanted
    skipped: set[int] = set()
    if spare > 0:
        late = rng.randint(0, min(spare, 3)) if rng.random() < 0.35 else 0
        skipped.update(slots[:late])
        for _ in range(min(spare - late, rng.choice((0, 0, 1, 1, 2, 3)))):
            skipped.add(rng.choice(slots))
    lag = rng.randrange(5, 55)
    windows: Windows = []
    for slot in slots:
        if slot in skipped:
            continue
        start = float(slot)
        if windows and windows[-1][1] == start:
            start = windows.pop()[0]
        else:
            start += lag
        windows.append((start, slot + SLOT))
    return stay.clip(windows)


def in_cosy_windows(rng: Random, stay: Stay) -> Windows:
    """Charge in Cosy's cheap windows; from 04:00 alone where that is enough."""
    lag = rng.randrange(2, 50)
    morning = (stay.at(28) + lag, stay.at(31))
    if stay.energy < 2.9 * stay.power and rng.random() < 0.6:
        return stay.clip([morning])
    return stay.clip([(stay.at(22) + lag, stay.at(24)), morning])


def in_economy_night(rng: Random, stay: Stay) -> Windows:
    """Charge in the night of a two-register meter: 00:30 to 07:30 UTC all year."""
    midday = stay.evening + 12 * HOUR
    utc_midnight = floor_to(midday, 24 * HOUR) + 24 * HOUR
    start = utc_midnight + HOUR / 2 + rng.randrange(2, 200)
    return stay.clip([(start, utc_midnight + 7.5 * HOUR)])


def paused(rng: Random, stay: Stay, windows: Windows) -> Windows:
    """Leave a pause in the middle, as chargers do that lose their connection."""
    if not windows:
        return windows
    hours = stay.energy / stay.power * rng.uniform(0.2, 0.8)
    start = windows[0][0] + hours * HOUR
    end = start + rng.uniform(4, 40) * 60
    parts = [
        part
        for low, high in windows
        for part in ((low, min(high, start)), (max(low, end), high))
    ]
    return [(round(low), round(high)) for low, high in parts if low < high]


def cheapest(price: Callable[[int], float]) -> Style:
    """Charge in the cheapest half-hours of the night, by a price of a slot."""

    def windows(_rng: Random, stay: Stay) -> Windows:
        first = floor_to(stay.plugged) + SLOT
        slots = sorted(range(first, int(stay.leaves) - SLOT, SLOT), key=price)
        wanted = int(stay.energy / (stay.power / 2) / 0.97) + 1
        return stay.clip([(slot, slot + SLOT) for slot in sorted(slots[:wanted])])

    return windows


STYLES: Final[dict[str, Style]] = {
    "at_once": at_once,
    "timer": by_timer,
    "smart": in_slots,
    "cosy": in_cosy_windows,
    "economy": in_economy_night,
}
