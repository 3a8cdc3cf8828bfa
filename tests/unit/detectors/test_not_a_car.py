"""What the half-hourly detector does not take for a car."""

from decimal import Decimal
from random import Random

import pytest

from custom_components.octopus_ev.core.detectors import HalfHourlyDetector
from custom_components.octopus_ev.core.evidence import Candidate, Evidence
from custom_components.octopus_ev.core.model import Household
from tests.unit.detectors.homes import Home, charges, cheap_nights


def found(evidence: Evidence) -> tuple[Candidate, ...]:
    return HalfHourlyDetector().detect(evidence).candidates


def daily(
    home: Home, kw: float, hour: float, hours: float, chance: float = 0.8
) -> None:
    """Run something on most days at about the same hour, for about as long."""
    random = Random(home.seed)
    days = [day for day in range(home.days) if random.random() < chance]
    charges(
        home,
        kw,
        [day + (hour + random.gauss(0, 0.4)) / 24 for day in days],
        [hours * random.uniform(0.6, 1.4) for _ in days],
    )


def busy(home: Home) -> Home:
    """Give a home two showers, an oven and a dishwasher."""
    daily(home, 8.5, 7.2, 0.12)
    daily(home, 9.5, 21, 0.1, chance=0.5)
    daily(home, 2.2, 18.3, 0.7, chance=0.6)
    daily(home, 1.9, 20, 0.3)
    daily(home, 1.9, 21.1, 0.25)
    return home


@pytest.mark.parametrize("seed", range(6))
def test_a_home_without_a_car_stays_empty(seed: int) -> None:
    home = Home(days=60, seed=seed)

    assert found(home.evidence()) == ()
    assert found(home.evidence(rates=cheap_nights(home.window))) == ()


@pytest.mark.parametrize("seed", range(6))
def test_showers_ovens_and_dishwashers_are_no_car(seed: int) -> None:
    home = busy(Home(days=60, seed=seed))

    assert found(home.evidence()) == ()
    assert found(home.evidence(rates=cheap_nights(home.window))) == ()


@pytest.mark.parametrize("seed", range(4))
def test_an_immersion_heater_in_the_cheap_window_is_no_car(seed: int) -> None:
    home = busy(Home(days=60, seed=seed))
    daily(home, 3.0, 1.5, 1.2, chance=0.9)

    assert found(home.evidence(rates=cheap_nights(home.window))) == ()


def test_storage_heaters_are_no_car() -> None:
    home = Home(days=60)
    charges(home, 7.0, [day + 0.5 / 24 for day in range(60)], [5.0] * 60)

    assert found(home.evidence(rates=cheap_nights(home.window))) == ()


@pytest.mark.parametrize("seed", range(3))
def test_storage_heaters_that_end_one_by_one_are_no_car(seed: int) -> None:
    home = Home(days=60, seed=seed)
    random = Random(seed)
    for usual in (1.5, 1.1, 0.8):
        starts = [day + 0.5 / 24 for day in range(60)]
        charges(home, 2.35, starts, [usual * random.gauss(1, 0.05) for _ in starts])

    assert found(home.evidence(rates=cheap_nights(home.window))) == ()


def test_a_heater_that_runs_all_day_is_no_car() -> None:
    home = Home(days=60)
    random = Random(2)
    starts = sorted(random.uniform(0, 59.5) for _ in range(150))
    charges(home, 7.2, starts, [random.uniform(0.5, 1.5) for _ in starts])

    assert found(home.evidence()) == ()


def test_what_lies_between_the_powers_of_chargers_is_none() -> None:
    home = Home(days=60)
    random = Random(2)
    starts = [day + random.uniform(0, 1) for day in range(1, 58, 3)]
    charges(home, 9.0, starts, [random.uniform(1, 4) for _ in starts])

    assert found(home.evidence()) == ()


def test_a_water_heater_needs_far_more_evidence_than_a_charger() -> None:
    home = Home(days=60)
    random = Random(2)
    starts = [day + random.uniform(0, 1) for day in range(1, 58, 3)]
    charges(home, 3.0, starts, [random.uniform(1, 2) for _ in starts])

    assert found(home.evidence()) == ()


