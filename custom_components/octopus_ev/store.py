"""What an entry keeps on disk: its sessions, and the facts the API forgets.

One file holds the sessions with what has been announced of them. One file a year holds
the half-hourly readings and the rates that were used; it is written when that year
changes. Telemetry is not kept: readings replace it within days.
"""

import asyncio
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
import re
from typing import Final

from homeassistant.core import HomeAssistant
from homeassistant.helpers.storage import STORAGE_DIR

from .codec import Json
from .codec_evidence import PointEvidence, decode_evidence, encode_evidence
from .codec_ledger import StoredLedger, decode_ledger, encode_ledger
from .const import DOMAIN
from .core.span import Span
from .facts import Facts, clipped
from .store_file import StoreFile

LEDGER_VERSION: Final = 1
LEDGER_MINOR_VERSION: Final = 1
EVIDENCE_VERSION: Final = 1
EVIDENCE_MINOR_VERSION: Final = 1

SAVE_SECONDS: Final = 15.0
"""Changes come in clusters; a crash loses seconds that the API gives again."""


class EntryStore:
    """The files of one entry."""

    def __init__(
        self,
        hass: HomeAssistant,
        entry_id: str,
        *,
        interval: timedelta,
        ledger: Callable[[], StoredLedger],
        facts: Callable[[], Mapping[str, Facts]],
    ) -> None:
        """Take what returns the present state; both are called in a thread."""
        self._hass = hass
        self._prefix = _prefix(entry_id)
        self._interval = interval
        self._facts = facts
        self._years: dict[int, StoreFile[dict[str, PointEvidence]]] = {}
        self._ledger = StoreFile(
            hass,
            f"{self._prefix}.ledger",
            version=LEDGER_VERSION,
            minor_version=LEDGER_MINOR_VERSION,
            decode=decode_ledger,
            snapshot=lambda: encode_ledger(ledger()),
        )

    async def async_read_ledger(self) -> StoredLedger | None:
        """Return the sessions that were kept, or `None`."""
        return await self._ledger.async_read()

    async def async_read_facts(self) -> dict[str, Facts]:
        """Return the facts of every year that was kept, by point key."""
        years = await self._hass.async_add_executor_job(self._stored_years)
        stored = await asyncio.gather(
            *(self._year(year).async_read() for year in sorted(years))
        )
        return await self._hass.async_add_executor_job(_joined, stored)

    async def async_write_ledger(self) -> bool:
        """Write the sessions now; tell whether they reached the disk."""
        return await self._ledger.async_write()

    def schedule_ledger(self, delay: float = SAVE_SECONDS) -> None:
        """Write the sessions soon."""
        self._ledger.schedule(delay)

    def schedule_facts(self, years: Iterable[int]) -> None:
        """Write the facts of these years soon."""
        for year in years:
            self._year(year).schedule(SAVE_SECONDS)

    async def async_close(self) -> None:
        """Write what is waiting, because the entry is unloaded."""
        for file in (self._ledger, *self._years.values()):
            await file.async_close()

    def _year(self, year: int) -> StoreFile[dict[str, PointEvidence]]:
        if year not in self._years:
            self._years[year] = StoreFile(
                self._hass,
                f"{self._prefix}.evidence.{year}",
                version=EVIDENCE_VERSION,
                minor_version=EVIDENCE_MINOR_VERSION,
                decode=decode_evidence,
                snapshot=lambda: self._snapshot(year),
            )
        return self._years[year]

    def _snapshot(self, year: int) -> Json:
        """Return the facts of a year as JSON; runs in a thread."""
        used = {
            key: evidence
            for key, facts in self._facts().items()
            if (evidence := _used_in(year, facts, self._interval)) is not None
        }
        return encode_evidence(used, self._interval)

    def _stored_years(self) -> list[int]:
        pattern = re.compile(re.escape(f"{self._prefix}.evidence.") + r"(\d{4})")
        folder = Path(self._hass.config.path(STORAGE_DIR))
        names = (pattern.fullmatch(path.name) for path in folder.glob("octopus_ev.*"))
        return [int(name[1]) for name in names if name]


async def async_remove_files(hass: HomeAssistant, entry_id: str) -> None:
    """Delete every file of an entry, those moved aside included."""

    def remove() -> None:
        for path in Path(hass.config.path(STORAGE_DIR)).glob(f"{_prefix(entry_id)}.*"):
            path.unlink(missing_ok=True)

    await hass.async_add_executor_job(remove)


def _prefix(entry_id: str) -> str:
    return f"{DOMAIN}.{entry_id}"


def _used_in(year: int, facts: Facts, interval: timedelta) -> PointEvidence | None:
    """Return the readings of a year and the rates that they were used at."""
    readings = {
        start: energy for start, energy in facts.readings.items() if start.year == year
    }
    if not readings:
        return None
    used = Span(datetime(year, 1, 1, tzinfo=UTC), max(readings) + interval)
    return PointEvidence(readings=readings, book=clipped(facts.book, used))


def _joined(
    years: Iterable[Mapping[str, PointEvidence] | None],
) -> dict[str, Facts]:
    """Return the facts of all years as one, oldest year first."""
    joined: dict[str, Facts] = {}
    for year in years:
        for key, evidence in (year or {}).items():
            facts = joined.get(key, Facts())
            joined[key] = Facts(
                readings={**facts.readings, **evidence.readings},
                book=facts.book.overlaid(evidence.book),
            )
    return joined
