"""The action that tells which statistics to choose in the Energy dashboard."""

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
from homeassistant.helpers import selector, service

from .const import DOMAIN
from .energy_dashboard import async_choices
from .runtime import OctopusEvConfigEntry

ENERGY_DASHBOARD_IDS: Final = "energy_dashboard_ids"

ENERGY_DASHBOARD_IDS_SCHEMA: Final = probatio.Schema(
    {
        probatio.Required(ATTR_CONFIG_ENTRY_ID): selector.ConfigEntrySelector(
            {"integration": DOMAIN}
        ),
    }
)


@callback
def async_setup(hass: HomeAssistant) -> None:
    """Register the action."""
    hass.services.async_register(
        DOMAIN,
        ENERGY_DASHBOARD_IDS,
        _async_energy_dashboard_ids,
        schema=ENERGY_DASHBOARD_IDS_SCHEMA,
        supports_response=SupportsResponse.ONLY,
    )


async def _async_energy_dashboard_ids(call: ServiceCall) -> ServiceResponse:
    """Return the statistics to choose, and which of them are there already.

    Raises:
        ServiceValidationError: The account is not set up.
    """
    entry: OctopusEvConfigEntry = service.async_get_config_entry(
        call.hass, DOMAIN, call.data[ATTR_CONFIG_ENTRY_ID]
    )
    return {
        "statistics": [
            {
                "point": choice.point_key,
                "place": choice.place.value,
                "energy": choice.energy,
                "money": choice.money,
                "name": choice.name,
                "status": choice.status.value,
            }
            for choice in await async_choices(call.hass, entry.runtime_data.engine)
        ]
    }
