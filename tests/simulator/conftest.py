"""Start simulators for tests."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from pathlib import Path

from aiohttp.test_utils import TestClient, TestServer
import pytest

from simulator.app import create_app
from simulator.world import HISTORY_DAYS, World
from tests.simulator.api import Api

type Start = Callable[..., Awaitable[Api]]

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


@pytest.fixture
async def start(socket_enabled: None) -> AsyncIterator[Start]:
    """Return a function that starts a persona, at a Friday noon by default."""
    async with AsyncExitStack() as stack:

        async def run(
            persona: str = "P10",
            seed: int = 1,
            now: datetime = NOON,
            readings: Path | None = None,
            history_days: int = HISTORY_DAYS,
        ) -> Api:
            world = World.create(
                persona, seed, now, readings=readings, history_days=history_days
            )
            server = TestServer(create_app(world), host="127.0.0.1")
            return Api(world, await stack.enter_async_context(TestClient(server)))

        yield run


@pytest.fixture
async def api(start: Start) -> Api:
    """Return the default persona: Octopus Go with a Home Mini."""
    return await start()
