"""Follow a Home Mini: every minute while a car charges, now and then otherwise."""

from datetime import datetime, timedelta
from typing import override

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util

from ..const import (
    LIVE_IDLE_INTERVAL,
    LIVE_LEAD,
    LIVE_OPEN_INTERVAL,
    LIVE_REACH,
    LIVE_RIVAL,
    LIVE_SHARED_INTERVAL,
)
from ..core.span import Span
from ..engine import Engine
from ..providers.base import TelemetryProvider
from ..view import PointView
from .account import AccountCoordinator
from .base import OctopusEvCoordinator


class LiveCoordinator(OctopusEvCoordinator[None]):
    """Ask for all minutes since the newest one, so that none is lost between polls."""

    def __init__(
        self,
        hass: HomeAssistant,
        entry: ConfigEntry,
        account: AccountCoordinator,
        engine: Engine,
        telemetry: TelemetryProvider,
        key: str,
    ) -> None:
        """Set up polling; nothing is asked yet."""
        super().__init__(hass, entry, "live")
        self._account = account
        self._engine = engine
        self._telemetry = telemetry
        self._key = key
        self._reached: datetime | None = None

    @override
    async def async_fetch(self) -> None:
        window = self._window(dt_util.utcnow())
        samples = await self._telemetry.telemetry(self._account.data[self._key], window)
        seen = [sample.at for sample in samples if sample.at in window]
        self._reached = max(seen, default=self._reached)
        await self._engine.async_samples(self._key, window, samples)

    @override
    def interval(self, data: None) -> timedelta:
        """Return a minute or two while a car charges or is expected to, five otherwise.

        Asking a Home Mini often that has fallen silent brings nothing.
        """
        view = self._engine.view(self._key)
        open_ = view.live_open or _expected(view, dt_util.utcnow())
        if not open_ or view.sample is None:
            return LIVE_IDLE_INTERVAL
        shared = LIVE_RIVAL in self.hass.config.components
        return LIVE_SHARED_INTERVAL if shared else LIVE_OPEN_INTERVAL

    def _window(self, now: datetime) -> Span:
        """Return the time to ask for, back to what was under way before a restart."""
        earliest = now - LIVE_REACH
        if self._reached is not None:
            # The newest minute was perhaps not over when it was read.
            return Span(max(self._reached, earliest), now)
        session = self._engine.view(self._key).live_session
        if session is None:
            return Span(earliest, now)
        return Span(max(session.span.start - LIVE_LEAD, earliest), now)


def _expected(view: PointView, now: datetime) -> bool:
    """Tell whether a car is plugged in, or is to charge by the supplier's plan."""
    return any(
        (device.state is not None and device.state.plugged_in)
        or (device.block is not None and device.block.start <= now + LIVE_IDLE_INTERVAL)
        for device in view.devices or ()
    )
