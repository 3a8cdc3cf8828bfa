"""Run the client over a real socket, against a server that says what it is told."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from datetime import UTC, datetime, timedelta
import json
from typing import Any

import aiohttp
from aiohttp import web
from aiohttp.test_utils import TestServer
import pytest

from custom_components.octopus_ev.kraken.budget import Budget
from custom_components.octopus_ev.kraken.gb import GbClient
from custom_components.octopus_ev.kraken.transport import KrakenHost, Transport
from simulator.app import create_app
from simulator.world import World
from tests.kraken.answers import token_answer
from tests.kraken.simulated import NOON, Simulated

type Start = Callable[[str], Awaitable[Simulated]]

API_KEY = "sk_test_synthetic"


class Clock:
    """A clock that moves only when told."""

    def __init__(self) -> None:
        """Start on a spring evening."""
        self.moment = datetime(2026, 5, 15, 19, 26, 45, tzinfo=UTC)

    def __call__(self) -> datetime:
        """Return the time."""
        return self.moment

    def advance(self, **duration: float) -> None:
        """Move on."""
        self.moment += timedelta(**duration)


class ScriptedKraken:
    """Answers in the order given and keeps what it was asked."""

    def __init__(self) -> None:
        """Start with nothing to say."""
        self.answers: list[web.Response] = []
        self.asked: list[web.Request] = []
        self.payloads: list[Any] = []

    def say(
        self,
        body: Any,
        *,
        status: int = 200,
        content_type: str = "application/json",
        headers: dict[str, str] | None = None,
    ) -> None:
        """Add an answer; a text is sent as it is, anything else as JSON."""
        self.answers.append(
            web.Response(
                text=body if isinstance(body, str) else json.dumps(body),
                status=status,
                content_type=content_type,
                headers=headers,
            )
        )

    def say_data(self, **data: Any) -> None:
        """Add a GraphQL answer without errors."""
        self.say({"data": data})

    @property
    def paths(self) -> list[str]:
        """The paths asked for, without queries."""
        return [request.path for request in self.asked]

    @property
    def operations(self) -> list[str]:
        """The GraphQL operations asked for."""
        return [payload["operationName"] for payload in self.payloads if payload]

    async def handle(self, request: web.Request) -> web.Response:
        """Answer whatever is asked."""
        self.asked.append(request)
        self.payloads.append(await request.json() if request.can_read_body else None)
        return self.answers.pop(0)


@pytest.fixture
def clock() -> Clock:
    """Return a clock under the test's control."""
    return Clock()


@pytest.fixture
def kraken() -> ScriptedKraken:
    """Return a Kraken under the test's control."""
    return ScriptedKraken()


@pytest.fixture
async def host(
    kraken: ScriptedKraken, socket_enabled: None
) -> AsyncIterator[KrakenHost]:
    """Return where the scripted Kraken listens: below a path, as a simulator does."""
    app = web.Application()
    app.router.add_route("*", "/gb/{tail:.*}", kraken.handle)
    async with TestServer(app, host="127.0.0.1") as server:
        yield KrakenHost.parse(f"http://127.0.0.1:{server.port}/gb")


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    """Return a session, as Home Assistant would lend one."""
    async with aiohttp.ClientSession() as session:
        yield session


@pytest.fixture
def budget(clock: Clock) -> Budget:
    """Return a budget that never makes a test wait."""
    return Budget(clock, spacing=timedelta(0))


@pytest.fixture
def transport(
    session: aiohttp.ClientSession, host: KrakenHost, clock: Clock, budget: Budget
) -> Transport:
    """Return a transport to the scripted Kraken."""
    return Transport(session, host, now=clock, budget=budget)


@pytest.fixture
def client(
    session: aiohttp.ClientSession, host: KrakenHost, clock: Clock, budget: Budget
) -> GbClient:
    """Return a client of the scripted Kraken."""
    return GbClient(session, API_KEY, now=clock, host=host, budget=budget)


@pytest.fixture
def minted(kraken: ScriptedKraken) -> None:
    """Let the first question be the one for a token."""
    kraken.say(token_answer())


@pytest.fixture
async def start(
    session: aiohttp.ClientSession, socket_enabled: None
) -> AsyncIterator[Start]:
    """Return a function that starts the simulator with a persona."""
    async with AsyncExitStack() as stack:

        async def run(persona: str) -> Simulated:
            world = World.create(persona, seed=1, now=NOON)
            server = TestServer(create_app(world), host="127.0.0.1")
            await stack.enter_async_context(server)
            return Simulated(world, session, f"http://127.0.0.1:{server.port}/gb")

        yield run


@pytest.fixture
async def simulated(start: Start) -> Simulated:
    """Return the simulator's default persona: Octopus Go with a Home Mini."""
    return await start("P10")
