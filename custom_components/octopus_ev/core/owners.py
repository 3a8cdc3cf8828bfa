"""Whose a draw is that the supplier tells of a whole account."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from functools import reduce
from operator import add

from .session import ZERO
from .span import Span
from .timeline import Timeline

type Draw = tuple[Span, Decimal]
"""When something was drawn, and how many kWh."""


@dataclass(frozen=True, slots=True)
class Signs:
    """What tells that one car drew, the surest first."""

    device: str
    told: Timeline[Decimal]
    plugged: Timeline[Decimal]
    planned: Timeline[Decimal]

    def weight(self, row: Draw) -> tuple[timedelta, timedelta, timedelta, Decimal]:
        """Return for how long each sign holds, and how well the energy fits.

        Where the car's own is not known, most fits best.
        """
        span, energy = row
        own = reduce(add, (known for _, known in self.told.touching(span)), ZERO)
        return (
            _shared(self.told, span),
            _shared(self.plugged, span),
            _shared(self.planned, span),
            -abs(own - energy) if own else energy,
        )


def owners(rows: Sequence[Draw], cars: Sequence[Signs]) -> dict[int, str]:
    """Return whose each row is, by place, the clearest first."""
    claims = sorted(
        (
            (weight, -place, car.device)
            for place, row in enumerate(rows)
            for car in cars
            if any((weight := car.weight(row))[:3])
        ),
        reverse=True,
    )
    owned: dict[int, str] = {}
    busy: dict[str, list[Span]] = {}
    for _, negative, device in claims:
        place = -negative
        span, taken = rows[place][0], busy.setdefault(device, [])
        at = bisect_left(taken, span)
        if place not in owned and not any(
            _same_time(span, other) for other in taken[max(at - 1, 0) : at + 1]
        ):
            owned[place] = device
            taken.insert(at, span)
    return owned


def _same_time(span: Span, other: Span) -> bool:
    """Tell whether one car cannot have drawn in both, told to the minute as they are."""
    both = span.clip(other)
    return both is not None and both.duration > min(span.duration, other.duration) / 2


def lane[T](entries: Iterable[tuple[Span, T]]) -> Timeline[T]:
    """Return what may overlap as what does not: each from the last one's end on."""
    row: list[tuple[Span, T]] = []
    for span, value in sorted(entries, key=lambda entry: entry[0]):
        start = max(span.start, row[-1][0].end) if row else span.start
        if start < span.end:
            row.append((Span(start, span.end), value))
    return Timeline(row)


def _shared(lane: Timeline[Decimal], span: Span) -> timedelta:
    return reduce(add, (part.duration for part, _ in lane.over(span)), timedelta())
