"""Time what one half hour of two years ago costs when it is corrected.

    python -m benchmarks.correction [--years 3]

Keeps years of readings, half-hourly prices, sessions and statistics on disk, starts an
engine on them as a restart would, and hands it one reading that differs. Prints the
processor's time of each group of threads until sessions, files and statistics are
right again: the sums are compared with those of a rebuild from nothing.
"""

import argparse
import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from decimal import Decimal
import logging
from random import Random
from tempfile import TemporaryDirectory
import threading
from time import clock_gettime, pthread_getcpuclockid
from typing import Final

from pytest_homeassistant_custom_component.common import async_test_home_assistant

from benchmarks.statistics import write
from custom_components.octopus_ev.const import DOMAIN, IMPORT_STEP_DAYS
from custom_components.octopus_ev.core.bands import banded
from custom_components.octopus_ev.core.import_mark import ImportMark
from custom_components.octopus_ev.core.model import (
    Direction,
    RateBook,
    Reading,
    SupplyPoint,
)
from custom_components.octopus_ev.core.session import Session
from custom_components.octopus_ev.core.span import Span
from custom_components.octopus_ev.core.timeline import Timeline
from custom_components.octopus_ev.engine import Engine
from custom_components.octopus_ev.facts import clipped
from custom_components.octopus_ev.history import History
from custom_components.octopus_ev.providers.gb_account import GB
from custom_components.octopus_ev.settings import ChosenPoint, Settings
from custom_components.octopus_ev.statistic_ids import statistic_id
from custom_components.octopus_ev.statistic_work import Past
from custom_components.octopus_ev.statistics import Statistics, async_committed
from homeassistant.components.recorder import get_instance
from homeassistant.components.recorder.statistics import statistics_during_period
from homeassistant.core import HomeAssistant
from homeassistant.helpers.recorder import async_initialize_recorder
from homeassistant.loader import DATA_CUSTOM_COMPONENTS
from homeassistant.setup import async_setup_component
from homeassistant.util import dt as dt_util

ASKED_MS: Final = 300.0
SAME: Final = 1e-6
KEY: Final = "0123456789"
NAME: Final = "correction"
DAY: Final = timedelta(days=1)
STEP: Final = timedelta(days=IMPORT_STEP_DAYS)
POINT: Final = SupplyPoint(
    key=KEY,
    mpan="1012345678903",
    direction=Direction.IMPORT,
    meters=(),
    agreements=Timeline(),
)
SETTINGS: Final = Settings(
    api_key="sk_test_synthetic",
    account_number="A-AAAA1111",
    points=(ChosenPoint(POINT.mpan),),
)


def home(window: Span) -> tuple[list[Reading], RateBook]:
    """Return a house whose car charges for four hours on two nights of three."""
    random = Random(1)
    readings, prices = [], []
    for start in window.slots(GB.interval):
        charging = start.toordinal() % 3 and 0 <= start.hour < 4
        energy = random.uniform(0.08, 0.4) + (3.6 if charging else 0.0)
        readings.append(Reading(start, Decimal(f"{energy:.3f}")))
        price = Decimal(random.randint(500, 4000)) / 10_000
        prices.append((Span(start, start + GB.interval), price))
    rates = banded(Timeline(prices), GB)
    return readings, RateBook(house=rates, vehicle=rates, standing=Timeline())


def at_work() -> Mapping[str, float]:
    """Return the processor's time of the threads so far, by what they are for."""
    spent: dict[str, float] = defaultdict(float)
    for thread in threading.enumerate():
        if thread.ident is None:
            continue
        name = thread.name
        group = "executor" if name.startswith(("SyncWorker", "asyncio_")) else name
        group = "database" if name.startswith(("DbWorker", "Recorder")) else group
        spent[group] += clock_gettime(pthread_getcpuclockid(thread.ident))
    return spent


@asynccontextmanager
async def restarted(
    hass: HomeAssistant,
) -> AsyncIterator[Engine]:
    """Run an engine and its statistics on what is on disk."""
    engine = Engine(hass, NAME, SETTINGS, GB)
    await engine.async_load()
    await engine.async_points({KEY: POINT})
    await engine.async_start()
    statistics = Statistics(hass, NAME, engine)
    await statistics.async_start()
    await settled(hass)
    yield engine
    await statistics.async_shutdown()
    await engine.async_shutdown()


async def settled(hass: HomeAssistant) -> None:
    """Wait until the statistics are written."""
    await asyncio.sleep(6)
    await hass.async_block_till_done(wait_background_tasks=True)
    await async_committed(hass)


async def take(
    engine: Engine, window: Span, readings: list[Reading], book: RateBook
) -> None:
    """Hand over what a page of the supplier's answer brings."""
    assert await engine.async_past(
        KEY, window, [one for one in readings if one.start in window], book
    )


