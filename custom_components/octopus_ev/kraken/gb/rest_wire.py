"""Mirror what the REST interface of Great Britain answers, name by name.

Prices are pence, energy is kWh, instants are UTC. Whatever identifies a customer
stays out of representations.
"""

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from functools import partial
from typing import Final, Self

from ..decode import (
    Object,
    as_object,
    decimal,
    flag,
    instant,
    optional,
    optional_nested,
    rows,
    text,
)
from ..errors import KrakenNotFoundError, KrakenResponseError

_TARIFF_MAPS: Final = (
    "single_register_electricity_tariffs",
    "dual_register_electricity_tariffs",
    "four_rate_ev_electricity_tariffs",
)


class Rel(StrEnum):
    """What a tariff's links lead to; which of them it has tells its kind."""

    STANDARD_UNIT_RATES = "standard_unit_rates"
    DAY_UNIT_RATES = "day_unit_rates"
    NIGHT_UNIT_RATES = "night_unit_rates"
    EV_DEVICE_PEAK_UNIT_RATES = "ev_device_peak_unit_rates"
    EV_DEVICE_OFF_PEAK_UNIT_RATES = "ev_device_off_peak_unit_rates"
    STANDING_CHARGES = "standing_charges"


@dataclass(frozen=True, slots=True, kw_only=True)
class RateRow:
    """A unit rate in pence a kWh, or a standing charge in pence a day."""

    value_exc_vat: Decimal
    value_inc_vat: Decimal
    valid_from: datetime | None
    """Since ever where null."""
    valid_to: datetime | None
    """Still open where null."""
    payment_method: str | None
    """`DIRECT_DEBIT`, `NON_DIRECT_DEBIT`; null or absent where the price is one."""

    @classmethod
    def read(cls, row: Object) -> Self:
        """Read a row of a rate or standing charge list."""
        return cls(
            value_exc_vat=decimal(row, "value_exc_vat"),
            value_inc_vat=decimal(row, "value_inc_vat"),
            valid_from=optional(row, "valid_from", instant),
            valid_to=optional(row, "valid_to", instant),
            payment_method=optional(row, "payment_method", text),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsumptionRow:
    """Energy a meter counted in an interval, in kWh."""

    consumption: Decimal
    interval_start: datetime
    interval_end: datetime

    @classmethod
    def read(cls, row: Object) -> Self:
        """Read a row of a consumption list."""
        start, end = instant(row, "interval_start"), instant(row, "interval_end")
        if end <= start:
            raise KrakenResponseError(
                "Expected an interval that ends after it starts", path=("interval_end",)
            )
        return cls(
            consumption=decimal(row, "consumption"),
            interval_start=start,
            interval_end=end,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsumptionReach:
    """How far a meter's consumption list goes, by its first page, oldest first."""

    count: int
    """Of intervals, over all pages."""
    oldest: datetime | None
    """The start of the first interval; null where there is none."""

    @classmethod
    def read(cls, page: Object) -> Self:
        """Read the first page of a consumption list."""
        first = next(iter(rows(page, "results", ConsumptionRow.read)), None)
        return cls(
            count=int(decimal(page, "count")),
            oldest=None if first is None else first.interval_start,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """A tariff a meter point was on, from its first day until its last."""

    tariff_code: str
    valid_from: datetime
    valid_to: datetime | None

    @classmethod
    def read(cls, row: Object) -> Self:
        """Read an agreement of a meter point."""
        return cls(
            tariff_code=text(row, "tariff_code"),
            valid_from=instant(row, "valid_from"),
            valid_to=optional(row, "valid_to", instant),
        )


@dataclass(frozen=True, slots=True)
class Meter:
    """A meter at a meter point; one that was taken away stays in the list."""

    serial_number: str = field(repr=False)
    """Empty where Kraken does not know it."""

    @classmethod
    def read(cls, row: Object) -> Self:
        """Read a meter of a meter point."""
        return cls(text(row, "serial_number"))


@dataclass(frozen=True, slots=True, kw_only=True)
class MeterPoint:
    """Where electricity enters or leaves a property."""

    mpan: str = field(repr=False)
    is_export: bool | None
    """Null where Kraken does not say."""
    meters: tuple[Meter, ...]
    agreements: tuple[Agreement, ...]

    @classmethod
    def read(cls, row: Object) -> Self:
        """Read an electricity meter point of a property."""
        return cls(
            mpan=text(row, "mpan"),
            is_export=optional(row, "is_export", flag),
            meters=rows(row, "meters", Meter.read),
            agreements=rows(row, "agreements", Agreement.read),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Property:
    """A home, present or past; its address is not read."""

    id: str | None = field(repr=False)
    moved_in_at: datetime | None
    moved_out_at: datetime | None
    electricity_meter_points: tuple[MeterPoint, ...]

    @classmethod
    def read(cls, row: Object) -> Self:
        """Read a property of an account."""
        return cls(
            id=_spelled_id(row),
            moved_in_at=optional(row, "moved_in_at", instant),
            moved_out_at=optional(row, "moved_out_at", instant),
            electricity_meter_points=rows(
                row, "electricity_meter_points", MeterPoint.read
            ),
        )


def _spelled_id(row: Object) -> str | None:
    """Return an id as text: a number here, it is a text in GraphQL."""
    value = row.get("id")
    known = isinstance(value, int | str) and not isinstance(value, bool)
    return str(value) if known else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """A customer's account as REST tells it: every agreement there ever was."""

    number: str = field(repr=False)
    properties: tuple[Property, ...]

    @classmethod
    def read(cls, row: Object) -> Self:
        """Read an account."""
        return cls(
            number=text(row, "number"),
            properties=rows(row, "properties", Property.read),
        )


@dataclass(frozen=True, slots=True)
class Link:
    """Where a tariff's prices are, and which of its prices these are."""

    rel: str
    href: str

    @classmethod
    def read(cls, row: Object) -> Self:
        """Read a link of a tariff."""
        return cls(text(row, "rel"), text(row, "href"))


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductTariff:
    """A product's prices for one region and one way to pay."""

    code: str
    links: tuple[Link, ...]

    @classmethod
    def read(cls, row: Object) -> Self:
        """Read a tariff of a product."""
        return cls(code=text(row, "code"), links=rows(row, "links", Link.read))

    def link(self, rel: Rel) -> Link | None:
        """Return the link to some of the prices, if this tariff has them."""
        return next((link for link in self.links if link.rel == rel), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedProduct:
    """A product as the list of what is on offer tells it, without its prices."""

    code: str
    display_name: str
    direction: str | None
    """`IMPORT` or `EXPORT`; null or absent where Kraken does not say."""
    brand: str | None
    is_business: bool
    is_prepay: bool
    available_from: datetime | None

    @classmethod
    def read(cls, row: Object) -> Self:
        """Read a row of the list of products."""
        return cls(
            code=text(row, "code"),
            display_name=text(row, "display_name"),
            direction=optional(row, "direction", text),
            brand=optional(row, "brand", text),
            is_business=flag(row, "is_business"),
            is_prepay=flag(row, "is_prepay"),
            available_from=optional(row, "available_from", instant),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Product:
    """A product, with the one tariff that was asked for."""

    code: str
    display_name: str
    is_tracker: bool
    tariff: ProductTariff

    @classmethod
    def read(cls, row: Object, tariff_code: str) -> Self:
        """Read a product and the tariff of that code.

        Raises:
            KrakenNotFoundError: if it has none.
        """
        for key in _TARIFF_MAPS:
            tariff = optional_nested(row, key, partial(_tariff, code=tariff_code))
            if tariff is not None:
                return cls(
                    code=text(row, "code"),
                    display_name=text(row, "display_name"),
                    is_tracker=flag(row, "is_tracker"),
                    tariff=tariff,
                )
        raise KrakenNotFoundError("The product has no such tariff")


def _tariff(regions: Object, code: str) -> ProductTariff | None:
    """Look through all regions and ways to pay; no way to pay is sure to exist."""
    for region in regions.values():
        for tariff in map(as_object, as_object(region).values()):
            if tariff.get("code") == code:
                return ProductTariff.read(tariff)
    return None
