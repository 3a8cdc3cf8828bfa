"""Take in what the supplier tells of the devices that it controls."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final

from homeassistant.util import dt as dt_util

from .core.draws import unreported
from .core.plan import DeviceReport
from .core.smart_record import SmartRecord
from .core.span import floor
from .engine_base import EngineBase
from .search_window import repriced

type SmartStep = Callable[[SmartRecord], SmartRecord]
"""Adds an answer of the supplier's to what it told before."""

# A look at a plan that changes nothing is a few bytes more in a file that takes long to
# write. It is written with what else comes, or at the end of the day.
_BEAT_SAVE_SECONDS: Final = 6 * 3600.0


class Steering(EngineBase):
    """The part of the engine that knows the cars and charge points."""

    def smart(self, point_key: str) -> SmartRecord:
        """Return all that the supplier told of the cars at a point."""
        return self._known(point_key).smart

    async def async_devices(self, reports: Sequence[DeviceReport]) -> None:
        """Take all devices of the account as they were last told of."""
        async with self._lock:
            self._reports = tuple(reports)
            await self._async_show(self.point_keys)

    async def async_smart(self, point_key: str, step: SmartStep) -> None:
        """Take an answer of the supplier's; what is new in it may make sessions."""
        async with self._lock:
            now = dt_util.utcnow()
            before = self._known(point_key)
            after, changed = await self._hass.async_add_executor_job(
                _stepped, before.smart, step
            )
            if after == before.smart:
                return
            facts = replace(before, smart=after)
            self._keep(point_key, facts)
            if not changed:
                self._searched_facts = self._facts
                if self._started:
                    self._store.schedule_facts([now.year], _BEAT_SAVE_SECONDS)
                return
            self._unsaved_years.update({now.year, *(at.year for at in changed)})
            since, dearer = await self._hass.async_add_executor_job(
                repriced,
                before,
                facts,
                self._ledger.known(point_key),
                self._region,
                now,
            )
            # What was before the first reading waits until the past is imported: it has
            # neither a meter's word nor a rate.
            earliest = min(before.readings, default=now)
            slots = {
                slot
                for at in changed
                if (slot := floor(at, self._region.interval)) >= earliest
            }
            self.touched.note_since(point_key, since)
            self.touched.note_slots(point_key, slots)
            fresh = self._announcer.fresh(point_key, slots, now, first=False)
            await self._async_search_readings(point_key, slots | dearer, fresh, now)
            self._save_facts()
            await self._async_show((point_key,))


def _stepped(before: SmartRecord, step: SmartStep) -> tuple[SmartRecord, set[datetime]]:
    """Return the record after a step, and when what is new starts and ends.

    Time alone brings something, too: that a plan was never reported to have drawn.
    """
    after = step(before)
    return after, before.changed(after) | unreported(before, after)
