"""Put a price on energy, and say so when part of it has none."""

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

from .bands import mean_price
from .excess import excess
from .model import Band, Rate, Region
from .periods import day_span, local_day
from .session import ZERO, PricedSlot, Session
from .timeline import Timeline
from .uncertainty import cost_range


@dataclass(frozen=True, slots=True)
class Cost:
    """What energy came to, unrounded, and how much of it no rate covered."""

    amount: Decimal | None
    """In the region's currency; `None` when nothing has a rate."""
    unpriced: Decimal
    """In kWh; it is not in `amount`."""


def priced(
    energies: Mapping[datetime, Decimal],
    rates: Timeline[Rate],
    *,
    metered: Container[datetime],
) -> tuple[PricedSlot, ...]:
    """Price each slot's energy at the rate that holds when the slot starts.

    `metered` has the slots whose energy the meter's reading backs.
    """
    slots: list[PricedSlot] = []
    for start in sorted(energies):
        rate = rates.at(start)
        slots.append(
            PricedSlot(
                start=start,
                energy=energies[start],
                unit_rate=None if rate is None else rate.unit_rate,
                band=None if rate is None else rate.band,
                metered=start in metered,
            )
        )
    return tuple(slots)


def repriced(
    session: Session,
    rates: Timeline[Rate],
    region: Region,
    *,
    power_kw: Decimal | None,
    room: Mapping[datetime, Decimal],
) -> Session:
    """Return the session with missing rates filled in and revised ones corrected.

    A rate that is no longer loaded leaves the stored one alone. So does a day of which
    only a part is loaded, as long as the price is the same: bands and the costs that it
    is compared with need the whole day. `power_kw` is the charger's, `room` what the
    meter has beyond the car, in kWh by slot.
    """
    whole: dict[date, bool] = {}
    slots: list[PricedSlot] = []
    for slot in session.slots:
        day = local_day(region, slot.start)
        if day not in whole:
            whole[day] = not any(rates.gaps(day_span(region, day)))
        rate = rates.at(slot.start)
        if rate is not None and (whole[day] or rate.unit_rate != slot.unit_rate):
            slot = replace(slot, unit_rate=rate.unit_rate, band=rate.band)
        slots.append(slot)
    reference = session.reference_cost
    if reference is None or all(whole.values()):
        reference = reference_cost(slots, rates, region)
    beyond = excess(slots, rates, region, power_kw)
    same = slots == [*session.slots]
    if beyond is None and same:
        beyond = session.excess
    after = replace(
        session, slots=tuple(slots), reference_cost=reference, excess=beyond
    )
    if same and session.cost_low is not None and not all(whole.values()):
        return after
    low, high = cost_range(after, rates, region.interval, room) or (None, None)
    return replace(after, cost_low=low, cost_high=high)


def cost(readings: Mapping[datetime, Decimal], rates: Timeline[Rate]) -> Cost:
    """Price readings at the rates that hold when their slots start."""
    amount: Decimal | None = None
    unpriced = ZERO
    for start, energy in readings.items():
        if (rate := rates.at(start)) is None:
            unpriced += energy
        else:
            amount = (amount or ZERO) + energy * rate.unit_rate
    return Cost(amount, unpriced)


def reference_cost(
    slots: Iterable[PricedSlot], rates: Timeline[Rate], region: Region
) -> Decimal | None:
    """Return what the priced energy would have cost at the standard rate of its day.

    See `reference_rate`. `None` when nothing is priced, or when the rates of a day are
    no longer known.
    """
    days: dict[date, Decimal | None] = {}
    total: Decimal | None = None
    for slot in slots:
        if slot.unit_rate is None:
            continue
        day = local_day(region, slot.start)
        if day not in days:
            days[day] = reference_rate(rates, region, day)
        if (rate := days[day]) is None:
            return None
        total = (total or ZERO) + slot.energy * rate
    return total


def reference_rate(rates: Timeline[Rate], region: Region, day: date) -> Decimal | None:
    """Return the rate that a local day's charging is compared with, or `None`.

    The standard rate where the tariff has one, the day's mean over time where it is
    priced by the slot, and the dearest rate where neither is known.
    """
    held = list(rates.over(day_span(region, day)))
    bands = {rate.band for _, rate in held}
    if Band.STANDARD in bands:
        wanted = {Band.STANDARD}
    elif bands & {Band.BELOW_MEAN, Band.ABOVE_MEAN}:
        wanted = {Band.BELOW_MEAN, Band.ABOVE_MEAN}
    else:
        return max((rate.unit_rate for _, rate in held), default=None)
    return mean_price(
        (span, rate.unit_rate) for span, rate in held if rate.band in wanted
    )
