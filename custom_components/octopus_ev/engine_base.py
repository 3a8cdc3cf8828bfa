"""What the engine keeps, and the steps that all that comes in shares."""

import asyncio
from collections import deque
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from typing import Final

from homeassistant.core import CALLBACK_TYPE, HomeAssistant, callback
from homeassistant.helpers.dispatcher import (
    async_dispatcher_connect,
    async_dispatcher_send,
)
from homeassistant.util import dt as dt_util
from homeassistant.util.signal_type import SignalType

from .announcer import Announcer
from .codec_ledger import StoredLedger
from .const import DOMAIN
from .core.announce import Announcement
from .core.garage import Garage
from .core.import_mark import ImportMarks
from .core.ledger import Ledger
from .core.model import Direction, Region, SupplyPoint
from .core.plan import DeviceReport
from .core.session import Session, SessionState
from .facts import Facts
from .history import History
from .search import Search
from .search_window import window_to_search
from .settings import NO_SENSORS, Settings
from .store import SAVE_SECONDS, EntryStore
from .timers import Timers
from .touched import Touched
from .vehicle_view import VehicleView, vehicle_views
from .view import Finding, PointView, point_view
from .witnesses import Witnesses

# A session that is live grows each minute, and telemetry can be asked for again.
_LIVE_SAVE_SECONDS: Final = 300.0

# What could not be marked as said waits until the disk can be written.
_SAY_AGAIN: Final = timedelta(minutes=5)


