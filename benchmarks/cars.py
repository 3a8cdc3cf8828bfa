"""Other cars than the labelled ones, laid over the labelled homes without a car."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from itertools import islice
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

from custom_components.octopus_ev.core.model import Region
from custom_components.octopus_ev.core.session import Block
from custom_components.octopus_ev.core.span import Span

from .labelled import DAY, HALF_HOUR, Home, Truth, homes, rates

LONDON = Region(
    code="gb", tz=ZoneInfo("Europe/London"), currency="GBP", interval=HALF_HOUR
)
POWERS = (7.0, 7.4, 6.6, 3.7, 2.3, 11.0, 22.0, 7.2, 3.45, 5.0)
MINUTE = timedelta(minutes=1)
TAPER = (0.8, 0.6, 0.45, 0.35)
"""Share of its power that a nearly full car draws, in quarters of an hour."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Car:
    """A car and the habits of its driver."""

    style: str
    kw: float
    often: float
    """The probability that it is plugged in on a day."""
    typical_kwh: float
    tapers: float
    """The probability that a charge ends with a taper."""


def own_homes(folder: Path, prefixes: list[str], count: int) -> Iterator[Home]:
    """Yield `count` homes, each with a car of its own, in Europe/London.

    The years of the readings have clock changes in them. Some readings are missing.
    """
    empty = [home for home in homes(folder, prefixes) if not home.truth]
    for place, seed in enumerate(islice(range(10**6), count)):
        random = Random(seed)
        power = POWERS[place % len(POWERS)]
        style = "plug-in" if power > 8 else random.choice(("smart", "timer", "plug-in"))
        car = Car(
            style=style,
            kw=power * random.uniform(0.985, 1.005),
            often=random.uniform(0.2, 0.8),
            typical_kwh=random.uniform(8, 22),
            tapers=random.choice((0.0, 0.3, 0.8)),
        )
        yield with_car(random.choice(empty), car, power, seed)


def with_car(home: Home, car: Car, power: float, seed: int) -> Home:
    """Return a home in Europe/London with a car in it."""
    random = Random(seed)
    minutes: dict[datetime, float] = {}
    truth = []
    day = home.window.start.date() + DAY
    free_from = home.window.start
    while day < home.window.end.date() - DAY:
        if random.random() < car.often:
            blocks = _blocks(car, day, random)
            if blocks and blocks[0].span.start > free_from + 2 * HALF_HOUR:
                free_from = blocks[-1].span.end
                for block in blocks:
                    _draw(minutes, block)
                truth.append(blocks)
        day += DAY
    missing = {slot for slot in home.readings if random.random() < 0.002}
    readings = {
        slot: (kwh + Decimal(minutes.get(slot, 0.0))).quantize(Decimal("0.001"))
        for slot, kwh in home.readings.items()
        if slot not in missing
    }
    paid = rates(car.style, min(readings), max(readings), LONDON.tz)
    priced = replace(
        home,
        name=f"own-{seed:02}-{home.name[:-9]}-{car.style}-{power}",
        style=f"{car.style}-{power}",
        charger_kw=car.kw,
        readings=readings,
        rates=paid,
        region=LONDON,
        truth=[],
    )
    priced.truth.extend(_truth(priced, blocks) for blocks in truth)
    return priced


def _blocks(car: Car, day: date, random: Random) -> list[Block]:
    """Return one charge of a day, block by block."""
    kwh = min(max(random.lognormvariate(0, 0.5) * car.typical_kwh, 1.2), 60)
    if car.style == "plug-in":
        hour = random.choice((random.gauss(18, 1.5), random.uniform(8, 22)))
        plans = [(_at(day, 0) + timedelta(minutes=round(hour * 60)), 600)]
    elif car.style == "timer":
        late = random.choice((0, 0, random.randrange(180)))
        plans = [(_at(day, 30 + late), 600)]
    else:
        plans = _half_hours(day, random)
    blocks = []
    tapering = random.random() < car.tapers
    for start, most in plans:
        power = car.kw * random.uniform(0.99, 1.01)
        length = min(round(60 * kwh / power), most)
        if length < 4:
            break
        energy = Decimal(power * length / 60)
        blocks.append(Block(Span(start, start + length * MINUTE), energy))
        kwh -= power * length / 60
    if blocks and tapering:
        end = blocks[-1].span.end
        for share in TAPER:
            span = Span(end, end + 10 * MINUTE)
            blocks.append(Block(span, Decimal(car.kw * share / 6)))
            end = span.end
    return blocks


def _half_hours(day: date, random: Random) -> list[tuple[datetime, int]]:
    """Return when a supplier has a car charge in the night, and for how many minutes.

    Pauses are short enough that all is one charge.
    """
    first = random.randrange(-1, 4)
    plans = []
    while first < 11:
        last = min(first + random.choice((1, 2, 4, 12)), 11)
        late = random.randrange(3)
        plans.append((_at(day, 30 * first + late), 30 * (last - first) - late))
        first = last + random.randrange(1, 4)
    return plans


def _at(day: date, minutes: int) -> datetime:
    """Return the instant `minutes` after local midnight, by the clock on the wall."""
    wall = datetime.combine(day, time()) + minutes * MINUTE
    return wall.replace(tzinfo=LONDON.tz).astimezone(UTC)


def _draw(minutes: dict[datetime, float], block: Block) -> None:
    """Spread a block's energy over its slots."""
    for slot in block.span.slots(HALF_HOUR):
        shared = block.span.clip(Span(slot, slot + HALF_HOUR))
        if shared is not None:
            share = shared.duration / block.span.duration
            minutes[slot] = minutes.get(slot, 0.0) + float(block.energy) * share


def _truth(home: Home, blocks: list[Block]) -> Truth:
    """Return the truth of one charge: energy and cost from its blocks."""
    slots: dict[datetime, float] = {}
    for block in blocks:
        _draw(slots, block)
    cost = 0.0
    for slot, kwh in slots.items():
        rate = home.rates.at(slot)
        cost += kwh * float(rate.unit_rate) if rate else 0.0
    return Truth(
        span=Span(blocks[0].span.start, blocks[-1].span.end),
        energy=float(sum(block.energy for block in blocks)),
        cost=cost,
        blocks=tuple(blocks),
    )
