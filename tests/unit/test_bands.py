"""A rate is cheap or dear beside the others of its local day."""

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given, strategies as st
import pytest

from custom_components.octopus_ev.core.bands import banded, off_peak_now
from custom_components.octopus_ev.core.model import Band, Rate
from custom_components.octopus_ev.core.periods import day_span
from custom_components.octopus_ev.core.span import BEGINNING, FOREVER, Span
from custom_components.octopus_ev.core.timeline import Timeline

from .build import GB, SLOT, flat, rate_of, rates, span, utc


def prices(*entries: tuple[str, str, str]) -> Timeline[Decimal]:
    return Timeline((span(start, end), Decimal(price)) for start, end, price in entries)


def slots(first: str, *values: str) -> Timeline[Decimal]:
    return Timeline(
        (
            Span(utc(first) + index * SLOT, utc(first) + (index + 1) * SLOT),
            Decimal(value),
        )
        for index, value in enumerate(values)
    )


GO_IN_SUMMER = prices(
    ("2026-07-13 04:30", "2026-07-13 23:30", "0.27"),
    ("2026-07-13 23:30", "2026-07-14 04:30", "0.085"),
    ("2026-07-14 04:30", "2026-07-14 23:30", "0.27"),
    ("2026-07-14 23:30", "2026-07-15 04:30", "0.085"),
    ("2026-07-15 04:30", "2026-07-15 23:30", "0.27"),
)


def test_a_flat_rate_is_standard_from_the_beginning_for_ever() -> None:
    everything = Span(BEGINNING, FOREVER)
    found = banded(Timeline([(everything, Decimal("0.25"))]), GB)

    assert found == flat("0.25", everything)


def test_no_prices_have_no_bands() -> None:
    assert not banded(Timeline(), GB)


def test_of_two_prices_the_cheaper_is_off_peak() -> None:
    found = banded(GO_IN_SUMMER, GB)

    assert [rate.band for _, rate in found] == [
        Band.STANDARD,
        Band.OFF_PEAK,
        Band.STANDARD,
        Band.OFF_PEAK,
        Band.STANDARD,
    ]
    assert [span for span, _ in found] == [span for span, _ in GO_IN_SUMMER]


def test_of_three_prices_the_dearest_is_peak() -> None:
    cosy = prices(
        ("2026-01-15 00:00", "2026-01-15 04:00", "0.26"),
        ("2026-01-15 04:00", "2026-01-15 07:00", "0.13"),
        ("2026-01-15 07:00", "2026-01-15 16:00", "0.26"),
        ("2026-01-15 16:00", "2026-01-15 19:00", "0.39"),
        ("2026-01-15 19:00", "2026-01-16 00:00", "0.26"),
    )
    found = banded(cosy, GB)

    assert [rate.band for _, rate in found] == [
        Band.STANDARD,
        Band.OFF_PEAK,
        Band.STANDARD,
        Band.PEAK,
        Band.STANDARD,
    ]


def test_more_prices_are_below_or_above_the_mean_of_their_local_day() -> None:
    values = ["0.10", "0.20", "0.30", "0.40", "0.50", "-0.03"] * 8
    found = banded(slots("2026-07-14 23:00", *values), GB)
    below = {rate.unit_rate for _, rate in found if rate.band is Band.BELOW_MEAN}

    assert {rate.band for _, rate in found} == {Band.BELOW_MEAN, Band.ABOVE_MEAN}
    assert below == {Decimal("-0.03"), Decimal("0.10"), Decimal("0.20")}


def test_the_mean_itself_is_not_below_the_mean() -> None:
    found = banded(slots("2026-01-15", "0.1", "0.2", "0.3", "0.4", "0.5"), GB)

    assert [rate.band for _, rate in found][2] is Band.ABOVE_MEAN


def test_a_slice_of_half_hourly_prices_has_no_cheap_window() -> None:
    found = banded(slots("2026-07-15 21:30", "0.30", "0.10"), GB)

    assert [rate.band for _, rate in found] == [Band.ABOVE_MEAN, Band.BELOW_MEAN]


def test_windows_told_by_the_half_hour_are_windows_all_the_same() -> None:
    night_and_day = ["0.085"] * 10 + ["0.27"] * 38
    found = banded(slots("2026-01-15 00:30", *night_and_day), GB)

    assert [rate.band for _, rate in found][:2] == [Band.OFF_PEAK, Band.STANDARD]


def test_a_price_that_changes_off_midnight_is_no_cheap_window() -> None:
    tracker = prices(
        ("2026-07-14", "2026-07-15", "0.21"),
        ("2026-07-15", "2026-07-16", "0.24"),
    )

    assert {rate.band for _, rate in banded(tracker, GB)} == {Band.STANDARD}


def test_a_price_is_judged_anew_each_local_day() -> None:
    first = ["0.20", "0.21", "0.22", "0.23", "0.24", "0.25"]
    second = ["0.25", "0.51", "0.52", "0.53", "0.54", "0.55"]
    found = banded(slots("2026-01-15 21:00", *first, *second), GB)

    assert found.at(utc("2026-01-15 23:30")) == Rate(Decimal("0.25"), Band.ABOVE_MEAN)
    assert rate_of(found, "2026-01-16").band is Band.BELOW_MEAN


def test_a_rate_that_became_for_ever_is_standard_after_its_first_day() -> None:
    switched = Timeline(
        [
            *((where, price) for where, price in GO_IN_SUMMER),
            (Span(utc("2026-07-15 23:30"), FOREVER), Decimal("0.19")),
        ]
    )
    found = banded(switched, GB)

    assert rate_of(found, "2026-07-15 23:45").band is Band.STANDARD
    assert rate_of(found, "2031-01-01").band is Band.STANDARD
    assert len(found) == len(switched)


@given(
    st.lists(
        st.sampled_from(["0.08", "0.1", "0.2", "0.27", "0.3", "0.4"]), max_size=120
    ),
    st.integers(0, 400),
)
def test_banding_changes_no_price(values: list[str], offset: int) -> None:
    first = utc("2026-03-28") + offset * SLOT
    timeline = slots(f"{first:%Y-%m-%d %H:%M}", *values)
    found = banded(timeline, GB)

    for where, price in timeline:
        assert [rate.unit_rate for _, rate in found.over(where)] == [price]
    for gap in timeline.gaps(Span(first - SLOT, first + (len(values) + 1) * SLOT)):
        assert found.at(gap.start) is None


@pytest.mark.parametrize(
    ("now", "cheap"),
    [
        ("2026-07-14 23:29", False),
        ("2026-07-14 23:30", True),
        ("2026-07-15 04:29", True),
        ("2026-07-15 04:30", False),
    ],
)
def test_off_peak_follows_the_window(now: str, cheap: bool) -> None:
    assert off_peak_now(banded(GO_IN_SUMMER, GB), GB, utc(now)) is cheap


def test_off_peak_is_unknown_without_a_cheap_hour_or_a_rate() -> None:
    day = day_span(GB, date(2026, 7, 15))
    dear = rates(("2026-07-15 10:00", "2026-07-15 12:00", "0.4", Band.ABOVE_MEAN))

    assert off_peak_now(flat("0.25", day), GB, day.start) is None
    assert off_peak_now(Timeline(), GB, day.start) is None
    assert off_peak_now(dear, GB, utc("2026-07-15 11:00")) is None
    assert off_peak_now(dear, GB, utc("2026-07-15 11:00") + timedelta(hours=2)) is None
