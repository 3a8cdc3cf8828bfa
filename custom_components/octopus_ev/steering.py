"""Take in what the supplier tells of the devices that it controls."""

from collections.abc import Sequence

from .core.plan import DeviceReport
from .engine_base import EngineBase


class Steering(EngineBase):
    """The part of the engine that knows the cars and charge points."""

    async def async_devices(self, reports: Sequence[DeviceReport]) -> None:
        """Take all devices of the account as they were last told of."""
        async with self._lock:
            self._reports = tuple(reports)
            await self._async_show(self.point_keys)
