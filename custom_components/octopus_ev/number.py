"""The state of charge that a car is to reach."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Final, override

from homeassistant.components.number import (
    NumberDeviceClass,
    NumberEntity,
    NumberEntityDescription,
)
from homeassistant.const import PERCENTAGE
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import ServiceValidationError
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback
from homeassistant.util import dt as dt_util

from .const import DOMAIN
from .control_entity import OctopusEvControlEntity, add_control_entities, has_targets
from .core.targets import accepts_most, with_most
from .device_view import DeviceView
from .entity import OctopusEvDescription
from .runtime import OctopusEvConfigEntry

# An order at a time: the next one may build on it.
PARALLEL_UPDATES = 1


@dataclass(frozen=True, kw_only=True)
class OctopusEvNumberDescription(
    OctopusEvDescription[DeviceView], NumberEntityDescription
):
    """A number of a car."""


TARGET: Final = OctopusEvNumberDescription(
    key="target_state_of_charge",
    translation_key="target_state_of_charge",
    device_class=NumberDeviceClass.BATTERY,
    native_unit_of_measurement=PERCENTAGE,
    exists_fn=has_targets,
    available_fn=lambda view: view.fresh,
)


async def async_setup_entry(
    hass: HomeAssistant,
    entry: OctopusEvConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Set up the target of every device that has one."""
    add_control_entities(hass, entry, async_add_entities, (TARGET,), OctopusEvTarget)


class OctopusEvTarget(OctopusEvControlEntity, NumberEntity):
    """The state of charge to reach by the next time to be ready by."""

    entity_description: OctopusEvNumberDescription

    @override
    async def async_set_native_value(self, value: float) -> None:
        """Order another target.

        Raises:
            ServiceValidationError: The supplier does not accept it.
        """
        device, most = self.view.device, Decimal(str(value))
        if device.limits is not None and not accepts_most(device.limits, most):
            raise ServiceValidationError(
                translation_domain=DOMAIN, translation_key="targets_refused"
            )
        targets = with_most(
            self.control.targets(self.view), most, self.subject.region, dt_util.utcnow()
        )
        await self.async_order(self.control.async_set_targets(device, targets))

    @override
    def _show(self, view: DeviceView) -> tuple[object, ...]:
        """Set the target and its limits."""
        target = self.next_target(view)
        self._attr_native_value = None if target is None else float(target.most)
        if (limits := view.device.limits) is not None:
            self._attr_native_min_value = float(limits.least or 0)
            self._attr_native_max_value = float(
                100 if limits.most is None else limits.most
            )
            self._attr_native_step = float(limits.step or 1)
        return (
            *super()._show(view),
            self._attr_native_value,
            view.device.limits,
        )
