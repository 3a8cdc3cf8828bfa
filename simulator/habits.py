"""What a household owns and how it lives, drawn once from the seed."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self

from .chance import chance


@dataclass(frozen=True, slots=True, kw_only=True)
class Habits:
    """The traits that make one home unlike the next; powers in kW."""

    standby_kw: float
    active_kw: float
    people: int
    works_from_home: bool
    fridge_kw: float
    fridge_minutes: float
    shower_kw: float
    """0 where hot water comes from a boiler."""
    dryer: bool
    night_appliances: bool
    """Runs the dishwasher and the washing machine by a timer in the night."""
    heater_kw: float
    """A plug-in heater on winter evenings; 0 where there is none."""
    tank_kw: float
    """A water tank heated for a while on most mornings or evenings; 0 without."""
    immersion: bool
    """A water tank heated at night, as homes with two registers have."""
    late: float
    """Hours by which this home lives later than the average."""

    @classmethod
    def draw(cls, seed: int, *, immersion: bool = False) -> Self:
        """Draw a household from a seed."""
        rng = chance("habits", seed)
        return cls(
            standby_kw=rng.uniform(0.06, 0.19),
            active_kw=rng.uniform(0.14, 0.42),
            people=rng.choice((1, 2, 2, 3, 4, 4, 5)),
            works_from_home=rng.random() < 0.35,
            fridge_kw=rng.uniform(0.07, 0.13),
            fridge_minutes=rng.uniform(34, 62),
            shower_kw=rng.choice((0.0, 0.0, 8.5, 9.5)),
            dryer=rng.random() < 0.45,
            night_appliances=rng.random() < 0.3,
            heater_kw=rng.choice((0.0, 0.0, 0.0, 1.2, 2.0)),
            tank_kw=rng.choice((0.0, 0.0, 0.0, 0.0, 0.0, 2.8, 3.1)),
            immersion=immersion,
            late=rng.uniform(-0.7, 0.9),
        )


def away(seed: int, day: date) -> bool:
    """Say whether nobody is at home on a local day.

    Two weeks a year, and now and then a weekend.
    """
    rng = chance("holidays", seed, day.year)
    for _ in range(2):
        first = date(day.year, 1, 1) + timedelta(days=rng.randrange(10, 340))
        if first <= day < first + timedelta(days=rng.choice((4, 7, 7, 10))):
            return True
    weekend = day - timedelta(days=day.weekday() - 5)
    rare = chance("weekend", seed, weekend.toordinal()).random() < 0.08
    return rare and day.weekday() >= 5
