"""Whom a trigger or a condition is about: supply points and cars, by what a user picks."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any, Final

import probatio

from homeassistant.const import CONF_OPTIONS, CONF_TARGET
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import (
    config_validation as cv,
    device_registry as dr,
    entity_registry as er,
)
from homeassistant.helpers.target import (
    TargetSelection,
    async_extract_referenced_entity_ids,
)
from homeassistant.helpers.typing import ConfigType

from ..const import DOMAIN
from ..core.session import Session
from ..runtime import OctopusEvConfigEntry
from ..view import PointView

_JUST_NOW: Final = timedelta(hours=1)


def aimed(options: Mapping[probatio.Marker, Any]) -> probatio.Schema:
    """Return the schema of what takes these options, and whom it is about."""
    return probatio.Schema(
        {
            probatio.Optional(CONF_TARGET): cv.TARGET_FIELDS,
            probatio.Optional(CONF_OPTIONS, default={}): dict(options),
        }
    )


def about_session(session: Session, view: PointView) -> frozenset[str]:
    """Return the keys of the supply point and the cars that a session is about.

    Which car charged is told hours later. Until then it is the one that the supplier
    sees charge, or the only one that may be plugged in.
    """
    cars = {session.device, session.vehicle} - {None}
    if not cars and view.as_of - session.span.end < _JUST_NOW:
        cars = _at_the_plug(view)
    described = (vehicle.key for vehicle in view.vehicles if vehicle.device in cars)
    return frozenset(filter(None, (session.point_key, *cars, *described)))


def _at_the_plug(view: PointView) -> set[str | None]:
    """Return the keys of the supplier's cars that charge now, or of the only one."""
    devices = view.devices or ()
    charging = {d.device.key for d in devices if d.state and d.state.charging}
    there = {d.device.key for d in devices if d.plugged_in is not False}
    return {*(charging or (there if len(there) == 1 else ()))}


def about_view(view: PointView) -> frozenset[str]:
    """Return the keys of a supply point and of the cars that may charge there."""
    cars = (device.device.key for device in view.devices or ())
    described = (vehicle.key for vehicle in view.vehicles)
    return frozenset((view.point.key, *cars, *described))


@callback
def async_aimed_at(
    hass: HomeAssistant, target: ConfigType | None, about: frozenset[str]
) -> bool:
    """Tell whether a target means something that has one of these keys.

    Without a target all are meant. What an area or a label holds may change, so the
    registries are asked each time.
    """
    keys = _keys(hass, target)
    return keys is None or not keys.isdisjoint(about)


@callback
def async_views(
    hass: HomeAssistant, target: ConfigType | None
) -> Iterator[tuple[PointView, frozenset[str] | None]]:
    """Yield what is known of the supply points that a target means, or whose cars.

    With each come the keys that were picked; `None` where all of it is meant.
    """
    keys = _keys(hass, target)
    entries: list[OctopusEvConfigEntry] = hass.config_entries.async_loaded_entries(
        DOMAIN
    )
    for entry in entries:
        engine = entry.runtime_data.engine
        for view in map(engine.view, engine.point_keys):
            if keys is None or view.point.key in keys:
                yield view, None
            elif not keys.isdisjoint(about_view(view)):
                yield view, keys


@callback
def _keys(hass: HomeAssistant, target: ConfigType | None) -> frozenset[str] | None:
    """Return the keys of all devices of ours that a target means, or `None` for all."""
    if not target or not (selection := TargetSelection(target)).has_any_target:
        return None
    selected = async_extract_referenced_entity_ids(
        hass, selection, primary_entities_only=False
    )
    entities, devices = er.async_get(hass), dr.async_get(hass)
    entries = map(
        entities.async_get, selected.referenced | selected.indirectly_referenced
    )
    ids = {entry.device_id for entry in entries if entry is not None}
    found = (
        devices.async_get(device_id)
        for device_id in ids | selected.referenced_devices
        if device_id is not None
    )
    return frozenset(
        key
        for device in found
        if device is not None
        for domain, key in device.identifiers
        if domain == DOMAIN
    )
