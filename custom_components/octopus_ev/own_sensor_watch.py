"""Follow the user's own sensors at one supply point, and hand over what they say."""

from datetime import UTC, datetime, timedelta
from typing import Final

from homeassistant.core import (
    CALLBACK_TYPE,
    Event,
    EventStateChangedData,
    EventStateReportedData,
    HomeAssistant,
    State,
    callback,
)
from homeassistant.helpers.event import (
    async_call_later,
    async_track_state_change_event,
    async_track_state_report_event,
)
from homeassistant.util import dt as dt_util

from .const import (
    LIVE_IDLE_INTERVAL,
    LIVE_IDLE_STALE,
    LIVE_OPEN_INTERVAL,
    SENSOR_HISTORY,
    SENSOR_REST,
)
from .core.model import ChargerReports, PowerSample, Report
from .core.span import Span
from .engine import Engine
from .facts import SAMPLES_KEPT
from .own_sensor_feed import Feed
from .own_sensor_history import async_reports
from .own_sensors import ENERGY, POWER, Quantity
from .settings import OwnSensors

# A step is looked at with what follows it at once, and not with every flicker.
_STEP_WAIT: Final = timedelta(seconds=2)
_STEP_SPACING: Final = timedelta(seconds=30)

_MINUTE: Final = timedelta(minutes=1)


class SensorWatch:
    """Listens to up to three sensors; nothing is polled.

    What they say is looked at soon after a step, once a minute while a car may be
    charging, and now and then otherwise.
    """

    def __init__(
        self, hass: HomeAssistant, engine: Engine, key: str, sensors: OwnSensors
    ) -> None:
        """Prepare to follow the sensors of point `key`; nothing is heard yet."""
        self._hass = hass
        self._engine = engine
        self._key = key
        self._power = _feeds(sensors.charger_power, POWER)
        self._counter = _feeds(sensors.charger_energy, ENERGY)
        self._house = _feeds(sensors.house_power, POWER)
        self._feeds = (*self._power, *self._counter, *self._house)
        self._stops: list[CALLBACK_TYPE] = []
        self._timer: CALLBACK_TYPE | None = None
        self._due: datetime | None = None
        self._looked = dt_util.utcnow()

    async def async_start(self) -> None:
        """Listen from now on, and take up what was said in the last day."""
        ids = [feed.entity_id for feed in self._feeds]
        self._stops = [
            async_track_state_change_event(self._hass, ids, self._async_changed),
            async_track_state_report_event(self._hass, ids, self._async_reported),
        ]
        now = dt_util.utcnow()
        window = Span(now - SAMPLES_KEPT, now)
        await self._async_hand_over(
            ChargerReports(
                power=await self._async_past(self._power, window),
                counter=await self._async_past(self._counter, window),
            ),
            await self._async_past(self._house, window),
        )
        for entity_id in ids:
            if (state := self._hass.states.get(entity_id)) is not None:
                self._hear(entity_id, state, state.last_reported)
        await self._async_look()

    async def async_read_further(self) -> None:
        """Read what the recorder has kept of the days before, unless it is known."""
        now = dt_util.utcnow()
        before = Span(now - SENSOR_HISTORY, now - SAMPLES_KEPT)
        if gap := next(self._engine.told(self._key).gaps(before), None):
            window = Span(gap.start, before.end)
            reports = ChargerReports(
                power=await self._async_past(self._power, window),
                counter=await self._async_past(self._counter, window),
            )
            if reports:
                await self._engine.async_charger(self._key, reports)

    @callback
    def async_stop(self) -> None:
        """Listen no more."""
        for stop in self._stops:
            stop()
        self._stops.clear()
        if self._timer is not None:
            self._timer()

    async def _async_past(
        self, feeds: tuple[Feed, ...], window: Span
    ) -> tuple[Report, ...]:
        """Return what a sensor said in `window`, by the recorder."""
        reports: list[Report] = []
        for feed in feeds:
            reports += await async_reports(
                self._hass, feed.entity_id, feed.quantity, window
            )
        return tuple(reports)

    @callback
    def _async_changed(self, event: Event[EventStateChangedData]) -> None:
        state = event.data["new_state"]
        at = event.time_fired if state is None else state.last_updated
        self._hear(event.data["entity_id"], state, at)

    @callback
    def _async_reported(self, event: Event[EventStateReportedData]) -> None:
        state = event.data["new_state"]
        self._hear(event.data["entity_id"], state, event.data["last_reported"])

    @callback
    def _hear(self, entity_id: str, state: State | None, at: datetime) -> None:
        """Take what a sensor says, and see to it that it is looked at in time."""
        steps = [
            feed.hear(feed.quantity.report(state, at.astimezone(UTC)))
            for feed in self._feeds
            if feed.entity_id == entity_id
        ]
        since = dt_util.utcnow() - self._looked
        if any(steps):
            wait = _STEP_SPACING - since
        else:
            open_ = self._engine.view(self._key).live_open
            wait = (LIVE_OPEN_INTERVAL if open_ else LIVE_IDLE_INTERVAL) - since
        self._look_in(max(wait, _STEP_WAIT))

    @callback
    def _look_in(self, wait: timedelta) -> None:
        """Look after `wait`, or sooner if that was planned."""
        due = dt_util.utcnow() + wait
        if self._due is not None and self._due <= due:
            return
        if self._timer is not None:
            self._timer()
        self._due = due
        self._timer = async_call_later(self._hass, wait, self._async_due)

    async def _async_due(self, _now: datetime) -> None:
        self._timer = self._due = None
        await self._async_look()

    async def _async_look(self) -> None:
        """Hand over what is new; time alone may end a charge."""
        now = self._looked = dt_util.utcnow()
        await self._async_hand_over(
            ChargerReports(
                power=tuple(report for feed in self._power for report in feed.take()),
                counter=tuple(
                    report for feed in self._counter for report in feed.take()
                ),
            ),
            tuple(
                report
                for feed in self._house
                for report in (*feed.take(), *_still(feed, now))
            ),
        )
        if self._stops:
            open_ = self._engine.view(self._key).live_open
            self._look_in(LIVE_OPEN_INTERVAL if open_ else SENSOR_REST)

    async def _async_hand_over(
        self, charger: ChargerReports, house: tuple[Report, ...]
    ) -> None:
        if self._power or self._counter:
            await self._engine.async_charger(self._key, charger)
        samples = [
            PowerSample(at=report.at, demand_w=report.value)
            for report in house
            if report.value is not None
        ]
        if samples:
            window = Span(samples[0].at, samples[-1].at + timedelta.resolution)
            await self._engine.async_samples(self._key, window, samples)


def _feeds(entity_id: str | None, quantity: Quantity) -> tuple[Feed, ...]:
    return () if entity_id is None else (Feed(entity_id, quantity),)


def _still(feed: Feed, now: datetime) -> tuple[Report, ...]:
    """Return that what a home draws is the same as a while ago.

    A sensor that reports changes alone is believed so long as a Home Mini would be.
    """
    last = feed.last
    if last is None or not _MINUTE <= now - last.at < LIVE_IDLE_STALE:
        return ()
    return (Report(now, last.value),)
