"""Everything that is polled of cars under the supplier's control, wired together."""

from collections.abc import Iterator
from typing import Any

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant, callback

from ..const import DOMAIN
from ..engine import Engine
from ..providers.base import SmartProvider
from .account import AccountCoordinator
from .base import OctopusEvCoordinator
from .billed import BilledCoordinator
from .capabilities import Capabilities
from .cars import CarsCoordinator
from .charges import ChargesCoordinator
from .follower import Followed


class SmartCoordinators:
    """The cars, their charges and their bill; set-up waits for none of them.

    An account without a car that the supplier controls is asked for one every few
    hours, and for nothing else.
    """

    def __init__(
        self,
        hass: HomeAssistant,
        entry: ConfigEntry,
        account: AccountCoordinator,
        engine: Engine,
        smart: SmartProvider,
    ) -> None:
        """Set up polling; nothing is asked yet."""
        self._hass = hass
        self._entry = entry
        self._engine = engine
        self.capabilities = Capabilities()
        self.provider = smart
        self.cars = CarsCoordinator(
            hass, entry, account, engine, smart, self.capabilities
        )
        followed = Followed(self.cars, engine, smart, self.capabilities)
        self.charges = ChargesCoordinator(hass, entry, followed)
        self.billed = BilledCoordinator(hass, entry, followed)
        self._known: frozenset[str] = frozenset()
        self._charging: frozenset[str] = frozenset()

    @callback
    def async_start(self) -> None:
        """Begin to ask, once the entities of the account are there."""
        for coordinator in self._followers():
            self._entry.async_on_unload(coordinator.async_add_listener(_nothing))
        self._entry.async_on_unload(self.cars.async_add_listener(self._follow))
        if self._likely():
            self._refresh(self.cars)

    def _likely(self) -> bool:
        """Tell whether a car was known before, or the tariff is one for cars.

        Any other account is asked later, when all else is there.
        """
        return any(
            self._engine.smart(key) or self._engine.view(key).book.smart
            for key in self._engine.point_keys
        )

    @callback
    def _follow(self) -> None:
        """Ask what a car did once it is found, and whenever it stops charging."""
        known = frozenset(self.cars.data)
        charging = frozenset(
            key
            for key, report in self.cars.data.items()
            if (state := report.device.state) and state.charging
        )
        if known - self._known:
            for coordinator in self._followers():
                self._refresh(coordinator)
        elif self._charging - charging and self.charges.rested:
            self._refresh(self.charges)
        self._known, self._charging = known, charging

    def _followers(self) -> Iterator[OctopusEvCoordinator[None]]:
        yield from (self.charges, self.billed)

    @callback
    def _refresh(self, coordinator: OctopusEvCoordinator[Any]) -> None:
        self._entry.async_create_background_task(
            self._hass,
            coordinator.async_request_refresh(),
            f"{DOMAIN} follow the cars",
        )


@callback
def _nothing() -> None:
    """Entities listen to the engine, which knows of more than one coordinator."""
