"""Homes made up for the detectors: a house, its appliances and a car, by a seed."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import pairwise
from random import Random
from zoneinfo import ZoneInfo

from custom_components.octopus_ev.core.evidence import Evidence
from custom_components.octopus_ev.core.model import Band, Household, Rate, Region
from custom_components.octopus_ev.core.span import Span
from custom_components.octopus_ev.core.timeline import Timeline

HALF_HOUR = timedelta(minutes=30)
DAY = timedelta(days=1)
LONDON = Region(
    code="gb", tz=ZoneInfo("Europe/London"), currency="GBP", interval=HALF_HOUR
)
WINTER = datetime(2026, 1, 5, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Charge:
    """A car charging at `kw` for some hours."""

    start: datetime
    hours: float
    kw: float

    @property
    def span(self) -> Span:
        return Span(self.start, self.start + timedelta(hours=self.hours))

    @property
    def energy(self) -> float:
        return self.hours * self.kw


@dataclass(slots=True)
class Home:
    """Half-hourly readings to which loads are added."""

    days: int
    start: datetime = WINTER
    seed: int = 1
    loads: dict[datetime, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Draw the house's own use: an uneven base and cooking in the evening."""
        random = Random(self.seed)
        base = random.uniform(0.08, 0.2)
        for slot in self.window.slots(HALF_HOUR):
            hour = slot.astimezone(LONDON.tz).hour
            evening = 0.25 if 17 <= hour < 22 else 0.0
            used = base + evening * random.random() + random.expovariate(20)
            if random.random() < (0.1 if 7 <= hour < 22 else 0.01):
                used += random.uniform(0.2, 0.9)
            self.loads[slot] = used

    @property
    def window(self) -> Span:
        return Span(self.start, self.start + self.days * DAY)

    def draw(self, charge: Charge) -> None:
        """Add a load, spread over the slots that it touches."""
        for slot in charge.span.slots(HALF_HOUR):
            shared = charge.span.clip(Span(slot, slot + HALF_HOUR))
            if shared is not None and slot in self.loads:
                self.loads[slot] += charge.kw * (shared.duration / timedelta(hours=1))

    @property
    def readings(self) -> dict[datetime, Decimal]:
        """Every slot to the watt-hour."""
        return {slot: Decimal(f"{used:.3f}") for slot, used in self.loads.items()}

    def evidence(
        self,
        *,
        rates: Timeline[Rate] | None = None,
        readings: dict[datetime, Decimal] | None = None,
        charger_power_kw: Decimal | None = None,
        household: Household | None = None,
        window: Span | None = None,
    ) -> Evidence:
        """Return what a detector is given of this home."""
        return Evidence(
            region=LONDON,
            window=window or self.window,
            readings=self.readings if readings is None else readings,
            rates=rates or Timeline(),
            charger_power_kw=charger_power_kw,
            household=household or Household(),
        )


def cheap_nights(window: Span) -> Timeline[Rate]:
    """Return rates with a cheap window from 00:30 to 05:30 local time."""
    cheap = Rate(Decimal("0.085"), Band.OFF_PEAK)
    dear = Rate(Decimal("0.27"), Band.STANDARD)
    entries = []
    day = window.start.astimezone(LONDON.tz).date() - DAY
    edges = []
    while day <= window.end.astimezone(LONDON.tz).date() + DAY:
        for hour in (0, 5):
            local = datetime(day.year, day.month, day.day, hour, 30, tzinfo=LONDON.tz)
            edges.append(local.astimezone(UTC))
        day += DAY
    for place, (begin, end) in enumerate(pairwise(edges)):
        entries.append((Span(begin, end), dear if place % 2 else cheap))
    return Timeline(entries)


def charges(
    home: Home, kw: float, starts: Sequence[float], hours: Sequence[float]
) -> list[Charge]:
    """Plant charges: `starts` in days from the home's start; return them."""
    planted = [
        Charge(home.start + timedelta(minutes=round(start * 24 * 60)), length, kw)
        for start, length in zip(starts, hours, strict=True)
    ]
    for charge in planted:
        home.draw(charge)
    return planted
