"""Write energy and cost by the hour into the long-term statistics of the recorder.

They are a projection: worked out from the facts and sessions that are kept, each sum
from our own count, and nothing that the recorder holds is ever added to.
"""

import asyncio
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final

from homeassistant.components.recorder import get_instance
from homeassistant.components.recorder.models import StatisticMetaData
from homeassistant.components.recorder.statistics import (
    StatisticsRow,
    async_add_external_statistics,
    get_last_statistics,
)
from homeassistant.components.recorder.tasks import SynchronizeTask
from homeassistant.core import CALLBACK_TYPE, HomeAssistant, callback
from homeassistant.helpers.event import async_call_later
from homeassistant.helpers.start import async_at_started

from .codec_statistics import StoredStatistics, decode_statistics, encode_statistics
from .const import DOMAIN
from .core.hourly import HOUR
from .core.model import Direction
from .core.series import Series, count_rows, last_row, month_end
from .core.span import BEGINNING, FOREVER, Span
from .engine import Engine
from .statistic_ids import Statistic, statistic_id, statistics_of
from .statistic_metadata import async_metadata
from .statistic_work import Past, Writing, writings
from .store import file_prefix
from .store_file import StoreFile

VERSION: Final = 1
MINOR_VERSION: Final = 1

# Rates, readings and sessions change one after the other; all of it is written at once.
_COALESCE: Final = 5.0

# What waits in the recorder's queue waits in memory.
_ROWS_AT_ONCE: Final = 5000

_ALWAYS: Final = Span(BEGINNING, FOREVER)

# The recorder counts in binary fractions.
_SAME_SUM: Final = 1e-5


