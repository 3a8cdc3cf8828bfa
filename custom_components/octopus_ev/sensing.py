"""Take in what is seen of a charge as it happens: by telemetry, and by the charger."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from homeassistant.util import dt as dt_util

from .core.model import ChargerReports, PowerSample
from .core.span import Span
from .core.timeline import Timeline
from .engine_base import EngineBase
from .settings import NO_SENSORS
from .store import SAVE_SECONDS
from .view import Finding


class Sensing(EngineBase):
    """The part of the engine that sees the car charge."""

    def told(self, point_key: str) -> Timeline[None]:
        """Return when the charger's own sensor told what it did."""
        return self._known(point_key).told

    def _take_up_told(self) -> None:
        """Take up when chargers were heard, as far as they are followed still.

        Where one is not, what it kept from being a session is looked at once more.
        """
        for key, told in self._stored.told.items():
            if self._sensors.get(key, NO_SENSORS).on_charger:
                self._keep(key, replace(self._known(key), told=told))
            else:
                self._unheard[key] = tuple(span.start for span, _ in told)

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

    async def async_charger(self, point_key: str, reports: ChargerReports) -> None:
        """Take what the charger's own sensors said; time alone may end a charge."""
        async with self._lock:
            now = dt_util.utcnow()
            facts = await self._hass.async_add_executor_job(
                self._known(point_key).with_charger, reports
            )
            self._keep(point_key, facts)
            if facts.charger:
                await self._async_search_charger(point_key, now)
            await self._async_show((point_key,))

    async def _async_search_samples(self, key: str, now: datetime) -> None:
        """Look for sessions in telemetry."""
        facts, known = self._known(key), self._ledger.known(key)
        finding = self._findings.get(key, Finding())
        found = await self._hass.async_add_executor_job(
            self._search.in_samples, key, facts, finding.charger_power_kw, known, now
        )
        self._findings[key] = replace(finding, live_open=found.open)
        await self._async_commit(found.sessions, (), now)

    async def _async_search_charger(self, key: str, now: datetime) -> None:
        """Look for sessions in what the charger's own sensors said."""
        facts, known = self._known(key), self._ledger.known(key)
        finding = self._findings.get(key, Finding())
        found = await self._hass.async_add_executor_job(
            self._search.in_charger, key, facts, finding.charger_power_kw, known, now
        )
        self._findings[key] = replace(finding, charger_open=found.open)
        heard = await self._hass.async_add_executor_job(
            facts.with_told, found.told, now
        )
        self._keep(key, heard)
        await self._async_commit(found.sessions, (), now)
        if self._started and _last_day(facts.told) != _last_day(heard.told):
            # What was told is read again from the recorder, but not for ever.
            self._stored = self._to_store(self._ledger)
            self._store.schedule_ledger(SAVE_SECONDS)


def _last_day(told: Timeline[None]) -> object:
    """Return the day up to which the charger was heard, in UTC."""
    latest = next(told.before(datetime.max.replace(tzinfo=UTC)), None)
    return latest and latest[0].end.date()
