"""The actions of the integration."""

from datetime import UTC, datetime
from typing import Final, cast

import probatio

from homeassistant.const import ATTR_CONFIG_ENTRY_ID
from homeassistant.core import (
    HomeAssistant,
    ServiceCall,
    ServiceResponse,
    SupportsResponse,
    callback,
)
from homeassistant.exceptions import ServiceValidationError
from homeassistant.helpers import config_validation as cv, selector, service
from homeassistant.util import dt as dt_util

from .action_bill import async_setup as async_setup_bill
from .action_energy import async_setup as async_setup_energy
from .action_import import async_setup as async_setup_import
from .const import DOMAIN
from .core.away import away_charges
from .core.payload import elsewhere, provenance, slots, summary
from .core.span import BEGINNING, FOREVER, Span
from .runtime import OctopusEvConfigEntry

LIST_SESSIONS: Final = "list_sessions"
REBUILD_STATISTICS: Final = "rebuild_statistics"
ATTR_START: Final = "start"
ATTR_END: Final = "end"

_ACCOUNT: Final = {
    probatio.Required(ATTR_CONFIG_ENTRY_ID): selector.ConfigEntrySelector(
        {"integration": DOMAIN}
    )
}
LIST_SESSIONS_SCHEMA: Final = probatio.Schema(
    {
        **_ACCOUNT,
        probatio.Optional(ATTR_START): cv.datetime,
        probatio.Optional(ATTR_END): cv.datetime,
    }
)
REBUILD_STATISTICS_SCHEMA: Final = probatio.Schema(_ACCOUNT)


@callback
def async_setup(hass: HomeAssistant) -> None:
    """Register the actions."""
    hass.services.async_register(
        DOMAIN,
        LIST_SESSIONS,
        _async_list_sessions,
        schema=LIST_SESSIONS_SCHEMA,
        supports_response=SupportsResponse.ONLY,
    )
    service.async_register_admin_service(
        hass,
        DOMAIN,
        REBUILD_STATISTICS,
        _async_rebuild_statistics,
        schema=REBUILD_STATISTICS_SCHEMA,
        supports_response=SupportsResponse.OPTIONAL,
    )
    async_setup_bill(hass)
    async_setup_energy(hass)
    async_setup_import(hass)


async def _async_list_sessions(call: ServiceCall) -> ServiceResponse:
    """Return the sessions that fall, wholly or in part, between two times.

    Apart from them, the charges elsewhere of which the supplier told lately.

    Raises:
        ServiceValidationError: The account is not set up, or the times are reversed.
    """
    entry = _entry(call)
    start = _instant(call, ATTR_START) or BEGINNING
    end = _instant(call, ATTR_END) or FOREVER
    if end <= start:
        raise ServiceValidationError(
            translation_domain=DOMAIN, translation_key="end_before_start"
        )
    window = Span(start, end)
    engine = entry.runtime_data.engine
    views = [engine.view(point_key) for point_key in engine.point_keys]
    return {
        "sessions": [
            {
                "point": view.point.key,
                **summary(session, view.region),
                "provenance": provenance(session),
                "slots": slots(session),
            }
            for view in views
            for session in view.sessions
            if session.span.overlaps(window)
        ],
        "away": [
            {"point": view.point.key, **elsewhere(charge, view.region)}
            for view in views
            for charge in away_charges(engine.smart(view.point.key))
            if charge.span.overlaps(window)
        ],
    }


async def _async_rebuild_statistics(call: ServiceCall) -> ServiceResponse:
    """Write the statistics of an account anew; tell the rows of each.

    Raises:
        ServiceValidationError: The account is not set up.
    """
    rows = await _entry(call).runtime_data.statistics.async_rebuild()
    return {"rows": dict(rows)}


def _entry(call: ServiceCall) -> OctopusEvConfigEntry:
    """Return the account that an action is about.

    Raises:
        ServiceValidationError: It is not set up.
    """
    entry: OctopusEvConfigEntry = service.async_get_config_entry(
        call.hass, DOMAIN, call.data[ATTR_CONFIG_ENTRY_ID]
    )
    return entry


def _instant(call: ServiceCall, field: str) -> datetime | None:
    """Return a field in UTC; without an offset it is in the time zone of the user."""
    if (value := cast(datetime | None, call.data.get(field))) is None:
        return None
    return dt_util.as_utc(value).astimezone(UTC)
