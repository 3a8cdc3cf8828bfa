"""Import the past of an account, newest first, while everyday polling goes on."""

import asyncio
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import CALLBACK_TYPE, HomeAssistant, callback
from homeassistant.helpers.event import async_call_later
from homeassistant.util import dt as dt_util

from .const import (
    DOMAIN,
    FIRST_READINGS,
    IMPORT_DELAY,
    IMPORT_RESERVE,
    IMPORT_RESERVE_WAIT,
    IMPORT_STEP_DAYS,
    LOGGER,
    RETRY_FIRST,
    RETRY_LAST,
)
from .coordinator.account import AccountCoordinator
from .coordinator.base import spread
from .core.causal import DETECTION_CONTEXT
from .core.import_mark import ImportMark
from .core.model import Direction, SupplyPoint
from .core.periods import day_span, local_day
from .core.span import Span
from .engine import Engine
from .facts import NO_RATES
from .kraken.errors import KrakenError, KrakenRateLimitError
from .providers.base import Provider

# A disk that cannot be written now may have been tidied up by then.
_DISK: Final = timedelta(minutes=5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What an import brings of one supply point."""

    point_key: str
    since: datetime | None
    """The start of the oldest reading; `None` where there is none."""
    readings: int
    """How many readings the supplier has."""


class Backfill:
    """Brings what the account has of each supply point, to the oldest reading.

    A step is half a year. How far it got is kept, so that a restart goes on from there
    and what is finished is not asked for again.
    """

    def __init__(
        self,
        hass: HomeAssistant,
        entry: ConfigEntry,
        account: AccountCoordinator,
        engine: Engine,
        provider: Provider,
    ) -> None:
        """Take whom to ask and whom to tell; nothing is asked yet."""
        self._hass = hass
        self._entry = entry
        self._account = account
        self._engine = engine
        self._provider = provider
        self._task: asyncio.Task[None] | None = None
        self._timer: CALLBACK_TYPE | None = None
        self._failures = 0

    @callback
    def async_start(self) -> None:
        """Go on with what is not finished, once the entities are there."""
        self._entry.async_on_unload(self._async_cancel)
        self._async_later(IMPORT_DELAY)

    @callback
    def async_go_on(self, _now: datetime | None = None) -> None:
        """Import what is left, unless that is under way."""
        self._async_cancel()
        if self._task is None or self._task.done():
            self._task = self._entry.async_create_background_task(
                self._hass, self._async_run(), f"{DOMAIN} import"
            )

    async def async_again(self) -> tuple[Plan, ...]:
        """Begin anew with everything; tell what there is to import.

        Raises:
            KrakenError: The supplier does not tell how far back readings go.
        """
        plans, marks = [], {}
        now = dt_util.utcnow()
        for key, point in self._account.data.items():
            reach = await self._provider.reach(point)
            since = None if reach is None else reach.since
            count = 0 if reach is None else reach.count
            plans.append(Plan(point_key=key, since=since, readings=count))
            mark = ImportMark.at(now, since or now, now)
            former = self._engine.import_marks.get(key)
            marks[key] = mark if former is None else mark.after(former)
        for key, mark in marks.items():
            await self._engine.async_mark(key, mark)
        self.async_go_on()
        return tuple(plans)

    @callback
    def _async_later(self, wait: timedelta) -> None:
        self._async_cancel()
        self._timer = async_call_later(self._hass, wait, self.async_go_on)

    @callback
    def _async_cancel(self) -> None:
        if self._timer is not None:
            self._timer()
            self._timer = None

    async def _async_run(self) -> None:
        """Import every point; one in trouble does not keep the others waiting."""
        points = tuple(self._account.data.values())
        waits = await asyncio.gather(*(self._async_import(point) for point in points))
        if wait := min((wait for wait in waits if wait is not None), default=None):
            self._failures += 1
            self._async_later(spread(wait))
        else:
            self._failures = 0

    async def _async_import(self, point: SupplyPoint) -> timedelta | None:
        """Import a point step by step; return how long to wait where that stops."""
        try:
            if point.key not in self._engine.import_marks:
                await self._async_begin(point)
            while not (mark := self._engine.import_marks[point.key]).complete:
                if self._provider.requests_left < IMPORT_RESERVE:
                    return IMPORT_RESERVE_WAIT
                further = await self._async_step(point, mark)
                # Whoever asked for all of it again meanwhile has set another mark.
                if self._engine.import_marks[point.key] == mark:
                    await self._engine.async_mark(point.key, further)
                    _tell(further)
        except KrakenError as err:
            LOGGER.debug("Importing history waits: %s", err)
            told = err.retry_after if isinstance(err, KrakenRateLimitError) else 0.0
            wait: timedelta = min(
                RETRY_FIRST * 2 ** min(self._failures, 10), RETRY_LAST
            )
            return max(wait, timedelta(seconds=told))
        except _NotWrittenError:
            return _DISK
        return None

    async def _async_begin(self, point: SupplyPoint) -> None:
        """Learn how far back a point's readings go."""
        reach = await self._provider.reach(point)
        now = dt_util.utcnow()
        until = now
        if self._engine.view(point.key).newest_reading is not None:
            # Setting up asked for what is newer; the day in which that began is whole.
            region = self._provider.region
            until = day_span(region, local_day(region, now - FIRST_READINGS)).end
        since = now if reach is None else reach.since
        await self._engine.async_mark(point.key, ImportMark.at(until, since, now))

    async def _async_step(self, point: SupplyPoint, mark: ImportMark) -> ImportMark:
        """Bring half a year more, and its sessions; return how far that got.

        Sessions are looked for where a season of readings before them is there, too.
        """
        if mark.reached > mark.since:
            mark = replace(mark, reached=await self._async_fetch(point, mark))
        start = mark.since
        if mark.reached > mark.since:
            start = mark.reached + DETECTION_CONTEXT
        if start >= mark.searched:
            return mark
        if point.direction is Direction.IMPORT:
            window = Span(start, mark.searched)
            if not await self._engine.async_search_past(point.key, window):
                raise _NotWrittenError
        return replace(mark, searched=start)

    async def _async_fetch(self, point: SupplyPoint, mark: ImportMark) -> datetime:
        """Bring half a year of readings with their rates; return where they begin."""
        region = self._provider.region
        first = local_day(region, mark.reached) - timedelta(days=IMPORT_STEP_DAYS)
        start = max(day_span(region, first).start, mark.since)
        window = Span(start, mark.reached)
        readings = await self._provider.readings(point, window)
        book = NO_RATES
        if readings:
            used = Span(readings[0].start, window.end)
            book = await self._provider.rates(point, used)
        if not await self._engine.async_past(point.key, window, readings, book):
            raise _NotWrittenError
        return start


class _NotWrittenError(Exception):
    """What was brought is not on disk, so it cannot be counted as brought."""


def _tell(mark: ImportMark) -> None:
    LOGGER.info(
        "History is imported back to %s (%d %%)", mark.reached.date(), 100 * mark.share
    )
