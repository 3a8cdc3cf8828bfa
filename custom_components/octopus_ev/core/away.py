"""Charges elsewhere: listed apart, for the meter at home never saw them."""

from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal
from typing import Final

from .session import ZERO
from .smart import ChargeType
from .smart_record import SmartRecord
from .span import Span

_LEAST: Final = Decimal("0.05")
"""In kWh: dispatches of less are listed, but nothing was drawn."""

_PAUSE: Final = timedelta(minutes=120)
"""The longest pause within one charge."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AwayCharge:
    """A charge of a car that was not at home."""

    span: Span
    energy: Decimal | None
    """In kWh; `None` until it is known."""
    cost: Decimal | None = None
    """In pounds, as the supplier says; `None` where it does not."""
    device: str | None = None
    """The key of the car, where it is known."""


def away_charges(record: SmartRecord) -> tuple[AwayCharge, ...]:
    """Return the charges at public chargers and those at other homes, in order.

    What the supplier lists is known best; a dispatch elsewhere that it does not list is
    a charge of its own.
    """
    listed = [
        AwayCharge(
            span=row.span, energy=row.energy, cost=row.cost, device=row.device_key
        )
        for row in record.charges
        if row.type is ChargeType.PUBLIC
    ]
    others: list[AwayCharge] = []
    for dispatch in record.completed:
        span, energy = dispatch.span, dispatch.energy or ZERO
        known = any(charge.span.overlaps(span) for charge in listed)
        if not dispatch.away or energy < _LEAST or known:
            continue
        if others and span.start - others[-1].span.end <= _PAUSE:
            last = others.pop()
            span, energy = last.span.hull(span), energy + (last.energy or ZERO)
            others.append(replace(last, span=span, energy=energy))
        else:
            others.append(AwayCharge(span=span, energy=energy))
    return tuple(sorted((*listed, *others), key=lambda charge: charge.span))
