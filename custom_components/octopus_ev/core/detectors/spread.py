"""What is drawn over a longer time, by slot: by minutes, as far as the meter agrees."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from functools import reduce
from operator import add
from typing import Final

from ..session import ZERO
from ..span import Span

type Draw = tuple[Span, Decimal]
"""When a car drew power, and how many kWh in all."""

type Shares = dict[datetime, Decimal]
"""The kWh of one draw by slot start."""

_AROUND: Final = 24
"""Slots on either side of which the least shows what the house draws at rest."""

_DIFFERENT: Final = Decimal("0.9")
"""What fits into a slot to so much of it is not moved to another."""

_ROUNDS: Final = 4
"""Moving energy from a full slot may fill another."""

_SPECK: Final = Decimal("0.001")
"""In kWh: not worth moving."""


def spread(
    draws: Sequence[Draw], readings: Mapping[datetime, Decimal], interval: timedelta
) -> list[Shares]:
    """Return each draw by slot, all of them together within the readings.

    A car seldom draws evenly from end to end. Where even shares would leave the house
    less than it ever draws that day, they go to the draw's other slots; what finds no
    room in any of them is left out, for it cannot have come through the meter.
    """
    shares = [_by_minutes(span, energy, interval) for span, energy in draws]
    even = [*map(dict, shares)]
    totals = _totals(shares)
    metered = {slot: readings[slot] for slot in totals if slot in readings}
    limits = {
        slot: room
        if (room := read - _at_rest(slot, readings, interval))
        < _DIFFERENT * totals[slot]
        else read
        for slot, read in metered.items()
    }
    for bounds in (limits, metered):
        all(_moved(draws, shares, even, bounds) for _ in range(_ROUNDS))
        _cut(shares, bounds)
    return shares


def _by_minutes(span: Span, energy: Decimal, interval: timedelta) -> Shares:
    shares = {}
    for slot in span.slots(interval):
        part = Span(max(slot, span.start), min(slot + interval, span.end))
        shares[slot] = energy * Decimal(part.duration / span.duration)
    return shares


def _totals(shares: Sequence[Shares]) -> Shares:
    totals: Shares = {}
    for share in shares:
        for slot, energy in share.items():
            totals[slot] = totals.get(slot, ZERO) + energy
    return totals


def _at_rest(
    slot: datetime, readings: Mapping[datetime, Decimal], interval: timedelta
) -> Decimal:
    """Return the least that was read in the half day before and after a slot."""
    around = (slot + by * interval for by in range(-_AROUND, _AROUND + 1))
    return min(readings[near] for near in around if near in readings)


def _cut(shares: Sequence[Shares], limits: Mapping[datetime, Decimal]) -> None:
    """Take from each slot what is above its limit, from all draws alike."""
    totals = _totals(shares)
    for share in shares:
        for slot in share.keys() & limits.keys():
            if totals[slot] > limits[slot]:
                share[slot] *= limits[slot] / totals[slot]


def _moved(
    draws: Sequence[Draw],
    shares: Sequence[Shares],
    even: Sequence[Shares],
    limits: Mapping[datetime, Decimal],
) -> bool:
    """Take what is too much, and give it where there is room; tell whether any was."""
    _cut(shares, limits)
    totals = _totals(shares)
    moved = False
    for (_, energy), share, wanted in zip(draws, shares, even, strict=True):
        lacking = energy - reduce(add, share.values(), ZERO)
        open_slots = [
            slot for slot in share if slot not in limits or totals[slot] < limits[slot]
        ]
        weight = reduce(add, (wanted[slot] for slot in open_slots), ZERO)
        if lacking < _SPECK or not weight:
            continue
        moved = True
        for slot in open_slots:
            more = lacking * wanted[slot] / weight
            if slot in limits:
                more = min(more, limits[slot] - totals[slot])
            share[slot] += more
            totals[slot] += more
    return moved
