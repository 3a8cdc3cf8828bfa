"""Build the way to a supplier; the config flow and the entry of a key share one."""

from dataclasses import dataclass, field
from functools import cache
from ipaddress import ip_address
import os
from typing import Final, override
from weakref import WeakValueDictionary

from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.aiohttp_client import async_get_clientsession
from homeassistant.util import dt as dt_util
from homeassistant.util.hass_dict import HassKey

from .const import DOMAIN, ENV_GB_URL, LOGGER
from .core.model import Account, PaymentMethod, Reading, SupplyPoint
from .core.span import Span
from .handover import Handover
from .kraken.gb import HOST, GbClient
from .kraken.transport import KrakenHost
from .providers.gb import GbProvider


@dataclass(frozen=True, slots=True, weakref_slot=True)
class Access:
    """What the flow and the entry of one API key share."""

    client: GbClient = field(repr=False)
    handover: Handover = field(default_factory=Handover)


# Held weakly: access lives as long as a flow or an entry uses it, and so the token
# and the request budget of a flow pass on to the entry that it creates.
_ACCESS: Final[HassKey[WeakValueDictionary[str, Access]]] = HassKey(f"{DOMAIN}_access")


class SharedProvider(GbProvider):
    """A provider that first gives what was handed over."""

    def __init__(self, access: Access, payment_method: PaymentMethod) -> None:
        """Ask through a shared client."""
        super().__init__(access.client, payment_method)
        self._access = access

    @property
    def handover(self) -> Handover:
        """What the next provider of the same key need not ask again."""
        return self._access.handover

    @override
    async def account(self, number: str) -> Account:
        known = self.handover.account(number)
        return known or await super().account(number)

    @override
    async def has_telemetry(self, point: SupplyPoint) -> bool:
        known = self.handover.has_telemetry(point)
        return await super().has_telemetry(point) if known is None else known

    @override
    async def readings(self, point: SupplyPoint, window: Span) -> tuple[Reading, ...]:
        known = self.handover.readings(point, window)
        return await super().readings(point, window) if known is None else known


@callback
def create_provider(
    hass: HomeAssistant,
    api_key: str,
    payment_method: PaymentMethod = PaymentMethod.DIRECT_DEBIT,
) -> SharedProvider:
    """Return a provider for an API key; two of one key share its access."""
    shared = hass.data.setdefault(_ACCESS, WeakValueDictionary())
    access = shared.get(api_key)
    if access is None:
        session = async_get_clientsession(hass)
        client = GbClient(session, api_key, now=dt_util.utcnow, host=host_in_use())
        access = Access(client)
        shared[api_key] = access
    return SharedProvider(access, payment_method)


def host_in_use() -> KrakenHost:
    """Return where requests go: to Octopus, unless a simulator is named."""
    return gb_host(os.environ.get(ENV_GB_URL))


@cache
def gb_host(address: str | None) -> KrakenHost:
    """Return where to ask; an address beyond this machine is warned of once.

    An API key is a password. It goes to Octopus, or to a simulator that runs here.
    """
    if not address:
        return HOST
    try:
        host = KrakenHost.parse(address)
    except ValueError:
        host = None
    if host is None or not _is_loopback(host.base.host):
        LOGGER.warning("%s is ignored: it is no address of this machine", ENV_GB_URL)
        return HOST
    return host


def _is_loopback(host: str | None) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host or "").is_loopback
    except ValueError:
        return False
