"""What every entity shares: its device, its name and when it speaks."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import override

from homeassistant.core import callback
from homeassistant.helpers.device_registry import DeviceEntryType, DeviceInfo
from homeassistant.helpers.entity import Entity, EntityDescription
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .const import DOMAIN
from .engine import Engine
from .runtime import OctopusEvConfigEntry
from .view import PointView


@dataclass(frozen=True, kw_only=True)
class OctopusEvDescription(EntityDescription):
    """Where an entity exists, and when what it shows can be trusted."""

    exists_fn: Callable[[PointView], bool] = lambda _: True
    available_fn: Callable[[PointView], bool] = lambda _: True


def has_demand(view: PointView) -> bool:
    """Tell whether the power of the home is seen, by a Home Mini or a sensor."""
    return view.point.has_telemetry or view.sensors.house_power is not None


def has_register(view: PointView) -> bool:
    """Tell whether a Home Mini is followed; no sensor takes its place."""
    return view.point.has_telemetry and view.sensors.house_power is None


def has_live(view: PointView) -> bool:
    """Tell whether a charge can be seen as it happens."""
    return has_demand(view) or view.sensors.on_charger


def has_off_peak(view: PointView) -> bool:
    """Tell whether the tariff has cheaper hours."""
    return view.off_peak is not None


def is_demand(view: PointView) -> bool:
    """Tell whether telemetry is fresh; a stale figure is unknown, not old news."""
    return view.sample is not None


def is_live(view: PointView) -> bool:
    """Tell whether it is known if the car charges now."""
    return view.sample is not None or view.charger_until is not None


class OctopusEvEntity(Entity):
    """One fact of one supply point."""

    _attr_has_entity_name = True
    _attr_should_poll = False

    def __init__(
        self, engine: Engine, point_key: str, description: EntityDescription
    ) -> None:
        """Take the entity's place on the supply point's device."""
        self.entity_description = description
        self._engine = engine
        self._point_key = point_key
        self._attr_unique_id = f"{point_key}_home_{description.key}"
        self._attr_device_info = _device_info(engine, point_key)

    @property
    def view(self) -> PointView:
        """What is known of the supply point."""
        return self._engine.view(self._point_key)


class OctopusEvViewEntity(OctopusEvEntity):
    """A fact that is read from the view, and written when it has changed."""

    entity_description: OctopusEvDescription

    def __init__(
        self, engine: Engine, point_key: str, description: OctopusEvDescription
    ) -> None:
        """Read the fact for the first time."""
        super().__init__(engine, point_key, description)
        self._shown = self._show(self.view)

    @override
    async def async_added_to_hass(self) -> None:
        """Follow the view from now on."""
        self.async_on_remove(self._engine.async_subscribe(self._async_view_changed))

    @callback
    def _async_view_changed(self) -> None:
        if (shown := self._show(self.view)) != self._shown:
            self._shown = shown
            self.async_write_ha_state()

    def _show(self, view: PointView) -> tuple[object, ...]:
        """Set everything that the entity shows, and return it for comparison."""
        self._attr_available = self.entity_description.available_fn(view)
        return (self._attr_available,)


def add_entities[D: OctopusEvDescription](
    entry: OctopusEvConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
    descriptions: Iterable[D],
    build: Callable[[Engine, str, D], Entity],
) -> None:
    """Add each supply point's entities as soon as there is something to show.

    A Home Mini or a tariff with cheaper hours may come while Home Assistant runs.
    """
    engine = entry.runtime_data.engine
    waiting = [
        (point_key, description)
        for point_key in engine.point_keys
        for description in descriptions
    ]

    @callback
    def async_add_new() -> None:
        new = [
            (point_key, description)
            for point_key, description in waiting
            if description.exists_fn(engine.view(point_key))
        ]
        for item in new:
            waiting.remove(item)
        if new:
            async_add_entities(build(engine, *item) for item in new)

    async_add_new()
    entry.async_on_unload(engine.async_subscribe(async_add_new))


def _device_info(engine: Engine, point_key: str) -> DeviceInfo:
    """Describe a supply point without its MPAN or a meter's serial.

    Several points of one account are told apart by their order.
    """
    number = engine.point_keys.index(point_key) + 1
    return DeviceInfo(
        entry_type=DeviceEntryType.SERVICE,
        identifiers={(DOMAIN, point_key)},
        manufacturer="Octopus Energy",
        translation_key="supply_point" if number == 1 else "supply_point_numbered",
        translation_placeholders={"number": str(number)},
    )
