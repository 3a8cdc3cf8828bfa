"""The live detector takes samples as they come: often, seldom, or on a change alone."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from random import Random

import pytest

from custom_components.octopus_ev.core.detectors import LiveDetector
from custom_components.octopus_ev.core.evidence import Candidate
from custom_components.octopus_ev.core.model import PowerSample
from tests.unit.detectors.telemetry import EVENING, MINUTE, Minutes

SECOND = timedelta(seconds=1)
HOUSE, CAR = 0.3, 7.2
FIRST, LAST = 30, 150

type Draw = Callable[[float], float]


def power(minute: float) -> float:
    """Return what the home draws, in kW."""
    return HOUSE + (CAR if FIRST <= minute < LAST else 0.0)


def sample(minute: float) -> PowerSample:
    return PowerSample(
        at=EVENING + round(minute * 60) * SECOND,
        demand_w=Decimal(round(1000 * power(minute))),
    )


def the_charge(samples: list[PowerSample]) -> Candidate:
    evidence = Minutes(240).evidence(samples=samples, charger_power_kw="7.2")
    (candidate,) = LiveDetector().detect(evidence).candidates
    return candidate


def off(candidate: Candidate) -> tuple[float, float]:
    """Return by how many minutes start and end are wrong."""
    return (
        abs(candidate.span.start - EVENING - FIRST * MINUTE) / MINUTE,
        abs(candidate.span.end - EVENING - LAST * MINUTE) / MINUTE,
    )


@pytest.mark.parametrize(
    ("seconds", "within"), [(1, 0.2), (10, 0.2), (30, 0.6), (60, 1.1), (300, 5.1)]
)
def test_any_cadence_will_do(seconds: int, within: float) -> None:
    samples = [sample((7 + at) / 60) for at in range(0, 240 * 60, seconds)]

    candidate = the_charge(samples)

    assert max(off(candidate)) <= within
    assert float(sum(candidate.slots.values())) == pytest.approx(2 * CAR, rel=0.05)


def test_samples_at_any_moment_will_do() -> None:
    random = Random(1)
    at, samples = 0.0, []
    while at < 240:
        samples.append(sample(at))
        at += random.choice((1 / 60, 0.2, 0.5, 1.5, 4.0))

    candidate = the_charge(samples)

    assert max(off(candidate)) <= 4
    assert float(sum(candidate.slots.values())) == pytest.approx(2 * CAR, rel=0.05)


def test_a_sensor_that_reports_changes_alone_is_followed() -> None:
    told = [0, 8, 16, 24, 30, 38, 47, 56, 65, 74, 83, 92, 101, 110, 119, 128, 137, 146]
    samples = [sample(minute) for minute in [*told, 150, 158, 167]]

    candidate = the_charge(samples)

    assert off(candidate) == (0, 0)
    assert float(sum(candidate.slots.values())) == pytest.approx(2 * CAR, rel=0.03)


def test_a_sensor_that_is_lost_ends_nothing() -> None:
    samples = [sample(minute) for minute in range(80)]
    samples.append(PowerSample(at=EVENING + 80 * MINUTE))

    candidate = the_charge(samples)

    assert candidate.open
    assert candidate.span.end == EVENING + 80 * MINUTE


def test_a_charge_goes_on_over_a_short_silence() -> None:
    samples = [sample(m) for m in range(240) if not 60 <= m < 85]

    candidate = the_charge(samples)

    assert len(candidate.blocks) == 1
    assert float(sum(candidate.slots.values())) == pytest.approx(2 * CAR, rel=0.03)


def test_an_end_in_a_silence_is_where_the_car_was_last_seen() -> None:
    samples = [sample(m) for m in range(240) if not 135 <= m < 160]

    candidate = the_charge(samples)

    assert candidate.span.end == EVENING + 135 * MINUTE
    assert candidate.leeway.end >= 25 * MINUTE


def test_a_sample_told_twice_counts_once() -> None:
    samples = [sample(m) for m in range(240)]

    assert the_charge(sorted([*samples, *samples], key=lambda s: s.at)) == the_charge(
        samples
    )
