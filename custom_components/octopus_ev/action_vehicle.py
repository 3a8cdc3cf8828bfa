"""How actions name a vehicle."""

from typing import Final

import probatio

from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import config_validation as cv, device_registry as dr

from .action import Fields
from .card_payload import vehicle_names
from .runtime import OctopusEvConfigEntry

ATTR_VEHICLE: Final = "vehicle"

VEHICLE: Final[Fields] = {probatio.Optional(ATTR_VEHICLE): cv.string}
"""A vehicle, by its device, its name or its key."""


@callback
def vehicle_key(
    hass: HomeAssistant, entry: OctopusEvConfigEntry, said: str
) -> str | None:
    """Return the key of the vehicle that a user means; `None` if there is none such.

    The supplier's device that a vehicle of the user's is stands for that vehicle.
    """
    runtime = entry.runtime_data
    known: dict[str, str] = {}
    for key in runtime.engine.point_keys:
        known |= vehicle_names(runtime.engine.view(key))
    own = {one.vehicle.device: one.vehicle.key for one in runtime.settings.vehicles}
    device = dr.async_get(hass).async_get(said)
    meant = {said} if device is None else {name for _, name in device.identifiers}
    meant |= {own[name] for name in meant if name in own}
    for key, name in known.items():
        if key in meant or name.casefold() == said.casefold():
            return key
    return None
