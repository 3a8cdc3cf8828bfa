"""Twice as much takes twice as long, not four times."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from decimal import Decimal
import gc
from time import process_time

import pytest

from custom_components.octopus_ev.core.bands import banded
from custom_components.octopus_ev.core.evidence import Detection
from custom_components.octopus_ev.core.fuse import fuse
from custom_components.octopus_ev.core.ledger import Ledger
from custom_components.octopus_ev.core.pricing import cost, priced
from custom_components.octopus_ev.core.span import Span
from custom_components.octopus_ev.core.summary import totals
from custom_components.octopus_ev.core.timeline import Timeline

from .build import GB, POINT, SLOT, charge, even, utc
from .claims import claim, context, found, metered

FIRST = utc("2026-01-01")
LIMIT = 3.0
"""Halfway between twice and four times; the benchmark holds it to less."""

type Work = Callable[[], object]


def half_hours(count: int) -> Timeline[Decimal]:
    return Timeline(
        (Span(FIRST + i * SLOT, FIRST + (i + 1) * SLOT), Decimal(i * 7919 % 997))
        for i in range(count)
    )


def pricing(count: int) -> Work:
    readings = even(Span(FIRST, FIRST + count * SLOT), "1.234")
    rates = banded(half_hours(count), GB)
    return lambda: (cost(readings, rates), priced(readings, rates, metered=readings))


def banding(count: int) -> Work:
    prices = half_hours(count)
    return lambda: banded(prices, GB)


def overlaying(count: int) -> Work:
    prices, newer = half_hours(count), half_hours(count // 2)
    return lambda: list(prices.overlaid(newer).gaps(Span(FIRST, FIRST + count * SLOT)))


def nights(count: int) -> Detection:
    days = count // 48
    candidates = [
        claim(Span(night, night + timedelta(hours=3)))
        for night in (FIRST + i * timedelta(days=1) for i in range(days))
    ]
    window = Span(FIRST - timedelta(days=1), FIRST + timedelta(days=days))
    return found(*candidates, window=window)


def fusing(count: int) -> Work:
    detection = nights(count)
    readings = metered(*detection.candidates, window=detection.window)
    around = context(readings, now=detection.window.end)
    known = fuse([detection], [], around)
    return lambda: fuse([detection], known, around)


def keeping(count: int) -> Work:
    sessions = [
        charge(f"{day:%Y-%m-%d} 01:00", f"{day:%Y-%m-%d} 05:00")
        for day in (FIRST + i * timedelta(days=1) for i in range(count // 8))
    ]
    return lambda: totals(
        [] if Ledger(sessions).apply(sessions) else Ledger(sessions).sessions(POINT)
    )


def seconds(work: Work) -> float:
    begin = process_time()
    work()
    return process_time() - begin


@pytest.fixture(autouse=True)
def no_collector() -> Iterator[None]:
    """Keep the garbage of other tests out of the time."""
    gc.disable()
    yield
    gc.enable()


@pytest.mark.parametrize("stage", [pricing, banding, overlaying, fusing, keeping])
def test_time_grows_with_the_work(stage: Callable[[int], Work]) -> None:
    single, double = stage(2_400), stage(4_800)

    # In turns, so that a busy machine slows down both.
    rounds = [(seconds(single), seconds(double)) for _ in range(9)]

    assert min(d for _, d in rounds) < LIMIT * min(s for s, _ in rounds)
