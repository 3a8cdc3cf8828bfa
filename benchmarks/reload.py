"""Measure what reloads of an entry leave behind: nothing, and no memory either.

Run from the repository's root: python -m benchmarks.reload. An account with a car and a
Home Mini is set up, and reloaded RELOADS times; a twentieth of that it is removed and
added anew. After each, everything that may be left behind is counted.
"""

import asyncio
from asyncio import TimerHandle
from collections import Counter
from datetime import UTC, datetime, timedelta
import gc
import logging
import os
from pathlib import Path
import sys
from tempfile import TemporaryDirectory
import tracemalloc
from typing import Final

from aiohttp.test_utils import TestServer
from freezegun import freeze_time
from freezegun.api import TickingDateTimeFactory
from pytest_homeassistant_custom_component import plugins
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    async_test_home_assistant,
)
import pytest_socket

from custom_components.octopus_ev.const import DOMAIN, ENV_GB_URL
from custom_components.octopus_ev.settings import ChosenPoint, entry_data
from homeassistant.config_entries import ConfigEntryState
from homeassistant.const import EVENT_HOMEASSISTANT_FINAL_WRITE
from homeassistant.core import HomeAssistant
from homeassistant.helpers import (
    device_registry as dr,
    entity_registry as er,
    issue_registry as ir,
)
from homeassistant.helpers.recorder import async_initialize_recorder
from homeassistant.loader import DATA_CUSTOM_COMPONENTS
from homeassistant.setup import async_setup_component
from homeassistant.util.async_ import get_scheduled_timer_handles
from simulator.app import create_app
from simulator.clock import Clock
from simulator.times import local_day, midnight
from simulator.world import World

RELOADS: Final = int(os.environ.get("RELOADS", "200"))
HALF: Final = RELOADS // 2
WARM_UP: Final = RELOADS // 4
"""Caches fill up first."""
MOST: Final = 4096
"""Bytes that a reload, and a quarter of an hour of facts, may add to what we hold."""
NOON: Final = "2026-11-20T12:00:00+00:00"
DAYS: Final = 14
"""Of readings."""
PACKAGE: Final = f"custom_components.{DOMAIN}"
PARTS: Final = (DOMAIN, "simulator", "homeassistant")
PAGE: Final = os.sysconf("SC_PAGE_SIZE")

type Census = Counter[str]


def census(hass: HomeAssistant) -> Census:
    """Count all that could be left behind by an entry that is unloaded."""
    gc.collect()
    dispatchers: dict[object, dict[object, object]] = hass.data.get("dispatcher", {})
    trackers = [
        data.callbacks
        for key, data in hass.data.items()
        if str(key).startswith("track_") and hasattr(data, "callbacks")
    ]
    timers = get_scheduled_timer_handles(hass.loop)
    return Counter(
        {
            "listeners": sum(
                count
                for event, count in hass.bus.async_listeners().items()
                # Each file of Home Assistant's that is to be written has one.
                if event != EVENT_HOMEASSISTANT_FINAL_WRITE
            ),
            "dispatchers": sum(map(len, dispatchers.values())),
            "trackers": sum(len(one) for by_id in trackers for one in by_id.values()),
            "tasks": len([task for task in asyncio.all_tasks() if not _serves(task)]),
            "timers": sum(
                not timer.cancelled() and not _writes(timer) for timer in timers
            ),
            "states": len(hass.states.async_all()),
            "entities": len(er.async_get(hass).entities),
            "devices": len(list(dr.async_get(hass).devices)),
            "repairs": len(ir.async_get(hass).issues),
            "files": sum(
                not _is_socket(one) for one in Path("/proc/self/fd").iterdir()
            ),
            "objects": sum(_ours(thing) for thing in gc.get_objects()),
        }
    )


def _ours(thing: object) -> bool:
    # Of some classes it is no text. What the core has are facts, which may be more.
    module = str(type(thing).__module__)
    return module.startswith(PACKAGE) and not module.startswith(f"{PACKAGE}.core")


def _serves(task: asyncio.Task[object]) -> bool:
    """Tell whether a task is a connection of the simulator, which are kept for a while."""
    return "RequestHandler" in repr(task.get_coro())


def _writes(timer: TimerHandle) -> bool:
    """Tell whether a timer is for a file to be written."""
    return "delayed_write" in repr(timer)


