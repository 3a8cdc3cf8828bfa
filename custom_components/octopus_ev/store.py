"""What an entry keeps on disk: its sessions, and the facts the API forgets.

One file holds the sessions with what has been announced of them. One file a year holds
the half-hourly readings, the rates that were used and what the supplier told of cars;
it is written when that year changes. One tells how far the past has been imported. Telemetry is not kept: readings
replace it within days.

A process may be killed at any instant, and each file is replaced as a whole. Facts are
written after the sessions found in them: facts that are on disk are no news any more.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import chain
from pathlib import Path
import re
from types import MappingProxyType
from typing import Final, NamedTuple

from homeassistant.core import HomeAssistant
from homeassistant.helpers.storage import STORAGE_DIR

from .codec import CodecError, Json
from .codec_evidence import (
    Months,
    PointEvidence,
    decode_month,
    decode_year,
    encode_month,
    encode_year,
)
from .codec_ledger import StoredLedger, decode_ledger, encode_ledger
from .codec_marks import decode_marks, encode_marks
from .const import DOMAIN
from .core.import_mark import ImportMarks
from .core.model import RateBook
from .core.series import month_end, month_start
from .core.smart_record import SmartRecord
from .core.span import Span
from .facts import Facts, chained, clipped, year_span
from .store_file import StoreFile

LEDGER_VERSION: Final = 1
LEDGER_MINOR_VERSION: Final = 7
EVIDENCE_VERSION: Final = 1
EVIDENCE_MINOR_VERSION: Final = 4
MARKS_VERSION: Final = 1
MARKS_MINOR_VERSION: Final = 1

SAVE_SECONDS: Final = 15.0
"""Changes come in clusters; a crash loses seconds that the API gives again."""


class OpenYear(NamedTuple):
    """A year as it is read: what stays encoded, and the recent months by point."""

    sealed: Months
    recent: list[tuple[str, PointEvidence]]


class EntryStore:
    """The files of one account."""

    def __init__(
        self,
        hass: HomeAssistant,
        name: str,
        *,
        interval: timedelta,
        ledger: Callable[[], StoredLedger],
        facts: Callable[[], Mapping[str, Facts]],
    ) -> None:
        """Take what returns the present state, of sessions that hold all its facts."""
        self._hass = hass
        self._prefix = file_prefix(name)
        self._interval = interval
        self._facts = facts
        self._written: Mapping[str, Facts] = {}
        """What goes into the files that are written now."""
        self._years: dict[int, StoreFile[OpenYear]] = {}
        self._sealed: Mapping[int, Months] = {}
        """What was not decoded, by year; it is written back as it is."""
        self._first_month = ""
        self._ledger = StoreFile(
            hass,
            f"{self._prefix}.ledger",
            version=LEDGER_VERSION,
            minor_version=LEDGER_MINOR_VERSION,
            decode=decode_ledger,
            snapshot=lambda: encode_ledger(ledger()),
        )
        self.marks: ImportMarks = {}
        """How far the past has been imported."""
        self._marks = StoreFile(
            hass,
            f"{self._prefix}.imported",
            version=MARKS_VERSION,
            minor_version=MARKS_MINOR_VERSION,
            decode=decode_marks,
            snapshot=lambda: encode_marks(self.marks),
        )

    async def async_read_ledger(self) -> StoredLedger | None:
        """Return the sessions that were kept, or `None`."""
        return await self._ledger.async_read()

    async def async_read_marks(self) -> None:
        """Take up how far the past was imported."""
        self.marks = await self._marks.async_read() or {}

    async def async_write_marks(self, marks: ImportMarks) -> None:
        """Keep how far the past has been imported, and write it now."""
        self.marks = marks
        await self._marks.async_write()

    async def async_add(self, point_key: str, facts: Facts) -> None:
        """Add facts without holding them, and write them soon."""
        self._sealed = await self._hass.async_add_executor_job(
            self._sealed_with, point_key, facts
        )
        self.schedule_facts({start.year for start in facts.readings})

    async def async_flush(self) -> bool:
        """Write what is waiting; tell whether all of it is on disk."""
        files = (self._ledger, *self._years.values())
        return all([await file.async_flush() for file in files])

    async def async_read_facts(self, since: datetime | None) -> dict[str, Facts]:
        """Return the facts from the month of `since` on, or all, by point key."""
        self._first_month = "" if since is None else _month(since)
        found = await self._hass.async_add_executor_job(self._stored_years)
        years = {year: await self._year(year).async_read() for year in sorted(found)}
        readable = {year: data for year, data in years.items() if data is not None}
        self._sealed = {year: data.sealed for year, data in readable.items()}
        if len(readable) < len(years):
            # What cannot be read any more is imported again.
            self.marks = {}
        recent = (data.recent for data in readable.values())
        return await self._hass.async_add_executor_job(_facts_of, recent)

    def stored_months(self, point_key: str) -> dict[str, Json]:
        """Return what was not decoded of a point, by month."""
        return {
            month: evidence
            for by_point in self._sealed.values()
            for month, evidence in by_point.get(point_key, {}).items()
        }

    async def async_write_ledger(self) -> bool:
        """Write the sessions now; tell whether they reached the disk."""
        return await self._ledger.async_write()

    def schedule_ledger(self, delay: float = SAVE_SECONDS) -> None:
        """Write the sessions soon."""
        self._ledger.schedule(delay)

    def schedule_facts(self, years: Iterable[int], delay: float = SAVE_SECONDS) -> None:
        """Write the facts of these years within `delay` seconds."""
        for year in years:
            self._year(year).schedule(delay)

    async def async_close(self) -> None:
        """Write what is waiting, because the entry is unloaded."""
        for file in (self._ledger, *self._years.values()):
            await file.async_close()

    def _year(self, year: int) -> StoreFile[OpenYear]:
        if year not in self._years:
            self._years[year] = StoreFile(
                self._hass,
                f"{self._prefix}.evidence.{year}",
                version=EVIDENCE_VERSION,
                minor_version=EVIDENCE_MINOR_VERSION,
                decode=self._open,
                snapshot=lambda: self._snapshot(year),
                first=self._async_sessions_first,
            )
        return self._years[year]

    async def _async_sessions_first(self) -> bool:
        """Write the sessions that are found in the facts that are written next."""
        self._written = self._facts()
        return await self._ledger.async_flush()

    def _open(self, data: Json) -> OpenYear:
        """Decode what is recent of a year and leave the rest; runs in a thread."""
        sealed = decode_year(data, self._interval)
        recent = [
            (key, decode_month(by_month.pop(month), self._interval))
            for key, by_month in sealed.items()
            for month in sorted(by_month)
            if month >= self._first_month
        ]
        return OpenYear(sealed, recent)

    def _snapshot(self, year: int) -> Json:
        """Return the facts of a year as JSON; runs in a thread."""
        months = {
            key: dict(by_month) for key, by_month in self._sealed.get(year, {}).items()
        }
        for key, facts in self._written.items():
            by_month = months.setdefault(key, {})
            for month, evidence in _by_month(year, facts, self._interval):
                if (sealed := by_month.get(month)) is not None:
                    evidence = _added(sealed, evidence, self._interval)
                by_month[month] = encode_month(evidence, self._interval)
        return encode_year(months, self._interval)

    def _sealed_with(self, key: str, facts: Facts) -> dict[int, Months]:
        """Return what is sealed with more added to it; runs in a thread."""
        result = dict(self._sealed)
        for year in sorted({start.year for start in facts.readings}):
            of_year = dict(result.get(year, {}))
            by_month = dict(of_year.get(key, {}))
            for month, evidence in _by_month(year, facts, self._interval):
                if (sealed := by_month.get(month)) is not None:
                    evidence = _added(sealed, evidence, self._interval)
                by_month[month] = encode_month(evidence, self._interval)
            result[year] = of_year | {key: by_month}
        return result

    def _stored_years(self) -> list[int]:
        pattern = re.compile(re.escape(f"{self._prefix}.evidence.") + r"(\d{4})")
        folder = Path(self._hass.config.path(STORAGE_DIR))
        names = (pattern.fullmatch(path.name) for path in folder.glob("octopus_ev.*"))
        return [int(name[1]) for name in names if name]


def file_prefix(name: str) -> str:
    """Return how the names of an account's files begin."""
    return f"{DOMAIN}.{name}"


