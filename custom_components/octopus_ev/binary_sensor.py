"""Binary sensors: is it off-peak, is the car charging."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, override

from homeassistant.components.binary_sensor import (
    BinarySensorDeviceClass,
    BinarySensorEntity,
    BinarySensorEntityDescription,
)
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .entity import (
    OctopusEvDescription,
    OctopusEvViewEntity,
    add_entities,
    has_live,
    has_off_peak,
    is_live,
)
from .runtime import OctopusEvConfigEntry
from .subject import point_subjects
from .view import PointView

PARALLEL_UPDATES = 0


@dataclass(frozen=True, kw_only=True)
class OctopusEvBinarySensorDescription[V](
    OctopusEvDescription[V], BinarySensorEntityDescription
):
    """A yes or no, by the claim about the view that it shows."""

    value_fn: Callable[[V], bool | None]


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
)


async def async_setup_entry(
    hass: HomeAssistant,
    entry: OctopusEvConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Set up the binary sensors of every supply point."""
    add_entities(
        entry,
        async_add_entities,
        lambda: point_subjects(entry),
        BINARY_SENSORS,
        OctopusEvBinarySensor,
    )


class OctopusEvBinarySensor[V](OctopusEvViewEntity[V], BinarySensorEntity):
    """One yes or no about a supply point or a device."""

    entity_description: OctopusEvBinarySensorDescription[V]

    @override
    def _show(self, view: V) -> tuple[object, ...]:
        """Set the answer."""
        self._attr_is_on = self.entity_description.value_fn(view)
        return (*super()._show(view), self._attr_is_on)
