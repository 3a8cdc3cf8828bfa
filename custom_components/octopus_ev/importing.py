"""Take in what is long past, without a word, and look for the sessions in it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from functools import reduce
from typing import Final

from homeassistant.util import dt as dt_util

from .const import FACTS_LOADED
from .core.causal import DETECTION_CONTEXT, LOOK_BACK
from .core.import_mark import ImportMark
from .core.model import RateBook, Reading
from .core.series import month_end, month_start
from .core.session import Session
from .core.span import Span
from .engine_base import EngineBase
from .facts import Facts, clipped, news
from .history import History
from .search import power_seen
from .search_window import repriced, whole_after, whole_before

# A changed reading may move a session that began the evening before.
_BESIDE: Final = timedelta(hours=12)

# Each look goes through the season before it, so that two near ones cost more than one.
_TOGETHER: Final = timedelta(days=30)

# What follows a charge shows that it was over.
_AFTER: Final = timedelta(days=1)


class Importing(EngineBase):
    """The part of the engine that takes in the past.

    What is found in it is not announced, however recent. Only what a start would load
    stays in memory; the rest is on disk, and read again where it is needed.
    """

    def _import_what_was_missed(self) -> None:
        """Import again where nothing recent is kept: polling asks for two months only.

        Home Assistant was off for so long, or the account was away.
        """
        now = dt_util.utcnow()
        self._store.marks = {
            key: mark
            if self._known(key).readings or not self._store.stored_months(key)
            else replace(mark, until=now, reached=now)
            for key, mark in self._store.marks.items()
        }

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

        Where sessions were looked for before, they are again, around what differs.
        Elsewhere that comes later, once what lies before is there, too, and only then
        is it told that figures differ, so that each is derived once.
        """
        async with self._lock:
            taken = await self._hass.async_add_executor_job(
                _taken,
                self.history(point_key),
                window,
                readings,
                book,
                self._ledger.known(point_key),
                dt_util.utcnow(),
            )
            if taken is not None:
                if self._exports(point_key):
                    self.touched.note(point_key, taken.where)
                else:
                    await self._async_search_around(point_key, taken)
                await self._async_keep_past(point_key, taken)
                await self._async_show((point_key,))
            return await self._store.async_flush()

    async def _async_keep_past(self, key: str, taken: _Taken) -> None:
        """Keep in memory what a start would load, and write all of it."""
        recent = month_start(dt_util.utcnow() - FACTS_LOADED)
        older, newer = await self._hass.async_add_executor_job(_parted, taken, recent)
        if newer.readings:
            facts = await self._hass.async_add_executor_job(
                self._known(key).with_past, newer
            )
            self._keep(key, facts, {at.year for at in newer.readings})
        self._save_facts()
        await self._store.async_add(key, older)

    async def _async_search_around(self, key: str, taken: _Taken) -> None:
        """Look for sessions where something differs in what was searched before.

        They reach the ledger before the facts are kept: facts that are on disk are no
        news any more.
        """
        mark = self.import_marks.get(key)
        if mark is None or taken.window.end <= mark.searched:
            return
        changed = [at for at in taken.changed if at >= mark.searched]
        known = self._ledger.known(key)
        for window in _stretches(changed, self._region.interval):
            await self._async_search_in(key, window, taken.facts, _seen(window, known))
        self.touched.note(key, taken.where)

    async def async_search_past(self, point_key: str, window: Span) -> bool:
        """Look for sessions in `window`; tell whether they are on disk."""
        async with self._lock:
            if await self._async_search_in(point_key, window):
                self.touched.note(point_key, window)
                await self._async_show((point_key,))
            return await self._store.async_flush()

    async def _async_search_in(
        self,
        key: str,
        window: Span,
        newer: Facts | None = None,
        seen_power_kw: Decimal | None = None,
    ) -> bool:
        """Look for sessions in what is known and newer; tell if there is anything."""
        known = self._ledger.known(key)
        window = Span(whole_before(window.start, known), whole_after(window.end, known))
        facts = await self._hass.async_add_executor_job(
            _around, self.history(key), window, newer or Facts()
        )
        if facts.newest is None or window.start >= facts.newest:
            return False
        sessions = await self._hass.async_add_executor_job(
            self._search.in_past,
            key,
            replace(facts, told=self._known(key).told),
            Span(window.start, min(window.end, facts.newest + self._region.interval)),
            known,
            dt_util.utcnow(),
            self._ledger.rejected(key),
            seen_power_kw,
        )
        await self._async_commit(sessions, (), dt_util.utcnow())
        return True


@dataclass(frozen=True, slots=True, kw_only=True)
class _Taken:
    """What is known of a stretch of the past after an answer that brought news."""

    window: Span
    facts: Facts
    where: Span
    """Nothing differs outside."""
    changed: Collection[datetime]
    """The slots whose sessions may be others, or cost something else."""


def _taken(
    history: History,
    window: Span,
    readings: Collection[Reading],
    book: RateBook,
    sessions: Iterable[Session],
    now: datetime,
) -> _Taken | None:
    """Return what an answer makes of what is known, if anything; runs in a thread."""
    known = history.between(window)
    changed = news(known.readings, readings, window, history.region.interval)
    facts = known.with_past(Facts(readings=changed, book=clipped(book, window)))
    if not changed and facts.book == known.book:
        return None
    near = [session for session in sessions if session.span.overlaps(window)]
    since, slots = repriced(known, facts, near, history.region, now)
    spans = [] if since is None else [Span(since, window.end)]
    if changed:
        spans.append(Span(min(changed), max(changed) + history.region.interval))
    return _Taken(
        window=window,
        facts=facts,
        where=reduce(Span.hull, spans or [window]),
        changed=changed.keys() | slots,
    )


def _stretches(changed: Iterable[datetime], interval: timedelta) -> list[Span]:
    """Return where to look again for sessions that changed slots may move."""
    found: list[Span] = []
    for slot in sorted(changed):
        window = Span(slot, slot + interval).pad(_BESIDE, _BESIDE)
        if found and window.start - found[-1].end < _TOGETHER:
            window = Span(found.pop().start, window.end)
        found.append(window)
    return found


def _seen(window: Span, known: Iterable[Session]) -> Decimal | None:
    """Return what the charger drew when something was corrected, in kW, if it is known.

    Its sessions tell. It is not learnt anew, which takes longer than the rest, unless
    there are weeks that may show another charger.
    """
    if window.duration > LOOK_BACK:
        return None
    near = [session for session in known if session.span.start < window.end]
    return power_seen(near, window.start - DETECTION_CONTEXT)


def _around(history: History, window: Span, newer: Facts) -> Facts:
    """Return what shows the sessions of `window`; runs in a thread."""
    wide = Span(window.start - DETECTION_CONTEXT, window.end + _AFTER)
    readings = {at: energy for at, energy in newer.readings.items() if at in wide}
    known = history.between(wide)
    return known.with_past(Facts(readings=readings, book=clipped(newer.book, wide)))


def _parted(taken: _Taken, turn: datetime) -> tuple[Facts, Facts]:
    """Return what is known before `turn` and later, of the months that differ.

    Months are kept as a whole. Runs in a thread.
    """
    where = Span(
        month_start(taken.where.start), month_end(month_start(taken.where.end))
    )
    facts = taken.facts
    readings = {at: energy for at, energy in facts.readings.items() if at in where}
    older = {at: energy for at, energy in readings.items() if at < turn}
    newer = {at: energy for at, energy in readings.items() if at >= turn}
    return replace(facts, readings=older), replace(facts, readings=newer)
