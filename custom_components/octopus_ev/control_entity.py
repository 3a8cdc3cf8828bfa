"""What entities share that order something of a car."""

from collections.abc import Awaitable, Callable, Iterable
from functools import partial
from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity import Entity
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback
from homeassistant.util import dt as dt_util

from .control import Control
from .core.smart import Target
from .core.targets import WEEK, next_target
from .device_view import DeviceView
from .entity import OctopusEvDescription, OctopusEvViewEntity, add_entities
from .runtime import OctopusEvConfigEntry
from .subject import Subject, device_subjects


class OctopusEvControlEntity(OctopusEvViewEntity[DeviceView]):
    """Something of a car that can be set; it shows what was ordered last."""

    def __init__(
        self,
        subject: Subject[DeviceView],
        description: OctopusEvDescription[DeviceView],
        *,
        control: Control,
    ) -> None:
        """Take the way to order."""
        self.control = control
        super().__init__(subject, description)

    def next_target(self, view: DeviceView) -> Target | None:
        """Return what is asked of the charge that is to be ready next."""
        targets = self.control.targets(view)
        return next_target(targets, self.subject.region, dt_util.utcnow())

    async def async_order(self, order: Awaitable[None]) -> None:
        """Give an order, and show it.

        Raises:
            HomeAssistantError: The supplier does not carry it out.
        """
        await order
        self._async_view_changed()


def has_targets(view: DeviceView) -> bool:
    """Tell whether the supplier says what is asked of every day, and what it accepts."""
    return len(view.device.targets) == WEEK and view.device.limits is not None


def add_control_entities[D: OctopusEvDescription[Any]](
    hass: HomeAssistant,
    entry: OctopusEvConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
    descriptions: Iterable[D],
    build: Callable[..., Entity],
) -> None:
    """Add what can be set of each device."""
    add_entities(
        entry,
        async_add_entities,
        lambda: device_subjects(hass, entry),
        descriptions,
        partial(build, control=entry.runtime_data.control),
    )
