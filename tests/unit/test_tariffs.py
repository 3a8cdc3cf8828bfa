"""Day and night prices are put on the clock that the meter goes by."""

from datetime import UTC, time
from decimal import Decimal

import pytest

from custom_components.octopus_ev.core.bands import banded
from custom_components.octopus_ev.core.model import Band, SmartRates
from custom_components.octopus_ev.core.span import BEGINNING, FOREVER, Span
from custom_components.octopus_ev.core.tariffs import (
    DailyWindow,
    capped_smart,
    classic_smart,
    windowed,
)
from custom_components.octopus_ev.core.timeline import Timeline

from .build import GB, flat, rate_of, span, utc

ECONOMY_7 = DailyWindow(time(0, 30), time(7, 30), UTC)
INTELLIGENT = DailyWindow(time(23, 30), time(5, 30), GB.tz)

DAY = Timeline([(Span(BEGINNING, FOREVER), Decimal("0.30"))])
NIGHT = Timeline([(Span(BEGINNING, FOREVER), Decimal("0.15"))])


def test_economy_7_keeps_utc_in_summer() -> None:
    found = windowed(DAY, NIGHT, ECONOMY_7, span("2026-07-14", "2026-07-16"))

    assert list(found) == [
        (span("2026-07-14 00:00", "2026-07-14 00:30"), Decimal("0.30")),
        (span("2026-07-14 00:30", "2026-07-14 07:30"), Decimal("0.15")),
        (span("2026-07-14 07:30", "2026-07-15 00:30"), Decimal("0.30")),
        (span("2026-07-15 00:30", "2026-07-15 07:30"), Decimal("0.15")),
        (span("2026-07-15 07:30", "2026-07-16 00:00"), Decimal("0.30")),
    ]


@pytest.mark.parametrize(
    ("window", "nights"),
    [
        (
            ("2026-07-14 12:00", "2026-07-15 12:00"),
            [span("2026-07-14 22:30", "2026-07-15 04:30")],
        ),
        (
            ("2026-01-14 12:00", "2026-01-15 12:00"),
            [span("2026-01-14 23:30", "2026-01-15 05:30")],
        ),
        (
            ("2026-03-28 12:00", "2026-03-29 12:00"),
            [span("2026-03-28 23:30", "2026-03-29 04:30")],
        ),
        (
            ("2026-10-24 12:00", "2026-10-25 12:00"),
            [span("2026-10-24 22:30", "2026-10-25 05:30")],
        ),
        (
            ("2026-01-15 02:00", "2026-01-15 23:45"),
            [
                span("2026-01-15 02:00", "2026-01-15 05:30"),
                span("2026-01-15 23:30", "2026-01-15 23:45"),
            ],
        ),
    ],
)
def test_a_local_night_follows_the_clocks(
    window: tuple[str, str], nights: list[Span]
) -> None:
    assert list(INTELLIGENT.over(span(*window))) == nights


def test_hours_that_a_clock_change_skips_do_not_occur() -> None:
    skipped = DailyWindow(time(1), time(2), GB.tz)

    assert list(skipped.over(span("2026-03-28 12:00", "2026-03-30"))) == []


def test_a_trailing_price_is_carried_on_from_its_own_last_value() -> None:
    trailing = Timeline([(span("2026-01-10", "2026-01-14"), Decimal("0.31"))])
    found = windowed(trailing, NIGHT, INTELLIGENT, span("2026-01-15", "2026-01-16"))

    assert found.at(utc("2026-01-15 12:00")) == Decimal("0.31")
    assert found.at(utc("2026-01-15 23:45")) == Decimal("0.15")


def test_a_missing_price_is_never_taken_from_the_other() -> None:
    found = windowed(Timeline(), NIGHT, INTELLIGENT, span("2026-01-15", "2026-01-16"))

    assert found.at(utc("2026-01-15 12:00")) is None
    assert found.at(utc("2026-01-15 03:00")) == Decimal("0.15")


def test_a_price_does_not_hold_before_it_began() -> None:
    late = Timeline([(span("2026-01-15 14:00", "2026-01-16"), Decimal("0.31"))])
    future = Timeline([(Span(utc("2026-02-01"), FOREVER), Decimal("0.14"))])
    found = windowed(late, future, INTELLIGENT, span("2026-01-15", "2026-01-16"))

    assert [where for where, _ in found] == [
        span("2026-01-15 14:00", "2026-01-15 23:30")
    ]


def test_a_price_change_inside_a_night_splits_it() -> None:
    night = Timeline(
        [
            (Span(BEGINNING, utc("2026-04-01")), Decimal("0.15")),
            (Span(utc("2026-04-01"), FOREVER), Decimal("0.16")),
        ]
    )
    found = windowed(DAY, night, ECONOMY_7, span("2026-03-31", "2026-04-02"))

    assert found.at(utc("2026-03-31 02:00")) == Decimal("0.15")
    assert found.at(utc("2026-04-01 02:00")) == Decimal("0.16")


def test_the_night_price_is_off_peak() -> None:
    found = banded(
        windowed(DAY, NIGHT, ECONOMY_7, span("2026-07-14", "2026-07-17")), GB
    )

    assert rate_of(found, "2026-07-15 03:00").band is Band.OFF_PEAK
    assert rate_of(found, "2026-07-15 12:00").band is Band.STANDARD


def test_a_dispatch_by_day_costs_what_the_night_before_it_did() -> None:
    window = span("2026-01-14", "2026-01-16")
    prices = windowed(
        DAY,
        Timeline(
            [
                (span("2026-01-01", "2026-01-15"), Decimal("0.07")),
                (span("2026-01-15", "2026-02-01"), Decimal("0.08")),
            ]
        ),
        INTELLIGENT,
        window,
    )

    found = classic_smart(banded(prices, GB), window)

    assert list(found) == [
        (
            span("2026-01-14", "2026-01-15"),
            SmartRates(house=Decimal("0.07"), vehicle=Decimal("0.07")),
        ),
        (
            span("2026-01-15", "2026-01-16"),
            SmartRates(house=Decimal("0.08"), vehicle=Decimal("0.08")),
        ),
    ]


def test_a_tariff_without_a_cheap_night_makes_nothing_of_dispatches() -> None:
    assert not classic_smart(flat(), span("2026-01-14", "2026-01-16"))


def test_where_the_car_is_billed_apart_each_of_its_prices_is_carried_on() -> None:
    window = span("2026-01-14", "2026-01-16")
    off_peak = Timeline([(span("2026-01-10", "2026-01-14 12:00"), Decimal("0.06"))])
    peak = Timeline(
        [
            (span("2026-01-01", "2026-01-15"), Decimal("0.31")),
            (span("2026-01-15", "2026-01-15 12:00"), Decimal("0.32")),
        ]
    )

    found = capped_smart(NIGHT, off_peak, peak, window)

    assert list(found) == [
        (
            span(start, end),
            SmartRates(
                house=Decimal("0.15"), vehicle=Decimal("0.06"), beyond=Decimal(beyond)
            ),
        )
        for start, end, beyond in [
            ("2026-01-14", "2026-01-15", "0.31"),
            ("2026-01-15", "2026-01-16", "0.32"),
        ]
    ]


def test_without_all_three_prices_nothing_is_told_of_dispatches() -> None:
    window = span("2026-01-14", "2026-01-16")

    assert not capped_smart(NIGHT, NIGHT, Timeline(), window)
