"""Binary sensors: is it off-peak, is the car charging."""

from typing import Final, override

from homeassistant.components.binary_sensor import (
    BinarySensorDeviceClass,
    BinarySensorEntity,
)
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .binary_sensor_description import OctopusEvBinarySensorDescription
from .binary_sensor_device import DEVICE_BINARY_SENSORS
from .binary_sensor_smart import SMART_BINARY_SENSORS
from .entity import OctopusEvViewEntity, add_entities, has_live, has_off_peak, is_live
from .runtime import OctopusEvConfigEntry
from .subject import device_subjects, point_subjects
from .view import PointView

PARALLEL_UPDATES = 0


BINARY_SENSORS: Final[tuple[OctopusEvBinarySensorDescription[PointView], ...]] = (
    OctopusEvBinarySensorDescription(
        key="off_peak",
        translation_key="off_peak",
        exists_fn=has_off_peak,
        value_fn=lambda view: view.off_peak,
    ),
    OctopusEvBinarySensorDescription(
        key="charging",
        translation_key="charging",
        device_class=BinarySensorDeviceClass.BATTERY_CHARGING,
        exists_fn=has_live,
        available_fn=is_live,
        value_fn=lambda view: view.charging,
    ),
    *SMART_BINARY_SENSORS,
)


async def async_setup_entry(
    hass: HomeAssistant,
    entry: OctopusEvConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Set up the binary sensors of every supply point and device."""
    add_entities(
        entry,
        async_add_entities,
        lambda: point_subjects(entry),
        BINARY_SENSORS,
        OctopusEvBinarySensor,
    )
    add_entities(
        entry,
        async_add_entities,
        lambda: device_subjects(hass, entry),
        DEVICE_BINARY_SENSORS,
        OctopusEvBinarySensor,
    )


class OctopusEvBinarySensor[V](OctopusEvViewEntity[V], BinarySensorEntity):
    """One yes or no about a supply point or a device."""

    entity_description: OctopusEvBinarySensorDescription[V]

    @override
    def _show(self, view: V) -> tuple[object, ...]:
        """Set the answer, and what belongs to it."""
        self._attr_is_on = self.entity_description.value_fn(view)
        attributes = dict(self.entity_description.attributes_fn(view))
        self._attr_extra_state_attributes = attributes
        return (*super()._show(view), self._attr_is_on, attributes)
