"""Keep the rates: those to come, and those that readings were used at."""

from datetime import datetime, timedelta
from typing import ClassVar, Final, override

from homeassistant.util import dt as dt_util

from ..const import (
    FIRST_READINGS,
    OLDER_READINGS,
    RATES_INTERVAL,
    RATES_PUBLICATION_INTERVAL,
    RATES_PUBLISHED_FROM,
)
from ..core.model import RateBook, Region, SupplyPoint
from ..core.periods import day_span, local_day, local_time
from ..core.span import Span
from .windows import WindowCoordinator

# Prices may be put right within a day or two of their publication.
_RECENT: Final = timedelta(days=2)
_AHEAD: Final = timedelta(days=2)


class RatesCoordinator(WindowCoordinator):
    """Ask for the rates from the day before yesterday on, and further back weekly."""

    label: ClassVar[str] = "rates"
    proves_key: ClassVar[bool] = False

    @override
    async def async_ask(self, point: SupplyPoint, window: Span) -> None:
        book = await self.provider.rates(point, window)
        await self.engine.async_rates(point.key, book)

    @override
    def interval(self, data: None) -> timedelta:
        """Return half an hour, less while tomorrow's prices are due."""
        now = dt_util.utcnow()
        due = any(
            tomorrow_is_due(self.engine.view(key).book, self.provider.region, now)
            for key in self.account.data
        )
        return RATES_PUBLICATION_INTERVAL if due else RATES_INTERVAL

    @override
    def window(self, key: str, now: datetime) -> Span:
        """Return the time to ask for; once a week it reaches back to the first gap."""
        if self.looked_back(key, now):
            return Span(now - _RECENT, now + _AHEAD)
        known = self.engine.view(key).book.house
        gaps = known.gaps(Span(now - FIRST_READINGS, now))
        starts = [now - OLDER_READINGS, *(gap.start for gap in gaps)]
        return Span(min(starts), now + _AHEAD)


def tomorrow_is_due(book: RateBook, region: Region, now: datetime) -> bool:
    """Tell whether tomorrow's prices are missing although they may be out.

    Whoever pays one price day in, day out always knows tomorrow's.
    """
    if local_time(region, now).hour < RATES_PUBLISHED_FROM:
        return False
    tomorrow = day_span(region, local_day(region, now) + timedelta(days=1))
    # The last hour of a day comes with the next day's prices.
    return book.house.at(tomorrow.start + tomorrow.duration / 2) is None