class Statistics:
    """The statistics of one account.

    A change is written from its first hour on to the end of its month, and the sums of
    later months are shifted. Before a shift the file says that the point's rows are in
    doubt, and after it is committed that they are not: a shift cannot be repeated. At
    every start all months are compared with what was written; where the recorder does
    not end as it should, a statistic is cleared and written anew.
    """

    def __init__(self, hass: HomeAssistant, name: str, engine: Engine) -> None:
        """Write nothing yet."""
        self._hass = hass
        self._engine = engine
        self._stored = StoredStatistics()
        self._file = StoreFile(
            hass,
            f"{file_prefix(name)}.statistics",
            version=VERSION,
            minor_version=MINOR_VERSION,
            decode=decode_statistics,
            snapshot=lambda: encode_statistics(self._stored),
        )
        self._noted: dict[str, list[Span]] = {}
        self._reached: dict[str, datetime] = {}
        """How far readings reached when a point was last looked at."""
        self._lock = asyncio.Lock()
        self._work: asyncio.Task[None] | None = None
        self._timer: CALLBACK_TYPE | None = None
        self._stops: list[CALLBACK_TYPE] = []
        self._rows = 0
        self._unsaved = False

    async def async_start(self) -> None:
        """Compare with what was written once Home Assistant runs; follow changes."""
        self._stored = await self._file.async_read() or StoredStatistics()
        self._stops = [
            self._engine.touched.async_subscribe(self._async_touched),
            async_at_started(self._hass, self._async_begin),
        ]

    async def async_shutdown(self) -> None:
        """Stop; what is under way is done anew by the next start."""
        while self._stops:
            self._stops.pop()()
        if self._timer is not None:
            self._timer()
        if self._work is not None:
            self._work.cancel()
        await self._file.async_close()

    async def async_rebuild(self) -> dict[str, int]:
        """Clear all statistics and write them anew; return the rows of each.

        What is no longer known of the past is gone from them afterwards.
        """
        async with self._lock:
            for key in self._engine.all_keys:
                # Those of vehicles that are gone are, too.
                everything = {*self._statistics(key), *self._kept(key)}
                await self._async_clear(key, everything)
                await self._async_write(key, [_ALWAYS])
            await self._async_settle()
            return {
                statistic_id(key, statistic): rows
                for key in self._engine.all_keys
                for statistic, rows in self.counts(key).items()
            }

    def counts(self, point_key: str) -> dict[Statistic, int]:
        """Return how many rows each statistic of a point has."""
        return {
            statistic: count_rows(series)
            for statistic, series in self._kept(point_key).items()
        }

    @callback
    def _async_begin(self, _hass: HomeAssistant) -> None:
        for key in self._engine.all_keys:
            self._noted[key] = [_ALWAYS]
        self._async_set_to_work()

    @callback
    def _async_touched(self, point_key: str, where: Sequence[Span]) -> None:
        """Take note of what differs where the meter has been read."""
        reading = self._engine.view(point_key).newest_reading
        past = [span for span in where if reading is None or span.start < reading]
        if not past:
            return
        self._noted.setdefault(point_key, []).extend(past)
        if self._timer is None:
            self._timer = async_call_later(self._hass, _COALESCE, self._async_due)

    @callback
    def _async_due(self, _now: datetime) -> None:
        self._timer = None
        if self._work is None or self._work.done():
            self._async_set_to_work()

    @callback
    def _async_set_to_work(self) -> None:
        self._work = self._hass.async_create_background_task(
            self._async_run(), f"{DOMAIN} statistics"
        )

    async def _async_run(self) -> None:
        """Write until nothing differs."""
        async with self._lock:
            while self._noted:
                noted, self._noted = self._noted, {}
                for key, where in noted.items():
                    if key not in self._reached:
                        await self._async_check(key)
                    await self._async_write(key, where)
                await self._async_settle()

    async def _async_check(self, key: str) -> None:
        """Clear the statistics that do not end where they should."""
        statistics = self._statistics(key)
        recorder = get_instance(self._hass)
        await async_committed(self._hass)
        doubtful = []
        for statistic in statistics:
            name = statistic_id(key, statistic)
            rows = await recorder.async_add_executor_job(
                get_last_statistics, self._hass, 1, name, False, {"sum"}
            )
            series = self._kept(key).get(statistic, {})
            if key in self._stored.open or not _ends_as(rows.get(name), series):
                doubtful.append(statistic)
        if doubtful:
            await self._async_clear(key, doubtful)

    async def _async_clear(self, key: str, statistics: Collection[Statistic]) -> None:
        """Forget statistics, here and in the recorder."""
        kept = self._kept(key)
        self._keep(key, {one: kept[one] for one in kept if one not in statistics})
        await self._async_mark(key)
        get_instance(self._hass).async_clear_statistics(
            [statistic_id(key, statistic) for statistic in statistics]
        )

    async def _async_write(self, key: str, where: Sequence[Span]) -> None:
        """Write what differs of a point in these stretches, month by month."""
        view = self._engine.view(key)
        direction = view.point.direction
        past = await self._hass.async_add_executor_job(
            Past.of,
            direction,
            self._engine.history(key),
            view.sessions,
            tuple(vehicle.key for vehicle in view.vehicles),
        )
        if past is None:
            return
        reached = self._reached.get(key, BEGINNING)
        if reached < past.newest:
            # Up to there, an hour may have lacked its second half.
            where = [*where, Span(reached, past.newest + HOUR)]
        self._reached[key] = past.newest
        metadata = await async_metadata(
            self._hass,
            view.region,
            key,
            self._number(key, direction),
            self._statistics(key),
            {vehicle.key: vehicle.name for vehicle in view.vehicles},
        )
        for month in past.months:
            since = _first_in(month, where)
            if since is None:
                continue
            found = await self._hass.async_add_executor_job(
                writings, past, month, since, self._kept(key)
            )
            await self._async_put(key, found, metadata)

    async def _async_put(
        self,
        key: str,
        found: Sequence[Writing],
        metadata: Mapping[Statistic, StatisticMetaData],
    ) -> None:
        """Hand a month to the recorder."""
        recorder = get_instance(self._hass)
        if any(writing.shift for writing in found):
            await self._async_mark(key)
        self._unsaved |= any(writing.rows for writing in found)
        for writing in found:
            about = metadata[writing.statistic]
            if writing.shift:
                recorder.async_adjust_statistics(
                    about["statistic_id"],
                    writing.later,
                    float(writing.shift),
                    about["unit_of_measurement"] or "",
                )
            if writing.rows:
                self._rows += len(writing.rows)
                async_add_external_statistics(self._hass, about, writing.rows)
                await asyncio.sleep(0)
        kept = {writing.statistic: writing.series for writing in found}
        self._keep(key, {**self._kept(key), **kept})
        if self._rows > _ROWS_AT_ONCE:
            self._rows = 0
            await async_committed(self._hass)

    async def _async_mark(self, key: str) -> None:
        """Write down that the rows of a point are in doubt, before they are."""
        if key not in self._stored.open:
            marked = self._stored.open | {key}
            self._stored = replace(self._stored, open=marked)
            self._unsaved = True
            await self._file.async_write()

    async def _async_settle(self) -> None:
        """Write down what was written, once it is in the database."""
        if not self._unsaved:
            return
        await async_committed(self._hass)
        self._rows = 0
        self._unsaved = False
        self._stored = replace(self._stored, open=frozenset())
        await self._file.async_write()

    def _statistics(self, key: str) -> tuple[Statistic, ...]:
        view = self._engine.view(key)
        vehicles = (vehicle.key for vehicle in view.vehicles)
        return statistics_of(view.point.direction, vehicles)

    def _kept(self, key: str) -> Mapping[Statistic, Series]:
        return self._stored.kept.get(key, {})

    def _keep(self, key: str, series: Mapping[Statistic, Series]) -> None:
        self._stored = replace(
            self._stored, kept={**self._stored.kept, key: dict(series)}
        )

    def _number(self, key: str, direction: Direction) -> int:
        """Count the points of one direction, in the order they were chosen."""
        alike = [
            other
            for other in self._engine.all_keys
            if self._engine.view(other).point.direction is direction
        ]
        return alike.index(key) + 1


async def async_committed(hass: HomeAssistant) -> None:
    """Wait until all that the recorder was given is in the database.

    Its own way to wait looks at the queue alone, not at the task that has just left it.
    """
    done: asyncio.Future[None] = hass.loop.create_future()
    get_instance(hass).queue_task(SynchronizeTask(done))
    await done


def _first_in(month: datetime, where: Iterable[Span]) -> datetime | None:
    """Return since when a month differs, if it does."""
    window = Span(month, month_end(month))
    inside = (span.clip(window) for span in where)
    return min((span.start for span in inside if span is not None), default=None)


def _ends_as(rows: Sequence[StatisticsRow] | None, series: Series) -> bool:
    """Tell whether the last row in the recorder is the one that was written."""
    last = last_row(series)
    if not rows or last is None:
        return not rows and last is None
    hour, total = last
    found = rows[0].get("sum")
    return (
        rows[0]["start"] == hour.timestamp()
        and found is not None
        and abs(found - float(total)) < _SAME_SUM
    )
