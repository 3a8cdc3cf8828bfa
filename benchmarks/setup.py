"""Time how long an account takes to set up, and how long it holds the event loop up.

    python -m benchmarks.setup

Keeps a year of readings, half-hourly prices and sessions in storage, starts the
simulator in a process of its own, and sets the account up on both. Prints the seconds
that Home Assistant waited, and the longest time in which nothing else could run.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from decimal import Decimal
import gc
import logging
import os
from pathlib import Path
from random import Random
import sys
from tempfile import TemporaryDirectory
import threading
from time import perf_counter, thread_time
from typing import Self

from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    async_test_home_assistant,
)

from custom_components.octopus_ev.const import DOMAIN, ENV_GB_URL
from custom_components.octopus_ev.core.bands import banded
from custom_components.octopus_ev.core.identity import point_key
from custom_components.octopus_ev.core.model import (
    Direction,
    RateBook,
    Reading,
    SupplyPoint,
)
from custom_components.octopus_ev.core.span import Span
from custom_components.octopus_ev.core.timeline import Timeline
from custom_components.octopus_ev.engine import Engine
from custom_components.octopus_ev.kept import async_kept_name
from custom_components.octopus_ev.providers.gb_account import GB
from custom_components.octopus_ev.settings import ChosenPoint, Settings, entry_data
from homeassistant.core import HomeAssistant
from homeassistant.helpers.recorder import async_initialize_recorder
from homeassistant.loader import DATA_CUSTOM_COMPONENTS
from homeassistant.setup import async_setup_component
from simulator.world import World

YEAR = timedelta(days=365)
HEARTBEAT = 0.001


class Pulse:
    """Feels the event loop's pulse and keeps its longest stop.

    `busiest` is the processor's time that the loop's own thread spent at most between
    two beats, without collecting garbage: on a busy machine a stop is longer than that.
    """

    def __init__(self) -> None:
        """Start with none."""
        self.longest = self.busiest = 0.0
        self._collected = self._collecting = 0.0
        self._beats: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        gc.callbacks.append(self._collects)
        self._beats = asyncio.create_task(self._beat())
        await asyncio.sleep(0.05)
        self.longest = self.busiest = 0.0
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._beats is not None
        gc.callbacks.remove(self._collects)
        self._beats.cancel()

    async def _beat(self) -> None:
        while True:
            before, worked = perf_counter(), thread_time() - self._collected
            await asyncio.sleep(HEARTBEAT)
            self.longest = max(self.longest, perf_counter() - before - HEARTBEAT)
            spent = thread_time() - self._collected - worked
            self.busiest = max(self.busiest, spent)

    def _collects(self, phase: str, _info: dict[str, int]) -> None:
        """Count the time in which this thread collects garbage."""
        if threading.current_thread() is not threading.main_thread():
            return
        if phase == "start":
            self._collecting = thread_time()
        else:
            self._collected += thread_time() - self._collecting


def year(until: datetime) -> tuple[list[Reading], RateBook]:
    """Return a year of a house with a car that charges every other night."""
    random = Random(1)
    interval = GB.interval
    readings, prices = [], []
    for start in Span(until - YEAR, until).slots(interval):
        charging = start.toordinal() % 2 and 0 <= start.hour < 4
        load = 3.6 if charging else 0.0
        energy = Decimal(f"{random.uniform(0.08, 0.4) + load:.3f}")
        readings.append(Reading(start, energy))
        price = Decimal(random.randint(500, 4000)) / 10_000
        prices.append((Span(start, start + interval), price))
    rates = banded(Timeline(prices), GB)
    return readings, RateBook(house=rates, vehicle=rates, standing=Timeline())


async def fill(hass: HomeAssistant, world: World) -> int:
    """Keep a year in storage; return how many sessions that is."""
    place = world.home(world.now)
    assert place is not None
    mpan = place[1].mpan
    key = point_key(GB.code, world.account_number, mpan)
    point = SupplyPoint(
        key=key,
        mpan=mpan,
        direction=Direction.IMPORT,
        meters=(),
        agreements=Timeline(),
    )
    settings = Settings(
        api_key=world.api_key,
        account_number=world.account_number,
        points=(ChosenPoint(mpan),),
    )
    engine = Engine(hass, await async_kept_name(hass, settings), settings, GB)
    now = datetime.now(UTC)
    today = now.replace(hour=0, minute=0, second=0, microsecond=0)
    readings, book = year(today)
    await engine.async_points({key: point})
    await engine.async_rates(key, book)
    for _ in range(2):
        await engine.async_readings(key, Span(today - YEAR, today), readings)
    await engine.async_start()
    sessions = len(engine.view(key).sessions)
    await engine.async_shutdown()
    return sessions


@asynccontextmanager
async def simulator(*options: str) -> AsyncIterator[str]:
    """Run a simulator beside this process; yield its address."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "simulator",
        "--port",
        "0",
        *options,
        stdout=asyncio.subprocess.PIPE,
    )
    try:
        assert process.stdout is not None
        async for line in process.stdout:
            words = line.decode().split()
            if address := next((word for word in words if "://" in word), None):
                yield address.rstrip("/")
                break
    finally:
        process.terminate()
        await process.wait()


async def main() -> None:
    """Print what setting up takes: with a year kept, then once more."""
    logging.disable(logging.WARNING)
    world = World.create()
    place = world.home(world.now)
    assert place is not None
    with TemporaryDirectory() as folder:
        async with simulator() as address:
            os.environ[ENV_GB_URL] = f"{address.removesuffix('/gb')}/gb"
            async with async_test_home_assistant(config_dir=folder) as hass:
                # The harness holds custom integrations back until it is told.
                hass.data.pop(DATA_CUSTOM_COMPONENTS)
                async_initialize_recorder(hass)
                for component in ("http", "recorder", "websocket_api"):
                    await async_setup_component(hass, component, {})
                number = world.account_number
                points = [ChosenPoint(place[1].mpan)]
                entry = MockConfigEntry(
                    domain=DOMAIN, data=entry_data(world.api_key, number, points)
                )
                sessions = await fill(hass, world)
                size = sum(
                    path.stat().st_size
                    for path in Path(folder, ".storage").glob("octopus_ev.*")
                )
                print(f"kept: a year, {sessions} sessions, {size / 1000:.0f} kB")
                entry.add_to_hass(hass)
                for attempt in ("first", "second"):
                    async with Pulse() as pulse:
                        begin = perf_counter()
                        await hass.config_entries.async_setup(entry.entry_id)
                        await hass.async_block_till_done()
                        took = perf_counter() - begin
                    print(
                        f"{attempt} set-up: {entry.state.value} in {took:.2f} s,"
                        f" the loop stood still for {1000 * pulse.longest:.0f} ms"
                    )
                    await hass.config_entries.async_unload(entry.entry_id)
                await hass.async_stop(force=True)


if __name__ == "__main__":
    asyncio.run(main())
