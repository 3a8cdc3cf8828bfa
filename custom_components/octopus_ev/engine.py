"""Keep the facts of an account, find the sessions in them, and say what changed."""

import asyncio
from collections.abc import Callable, Collection, Coroutine, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Final, override

from homeassistant.core import CALLBACK_TYPE, HomeAssistant, callback
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers.dispatcher import (
    async_dispatcher_connect,
    async_dispatcher_send,
)
from homeassistant.helpers.event import async_call_later, async_track_utc_time_change
from homeassistant.util import dt as dt_util
from homeassistant.util.signal_type import SignalType

from .announcer import Announcer
from .codec_ledger import StoredLedger
from .const import DOMAIN, FACTS_LOADED
from .core.announce import Announcement
from .core.changes import Changes
from .core.ledger import Ledger
from .core.model import PowerSample, RateBook, Reading, Region, SupplyPoint
from .core.session import Session, SessionState
from .core.span import Span
from .facts import Facts, news, years_changed
from .history import History
from .search import Search, repriced_slots, window_to_search
from .settings import Settings
from .store import SAVE_SECONDS, EntryStore
from .touched import Touched, rates_differ
from .user_edits import UserEdits
from .view import Finding, PointView, point_view

type _Action = Callable[[datetime], Coroutine[Any, Any, None]]

# A session that is live grows each minute, and telemetry can be asked for again.
_LIVE_SAVE_SECONDS: Final = 300.0

# What could not be marked as said waits until the disk can be written.
_SAY_AGAIN: Final = timedelta(minutes=5)


