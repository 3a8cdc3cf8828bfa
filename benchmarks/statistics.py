"""Measure what comes of five years in storage: statistics, a correction, a bill.

Run from the repository's root: python -m benchmarks.statistics. Home on half-hourly
prices, a charge every other night. What is measured is the processor's time of the
thread that works the rows out; writing them is the recorder's own, and is told apart.
"""

import asyncio
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
import logging
from random import Random
from tempfile import TemporaryDirectory
from time import perf_counter, thread_time
from typing import Final

from pytest_homeassistant_custom_component.common import async_test_home_assistant

from custom_components.octopus_ev.codec import Json
from custom_components.octopus_ev.codec_evidence import PointEvidence, encode_month
from custom_components.octopus_ev.core.bands import banded
from custom_components.octopus_ev.core.billing import bill
from custom_components.octopus_ev.core.model import Direction, RateBook
from custom_components.octopus_ev.core.periods import day_span
from custom_components.octopus_ev.core.series import Series, last_row, month_end, months
from custom_components.octopus_ev.core.session import (
    Block,
    Confidence,
    PricedSlot,
    Provenance,
    Session,
    SessionState,
    Source,
)
from custom_components.octopus_ev.core.span import Span
from custom_components.octopus_ev.core.timeline import Timeline
from custom_components.octopus_ev.facts import Facts
from custom_components.octopus_ev.history import History
from custom_components.octopus_ev.providers.gb_account import GB
from custom_components.octopus_ev.statistic_ids import Statistic
from custom_components.octopus_ev.statistic_metadata import async_metadata
from custom_components.octopus_ev.statistic_work import Past, Writing, writings
from custom_components.octopus_ev.statistics import async_committed
from homeassistant.components.recorder import get_instance
from homeassistant.components.recorder.statistics import async_add_external_statistics
from homeassistant.helpers.recorder import async_initialize_recorder
from homeassistant.loader import DATA_CUSTOM_COMPONENTS
from homeassistant.setup import async_setup_component

WINDOW: Final = Span(
    datetime(2021, 11, 1, tzinfo=UTC), datetime(2026, 11, 1, tzinfo=UTC)
)
CORRECTED: Final = datetime(2024, 11, 5, 12, tzinfo=UTC)
KEY: Final = "0123456789"
REBUILD_SECONDS: Final = 3.0
CORRECTION_SECONDS: Final = 0.3
TURN_MS: Final = 20.0

type Kept = dict[Statistic, Series]


def home() -> tuple[dict[str, Json], tuple[Session, ...]]:
    """Return five years as they are stored, and their sessions."""
    random = Random(1)
    stored: dict[str, Json] = {}
    sessions: list[Session] = []
    for month in months(WINDOW):
        slots = list(Span(month, month_end(month)).slots(GB.interval))
        readings, prices = {}, []
        for slot in slots:
            load = 3.6 if _charging(slot) else 0.0
            readings[slot] = Decimal(f"{random.uniform(0.08, 0.4) + load:.3f}")
            price = Decimal(random.randint(50_000, 400_000)) / 1_000_000
            prices.append((Span(slot, slot + GB.interval), price))
        rates = banded(Timeline(prices), GB)
        book = RateBook(house=rates, vehicle=rates, standing=Timeline())
        stored[f"{month:%Y-%m}"] = encode_month(
            PointEvidence(readings=readings, book=book), GB.interval
        )
        sessions += _sessions(slots, book)
    return stored, tuple(sessions)


def _charging(slot: datetime) -> bool:
    return slot.toordinal() % 2 == 1 and slot.hour < 4


def _sessions(slots: list[datetime], book: RateBook) -> Iterator[Session]:
    nights: dict[datetime, list[PricedSlot]] = {}
    for slot in filter(_charging, slots):
        rate = book.house.at(slot)
        assert rate is not None
        nights.setdefault(slot.replace(hour=0, minute=0), []).append(
            PricedSlot(start=slot, energy=Decimal("3.6"), unit_rate=rate.unit_rate)
        )
    for night, priced in nights.items():
        span = Span(night, night + timedelta(hours=4))
        yield Session(
            session_id=f"{night}",
            point_key=KEY,
            anchor=night,
            span=span,
            blocks=(Block(span, Decimal("28.8")),),
            slots=tuple(priced),
            state=SessionState.SETTLED,
            provenance=Provenance(
                boundaries=Source.HALF_HOURLY,
                energy=Source.HALF_HOURLY,
                sources=(Source.HALF_HOURLY,),
            ),
            confidence=Confidence.PROBABLE,
        )


