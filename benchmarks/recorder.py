"""Measure what a day of one meter with a Home Mini adds to a real recorder.

Run from the repository's root: python -m benchmarks.recorder. A day is simulated minute
by minute, with a charge in its night; the database is a file, and every table is asked
for its rows and the pages that it and its indexes fill.
"""

import asyncio
from collections.abc import Mapping
from contextlib import closing
from datetime import UTC, datetime, timedelta
import logging
import os
from pathlib import Path
import sqlite3
from tempfile import TemporaryDirectory
from typing import Final

from aiohttp.test_utils import TestServer
from freezegun import freeze_time
from freezegun.api import TickingDateTimeFactory
from pytest_homeassistant_custom_component import plugins
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    async_fire_time_changed,
    async_test_home_assistant,
)
import pytest_socket

from custom_components.octopus_ev.const import DOMAIN, ENV_GB_URL
from custom_components.octopus_ev.settings import ChosenPoint, entry_data
from custom_components.octopus_ev.statistics import async_committed
from homeassistant.core import HomeAssistant
from homeassistant.helpers.recorder import async_initialize_recorder
from homeassistant.loader import DATA_CUSTOM_COMPONENTS
from homeassistant.setup import async_setup_component
from simulator.app import create_app
from simulator.clock import Clock
from simulator.world import World

MOST: Final = 500_000
"""Bytes a day, over all tables."""
NOON: Final = "2026-11-20T12:00:00+00:00"
HISTORY_DAYS: Final = 30
"""All of it is imported first, which takes time and is not what is measured."""
MINUTES: Final = int(os.environ.get("MINUTES", "1440"))
TABLES: Final = (
    "states",
    "states_meta",
    "state_attributes",
    "events",
    "event_types",
    "event_data",
    "statistics",
    "statistics_meta",
    "statistics_short_term",
    "statistics_runs",
)
# What each entity wrote, and how many sets of attributes that had.
ENTITIES: Final = """
    SELECT m.entity_id, count(*), count(DISTINCT s.attributes_id)
    FROM states s JOIN states_meta m USING (metadata_id)
    WHERE s.last_updated_ts >= :since
    GROUP BY 1 ORDER BY 2 DESC LIMIT 12
"""

type Sizes = dict[str, tuple[int, int]]
"""Rows and bytes by table."""


def sizes(database: Path) -> Sizes:
    """Return the rows of every table, and the bytes of it and its indexes."""
    with closing(sqlite3.connect(database)) as connection:
        pages: Mapping[str, int] = dict(
            connection.execute(
                "SELECT m.tbl_name, sum(d.pgsize - d.unused) FROM dbstat d"
                " JOIN sqlite_master m ON m.name = d.name GROUP BY 1"
            )
        )
        return {
            table: (
                connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0],  # noqa: S608
                pages[table],
            )
            for table in TABLES
        }


async def pass_time(
    hass: HomeAssistant, clock: TickingDateTimeFactory, minutes: int
) -> None:
    """Let time pass minute by minute."""
    for _ in range(minutes):
        clock.move_to(datetime.now(UTC) + timedelta(minutes=1))
        async_fire_time_changed(hass)
        await hass.async_block_till_done(wait_background_tasks=True)


async def simulate(folder: str, clock: TickingDateTimeFactory) -> None:
    """Print what a day adds to each table."""
    database = Path(folder, "home.db")
    world = World.create("P10", clock=Clock(rate=1), history_days=HISTORY_DAYS)
    place = world.home(world.now)
    assert place is not None
    async with (
        TestServer(create_app(world), host="127.0.0.1") as server,
        async_test_home_assistant(config_dir=folder) as hass,
    ):
        os.environ[ENV_GB_URL] = str(server.make_url("/gb"))
        # The harness holds custom integrations back until it is told.
        hass.data.pop(DATA_CUSTOM_COMPONENTS)
        async_initialize_recorder(hass)
        config = {"recorder": {"db_url": f"sqlite:///{database}", "auto_purge": False}}
        for component in ("recorder", "http", "websocket_api"):
            await async_setup_component(hass, component, config)
        number = world.account_number
        entry = MockConfigEntry(
            domain=DOMAIN,
            data=entry_data(world.api_key, number, [ChosenPoint(place[1].mpan)]),
        )
        entry.add_to_hass(hass)
        await hass.config_entries.async_setup(entry.entry_id)
        await pass_time(hass, clock, 10)
        await async_committed(hass)
        before, since = sizes(database), datetime.now(UTC).timestamp()
        await pass_time(hass, clock, MINUTES)
        await async_committed(hass)
        report(before, sizes(database))
        with closing(sqlite3.connect(database)) as connection:
            found = connection.execute(ENTITIES, {"since": since})
            print("\nstates  attributes  entity")
            for name, states, kinds in found:
                print(f"{states:6}  {kinds:10}  {name}")
        await hass.config_entries.async_unload(entry.entry_id)
        await hass.async_stop(force=True)


def report(before: Sizes, after: Sizes) -> None:
    """Print the growth of each table, and of all."""
    print(f"{'table':22}  rows  bytes a day")
    total = 0
    for table in TABLES:
        rows, grown = (
            now - then for now, then in zip(after[table], before[table], strict=True)
        )
        total += grown
        print(f"{table:22} {rows:5}  {grown:11}")
    print(f"\nasked: {MOST} bytes a day at most; measured: {total}")


def main() -> None:
    # The harness teaches the frozen clock to Home Assistant, and forbids sockets.
    plugins.pytest_runtest_setup()
    pytest_socket.enable_socket()
    for chatty in ("aiohttp.access", "sqlalchemy.engine"):
        logging.getLogger(chatty).setLevel(logging.CRITICAL)
    logging.disable(logging.INFO)
    with TemporaryDirectory() as folder, freeze_time(NOON, tick=True) as clock:
        assert isinstance(clock, TickingDateTimeFactory)
        asyncio.run(simulate(folder, clock))


if __name__ == "__main__":
    main()