class Engine(UserEdits):
    """The one place where the evidence of an account becomes sessions.

    Coordinators bring facts, entities read views. One lock keeps the steps apart, and
    the work is done in a thread on frozen values. The same facts twice change nothing,
    write nothing and announce nothing. Until `async_start` nothing is written or said,
    so that an entry that fails to set up has not swallowed any news.
    """

    def __init__(
        self, hass: HomeAssistant, entry_id: str, settings: Settings, region: Region
    ) -> None:
        """Start from nothing; `async_load` brings what was kept."""
        self._hass = hass
        self._region = region
        self._search = Search(
            region=region,
            household=settings.household,
            charger_power_kw=settings.charger_power_kw,
        )
        self._lock = asyncio.Lock()
        self._ledger = Ledger(interval=region.interval)
        self._facts: Mapping[str, Facts] = {}
        self._points: Mapping[str, SupplyPoint] = {}
        self._findings: dict[str, Finding] = {}
        self._polled: dict[str, datetime] = {}
        self._views: dict[str, PointView] = {}
        self._stored = StoredLedger()
        self._store = EntryStore(
            hass,
            entry_id,
            interval=region.interval,
            ledger=lambda: self._stored,
            facts=lambda: self._facts,
        )
        self._announcer = Announcer(
            hass, entry_id, region, self._store.async_write_ledger
        )
        self.touched = Touched()
        self._signal: SignalType[()] = SignalType(f"{DOMAIN}_{entry_id}_changed")
        self._rebuild = False
        self._started = False
        self._unsaved_years: set[int] = set()
        self._timers: dict[str, CALLBACK_TYPE] = {}

    @property
    def point_keys(self) -> tuple[str, ...]:
        """The keys of the points that have a view, in the order they were chosen."""
        return tuple(self._points)

    def view(self, point_key: str) -> PointView:
        """Return what is known of a point.

        Raises:
            KeyError: It is none of `point_keys`.
        """
        return self._views[point_key]

    def history(self, point_key: str) -> History:
        """Return all that is known of the past of a point, in memory or stored."""
        return History(
            facts=self._known(point_key),
            stored=self._store.stored_months(point_key),
            interval=self._region.interval,
        )

    @callback
    def async_subscribe(self, listener: CALLBACK_TYPE) -> CALLBACK_TYPE:
        """Call `listener` when a view has changed, and at every slot boundary."""
        return async_dispatcher_connect(
            self._hass, self._signal, callback(lambda: listener())
        )

    @callback
    def async_subscribe_announcements(
        self, hearer: Callable[[Announcement], None]
    ) -> CALLBACK_TYPE:
        """Call `hearer` with everything that is said of a session, once."""
        return self._announcer.async_subscribe(hearer)

    async def async_load(self) -> None:
        """Take up what was kept.

        Raises:
            HomeAssistantError: The storage cannot be read at all.
        """
        stored = await self._store.async_read_ledger()
        self._rebuild = stored is None
        if stored is not None:
            self._stored = stored
            self._announcer.marks = stored.marks
            self._ledger = Ledger(
                stored.sessions, stored.overlay, self._region.interval
            )
        self._facts = await self._store.async_read_facts(
            None if self._rebuild else dt_util.utcnow() - FACTS_LOADED
        )

    async def async_start(self) -> None:
        """Begin to write and to speak: whoever listens does so by now."""
        async with self._lock:
            self._started = True
            self._timers["tick"] = async_track_utc_time_change(
                self._hass,
                self._async_tick,
                minute=list(
                    range(0, 60, self._region.interval // timedelta(minutes=1))
                ),
                second=0,
            )
            self._save_facts()
            self._store.schedule_ledger(SAVE_SECONDS)
            await self._async_say()
            await self._async_show(self._points)

    async def async_shutdown(self) -> None:
        """Stop the clocks and write what is waiting."""
        async with self._lock:
            for cancel in self._timers.values():
                cancel()
            self._timers.clear()
            if self._started:
                self._started = False
                await self._store.async_close()

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
                self.touched.note(
                    point_key,
                    await self._hass.async_add_executor_job(
                        rates_differ, before.book, after.book
                    ),
                )
                slots = await self._hass.async_add_executor_job(
                    repriced_slots, self._ledger.known(point_key), after.book.vehicle
                )
                await self._async_search_readings(point_key, slots, (), now)
                self._save_facts()
            await self._async_show((point_key,))

    async def async_readings(
        self, point_key: str, window: Span, readings: Collection[Reading]
    ) -> None:
        """Take the answer to a question for the readings in `window`."""
        async with self._lock:
            now = dt_util.utcnow()
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
                self.touched.note(point_key, min(changed))
            first = not before.readings
            fresh = self._announcer.fresh(point_key, changed, now, first=first)
            await self._async_search_readings(point_key, changed, fresh, now)
            self._save_facts()
            await self._async_show((point_key,))

    async def async_samples(
        self, point_key: str, window: Span, samples: Sequence[PowerSample]
    ) -> None:
        """Take the answer to a question for the telemetry in `window`."""
        async with self._lock:
            now = dt_util.utcnow()
            facts = await self._hass.async_add_executor_job(
                self._known(point_key).with_samples,
                [sample for sample in samples if sample.at in window],
                now,
            )
            self._keep(point_key, facts)
            if facts.samples:
                await self._async_search_samples(point_key, now)
            await self._async_show((point_key,))

    def _known(self, key: str) -> Facts:
        return self._facts.get(key, Facts())

    def _keep(self, key: str, facts: Facts, years: Iterable[int] = ()) -> None:
        """Keep facts before anything is made of them, so that none is lost."""
        self._facts = {**self._facts, key: facts}
        self._unsaved_years.update(years)

    def _save_facts(self) -> None:
        """Write facts once their sessions are in the ledger, or news would get lost."""
        if self._started:
            self._store.schedule_facts(self._unsaved_years)
            self._unsaved_years.clear()

    async def _async_search_readings(
        self,
        key: str,
        changed: Collection[datetime],
        fresh: Collection[datetime],
        now: datetime,
    ) -> None:
        """Look for sessions where readings or rates have changed."""
        facts, known = self._known(key), self._ledger.known(key)
        finding = self._findings.get(key, Finding())
        window = window_to_search(
            facts,
            changed,
            known,
            self._region,
            first=not finding.searched,
            rebuild=self._rebuild,
        )
        if window is None:
            return
        found = await self._hass.async_add_executor_job(
            self._search.in_readings,
            key,
            facts,
            window,
            known,
            now,
            self._ledger.rejected(key),
        )
        self._findings[key] = replace(
            finding, searched=True, charger_power_kw=found.charger_power_kw
        )
        await self._async_commit(found.sessions, fresh, now)

    async def _async_search_samples(self, key: str, now: datetime) -> None:
        """Look for sessions in telemetry."""
        facts, known = self._known(key), self._ledger.known(key)
        finding = self._findings.get(key, Finding())
        found = await self._hass.async_add_executor_job(
            self._search.in_samples, key, facts, finding.charger_power_kw, known, now
        )
        self._findings[key] = replace(finding, live_open=found.open)
        await self._async_commit(found.sessions, (), now)

    async def _async_commit(
        self, sessions: Iterable[Session], fresh: Collection[datetime], now: datetime
    ) -> None:
        """Take sessions into the ledger, keep it, and say what is new in them."""
        changes = await self._hass.async_add_executor_job(self._ledger.apply, sessions)
        if not changes:
            return
        self.touched.note_sessions(changes)
        self._announcer.take(changes, fresh, now)
        self._stored = self._to_store(self._ledger)
        if self._started:
            grows = all(
                change.session.state is SessionState.LIVE for change in changes.items
            )
            self._store.schedule_ledger(_LIVE_SAVE_SECONDS if grows else SAVE_SECONDS)
            await self._async_say()

    def _to_store(self, ledger: Ledger) -> StoredLedger:
        return StoredLedger(
            sessions=ledger.machine,
            overlay=ledger.overlay,
            marks=self._announcer.marks,
        )

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
            await self._async_say()
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

    async def _async_say(self) -> None:
        """Say what is waiting, and try again later if it cannot be marked as said."""
        if not await self._announcer.async_say():
            self._set_timer("say", _SAY_AGAIN, self._async_say_again)

    async def _async_say_again(self, _now: datetime) -> None:
        async with self._lock:
            await self._async_say()

    async def _async_tick(self, _now: datetime) -> None:
        """Show what time alone brings: another rate or day, stale telemetry."""
        async with self._lock:
            await self._async_show(self._points)

    async def _async_show(self, keys: Iterable[str]) -> None:
        """Make new views and tell whoever shows them."""
        now = dt_util.utcnow()
        for key in keys:
            view = await self._hass.async_add_executor_job(self._view, key, now)
            self._views[key] = view
            if view.sample_until is not None:
                self._set_timer(key, view.sample_until - now, self._async_tick)
        async_dispatcher_send(self._hass, self._signal)
        self.touched.async_tell()

    def _view(self, key: str, now: datetime) -> PointView:
        """Make the view of a point; runs in a thread."""
        return point_view(
            self._points[key],
            self._region,
            self._known(key),
            self._ledger,
            self._findings.get(key, Finding()),
            readings_polled=self._polled.get(key),
            now=now,
        )

    def _set_timer(self, name: str, wait: timedelta, action: _Action) -> None:
        """Call `action` once after `wait`, in place of the last call of that name."""
        if (cancel := self._timers.pop(name, None)) is not None:
            cancel()
        if self._started:
            self._timers[name] = async_call_later(self._hass, wait, action)
