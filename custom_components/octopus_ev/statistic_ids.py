"""Which statistics there are, what each is called, and what it counts in."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Self

from homeassistant.components.recorder.models import (
    StatisticMeanType,
    StatisticMetaData,
)
from homeassistant.const import UnitOfEnergy
from homeassistant.core import HomeAssistant
from homeassistant.helpers.translation import async_get_translations
from homeassistant.util.unit_conversion import EnergyConverter

from .const import DOMAIN
from .core.hourly import Part
from .core.model import Direction, Region


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


async def async_metadata(
    hass: HomeAssistant,
    region: Region,
    point_key: str,
    number: int,
    statistics: Iterable[Statistic],
    vehicles: Mapping[str, str],
) -> dict[Statistic, StatisticMetaData]:
    """Return what the recorder is to know of the statistics of a point.

    `number` counts the points of an account: the first one has a plain name, like its
    device. Names are in the language of Home Assistant; `vehicles` has those of the
    vehicles.
    """
    texts = {
        **await async_get_translations(hass, hass.config.language, "device", {DOMAIN}),
        **await async_get_translations(hass, hass.config.language, "common", {DOMAIN}),
    }
    device = "supply_point" if number == 1 else "supply_point_numbered"
    point = texts[f"component.{DOMAIN}.device.{device}.name"].format(number=number)
    return {
        statistic: StatisticMetaData(
            mean_type=StatisticMeanType.NONE,
            has_sum=True,
            name=texts[f"component.{DOMAIN}.common.{_text_key(statistic)}"].format(
                point=point, vehicle=vehicles.get(statistic.vehicle or "")
            ),
            source=DOMAIN,
            statistic_id=statistic_id(point_key, statistic),
            unit_class=EnergyConverter.UNIT_CLASS
            if statistic.measure is Measure.ENERGY
            else None,
            unit_of_measurement=UnitOfEnergy.KILO_WATT_HOUR
            if statistic.measure is Measure.ENERGY
            else region.currency,
        )
        for statistic in statistics
    }


def _text_key(statistic: Statistic) -> str:
    if statistic.vehicle is None:
        return statistic.key
    return f"vehicle_{statistic.measure}"