def _is_socket(file: Path) -> bool:
    try:
        return file.readlink().name.startswith("socket:")
    except FileNotFoundError:
        # It was open for the look itself.
        return True


def resident() -> int:
    """Return the bytes of memory that the process has."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * PAGE


async def simulate(folder: str, clock: TickingDateTimeFactory) -> bool:
    """Print what is left behind; tell whether it is nothing."""
    world = World.create("P11", clock=Clock(rate=1))
    # What setting up asks for is all there is: an import would wait for its turn.
    world.since = midnight(local_day(world.now) - timedelta(days=DAYS))
    async with (
        TestServer(create_app(world), host="127.0.0.1") as server,
        async_test_home_assistant(config_dir=folder) as hass,
    ):
        os.environ[ENV_GB_URL] = str(server.make_url("/gb"))
        # The harness holds custom integrations back until it is told.
        hass.data.pop(DATA_CUSTOM_COMPONENTS)
        async_initialize_recorder(hass)
        config = {"recorder": {"db_url": f"sqlite:///{Path(folder, 'home.db')}"}}
        for component in ("recorder", "http", "websocket_api"):
            await async_setup_component(hass, component, config)
        entry = await added(hass, world)
        counts: list[Census] = []
        held: list[Census] = []
        size: list[int] = []
        for number in range(RELOADS):
            # Without it we would wait for the request budget.
            clock.move_to(datetime.now(UTC) + timedelta(minutes=15))
            if number % 20 == 19:
                await hass.config_entries.async_remove(entry.entry_id)
                entry = await added(hass, world)
            else:
                await hass.config_entries.async_reload(entry.entry_id)
            await hass.async_block_till_done(wait_background_tasks=True)
            world.log.clear()
            assert entry.state is ConfigEntryState.LOADED
            counts.append(census(hass))
            if number == HALF - 2:
                tracemalloc.start()
            size.append(resident())
            if number in (HALF, RELOADS - 1):
                held.append(by_package(tracemalloc.take_snapshot()))
        await hass.config_entries.async_remove(entry.entry_id)
        await hass.async_block_till_done(wait_background_tasks=True)
        report(counts, census(hass))
        grown = {
            part: (held[-1][part] - held[0][part]) / (RELOADS - 1 - HALF)
            for part in PARTS
        }
        for part, slope in grown.items():
            print(f"{part:14}{held[0][part]:12,} bytes, {slope:+.0f} a reload")
        print(f"resident: {size[WARM_UP]:,} to {size[-1]:,} bytes")
        await hass.async_stop(force=True)
        return grown[DOMAIN] < MOST and steady(counts)


async def added(hass: HomeAssistant, world: World) -> MockConfigEntry:
    """Add the account and wait until all of it is there."""
    place = world.home(world.now)
    assert place is not None
    number = world.account_number
    entry = MockConfigEntry(
        domain=DOMAIN,
        data=entry_data(world.api_key, number, [ChosenPoint(place[1].mpan)]),
    )
    entry.add_to_hass(hass)
    await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)
    return entry


def by_package(snapshot: tracemalloc.Snapshot) -> Census:
    """Return the bytes that Python holds by who asked for them.

    The simulator lives in the same process, and facts grow as its time passes.
    """
    found: Census = Counter()
    for one in snapshot.statistics("filename"):
        name = one.traceback[0].filename
        found[next((part for part in PARTS if f"/{part}/" in name), "others")] += (
            one.size
        )
    return found


def steady(counts: list[Census]) -> bool:
    """Tell whether nothing is more at the end than after the warm-up."""
    return not counts[-1] - counts[WARM_UP]


def report(counts: list[Census], removed: Census) -> None:
    """Print every count after the warm-up, at the end, and once it is removed."""
    print(f"{'':12}{WARM_UP:>8}{len(counts):>8} removed")
    for name, count in counts[WARM_UP].items():
        print(f"{name:12}{count:8}{counts[-1][name]:8}{removed[name]:8}")


def main() -> int:
    """Measure, and fail if anything grows."""
    # The harness teaches the frozen clock to Home Assistant, and forbids sockets.
    plugins.pytest_runtest_setup()
    pytest_socket.enable_socket()
    logging.disable(logging.WARNING)
    with TemporaryDirectory() as folder, freeze_time(NOON, tick=True) as clock:
        assert isinstance(clock, TickingDateTimeFactory)
        return 0 if asyncio.run(simulate(folder, clock)) else 1


if __name__ == "__main__":
    sys.exit(main())
