"""What the half-hourly detector finds, and what it does not take for a car."""

from datetime import timedelta
from decimal import Decimal
from random import Random

import pytest

from custom_components.octopus_ev.core.detectors import HalfHourlyDetector
from custom_components.octopus_ev.core.evidence import Candidate
from tests.unit.detectors.homes import Charge, Home, charges


def nights(home: Home, kw: float, energy: float = 14) -> list[Charge]:
    """Charge every other night, at times and for lengths that vary."""
    random = Random(home.seed)
    days = range(1, home.days - 1, 2)
    return charges(
        home,
        kw,
        [day + random.uniform(0.75, 0.95) for day in days],
        [random.uniform(0.7, 1.3) * energy / kw for _ in days],
    )


def found(home: Home) -> tuple[Candidate, ...]:
    return HalfHourlyDetector().detect(home.evidence()).candidates


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("kw", [2.2, 3.6, 7.2, 11])
def test_charges_planted_in_a_random_home_are_found(kw: float, seed: int) -> None:
    home = Home(days=42, seed=seed)
    planted = nights(home, kw)

    candidates = found(home)

    hits = [
        charge
        for charge in planted
        for candidate in candidates
        if abs(candidate.span.start - charge.span.start) < timedelta(minutes=20)
        and abs(candidate.span.end - charge.span.end) < timedelta(minutes=20)
        and abs(float(sum(candidate.slots.values())) / charge.energy - 1) < 0.12
    ]
    assert len(hits) >= 0.9 * len(planted)
    assert len(candidates) <= len(planted) + 1


@pytest.mark.parametrize("seed", range(10))
def test_a_home_without_a_car_stays_empty(seed: int) -> None:
    assert found(Home(days=60, seed=seed)) == ()


@pytest.mark.parametrize("kw", [2.2, 7.2])
def test_boundaries_are_as_sure_as_the_house_is_steady_beside_the_power(
    kw: float,
) -> None:
    home = Home(days=42)
    nights(home, kw)

    leeways = [candidate.leeway for candidate in found(home)]

    least, most = timedelta(minutes=1), timedelta(minutes=20 if kw < 3 else 6)
    assert leeways
    for leeway in leeways:
        assert least <= leeway.start <= most
        assert least <= leeway.end <= most


def test_the_power_is_learnt_to_a_few_percent() -> None:
    home = Home(days=30)
    nights(home, 7.2)

    power = HalfHourlyDetector().detect(home.evidence()).charger_power_kw

    assert power is not None
    assert abs(power - Decimal("7.2")) < Decimal("0.15")


def test_no_readings_are_no_charge() -> None:
    detection = HalfHourlyDetector().detect(Home(days=5).evidence(readings={}))

    assert detection.candidates == ()
    assert detection.charger_power_kw is None


@pytest.mark.parametrize("minutes_before_midnight", [25, 50, 150])
def test_a_charge_that_the_readings_cut_off_is_still_open(
    minutes_before_midnight: int,
) -> None:
    home = Home(days=40)
    nights(home, 7.2)
    start = home.window.end - timedelta(minutes=minutes_before_midnight)
    home.draw(Charge(start, 5, 7.2))

    *earlier, last = found(home)

    assert last.open
    assert last.leeway.end == timedelta()
    assert abs(last.span.start - start) < timedelta(minutes=10)
    assert not any(candidate.open for candidate in earlier)
