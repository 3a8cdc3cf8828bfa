"""Kill a Home Assistant while it imports and writes, and see that nothing is lost.

    python -m benchmarks.crash [--times 100] [--seed 1] [--statistics]

A child process runs the integration in a real Home Assistant against a simulator and is
killed (SIGKILL) at a random moment of its import or of a write; then another child goes
on from the same folder. Each round ends with one that is left to finish, whose readings,
rates and sessions are compared with those of an import that nobody disturbed. With
`--statistics` there is less to import and every child writes the recorder's statistics,
too; then every row of them is compared.
"""

import argparse
import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
import json
import logging
from multiprocessing import get_context
from multiprocessing.context import ForkProcess
import os
from pathlib import Path
from random import Random
import subprocess
import sys
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any
from urllib.request import urlopen

from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    async_test_home_assistant,
)

from custom_components.octopus_ev.const import DOMAIN, ENV_GB_URL
from custom_components.octopus_ev.core.span import Span
from custom_components.octopus_ev.settings import ChosenPoint, entry_data
from custom_components.octopus_ev.statistics import async_committed
from homeassistant.components.recorder import get_instance
from homeassistant.components.recorder.statistics import (
    list_statistic_ids,
    statistics_during_period,
)
from homeassistant.core import HomeAssistant
from homeassistant.helpers.recorder import async_initialize_recorder
from homeassistant.loader import DATA_CUSTOM_COMPONENTS
from homeassistant.setup import async_setup_component

DAYS = 300
DAYS_OF_ROWS = 40
"""The recorder takes about a millisecond for each of six rows an hour."""
KILLS_A_ROUND = 6
# Where the simulator's clock stands: it must not publish anything between two children.
START = "2026-11-20T12:00:00Z"


async def live(
    folder: str, address: str, scenario: Any, until: Path | None, *, writes: bool
) -> None:
    """Be the child: set up and import; `until` is where to write what came of it."""
    os.environ[ENV_GB_URL] = f"{address}/gb"
    [home] = [home for home in scenario["properties"] if home["current"]]
    points = [ChosenPoint(one["mpan"]) for one in home["points"] if not one["export"]]
    async with async_test_home_assistant(config_dir=folder) as hass:
        # The harness holds custom integrations back until it is told.
        hass.data.pop(DATA_CUSTOM_COMPONENTS)
        async_initialize_recorder(hass)
        for component in ("http", "recorder", "websocket_api"):
            await async_setup_component(hass, component, {})
        entry = MockConfigEntry(
            domain=DOMAIN,
            data=entry_data(scenario["api_key"], scenario["account"], points),
        )
        entry.add_to_hass(hass)
        await hass.config_entries.async_setup(entry.entry_id)
        engine = entry.runtime_data.engine
        while not all(
            key in engine.import_marks and engine.import_marks[key].complete
            for key in engine.all_keys
        ):
            await asyncio.sleep(0.05)
        # Polling again settles what is recent, as it would within the hour.
        for _ in range(2):
            await entry.runtime_data.readings.async_refresh()
        if writes:
            # What has changed is gathered for five seconds.
            await asyncio.sleep(6)
            await hass.async_block_till_done(wait_background_tasks=True)
            await async_committed(hass)
        if until is not None:
            result = known(engine)
            if writes:
                recorder = get_instance(hass)
                result["recorder"] = await recorder.async_add_executor_job(rows, hass)
            until.write_text(json.dumps(result))
        await hass.config_entries.async_unload(entry.entry_id)
        # What the recorder has still to write is of no interest here.
        os._exit(0)


def known(engine: Any) -> dict[str, Any]:
    """Return all that is known of each point."""
    result = {}
    for key in engine.all_keys:
        history = engine.history(key)
        facts = history.between(Span(history.months[0], engine.view(key).as_of))
        result[key] = {
            "readings": {
                f"{at:%Y-%m-%dT%H:%M}": str(energy)
                for at, energy in sorted(facts.readings.items())
            },
            "rates": [
                str(rate and rate.unit_rate)
                for rate in map(facts.book.house.at, sorted(facts.readings))
            ],
            "sessions": {
                # How much of the past was at hand moves a charge by some watt-hours.
                one.session_id: [str(one.anchor), str(round(one.energy))]
                for one in engine.view(key).sessions
            },
        }
    return result


