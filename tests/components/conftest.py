"""Run the integration in a real Home Assistant core, with the simulator behind it.

Storage is real, in a folder of the test's own. Time starts at a fixed instant and
leaps when a test says so; the simulator's clock leaps along.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AsyncExitStack, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from errno import ENOSPC
import logging
from pathlib import Path
import threading
from typing import Any, Final

from aiohttp.test_utils import TestServer
from freezegun import freeze_time
from freezegun.api import TickingDateTimeFactory
import pytest
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    async_fire_time_changed,
)

# Bound here, before Home Assistant's test package claims the name `custom_components`.
from custom_components.octopus_ev.const import DOMAIN, ENV_GB_URL
from custom_components.octopus_ev.runtime import OctopusEvRuntime
from custom_components.octopus_ev.settings import ChosenPoint, entry_data
from homeassistant.components.recorder import Recorder
from homeassistant.core import HomeAssistant
from homeassistant.util import file as file_util
from simulator.app import create_app
from simulator.clock import Clock
from simulator.times import local_day, midnight
from simulator.world import HISTORY_DAYS, World

NOON: Final = "2026-11-20T12:00:00+00:00"
"""A Friday in winter, hours after the day's readings have arrived."""

# Two print every query and event; one trips over a clock that is not the machine's.
for chatty in (
    "sqlalchemy.engine",
    "homeassistant.components.recorder",
    "aiohttp.access",
):
    logging.getLogger(chatty).setLevel(logging.WARNING)

type Settle = Callable[..., Awaitable[Home]]
type Simulate = Callable[..., Awaitable[World]]


@dataclass(kw_only=True)
class Home:
    """A customer's home in the simulator, and their Home Assistant."""

    hass: HomeAssistant
    freezer: TickingDateTimeFactory
    world: World
    entry: MockConfigEntry

    @property
    def runtime(self) -> OctopusEvRuntime:
        """The parts of the loaded entry."""
        runtime: OctopusEvRuntime = self.entry.runtime_data
        return runtime

    async def set_up(self) -> bool:
        """Set the entry up; tell whether that worked."""
        done = await self.hass.config_entries.async_setup(self.entry.entry_id)
        await self.hass.async_block_till_done()
        return done

    async def pass_time(self, **duration: float) -> None:
        """Let time pass in one jump, and what it triggers happen."""
        self.freezer.move_to(datetime.now(UTC) + timedelta(**duration))
        async_fire_time_changed(self.hass)
        await self.hass.async_block_till_done(wait_background_tasks=True)

    async def pass_minutes(self, count: int) -> None:
        """Let time pass minute by minute."""
        for _ in range(count):
            await self.pass_time(minutes=1)


@pytest.fixture
def hass_config_dir(tmp_path: Path) -> str:
    """Give every test a configuration folder of its own."""
    return str(tmp_path)


@pytest.fixture
def hass_storage() -> dict[str, Any]:
    """Write to that folder; the plugin would keep storage in memory."""
    return {}


@pytest.fixture(autouse=True)
async def quiet_end(integration: None, hass: HomeAssistant) -> AsyncIterator[None]:
    """Let what is under way come to its end: a query fails once its database is gone."""
    yield
    with suppress(TimeoutError):
        async with asyncio.timeout(30):
            await hass.async_block_till_done(wait_background_tasks=True)


class FullDisk:
    """A disk that is full until it is tidied up."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Refuse every atomic write from now on."""
        self.full = True
        real = file_util.AtomicWriter

        def writer(*args: Any, **kwargs: Any) -> Any:
            if self.full:
                raise OSError(ENOSPC, "No space left on device")
            return real(*args, **kwargs)

        monkeypatch.setattr(file_util, "AtomicWriter", writer)


@pytest.fixture
def full_disk(monkeypatch: pytest.MonkeyPatch) -> FullDisk:
    """Fill the disk up."""
    return FullDisk(monkeypatch)


@pytest.fixture
def freezer() -> Iterator[TickingDateTimeFactory]:
    """Leap through time; between two leaps it flows, or sockets would wait for ever."""
    with freeze_time(NOON, tick=True) as clock:
        assert isinstance(clock, TickingDateTimeFactory)
        yield clock


