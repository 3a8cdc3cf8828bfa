"""What the user's own sensors say, in our units; and which of them will do."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Final

from homeassistant.components.binary_sensor import DOMAIN as BINARY_SENSOR_DOMAIN
from homeassistant.components.sensor import (
    ATTR_STATE_CLASS,
    DOMAIN as SENSOR_DOMAIN,
    SensorStateClass,
)
from homeassistant.config_entries import ConfigEntry
from homeassistant.const import (
    ATTR_UNIT_OF_MEASUREMENT,
    PERCENTAGE,
    STATE_UNAVAILABLE,
    STATE_UNKNOWN,
    UnitOfEnergy,
    UnitOfLength,
    UnitOfPower,
)
from homeassistant.core import HomeAssistant, State
from homeassistant.helpers import device_registry as dr, entity_registry as er
from homeassistant.util.unit_conversion import (
    BaseUnitConverter,
    DistanceConverter,
    EnergyConverter,
    PowerConverter,
    UnitlessRatioConverter,
)

from .const import DOMAIN
from .core.model import Report
from .settings import (
    CONF_CHARGE_SENSOR,
    CONF_CHARGER_ENERGY_SENSOR,
    CONF_CHARGER_POWER_SENSOR,
    CONF_HOUSE_POWER_SENSOR,
    CONF_ODOMETER_SENSOR,
    CONF_PLUGGED_IN_SENSOR,
)

_COUNTERS: Final = (SensorStateClass.TOTAL, SensorStateClass.TOTAL_INCREASING)


@dataclass(frozen=True, slots=True)
class Quantity:
    """What a sensor measures, and the unit in which we want it."""

    converter: type[BaseUnitConverter]
    unit: str

    def report(self, state: State | None, at: datetime) -> Report:
        """Return what a state says; what is no number in a known unit says nothing."""
        if state is None or (value := number_of(state.state)) is None:
            return Report(at, None)
        unit = state.attributes.get(ATTR_UNIT_OF_MEASUREMENT)
        if unit not in self.converter.VALID_UNITS:
            return Report(at, None)
        return Report(at, value * _factor(self.converter, self.unit, unit))


POWER: Final = Quantity(PowerConverter, UnitOfPower.WATT)
ENERGY: Final = Quantity(EnergyConverter, UnitOfEnergy.KILO_WATT_HOUR)
CHARGE: Final = Quantity(UnitlessRatioConverter, PERCENTAGE)
DISTANCE: Final = Quantity(DistanceConverter, UnitOfLength.MILES)


_QUANTITIES: Final[Mapping[str, Quantity]] = {
    CONF_CHARGER_ENERGY_SENSOR: ENERGY,
    CONF_CHARGER_POWER_SENSOR: POWER,
    CONF_HOUSE_POWER_SENSOR: POWER,
    CONF_CHARGE_SENSOR: CHARGE,
    CONF_ODOMETER_SENSOR: DISTANCE,
}


def device_name(hass: HomeAssistant, entry: ConfigEntry, key: str) -> str:
    """Return what the user calls a supply point."""
    registry = dr.async_get(hass)
    device = registry.async_get_device_by_identifier((DOMAIN, key), entry.entry_id)
    name = device and (device.name_by_user or device.name)
    return name or entry.title


def refusals(hass: HomeAssistant, chosen: Mapping[str, str]) -> dict[str, str]:
    """Return why sensors will not do, by field: the key of a sentence each."""
    return {
        field: reason
        for field, entity_id in chosen.items()
        if (
            reason := _refused_plug(hass, entity_id)
            if field == CONF_PLUGGED_IN_SENSOR
            else refusal(hass, entity_id, _QUANTITIES[field])
        )
    }


def _refused_plug(hass: HomeAssistant, entity_id: str) -> str | None:
    """Return why an entity does not tell whether a car is plugged in, or `None`."""
    known = hass.states.get(entity_id) or er.async_get(hass).async_get(entity_id)
    yes_or_no = entity_id.startswith(f"{BINARY_SENSOR_DOMAIN}.")
    return None if known and yes_or_no else "unknown_sensor"


def refusal(hass: HomeAssistant, entity_id: str, quantity: Quantity) -> str | None:
    """Return the key of the sentence why a sensor will not do, or `None`."""
    state = hass.states.get(entity_id)
    entry = er.async_get(hass).async_get(entity_id)
    if not entity_id.startswith(f"{SENSOR_DOMAIN}.") or not (state or entry):
        return "unknown_sensor"
    if entry is not None and entry.platform == DOMAIN:
        return "sensor_of_ours"
    told = dict(state.attributes) if state is not None else {}
    if entry is not None:
        # A sensor that is not there now is known by what was registered of it.
        told.setdefault(ATTR_UNIT_OF_MEASUREMENT, entry.unit_of_measurement)
        told.setdefault(ATTR_STATE_CLASS, (entry.capabilities or {}).get("state_class"))
    if told.get(ATTR_UNIT_OF_MEASUREMENT) not in quantity.converter.VALID_UNITS:
        return "wrong_unit"
    if quantity is ENERGY and told.get(ATTR_STATE_CLASS) not in _COUNTERS:
        return "not_a_counter"
    if state is None or state.state in (STATE_UNAVAILABLE, STATE_UNKNOWN):
        return None
    return "not_a_number" if number_of(state.state) is None else None


def number_of(text: str) -> Decimal | None:
    """Return the finite number that a state spells, or `None`."""
    try:
        value = Decimal(text)
    except InvalidOperation:
        return None
    return value if value.is_finite() else None


def _factor(
    converter: type[BaseUnitConverter], unit: str, other: str | None
) -> Decimal:
    """Return how many of ours one of another unit is."""
    return Decimal(str(converter.get_unit_ratio(unit, other))).normalize()