@pytest.mark.parametrize(
    "household", [Household(heat_pump=True), Household(battery=True)]
)
def test_a_home_with_a_heat_pump_or_battery_must_show_more(
    household: Household,
) -> None:
    home = Home(days=90)
    charges(home, 7.2, [10.85, 30.9, 50.8, 70.75], [1.4] * 4)

    assert len(found(home.evidence())) == 4
    assert found(home.evidence(household=household)) == ()


def test_what_the_user_says_of_the_charger_is_believed() -> None:
    home = Home(days=42)
    charges(home, 7.2, [20.8], [3])
    household = Household(heat_pump=True)
    evidence = home.evidence(charger_power_kw=Decimal("7.2"), household=household)

    assert len(found(evidence)) == 1


@pytest.mark.parametrize("kw", [3.6, 5.0, 7.0])
def test_a_battery_that_fills_nearly_every_night_is_no_car(kw: float) -> None:
    home = Home(days=42)
    random = Random(4)
    nights = [day for day in range(41) if day % 13 != 7]
    charges(
        home,
        kw,
        [day + 0.5 / 24 for day in nights],
        [9 / kw * random.uniform(0.9, 1) for _ in nights],
    )

    assert found(home.evidence(rates=cheap_nights(home.window))) == ()


@pytest.mark.parametrize("seed", range(3))
def test_a_compressor_that_follows_the_weather_is_no_car(seed: int) -> None:
    home = Home(days=42, seed=seed)
    random = Random(seed)
    for day in range(1, 41):
        cold = random.random()
        for hour in (2, 7, 13, 18):
            start = day + (hour + random.random()) / 24
            charges(home, 3 + 5 * cold, [start], [0.5 + 2 * cold])

    assert found(home.evidence()) == ()


def test_a_car_beside_a_battery_is_found() -> None:
    home = Home(days=42)
    random = Random(4)
    charges(home, 3.0, [day + 0.5 / 24 for day in range(41)], [2.5] * 41)
    starts = [day + random.uniform(0.7, 0.8) for day in range(1, 40, 3)]
    charges(home, 7.2, starts, [random.uniform(1, 3) for _ in starts])

    claims = found(home.evidence(rates=cheap_nights(home.window)))

    assert abs(len(claims) - len(starts)) <= 1


def test_a_three_phase_charger_is_found() -> None:
    home = Home(days=42)
    random = Random(4)
    starts = [day + random.uniform(0.7, 0.8) for day in range(1, 40, 3)]
    charges(home, 11.0, starts, [random.uniform(1, 2) for _ in starts])

    assert len(found(home.evidence())) == len(starts)


def test_what_draws_another_power_again_and_again_is_no_charge() -> None:
    home = Home(days=42)
    random = Random(4)
    starts = [day + random.uniform(0.7, 0.8) for day in range(1, 40, 2)]
    cars = charges(home, 7.2, starts, [random.uniform(1, 3) for _ in starts])
    colds = [day + random.uniform(0.0, 0.1) for day in range(2, 40, 5)]
    heats = charges(home, 11.5, colds, [3.0] * len(colds))
    evidence = home.evidence(charger_power_kw=Decimal("7.2"))

    claims = found(evidence)

    for heat in heats:
        assert not any(claim.span.overlaps(heat.span) for claim in claims)
    missed = [
        car for car in cars if not any(one.span.overlaps(car.span) for one in claims)
    ]
    assert missed == []


def test_a_charge_while_an_oven_is_on_is_still_one() -> None:
    home = Home(days=42)
    random = Random(4)
    starts = [day + random.uniform(0.7, 0.8) for day in range(1, 40, 2)]
    charges(home, 7.2, starts, [random.uniform(2, 3) for _ in starts])
    (both,) = charges(home, 7.2, [20.3], [2.5])
    charges(home, 2.4, [20.3], [2.5])

    claims = found(home.evidence())

    assert any(claim.span.overlaps(both.span) for claim in claims)
