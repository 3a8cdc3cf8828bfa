"""From plateaus to charges: which belong together, how long they last, what they took."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from functools import reduce
from operator import add
from typing import Final

from ..session import ZERO, Block, Leeway
from ..span import Span
from .plateaus import Plateau
from .steps import median_of
from .trace import Trace

PAUSE: Final = timedelta(minutes=120)
"""The longest pause within one charge."""

_SAME: Final = 0.08
"""How far apart, as a share, two measures of the car's power may be."""

_TAPERED: Final = 0.9
"""Share of its power below which the car has let it fall."""

_HOUR: Final = 3600.0
_WATT_HOUR: Final = Decimal("0.001")


@dataclass(frozen=True, slots=True, kw_only=True)
class Charge:
    """Plateaus that are the blocks of one charge."""

    blocks: tuple[Block, ...]
    slots: dict[datetime, Decimal]
    """The car's kWh by slot start."""
    leeway: Leeway


def grouped(plateaus: Sequence[Plateau]) -> list[list[Plateau]]:
    """Put the plateaus of one charge together."""
    groups: list[list[Plateau]] = []
    for plateau in plateaus:
        if groups and plateau.start - groups[-1][-1].end <= PAUSE.total_seconds():
            groups[-1].append(plateau)
        else:
            groups.append([plateau])
    return groups


def charge(
    trace: Trace, group: Sequence[Plateau], interval: timedelta, given: float | None
) -> Charge:
    """Return the charge that plateaus are, with its energy to the watt-hour."""
    full = _full_power(group, given)
    blocks = []
    slots: dict[datetime, Decimal] = {}
    for plateau in group:
        drawn = _drawn(trace, plateau, full, interval)
        blocks.append(Block(_span(plateau), reduce(add, drawn.values(), ZERO)))
        for slot, energy in drawn.items():
            slots[slot] = slots.get(slot, ZERO) + energy
    return Charge(
        blocks=tuple(blocks), slots=slots, leeway=_leeway(trace, group[0], group[-1])
    )


def instant(seconds: float) -> datetime:
    """Return an instant of the epoch, to the second."""
    return datetime.fromtimestamp(round(seconds), UTC)


def _span(plateau: Plateau) -> Span:
    start = instant(plateau.start)
    return Span(start, max(instant(plateau.end), start + timedelta(seconds=1)))


def _full_power(group: Sequence[Plateau], given: float | None) -> float:
    """Return the car's power in kW by all the steps up and down of a charge.

    Each is measured against what the house drew just then, which is never quite the
    same on both sides, and with what else went on or off in these minutes. The power
    given is one measure more. What most of them agree on is right.
    """
    measures = [plateau.power for plateau in group]
    measures += [plateau.fall for plateau in group if plateau.fall is not None]
    if given is not None:
        measures.append(given)
    near = max(
        (
            [other for other in measures if abs(other - power) <= _SAME * power]
            for power in measures
        ),
        key=len,
    )
    return median_of(near) if len(near) > 2 else sum(near) / len(near)


def _drawn(
    trace: Trace, plateau: Plateau, full: float, interval: timedelta
) -> dict[datetime, Decimal]:
    """Return the car's kWh by slot start."""
    slot_length = interval.total_seconds()
    energies: dict[float, float] = {}
    for start, end, energy in _parts(trace, plateau, full):
        slot = start - start % slot_length
        while slot < end:
            begin, stop = max(slot, start), min(slot + slot_length, end)
            share = energy * (stop - begin) / (end - start)
            energies[slot] = energies.get(slot, 0.0) + share
            slot += slot_length
    return {
        instant(slot): Decimal(energy).quantize(_WATT_HOUR)
        for slot, energy in energies.items()
    }


def _parts(
    trace: Trace, plateau: Plateau, full: float
) -> Iterator[tuple[float, float, float]]:
    """Yield the car's kWh from one instant to another.

    At full power that is what the steps say, while it tapers what the house leaves of
    the whole; never more than the meter counted. What no sample tells of is taken to
    be like what came before.
    """
    reached = plateau.start
    for number, place in enumerate(range(plateau.first, plateau.stop)):
        start = max(trace.start[place], plateau.start)
        end = min(trace.end[place], plateau.end)
        if end <= start:
            continue
        limit = _limit(plateau, number, full)
        if start > reached:
            yield reached, start, limit * (start - reached) / _HOUR
        imported = trace.energy[place]
        if end - start > _MEASURED:
            rest = trace.end[place] - trace.start[place]
            imported -= max(plateau.floor, 0.0) * rest / _HOUR
        yield start, end, min(limit * (end - start) / _HOUR, max(imported, 0.0))
        reached = end


_MEASURED: Final = 300.0
"""Seconds from which a level may hold more than one power: then its energy counts."""


def _limit(plateau: Plateau, number: int, full: float) -> float:
    """Return what the car drew at most in a level, in kW."""
    limit = plateau.car[number]
    return min(limit, full) if limit < _TAPERED * plateau.power else full


def _leeway(trace: Trace, first: Plateau, last: Plateau) -> Leeway:
    """Return the time between samples at either end: a step lies anywhere in it."""
    before = trace.end[first.first] - trace.start[first.first]
    after = 0.0
    if not last.open:
        place = last.stop - 1
        following = (
            trace.start[place + 1] if place + 1 < len(trace) else trace.end[place]
        )
        after = max(following, trace.end[place]) - trace.start[place]
    return Leeway(timedelta(seconds=round(before)), timedelta(seconds=round(after)))