def _month(instant: datetime) -> str:
    return f"{instant:%Y-%m}"


def _by_month(
    year: int, facts: Facts, interval: timedelta
) -> Iterator[tuple[str, PointEvidence]]:
    """Yield the evidence of each month: of the rates, those that were used."""
    months: dict[datetime, dict[datetime, Decimal]] = {}
    for start, energy in facts.readings.items():
        if start.year == year:
            months.setdefault(month_start(start), {})[start] = energy
    for at in facts.smart.within(year_span(year)).instants:
        months.setdefault(month_start(at), {})
    for first, readings in months.items():
        used = Span(first, max(readings, default=first) + interval)
        yield (
            _month(first),
            PointEvidence(
                readings=readings,
                book=clipped(facts.book, used),
                smart=facts.smart.within(Span(first, month_end(first))),
            ),
        )


def _added(sealed: Json, newer: PointEvidence, interval: timedelta) -> PointEvidence:
    """Return both as one; what is sealed and cannot be read is left behind."""
    try:
        older = decode_month(sealed, interval)
    except CodecError:
        return newer
    return PointEvidence(
        readings={**older.readings, **newer.readings},
        book=older.book.overlaid(newer.book),
        smart=older.smart.joined(newer.smart),
    )


def _facts_of(
    years: Iterable[Iterable[tuple[str, PointEvidence]]],
) -> dict[str, Facts]:
    """Return all evidence as the facts of each point."""
    readings: dict[str, dict[datetime, Decimal]] = {}
    books: dict[str, list[RateBook]] = {}
    records: dict[str, SmartRecord] = {}
    for key, evidence in chain.from_iterable(years):
        readings.setdefault(key, {}).update(evidence.readings)
        books.setdefault(key, []).append(evidence.book)
        records[key] = records.get(key, SmartRecord()).joined(evidence.smart)
    return {
        key: Facts(
            readings=MappingProxyType(rows),
            book=chained(books[key]),
            smart=records[key],
        )
        for key, rows in readings.items()
    }
