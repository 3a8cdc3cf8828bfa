"""Octopus Energy in Great Britain as a provider."""

import asyncio
from collections.abc import Iterable
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Final

from ..core.model import (
    Account,
    Agreement,
    Allowance,
    Meter,
    PaymentMethod,
    PowerSample,
    RateBook,
    Reach,
    Reading,
    Region,
    SupplyPoint,
)
from ..core.offers import Offer
from ..core.periods import day_span, local_day
from ..core.span import Span
from ..core.timeline import Timeline
from ..kraken.errors import (
    KrakenForbiddenError,
    KrakenNotFoundError,
    KrakenQueryError,
    KrakenResponseError,
)
from ..kraken.gb import GbClient
from ..kraken.gb.graphql_wire import SupplyAccount, TelemetryGrouping
from ..kraken.gb.rest_wire import ConsumptionRow, ProductTariff
from .gb_account import GB, account_of
from .gb_offers import offers_of, region_letter
from .gb_rates import TariffReader
from .gb_smart import GbSmartProvider

_WH_PER_KWH: Final = Decimal(1000)

# A meter whose readings begin this soon after what was asked for was there all
# the while; a later start may mean that another meter came before it.
_COVERED: Final = timedelta(days=1)

# A year of half-hourly prices takes a megabyte or two.
_OFFERS_KEPT: Final = 10

_NO_RATES: Final = RateBook(house=Timeline(), vehicle=Timeline(), standing=Timeline())


