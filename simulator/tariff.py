"""A tariff: its code, its kind, and the feeds of prices behind its endpoints."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final, Protocol

VAT: Final = Decimal("1.05")


def with_vat(price: Decimal) -> Decimal:
    """Return a price with VAT, to a millionth of a penny."""
    return (price * VAT).quantize(Decimal("0.000001")).normalize()


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A price before VAT and the time for which it holds."""

    exc_vat: Decimal
    valid_from: int | None
    valid_to: int | None
    payment: str | None = None
    keyless: bool = False
    """Rows of old leave the payment method out."""

    @property
    def inc_vat(self) -> Decimal:
        """The price with VAT."""
        return with_vat(self.exc_vat)


class Feed(Protocol):
    """One endpoint of prices."""

    def rows(self, start: float, end: float, now: float) -> list[Row]:
        """Return what is published by now and overlaps [start, end), newest first."""
        ...

    def price(self, instant: int) -> Decimal:
        """Return the price before VAT that is billed at an instant."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Tariff:
    """What an agreement refers to by its code."""

    code: str
    product_code: str
    name: str
    feeds: Mapping[str, Feed]
    """By endpoint name, without `-unit-rates`."""
    standing: Feed
    kind: str = "standard"
    """`standard`, `day_night` or `four_rate`: the register kind of REST."""
    typename: str = "StandardTariff"
    """The member of GraphQL's tariff union."""
    style: str = "at_once"
    """How a car charges on it."""
    variable: bool = True
    export: bool = False
    payment: str = "direct_debit_monthly"
    night: Callable[[int], bool] = field(default=lambda _slot: False)
    """Which slots are billed at night where feeds tell no hours."""
    dispatched: bool = False
    """A smart dispatch brings the night's price to the half-hours it touches."""

    def feed_of(self, slot: int) -> str:
        """Return the name of the feed that prices the house in a slot."""
        if self.kind == "standard":
            return "standard"
        return "night" if self.night(slot) else "day"

    def house_price(self, slot: int) -> Decimal:
        """Return the pence per kWh, VAT included, of the house in a slot."""
        return with_vat(self.feeds[self.feed_of(slot)].price(slot))

    def car_price(self, slot: int) -> Decimal:
        """Return the pence per kWh, VAT included, of the car in a slot."""
        if self.kind != "four_rate":
            return self.house_price(slot)
        name = "ev-device-off-peak" if self.night(slot) else "ev-device-peak"
        return with_vat(self.feeds[name].price(slot))
