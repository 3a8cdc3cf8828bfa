"""Sensors: what a kWh costs, what the house used, what the car's charges cost."""

from decimal import Decimal
from functools import partial
from typing import Final, override

from homeassistant.components.sensor import SensorEntity
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .entity import OctopusEvViewEntity, add_entities
from .runtime import OctopusEvConfigEntry
from .sensor_carbon import CARBON_SENSORS
from .sensor_description import OctopusEvSensorDescription
from .sensor_device import DEVICE_SENSORS
from .sensor_sessions import SESSION_SENSORS
from .sensor_smart import SMART_SENSORS
from .sensor_supply import SUPPLY_SENSORS
from .sensor_vehicle import VEHICLE_SENSORS
from .subject import device_subjects, point_subjects, vehicle_subjects

PARALLEL_UPDATES = 0

SENSORS: Final = (
    *SUPPLY_SENSORS,
    *SESSION_SENSORS,
    *SMART_SENSORS,
    *CARBON_SENSORS,
)

DIGITS: Final = 8
"""More than any figure needs, and few enough that a quotient stays readable."""


async def async_setup_entry(
    hass: HomeAssistant,
    entry: OctopusEvConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Set up the sensors of every supply point, device and vehicle."""
    add_entities(
        entry,
        async_add_entities,
        lambda: point_subjects(entry),
        SENSORS,
        OctopusEvSensor,
    )
    add_entities(
        entry,
        async_add_entities,
        lambda: device_subjects(hass, entry),
        DEVICE_SENSORS,
        OctopusEvSensor,
    )
    for subject in vehicle_subjects(hass, entry):
        add_entities(
            entry,
            async_add_entities,
            partial(iter, (subject,)),
            VEHICLE_SENSORS,
            OctopusEvSensor,
            subentry_id=subject.subentry_id,
        )


class OctopusEvSensor[V](OctopusEvViewEntity[V], SensorEntity):
    """One figure of a supply point, a device or a vehicle."""

    entity_description: OctopusEvSensorDescription[V]

    @override
    def _show(self, view: V) -> tuple[object, ...]:
        """Set the figure, what belongs to it, and since when it counts."""
        description = self.entity_description
        if description.currency_unit is not None:
            self._attr_native_unit_of_measurement = description.currency_unit.format(
                currency=self.subject.region.currency
            )
        value = description.value_fn(view)
        if isinstance(value, Decimal):
            value = float(round(value, DIGITS))
        self._attr_native_value = value
        self._attr_extra_state_attributes = dict(description.attributes_fn(view))
        self._attr_last_reset = description.last_reset_fn(view)
        return (
            *super()._show(view),
            value,
            self._attr_extra_state_attributes,
            self._attr_last_reset,
        )