async def fill(hass: HomeAssistant, whole: Span) -> tuple[list[Reading], RateBook]:
    """Keep years on disk, as an import brings them."""
    readings, book = home(whole)
    async with restarted(hass) as engine:
        end = whole.end
        while end > whole.start:
            step = Span(max(end - STEP, whole.start), end)
            await take(engine, step, readings, clipped(book, step))
            end = step.start
        end = whole.end
        while end > whole.start:
            step = Span(max(end - STEP, whole.start), end)
            assert await engine.async_search_past(KEY, step)
            end = step.start
        mark = ImportMark(
            until=whole.end,
            since=whole.start,
            reached=whole.start,
            searched=whole.start,
        )
        await engine.async_mark(KEY, mark)
        await settled(hass)
    return readings, book


def sums(hass: HomeAssistant, since: datetime) -> Mapping[tuple[str, float], float]:
    """Return every sum that the recorder has, by statistic and hour."""
    ids = {
        f"{DOMAIN}:{KEY}_{part}_{measure}"
        for part in ("import", "ev", "house")
        for measure in ("energy", "cost")
    }
    found = statistics_during_period(hass, since, None, ids, "hour", None, {"sum"})
    return {
        (name, row["start"]): row["sum"] or 0.0
        for name, hours in found.items()
        for row in hours
    }


def expected(
    history: History, sessions: tuple[Session, ...]
) -> Mapping[tuple[str, float], float]:
    """Return every sum as it would be written from nothing."""
    look = Past.of(Direction.IMPORT, history, sessions)
    assert look is not None
    found, _ = write(look, look.months[0], {})
    return {
        (statistic_id(KEY, writing.statistic), row["start"].timestamp()): row["sum"]
        or 0.0
        for writing in found
        for row in writing.rows
    }


async def measure(hass: HomeAssistant, years: float) -> None:
    """Keep years on disk and print what a correction costs."""
    today = dt_util.utcnow().replace(hour=0, minute=0, second=0, microsecond=0)
    whole = Span(today - timedelta(days=round(365 * years)), today)
    await compare(hass, whole, *await fill(hass, whole))


async def compare(
    hass: HomeAssistant, whole: Span, readings: list[Reading], book: RateBook
) -> None:
    """Print what answers cost of which little differs from what is on disk."""
    today = whole.end
    ago = today - timedelta(days=730)
    async with restarted(hass) as engine:
        known = engine.view(KEY).sessions
        print(
            f"{len(known)} sessions, {len(readings)} readings on disk,"
            f" {len(engine.view(KEY).readings)} in memory"
        )
        cases = {
            "a day of which one half hour differs, the car away": (13, 1, DAY),
            "a day of which one half hour differs, in a charge": (2, 2, DAY),
            "half a year of which one half hour differs": (3, 3, STEP),
            "half a year that is as it was": (0, 0, STEP),
        }
        for name, (hour, less, length) in cases.items():
            night = next(
                at for at in Span(ago, today).slots(DAY) if at.toordinal() % 3 == 1
            )
            wrong = night + timedelta(hours=hour)
            window = Span(night, night + length)
            page = [
                Reading(one.start, one.energy - Decimal(less) / 10)
                if one.start == wrong and less
                else one
                for one in readings
            ]
            if less:
                readings = page
            before = at_work()
            await take(engine, window, page, clipped(book, window))
            told = at_work()
            await settled(hass)
            after = at_work()
            spent = {who: 1000 * (after[who] - before[who]) for who in after}
            told_ms = 1000 * (told["executor"] - before["executor"])
            print(
                f"{name}: asked {ASKED_MS:.0f} ms, measured {spent['executor']:.0f} ms,"
                f" {told_ms:.0f} of them until its sessions were on disk;"
                f" the loop {spent['MainThread']:.0f} ms,"
                f" the recorder {spent['database']:.0f} ms"
            )
        recorder = get_instance(hass)
        found = await recorder.async_add_executor_job(sums, hass, whole.start)
        right = await hass.async_add_executor_job(
            expected, engine.history(KEY), engine.view(KEY).sessions
        )
        assert found.keys() == right.keys()
        assert all(abs(found[hour] - right[hour]) < SAME for hour in found)
        changed = len(set(engine.view(KEY).sessions) - set(known))
        print(f"every later sum is right; {changed} sessions changed")


async def main() -> None:
    """Measure in a real Home Assistant with a real recorder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--years", type=float, default=3)
    given = parser.parse_args()
    logging.disable(logging.WARNING)
    with TemporaryDirectory() as folder:
        async with async_test_home_assistant(config_dir=folder) as hass:
            hass.data.pop(DATA_CUSTOM_COMPONENTS)
            async_initialize_recorder(hass)
            url = {"db_url": f"sqlite:///{folder}/home.db"}
            await async_setup_component(hass, "recorder", {"recorder": url})
            await measure(hass, given.years)
            await hass.async_stop(force=True)


if __name__ == "__main__":
    asyncio.run(main())
