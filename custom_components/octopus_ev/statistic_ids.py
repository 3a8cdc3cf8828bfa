"""Which statistics there are, what each is called, and what it counts in."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

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

    @property
    def key(self) -> str:
        """Its name among the statistics of its point."""
        return f"{self.part}_{self.measure}"


def _of(*parts: Part) -> tuple[Statistic, ...]:
    return tuple(Statistic(part, measure) for part in parts for measure in Measure)


STATISTICS: Final[Mapping[Direction, tuple[Statistic, ...]]] = {
    Direction.IMPORT: _of(Part.IMPORT, Part.EV, Part.HOUSE),
    Direction.EXPORT: _of(Part.EXPORT),
}
"""By the direction of the supply point."""


def statistic_id(point_key: str, statistic: Statistic) -> str:
    """Return the id under which a statistic is kept, for good."""
    return f"{DOMAIN}:{point_key}_{statistic.key}"


async def async_metadata(
    hass: HomeAssistant,
    region: Region,
    point_key: str,
    number: int,
    statistics: Iterable[Statistic],
) -> dict[Statistic, StatisticMetaData]:
    """Return what the recorder is to know of the statistics of a point.

    `number` counts the points of an account: the first one has a plain name, like its
    device. Names are in the language of Home Assistant.
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
            name=texts[f"component.{DOMAIN}.common.{statistic.key}"].format(
                point=point
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
