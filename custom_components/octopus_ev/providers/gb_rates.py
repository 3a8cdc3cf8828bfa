"""Turn the rate feeds of a British tariff into a rate book."""

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, time
from decimal import Decimal
import re
from typing import Final

from ..core.bands import banded
from ..core.model import PaymentMethod, Rate, RateBook, SmartRates
from ..core.price_list import held, prices_of
from ..core.span import Span
from ..core.tariffs import DailyWindow, capped_smart, classic_smart, windowed
from ..core.timeline import Timeline
from ..kraken.errors import KrakenNotFoundError, KrakenQueryError
from ..kraken.gb.rest import GbRest
from ..kraken.gb.rest_wire import Link, ProductTariff, RateRow, Rel
from .gb_account import GB

# Prices are published to a hundredth of a penny; from ten pence on, their ratio tells
# the tax to a tenth of a percent.
_LEAST_TAXED: Final = Decimal(10)
_TAX_STEP: Final = Decimal("0.001")

# Feeds of two registers say what day and night cost, not when night is. Smart
# meters on Economy 7 switch at the same UTC times all year.
_ECONOMY_7: Final = DailyWindow(time(0, 30), time(7, 30), UTC)
_FOUR_RATE: Final = DailyWindow(time(23, 30), time(5, 30), GB.tz)

# Nothing but the name of a tariff says that dispatches are cheap on it. Its namesake
# for home batteries does not price them.
_INTELLIGENT: Final = re.compile(r"(^|-)(INTELLI|IOG)-(?!FLUX)")

_WIRE_METHOD: Final = {
    PaymentMethod.DIRECT_DEBIT: "DIRECT_DEBIT",
    PaymentMethod.OTHER: "NON_DIRECT_DEBIT",
}


class TariffReader:
    """Reads the prices of one tariff, whatever its kind."""

    def __init__(self, rest: GbRest, payment_method: PaymentMethod) -> None:
        """Take whom to ask, and how the customer pays."""
        self._rest = rest
        self._method = _WIRE_METHOD[payment_method]

    async def book(self, tariff: ProductTariff, window: Span) -> RateBook:
        """Return what the tariff costs in `window`, which covers whole local days.

        The links tell the kind of a tariff: neither its code nor its product does.
        """
        if tariff.link(Rel.EV_DEVICE_PEAK_UNIT_RATES):
            house, vehicle, smart = await self._apart(tariff, window)
        else:
            prices = await self._house(tariff, window)
            # Half a year of half-hourly prices would hold everything else up.
            house = vehicle = await asyncio.to_thread(banded, prices, GB)
            smart = Timeline()
            if _INTELLIGENT.search(tariff.code):
                smart = classic_smart(house, window)
        # One rate of tax holds for the whole supply; this feed has a row a year.
        standing = await self._rows(tariff, Rel.STANDING_CHARGES, window)
        return RateBook(
            house=house,
            vehicle=vehicle,
            standing=prices_of(standing, self._method, window),
            tax=tax_of(standing, self._method, window),
            smart=smart,
        )

    async def _house(self, tariff: ProductTariff, window: Span) -> Timeline[Decimal]:
        if prices := await self._feed(tariff, Rel.STANDARD_UNIT_RATES, window):
            return prices
        # No standard prices does not mean no prices: a tariff of two registers
        # has an empty standard feed or none.
        return windowed(
            day=await self._feed(tariff, Rel.DAY_UNIT_RATES, window),
            night=await self._feed(tariff, Rel.NIGHT_UNIT_RATES, window),
            nights=_ECONOMY_7,
            window=window,
        )

    async def _apart(
        self, tariff: ProductTariff, window: Span
    ) -> tuple[Timeline[Rate], Timeline[Rate], Timeline[SmartRates]]:
        """Return what house and car pay apart, and what dispatches make of it.

        Without word of any dispatch the car is taken to charge at night.
        """
        day, night, peak, off_peak = [
            await self._feed(tariff, rel, window)
            for rel in (
                Rel.DAY_UNIT_RATES,
                Rel.NIGHT_UNIT_RATES,
                Rel.EV_DEVICE_PEAK_UNIT_RATES,
                Rel.EV_DEVICE_OFF_PEAK_UNIT_RATES,
            )
        ]
        house = windowed(day, night, _FOUR_RATE, window)
        vehicle = windowed(peak, off_peak, _FOUR_RATE, window)
        return (
            banded(house, GB),
            banded(vehicle, GB),
            capped_smart(night, off_peak, peak, window),
        )

    async def _feed(
        self, tariff: ProductTariff, rel: Rel, window: Span
    ) -> Timeline[Decimal]:
        """Return the prices of one feed."""
        rows = await self._rows(tariff, rel, window)
        return await asyncio.to_thread(prices_of, rows, self._method, window)

    async def _rows(
        self, tariff: ProductTariff, rel: Rel, window: Span
    ) -> Sequence[RateRow]:
        """Return the rows of one feed; a feed that does not exist has none."""
        link = tariff.link(rel) or _guessed(tariff, rel)
        if link is None:
            return ()
        try:
            return await self._rest.rates(link, window.start, window.end)
        except KrakenNotFoundError, KrakenQueryError:
            # The wrong register kind is refused as a bad request.
            return ()


def _guessed(tariff: ProductTariff, rel: Rel) -> Link | None:
    """Return where a day or night feed would be that the tariff does not link."""
    standard = tariff.link(Rel.STANDARD_UNIT_RATES)
    if standard is None or rel not in (Rel.DAY_UNIT_RATES, Rel.NIGHT_UNIT_RATES):
        return None
    name, guess = (
        rel.replace("_", "-") for rel in (Rel.STANDARD_UNIT_RATES.value, rel.value)
    )
    return replace(standard, rel=rel.value, href=standard.href.replace(name, guess))


def tax_of(rows: Iterable[RateRow], method: str, window: Span) -> Timeline[Decimal]:
    """Return the tax in a feed's prices, as a fraction of the price before it.

    It is known where a row tells both prices and they are not too small to compare.
    """
    return Timeline(
        (span, (row.value_inc_vat / row.value_exc_vat - 1).quantize(_TAX_STEP))
        for span, row in held(rows, method, window)
        if row.value_exc_vat >= _LEAST_TAXED
    ).joined()
