"""Switches of a car: charge at once, and leave it to the supplier when to charge."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Final, override

from homeassistant.components.switch import SwitchEntity, SwitchEntityDescription
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .control import Control
from .control_entity import OctopusEvControlEntity, add_control_entities
from .core.smart import Device
from .device_view import DeviceView
from .entity import OctopusEvDescription
from .runtime import OctopusEvConfigEntry

# An order at a time: the next one may build on it.
PARALLEL_UPDATES = 1


@dataclass(frozen=True, kw_only=True)
class OctopusEvSwitchDescription(
    OctopusEvDescription[DeviceView], SwitchEntityDescription
):
    """A switch, by what it shows and what it orders."""

    value_fn: Callable[[Control, DeviceView], bool | None]
    order_fn: Callable[[Control, Device, bool], Awaitable[None]]


SWITCHES: Final = (
    OctopusEvSwitchDescription(
        key="boost",
        translation_key="boost",
        available_fn=lambda view: view.fresh,
        value_fn=Control.boosting,
        order_fn=Control.async_boost,
    ),
    OctopusEvSwitchDescription(
        key="smart_control",
        translation_key="smart_control",
        available_fn=lambda view: view.fresh,
        value_fn=Control.controlled,
        order_fn=Control.async_control,
    ),
)


async def async_setup_entry(
    hass: HomeAssistant,
    entry: OctopusEvConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Set up the switches of every device."""
    add_control_entities(hass, entry, async_add_entities, SWITCHES, OctopusEvSwitch)


class OctopusEvSwitch(OctopusEvControlEntity, SwitchEntity):
    """A switch of a car."""

    entity_description: OctopusEvSwitchDescription

    @override
    async def async_turn_on(self, **kwargs: Any) -> None:
        """Order it."""
        await self._async_turn(on=True)

    @override
    async def async_turn_off(self, **kwargs: Any) -> None:
        """Order the opposite."""
        await self._async_turn(on=False)

    async def _async_turn(self, *, on: bool) -> None:
        order = self.entity_description.order_fn(self.control, self.view.device, on)
        await self.async_order(order)

    @override
    def _show(self, view: DeviceView) -> tuple[object, ...]:
        """Set whether it is on."""
        self._attr_is_on = self.entity_description.value_fn(self.control, view)
        return (*super()._show(view), self._attr_is_on)
