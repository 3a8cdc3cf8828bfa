"""Keep the device registry true: the user's vehicles, and the supplier's cars."""

from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import device_registry as dr

from .const import DOMAIN
from .runtime import OctopusEvConfigEntry


@callback
def async_follow_devices(hass: HomeAssistant, entry: OctopusEvConfigEntry) -> None:
    """Remove what is no longer listed, now and whenever that changes.

    A vehicle of the user's goes with its description.
    """

    @callback
    def remove() -> None:
        listed = listed_keys(entry)
        if listed is None:
            return
        registry = dr.async_get(hass)
        for device in dr.async_entries_for_config_entry(registry, entry.entry_id):
            # A supply point may be chosen again; the user removes it.
            car = device.entry_type is not dr.DeviceEntryType.SERVICE
            listable = car and device.config_subentry_id is None
            if listable and followed(listed).isdisjoint(device.identifiers):
                registry.async_remove_device(device.id)

    remove()
    entry.async_on_unload(entry.runtime_data.engine.async_subscribe(remove))


def listed_keys(entry: OctopusEvConfigEntry) -> set[str] | None:
    """Return the keys of all listed devices; `None` while nothing has been told."""
    engine = entry.runtime_data.engine
    views = [engine.view(key).devices for key in engine.point_keys]
    if any(devices is None for devices in views):
        return None
    return {view.device.key for devices in views for view in devices or ()}


def followed(keys: set[str]) -> set[tuple[str, str]]:
    """Return the identifiers of supply points or devices in the device registry."""
    return {(DOMAIN, key) for key in keys}