@pytest.fixture
def keeps_statistics() -> bool:
    """Tell whether the recorder takes statistics; thousands of rows take seconds."""
    return False


@pytest.fixture
def watches_loop() -> bool:
    """Tell whether the event loop watches itself; it keeps a stack for each step."""
    return False


@pytest.fixture
async def enable_event_loop_debug(watches_loop: bool) -> None:
    """Take the place of the plugin's fixture, which has every test watched."""
    asyncio.get_running_loop().set_debug(watches_loop)


@pytest.fixture
def ended_threads() -> Iterator[None]:
    """Wait for the recorder's threads: on a busy machine they outlive the recorder."""
    yield
    for thread in threading.enumerate():
        if thread.name.startswith("DbWorker"):
            thread.join(60)


@pytest.fixture(autouse=True)
def integration(
    ended_threads: None,
    recorder_mock: Recorder,
    enable_custom_integrations: None,
    keeps_statistics: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Make the integration loadable; the recorder must be there before `hass`.

    What comes first here is torn down last.
    """
    if not keeps_statistics:
        monkeypatch.setattr(
            recorder_mock, "async_import_statistics", lambda *_args: None
        )


@pytest.fixture
def days_of_readings() -> int:
    """Tell how many days there are: a month is enough to find a car."""
    return 28


@pytest.fixture
async def simulate(
    freezer: TickingDateTimeFactory,
    socket_enabled: None,
    days_of_readings: int,
    monkeypatch: pytest.MonkeyPatch,
) -> AsyncIterator[Simulate]:
    """Return a function that starts a persona's simulator and points us at it."""
    async with AsyncExitStack() as stack:

        async def start(
            persona: str = "P10",
            seed: int = 1,
            now: str = NOON,
            *,
            history_days: int | None = None,
        ) -> World:
            freezer.move_to(now)
            days = history_days or HISTORY_DAYS
            world = World.create(persona, seed, clock=Clock(rate=1), history_days=days)
            if history_days is None:
                # What setting up asks for is all there is: nothing to import.
                recent = local_day(world.now) - timedelta(days=days_of_readings - 1)
                world.since = max(world.since, midnight(recent))
            server = TestServer(create_app(world), host="127.0.0.1")
            await stack.enter_async_context(server)
            monkeypatch.setenv(ENV_GB_URL, str(server.make_url("/gb")))
            return world

        yield start


@pytest.fixture
def settle(
    hass: HomeAssistant, freezer: TickingDateTimeFactory, simulate: Simulate
) -> Settle:
    """Return a function that starts a persona's simulator and makes its entry.

    The entry is not set up yet. Without `history_days` the customer came a month ago,
    and there is nothing to import.
    """

    async def start(
        persona: str = "P10",
        seed: int = 1,
        *,
        now: str = NOON,
        options: dict[str, Any] | None = None,
        history_days: int | None = None,
    ) -> Home:
        world = await simulate(persona, seed, now, history_days=history_days)
        entry = entry_of(world, options)
        entry.add_to_hass(hass)
        return Home(hass=hass, freezer=freezer, world=world, entry=entry)

    return start


@pytest.fixture
def persona() -> str:
    """Name the customer; a test may parametrise it."""
    return "P10"


@pytest.fixture
async def world(simulate: Simulate, persona: str) -> World:
    """Return the simulated customer, who has not added the integration yet."""
    return await simulate(persona)


@pytest.fixture
def configured(hass: HomeAssistant, world: World) -> MockConfigEntry:
    """Return the customer's entry, not set up yet."""
    entry = entry_of(world)
    entry.add_to_hass(hass)
    return entry


@pytest.fixture
async def home(settle: Settle) -> Home:
    """Return the default persona, on Octopus Go with a Home Mini, set up."""
    home = await settle()
    assert await home.set_up()
    return home


def entry_of(world: World, options: dict[str, Any] | None = None) -> MockConfigEntry:
    """Return the entry that the config flow makes for a persona's present home."""
    place = world.home(world.now)
    assert place is not None
    number = world.account_number
    return MockConfigEntry(
        domain=DOMAIN,
        title="Octopus EV Charging",
        data=entry_data(world.api_key, number, [ChosenPoint(place[1].mpan)]),
        options=options or {},
    )
