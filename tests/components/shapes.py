"""What of an entity does not change with the data: its registry entry and attributes."""

from enum import Enum
from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er

from .conftest import Home

FIXED = frozenset(
    {
        "device_class",
        "event_types",
        "friendly_name",
        "options",
        "state_class",
        "unit_of_measurement",
    }
)


def shapes(home: Home, domain: str) -> dict[str, dict[str, Any]]:
    """Return the shape of every entity of a platform by its id."""
    registry = er.async_get(home.hass)
    return {
        entry.entity_id: _shape(home.hass, entry)
        for entry in sorted(
            er.async_entries_for_config_entry(registry, home.entry.entry_id),
            key=lambda entry: entry.entity_id,
        )
        if entry.domain == domain
    }


def _shape(hass: HomeAssistant, entry: er.RegistryEntry) -> dict[str, Any]:
    shape: dict[str, Any] = {
        "unique_id": entry.unique_id,
        "category": _plain(entry.entity_category),
        "shown": not entry.disabled,
    }
    if (state := hass.states.get(entry.entity_id)) is not None:
        shape["attributes"] = {
            str(name): _plain(value) if name in FIXED else "…"
            for name, value in sorted(state.attributes.items())
        }
    return shape


def _plain(value: Any) -> Any:
    return value.value if isinstance(value, Enum) else value
