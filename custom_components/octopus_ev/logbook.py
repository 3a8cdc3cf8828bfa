"""Tell of charges in the logbook, in the language of Home Assistant."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, Final

from homeassistant.components.event import DOMAIN as EVENT_DOMAIN
from homeassistant.components.logbook import (
    LOGBOOK_ENTRY_ENTITY_ID,
    LOGBOOK_ENTRY_ICON,
    LOGBOOK_ENTRY_MESSAGE,
    LOGBOOK_ENTRY_NAME,
)
from homeassistant.core import Event, HomeAssistant, callback
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers.translation import async_get_cached_translations

from .calendar_events import money
from .const import DOMAIN, EVENT_CHARGING_SESSION
from .event import CHARGING_SESSION
from .runtime import OctopusEvConfigEntry
from .subject import point_subjects

type Describe = Callable[[Event[Any]], dict[str, Any]]

_PREFIX: Final = f"component.{DOMAIN}.common.logbook_"
_ICON: Final = "mdi:ev-station"


@callback
def async_describe_events(
    hass: HomeAssistant,
    async_describe_event: Callable[[str, str, Describe], None],
) -> None:
    """Describe what is said of charging sessions."""

    @callback
    def describe(event: Event[Any]) -> dict[str, Any]:
        data: Mapping[str, Any] = event.data
        described = {
            LOGBOOK_ENTRY_NAME: data.get("vehicle") or "Octopus EV",
            LOGBOOK_ENTRY_MESSAGE: _sentence(hass, data),
            LOGBOOK_ENTRY_ICON: _ICON,
        }
        if (entity_id := _entity_id(hass, data.get("session_id"))) is not None:
            described[LOGBOOK_ENTRY_ENTITY_ID] = entity_id
        return described

    async_describe_event(DOMAIN, EVENT_CHARGING_SESSION, describe)


def _sentence(hass: HomeAssistant, data: Mapping[str, Any]) -> str:
    """Return what happened to a charge, with its energy and cost once it is over.

    Events that an older version wrote are in the logbook as well, so nothing is taken
    for granted.
    """
    words = async_get_cached_translations(hass, hass.config.language, "common", DOMAIN)
    action = str(data.get("action"))
    energy, cost = data.get("energy_kwh"), data.get("cost")
    if energy is None or action == "started":
        key = action
    else:
        key = f"{action}_unpriced" if cost is None else f"{action}_priced"
    text = words.get(f"{_PREFIX}{key}", action)
    return text.format(
        energy=f"{energy or 0:.1f}",
        cost=money(Decimal(str(cost or 0)), str(data.get("currency")), 2),
    )


def _entity_id(hass: HomeAssistant, session_id: object) -> str | None:
    """Return the event entity that tells of a session, if it is still known."""
    entries: list[OctopusEvConfigEntry]
    entries = hass.config_entries.async_loaded_entries(DOMAIN)
    for entry in entries:
        session = entry.runtime_data.engine.session(str(session_id))
        for point in () if session is None else point_subjects(entry):
            if session is not None and point.point_key == session.point_key:
                return er.async_get(hass).async_get_entity_id(
                    EVENT_DOMAIN, DOMAIN, point.unique_id(CHARGING_SESSION.key)
                )
    return None
