"""Take in what is long past, without a word, and look for the sessions in it."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from homeassistant.util import dt as dt_util

from .const import FACTS_LOADED
from .core.causal import DETECTION_CONTEXT
from .core.import_mark import ImportMark
from .core.model import RateBook, Reading
from .core.series import month_start
from .core.span import Span
from .engine_base import EngineBase
from .facts import Facts, clipped, news
from .history import History
from .search import whole_after, whole_before
from .touched import rates_differ

# What follows a charge shows that it was over.
_AFTER: Final = timedelta(days=1)


class Importing(EngineBase):
    """The part of the engine that takes in the past.

    What is found in it is not announced, however recent. Only what a start would load
    stays in memory; the rest is on disk, and read again where it is needed.
    """

    async def async_mark(self, point_key: str, mark: ImportMark) -> None:
        """Keep how far a point's past has been imported."""
        async with self._lock:
            marks = {**self._store.marks, point_key: mark}
            await self._store.async_write_marks(marks)
            await self._async_show((point_key,))

    async def async_past(
        self,
        point_key: str,
        window: Span,
        readings: Collection[Reading],
        book: RateBook,
    ) -> bool:
        """Take what was used in `window`, and its rates; tell whether it is on disk.

        Sessions are looked for apart, once what lies before is there, too. Only then is
        it told that figures differ, so that each is derived once.
        """
        async with self._lock:
            taken = await self._hass.async_add_executor_job(
                _taken, self.history(point_key), window, readings, book
            )
            if taken.since is not None:
                recent = month_start(dt_util.utcnow() - FACTS_LOADED)
                older, newer = await self._hass.async_add_executor_job(
                    _parted, taken.facts, recent
                )
                if newer.readings:
                    facts = await self._hass.async_add_executor_job(
                        self._known(point_key).with_past, newer
                    )
                    self._keep(point_key, facts, {at.year for at in newer.readings})
                self._save_facts()
                await self._store.async_add(point_key, older)
                if self._exports(point_key):
                    self.touched.note(point_key, taken.since)
                await self._async_show((point_key,))
            return await self._store.async_flush()

    async def async_search_past(self, point_key: str, window: Span) -> bool:
        """Look for sessions in `window`; tell whether they are on disk."""
        async with self._lock:
            now = dt_util.utcnow()
            known = self._ledger.known(point_key)
            start = whole_before(window.start, known)
            end = whole_after(window.end, known)
            facts = await self._hass.async_add_executor_job(
                self.history(point_key).between,
                Span(start - DETECTION_CONTEXT, end + _AFTER),
            )
            facts = replace(facts, told=self._known(point_key).told)
            if facts.newest is not None and start < facts.newest:
                sessions = await self._hass.async_add_executor_job(
                    self._search.in_past,
                    point_key,
                    facts,
                    Span(start, min(end, facts.newest + self._region.interval)),
                    known,
                    now,
                    self._ledger.rejected(point_key),
                )
                await self._async_commit(sessions, (), now)
                self.touched.note(point_key, start)
                await self._async_show((point_key,))
            return await self._store.async_flush()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Taken:
    """What is known of a stretch of the past after an answer, and what is new."""

    facts: Facts
    since: datetime | None
    """From when on something differs; `None` where nothing does."""


def _taken(
    history: History, window: Span, readings: Collection[Reading], book: RateBook
) -> _Taken:
    """Return what is known of `window` after an answer; runs in a thread."""
    known = history.between(window)
    changed = news(known.readings, readings, window, history.region.interval)
    facts = known.with_past(Facts(readings=changed, book=clipped(book, window)))
    since = [*changed, rates_differ(known.book, facts.book)]
    return _Taken(
        facts=facts, since=min((at for at in since if at is not None), default=None)
    )


def _parted(facts: Facts, turn: datetime) -> tuple[Facts, Facts]:
    """Return what was before `turn`, and the rest; runs in a thread."""
    older = {at: energy for at, energy in facts.readings.items() if at < turn}
    newer = {at: energy for at, energy in facts.readings.items() if at >= turn}
    return replace(facts, readings=older), replace(facts, readings=newer)
