"""Mirror what Kraken says was billed of each half hour, house and car apart."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Self

from ..decode import (
    Object,
    decimal,
    instant,
    known_rows,
    nested,
    optional,
    optional_nested,
    text,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CostInterval:
    """What was used in an interval at one rate."""

    start: datetime
    end: datetime
    consumption: Decimal
    cost: Decimal
    rate_applied: Decimal
    band_subcategory: str
    """Whose rate it is: `ECO7_…` of the house, `EV_DEVICE_…` of the car."""

    @classmethod
    def read(cls, row: Object) -> Self:
        """Read an interval of a period of costs."""
        start, end = nested(
            row, "period", lambda span: (instant(span, "start"), instant(span, "end"))
        )
        return cls(
            start=start,
            end=end,
            consumption=decimal(row, "consumption"),
            cost=decimal(row, "cost"),
            rate_applied=decimal(row, "rateApplied"),
            band_subcategory=text(row, "bandSubcategory"),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class CostPeriod:
    """The costs of a period: of energy, or the standing charge by the day."""

    consumption_unit: str
    currency: str
    intervals: tuple[CostInterval, ...]

    @classmethod
    def read(cls, row: Object) -> Self:
        """Read a period of costs."""
        return cls(
            consumption_unit=text(row, "consumptionUnit"),
            currency=text(row, "currency"),
            intervals=known_rows(row, "intervals", CostInterval.read),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Money:
    """An amount in the minor unit of a currency."""

    amount: Decimal
    currency: str

    @classmethod
    def read(cls, row: Object) -> Self:
        """Read an estimated amount."""
        return cls(
            amount=decimal(row, "estimatedAmount"), currency=text(row, "costCurrency")
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Statistic:
    """A figure beside a measurement; its label says whose energy it counts."""

    type: str | None
    label: str | None
    value: Decimal | None
    cost_incl_tax: Money | None
    cost_excl_tax: Money | None

    @classmethod
    def read(cls, row: Object) -> Self:
        """Read a statistic of a measurement."""
        return cls(
            type=optional(row, "type", text),
            label=optional(row, "label", text),
            value=optional(row, "value", decimal),
            cost_incl_tax=optional_nested(row, "costInclTax", Money.read),
            cost_excl_tax=optional_nested(row, "costExclTax", Money.read),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Measurement:
    """The energy of an interval, with what is said of it."""

    start_at: datetime
    end_at: datetime
    value: Decimal
    unit: str
    statistics: tuple[Statistic, ...]

    @classmethod
    def read(cls, row: Object) -> Self:
        """Read a measurement of an interval."""
        return cls(
            start_at=instant(row, "startAt"),
            end_at=instant(row, "endAt"),
            value=decimal(row, "value"),
            unit=text(row, "unit"),
            statistics=optional_nested(row, "metaData", _statistics) or (),
        )


def _statistics(row: Object) -> tuple[Statistic, ...]:
    return known_rows(row, "statistics", Statistic.read)


def measurements_of(row: Object) -> tuple[Measurement, ...] | None:
    """Read the measurements of a property; null where an error took them."""
    return optional_nested(
        row,
        "measurements",
        lambda page: tuple(
            found for found in known_rows(page, "edges", _edge) if found is not None
        ),
    )


def _edge(row: Object) -> Measurement | None:
    return optional_nested(row, "node", Measurement.read)
