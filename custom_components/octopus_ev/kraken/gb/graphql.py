"""Ask the GraphQL interface: accounts, meters, telemetry, and what may be asked."""

from collections.abc import Callable
from datetime import datetime

from ..auth import Token
from ..decode import known_rows, nested, text
from ..errors import (
    PERHAPS_TOKEN,
    KrakenAuthError,
    KrakenConnectionError,
    KrakenForbiddenError,
    KrakenNotFoundError,
)
from ..graphql import Answer, GraphqlClient, Partial, Variables
from ..transport import Transport
from . import documents
from .graphql_wire import RateLimits, SupplyAccount, TelemetryGrouping, TelemetryRow
from .smart import GbSmart

# Without a Home Mini a meter has no record in the home's network; the service
# says so either plainly or by being unable to query it.
_NO_HOME_NETWORK = frozenset({"KT-GB-4039", "KT-GB-4056"})


class GbGraphql:
    """Reads of the GraphQL interface, with a token minted from the API key."""

    def __init__(
        self, transport: Transport, api_key: str, *, now: Callable[[], datetime]
    ) -> None:
        """Take the API key; the first question mints the first token."""
        self._api_key = api_key
        self._client = GraphqlClient(transport, self._mint, now=now)
        self.smart = GbSmart(self._client)

    async def viewer_accounts(self) -> tuple[str, ...]:
        """Return the numbers of the accounts the key belongs to.

        Raises:
            KrakenAuthError: if the key is wrong.
        """
        answer = await self._client.execute(documents.VIEWER)
        _known_customer(answer, "viewer")
        return nested(
            answer.data,
            "viewer",
            lambda viewer: known_rows(
                viewer, "accounts", lambda row: text(row, "number")
            ),
        )

    async def supply(self, number: str) -> Partial[SupplyAccount]:
        """Return an account's agreements, present and future, with meters.

        Raises:
            KrakenAuthError: if the key is wrong.
            KrakenNotFoundError: if the account is not this key's.
        """
        answer = await self._client.execute(
            documents.ACCOUNT, {"accountNumber": number}
        )
        _known_customer(answer, "account")
        return Partial(
            nested(answer.data, "account", SupplyAccount.read), answer.errors
        )

    async def telemetry(
        self,
        device_id: str,
        start: datetime,
        end: datetime,
        grouping: TelemetryGrouping,
    ) -> tuple[TelemetryRow, ...] | None:
        """Return what a Home Mini saw of a smart meter in `[start, end)`, in order.

        Nothing in the range is an empty tuple; `None` says that there is no
        live data of this meter at all, as when there is no Home Mini.

        Raises:
            KrakenRateLimitError: if the account's hundred calls an hour, which
                other apps use too, are spent.
            KrakenNotFoundError: if the meter is unknown, or the range too old.
        """
        return await self._telemetry(
            {
                "deviceId": device_id,
                "start": start.isoformat(),
                "end": end.isoformat(),
                "grouping": grouping,
            }
        )

    async def latest_telemetry(self, device_id: str) -> TelemetryRow | None:
        """Return the latest a Home Mini saw, however old, or `None` without one."""
        rows = await self._telemetry({"deviceId": device_id})
        return rows[-1] if rows else None

    async def rate_limits(self) -> RateLimits:
        """Return what may be asked at present; that costs a few points itself."""
        answer = await self._client.execute(documents.LIMITS)
        answer.root("rateLimitInfo")
        return nested(answer.data, "rateLimitInfo", RateLimits.read)

    async def _telemetry(self, variables: Variables) -> tuple[TelemetryRow, ...] | None:
        answer = await self._client.execute(documents.TELEMETRY, variables)
        try:
            if answer.root("smartMeterTelemetry") is None:
                return None
        except (KrakenConnectionError, KrakenNotFoundError) as err:
            if _NO_HOME_NETWORK.isdisjoint(err.codes):
                raise
            return None
        rows = known_rows(answer.data, "smartMeterTelemetry", TelemetryRow.read)
        latest = {row.read_at: row for row in rows}
        return tuple(latest[moment] for moment in sorted(latest))

    async def _mint(self, client: GraphqlClient) -> Token:
        answer = await client.send(documents.OBTAIN_TOKEN, {"apiKey": self._api_key})
        answer.root("obtainKrakenToken")
        return nested(answer.data, "obtainKrakenToken", Token.read)


def _known_customer(answer: Answer, name: str) -> None:
    """Raise what took the field that every key may read.

    Where even this is forbidden with a fresh token, it is the key that is.
    """
    try:
        answer.root(name)
    except KrakenForbiddenError as err:
        if PERHAPS_TOKEN.isdisjoint(err.codes):
            raise
        raise KrakenAuthError(path=err.path, codes=err.codes) from err
