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

    Those that the user described are meant first, then the supplier's.
    """
    engine = entry.runtime_data.engine
    own = entry.runtime_data.settings.vehicles
    known = {one.vehicle.key: one.vehicle.name for one in own}
    for key in engine.point_keys:
        known = vehicle_names(engine.view(key)) | known
    device = dr.async_get(hass).async_get(said)
    meant = {said} if device is None else {name for _, name in device.identifiers}
    for key in (*(one.vehicle.key for one in own), *known):
        if key in meant or known[key].casefold() == said.casefold():
            return key
    return None