class GbProvider:
    """Great Britain: REST for what is settled, GraphQL for devices and live data."""

    def __init__(self, client: GbClient, payment_method: PaymentMethod) -> None:
        """Take a customer's access, and how the customer pays."""
        self._client = client
        self.smart = GbSmartProvider(client)
        self._tariffs = TariffReader(client.rest, payment_method)
        self._known: dict[Agreement, ProductTariff | None] = {}
        self._oldest: dict[Meter, datetime] = {}
        self._offered: dict[tuple[Agreement, Span], RateBook] = {}

    @property
    def region(self) -> Region:
        """Great Britain."""
        return GB

    @property
    def requests_left(self) -> int:
        """How much may be asked now, before Kraken is left alone for a while."""
        return self._client.budget.left

    async def allowance(self) -> Allowance:
        """Ask what all programs of the customer may still ask, not this one alone."""
        limits = await self._client.graphql.rate_limits()
        return Allowance(
            points=None if limits.limit is None else int(limits.limit),
            left=None
            if limits.remaining_points is None
            else int(limits.remaining_points),
            blocked=tuple(
                name for name in limits.blocked_fields if name.isidentifier()
            ),
        )

    async def account_numbers(self) -> tuple[str, ...]:
        """Return the numbers of the accounts that the key opens."""
        return await self._client.graphql.viewer_accounts()

    async def account(self, number: str) -> Account:
        """Return an account with all its supply points, past homes included."""
        rest = await self._client.rest.account(number)
        # A product that was not there may have been published since.
        self._known = {held: found for held, found in self._known.items() if found}
        return account_of(rest, await self._supply(number))

    async def readings(self, point: SupplyPoint, window: Span) -> tuple[Reading, ...]:
        """Return the readings in `window` that have arrived, oldest first.

        Meters are asked from the present one back, until one of them covers the
        start of the window. One that is known to be younger than the window is not.
        """
        found: dict[datetime, Decimal] = {}
        refused: KrakenNotFoundError | None = None
        answered = False
        for meter in reversed(point.meters):
            if self._oldest.get(meter, window.start) >= window.end:
                continue
            try:
                rows = await self._client.rest.consumption(
                    point.mpan, meter.serial, window.start, window.end
                )
            except KrakenNotFoundError as err:
                refused = err
                continue
            answered = True
            found = await asyncio.to_thread(_added, found, rows)
            if found and min(found) <= window.start + _COVERED:
                break
        if refused is not None and not answered:
            raise refused
        return await asyncio.to_thread(_in_order, found)

    async def reach(self, point: SupplyPoint) -> Reach | None:
        """Ask how far back readings go, over every meter; `None` if there are none."""
        count = 0
        for meter in point.meters:
            try:
                known = await self._client.rest.consumption_reach(
                    point.mpan, meter.serial
                )
            except KrakenNotFoundError:
                continue
            if known.oldest is not None:
                self._oldest[meter] = known.oldest
                count += known.count
        oldest = [self._oldest[m] for m in point.meters if m in self._oldest]
        return Reach(min(oldest), count) if oldest else None

    async def rates(self, point: SupplyPoint, window: Span) -> RateBook:
        """Return every rate known for the local days that `window` touches.

        An agreement whose product has been withdrawn has no rates: its slots stay
        unpriced.
        """
        book = _NO_RATES
        for span, agreement in point.agreements.over(_whole_days(window)):
            tariff = await self._tariff(agreement)
            if tariff is not None:
                newer = await self._tariffs.book(tariff, span)
                book = await asyncio.to_thread(book.overlaid, newer)
        return book

    async def offers(self, point: SupplyPoint) -> tuple[Offer, ...] | None:
        """Return the tariffs on offer where a point is; `None` if nobody knows where."""
        letter = region_letter(point)
        if letter is None:
            return None
        return offers_of(await self._client.rest.products(), letter)

    async def offered(self, offer: Offer, window: Span) -> RateBook:
        """Return the rates of an offer for the local days that `window` touches.

        What is known of all of them is kept for a while: it is over.
        """
        window = _whole_days(window)
        if (known := self._offered.get((offer.agreement, window))) is not None:
            return known
        tariff = await self._tariff(offer.agreement)
        if tariff is None:
            return _NO_RATES
        book = await self._tariffs.book(tariff, window)
        if not any(True for _ in book.house.gaps(window)):
            self._offered[offer.agreement, window] = book
            if len(self._offered) > _OFFERS_KEPT:
                del self._offered[next(iter(self._offered))]
        return book

    async def has_telemetry(self, point: SupplyPoint) -> bool:
        """Ask once whether the point has a device that reports live."""
        device = _device(point)
        if device is None:
            return False
        return await self._client.graphql.latest_telemetry(device) is not None

    async def telemetry(
        self, point: SupplyPoint, window: Span
    ) -> tuple[PowerSample, ...]:
        """Return a sample a minute for `window`, oldest first; gaps are left out."""
        device = _device(point)
        if device is None:
            return ()
        rows = await self._client.graphql.telemetry(
            device, window.start, window.end, TelemetryGrouping.ONE_MINUTE
        )
        return tuple(
            PowerSample(
                at=row.read_at,
                demand_w=row.demand,
                register_kwh=(
                    None if row.consumption is None else row.consumption / _WH_PER_KWH
                ),
            )
            for row in rows or ()
        )

    async def _supply(self, number: str) -> SupplyAccount | None:
        """Return what GraphQL knows; without it there is no live data, no more."""
        try:
            return (await self._client.graphql.supply(number)).value
        except KrakenForbiddenError, KrakenQueryError, KrakenResponseError:
            return None

    async def _tariff(self, agreement: Agreement) -> ProductTariff | None:
        """Return a tariff with its links, which never change once published."""
        if agreement not in self._known:
            try:
                product = await self._client.rest.product(
                    agreement.product_code, agreement.tariff_code
                )
            except KrakenNotFoundError:
                self._known[agreement] = None
            else:
                self._known[agreement] = product.tariff
        return self._known[agreement]


def _whole_days(window: Span) -> Span:
    """Return the window made whole days, in which a rate's band can be told."""
    first, last = (
        day_span(GB, local_day(GB, instant))
        for instant in (window.start, window.end - timedelta.resolution)
    )
    return first.hull(last)


def _added(
    known: dict[datetime, Decimal], rows: Iterable[ConsumptionRow]
) -> dict[datetime, Decimal]:
    """Return what a meter counted; where a newer meter did, its word stands."""
    return {row.interval_start: row.consumption for row in rows} | known


def _in_order(found: dict[datetime, Decimal]) -> tuple[Reading, ...]:
    return tuple(Reading(start, found[start]) for start in sorted(found))


def _device(point: SupplyPoint) -> str | None:
    """Return the device of the newest meter that has one."""
    devices = (meter.device_id for meter in reversed(point.meters))
    return next((device for device in devices if device is not None), None)
