"""Fetch half-hourly readings, late and corrected ones included."""

from datetime import datetime, timedelta
from typing import ClassVar, override

from ..const import FIRST_READINGS, OLDER_READINGS, READINGS_INTERVAL, RECENT_READINGS
from ..core.model import SupplyPoint
from ..core.span import Span
from .windows import WindowCoordinator


class ReadingsCoordinator(WindowCoordinator):
    """Ask again for the last fortnight each time, and for a month once a week."""

    label: ClassVar[str] = "readings"

    @override
    async def async_ask(self, point: SupplyPoint, window: Span) -> None:
        readings = await self.provider.readings(point, window)
        await self.engine.async_readings(point.key, window, readings)

    @override
    def interval(self, data: None) -> timedelta:
        """Return half an hour."""
        return READINGS_INTERVAL

    @override
    def window(self, key: str, now: datetime) -> Span:
        """Return the time to ask for: no gap stays, however long we were away."""
        newest = self.engine.view(key).newest_reading
        if newest is None:
            return Span(now - FIRST_READINGS, now)
        reach = RECENT_READINGS if self.looked_back(key, now) else OLDER_READINGS
        return Span(min(now - reach, newest), now)
