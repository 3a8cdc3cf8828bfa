"""The action that imports everything the account has, once more."""

from typing import Final

import probatio

from homeassistant.const import ATTR_CONFIG_ENTRY_ID
from homeassistant.core import (
    HomeAssistant,
    ServiceCall,
    ServiceResponse,
    SupportsResponse,
    callback,
)
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import selector, service

from .const import DOMAIN
from .coordinator.base import error_key
from .kraken.errors import KrakenError
from .runtime import OctopusEvConfigEntry

IMPORT_HISTORY: Final = "import_history"

IMPORT_HISTORY_SCHEMA: Final = probatio.Schema(
    {
        probatio.Required(ATTR_CONFIG_ENTRY_ID): selector.ConfigEntrySelector(
            {"integration": DOMAIN}
        ),
    }
)


@callback
def async_setup(hass: HomeAssistant) -> None:
    """Register the action."""
    service.async_register_admin_service(
        hass,
        DOMAIN,
        IMPORT_HISTORY,
        _async_import_history,
        schema=IMPORT_HISTORY_SCHEMA,
        supports_response=SupportsResponse.OPTIONAL,
    )


async def _async_import_history(call: ServiceCall) -> ServiceResponse:
    """Start an import; return what there is to import.

    Raises:
        HomeAssistantError: Octopus Energy does not tell.
        ServiceValidationError: The account is not set up.
    """
    entry: OctopusEvConfigEntry = service.async_get_config_entry(
        call.hass, DOMAIN, call.data[ATTR_CONFIG_ENTRY_ID]
    )
    runtime = entry.runtime_data
    try:
        plans = await runtime.backfill.async_again()
    except KrakenError as err:
        raise HomeAssistantError(
            translation_domain=DOMAIN, translation_key=error_key(err)
        ) from err
    return {
        "supply_points": [
            {
                "point_key": plan.point_key,
                "direction": runtime.account.data[plan.point_key].direction.value,
                "since": None if plan.since is None else plan.since.isoformat(),
                "readings": plan.readings,
            }
            for plan in plans
        ]
    }
