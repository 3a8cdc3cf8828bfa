"""Read what cars did: the charges that the supplier lists, and completed dispatches."""

from collections.abc import Sequence
from datetime import timedelta
from functools import partial
from typing import ClassVar, override

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util

from ..const import (
    CHARGES_INTERVAL,
    CHARGES_LAG,
    CHARGES_RECENT_INTERVAL,
    CHARGES_SPACING,
    FIRST_CHARGES,
    RECENT_CHARGES,
)
from ..core.smart import CompletedDispatch, Device
from ..core.smart_record import SmartRecord
from ..core.span import BEGINNING, Span
from ..kraken.errors import KrakenError
from .capabilities import Part
from .follower import Followed, FollowerCoordinator


class ChargesCoordinator(FollowerCoordinator):
    """Ask each hour for half a day after a charge, and now and then otherwise."""

    label: ClassVar[str] = "charges"

    def __init__(
        self, hass: HomeAssistant, entry: ConfigEntry, followed: Followed
    ) -> None:
        """Set up polling; nothing is asked yet."""
        super().__init__(hass, entry, followed)
        self._read: set[str] = set()
        self._asked = BEGINNING

    @property
    def rested(self) -> bool:
        """Whether it is some time since they were last asked for."""
        return dt_util.utcnow() - self._asked >= CHARGES_SPACING

    @override
    async def async_fetch(self) -> None:
        self._asked = dt_util.utcnow()
        points = self.cars.points()
        questions = [
            partial(self._async_charges, device, point_key)
            for device, point_key in points
        ]
        if points:
            keys = [point_key for _, point_key in points]
            questions.append(partial(self._async_completed, keys))
        failure: KrakenError | None = None
        for question in questions:
            try:
                await question()
            except KrakenError as err:
                # One list in trouble is no reason to leave the others unread.
                failure = failure or err
        if failure is not None:
            raise failure

    @override
    def interval(self, data: None) -> timedelta:
        """Return an hour while something new may come, six otherwise."""
        if dt_util.utcnow() - self.cars.last_active < CHARGES_LAG:
            return CHARGES_RECENT_INTERVAL
        return CHARGES_INTERVAL

    async def _async_charges(self, device: Device, point_key: str) -> None:
        """Ask for the charges of a device, of two months the first time."""
        reach = RECENT_CHARGES if device.key in self._read else FIRST_CHARGES
        now = dt_util.utcnow()
        charges = await self.capabilities.async_ask(
            Part.CHARGES,
            partial(
                self.provider.charges,
                self.cars.account.account,
                device,
                Span(now - reach, now),
            ),
            device.key,
        )
        if charges is None:
            return
        self._read.add(device.key)
        await self.engine.async_smart(
            point_key, partial(SmartRecord.with_charges, charges=charges)
        )

    async def _async_completed(self, point_keys: Sequence[str]) -> None:
        """Ask for completed dispatches: the whole account's, without a device.

        Where cars charge at two points, a dispatch is taken for that of the point at
        which a charge is listed then.
        """
        completed = await self.capabilities.async_ask(
            Part.COMPLETED,
            partial(self.provider.completed, self.cars.account.account),
        )
        shared: dict[str, list[CompletedDispatch]] = {}
        for dispatch in completed or ():
            known = (key for key in point_keys if self._charged(key, dispatch.span))
            shared.setdefault(next(known, point_keys[0]), []).append(dispatch)
        for point_key, dispatches in shared.items():
            await self.engine.async_smart(
                point_key, partial(SmartRecord.with_completed, dispatches=dispatches)
            )

    def _charged(self, point_key: str, span: Span) -> bool:
        """Tell whether a charge is listed at a point at that time."""
        charges = self.engine.smart(point_key).charges
        return any(charge.span.overlaps(span) for charge in charges)
