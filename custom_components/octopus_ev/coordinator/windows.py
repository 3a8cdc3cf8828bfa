"""Ask for a stretch of time at every supply point, and further back once a week."""

from abc import abstractmethod
from datetime import datetime
from typing import ClassVar, override

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util

from ..const import OLDER_READINGS, OLDER_READINGS_INTERVAL
from ..core.model import Direction, SupplyPoint
from ..core.span import Span
from ..engine import Engine
from ..kraken.errors import KrakenError
from ..providers.base import Provider
from .account import AccountCoordinator
from .base import OctopusEvCoordinator


class WindowCoordinator(OctopusEvCoordinator[None]):
    """Follow what each supply point has a window of its own for."""

    label: ClassVar[str]
    """What is asked for, in logs."""

    def __init__(
        self,
        hass: HomeAssistant,
        entry: ConfigEntry,
        account: AccountCoordinator,
        engine: Engine,
        provider: Provider,
    ) -> None:
        """Set up polling; nothing is asked yet."""
        super().__init__(hass, entry, self.label)
        self.account = account
        self.engine = engine
        self.provider = provider
        self._looked_back: dict[str, datetime] = {}
        self._asked = False

    @abstractmethod
    def window(self, key: str, now: datetime) -> Span:
        """Return the time to ask for."""

    @abstractmethod
    async def async_ask(self, point: SupplyPoint, window: Span) -> None:
        """Ask for `window` and hand what came to the engine.

        Raises:
            KrakenError: As the provider does.
        """

    @override
    async def async_fetch(self) -> None:
        failure: KrakenError | None = None
        for key, point in self.account.data.items():
            if point.direction is Direction.EXPORT and not self._asked:
                # What is exported can wait until the account is set up.
                continue
            now = dt_util.utcnow()
            window = self.window(key, now)
            try:
                await self.async_ask(point, window)
            except KrakenError as err:
                # One meter in trouble is no reason to leave the others waiting.
                failure = failure or err
                continue
            if window.start <= now - OLDER_READINGS:
                self._looked_back[key] = now
        self._asked = True
        if failure is not None:
            raise failure

    def forget(self) -> None:
        """Look all the way back next time."""
        self._looked_back.clear()

    def looked_back(self, key: str, now: datetime) -> bool:
        """Tell whether a month of the point was asked for within the week."""
        last = self._looked_back.get(key)
        return last is not None and now - last < OLDER_READINGS_INTERVAL
