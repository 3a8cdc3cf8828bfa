"""The forms in which a vehicle is described."""

from collections.abc import Mapping
from typing import Final

import probatio

from homeassistant.components.binary_sensor import DOMAIN as BINARY_SENSOR_DOMAIN
from homeassistant.components.sensor import SensorDeviceClass
from homeassistant.const import CONF_NAME, UnitOfEnergy
from homeassistant.helpers.selector import (
    EntitySelector,
    EntitySelectorConfig,
    NumberSelector,
    NumberSelectorConfig,
    NumberSelectorMode,
    SelectOptionDict,
    SelectSelector,
    SelectSelectorConfig,
    SelectSelectorMode,
    TextSelector,
)

from .flow_schemas import CHARGER_POWER, own_sensor
from .settings import (
    CONF_BATTERY_SIZE,
    CONF_CHARGE_SENSOR,
    CONF_CHARGER_ENERGY_SENSOR,
    CONF_CHARGER_POWER,
    CONF_CHARGER_POWER_SENSOR,
    CONF_DEVICE_KEY,
    CONF_EFFICIENCY,
    CONF_FUEL_PRICE,
    CONF_MILES_PER_GALLON,
    CONF_ODOMETER_SENSOR,
    CONF_PLUGGED_IN_SENSOR,
)


def _number(least: float, most: float, step: float, unit: str) -> NumberSelector:
    return NumberSelector(
        NumberSelectorConfig(
            min=least,
            max=most,
            step=step,
            unit_of_measurement=unit,
            mode=NumberSelectorMode.BOX,
        )
    )


SENSORS_SCHEMA: Final = probatio.Schema(
    {
        probatio.Optional(CONF_PLUGGED_IN_SENSOR): EntitySelector(
            EntitySelectorConfig(domain=BINARY_SENSOR_DOMAIN)
        ),
        probatio.Optional(CONF_CHARGE_SENSOR): own_sensor(SensorDeviceClass.BATTERY),
        probatio.Optional(CONF_ODOMETER_SENSOR): own_sensor(SensorDeviceClass.DISTANCE),
        probatio.Optional(CONF_CHARGER_POWER_SENSOR): own_sensor(
            SensorDeviceClass.POWER
        ),
        probatio.Optional(CONF_CHARGER_ENERGY_SENSOR): own_sensor(
            SensorDeviceClass.ENERGY
        ),
    }
)


def petrol_schema(currency: str) -> probatio.Schema:
    """Return the form for the petrol car to compare with."""
    return probatio.Schema(
        {
            probatio.Optional(CONF_MILES_PER_GALLON): _number(5, 200, 0.1, "mpg"),
            probatio.Optional(CONF_FUEL_PRICE): _number(
                0.01, 500, 0.001, f"{currency}/L"
            ),
        }
    )


def vehicle_schema(devices: Mapping[str, str]) -> probatio.Schema:
    """Return the form for the vehicle itself; `devices` are the supplier's, by key.

    Where it has none, there is nothing to choose from.
    """
    fields: dict[probatio.Marker, object] = {
        probatio.Required(CONF_NAME): TextSelector(),
        probatio.Optional(CONF_BATTERY_SIZE): _number(
            1, 300, 0.1, UnitOfEnergy.KILO_WATT_HOUR
        ),
        probatio.Optional(CONF_EFFICIENCY): _number(0.5, 10, 0.01, "mi/kWh"),
        probatio.Optional(CONF_CHARGER_POWER): CHARGER_POWER,
    }
    if devices:
        options = [
            SelectOptionDict(value=key, label=label) for key, label in devices.items()
        ]
        fields[probatio.Optional(CONF_DEVICE_KEY)] = SelectSelector(
            SelectSelectorConfig(options=options, mode=SelectSelectorMode.DROPDOWN)
        )
    return probatio.Schema(fields)
