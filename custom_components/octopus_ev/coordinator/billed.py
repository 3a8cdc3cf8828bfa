"""Read what was billed of house and car, day by day, once it is settled."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import partial
from typing import ClassVar, override

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util

from ..const import BILLED_AGAIN, BILLED_DAYS, BILLED_INTERVAL, BILLED_RECENT_DAYS
from ..core.periods import day_span, local_day
from ..core.smart_record import SmartRecord
from .capabilities import Part
from .follower import Followed, FollowerCoordinator


class BilledCoordinator(FollowerCoordinator):
    """Ask for the days of the last week until they are billed, and then once more.

    A bill is put right for some days, so recent ones are read again daily. Where house
    and car are not billed apart, that is told by the first answer.
    """

    label: ClassVar[str] = "billed"

    def __init__(
        self, hass: HomeAssistant, entry: ConfigEntry, followed: Followed
    ) -> None:
        """Set up polling; nothing is asked yet."""
        super().__init__(hass, entry, followed)
        self._asked: dict[tuple[str, date], datetime] = {}

    @override
    async def async_fetch(self) -> None:
        for key in dict.fromkeys(key for _, key in self.cars.points()):
            for day in list(self._due(key, dt_util.utcnow())):
                await self._async_day(key, day)

    @override
    def interval(self, data: None) -> timedelta:
        """Return a few hours: a day is settled at no fixed time."""
        return BILLED_INTERVAL

    def _due(self, point_key: str, now: datetime) -> Iterator[date]:
        """Yield the days to ask for, the latest first."""
        today = local_day(self.cars.account.account.region, now)
        billed = self.engine.smart(point_key).billed
        for age in range(1, BILLED_DAYS + 1):
            day = today - timedelta(days=age)
            settled = any(
                slot in billed
                for slot in day_span(self.cars.account.account.region, day).slots(
                    self.cars.account.account.region.interval
                )
            )
            recent = age <= BILLED_RECENT_DAYS
            if settled and not recent:
                continue
            last = self._asked.get((point_key, day))
            often = recent and not settled
            if often or last is None or now - last >= BILLED_AGAIN:
                yield day

    async def _async_day(self, point_key: str, day: date) -> None:
        account, point = self.cars.account.account, self.cars.account.data[point_key]
        span = day_span(account.region, day)
        # One agreement bills the car apart, and the next one may not.
        held = point.agreements.entry_at(span.start)
        billed = await self.capabilities.async_ask(
            Part.BILLED,
            partial(
                self.provider.billed,
                account,
                point,
                span,
                self.engine.view(point_key).book,
            ),
            point_key if held is None else f"{point_key} since {held[0].start}",
        )
        self._asked[point_key, day] = dt_util.utcnow()
        if billed:
            await self.engine.async_smart(
                point_key, partial(SmartRecord.with_billed, slots=billed)
            )
