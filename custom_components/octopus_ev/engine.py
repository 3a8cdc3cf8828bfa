"""Keep the facts of an account, find the sessions in them, and say what changed."""

from collections import deque
from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from typing import override

from homeassistant.exceptions import HomeAssistantError
from homeassistant.util import dt as dt_util

from .const import DOMAIN, FACTS_LOADED, FIRST_READINGS
from .core.changes import Changes
from .core.lateness import WAITS
from .core.ledger import Ledger
from .core.model import RateBook, Reading, SupplyPoint
from .core.span import BEGINNING, Span
from .facts import news, years_changed
from .importing import Importing
from .search_window import repriced
from .sensing import Sensing
from .steering import Steering
from .store import SAVE_SECONDS
from .user_edits import UserEdits
from .view import Finding


class Engine(Importing, Sensing, Steering, UserEdits):
    """The one place where the evidence of an account becomes sessions.

    Coordinators bring facts, entities read views. One lock keeps the steps apart, and
    the work is done in a thread on frozen values. The same facts twice change nothing,
    write nothing and announce nothing. Until `async_start` nothing is written and until
    `async_speak` nothing is said, so that an entry that fails to set up has not
    swallowed any news.
    """

    async def async_load(self) -> None:
        """Take up what was kept.

        Raises:
            HomeAssistantError: The storage cannot be read at all.
        """
        stored = await self._store.async_read_ledger()
        self._rebuild = stored is None
        await self._witnesses.async_load()
        self._garage = self._garage.told(self._witnesses.record)
        await self._store.async_read_marks()
        if stored is not None:
            self._stored = stored
            self._announcer.marks = stored.marks
            self._waits = {
                key: deque(waits, maxlen=WAITS) for key, waits in stored.waits.items()
            }
            self._ledger = Ledger(
                stored.sessions, stored.overlay, self._region.interval, self._garage
            )
        self._facts = await self._store.async_read_facts(
            None if self._rebuild else dt_util.utcnow() - FACTS_LOADED
        )
        self._import_what_was_missed()
        self._take_up_told()

    async def async_start(self) -> None:
        """Begin to write."""
        async with self._lock:
            self._started = True
            self._timers.start(self._region.interval, self._async_tick)
            self._save_facts()
            self._store.schedule_ledger(SAVE_SECONDS)
            await self._async_show(self._points)

    async def async_speak(self) -> None:
        """Begin to speak: whoever listens does so by now."""
        async with self._lock:
            self._speaks = True
            await self._async_say()

    async def async_shutdown(self) -> None:
        """Stop the clocks and write what is waiting."""
        async with self._lock:
            self._timers.stop()
            if self._started:
                self._started = False
                await self._store.async_close()
                await self._witnesses.async_close()

    async def async_points(self, points: Mapping[str, SupplyPoint]) -> None:
        """Take the supply points as they are now."""
        async with self._lock:
            self._points = dict(points)
            await self._async_show(self._points)

    async def async_rates(self, point_key: str, book: RateBook) -> None:
        """Take rates; sessions that they tell another price of are priced anew."""
        async with self._lock:
            now = dt_util.utcnow()
            before = self._known(point_key)
            after = await self._hass.async_add_executor_job(
                before.with_rates, book, now
            )
            if after.book != before.book:
                years = await self._hass.async_add_executor_job(
                    years_changed, before, after
                )
                self._keep(point_key, after, years)
                since, slots = await self._hass.async_add_executor_job(
                    repriced,
                    before,
                    after,
                    self._ledger.known(point_key),
                    self._region,
                    now,
                )
                self.touched.note_since(point_key, since)
                await self._async_search_readings(point_key, slots, (), now)
                self._save_facts()
            await self._async_show((point_key,))

    async def async_readings(
        self, point_key: str, window: Span, readings: Collection[Reading]
    ) -> None:
        """Take the answer to a question for the readings in `window`."""
        async with self._lock:
            now = dt_util.utcnow()
            watched = point_key in self._polled
            self._polled[point_key] = now
            before = self._known(point_key)
            changed = await self._hass.async_add_executor_job(
                news, before.readings, readings, window, self._region.interval
            )
            if changed:
                after = await self._hass.async_add_executor_job(
                    before.with_readings, changed
                )
                self._keep(point_key, after, {start.year for start in changed})
                if watched:
                    self._note_wait(point_key, before.newest, after.newest, now)
                self.touched.note_slots(point_key, changed)
            first = not before.readings
            fresh = self._announcer.fresh(point_key, changed, now, first=first)
            await self._async_search_readings(point_key, changed, fresh, now)
            self._save_facts()
            await self._async_show((point_key,))

    def _note_wait(
        self, key: str, before: datetime | None, after: datetime | None, now: datetime
    ) -> None:
        """Note how old the newest reading had become when the next ones came."""
        if before is not None and before != after:
            waits = self._waits.setdefault(key, deque(maxlen=WAITS))
            waits.append(now - before - self._region.interval)
            self._stored = self._to_store(self._ledger)
            if self._started:
                self._store.schedule_ledger(SAVE_SECONDS)

    async def async_redetect(self, point_key: str, window: Span) -> None:
        """Look for sessions in `window` once more; what the user said of them stays.

        What lies longer ago than everyday looks reach is looked at as an import does.
        """
        now = dt_util.utcnow()
        turn = now - FIRST_READINGS
        if (older := window.clip(Span(BEGINNING, turn))) is not None:
            await self.async_search_past(point_key, older)
        async with self._lock:
            recent = [
                start
                for start in self._known(point_key).readings
                if start in window and start >= turn
            ]
            if recent:
                await self._async_search_readings(point_key, recent, (), now)
                await self._async_show((point_key,))

    @override
    async def _async_amend(self, operation: Callable[[Ledger], Changes]) -> Changes:
        async with self._lock:
            now = dt_util.utcnow()
            ledger = await self._hass.async_add_executor_job(self._ledger.copy)
            changes = await self._hass.async_add_executor_job(operation, ledger)
            former, self._stored = self._stored, self._to_store(ledger)
            if not self._started or not await self._store.async_write_ledger():
                self._stored = former
                raise HomeAssistantError(
                    translation_domain=DOMAIN, translation_key="not_saved"
                )
            self._ledger = ledger
            self.touched.note_sessions(changes)
            self._announcer.take(changes, (), now)
            self._stored = self._to_store(ledger)
            for key in {change.session.point_key for change in changes.items}:
                sessions = await self._hass.async_add_executor_job(
                    self._search.restored,
                    key,
                    self._known(key),
                    self._findings.get(key, Finding()).charger_power_kw,
                    self._ledger.known(key),
                    now,
                )
                await self._async_commit(sessions, (), now)
            await self._async_show(self._points)
            return changes
