"""What any stretch of time came to, between two instants, for house and car."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Final

from .bill import Amount, Usage
from .model import Band, Rate, RateBook, Region
from .session import ZERO, PricedSlot, Session
from .slicing import within
from .span import Span

_SECOND: Final = timedelta(seconds=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodUse:
    """The import of a stretch of time, as far as it is known."""

    window: Span
    imported: Usage
    """House and car together."""
    house: Usage
    """What the meter counted beside the sessions."""
    car: Usage
    """What sessions say, also where there is no reading yet."""
    missing: tuple[Span, ...]
    """Where there is no reading."""


def usage(parts: Iterable[tuple[Decimal, Rate | None]]) -> Usage:
    """Add up energy in kWh, each at its rate; without one it is unpriced."""
    bands: dict[Band, Amount] = {}
    unpriced = ZERO
    for energy, rate in parts:
        if rate is None:
            unpriced += energy
        else:
            amount = Amount(energy=energy, cost=energy * rate.unit_rate)
            bands[rate.band] = bands.get(rate.band, Amount()) + amount
    return Usage({band: bands[band] for band in Band if band in bands}, unpriced)


def rate_of(slot: PricedSlot) -> Rate | None:
    """Return the rate that a session's slot was priced at."""
    if slot.unit_rate is None or slot.band is None:
        return None
    return Rate(slot.unit_rate, slot.band)


def car_parts(
    sessions: Iterable[Session], region: Region, window: Span
) -> list[PricedSlot]:
    """Return what sessions took within `window`.

    A slot that an edge cuts is shared by the time that the car charged on either side.
    """
    parts = (
        within(session, window, region.interval)
        for session in sessions
        if session.span.overlaps(window)
    )
    return [slot for part in parts if part is not None for slot in part.slots]


def house_parts(
    readings: Mapping[datetime, Decimal],
    sessions: Iterable[Session],
    region: Region,
    window: Span,
) -> dict[datetime, Decimal]:
    """Return what the meter counted beside the sessions within `window`, by slot.

    A slot that an edge cuts is shared by time.
    """
    taken: dict[datetime, Decimal] = {}
    for session in sessions:
        for slot in session.slots:
            taken[slot.start] = taken.get(slot.start, ZERO) + slot.energy
    found: dict[datetime, Decimal] = {}
    for start in window.slots(region.interval):
        if (reading := readings.get(start)) is not None:
            rest = reading - taken.get(start, ZERO)
            found[start] = _share(rest, Span(start, start + region.interval), window)
    return found


def period_use(
    readings: Mapping[datetime, Decimal],
    book: RateBook,
    sessions: Iterable[Session],
    region: Region,
    window: Span,
) -> PeriodUse:
    """Add up what the meter counted within `window`; whole slots are not rounded.

    What the car took, and at which rates, its `sessions` say, and the house has the
    rest, so that whole days equal sensors, bills and statistics.
    """
    near = [session for session in sessions if session.span.overlaps(window)]
    car = [(slot.energy, rate_of(slot)) for slot in car_parts(near, region, window)]
    rest = house_parts(readings, near, region, window)
    house = [(energy, book.house.at(start)) for start, energy in rest.items()]
    return PeriodUse(
        window=window,
        imported=usage([*house, *car]),
        house=usage(house),
        car=usage(car),
        missing=tuple(_missing(readings, region, window)),
    )


def _share(energy: Decimal, slot: Span, window: Span) -> Decimal:
    """Return the share of a slot's energy that falls in `window`."""
    inside = slot.clip(window)
    if inside is None or inside == slot:
        return energy
    return energy * (inside.duration // _SECOND) / (slot.duration // _SECOND)


def _missing(
    readings: Mapping[datetime, Decimal], region: Region, window: Span
) -> list[Span]:
    """Return the stretches of `window` in whose slots there is no reading."""
    gaps: list[Span] = []
    for start in window.slots(region.interval):
        gap = Span(start, start + region.interval).clip(window)
        if start in readings or gap is None:
            continue
        if gaps and gaps[-1].end == gap.start:
            gap = gaps.pop().hull(gap)
        gaps.append(gap)
    return gaps
