"""Between what limits the cost of a charge lies, its boundaries being uncertain."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Final

from .model import Rate
from .session import ZERO, PricedSlot, Session
from .span import ceiling, floor
from .timeline import Timeline

_WATT_HOUR: Final = Decimal("0.001")
_ZERO: Final = timedelta()


def cost_range(
    session: Session,
    rates: Timeline[Rate],
    interval: timedelta,
    room: Mapping[datetime, Decimal],
) -> tuple[Decimal, Decimal] | None:
    """Return the least and the most that the priced energy may have cost.

    As start and end move within their leeway, energy goes over the edge of a slot with
    them, as much as `room` leaves it there: the kWh that the meter has beyond the car,
    by slot. `None` where no rate changes so near.
    """
    if (cost := session.cost) is None:
        return None
    own = {slot.start: slot for slot in session.slots}
    changes = [
        [
            change
            for edge in edges
            if (change := _change(*edge, own, rates, room)) is not None
        ]
        for edges in (_at_start(session, interval), _at_end(session, interval))
    ]
    if not any(changes):
        return None
    return (
        cost + sum((min([ZERO, *some]) for some in changes), start=ZERO),
        cost + sum((max([ZERO, *some]) for some in changes), start=ZERO),
    )


type _Edge = tuple[datetime, datetime, Decimal]
"""From which slot to which how many kWh go."""


def _at_start(session: Session, interval: timedelta) -> Iterator[_Edge]:
    """Yield what goes where as the start moves to either side."""
    block = session.blocks[0]
    start, leeway = session.span.start, session.leeway.start
    slot = floor(start, interval)
    following = slot + interval
    power = block.energy, block.span.duration
    if (beyond := leeway - (start - slot)) > _ZERO:
        yield slot, slot - interval, _drawn(*power, beyond)
    if leeway > following - start:
        yield slot, following, _drawn(*power, following - start)


def _at_end(session: Session, interval: timedelta) -> Iterator[_Edge]:
    """Yield what goes where as the end moves to either side."""
    block = session.blocks[-1]
    end, leeway = session.span.end, session.leeway.end
    following = ceiling(end, interval)
    slot = following - interval
    power = block.energy, block.span.duration
    if leeway > end - slot:
        yield slot, slot - interval, _drawn(*power, end - slot)
    if (beyond := leeway - (following - end)) > _ZERO:
        yield slot, following, _drawn(*power, beyond)


def _drawn(energy: Decimal, duration: timedelta, time: timedelta) -> Decimal:
    """Return what is drawn in a part of `duration`, to the watt-hour."""
    return (energy * Decimal(time / duration)).quantize(_WATT_HOUR)


def _change(
    source: datetime,
    target: datetime,
    energy: Decimal,
    own: Mapping[datetime, PricedSlot],
    rates: Timeline[Rate],
    room: Mapping[datetime, Decimal],
) -> Decimal | None:
    """Return by what the cost changes if energy goes from one slot to another.

    `None` where it cannot go, or where a rate is not known, or both are the same.
    """
    held, rate = own.get(source), own.get(target) or rates.at(target)
    if held is None or held.unit_rate is None:
        return None
    if rate is None or rate.unit_rate is None:
        return None
    energy = min(energy, held.energy, room.get(target, energy))
    return energy * (rate.unit_rate - held.unit_rate) or None
