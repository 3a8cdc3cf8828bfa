"""Time how long an account's past takes to come, and what it costs meanwhile.

    python -m benchmarks.backfill [--years 1] [--persona P3]

Starts the simulator in a process of its own, adds an account to a real Home Assistant
with a real recorder, and waits until everything is imported and in the statistics.
Prints what was asked of it and what was measured.
"""

import argparse
import asyncio
from contextlib import suppress
from datetime import UTC, datetime, timedelta
import gc
import json
import logging
import os
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, process_time
from typing import Any
from urllib.request import Request, urlopen

from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    async_test_home_assistant,
)

from benchmarks.setup import Pulse, simulator
from custom_components.octopus_ev.const import DOMAIN, ENV_GB_URL
from custom_components.octopus_ev.settings import ChosenPoint, entry_data
from homeassistant.components.recorder import get_instance
from homeassistant.components.recorder.statistics import statistics_during_period
from homeassistant.core import HomeAssistant
from homeassistant.helpers.recorder import async_initialize_recorder
from homeassistant.loader import DATA_CUSTOM_COMPONENTS
from homeassistant.setup import async_setup_component

LONG_AGO = datetime(2015, 1, 1, tzinfo=UTC)


def asked(address: str, path: str, method: str = "GET") -> Any:
    """Ask the simulator's control interface."""
    with urlopen(Request(f"{address}{path}", method=method)) as answer:
        return json.load(answer)


def rows(hass: HomeAssistant, ids: set[str]) -> dict[str, int]:
    """Return how many hours the recorder has of each statistic."""
    found = statistics_during_period(hass, LONG_AGO, None, ids, "hour", None, {"sum"})
    return {name: len(hours) for name, hours in found.items()}


class Collections:
    """Notes the longest garbage collection: the heap is mostly Home Assistant's."""

    def __init__(self) -> None:
        """Begin to listen."""
        self.longest = 0.0
        self._begin = 0.0
        gc.callbacks.append(self._note)

    def _note(self, phase: str, _info: dict[str, int]) -> None:
        if phase == "start":
            self._begin = perf_counter()
        else:
            self.longest = max(self.longest, perf_counter() - self._begin)


async def hours_of(hass: HomeAssistant, ids: set[str]) -> dict[str, int]:
    """Return how many hours the recorder has, once its queue is empty."""
    recorder = get_instance(hass)
    await recorder.async_block_till_done()
    return await recorder.async_add_executor_job(rows, hass, ids)


async def measure(address: str, folder: str, years: float) -> None:
    """Add the account and print what that takes."""
    scenario = asked(address, "/_sim/scenario")
    [home] = [home for home in scenario["properties"] if home["current"]]
    points = [ChosenPoint(one["mpan"]) for one in home["points"] if not one["export"]]
    async with async_test_home_assistant(config_dir=folder) as hass:
        # The harness holds custom integrations back until it is told.
        hass.data.pop(DATA_CUSTOM_COMPONENTS)
        async_initialize_recorder(hass)
        database = Path(folder, "home.db")
        await async_setup_component(
            hass, "recorder", {"recorder": {"db_url": f"sqlite:///{database}"}}
        )
        for component in ("http", "websocket_api"):
            await async_setup_component(hass, component, {})
        entry = MockConfigEntry(
            domain=DOMAIN,
            data=entry_data(scenario["api_key"], scenario["account"], points),
        )
        entry.add_to_hass(hass)
        collections = Collections()
        async with Pulse() as pulse:
            begin, worked = perf_counter(), process_time()
            await hass.config_entries.async_setup(entry.entry_id)
            engine = entry.runtime_data.engine
            [key] = engine.point_keys
            first_readings = min(engine.view(key).readings)
            visible = perf_counter() - begin
            own = len(asked(address, "/_sim/log")["requests"])
            pulse.longest = pulse.busiest = 0.0
            while not all(
                key in engine.import_marks and engine.import_marks[key].complete
                for key in engine.all_keys
            ):
                await asyncio.sleep(0.05)
            imported = perf_counter() - begin
            imported_cpu = process_time() - worked
            blocked_import = pulse.longest
            oldest = engine.import_marks[key].since
            due = sum(
                int((engine.import_marks[one].until - oldest) / timedelta(hours=1))
                for one in engine.all_keys
            )
            names = {
                f"{DOMAIN}:{one}_{part}_energy"
                for one in engine.all_keys
                for part in ("import", "export", "ev", "house")
            }
            # Some half hours come late, and some never.
            wanted = (24 * 365 * years - 24 * 8) * 0.98
            series = 3 + len(engine.all_keys) - 1
            with suppress(TimeoutError):
                async with asyncio.timeout(120):
                    while True:
                        counts = await hours_of(hass, names)
                        if sum(n >= wanted for n in counts.values()) >= series:
                            break
                        await asyncio.sleep(0.2)
            done, done_cpu = perf_counter() - begin, process_time() - worked
            blocked = pulse.longest
        requests = asked(address, "/_sim/log")["requests"][own:]
        exports = [r for r in requests if "OUTGOING" in r["path"]]
        exported = {one["mpan"] for one in home["points"] if one["export"]}
        exports += [r for r in requests if any(m in r["path"] for m in exported)]
        sessions = len(engine.view(key).sessions)
        held = len(engine.view(key).readings)
        sizes = [
            p.stat().st_size for p in Path(folder, ".storage").glob("octopus_ev.*")
        ]
        reach = datetime.now(UTC) - first_readings
        print(f"first month visible, asked <= 5 s: {visible:.2f} s ({reach.days} days)")
        print(
            f"a year's requests, asked <= 16: {len(requests) - len(exports)} for"
            f" {years:g} years, {len(exports)} more for what is exported"
        )
        print(
            f"readings, rates and sessions imported: {imported:.1f} s,"
            f" {imported_cpu:.1f} s of them at work"
        )
        print(
            f"with statistics, asked <= 30 s a year: {done:.1f} s,"
            f" {done_cpu:.1f} s of them at work; {counts}"
        )
        print(
            f"loop blocked, asked <= 20 ms: {1000 * blocked_import:.0f} ms during the"
            f" import, {1000 * blocked:.0f} ms with statistics, of which it was at work"
            f" for {1000 * pulse.busiest:.0f} ms at most; the longest garbage"
            f" collection took {1000 * collections.longest:.0f} ms"
        )
        print(
            f"{sessions} sessions; {held} readings in memory of {due // 2 or due} hours;"
            f" {sum(sizes) / 1000:.0f} kB on disk"
        )
        await hass.config_entries.async_unload(entry.entry_id)
        await hass.async_stop(force=True)


async def main() -> None:
    """Print what importing takes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--years", type=float, default=1)
    parser.add_argument("--persona", default="P3")
    given = parser.parse_args()
    logging.disable(logging.WARNING)
    days = str(round(365 * given.years))
    with TemporaryDirectory() as folder:
        async with simulator(
            "--persona", given.persona, "--history-days", days
        ) as address:
            os.environ[ENV_GB_URL] = f"{address.removesuffix('/gb')}/gb"
            await measure(address.removesuffix("/gb"), folder, given.years)


if __name__ == "__main__":
    asyncio.run(main())
