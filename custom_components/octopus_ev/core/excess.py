"""What a charge cost beyond the cheapest hours that its nights had."""

from collections.abc import Iterable
from datetime import timedelta
from decimal import Decimal
from typing import Final

from .model import Rate, Region
from .periods import noon_span
from .session import ZERO, PricedSlot
from .span import Span
from .timeline import Timeline

_SECOND: Final = timedelta(seconds=1)
_HOUR: Final = Decimal(3600)


def excess(
    slots: Iterable[PricedSlot],
    rates: Timeline[Rate],
    region: Region,
    power_kw: Decimal | None,
) -> Decimal | None:
    """Return cost less that of the same energy in the cheapest slots, noon to noon.

    Each slot takes what the charger delivers in it, or the fullest one of the charge,
    so that no charge beats its cheapest hours. A charge across noon is held against
    both nights, each for its own energy. `None` where the power or a rate from noon to
    noon is not known, or where nothing was drawn.
    """
    if power_kw is None:
        return None
    nights: dict[Span, list[PricedSlot]] = {}
    for slot in slots:
        nights.setdefault(noon_span(region, slot.start), []).append(slot)
    full = power_kw * Decimal(region.interval // _SECOND) / _HOUR
    total: Decimal | None = None
    for night, drawn in nights.items():
        if any(rates.gaps(night)):
            return None
        prices = [
            rate.unit_rate
            for start in night.slots(region.interval)
            if (rate := rates.at(start)) is not None
        ]
        least = _cheapest(drawn, sorted(prices), full)
        for slot in drawn:
            if slot.cost is None:
                return None
            total = (total or ZERO) + slot.cost
        total = (total or ZERO) - least
    return total


def _cheapest(
    drawn: Iterable[PricedSlot], prices: Iterable[Decimal], full: Decimal
) -> Decimal:
    """Return what the energy drawn costs at these prices, the cheapest first."""
    energies = [slot.energy for slot in drawn]
    full = max(full, *energies)
    left = sum(energies, start=ZERO)
    cost = ZERO
    for price in prices:
        part = min(left, full)
        cost += part * price
        left -= part
    return cost
