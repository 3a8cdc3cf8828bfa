"""A simulated customer, and a client with that customer's key."""

from datetime import UTC, datetime, timedelta

import aiohttp

from custom_components.octopus_ev.kraken.budget import Budget
from custom_components.octopus_ev.kraken.gb import GbClient
from custom_components.octopus_ev.kraken.gb.rest_wire import ConsumptionRow
from custom_components.octopus_ev.kraken.transport import KrakenHost
from simulator.world import World

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
WEEK = (NOON - timedelta(days=7), NOON)


class Simulated:
    """A simulated customer and a client with that customer's key."""

    def __init__(self, world: World, session: aiohttp.ClientSession, url: str) -> None:
        self.world = world
        self.client = GbClient(
            session,
            world.api_key,
            now=self.now,
            host=KrakenHost.parse(url),
            budget=Budget(self.now, spacing=timedelta(0)),
        )

    def now(self) -> datetime:
        """Return the virtual time, which is the client's too."""
        return self.world.clock.now

    @property
    def operations(self) -> list[str | None]:
        """The GraphQL operations asked for."""
        return [entry.operation for entry in self.world.log.entries]

    async def meter(self) -> tuple[str, str]:
        """Return the MPAN and serial of the present import meter."""
        account = await self.client.rest.account(self.world.account_number)
        home = next(home for home in account.properties if home.moved_out_at is None)
        point = home.electricity_meter_points[0]
        return point.mpan, point.meters[-1].serial_number

    async def device(self) -> str:
        """Return the device that telemetry is asked for."""
        answer = await self.client.graphql.supply(self.world.account_number)
        (meter,) = answer.value.electricity_agreements[0].meter_point.meters
        assert meter.smart_import_electricity_meter is not None
        return meter.smart_import_electricity_meter.device_id

    async def consumption(self) -> tuple[ConsumptionRow, ...]:
        """Return a week of half-hours."""
        return await self.client.rest.consumption(*await self.meter(), *WEEK)

    async def tariff_codes(self) -> tuple[str, str]:
        """Return the codes of the product and the tariff of what is imported."""
        answer = await self.client.graphql.supply(self.world.account_number)
        for row in answer.value.electricity_agreements:
            if row.meter_point.direction == "IMPORT" and row.tariff is not None:
                assert row.tariff.product_code is not None
                assert row.tariff.tariff_code is not None
                return row.tariff.product_code, row.tariff.tariff_code
        raise LookupError("Nothing is imported")
