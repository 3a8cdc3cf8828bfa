"""Speak to the Kraken of Great Britain: one client for both of its interfaces."""

from collections.abc import Callable
from datetime import datetime
from typing import Final

import aiohttp

from ..budget import Budget
from ..transport import KrakenHost, Transport
from .graphql import GbGraphql
from .rest import GbRest

HOST: Final = KrakenHost.parse("https://api.octopus.energy")


class GbClient:
    """A customer's access, by API key."""

    def __init__(
        self,
        session: aiohttp.ClientSession,
        api_key: str,
        *,
        now: Callable[[], datetime],
        host: KrakenHost = HOST,
        budget: Budget | None = None,
    ) -> None:
        """Use a session that stays the caller's, and a budget of one's own if none."""
        self.budget = budget or Budget(now)
        transport = Transport(session, host, now=now, budget=self.budget)
        self.rest = GbRest(transport, api_key)
        self.graphql = GbGraphql(transport, api_key, now=now)
        self.smart = self.graphql.smart
