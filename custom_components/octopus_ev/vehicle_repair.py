"""Say that an entity which tells of a vehicle, or of carbon, is gone."""

from collections.abc import Iterator
from typing import Final

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import issue_registry as ir
from homeassistant.helpers.event import async_track_entity_registry_updated_event
from homeassistant.helpers.start import async_at_started

from .const import DOMAIN
from .own_sensor_repair import exists
from .settings import Settings

VEHICLE: Final = "vehicle_entity_gone"
CARBON: Final = "carbon_sensor_gone"

type _Link = tuple[str, str, dict[str, str], tuple[str, ...]]
"""A repair's id and texts, what these leave open, and the entities that it is about."""


@callback
def async_watch_links(
    hass: HomeAssistant, entry: ConfigEntry, settings: Settings
) -> None:
    """Raise a repair while one of them is gone; another is chosen where it was."""
    links = tuple(_links(entry, settings))

    @callback
    def look(_: object) -> None:
        for issue, key, texts, entity_ids in links:
            gone = [name for name in entity_ids if not exists(hass, name)]
            if not gone:
                ir.async_delete_issue(hass, DOMAIN, issue)
                continue
            ir.async_create_issue(
                hass,
                DOMAIN,
                issue,
                is_fixable=False,
                severity=ir.IssueSeverity.WARNING,
                translation_key=key,
                translation_placeholders={
                    **texts,
                    "entities": "\n".join(f"- `{name}`" for name in gone),
                },
            )

    @callback
    def withdraw() -> None:
        for issue, *_ in links:
            ir.async_delete_issue(hass, DOMAIN, issue)

    entry.async_on_unload(withdraw)
    ids = {name for *_, entity_ids in links for name in entity_ids}
    entry.async_on_unload(async_track_entity_registry_updated_event(hass, ids, look))
    # Before Home Assistant has started, one that is not there is only late.
    entry.async_on_unload(async_at_started(hass, look))


def _links(entry: ConfigEntry, settings: Settings) -> Iterator[_Link]:
    for own in settings.vehicles:
        car = own.vehicle
        texts = {"vehicle": car.name}
        yield f"{VEHICLE}_{car.key}", VEHICLE, texts, own.sensors.entity_ids
    if settings.carbon_sensor is not None:
        yield f"{CARBON}_{entry.entry_id}", CARBON, {}, (settings.carbon_sensor,)