def past(
    facts: Facts, stored: Mapping[str, Json], charges: tuple[Session, ...]
) -> Past:
    """Look at the home."""
    history = History(facts=facts, stored=stored, region=GB)
    found = Past.of(Direction.IMPORT, history, charges)
    assert found is not None
    return found


def write(look: Past, since: datetime, kept: Kept) -> tuple[list[Writing], Kept]:
    """Work out every month from `since` on, as the statistics do."""
    found: list[Writing] = []
    for month in look.months:
        if month_end(month) > since:
            one = writings(look, month, since, kept)
            kept = kept | {writing.statistic: writing.series for writing in one}
            found += one
    return found, kept


async def recorded(found: list[Writing]) -> tuple[float, float, int]:
    """Give a year of rows to a real recorder; return seconds, the longest turn, rows."""
    with TemporaryDirectory() as folder:
        async with async_test_home_assistant(config_dir=folder) as hass:
            hass.data.pop(DATA_CUSTOM_COMPONENTS)
            async_initialize_recorder(hass)
            url = {"db_url": f"sqlite:///{folder}/home.db"}
            await async_setup_component(hass, "recorder", {"recorder": url})
            await async_committed(hass)
            names = {writing.statistic for writing in found}
            about = await async_metadata(hass, GB, KEY, 1, names, {})
            longest, begin, count = 0.0, perf_counter(), 0
            for writing in found:
                count += len(writing.rows)
                turn = thread_time()
                async_add_external_statistics(
                    hass, about[writing.statistic], writing.rows
                )
                longest = max(longest, thread_time() - turn)
                await asyncio.sleep(0)
            await async_committed(hass)
            took = perf_counter() - begin
            begin = perf_counter()
            for statistic in names:
                get_instance(hass).async_adjust_statistics(
                    about[statistic]["statistic_id"],
                    WINDOW.start,
                    0.5,
                    about[statistic]["unit_of_measurement"] or "",
                )
            await async_committed(hass)
            shift = perf_counter() - begin
            await hass.async_stop(force=True)
            print(f"recorder: {count} sums shifted in {shift:.3f} s")
            return took, longest, count


def main() -> None:
    logging.disable(logging.WARNING)
    stored, charges = home()
    begin = thread_time()
    found, kept = write(past(Facts(), stored, charges), WINDOW.start, {})
    took = thread_time() - begin
    rows = sum(len(writing.rows) for writing in found)
    print(f"five years, {rows} rows: asked {REBUILD_SECONDS} s, measured {took:.2f} s")

    begin = thread_time()
    again, _ = write(past(Facts(), stored, charges), WINDOW.start, kept)
    took = thread_time() - begin
    assert not any(writing.rows for writing in again)
    print(f"the same again at a start, nothing to write: {took:.2f} s")

    facts = Facts(readings={CORRECTED: Decimal("9.999")})
    begin = thread_time()
    corrected = writings(
        past(facts, stored, charges), CORRECTED.replace(day=1, hour=0), CORRECTED, kept
    )
    took = thread_time() - begin
    rows = sum(len(writing.rows) for writing in corrected)
    print(
        f"a half hour two years ago, {rows} rows: asked {CORRECTION_SECONDS} s, measured {took:.3f} s"
    )
    fresh, right = write(past(facts, stored, charges), WINDOW.start, {})
    assert fresh
    for writing in corrected:
        assert last_row(writing.series) == last_row(right[writing.statistic])

    history = History(facts=Facts(), stored=stored, region=GB)
    for last in (date(2024, 11, 30), date(2025, 10, 31)):
        first = date(2024, 11, 1)
        begin = thread_time()
        used = history.used(day_span(GB, first).hull(day_span(GB, last)))
        bill(used.readings, used.book, charges, GB, first, last, now=WINDOW.end)
        took = thread_time() - begin
        print(f"a bill of {(last - first).days + 1} days: {took:.3f} s")

    year = [
        writing
        for writing in found
        if writing.later > datetime(2025, 11, 1, tzinfo=UTC)
    ]
    seconds, longest, count = asyncio.run(recorded(year))
    print(f"recorder: a year, {count} rows, written in {seconds:.1f} s")
    print(
        f"longest turn of the loop: asked {TURN_MS} ms, measured {1000 * longest:.1f} ms"
    )


if __name__ == "__main__":
    main()
