"""What all actions share: their account, their supply point, and how they refuse."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, Final

import probatio

from homeassistant.const import ATTR_CONFIG_ENTRY_ID, ATTR_DEVICE_ID
from homeassistant.core import (
    HomeAssistant,
    ServiceCall,
    ServiceResponse,
    SupportsResponse,
    callback,
)
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError
from homeassistant.helpers import (
    config_validation as cv,
    device_registry as dr,
    selector,
    service,
)
from homeassistant.util import dt as dt_util

from .const import DOMAIN
from .coordinator.base import error_key
from .core.span import Span
from .kraken.errors import KrakenError
from .runtime import OctopusEvConfigEntry

ATTR_START: Final = "start"
ATTR_END: Final = "end"
ATTR_ENERGY: Final = "energy_kwh"

type Fields = Mapping[probatio.Marker, Any]


def in_utc(value: datetime) -> datetime:
    """Return an instant in UTC; without an offset it is in the user's time zone."""
    try:
        return dt_util.as_utc(value).astimezone(UTC)
    except OverflowError as err:
        raise probatio.Invalid("There is no such time") from err


UTC_TIME: Final = probatio.All(cv.datetime, in_utc)
"""An instant; one without an offset is in the time zone of the user."""

KWH: Final = probatio.All(
    probatio.Coerce(float), probatio.Range(0, 1000), lambda kwh: Decimal(str(kwh))
)

POINT: Final[Fields] = {probatio.Optional(ATTR_DEVICE_ID): cv.string}
"""One supply point of the account, by its device."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """One action: it is about an account, and what else it takes are its fields."""

    name: str
    run: Callable[[ServiceCall, OctopusEvConfigEntry], Awaitable[ServiceResponse]]
    """Answers, or raises a `HomeAssistantError` whose sentence is translated."""
    fields: Fields = field(default_factory=dict)
    response: SupportsResponse = SupportsResponse.ONLY
    admin: bool = False
    """Whether only administrators may, where a user calls it."""

    @callback
    def async_register(self, hass: HomeAssistant) -> None:
        """Make it known to Home Assistant."""
        schema = probatio.Schema(
            {
                probatio.Required(ATTR_CONFIG_ENTRY_ID): selector.ConfigEntrySelector(
                    {"integration": DOMAIN}
                ),
                **self.fields,
            }
        )
        if self.admin:
            service.async_register_admin_service(
                hass, DOMAIN, self.name, self._async_call, schema, self.response
            )
        else:
            hass.services.async_register(
                DOMAIN, self.name, self._async_call, schema, self.response
            )

    async def _async_call(self, call: ServiceCall) -> ServiceResponse:
        entry: OctopusEvConfigEntry = service.async_get_config_entry(
            call.hass, DOMAIN, call.data[ATTR_CONFIG_ENTRY_ID]
        )
        return await self.run(call, entry)


def refused(key: str, **places: str) -> ServiceValidationError:
    """Return the refusal of what was asked, in the sentence of that key."""
    return ServiceValidationError(
        translation_domain=DOMAIN,
        translation_key=key,
        translation_placeholders=places or None,
    )


def failed(err: KrakenError) -> HomeAssistantError:
    """Return what a user is told where the supplier does not answer."""
    return HomeAssistantError(translation_domain=DOMAIN, translation_key=error_key(err))


def span_of(start: datetime, end: datetime) -> Span:
    """Return the time from one instant to another.

    Raises:
        ServiceValidationError: It ends before it starts.
    """
    if end <= start:
        raise refused("end_before_start")
    return Span(start, end)


@callback
def points_of(call: ServiceCall, entry: OctopusEvConfigEntry) -> tuple[str, ...]:
    """Return the keys of the supply points that a call is about, by default of all.

    Raises:
        ServiceValidationError: The device is none of the account's supply points.
    """
    keys = entry.runtime_data.engine.point_keys
    if (device_id := call.data.get(ATTR_DEVICE_ID)) is None:
        return keys
    device = dr.async_get(call.hass).async_get(device_id)
    names = set() if device is None else {name for _, name in device.identifiers}
    chosen = tuple(key for key in keys if key in names)
    if not chosen:
        raise refused("no_supply_point")
    return chosen


@callback
def point_of(call: ServiceCall, entry: OctopusEvConfigEntry) -> str:
    """Return the key of the one supply point that a call is about.

    Raises:
        ServiceValidationError: The device is none, or is not given and there are several.
    """
    keys = points_of(call, entry)
    if len(keys) > 1:
        raise refused("which_supply_point")
    return keys[0]
