"""Count what an account with a car asks of the supplier, hour by hour.

    python -m benchmarks.requests [--persona P1] [--days 7]

Sets an account up on a simulated customer and lets days pass minute by minute: first
with a car that is plugged in every evening, then with one that is away. Prints the
busiest sixty minutes of each, by the supplier's own log, the first hour left out: it
sets up.
"""

import argparse
import asyncio
from collections import Counter, deque
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
import logging
import os
from tempfile import TemporaryDirectory

from aiohttp.test_utils import TestServer
import freezegun
from freezegun import freeze_time
from freezegun.api import TickingDateTimeFactory
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    async_fire_time_changed,
    async_test_home_assistant,
)
from pytest_homeassistant_custom_component.patch_time import (
    HAFakeDatetime,
    ha_datetime_to_fakedatetime,
)

from custom_components.octopus_ev.const import DOMAIN, ENV_GB_URL
from custom_components.octopus_ev.settings import ChosenPoint, entry_data
from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import HomeAssistant
from homeassistant.helpers.recorder import async_initialize_recorder
from homeassistant.loader import DATA_CUSTOM_COMPONENTS
from homeassistant.setup import async_setup_component
from simulator.app import create_app
from simulator.clock import Clock
from simulator.world import World

START = "2026-11-16T15:00:00+00:00"
"""A Monday."""
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)

type Driver = Callable[[World, datetime], None]


def every_night(world: World, now: datetime) -> None:
    """Plug the car in at six in the evening, and out at half past seven."""
    if (now.hour, now.minute) == (18, 0):
        world.unplug()
        world.plug(kw=7.2)
    elif (now.hour, now.minute) == (7, 30):
        world.unplug()


def away(world: World, now: datetime) -> None:
    """Keep the car away."""
    if now.minute % 5 == 0:
        world.unplug()


async def live(
    hass: HomeAssistant,
    world: World,
    clock: TickingDateTimeFactory,
    driver: Driver,
    days: float,
) -> tuple[int, Counter[str]]:
    """Let days pass; return how much the busiest hour asked, and for what."""
    recent: deque[tuple[datetime, str]] = deque()
    worst: tuple[int, Counter[str]] = (0, Counter())
    for minute in range(round(days * 24 * 60)):
        clock.move_to(datetime.now(UTC) + MINUTE)
        now = datetime.now(UTC)
        driver(world, now)
        async_fire_time_changed(hass)
        await hass.async_block_till_done(wait_background_tasks=True)
        if minute < 60:
            world.log.clear()
        recent.extend((now, row.operation or "REST") for row in world.log.entries)
        world.log.clear()
        while recent and recent[0][0] <= now - HOUR:
            recent.popleft()
        if len(recent) > worst[0]:
            worst = len(recent), Counter(what for _, what in recent)
    return worst


async def weeks(persona: str, days: float) -> None:
    """Set an account up, let it live, and print its busiest hours."""
    with TemporaryDirectory() as folder, freeze_time(START, tick=True) as clock:
        assert isinstance(clock, TickingDateTimeFactory)
        world = World.create(persona, clock=Clock(rate=1))
        place = world.home(world.now)
        assert place is not None
        async with (
            TestServer(create_app(world), host="127.0.0.1") as server,
            async_test_home_assistant(config_dir=folder) as hass,
        ):
            os.environ[ENV_GB_URL] = str(server.make_url("/gb"))
            hass.data.pop(DATA_CUSTOM_COMPONENTS)
            async_initialize_recorder(hass)
            for component in ("http", "recorder", "websocket_api"):
                await async_setup_component(hass, component, {})
            entry = MockConfigEntry(
                domain=DOMAIN,
                data=entry_data(
                    world.api_key, world.account_number, [ChosenPoint(place[1].mpan)]
                ),
            )
            entry.add_to_hass(hass)
            await hass.config_entries.async_setup(entry.entry_id)
            await hass.async_block_till_done(wait_background_tasks=True)
            assert entry.state is ConfigEntryState.LOADED
            for driver in (every_night, away):
                most, asked = await live(hass, world, clock, driver, days)
                what = ", ".join(f"{count} {name}" for name, count in asked.items())
                print(f"{persona}, {driver.__name__}: at most {most} an hour: {what}")
            await hass.config_entries.async_unload(entry.entry_id)
            await hass.async_stop(force=True)


async def main() -> None:
    """Print the busiest hour with a car at home, and without."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--persona", default="P1")
    parser.add_argument("--days", type=float, default=7)
    chosen = parser.parse_args()
    logging.disable(logging.WARNING)
    # Frozen time as the tests have it: the plain one forgets which of two hours it is
    # when the clocks go back.
    freezegun.api.datetime_to_fakedatetime = ha_datetime_to_fakedatetime
    freezegun.api.FakeDatetime = HAFakeDatetime  # type: ignore[misc]
    await weeks(chosen.persona, chosen.days)


if __name__ == "__main__":
    asyncio.run(main())
