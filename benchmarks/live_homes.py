"""Homes by the minute for `benchmarks.live`: house, car, meter, tariff and Mini.

The house, its appliances and the car are the simulator's; heat pump, ramps, smooth
tapers and interruptions of the Mini are added here.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import cached_property
from itertools import accumulate
from math import exp, pi, sin
from random import Random
from zoneinfo import ZoneInfo

from custom_components.octopus_ev.core.bands import banded
from custom_components.octopus_ev.core.model import PowerSample, Rate, Region
from custom_components.octopus_ev.core.periods import day_span
from custom_components.octopus_ev.core.span import Span
from custom_components.octopus_ev.core.timeline import Timeline
from simulator.car import Car
from simulator.charge import LEAST_KW, Charge, Piece
from simulator.charging import STYLES, Style, cheapest
from simulator.habits import Habits
from simulator.house import House
from simulator.solar import Solar
from simulator.times import SLOT, midnight

REGION = Region(
    code="gb",
    tz=ZoneInfo("Europe/London"),
    currency="GBP",
    interval=timedelta(minutes=30),
)
MINUTE = timedelta(minutes=1)
GAP = timedelta(minutes=120)
"""The longest pause within one charge."""
BIAS = 1.003
"""By how much a Mini reads more than the truth."""
MISSING = 0.02
"""Share of minutes that a Mini never tells."""
FIRST = date(2026, 1, 12)

WINDOWS = {
    "timer": ((0.5, 5.5),),
    "smart": ((-0.5, 5.5),),
    "cosy": ((4, 7), (13, 16), (22, 24)),
    "at_once": (),
}
"""When the cheap rate holds, in local hours, by how the car charges."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a home is like."""

    seed: int
    style: str
    kw: float = 7.2
    """0 for a home without a car."""
    given: float | None = None
    """The charger's power as the detector is told."""
    smooth: bool = False
    """Whether the car ramps up slowly and tapers without steps."""
    heat_pump: bool = False
    solar: bool = False
    immersion: bool = False
    showers: float | None = None
    """The power of the shower, where it is not left to chance."""

    @property
    def name(self) -> str:
        """What the home is like, in a few words."""
        words = [self.style, f"{self.kw:g}"] if self.kw else ["no car"]
        words += [
            word
            for word in ("smooth", "heat_pump", "solar", "immersion")
            if getattr(self, word)
        ]
        return " ".join(words if self.given or not self.kw else [*words, "?"])


@dataclass(frozen=True, slots=True)
class Truth:
    """A charge that really happened, pauses within it included."""

    span: Span
    energy: float


