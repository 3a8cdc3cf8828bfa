"""What the tests ask GraphQL about, and the question that most of them put."""

from datetime import UTC, datetime
from typing import Any, Final

from custom_components.octopus_ev.kraken.gb import GbClient
from custom_components.octopus_ev.kraken.gb.graphql_wire import TelemetryGrouping

ACCOUNT: Final = "A-AAAA1111"
ESME: Final = "00-00-00-00-00-00-00-00"


async def telemetry(client: GbClient) -> Any:
    """Ask for an hour of telemetry."""
    return await client.graphql.telemetry(
        ESME,
        datetime(2026, 5, 15, 17, 0, tzinfo=UTC),
        datetime(2026, 5, 15, 18, 0, tzinfo=UTC),
        TelemetryGrouping.ONE_MINUTE,
    )