class EngineBase:
    """The facts and sessions of an account, and who is told of them."""

    def __init__(
        self, hass: HomeAssistant, name: str, settings: Settings, region: Region
    ) -> None:
        """Start from nothing; `async_load` brings what was kept under `name`."""
        self._hass = hass
        self._region = region
        self._search = Search(
            region=region,
            household=settings.household,
            charger_power_kw=settings.charger_power_kw,
        )
        self._lock = asyncio.Lock()
        self._witnesses = Witnesses(hass, name, settings, region.interval)
        self._garage = Garage([own.vehicle for own in settings.vehicles])
        self._ledger = Ledger(interval=region.interval, garage=self._garage)
        self._facts: Mapping[str, Facts] = {}
        self._searched_facts: Mapping[str, Facts] = {}
        self._points: Mapping[str, SupplyPoint] = {}
        self._findings: dict[str, Finding] = {}
        self._sensors = settings.sensors
        self._unheard: dict[str, tuple[datetime, ...]] = {}
        self._polled: dict[str, datetime] = {}
        self._waits: dict[str, deque[timedelta]] = {}
        self._reports: Sequence[DeviceReport] | None = None
        self._views: dict[str, PointView] = {}
        self._vehicle_views: dict[str, VehicleView] = {}
        self._stored = StoredLedger()
        self._store = EntryStore(
            hass,
            name,
            interval=region.interval,
            ledger=lambda: self._stored,
            facts=lambda: self._searched_facts,
        )
        self._announcer = Announcer(hass, name, region, self._store.async_write_ledger)
        self.touched = Touched(region.interval)
        self._signal: SignalType[()] = SignalType(f"{DOMAIN}_{name}_changed")
        self._rebuild = False
        self._started = False
        self._speaks = False
        self._unsaved_years: set[int] = set()
        self._timers = Timers(hass)

    @property
    def point_keys(self) -> tuple[str, ...]:
        """The keys of the points that import, in the order they were chosen."""
        return tuple(key for key in self._points if not self._exports(key))

    @property
    def all_keys(self) -> tuple[str, ...]:
        """The same, and after them the points that export from the same homes."""
        return tuple(self._points)

    @property
    def import_marks(self) -> ImportMarks:
        """How far the past has been imported; a point that is absent has not begun."""
        return self._store.marks

    def view(self, point_key: str) -> PointView:
        """Return what is known of a point.

        Raises:
            KeyError: It is none of `all_keys`.
        """
        return self._views[point_key]

    def vehicle_view(self, vehicle_key: str) -> VehicleView | None:
        """Return what is known of a vehicle; `None` before there is a supply point."""
        return self._vehicle_views.get(vehicle_key)

    def session(self, session_id: str) -> Session | None:
        """Return a session, also one that is deleted, or `None`."""
        return self._ledger.get(session_id)

    def history(self, point_key: str) -> History:
        """Return all that is known of the past of a point, in memory or stored."""
        return History(
            facts=self._known(point_key),
            stored=self._store.stored_months(point_key),
            region=self._region,
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

    def _exports(self, key: str) -> bool:
        point = self._points.get(key)
        return point is not None and point.direction is Direction.EXPORT

    def _known(self, key: str) -> Facts:
        return self._facts.get(key, Facts())

    def _keep(self, key: str, facts: Facts, years: Iterable[int] = ()) -> None:
        """Keep facts before anything is made of them, so that none is lost."""
        self._facts = {**self._facts, key: facts}
        self._unsaved_years.update(years)

    def _save_facts(self) -> None:
        """Write facts once their sessions are in the ledger, or news would get lost."""
        self._searched_facts = self._facts
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
            (*changed, *self._unheard.pop(key, ())),
            known,
            self._region,
            first=not finding.searched,
            rebuild=self._rebuild,
        )
        if window is None or self._exports(key):
            return
        look = partial(
            self._search.in_readings,
            key,
            facts,
            window,
            known,
            now,
            self._ledger.rejected(key),
            finding.charger_power_kw,
            on_trust=finding.on_trust,
        )
        found = await self._hass.async_add_executor_job(look)
        self._findings[key] = replace(
            finding,
            searched=True,
            charger_power_kw=found.charger_power_kw,
            on_trust=found.on_trust,
        )
        await self._async_commit(found.sessions, fresh, now)

    async def _async_commit(
        self, sessions: Iterable[Session], fresh: Collection[datetime], now: datetime
    ) -> None:
        """Take sessions into the ledger, keep it, and note what is to be said of them."""
        sessions = tuple(sessions)
        if await self._witnesses.async_ask(sessions, now):
            self._garage = self._garage.told(self._witnesses.record)
        changes = await self._hass.async_add_executor_job(
            self._ledger.apply, sessions, self._garage
        )
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

    def _to_store(self, ledger: Ledger) -> StoredLedger:
        return StoredLedger(
            sessions=ledger.machine,
            overlay=ledger.overlay,
            marks=self._announcer.marks,
            told={key: facts.told for key, facts in self._facts.items() if facts.told},
            waits={key: tuple(waits) for key, waits in self._waits.items()},
        )

    async def _async_say(self) -> None:
        """Say what is waiting, and try again later if it cannot be marked as said."""
        if not (self._started and self._speaks):
            return
        if not await self._announcer.async_say():
            self._timers.set("say", _SAY_AGAIN, self._async_say_again)

    async def _async_say_again(self, _now: datetime) -> None:
        async with self._lock:
            await self._async_say()

    async def _async_tick(self, _now: datetime) -> None:
        """Show what time alone brings: another rate or day, stale telemetry.

        A car may tell of its battery half an hour after it has charged.
        """
        async with self._lock:
            await self._async_hear()
            await self._async_show(self._points)

    async def _async_hear(self) -> None:
        """Ask what the user's entities told of sessions meanwhile."""
        now = dt_util.utcnow()
        if self._witnesses.any and await self._witnesses.async_ask(
            self._ledger.sessions(), now
        ):
            self._garage = self._garage.told(self._witnesses.record)
            await self._async_commit((), (), now)

    async def _async_show(self, keys: Iterable[str]) -> None:
        """Make new views, tell whoever shows them, and then say what is new.

        An automation that hears of a charge finds it in the entities, too.
        """
        now = dt_util.utcnow()
        for key in keys:
            view = await self._hass.async_add_executor_job(self._view, key, now)
            self._views[key] = view
            if view.stale_at is not None:
                self._timers.set(key, view.stale_at - now, self._async_tick)
        views = [self._views[key] for key in self.point_keys if key in self._views]
        if views and (vehicles := self._garage.vehicles):
            self._vehicle_views = await self._hass.async_add_executor_job(
                vehicle_views, views, vehicles
            )
        async_dispatcher_send(self._hass, self._signal)
        self.touched.async_tell()
        await self._async_say()

    def _view(self, key: str, now: datetime) -> PointView:
        """Make the view of a point; runs in a thread."""
        return point_view(
            self._points[key],
            self._region,
            self._known(key),
            self._ledger,
            self._findings.get(key, Finding()),
            readings_polled=self._polled.get(key),
            waits=self._waits.get(key, ()),
            sensors=self._sensors.get(key, NO_SENSORS),
            imported=self.import_marks.get(key),
            reports=self._reports_at(key),
            now=now,
        )

    def _reports_at(self, key: str) -> Sequence[DeviceReport] | None:
        """Return what was told of the devices of a home, at its first point."""
        if self._reports is None:
            return None
        home = self._points[key].home
        first = next(k for k, point in self._points.items() if point.home == home)
        return tuple(r for r in self._reports if key == first and r.device.home == home)
