"""Which blocks make one charge, and where a charge shorter than a slot lies."""

from datetime import datetime, timedelta
from decimal import Decimal
from itertools import pairwise
from random import Random

import pytest

from custom_components.octopus_ev.core.detectors import HalfHourlyDetector
from custom_components.octopus_ev.core.evidence import Candidate, Evidence
from custom_components.octopus_ev.core.model import Band, Rate
from custom_components.octopus_ev.core.span import Span
from custom_components.octopus_ev.core.timeline import Timeline
from tests.unit.detectors.homes import DAY, HALF_HOUR, Home, charges, cheap_nights

HOUR = 1 / 24


def with_car(days: int = 42) -> Home:
    """Return a home whose charger is known by its evenings."""
    home = Home(days=days)
    random = Random(5)
    starts = [day + random.uniform(0.75, 0.8) for day in range(1, days - 10, 2)]
    charges(home, 7.2, starts, [random.uniform(1.5, 2.5) for _ in starts])
    return home


def at_hour(home: Home, evidence: Evidence, day: float) -> list[Candidate]:
    """Return the claims of the day after `day`, in days from the home's start."""
    begin = home.start + timedelta(days=day)
    wanted = Span(begin, begin + DAY)
    return [
        claim
        for claim in HalfHourlyDetector().detect(evidence).candidates
        if claim.span.overlaps(wanted)
    ]


def half_hourly_prices(home: Home) -> Timeline[Rate]:
    """Return rates that are below the mean every other half hour."""
    edges = list(home.window.slots(HALF_HOUR))
    return Timeline(
        (
            Span(begin, end),
            Rate(
                Decimal("0.1") * (1 + place % 2),
                Band.ABOVE_MEAN if place % 2 else Band.BELOW_MEAN,
            ),
        )
        for place, (begin, end) in enumerate(pairwise(edges))
    )


@pytest.mark.parametrize(("pause", "count"), [(0.9, 1), (1.3, 2)])
def test_by_day_a_car_on_one_rate_pauses_for_an_hour_at_most(
    pause: float, count: int
) -> None:
    home = with_car()
    charges(home, 7.2, [36.4, 36.4 + (1.5 + pause) * HOUR], [1.5, 1.5])

    assert len(at_hour(home, home.evidence(), 36)) == count


def test_by_night_a_longer_pause_is_one_charge() -> None:
    home = with_car()
    charges(home, 7.2, [36.0, 36.0 + 3.2 * HOUR], [1.5, 1.5])

    (claim,) = at_hour(home, home.evidence(), 35.5)

    assert len(claim.blocks) == 2


def test_where_prices_change_by_the_hour_a_pause_is_one_charge() -> None:
    home = with_car()
    charges(home, 7.2, [36.4, 36.4 + 3.2 * HOUR], [1.5, 1.5])

    (claim,) = at_hour(home, home.evidence(rates=half_hourly_prices(home)), 36)

    assert len(claim.blocks) == 2


def test_a_pause_within_two_slots_in_part_is_seen() -> None:
    home = with_car()
    charges(home, 7.2, [36.4, 36.4 + 2 * HOUR], [1.7, 1.7])

    (claim,) = at_hour(home, home.evidence(), 36)

    assert sum(float(kwh) for kwh in claim.slots.values()) == pytest.approx(
        3.4 * 7.2, rel=0.05
    )


def short_start(evidence: Evidence, home: Home, day: float) -> datetime:
    """Return when the one claim of a day starts."""
    (claim,) = at_hour(home, evidence, day)
    return claim.span.start


def test_a_charge_within_the_first_cheap_slot_starts_with_the_window() -> None:
    home = with_car()
    charges(home, 7.2, [36 + 0.5 * HOUR], [0.35])
    evidence = home.evidence(rates=cheap_nights(home.window))

    start = short_start(evidence, home, 35.9)

    assert start == home.start + 36 * DAY + HALF_HOUR


def test_a_charge_within_a_later_cheap_slot_starts_near_its_edge() -> None:
    home = with_car()
    charges(home, 7.2, [36 + 2.5 * HOUR], [0.35])
    evidence = home.evidence(rates=cheap_nights(home.window))

    start = short_start(evidence, home, 35.9)

    assert start == home.start + 36 * DAY + 5 * HALF_HOUR + timedelta(minutes=2)


def test_without_a_window_a_charge_within_a_slot_is_put_in_its_middle() -> None:
    home = with_car()
    charges(home, 7.2, [36 + 2 * HOUR], [0.45])
    for slot in (3, 5):
        home.loads[home.start + 36 * DAY + slot * HALF_HOUR] = 0.1

    (claim,) = at_hour(home, home.evidence(), 35.9)

    middle = claim.span.start + claim.span.duration / 2
    assert abs(middle - (home.start + 36 * DAY + 4.5 * HALF_HOUR)) < timedelta(
        seconds=2
    )


def test_a_charge_of_less_than_a_kilowatt_hour_is_not_reported() -> None:
    home = with_car()
    charges(home, 7.2, [36 + 2.5 * HOUR], [0.12])
    evidence = home.evidence(rates=cheap_nights(home.window))

    assert at_hour(home, evidence, 35.9) == []


def test_a_full_battery_that_tapers_ends_late() -> None:
    home = with_car()
    charges(
        home,
        7.2,
        [36.4, 36.4 + 2 * HOUR, 36.4 + 2.5 * HOUR],
        [2, 0.35, 0.15],
    )

    (claim,) = at_hour(home, home.evidence(), 36)

    assert sum(float(kwh) for kwh in claim.slots.values()) == pytest.approx(
        18, rel=0.05
    )
