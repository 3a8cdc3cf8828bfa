"""What the recorder is to know of statistics: their names, and what they count in."""

from collections.abc import Iterable, Mapping

from homeassistant.components.recorder.models import (
    StatisticMeanType,
    StatisticMetaData,
)
from homeassistant.const import UnitOfEnergy
from homeassistant.core import HomeAssistant
from homeassistant.helpers.translation import async_get_translations
from homeassistant.util.unit_conversion import EnergyConverter

from .const import DOMAIN
from .core.model import Region
from .statistic_ids import Measure, Statistic, statistic_id


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
