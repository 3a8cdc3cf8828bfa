"""What a car is still to take by its plan or its target, and at which rates."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from functools import reduce
from operator import add
from typing import Final

from .cap import CAP, CapUse
from .draws import ratio, union
from .model import Band, Rate, RateBook, Region
from .periods import noon_span
from .plan import Plan, blocks
from .session import ZERO, Session
from .smart import Device, DispatchType, Target
from .span import FOREVER, Span
from .timeline import Timeline

_EFFICIENCY: Final = Decimal("0.9")
"""Share of the energy from the meter that ends up in the battery."""

_REACH: Final = timedelta(hours=48)
"""Neither rates nor plans are known further ahead."""

_SAME_DAY: Final = timedelta(hours=12)
_SECOND: Final = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of time in which a car is to charge; what is not known is `None`."""

    span: Span
    energy: Decimal | None
    """In kWh, evenly over the stretch."""
    cost: Decimal | None


def rates_ahead(
    book: RateBook,
    plans: Iterable[Plan],
    use: CapUse | None,
    region: Region,
    now: datetime,
) -> Timeline[Rate]:
    """Return what cars pay from now on, if they charge as the supplier plans.

    Where the car is billed apart, what is left of the allowance goes to the plan's
    first hours.
    """
    planned = union(
        dispatch.span
        for plan in plans
        for dispatch in plan
        if dispatch.type is not DispatchType.BOOST
    )
    ahead = Span(now, now + _REACH)
    left: dict[Span, timedelta] = {} if use is None else {use.day: use.left}
    paid: list[tuple[Span, Rate]] = []
    for span in (whole.clip(ahead) for whole in planned):
        for part, rates in () if span is None else book.smart.over(span):
            cheap = Rate(rates.vehicle, Band.OFF_PEAK)
            if rates.beyond is None:
                paid.append((part, cheap))
                continue
            day = noon_span(region, part.start)
            within = min(left.get(day, CAP), part.duration)
            left[day] = left.get(day, CAP) - within
            cut = part.start + within
            if within:
                paid.append((Span(part.start, cut), cheap))
            if cut < part.end:
                paid.append((Span(cut, part.end), Rate(rates.beyond, Band.STANDARD)))
    return Timeline(book.vehicle.over(ahead)).overlaid(Timeline(paid))


def needed(
    device: Device, target: Target | None, session: Session, now: datetime
) -> Decimal | None:
    """Return the kWh that a car still has to draw to reach its target, or `None`.

    What it drew since its state of charge was told counts as taken. One that was told
    long ago is that of another day.
    """
    charge, battery = device.charge, device.battery_kwh
    if target is None or charge is None or battery is None:
        return None
    if now - charge.at > _SAME_DAY:
        return None
    need = (target.most - charge.value) / 100 * battery / _EFFICIENCY
    since = Span(charge.at, FOREVER)
    for block in session.blocks:
        if (part := block.span.clip(since)) is not None:
            need -= block.energy * _share(part, block.span)
    return max(need, ZERO)


def planned_pieces(
    plan: Plan, rates: Timeline[Rate], power: Decimal | None, now: datetime
) -> tuple[Piece, ...]:
    """Return the blocks of a plan that are not over, from now on.

    A block whose energy the supplier does not tell is taken to be charged at `power`.
    """
    pieces: list[Piece] = []
    for block in blocks(plan):
        if (span := block.clip(Span(now, FOREVER))) is None:
            continue
        energy = energy_ahead(plan, span)
        if energy is None and power is not None:
            energy = power * hours(span)
        cost = None if energy is None else cost_of(span, energy, rates)
        pieces.append(Piece(span, energy, cost))
    return tuple(pieces)


def energy_ahead(plan: Plan, window: Span) -> Decimal | None:
    """Return the kWh planned within `window`; `None` if that of a part is unknown."""
    total = ZERO
    for dispatch in plan:
        if (part := dispatch.span.clip(window)) is not None:
            if dispatch.energy is None:
                return None
            total += dispatch.energy * _share(part, dispatch.span)
    return total


def cost_of(span: Span, energy: Decimal, rates: Timeline[Rate]) -> Decimal | None:
    """Return the cost of energy that is drawn evenly; `None` without all rates."""
    if any(True for _ in rates.gaps(span)):
        return None
    costs = (
        energy * _share(part, span) * rate.unit_rate for part, rate in rates.over(span)
    )
    return reduce(add, costs, ZERO)


def hours(span: Span) -> Decimal:
    """Return how long a span lasts, to the second."""
    return Decimal(span.duration // _SECOND) / 3600


def _share(part: Span, whole: Span) -> Decimal:
    return ratio(part.duration, whole.duration)