@dataclass(frozen=True, kw_only=True)
class Home:
    """Weeks of one home."""

    plan: Plan
    days: int

    @property
    def start(self) -> float:
        """The local midnight of the first day, in seconds since the epoch."""
        return midnight(FIRST)

    @cached_property
    def rates(self) -> Timeline[Rate]:
        """What the home pays."""
        return banded(Timeline(self._prices()), REGION)

    @cached_property
    def charges(self) -> list[Charge]:
        """The plug-ins of the car."""
        plan = self.plan
        if not plan.kw:
            return []
        car = Car(plan.seed, plan.kw, FIRST, self._style())
        # A charge that is on at the end would be half seen.
        until = self.start + self.days * 86400 - 86400
        charges = [charge for charge in car.charges(until) if charge.pieces]
        return [_smoothed(charge) for charge in charges] if plan.smooth else charges

    @cached_property
    def truth(self) -> list[Truth]:
        """The charges, cut where a pause is longer than `GAP`."""
        return [
            Truth(
                Span(instant(blocks[0][0]), instant(blocks[-1][1])),
                charge.energy(blocks[0][0], blocks[-1][1]),
            )
            for charge in self.charges
            for blocks in charge.sessions(float("inf"), GAP.total_seconds())
        ]

    @cached_property
    def powers(self) -> list[float]:
        """The home's kW by the minute, negative while it exports."""
        plan, first = self.plan, int(self.start)
        habits = Habits.draw(plan.seed, immersion=plan.immersion)
        if plan.showers is not None:
            habits = replace(habits, shower_kw=plan.showers)
        house = House(plan.seed, habits)
        sun = Solar(plan.seed, 4.0) if plan.solar else None
        powers: list[float] = []
        for slot in range(first, first + self.days * 86400, SLOT):
            minutes = list(house.minutes(slot))
            if sun is not None:
                minutes = [
                    a - b for a, b in zip(minutes, sun.minutes(slot), strict=True)
                ]
            powers += minutes
        if plan.heat_pump:
            for number, power in enumerate(heat_pump(plan.seed, self.days)):
                powers[number] += power
        for charge in self.charges:
            low = max(int(charge.start - first) // 60, 0)
            high = min(int(charge.end - first) // 60 + 1, len(powers))
            for number in range(low, high):
                at = first + 60 * number
                powers[number] += charge.energy(at, at + 60) * 60
        return powers

    @cached_property
    def samples(self) -> list[tuple[float, PowerSample]]:
        """The Mini's minutes, each with the instant from which it can be read."""
        rng = Random(self.plan.seed)
        register = [
            55667.150 + kwh * BIAS
            for kwh in accumulate((max(p, 0) / 60 for p in self.powers), initial=0.0)
        ]
        outages = list(self.outages())
        samples = []
        for number, power in enumerate(self.powers):
            at = self.start + 60 * number
            if rng.random() < MISSING:
                continue
            known_at = at + 75
            hidden = next((out for out in outages if out[0] <= at < out[1]), None)
            if hidden is not None:
                if not hidden[2]:
                    continue
                known_at = hidden[1] + 60
            samples.append(
                (
                    known_at,
                    PowerSample(
                        at=instant(at),
                        demand_w=Decimal(round(power * 1000 * BIAS)),
                        register_kwh=Decimal(f"{register[number]:.3f}"),
                    ),
                )
            )
        return samples

    def outages(self) -> Iterator[tuple[float, float, bool]]:
        """Yield when the Mini was silent, and whether it told of the time later."""
        rng = Random(1000 + self.plan.seed)
        at = self.start
        while (at := at + rng.expovariate(1 / (3 * 86400))) < (
            self.start + self.days * 86400
        ):
            length = 60 * min(max(rng.lognormvariate(3.3, 1.0), 3), 360)
            yield at, at + length, rng.random() < 0.5
            at += length

    def _style(self) -> Style:
        if self.plan.style == "agile":
            return cheapest(lambda slot: float(_agile(self.plan.seed, slot)))
        return STYLES[self.plan.style]

    def _prices(self) -> Iterator[tuple[Span, Decimal]]:
        step = REGION.interval
        for number in range(-1, self.days + 1):
            day = day_span(REGION, FIRST + timedelta(days=number))
            if self.plan.style == "agile":
                for slot in day.slots(step):
                    price = _agile(self.plan.seed, int(slot.timestamp()))
                    yield Span(slot, slot + step), price
                continue
            for slot in day.slots(step):
                hour = slot.astimezone(REGION.tz).hour + slot.minute / 60
                cheap = any(
                    low <= at < high
                    for low, high in WINDOWS[self.plan.style]
                    for at in (hour, hour - 24)
                )
                yield Span(slot, slot + step), Decimal("8.5" if cheap else "27")


def _agile(seed: int, slot: int) -> Decimal:
    hour = slot % 86400 / 3600
    evening = 12 * exp(-(((hour - 18) / 1.6) ** 2))
    night = -6 * exp(-(((hour - 3) / 2.5) ** 2))
    wobble = Random(f"{seed}:{slot // 1800}").gauss(0, 1.6)
    return Decimal(round((19 + evening + night + wobble) * 100)) / 100


def _smoothed(charge: Charge) -> Charge:
    """Return a plug-in whose car ramps up for a minute and tapers by the minute."""
    start, end = charge.start, charge.end
    tail = min(0.2 * (end - start), 2400.0)
    pieces: list[Piece] = []
    for begin, stop, power in charge.pieces:
        at = begin
        while at < stop:
            ramping, fading = at < start + 60, at >= end - tail
            step = 15 if ramping else 60 if fading else stop - at
            if not fading:
                step = min(step, max(end - tail - at, 1))
            until = min(at + step, stop)
            share = (at - start + 15) / 75 if ramping else 1.0
            if fading:
                share *= exp(-1.8 * (at - end + tail) / tail)
            pieces.append((at, until, max(power * share, min(LEAST_KW, power))))
            at = until
    return Charge(charge.plugged, charge.unplugged, pieces)


def heat_pump(seed: int, days: int) -> list[float]:
    """Return a heat pump's kW by the minute: it modulates, defrosts and heats water."""
    rng = Random(2000 + seed)
    size, powers = rng.uniform(1.6, 3.6), []
    level = 0.5
    for day in range(days):
        cold = 0.55 + 0.35 * sin(day / 9) + rng.uniform(-0.15, 0.15)
        water = {rng.randrange(780, 900), rng.randrange(180, 330)}
        heating = 0
        for minute in range(1440):
            wanted = cold * (0.75 - 0.25 * sin((minute / 1440 - 0.15) * 2 * pi))
            level += 0.03 * (wanted - level) + rng.gauss(0, 0.01)
            level = min(max(level, 0.0), 1.0)
            power = size * level if level > 0.25 else 0.0
            if minute % 97 < 4 and level > 0.6:
                power *= 0.3
            if minute in water:
                heating = rng.randrange(25, 55)
            if heating:
                heating -= 1
                power = min(0.9 * size + 0.3, 3.2)
            powers.append(power)
    return powers


def instant(seconds: float) -> datetime:
    """Return an instant of the epoch."""
    return datetime.fromtimestamp(seconds, UTC)


def plans(seeds: Sequence[int]) -> list[Plan]:
    """Return homes of every kind, in turn, for these seeds."""
    kinds = (
        Plan(seed=0, style="timer", given=7.2, showers=9.5),
        Plan(seed=0, style="smart", given=7.1),
        Plan(seed=0, style="at_once", given=7.35, showers=8.5),
        Plan(seed=0, style="smart", given=7.2, smooth=True, showers=8.5),
        Plan(seed=0, style="at_once", kw=7.4, smooth=True),
        Plan(seed=0, style="timer", kw=7.4, showers=8.5, immersion=True),
        Plan(seed=0, style="agile", kw=7.2, given=7.2),
        Plan(seed=0, style="cosy", kw=7.2, given=7.2, smooth=True, showers=9.5),
        Plan(seed=0, style="timer", kw=3.6, given=3.6, showers=8.5),
        Plan(seed=0, style="timer", kw=2.3, given=2.3),
        Plan(seed=0, style="at_once", kw=11.0, given=11.0, showers=9.5),
        Plan(seed=0, style="smart", kw=7.2, given=7.2, heat_pump=True),
        Plan(seed=0, style="at_once", kw=7.2, given=7.2, solar=True),
        Plan(seed=0, style="timer", kw=0.0, showers=9.5),
        Plan(seed=0, style="at_once", kw=0.0, showers=8.5, heat_pump=True),
    )
    return [
        replace(kind, seed=seed * 100 + number)
        for seed in seeds
        for number, kind in enumerate(kinds)
    ]
