"""Read what was billed of house and car, whichever way and words it is told in.

Whose energy it is must be said. A word that nobody knows makes the whole day
unavailable; energy that is not said to be the car's is not the house's for that.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
import re
from typing import Final

from ..core.model import Rate, RateBook
from ..core.smart import BilledSlot
from ..core.span import Span, floor
from ..core.timeline import Timeline
from ..kraken.errors import KrakenForbiddenError, KrakenResponseError
from ..kraken.gb.billing_wire import CostInterval, CostPeriod, Measurement, Statistic
from .gb_account import GB

_PENCE: Final = Decimal(100)

# Both are of the whole pound; the tax of 5 % lies well between.
_ALIKE: Final = Decimal("0.01")
_USUAL_TAX: Final = Decimal("0.05")

# The parts of a half hour are rounded apart from the whole of it.
_ROUNDING: Final = Decimal("0.02")

_ENERGY_UNIT: Final = "kilowatt_hour"
_DAY_UNIT: Final = "day"
_BUCKET: Final = "TOU_BUCKET_COST"
_WHOLE: Final = "CONSUMPTION_COST"

# Until September 2026 and since: of the house by day and night, of the car beyond and
# within its allowance. A letter stands for the region.
_HOUSE: Final = re.compile(
    r"(CONSUMPTION_CHARGE_)?ECO7_(DAY|NIGHT)(_[A-P])?|HOME (STANDARD|LOW) RATE"
)
_VEHICLE: Final = re.compile(
    r"(CONSUMPTION_CHARGE_)?EV_DEVICE_(OFF_)?PEAK(_[A-P])?|EV (STANDARD|LOW) RATE"
)
_CHEAP: Final = re.compile(r".*(NIGHT|OFF_PEAK).*")

# What is said where house and car are not billed apart.
_TOGETHER: Final = frozenset({"OFF_PEAK", "STANDARD_RATE", "CONSUMPTION"})


@dataclass(frozen=True, slots=True)
class _Part:
    """Energy in kWh and its cost in pounds with tax, of house or car in one slot."""

    start: datetime
    of_vehicle: bool
    energy: Decimal
    cost: Decimal


def of_costs(
    periods: Iterable[CostPeriod], day: Span, rates: RateBook
) -> tuple[BilledSlot, ...]:
    """Return the bill of a day from the costs of usage.

    Raises:
        KrakenResponseError: if it says what we do not know.
    """
    return _slots(
        _priced(interval, day, rates)
        for period in periods
        if _of_energy(period)
        for interval in period.intervals
        if interval.start in day
    )


def of_measurements(
    rows: Iterable[Measurement], day: Span, rates: RateBook
) -> tuple[BilledSlot, ...]:
    """Return the bill of a day from what is said of its half hours.

    Raises:
        KrakenForbiddenError: if house and car are not billed apart.
        KrakenResponseError: if it says what we do not know.
    """
    parts: list[_Part] = []
    for row in rows:
        if row.start_at not in day:
            continue
        _check_slot(row.start_at, row.end_at)
        found = list(_parts(row, rates))
        if found and abs(sum(part.energy for part in found) - row.value) > _ROUNDING:
            raise KrakenResponseError("The parts of a half hour are not the whole")
        parts += found
    return _slots(parts)


def _of_energy(period: CostPeriod) -> bool:
    """Tell whether a period is of energy; the other kind is the standing charge."""
    if period.consumption_unit == _DAY_UNIT:
        return False
    if period.consumption_unit != _ENERGY_UNIT or period.currency != "GBP_PENCE":
        raise KrakenResponseError("The bill is in other units")
    return True


def _priced(interval: CostInterval, day: Span, rates: RateBook) -> _Part:
    _check_slot(interval.start, interval.end)
    band = interval.band_subcategory
    of_vehicle = _is_vehicles(band)
    cost = interval.cost / _PENCE
    if cost:
        prices = _prices(rates.vehicle if of_vehicle else rates.house, day)
        published = min(prices) if _CHEAP.fullmatch(band) else max(prices)
        cost *= _with_tax(
            interval.rate_applied / _PENCE, published, _tax(rates, interval.start)
        )
    return _Part(interval.start, of_vehicle, interval.consumption, cost)


def _prices(rates: Timeline[Rate], day: Span) -> Sequence[Decimal]:
    prices = [rate.unit_rate for _, rate in rates.over(day)]
    if not prices:
        raise KrakenResponseError("No rate is published to compare the bill with")
    return prices


def _with_tax(applied: Decimal, published: Decimal, tax: Decimal) -> Decimal:
    """Return what makes a cost include its tax: which it may do, or may not."""
    for factor in (Decimal(1), 1 + tax):
        if abs(applied * factor - published) <= published * _ALIKE:
            return factor
    raise KrakenResponseError("The bill has a rate that is not published")


def _tax(rates: RateBook, start: datetime) -> Decimal:
    tax = rates.tax.at(start)
    return _USUAL_TAX if tax is None else tax


def _parts(row: Measurement, rates: RateBook) -> Iterator[_Part]:
    """Yield the parts of a half hour; none before it is settled."""
    buckets = [each for each in row.statistics if each.type == _BUCKET]
    for each in buckets or [each for each in row.statistics if each.type == _WHOLE]:
        if not each.value:
            # Every bucket is named, used or not; the half hour is settled all the same.
            yield _Part(row.start_at, False, Decimal(0), Decimal(0))
            continue
        if each.label in _TOGETHER:
            raise KrakenForbiddenError("House and car are not billed apart")
        yield _Part(
            row.start_at,
            _is_vehicles(each.label or ""),
            each.value,
            _cost(each, _tax(rates, row.start_at)),
        )


def _cost(statistic: Statistic, tax: Decimal) -> Decimal:
    """Return a cost in pounds with tax."""
    for money, factor in (
        (statistic.cost_incl_tax, Decimal(1)),
        (statistic.cost_excl_tax, 1 + tax),
    ):
        if money is not None and money.currency in (GB.currency, "GBP_PENCE"):
            return money.amount / _PENCE * factor
    raise KrakenResponseError("A part of the bill has no cost")


def _is_vehicles(label: str) -> bool:
    if _VEHICLE.fullmatch(label):
        return True
    if _HOUSE.fullmatch(label):
        return False
    raise KrakenResponseError("The bill has a part that is nobody's")


def _check_slot(start: datetime, end: datetime) -> None:
    if floor(start, GB.interval) != start or end - start != GB.interval:
        raise KrakenResponseError("The bill is not by the half hour")


def _slots(parts: Iterable[_Part]) -> tuple[BilledSlot, ...]:
    by_start: dict[datetime, list[_Part]] = {}
    for part in parts:
        by_start.setdefault(part.start, []).append(part)
    return tuple(_slot(start, by_start[start]) for start in sorted(by_start))


def _slot(start: datetime, parts: Iterable[_Part]) -> BilledSlot:
    house, vehicle = (
        [part for part in parts if part.of_vehicle is apart] for apart in (False, True)
    )
    return BilledSlot(
        start=start,
        house_energy=sum((part.energy for part in house), Decimal(0)),
        house_cost=sum((part.cost for part in house), Decimal(0)),
        vehicle_energy=sum((part.energy for part in vehicle), Decimal(0)),
        vehicle_cost=sum((part.cost for part in vehicle), Decimal(0)),
    )
