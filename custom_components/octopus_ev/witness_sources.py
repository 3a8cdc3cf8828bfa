"""What a plug and a carbon intensity say, in our units."""

from datetime import datetime
from decimal import Decimal
import re
from typing import Final

from homeassistant.const import ATTR_UNIT_OF_MEASUREMENT, STATE_OFF, STATE_ON
from homeassistant.core import HomeAssistant, State
from homeassistant.helpers import entity_registry as er

from .const import DOMAIN
from .core.model import Report
from .own_sensors import number_of

# However the gas is spelt: gCO2eq/kWh, g CO₂/kWh, kg/MWh.
_INTENSITY: Final = re.compile(r"(k?)g[^/]*/\s*([kM])Wh", re.ASCII)

_GRAMS: Final = {"": Decimal(1), "k": Decimal(1000)}
_KILOWATT_HOURS: Final = {"k": Decimal(1), "M": Decimal(1000)}


class Plug:
    """A binary sensor that is on while a car is plugged in."""

    def report(self, state: State | None, at: datetime) -> Report:
        """Return 1 or 0."""
        shown = None if state is None else state.state
        value = {STATE_ON: Decimal(1), STATE_OFF: Decimal(0)}.get(shown or "")
        return Report(at, value)


class Intensity:
    """A sensor of what a kWh from the grid sets free."""

    def report(self, state: State | None, at: datetime) -> Report:
        """Return grams for each kWh."""
        if state is None or (value := number_of(state.state)) is None:
            return Report(at, None)
        factor = grams_per_kwh(state.attributes.get(ATTR_UNIT_OF_MEASUREMENT))
        return Report(at, None if factor is None else value * factor)


def grams_per_kwh(unit: str | None) -> Decimal | None:
    """Return how many g/kWh one of a unit is; `None` where it is no such unit."""
    found = _INTENSITY.fullmatch(unit or "")
    return None if found is None else _GRAMS[found[1]] / _KILOWATT_HOURS[found[2]]


def unit_of(hass: HomeAssistant, entity_id: str) -> str | None:
    """Return the unit of a sensor, which may not be there now."""
    if (state := hass.states.get(entity_id)) is not None:
        unit: str | None = state.attributes.get(ATTR_UNIT_OF_MEASUREMENT)
        if unit is not None:
            return unit
    entry = er.async_get(hass).async_get(entity_id)
    return None if entry is None else entry.unit_of_measurement


def refused_intensity(hass: HomeAssistant, entity_id: str) -> str | None:
    """Return why a sensor tells no carbon intensity, or `None`."""
    entry = er.async_get(hass).async_get(entity_id)
    if entry is None and hass.states.get(entity_id) is None:
        return "unknown_sensor"
    if entry is not None and entry.platform == DOMAIN:
        return "sensor_of_ours"
    known = grams_per_kwh(unit_of(hass, entity_id)) is not None
    return None if known else "no_intensity"
