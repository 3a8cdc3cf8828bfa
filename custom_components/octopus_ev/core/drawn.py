"""What the supplier says that cars drew at home: cleaned, told apart by car, and why."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Final

from .owners import Signs, lane, owners
from .plans import Plans
from .session import ZERO, SessionType, Source
from .smart import ChargeType, DispatchType, SupplierSession
from .smart_record import SmartRecord
from .span import Span
from .timeline import Timeline

_LEAST: Final = Decimal("0.05")
"""In kWh: dispatches of less are listed, but nothing was drawn."""

_SPLINTER: Final = timedelta(minutes=30)
"""Completed dispatches may be told in half hours: what sticks out of a charge that is
known to the minute by less than that is no other charge."""

_NEARLY: Final = 0.8
"""Told to the minute, the draws of one car may overlap by a little."""

type _Charges = Mapping[str | None, Timeline[SupplierSession]]

_NONE: Final = Timeline[SupplierSession]()

_WATT_HOUR: Final = Decimal("0.001")


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """A time in which a car at home drew power, as the supplier says."""

    span: Span
    energy: Decimal
    """In kWh."""
    type: SessionType
    source: Source
    device: str | None = None
    plug: Span | None = None
    """The charge that the supplier lists it under: what one plugging in brought."""


@dataclass(frozen=True, slots=True)
class Plug:
    """A time in which the supplier lists one charge of a device at home."""

    device: str
    span: Span


def drawn(record: SmartRecord) -> tuple[Drawn, ...]:
    """Return what cars drew at home, in order; of one car, no two overlap.

    A charge that the supplier lists with its dispatches has the word, then completed
    dispatches, then a charge without any. What a car gave back, drew elsewhere or
    hardly drew is left out.
    """
    charges = [*_at_home(record)]
    told = [draw for charge in charges for draw in _of_dispatches(charge)]
    known = {(draw.device, draw.plug) for draw in told}
    fine = _lanes(charge for charge in charges if _frame(charge) in known)
    coarse = [charge for charge in charges if _frame(charge) not in known]
    frames = _lanes(coarse)
    completed = [
        _framed(part, frames)
        for draw in _attributed(record, told, charges)
        for part in _beside(draw, fine)
    ]
    known = {(draw.device, draw.plug) for draw in completed}
    rest = (_as_a_whole(charge) for charge in coarse if _frame(charge) not in known)
    return _apart([*told, *completed, *(row for row in rest if row.energy >= _LEAST)])


def plugs(record: SmartRecord) -> tuple[Plug, ...]:
    """Return the times in which the supplier lists a charge at home."""
    return tuple(Plug(charge.device_key, charge.span) for charge in _at_home(record))


def devices(record: SmartRecord) -> frozenset[str]:
    """Return the keys of the cars of which the supplier ever told anything."""
    return frozenset(
        {
            *record.watched,
            *record.plugged,
            *(plan.device_key for plan in record.plans),
            *(charge.device_key for charge in record.charges),
        }
    )


def _at_home(record: SmartRecord) -> Iterator[SupplierSession]:
    return (row for row in record.charges if row.type is not ChargeType.PUBLIC)


def _frame(charge: SupplierSession) -> tuple[str, Span]:
    return charge.device_key, charge.span


def _as_a_whole(charge: SupplierSession) -> Drawn:
    boost = charge.type is ChargeType.BOOST
    return Drawn(
        span=charge.span,
        energy=charge.energy or ZERO,
        type=SessionType.BOOST if boost else SessionType.SMART,
        source=Source.SUPPLIER,
        device=charge.device_key,
        plug=charge.span,
    )


def _of_dispatches(charge: SupplierSession) -> Iterator[Drawn]:
    """Yield what a charge drew in each of its dispatches, where that is known."""
    whole = _as_a_whole(charge)
    for dispatch in charge.dispatches:
        if (dispatch.energy or ZERO) >= _LEAST:
            boost = dispatch.type is DispatchType.BOOST
            yield replace(
                whole,
                span=dispatch.span,
                energy=dispatch.energy or ZERO,
                type=SessionType.BOOST if boost else whole.type,
            )


def _attributed(
    record: SmartRecord, told: Sequence[Drawn], charges: Sequence[SupplierSession]
) -> Iterator[Drawn]:
    """Yield the completed dispatches, each with its car as far as that is known.

    They are told of the whole account: each is the car's that drew then, by the charges
    that are listed of it, or else by its plan. One car has one dispatch at a time.
    """
    rows = _completed(record)
    known = sorted(devices(record))
    owned: dict[int, str] = {}
    if len(known) == 1:
        owned = dict.fromkeys(range(len(rows)), known[0])
    elif known:
        owned = owners(
            [(row.span, row.energy) for row in rows],
            [_signs(record, told, charges, key) for key in known],
        )
    plans = Plans(record)
    for place, row in enumerate(rows):
        car = owned.get(place)
        kind = plans.type_of(row.span, car)
        if kind is None:
            boosted = plans.unforeseen(row.span, car)
            kind = SessionType.BOOST if boosted else SessionType.SMART
        yield replace(row, device=car, type=kind)


def _completed(record: SmartRecord) -> list[Drawn]:
    """Return what was drawn at home in completed dispatches, each told once."""
    rows = {
        (row.span, row.energy)
        for row in record.completed
        if not row.away and row.energy is not None and row.energy >= _LEAST
    }
    return [
        Drawn(span=span, energy=energy, type=SessionType.SMART, source=Source.DISPATCH)
        for span, energy in sorted(rows)
    ]


def by_car(draws: Iterable[Drawn]) -> Mapping[str | None, Timeline[Drawn]]:
    """Return what each car drew; `None` is what no car is named for."""
    draws = list(draws)
    return {
        car: lane((draw.span, draw) for draw in draws if draw.device == car)
        for car in {draw.device for draw in draws}
    }


def _signs(
    record: SmartRecord,
    told: Iterable[Drawn],
    charges: Iterable[SupplierSession],
    key: str,
) -> Signs:
    return Signs(
        key,
        lane((draw.span, draw.energy) for draw in told if draw.device == key),
        lane((row.span, ZERO) for row in charges if row.device_key == key),
        lane(
            (plan.dispatch.span, ZERO)
            for plan in record.plans
            if plan.started and plan.device_key == key
        ),
    )


def _beside(draw: Drawn, fine: _Charges) -> Iterator[Drawn]:
    """Yield the parts of a draw outside the charges of which more is known."""
    for part in fine.get(draw.device, _NONE).gaps(draw.span):
        if part == draw.span:
            yield draw
        elif part.duration >= _SPLINTER:
            yield _clipped(draw, part)


def _framed(draw: Drawn, coarse: _Charges) -> Drawn:
    """Return a draw as part of the charge that the supplier lists there, if any."""
    there = coarse.get(draw.device, _NONE).touching(draw.span)
    charge = next((row for _, row in there), None)
    if charge is None:
        return draw
    kind = draw.type if charge.type is None else _as_a_whole(charge).type
    return replace(draw, plug=charge.span, type=kind)


def _apart(draws: Iterable[Drawn]) -> tuple[Drawn, ...]:
    """Return draws in order, each car's clipped where one begins before another ends."""
    reached: dict[str, datetime] = {}
    result: list[Drawn] = []
    for draw in sorted(draws, key=lambda draw: (draw.span, draw.device or "")):
        if draw.device is not None:
            start = max(draw.span.start, reached.get(draw.device, draw.span.start))
            if start >= draw.span.end:
                continue
            reached[draw.device] = draw.span.end
            if start > draw.span.start:
                draw = _clipped(draw, Span(start, draw.span.end))
        result.append(draw)
    return tuple(result)


def _clipped(draw: Drawn, part: Span) -> Drawn:
    """Return a part of a draw; nearly all of it has all the energy."""
    share = part.duration / draw.span.duration
    if share < _NEARLY:
        energy = (draw.energy * Decimal(share)).quantize(_WATT_HOUR)
        return replace(draw, span=part, energy=energy)
    return replace(draw, span=part)


def _lanes(charges: Iterable[SupplierSession]) -> _Charges:
    """Return charges by car."""
    rows: dict[str | None, list[SupplierSession]] = {}
    for charge in charges:
        rows.setdefault(charge.device_key, []).append(charge)
    return {key: lane((row.span, row) for row in rows[key]) for key in rows}
