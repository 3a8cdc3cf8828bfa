"""Which statistics there are, and under which id each is kept."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Self

from .const import DOMAIN
from .core.hourly import Part
from .core.model import Direction


class Measure(StrEnum):
    """What a statistic counts."""

    ENERGY = "energy"
    COST = "cost"


@dataclass(frozen=True, slots=True)
class Statistic:
    """One statistic of a supply point."""

    part: Part
    measure: Measure
    vehicle: str | None = None
    """The key of the vehicle of which alone it is."""

    @property
    def key(self) -> str:
        """Its name among the statistics of its point."""
        vehicle = "" if self.vehicle is None else f"_{self.vehicle}"
        return f"{self.part}{vehicle}_{self.measure}"

    @classmethod
    def of(cls, key: str) -> Self:
        """Return the statistic of this name.

        Raises:
            ValueError: There is none.
        """
        part, *vehicle, measure = key.split("_")
        if len(vehicle) > (part == Part.EV):
            raise ValueError("no such statistic")
        return cls(Part(part), Measure(measure), next(iter(vehicle), None))


def _of(*parts: Part) -> tuple[Statistic, ...]:
    return tuple(Statistic(part, measure) for part in parts for measure in Measure)


STATISTICS: Final[Mapping[Direction, tuple[Statistic, ...]]] = {
    Direction.IMPORT: _of(Part.IMPORT, Part.EV, Part.HOUSE),
    Direction.EXPORT: _of(Part.EXPORT),
}
"""By the direction of the supply point; those of vehicles come on top."""


def statistics_of(
    direction: Direction, vehicles: Iterable[str]
) -> tuple[Statistic, ...]:
    """Return the statistics of a supply point at which these vehicles may charge."""
    if direction is Direction.EXPORT:
        return STATISTICS[direction]
    return (
        *STATISTICS[direction],
        *(
            Statistic(Part.EV, measure, vehicle)
            for vehicle in vehicles
            for measure in Measure
        ),
    )


def statistic_id(point_key: str, statistic: Statistic) -> str:
    """Return the id under which a statistic is kept, for good."""
    return f"{DOMAIN}:{point_key}_{statistic.key}"