def rows(hass: HomeAssistant) -> dict[str, Any]:
    """Return every hour of our statistics."""
    ids = {
        row["statistic_id"]
        for row in list_statistic_ids(hass)
        if row["source"] == DOMAIN
    }
    since = datetime(2020, 1, 1, tzinfo=UTC)
    found = statistics_during_period(
        hass, since, None, ids, "hour", None, {"state", "sum"}
    )
    return {
        name: {
            str(row["start"]): [row.get("state"), round(row["sum"] or 0, 6)]
            for row in hours
        }
        for name, hours in found.items()
    }


class Children:
    """Starts children that have nothing to import, for they are forks of this process."""

    def __init__(self, address: str, *, writes: bool) -> None:
        """Take where the simulator is, and whether statistics are written."""
        self._address = address
        self._writes = writes
        self._context = get_context("fork")
        with urlopen(f"{address}/_sim/scenario") as answer:
            self._scenario = json.load(answer)

    def start(self, folder: str, until: Path | None = None) -> ForkProcess:
        """Start one."""
        process = self._context.Process(target=self._run, args=(folder, until))
        process.start()
        return process

    def finish(self, folder: str) -> dict[str, Any]:
        """Let a child finish; return what it knows."""
        path = Path(folder, "known.json")
        process = self.start(folder, path)
        process.join()
        if process.exitcode:
            raise SystemExit("A child failed")
        result: dict[str, Any] = json.loads(path.read_text())
        return result

    def kill(self, folder: str, after: float) -> bool:
        """Kill a child so many seconds after its start; tell if it was at work."""
        process = self.start(folder)
        process.join(after)
        process.kill()
        process.join()
        return process.exitcode != 0

    def _run(self, folder: str, until: Path | None) -> None:
        asyncio.run(
            live(folder, self._address, self._scenario, until, writes=self._writes)
        )


def difference(wanted: dict[str, Any], found: dict[str, Any]) -> list[str]:
    """Say what differs between two imports."""
    said = []
    for key, parts in wanted.items():
        for part, content in parts.items():
            other = found[key][part]
            if content == other:
                continue
            said.append(f"{part}: {len(content)} wanted, {len(other)} found")
            if isinstance(content, dict):
                odd = [
                    (name, content.get(name), other.get(name))
                    for name in {*content, *other}
                    if content.get(name) != other.get(name)
                ]
                said.append(f"  {len(odd)} differ, as {odd[:3]}")
    return said


def torture(times: int, seed: int, *, writes: bool) -> int:
    """Kill so often; return how many rounds lost or doubled something."""
    random = Random(seed)
    killed = failed = 0
    with children(writes=writes) as undisturbed, TemporaryDirectory() as folder:
        wanted = undisturbed.finish(folder)
        with TemporaryDirectory() as another:
            begin = perf_counter()
            undisturbed.finish(another)
            life = perf_counter() - begin
    while killed < times:
        with children(writes=writes) as family, TemporaryDirectory() as folder:
            for _ in range(min(KILLS_A_ROUND, times - killed)):
                # Those that come later have less to do.
                if not family.kill(folder, life * random.uniform(0.1, 0.9)):
                    break
                killed += 1
            said = difference(wanted, family.finish(folder))
        failed += bool(said)
        print(f"{killed} kills: {said or 'as undisturbed'}", flush=True)
    return failed


@contextmanager
def children(*, writes: bool) -> Iterator[Children]:
    """Start a simulator that has answered nobody yet; one that stands still adds up."""
    command = [sys.executable, "-m", "simulator", "--port", "0", "--rate", "0"]
    days = DAYS_OF_ROWS if writes else DAYS
    command += ["--persona", "P3", "--history-days", str(days), "--start", START]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as home:
        try:
            yield Children(_address(home), writes=writes)
        finally:
            home.terminate()


def _address(home: subprocess.Popen[str]) -> str:
    """Return where a simulator listens."""
    assert home.stdout is not None
    for line in home.stdout:
        for word in line.split():
            if "://" in word:
                return word.rstrip("/").removesuffix("/gb")
    raise SystemExit("The simulator does not start")


def main() -> None:
    """Print what was lost or doubled."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--statistics", action="store_true")
    given = parser.parse_args()
    logging.disable(logging.CRITICAL)
    failed = torture(given.times, given.seed, writes=given.statistics)
    print(f"nothing lost, nothing doubled, asked 0 failures: {failed}")
    raise SystemExit(bool(failed))


if __name__ == "__main__":
    main()
