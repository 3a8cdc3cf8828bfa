"""Minutes of a Home Mini, made up for the live detector."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from random import Random

from custom_components.octopus_ev.core.evidence import Evidence
from custom_components.octopus_ev.core.model import Household, PowerSample, Rate
from custom_components.octopus_ev.core.span import Span
from custom_components.octopus_ev.core.timeline import Timeline
from tests.unit.detectors.homes import LONDON

MINUTE = timedelta(minutes=1)
EVENING = datetime(2026, 1, 5, 18, tzinfo=UTC)


@dataclass(slots=True)
class Minutes:
    """Power by the minute, to which loads are added."""

    count: int
    start: datetime = EVENING
    seed: int = 1
    kw: list[float] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Draw a house that hums a little unevenly."""
        random = Random(self.seed)
        self.kw = [random.uniform(0.2, 0.4) for _ in range(self.count)]

    def at(self, minute: float) -> datetime:
        return self.start + minute * MINUTE

    def draw(self, first: int, last: int, kw: float) -> None:
        """Add a load from one minute up to another."""
        for minute in range(first, min(last, self.count)):
            self.kw[minute] += kw

    @property
    def samples(self) -> list[PowerSample]:
        """Demand and register, as a Home Mini reports each minute."""
        register = 20000.0
        samples = []
        for minute, power in enumerate(self.kw):
            samples.append(
                PowerSample(
                    at=self.at(minute),
                    demand_w=Decimal(round(power * 1000)),
                    register_kwh=Decimal(f"{register:.3f}"),
                )
            )
            register += max(power, 0) / 60
        return samples

    def evidence(
        self,
        *,
        samples: list[PowerSample] | None = None,
        rates: Timeline[Rate] | None = None,
        charger_power_kw: str | None = None,
        household: Household | None = None,
        window: Span | None = None,
    ) -> Evidence:
        """Return what a detector is given of these minutes."""
        return Evidence(
            region=LONDON,
            window=window or Span(self.start, self.at(self.count)),
            samples=tuple(self.samples if samples is None else samples),
            rates=rates or Timeline(),
            charger_power_kw=None
            if charger_power_kw is None
            else Decimal(charger_power_kw),
            household=household or Household(),
        )
