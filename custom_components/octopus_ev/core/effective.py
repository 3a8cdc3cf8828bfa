"""The rates that really apply, once it is known what cars drew by the supplier's plan.

Octopus's terms for Intelligent Octopus Go: on the classic tariff a half hour in which a
car charged by the plan is off-peak for the whole house; a boost is not, and neither is
a planned half hour in which nothing was drawn. Where the car is billed apart, it is at
its off-peak rate by the plan, within the day's allowance, and at its peak rate
otherwise, also at night; such half hours are off-peak for the house, too.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Final

from .cap import CAP, Counted, counted
from .draws import Draw, presumed, reported, told, watched
from .model import Band, Rate, RateBook, Region, SmartRates
from .session import ZERO
from .smart import BilledSlot
from .smart_record import SmartRecord
from .span import BEGINNING, FOREVER, Span
from .timeline import Timeline

_PRICE_STEP: Final = Decimal("0.00000001")
"""A mean of two rates is told to so much of a pound."""

_LEAST: Final = Decimal("0.05")
"""In kWh: less is listed by mistake, and was not drawn."""

_SECOND: Final = timedelta(seconds=1)

_ALWAYS: Final = Span(BEGINNING, FOREVER)


@dataclass(frozen=True, slots=True)
class _Paid:
    """What a half hour costs; `None` leaves the published rate."""

    house: Rate | None
    vehicle: Rate | None


def effective(
    book: RateBook, record: SmartRecord, region: Region, now: datetime | None = None
) -> RateBook:
    """Return the book with the rate of each half hour as it really applies.

    A plan that stood at its time counts as drawn until the supplier's report of that
    time is due; one that still stands, up to `now`. What is billed has the last word.
    """
    if not book.smart or not record:
        return book
    found = told(record)
    return applied(book, record, region, [*found, *presumed(record, found, now)])


def applied(
    book: RateBook,
    record: SmartRecord,
    region: Region,
    found: Sequence[Draw],
    day: Span | None = None,
) -> RateBook:
    """Return the book with the rates that draws and the bill make.

    With a `day` from noon to noon, only the rates within it: what is drawn in one such
    day makes no difference to another.
    """
    within = day or _ALWAYS
    near, billed, house, vehicle = found, record.billed, book.house, book.vehicle
    if day is not None:
        near = [draw for draw in found if draw.span.overlaps(day)]
        slots = day.slots(region.interval)
        billed = {slot: billed[slot] for slot in slots if slot in billed}
        house, vehicle = Timeline(house.over(day)), Timeline(vehicle.over(day))
    paid = {
        slot: one
        for slot, one in _dispatched(near, book.smart, region).items()
        if slot in within
    } | _billed(billed, book.smart)
    house = house.overlaid(
        _timeline(((slot, one.house) for slot, one in paid.items()), region)
    ).joined()
    if not any(apart for _, apart in kinds(book.smart)):
        return replace(book, house=house, vehicle=house)
    due = reported(record, found)
    vehicle = vehicle.overlaid(_unplanned(record, due, house, book.smart, within))
    vehicle = vehicle.overlaid(
        _timeline(((slot, one.vehicle) for slot, one in paid.items()), region)
    ).joined()
    return replace(book, house=house, vehicle=vehicle)


def _dispatched(
    found: Iterable[Draw], smart: Timeline[SmartRates], region: Region
) -> dict[datetime, _Paid]:
    """Return what the half hours cost in which a car drew by plan or boost."""
    slots: dict[datetime, list[Counted]] = {}
    for span, apart in kinds(smart):
        within = [part for draw in found if (part := draw.within(span)) is not None]
        for one in counted(within, region, CAP if apart else None):
            slots.setdefault(one.slot, []).append(one)
    paid: dict[datetime, _Paid] = {}
    for slot, row in slots.items():
        if (rates := smart.at(slot)) is not None:
            house = Rate(rates.house, Band.OFF_PEAK) if _real(row) else None
            paid[slot] = _Paid(
                house,
                house if rates.beyond is None else _shared(row, rates, rates.beyond),
            )
    return paid


def _real(row: Iterable[Counted]) -> bool:
    """Tell whether enough was drawn by the plan to make the half hour cheap."""
    row = [one for one in row if one.within]
    if any(one.draw.energy is None for one in row):
        return True
    return sum((one.within * _weight(one.draw) for one in row), start=ZERO) >= _LEAST


def _shared(row: Iterable[Counted], rates: SmartRates, beyond: Decimal) -> Rate:
    """Return what a car billed apart pays in a half hour that may be partly by plan."""
    row = [one for one in row if one.draw.energy is not None] or [*row]
    weights = [_weight(one.draw) for one in row]
    total = sum(weights, start=ZERO)
    cheap = sum(
        (one.within * weight for one, weight in zip(row, weights, strict=True)),
        start=ZERO,
    )
    if not cheap:
        return Rate(beyond, Band.STANDARD)
    if cheap == total:
        return Rate(rates.vehicle, Band.OFF_PEAK)
    mean = (cheap * rates.vehicle + (total - cheap) * beyond) / total
    return Rate(mean.quantize(_PRICE_STEP), Band.OFF_PEAK)


def _weight(draw: Draw) -> Decimal:
    """Return the energy of a draw; where none is known, its hours stand for it."""
    if draw.energy is not None:
        return draw.energy
    return Decimal(draw.span.duration // _SECOND)


def _unplanned(
    record: SmartRecord,
    due: datetime | None,
    house: Timeline[Rate],
    smart: Timeline[SmartRates],
    within: Span,
) -> Timeline[Rate]:
    """Return what a car pays where nobody planned for it to charge.

    Until the supplier's report is due it is taken to boost. What is not in the report
    then, the supplier was never told of: it is billed as the house's.
    """
    boosted = [
        (part, Rate(rates.beyond, Band.STANDARD))
        for whole in watched(record)
        if (span := whole.clip(within)) is not None
        for part, rates in smart.over(span)
        if rates.beyond is not None
    ]
    if due is None:
        return Timeline(boosted)
    past = (span.clip(Span(BEGINNING, due)) for span, _ in boosted)
    unknown = (entry for span in past if span is not None for entry in house.over(span))
    return Timeline(boosted).overlaid(Timeline(unknown))


def _billed(
    slots: Mapping[datetime, BilledSlot], smart: Timeline[SmartRates]
) -> dict[datetime, _Paid]:
    """Return what the half hours cost that are billed, house and car apart.

    A car that the bill does not have went through the house.
    """
    paid: dict[datetime, _Paid] = {}
    for slot, billed in slots.items():
        rates = smart.at(slot)
        if rates is not None and rates.beyond is not None:
            house = _mean(
                billed.house_energy, billed.house_cost, rates.house, rates.beyond
            )
            vehicle = _mean(
                billed.vehicle_energy, billed.vehicle_cost, rates.vehicle, rates.beyond
            )
            paid[slot] = _Paid(house, vehicle or house)
    return paid


def _mean(energy: Decimal, cost: Decimal, cheap: Decimal, dear: Decimal) -> Rate | None:
    """Return the rate that energy was billed at, in the band of the nearer rate."""
    if energy <= 0:
        return None
    price = cost / energy
    near = abs(price - cheap) <= abs(price - dear)
    return Rate(price, Band.OFF_PEAK if near else Band.STANDARD)


def kinds(smart: Timeline[SmartRates]) -> Timeline[bool]:
    """Return when the car is billed apart, and when it is not."""
    return Timeline((span, rates.beyond is not None) for span, rates in smart).joined()


def _timeline(
    rates: Iterable[tuple[datetime, Rate | None]], region: Region
) -> Timeline[Rate]:
    return Timeline(
        (Span(slot, slot + region.interval), rate)
        for slot, rate in rates
        if rate is not None
    )
