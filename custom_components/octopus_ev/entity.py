"""What every entity shares: its device, its name and when it speaks."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final, override

from homeassistant.core import callback
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers.entity import Entity, EntityDescription
from homeassistant.helpers.entity_platform import (
    AddConfigEntryEntitiesCallback,
    async_get_current_platform,
)

from .const import DOMAIN
from .runtime import OctopusEvConfigEntry
from .subject import Subject
from .view import PointView

type Attributes = Mapping[str, str | float | bool | None]

NO_ATTRIBUTES: Final[Attributes] = {}


@dataclass(frozen=True, kw_only=True)
class OctopusEvDescription[V](EntityDescription):
    """Where an entity exists, and when what it shows can be trusted."""

    exists_fn: Callable[[V], bool] = lambda _: True
    comes_back: bool = False
    """Whether a restart brings it back before anything is told of it again."""
    available_fn: Callable[[V], bool] = lambda _: True


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


class OctopusEvEntity[V](Entity):
    """One fact of a supply point or a device."""

    _attr_has_entity_name = True
    _attr_should_poll = False

    def __init__(self, subject: Subject[V], description: EntityDescription) -> None:
        """Take the entity's place on its device."""
        self.entity_description = description
        self.subject = subject
        self._attr_unique_id = subject.unique_id(description.key)
        self._attr_device_info = subject.device_info


class OctopusEvViewEntity[V](OctopusEvEntity[V]):
    """A fact that is read from the view, and written when it has changed."""

    entity_description: OctopusEvDescription[V]
    view: V
    """What was last known."""

    def __init__(
        self, subject: Subject[V], description: OctopusEvDescription[V]
    ) -> None:
        """Read the fact for the first time."""
        super().__init__(subject, description)
        self._shown: tuple[object, ...] = ()
        self._read()

    @override
    async def async_added_to_hass(self) -> None:
        """Follow the view from now on."""
        engine = self.subject.engine
        self.async_on_remove(engine.async_subscribe(self._async_view_changed))

    @callback
    def _async_view_changed(self) -> None:
        if self._read():
            self.async_write_ha_state()

    def _read(self) -> bool:
        """Tell whether there is something new to show; of what is gone there is not."""
        if (view := self.subject.view) is None:
            return False
        self.view = view
        if (shown := self._show(view)) == self._shown:
            return False
        self._shown = shown
        return True

    def _show(self, view: V) -> tuple[object, ...]:
        """Set everything that the entity shows, and return it for comparison."""
        self._attr_available = self.entity_description.available_fn(view)
        return (self._attr_available,)


def add_entities[V, D: OctopusEvDescription[Any]](
    entry: OctopusEvConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
    subjects: Callable[[], Iterable[Subject[V]]],
    descriptions: Iterable[D],
    build: Callable[[Subject[V], D], Entity],
    *,
    subentry_id: str | None = None,
) -> None:
    """Add each subject's entities as soon as there is something to show.

    A Home Mini, a car or a tariff with cheaper hours may come while Home Assistant
    runs; what is gone may come back. A vehicle's belong to the subentry of its own.
    """
    engine = entry.runtime_data.engine
    platform = async_get_current_platform()
    registry = er.async_get(platform.hass)
    known: set[str] = set()

    def registered(unique_id: str) -> bool:
        found = registry.async_get_entity_id(platform.domain, DOMAIN, unique_id)
        return found is not None

    @callback
    def async_add_new() -> None:
        new = []
        present = set()
        for subject in subjects():
            view = subject.view
            for description in descriptions:
                unique_id = subject.unique_id(description.key)
                present.add(unique_id)
                if (
                    unique_id not in known
                    and view is not None
                    and (
                        description.exists_fn(view)
                        or (description.comes_back and registered(unique_id))
                    )
                ):
                    known.add(unique_id)
                    new.append(build(subject, description))
        known.intersection_update(present)
        if new:
            async_add_entities(new, config_subentry_id=subentry_id)

    async_add_new()
    entry.async_on_unload(engine.async_subscribe(async_add_new))
