"""Count what an account with a car asks of the supplier, hour by hour.

    python -m benchmarks.requests [--persona P1] [--days 7] [--driver away]

Sets an account up on a simulated customer and lets days pass from one timer to the next:
first with a car that is plugged in every evening, then with one that is away. Prints the
busiest sixty minutes of each, by the supplier's own log, and what was asked in all; the
first hour is left out: it sets up.
"""

import argparse
import asyncio
from collections import Counter, deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
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
from homeassistant.util.async_ import get_scheduled_timer_handles
from simulator.app import create_app
from simulator.clock import Clock
from simulator.world import World

START = "2026-11-16T15:00:00+00:00"
"""A Monday."""
HALF_HOUR = timedelta(minutes=30)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)

type Driver = Callable[[World, datetime], None]


@dataclass(slots=True)
class Asked:
    """What was asked, by document."""

    whole: Counter[str] = field(default_factory=Counter)
    busiest: Counter[str] = field(default_factory=Counter)
    """In the busiest sixty minutes."""
    most: Counter[str] = field(default_factory=Counter)
    """Of each document, in its own busiest sixty minutes."""

    def add(self, asked: Iterable[str], hour: Counter[str]) -> None:
        """Add what was asked now, and in the hour up to now."""
        self.whole.update(asked)
        self.most |= hour
        if hour.total() > self.busiest.total():
            self.busiest = hour


def every_night(world: World, now: datetime) -> None:
    """Plug the car in at six in the evening, and out at half past seven."""
    if (now.hour, now.minute, now.second) == (18, 0, 0):
        world.unplug()
        world.plug(kw=7.2)
    elif (now.hour, now.minute, now.second) == (7, 30, 0):
        world.unplug()


def away(world: World, now: datetime) -> None:
    """Keep the car away."""
    if now.second == 0:
        world.unplug()


DRIVERS: Sequence[Driver] = (every_night, away)


async def live(
    hass: HomeAssistant,
    world: World,
    clock: TickingDateTimeFactory,
    driver: Driver,
    days: float,
) -> Asked:
    """Let days pass; return what was asked."""
    recent: deque[tuple[datetime, str]] = deque()
    result = Asked()
    now = begun = datetime.now(UTC)
    while now < begun + days * DAY:
        now = due(hass, now)
        clock.move_to(now)
        driver(world, now)
        async_fire_time_changed(hass)
        await hass.async_block_till_done(wait_background_tasks=True)
        asked = [row.operation or "REST" for row in world.log.entries]
        world.log.clear()
        if now <= begun + HOUR:
            continue
        recent.extend((now, what) for what in asked)
        while recent and recent[0][0] <= now - HOUR:
            recent.popleft()
        result.add(asked, Counter(what for _, what in recent))
    return result


def due(hass: HomeAssistant, now: datetime) -> datetime:
    """Return when the next coordinator asks, or the driver acts; in a minute at most."""
    waits = [
        handle.when() - hass.loop.time()
        for handle in get_scheduled_timer_handles(hass.loop)
        if not handle.cancelled() and "DataUpdateCoordinator" in repr(handle)
    ]
    wait = timedelta(seconds=min(max(min(waits, default=60), 1), 60))
    mark = now.replace(second=0, microsecond=0)
    mark += HALF_HOUR - timedelta(minutes=mark.minute) % HALF_HOUR
    return min(datetime.now(UTC) + wait, mark)


async def weeks(persona: str, days: float, drivers: Sequence[Driver]) -> None:
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
            for driver in drivers:
                asked = await live(hass, world, clock, driver, days)
                print(
                    f"{persona}, {driver.__name__}, {days:g} days: at most"
                    f" {asked.busiest.total()} an hour, {asked.whole.total()} in all"
                )
                print(f"  {'':12} {'busiest':>8} {'most/h':>8} {'in all':>8}")
                for name, count in asked.whole.most_common():
                    print(
                        f"  {name:12} {asked.busiest[name]:8} {asked.most[name]:8}"
                        f" {count:8}",
                        flush=True,
                    )
            await hass.config_entries.async_unload(entry.entry_id)
            await hass.async_stop(force=True)


async def main() -> None:
    """Print the busiest hour with a car at home, and without."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--persona", default="P1")
    parser.add_argument("--days", type=float, default=7)
    parser.add_argument("--driver", choices=[one.__name__ for one in DRIVERS])
    chosen = parser.parse_args()
    logging.disable(logging.WARNING)
    # Frozen time as the tests have it: the plain one forgets which of two hours it is
    # when the clocks go back.
    freezegun.api.datetime_to_fakedatetime = ha_datetime_to_fakedatetime
    freezegun.api.FakeDatetime = HAFakeDatetime  # type: ignore[misc]
    drivers = [one for one in DRIVERS if chosen.driver in (None, one.__name__)]
    await weeks(chosen.persona, chosen.days, drivers)


if __name__ == "__main__":
    asyncio.run(main())
