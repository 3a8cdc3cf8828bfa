"""Fetch half-hourly readings, late and corrected ones included."""

from datetime import datetime, timedelta
from typing import override

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util

from ..const import (
    FIRST_READINGS,
    OLDER_READINGS,
    OLDER_READINGS_INTERVAL,
    READINGS_INTERVAL,
    RECENT_READINGS,
)
from ..core.span import Span
from ..engine import Engine
from ..kraken.errors import KrakenError
from ..providers.base import Provider
from .account import AccountCoordinator
from .base import OctopusEvCoordinator


class ReadingsCoordinator(OctopusEvCoordinator[None]):
    """Ask again for the last fortnight each time, and for a month once a week."""

    def __init__(
        self,
        hass: HomeAssistant,
        entry: ConfigEntry,
        account: AccountCoordinator,
        engine: Engine,
        provider: Provider,
    ) -> None:
        """Set up polling; nothing is asked yet."""
        super().__init__(hass, entry, "readings")
        self._account = account
        self._engine = engine
        self._provider = provider
        self._looked_back: dict[str, datetime] = {}

    @override
    async def async_fetch(self) -> None:
        failure: KrakenError | None = None
        for key, point in self._account.data.items():
            now = dt_util.utcnow()
            window = self._window(key, now)
            try:
                readings = await self._provider.readings(point, window)
            except KrakenError as err:
                # One meter in trouble is no reason to leave the others waiting.
                failure = failure or err
                continue
            if window.start <= now - OLDER_READINGS:
                self._looked_back[key] = now
            await self._engine.async_readings(key, window, readings)
        if failure is not None:
            raise failure

    @override
    def interval(self, data: None) -> timedelta:
        """Return half an hour."""
        return READINGS_INTERVAL

    def _window(self, key: str, now: datetime) -> Span:
        """Return the time to ask for: no gap stays, however long we were away."""
        newest = self._engine.view(key).newest_reading
        if newest is None:
            return Span(now - FIRST_READINGS, now)
        looked_back = self._looked_back.get(key)
        recently = looked_back and now - looked_back < OLDER_READINGS_INTERVAL
        reach = RECENT_READINGS if recently else OLDER_READINGS
        return Span(min(now - reach, newest), now)
