"""Ask the REST interface: account, products, rates and half-hourly consumption."""

import asyncio
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Final

from aiohttp import encode_basic_auth
from yarl import URL

from ..decode import as_object
from ..errors import KrakenResponseError
from ..paging import Page, follow, page_of
from ..transport import Transport
from .rest_wire import (
    Account,
    ConsumptionReach,
    ConsumptionRow,
    Link,
    ListedProduct,
    Product,
    RateRow,
)

# Half a year; 25,000 would be taken, but hold everything else up while it is read.
_CONSUMPTION_PAGE: Final = 9_000
# What the endpoint takes at most, by Octopus's REST guide; more is cut silently.
_RATES_PAGE: Final = 1_500


class GbRest:
    """Reads of the REST interface; only what is private is asked with the key."""

    def __init__(self, transport: Transport, api_key: str) -> None:
        """Take the API key, which is the user name without a password."""
        self._transport = transport
        self._private = {"Authorization": encode_basic_auth(api_key)}

    async def account(self, number: str) -> Account:
        """Return an account with its properties, meters and all agreements.

        Raises:
            KrakenAuthError: if the key is wrong.
            KrakenNotFoundError: if the account is not this key's.
        """
        url = self._transport.host.url("v1", "accounts", number)
        return await self._transport.get(
            url, lambda body: Account.read(as_object(body)), self._private
        )

    async def products(self) -> tuple[ListedProduct, ...]:
        """Return the products that are on offer now; closed ones are not listed."""

        async def fetch(url: URL) -> Page[ListedProduct]:
            return await self._transport.get(url, page_of(ListedProduct.read))

        return await follow(self._transport.host.url("v1", "products"), fetch)

    async def product(self, code: str, tariff_code: str) -> Product:
        """Return a product with one of its tariffs, and so the kind of that tariff.

        Raises:
            KrakenNotFoundError: if there is no such product, or it has no such
                tariff.
        """
        url = self._transport.host.url("v1", "products", code)
        return await self._transport.get(
            url, lambda body: Product.read(as_object(body), tariff_code)
        )

    async def rates(
        self, link: Link, start: datetime, end: datetime
    ) -> tuple[RateRow, ...]:
        """Return the unit rates or standing charges behind a tariff's link.

        These are all rows that overlap `[start, end)`, newest first, and with
        their own bounds, which may lie far outside.
        """

        async def fetch(url: URL) -> Page[RateRow]:
            return await self._transport.get(url, page_of(RateRow.read))

        first = self._linked(link).with_query(_query(start, end, _RATES_PAGE))
        # A price published while we turn the pages shifts rows to the next one.
        rows = await follow(first, fetch)
        return await asyncio.to_thread(lambda: tuple(dict.fromkeys(rows)))

    async def consumption(
        self, mpan: str, serial_number: str, start: datetime, end: datetime
    ) -> tuple[ConsumptionRow, ...]:
        """Return the intervals that start within `[start, end)`, in order.

        Where an interval comes twice, the row that came last stands. Missing
        intervals are missing rows; a meter that is not smart has none.

        Raises:
            KrakenNotFoundError: if this meter is not this customer's.
        """

        async def fetch(url: URL) -> Page[ConsumptionRow]:
            return await self._transport.get(
                url, page_of(ConsumptionRow.read), self._private
            )

        # Oldest first, so that readings which arrive meanwhile shift no page.
        query = {**_query(start, end, _CONSUMPTION_PAGE), "order_by": "period"}
        url = self._consumption(mpan, serial_number).with_query(query)
        rows = await follow(url, fetch)
        return await asyncio.to_thread(_in_order, rows, start, end)

    async def consumption_reach(
        self, mpan: str, serial_number: str
    ) -> ConsumptionReach:
        """Return how many intervals there are of a meter, and the oldest.

        Raises:
            KrakenNotFoundError: if this meter is not this customer's.
        """
        query = {"page_size": "1", "order_by": "period"}
        return await self._transport.get(
            self._consumption(mpan, serial_number).with_query(query),
            lambda body: ConsumptionReach.read(as_object(body)),
            self._private,
        )

    def _consumption(self, mpan: str, serial_number: str) -> URL:
        """Return the address of a meter's intervals."""
        return self._transport.host.url(
            "v1",
            "electricity-meter-points",
            mpan,
            "meters",
            serial_number,
            "consumption",
        )

    def _linked(self, link: Link) -> URL:
        """Return a link's address, if it leads to the same Kraken."""
        try:
            url = URL(link.href)
        except ValueError:
            url = URL()
        if not self._transport.host.owns(url):
            raise KrakenResponseError("The link leads elsewhere", path=("href",))
        return url


def _in_order(
    rows: Iterable[ConsumptionRow], start: datetime, end: datetime
) -> tuple[ConsumptionRow, ...]:
    """Return the last row of each interval within `[start, end)`, in order."""
    found = {
        row.interval_start: row for row in rows if start <= row.interval_start < end
    }
    return tuple(found[moment] for moment in sorted(found))


def _query(start: datetime, end: datetime, page_size: int) -> dict[str, str]:
    return {
        "period_from": _spelled(start),
        "period_to": _spelled(end),
        "page_size": str(page_size),
    }


def _spelled(moment: datetime) -> str:
    """Spell an instant in UTC; one without a zone would be taken as London's."""
    if moment.tzinfo is None:
        raise ValueError("An instant needs a time zone")
    return f"{moment.astimezone(UTC).replace(tzinfo=None).isoformat()}Z"
