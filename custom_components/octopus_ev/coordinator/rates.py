"""Keep the rates: those to come, and those that readings were used at."""

from datetime import datetime, timedelta
from typing import ClassVar, Final, override

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util

from ..const import (
    FIRST_READINGS,
    OLDER_READINGS,
    OLDER_READINGS_INTERVAL,
    RATES_INTERVAL,
    RATES_PUBLICATION_INTERVAL,
    RATES_PUBLISHED_FROM,
)
from ..core.model import RateBook, Region
from ..core.periods import day_span, local_day, local_time
from ..core.span import Span
from ..engine import Engine
from ..kraken.errors import KrakenError
from ..providers.base import Provider
from .account import AccountCoordinator
from .base import OctopusEvCoordinator

# Prices may be put right within a day or two of their publication.
_RECENT: Final = timedelta(days=2)
_AHEAD: Final = timedelta(days=2)


class RatesCoordinator(OctopusEvCoordinator[None]):
    """Ask for the rates from the day before yesterday on, and further back weekly."""

    proves_key: ClassVar[bool] = False

    def __init__(
        self,
        hass: HomeAssistant,
        entry: ConfigEntry,
        account: AccountCoordinator,
        engine: Engine,
        provider: Provider,
    ) -> None:
        """Set up polling; nothing is asked yet."""
        super().__init__(hass, entry, "rates")
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
                book = await self._provider.rates(point, window)
            except KrakenError as err:
                failure = failure or err
                continue
            if window.start <= now - OLDER_READINGS:
                self._looked_back[key] = now
            await self._engine.async_rates(key, book)
        if failure is not None:
            raise failure

    @override
    def interval(self, data: None) -> timedelta:
        """Return half an hour, less while tomorrow's prices are due."""
        now = dt_util.utcnow()
        due = any(
            tomorrow_is_due(self._engine.view(key).book, self._provider.region, now)
            for key in self._account.data
        )
        return RATES_PUBLICATION_INTERVAL if due else RATES_INTERVAL

    def forget(self) -> None:
        """Look all the way back next time: an agreement has changed."""
        self._looked_back.clear()

    def _window(self, key: str, now: datetime) -> Span:
        """Return the time to ask for; once a week it reaches back to the first gap."""
        looked_back = self._looked_back.get(key)
        if looked_back and now - looked_back < OLDER_READINGS_INTERVAL:
            return Span(now - _RECENT, now + _AHEAD)
        known = self._engine.view(key).book.house
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
