"""The cheapest time is the one that no other beats, as brute force shows."""

from datetime import timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Final

from hypothesis import given, strategies as st

from custom_components.octopus_ev.core.cheapest import cheapest, planned_rates, price_of
from custom_components.octopus_ev.core.model import Band, Rate, SmartRates
from custom_components.octopus_ev.core.span import Span
from custom_components.octopus_ev.core.timeline import Timeline
from tests.unit.build import GB, SLOT, rates, span, utc

MIDNIGHT: Final = utc("2026-11-20 00:00")
WINDOW: Final = span("2026-11-20 00:00", "2026-11-20 05:00")
ONE: Final = Decimal(1)
MINUTE: Final = timedelta(minutes=1)
PRICES: Final = st.lists(st.integers(-5, 60), min_size=10, max_size=10)


def half_hours(prices: list[int]) -> Timeline[Rate]:
    return Timeline(
        (
            Span(MIDNIGHT + index * SLOT, MIDNIGHT + (index + 1) * SLOT),
            Rate(Decimal(price) / 100, Band.STANDARD),
        )
        for index, price in enumerate(prices)
    )


@given(PRICES, st.integers(1, 300))
def test_no_other_start_is_cheaper(prices: list[int], minutes: int) -> None:
    held, duration = half_hours(prices), minutes * MINUTE

    found = cheapest(held, WINDOW, duration, split=False)

    assert found is not None
    assert sum((one.duration for one, _ in found), timedelta()) == duration
    assert all(a.end == b.start for (a, _), (b, _) in pairwise(found))
    starts = (MIDNIGHT + at * MINUTE for at in range(300 - minutes + 1))
    truth = min(
        price_of(held.over(Span(start, start + duration)), ONE) for start in starts
    )
    assert price_of(found, ONE) == truth


@given(PRICES, st.integers(1, 300))
def test_no_other_minutes_are_cheaper(prices: list[int], minutes: int) -> None:
    held = half_hours(prices)

    found = cheapest(held, WINDOW, minutes * MINUTE, split=True)

    assert found is not None
    assert sum((one.duration for one, _ in found), timedelta()) == minutes * MINUTE
    each = sorted(price for price in prices for _ in range(30))[:minutes]
    assert abs(price_of(found, ONE) - Decimal(sum(each)) / 6000) < Decimal("1e-20")


def test_of_equal_times_the_earliest_is_chosen() -> None:
    for split in (False, True):
        found = cheapest(half_hours([10] * 10), WINDOW, 45 * MINUTE, split=split)

        assert found is not None
        ((piece, _),) = found
        assert piece == Span(MIDNIGHT, MIDNIGHT + 45 * MINUTE)


def test_a_gap_in_the_rates_is_not_charged_through() -> None:
    known = rates(
        ("2026-11-20 00:00", "2026-11-20 01:00", "0.1", Band.OFF_PEAK),
        ("2026-11-20 02:00", "2026-11-20 03:00", "0.2", Band.STANDARD),
    )

    assert cheapest(known, WINDOW, 90 * MINUTE, split=False) is None
    assert cheapest(known, WINDOW, 121 * MINUTE, split=True) is None
    found = cheapest(known, WINDOW, 90 * MINUTE, split=True)
    assert found is not None
    assert [one for one, _ in found] == [
        span("2026-11-20 00:00", "2026-11-20 01:00"),
        span("2026-11-20 02:00", "2026-11-20 02:30"),
    ]


NIGHT: Final = Decimal("0.07")
DAY: Final = Decimal("0.27")


def smart(beyond: Decimal | None) -> Timeline[SmartRates]:
    both = SmartRates(house=NIGHT, vehicle=NIGHT, beyond=beyond)
    return Timeline([(WINDOW, both)])


def test_a_plan_makes_its_half_hours_cheap_on_the_classic_tariff() -> None:
    blocks = [
        span("2026-11-20 01:10", "2026-11-20 02:10"),
        span("2026-11-20 02:20", "2026-11-20 02:25"),
    ]

    found = planned_rates(smart(None), blocks, GB, timedelta(hours=6))

    assert [(one, rate.unit_rate) for one, rate in found.joined()] == [
        (span("2026-11-20 01:00", "2026-11-20 02:30"), NIGHT)
    ]


def test_a_plan_is_cheap_for_as_long_as_the_allowance_lasts() -> None:
    blocks = [
        span("2026-11-20 01:10", "2026-11-20 02:10"),
        span("2026-11-20 03:00", "2026-11-20 04:00"),
        span("2026-11-20 04:30", "2026-11-20 05:00"),
    ]

    found = planned_rates(smart(DAY), blocks, GB, timedelta(minutes=80))

    assert [one for one, _ in found] == [
        blocks[0],
        span("2026-11-20 03:00", "2026-11-20 03:20"),
    ]


def test_without_smart_rates_a_plan_makes_nothing_cheap() -> None:
    blocks = [span("2026-11-20 01:10", "2026-11-20 02:10")]

    assert not planned_rates(Timeline(), blocks, GB, timedelta(hours=6))
