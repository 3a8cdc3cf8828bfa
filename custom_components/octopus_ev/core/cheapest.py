"""The cheapest time to draw for so long, at the rates that are known."""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from decimal import Decimal
from typing import Final

from .model import Band, Rate, Region, SmartRates
from .session import ZERO
from .span import Span, ceiling, floor
from .timeline import Timeline

_SECOND: Final = timedelta(seconds=1)
_HOUR: Final = Decimal(3600)

type Priced = tuple[Span, Rate]


def cheapest(
    rates: Timeline[Rate], window: Span, duration: timedelta, *, split: bool
) -> tuple[Priced, ...] | None:
    """Return when to draw within `window`, in order, for `duration` in all.

    In one piece, or in as many as the rates have; of equal ones, the earliest. `None`
    where the rates that are known leave no such time.
    """
    chosen = (
        _scattered(rates, window, duration)
        if split
        else _in_one(rates, window, duration)
    )
    return None if chosen is None else tuple(Timeline(chosen).joined())


def planned_rates(
    smart: Timeline[SmartRates],
    blocks: Iterable[Span],
    region: Region,
    left: timedelta,
) -> Timeline[Rate]:
    """Return what a car pays in the planned `blocks`, should it charge by the plan.

    On the classic tariff a half hour that a plan touches is off-peak as a whole. Where
    the car is billed apart, the blocks are, for as long as is `left` of the allowance.
    """
    found: list[Priced] = []
    for block in blocks:
        slots = Span(
            floor(block.start, region.interval), ceiling(block.end, region.interval)
        )
        for span, rates in smart.over(slots):
            part = span if rates.beyond is None else span.clip(block)
            if part is not None and rates.beyond is not None:
                part = _first(part, left)
                left -= timedelta() if part is None else part.duration
            if part is not None:
                found.append((part, Rate(rates.vehicle, Band.OFF_PEAK)))
    joined: Timeline[Rate] = Timeline()
    for entry in found:
        joined = joined.overlaid(Timeline([entry]))
    return joined


def price_of(pieces: Iterable[Priced], power_kw: Decimal) -> Decimal:
    """Return what a steady power costs over these pieces."""
    # Divided once, so that equal prices come out equal.
    return power_kw * _seconds_priced(pieces) / _HOUR


def _seconds_priced(pieces: Iterable[Priced]) -> Decimal:
    return sum(
        ((span.duration // _SECOND) * rate.unit_rate for span, rate in pieces),
        start=ZERO,
    )


def _scattered(
    rates: Timeline[Rate], window: Span, duration: timedelta
) -> list[Priced] | None:
    """Return the cheapest pieces, wherever they are."""
    chosen: list[Priced] = []
    held = sorted(rates.over(window), key=lambda one: (one[1].unit_rate, one[0].start))
    for span, rate in held:
        if (part := _first(span, duration)) is None:
            break
        chosen.append((part, rate))
        duration -= part.duration
    return None if duration else chosen


def _in_one(
    rates: Timeline[Rate], window: Span, duration: timedelta
) -> list[Priced] | None:
    """Return the cheapest piece: it starts or ends where a rate does."""
    best: tuple[Decimal, Span] | None = None
    for span in _stretches(rates, window, duration):
        if any(True for _ in rates.gaps(span)):
            continue
        cost = _seconds_priced(rates.over(span))
        if best is None or (cost, span) < best:
            best = cost, span
    return None if best is None else [*rates.over(best[1])]


def _stretches(
    rates: Timeline[Rate], window: Span, duration: timedelta
) -> Iterator[Span]:
    """Yield the stretches within `window` that begin or end with a rate."""
    for held, _ in rates.over(window):
        for start in (held.start, held.end - duration):
            span = Span(start, start + duration)
            if window.start <= span.start and span.end <= window.end:
                yield span


def _first(span: Span, duration: timedelta) -> Span | None:
    """Return the beginning of a span, no longer than `duration`."""
    if duration <= timedelta():
        return None
    return Span(span.start, min(span.end, span.start + duration))
