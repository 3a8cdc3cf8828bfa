"""Follow the entities that the user chose, under whatever name they go."""

from collections.abc import Mapping

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import Event, HomeAssistant, callback
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers.event import async_track_entity_registry_updated_event

from .const import DOMAIN
from .engine import Engine
from .own_sensor_watch import SensorWatch
from .settings import CONF_SENSORS, SUBENTRY_VEHICLE, Settings


async def async_follow(
    hass: HomeAssistant, entry: ConfigEntry, engine: Engine, settings: Settings
) -> tuple[SensorWatch, ...]:
    """Listen for as long as the entry is loaded; return who does."""
    chosen = {
        key: own
        for key, own in settings.sensors.items()
        if key in engine.point_keys and own.entity_ids
    }
    watches = []
    for key, own in chosen.items():
        watch = SensorWatch(hass, engine, key, own)
        entry.async_on_unload(watch.async_stop)
        await watch.async_start()
        watches.append(watch)

    @callback
    def renamed(event: Event[er.EventEntityRegistryUpdatedData]) -> None:
        """Go on with a sensor that the user gave another id."""
        data = event.data
        if data["action"] == "update" and "old_entity_id" in data:
            _rename(hass, entry, data["old_entity_id"], data["entity_id"])

    ids = {entity_id for own in chosen.values() for entity_id in own.entity_ids}
    ids |= {name for own in settings.vehicles for name in own.sensors.entity_ids}
    if settings.carbon_sensor is not None:
        ids.add(settings.carbon_sensor)
    entry.async_on_unload(async_track_entity_registry_updated_event(hass, ids, renamed))
    return tuple(watches)


@callback
def async_read_further(
    hass: HomeAssistant, entry: ConfigEntry, watches: tuple[SensorWatch, ...]
) -> None:
    """Read in the background what the recorder has kept of the days before."""
    for watch in watches:
        entry.async_create_background_task(
            hass, watch.async_read_further(), f"{DOMAIN} read the charger's past"
        )


@callback
def _rename(hass: HomeAssistant, entry: ConfigEntry, old: str, new: str) -> None:
    """Write a new name wherever the old one stands; the entry then loads anew."""

    def renamed[T](names: Mapping[str, T]) -> dict[str, T | str]:
        return {field: new if name == old else name for field, name in names.items()}

    options = renamed(entry.options)
    if sensors := entry.options.get(CONF_SENSORS):
        options[CONF_SENSORS] = {key: renamed(own) for key, own in sensors.items()}
    hass.config_entries.async_update_entry(entry, options=options)
    for subentry in entry.get_subentries_of_type(SUBENTRY_VEHICLE):
        data = renamed(subentry.data)
        hass.config_entries.async_update_subentry(entry, subentry, data=data)
