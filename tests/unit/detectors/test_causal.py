"""What daily detection finds, and that it never looks ahead."""

from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import pairwise
from random import Random

import pytest

from custom_components.octopus_ev.core.causal import CausalDetection, detect_daily
from custom_components.octopus_ev.core.detectors.daily import Studies, carried_on
from custom_components.octopus_ev.core.detectors.series import lay_out
from custom_components.octopus_ev.core.evidence import Candidate
from tests.unit.detectors.homes import (
    DAY,
    HALF_HOUR,
    LONDON,
    Charge,
    Home,
    charges,
    cheap_nights,
)


def evenings(
    home: Home, kw: float, first: int = 1, last: int | None = None
) -> list[Charge]:
    """Charge every other evening, at times and for lengths that vary."""
    random = Random(home.seed)
    days = range(first, last or home.days - 1, 2)
    return charges(
        home,
        kw,
        [day + random.uniform(0.7, 0.8) for day in days],
        [random.uniform(10, 18) / kw for _ in days],
    )


def daily(
    home: Home, days: int | None = None, power: str | None = None
) -> CausalDetection:
    """Return what daily detection finds in the first `days` of a home."""
    end = home.start + (days or home.days) * DAY
    return detect_daily(
        region=LONDON,
        readings={start: kwh for start, kwh in home.readings.items() if start < end},
        rates=cheap_nights(home.window),
        charger_power_kw=None if power is None else Decimal(power),
    )


def until(candidates: tuple[Candidate, ...], end: datetime) -> list[Candidate]:
    return [candidate for candidate in candidates if candidate.span.end <= end]


def hits(candidates: tuple[Candidate, ...], planted: list[Charge]) -> int:
    """Count the charges whose bounds a claim has to a quarter of an hour."""
    off = timedelta(minutes=15)
    return sum(
        any(
            abs(candidate.span.start - charge.span.start) < off
            and abs(candidate.span.end - charge.span.end) < off
            for candidate in candidates
        )
        for charge in planted
    )


@pytest.mark.parametrize("power", [None, "7.2"])
def test_charges_of_the_first_days_are_found_once_the_charger_is_known(
    power: str | None,
) -> None:
    home = Home(days=30)
    planted = evenings(home, 7.2)

    found = daily(home, power=power)

    assert hits(found.candidates, planted) >= len(planted) - 1
    assert found.charger_power_kw is not None
    assert abs(found.charger_power_kw - Decimal("7.2")) < Decimal("0.15")


def test_a_charge_is_found_from_the_readings_up_to_the_end_of_the_next_day() -> None:
    home = Home(days=25)
    evenings(home, 7.2)
    whole = daily(home)

    for days in (21, 22, 23):
        end = home.start + (days - 1) * DAY
        assert until(daily(home, days).candidates, end) == until(whole.candidates, end)


@pytest.mark.parametrize("power", [None, "3.6"])
def test_another_charger_is_looked_for_six_weeks_back_and_no_further(
    power: str | None,
) -> None:
    home = Home(days=100)
    evenings(home, 3.6, last=40)
    later = evenings(home, 7.2, first=41)

    found = daily(home, power=power)

    assert found.charger_power_kw is not None
    assert abs(found.charger_power_kw - Decimal("7.2")) < Decimal("0.15")
    assert hits(found.candidates, later) >= 0.9 * len(later)


def test_a_charge_over_noon_is_whole_at_the_week_s_end_as_on_other_days() -> None:
    home = Home(days=45)
    days = range(0, 44, 2)
    planted = charges(home, 7.2, [day + 10.6 / 24 for day in days], [3.0] * len(days))

    found = daily(home)

    assert hits(found.candidates, planted) >= len(planted) - 1


@pytest.mark.parametrize("about", [False, True])
def test_a_day_carries_on_from_what_the_week_knew_of_other_loads(about: bool) -> None:
    home = Home(days=37)
    evenings(home, 7.2, last=35)
    [load] = charges(home, 8.8, [36.5], [2.0])
    series = lay_out(home.evidence())
    begin = series.day_start(36)
    studies: Studies = {}
    carried_on(series, begin, 7.2, studies)
    [(end, known)] = studies.items()
    studies[end] = replace(known, strangers=about)

    belief = carried_on(series, begin, 7.2, studies)

    starts = [belief.series.at(stretch.first) for stretch in belief.stretches]
    assert (
        any(load.span.start - DAY / 24 < at < load.span.end for at in starts) != about
    )


@pytest.mark.parametrize("power", [None, "7.2"])
def test_the_power_of_a_car_that_has_gone_is_still_told(power: str | None) -> None:
    home = Home(days=126)
    evenings(home, 7.2, last=30)

    found = daily(home, power=power)

    assert found.charger_power_kw is not None
    assert abs(found.charger_power_kw - Decimal("7.2")) < Decimal("0.15")


def test_three_days_are_the_least_to_find_a_charge_in() -> None:
    home = Home(days=4)
    evenings(home, 7.2)

    assert daily(home, 2, power="7.2").candidates == ()
    assert len(daily(home, 3, power="7.2").candidates) == 1


@pytest.mark.parametrize("given", ["3.4", "3.8", "7.2", "1.8"])
def test_a_charger_is_found_though_another_power_was_given(given: str) -> None:
    home = Home(days=40)
    planted = evenings(home, 3.6)

    found = daily(home, power=given)

    assert hits(found.candidates, planted) >= len(planted) - 1
    assert found.charger_power_kw is not None
    assert abs(found.charger_power_kw - Decimal("3.6")) < Decimal("0.08")


def test_a_power_is_said_as_it_was_given_where_the_charger_draws_as_much() -> None:
    home = Home(days=30)
    evenings(home, 7.1)

    assert daily(home, power="7.2").charger_power_kw == Decimal("7.2")


def test_the_charger_that_was_given_is_preferred_to_one_that_draws_more() -> None:
    home = Home(days=40)
    slow = evenings(home, 3.6)
    random = Random(3)
    nights = [day + random.uniform(0.05, 0.1) for day in range(2, 39, 2)]
    charges(home, 7.2, nights, [random.uniform(1.5, 3) for _ in nights])

    found = daily(home, power="3.6")

    assert found.charger_power_kw == Decimal("3.6")
    assert hits(found.candidates, slow) >= 0.9 * len(slow)


def test_what_was_given_stands_where_it_is_hardly_used() -> None:
    home = Home(days=60)
    planted = charges(home, 7.2, [20.8, 40.8, 57.8], [2.5, 3.0, 2.0])

    found = daily(home, power="7.2")

    assert found.charger_power_kw == Decimal("7.2")
    assert len(found.candidates) == len(planted)
    assert hits(found.candidates, planted[:2]) == 2


def test_a_house_without_a_car_has_no_charger() -> None:
    found = daily(Home(days=60))

    assert found == CausalDetection(candidates=(), charger_power_kw=None)


def test_no_readings_show_nothing() -> None:
    found = detect_daily(
        region=LONDON, readings={}, rates=cheap_nights(Home(days=1).window)
    )

    assert found == CausalDetection(candidates=(), charger_power_kw=None)


def test_charges_are_in_order_and_never_overlap() -> None:
    home = Home(days=45, seed=3)
    evenings(home, 7.2)

    found = daily(home).candidates

    for earlier, later in pairwise(found):
        assert earlier.span.end <= later.span.start
    assert all(candidate.span.duration >= HALF_HOUR for candidate in found)
