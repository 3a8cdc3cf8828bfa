"""The tariffs that a customer could have instead, and what they would have come to."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from .bill import Usage
from .model import Agreement, RateBook, Region
from .period_use import rate_of, usage
from .periods import day_span, days
from .session import ZERO, PricedSlot
from .span import Span


class OfferKind(StrEnum):
    """The kinds of tariffs that are compared."""

    GO = "go"
    AGILE = "agile"
    COSY = "cosy"
    FLEXIBLE = "flexible"
    INTELLIGENT = "intelligent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A tariff on offer in the customer's region."""

    kind: OfferKind
    name: str
    """What the supplier calls it."""
    agreement: Agreement


@dataclass(frozen=True, slots=True, kw_only=True)
class TariffUse:
    """What a period comes to on one tariff."""

    car: Usage
    house: Usage
    standing: Decimal
    """The standing charges that are known, tax included."""
    days_without: int
    """Local days whose standing charge is not known."""


def on_tariff(
    car: Iterable[PricedSlot],
    house: Mapping[datetime, Decimal],
    book: RateBook,
    region: Region,
    window: Span,
    *,
    own: bool = False,
) -> TariffUse:
    """Return what the same energy costs at the rates of `book`.

    On the customer's own tariff the car keeps the rates that its sessions have, which
    tell what the supplier's dispatches made of them.
    """
    known = [
        book.standing.at(day_span(region, day).start) for day in days(region, window)
    ]
    charges = [charge for charge in known if charge is not None]
    return TariffUse(
        car=usage(
            (slot.energy, rate_of(slot) if own else book.vehicle.at(slot.start))
            for slot in car
        ),
        house=usage((energy, book.house.at(at)) for at, energy in house.items()),
        standing=sum(charges, start=ZERO),
        days_without=len(known) - len(charges),
    )
