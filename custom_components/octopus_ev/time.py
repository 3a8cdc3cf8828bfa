"""The local time by which a car is to be ready."""

from dataclasses import dataclass
from datetime import time
from typing import Final, override

from homeassistant.components.time import TimeEntity, TimeEntityDescription
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import ServiceValidationError
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback
from homeassistant.util import dt as dt_util

from .const import DOMAIN
from .control_entity import OctopusEvControlEntity, add_control_entities, has_targets
from .core.smart import TargetLimits
from .core.targets import accepts_ready_by, with_ready_by
from .device_view import DeviceView
from .entity import OctopusEvDescription
from .runtime import OctopusEvConfigEntry

# An order at a time: the next one may build on it.
PARALLEL_UPDATES = 1


@dataclass(frozen=True, kw_only=True)
class OctopusEvTimeDescription(OctopusEvDescription[DeviceView], TimeEntityDescription):
    """A time of a car."""


READY_BY: Final = OctopusEvTimeDescription(
    key="ready_by",
    translation_key="ready_by",
    exists_fn=has_targets,
    available_fn=lambda view: view.fresh,
)


async def async_setup_entry(
    hass: HomeAssistant,
    entry: OctopusEvConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Set up the time of every device that has one."""
    add_control_entities(hass, entry, async_add_entities, (READY_BY,), OctopusEvReadyBy)


class OctopusEvReadyBy(OctopusEvControlEntity, TimeEntity):
    """The next time to be ready by; the clock is that of the supply point."""

    entity_description: OctopusEvTimeDescription

    @override
    async def async_set_value(self, value: time) -> None:
        """Order another time.

        Raises:
            ServiceValidationError: The supplier does not accept it.
        """
        device = self.view.device
        if device.limits is not None and not accepts_ready_by(device.limits, value):
            raise ServiceValidationError(
                translation_domain=DOMAIN,
                translation_key="ready_by_refused",
                translation_placeholders=_range(device.limits),
            )
        targets = with_ready_by(
            self.control.targets(self.view),
            value,
            self.subject.region,
            dt_util.utcnow(),
        )
        await self.async_order(self.control.async_set_targets(device, targets))

    @override
    def _show(self, view: DeviceView) -> tuple[object, ...]:
        """Set the time."""
        target = self.next_target(view)
        self._attr_native_value = None if target is None else target.ready_by
        return (*super()._show(view), self._attr_native_value)


def _range(limits: TargetLimits) -> dict[str, str]:
    """Say which times the supplier accepts."""
    return {
        "earliest": f"{limits.earliest or time.min:%H:%M}",
        "latest": f"{limits.latest or time.max:%H:%M}",
        "step": str(limits.step_minutes),
    }
