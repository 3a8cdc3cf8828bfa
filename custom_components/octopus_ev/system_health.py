"""What the page on system health says: is Octopus reached, and is all well with it."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, Final

from homeassistant.components.system_health import (
    SystemHealthRegistration,
    async_check_can_reach_url,
)
from homeassistant.core import HomeAssistant, callback
from homeassistant.util import dt as dt_util

from .api import host_in_use
from .const import DOMAIN
from .coordinator.base import error_key
from .kraken.errors import KrakenError
from .runtime import OctopusEvConfigEntry

_NONE: Final = "none"
_SILENT: Final = "silent"
_UNKNOWN: Final = "unknown"


@callback
def async_register(hass: HomeAssistant, register: SystemHealthRegistration) -> None:
    """Offer what is known of all accounts; nothing of it tells whose they are."""
    register.async_register_info(_async_info)


async def _async_info(hass: HomeAssistant) -> dict[str, Any]:
    entries: list[OctopusEvConfigEntry]
    entries = hass.config_entries.async_loaded_entries(DOMAIN)
    added = hass.config_entries.async_entries(DOMAIN)
    return {
        # The page shows what takes long once it is there.
        "can_reach_server": async_check_can_reach_url(hass, str(host_in_use().base)),
        "accounts": f"{len(entries)}/{len(added)}",
        "last_success": listed(map(_last_success, entries)),
        "requests_left": _async_requests_left(entries),
        "home_mini_age": listed(age for entry in entries for age in _ages(entry)),
    }


def listed(values: Iterable[datetime | str]) -> datetime | str:
    """Return one value as it is, so that the page can spell it, and several as text."""
    match list(values):
        case []:
            return _NONE
        case [value]:
            return value
        case several:
            return ", ".join(map(str, several))


def _last_success(entry: OctopusEvConfigEntry) -> datetime | str:
    """Return when an account's readings were last asked for with success."""
    engine = entry.runtime_data.engine
    polled = (engine.view(key).readings_polled for key in engine.point_keys)
    return max((at for at in polled if at is not None), default=_UNKNOWN)


async def _async_requests_left(entries: list[OctopusEvConfigEntry]) -> str:
    """Return what may still be asked in this hour, of how much, or why nobody knows."""
    left = [await _async_left(entry) for entry in entries]
    return ", ".join(left) or _NONE


async def _async_left(entry: OctopusEvConfigEntry) -> str:
    try:
        allowance = await entry.runtime_data.provider.allowance()
    except KrakenError as err:
        return error_key(err)
    return f"{allowance.left}/{allowance.points}"


def _ages(entry: OctopusEvConfigEntry) -> Iterable[str]:
    """Yield how old the newest word of each Home Mini is."""
    runtime = entry.runtime_data
    for key in runtime.live:
        sample = runtime.engine.view(key).sample
        if sample is None:
            yield _SILENT
        else:
            age = dt_util.utcnow() - sample.at
            yield f"{max(age, timedelta()) // timedelta(minutes=1)} min"
