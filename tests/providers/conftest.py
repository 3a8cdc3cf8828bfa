"""Connect a provider to a simulated customer over a real socket."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import aiohttp
from aiohttp.test_utils import TestServer
import pytest

from custom_components.octopus_ev.core.model import (
    Direction,
    PaymentMethod,
    SupplyPoint,
)
from custom_components.octopus_ev.core.span import Span
from custom_components.octopus_ev.kraken.budget import Budget
from custom_components.octopus_ev.kraken.gb import GbClient
from custom_components.octopus_ev.kraken.transport import KrakenHost
from custom_components.octopus_ev.providers.gb import GbProvider
from custom_components.octopus_ev.providers.gb_smart import GbSmartProvider
from simulator.app import create_app
from simulator.world import World
from tests.kraken.conftest import budget, client, clock, host, kraken, minted, session

__all__ = ["budget", "client", "clock", "host", "kraken", "minted", "session"]

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
TWO_MONTHS = Span(NOW - timedelta(days=60), NOW + timedelta(days=2))


@dataclass(frozen=True, slots=True)
class Customer:
    """A simulated customer, and the provider that reads of them."""

    world: World
    provider: GbProvider
    smart: GbSmartProvider

    async def import_points(self) -> list[SupplyPoint]:
        """Return the points that the customer's energy comes through today."""
        account = await self.provider.account(self.world.account_number)
        return [
            point
            for point in account.points
            if point.direction is Direction.IMPORT and point.occupied
        ]

    async def import_point(self) -> SupplyPoint:
        """Return the one point of a customer who has only one."""
        (point,) = await self.import_points()
        return point

    @property
    def asked(self) -> list[str]:
        """Return the paths asked for, in order."""
        return [entry.path for entry in self.world.log.entries]


type Connect = Callable[..., Awaitable[Customer]]


@pytest.fixture
async def connect(socket_enabled: None) -> AsyncIterator[Connect]:
    """Return a way to become the customer of a persona."""
    async with AsyncExitStack() as stack:
        session = await stack.enter_async_context(aiohttp.ClientSession())

        async def become(
            persona: str,
            method: PaymentMethod = PaymentMethod.DIRECT_DEBIT,
            now: datetime = NOW,
        ) -> Customer:
            world = World.create(persona=persona, seed=1, now=now)
            server = await stack.enter_async_context(
                TestServer(create_app(world), host="127.0.0.1")
            )

            def clock() -> datetime:
                return world.clock.now

            client = GbClient(
                session,
                world.api_key,
                now=clock,
                host=KrakenHost.parse(f"http://127.0.0.1:{server.port}/gb"),
                budget=Budget(clock, spacing=timedelta(0)),
            )
            return Customer(world, GbProvider(client, method), GbSmartProvider(client))

        yield become


@pytest.fixture
def provider(client: GbClient) -> GbSmartProvider:
    """Return a provider whose supplier says what it is told."""
    return GbSmartProvider(client)
