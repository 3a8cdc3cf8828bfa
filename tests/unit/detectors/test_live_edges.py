"""What the live detector makes of samples that say half of it."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from custom_components.octopus_ev.core.detectors import LiveDetector
from custom_components.octopus_ev.core.detectors.trace import trace
from custom_components.octopus_ev.core.evidence import Candidate, Evidence
from custom_components.octopus_ev.core.model import PowerSample
from custom_components.octopus_ev.core.span import Span
from tests.unit.detectors.telemetry import EVENING, MINUTE, Minutes


def found(evidence: Evidence) -> tuple[Candidate, ...]:
    return LiveDetector().detect(evidence).candidates


def test_a_sample_that_leads_nowhere_says_nothing_of_the_power() -> None:
    samples = (
        PowerSample(at=EVENING, register_kwh=Decimal(100)),
        PowerSample(at=EVENING + MINUTE, demand_w=Decimal(300)),
        PowerSample(at=EVENING + 2 * MINUTE, demand_w=Decimal(400)),
    )

    row = trace(samples, EVENING + 3 * MINUTE)

    assert row.start == [(EVENING + count * MINUTE).timestamp() for count in (1, 2)]


def test_an_oven_that_is_on_at_the_start_is_not_part_of_the_charge() -> None:
    minutes = Minutes(240)
    minutes.draw(30, 150, 7.2)
    minutes.draw(30, 38, 4.5)

    (candidate,) = found(minutes.evidence())

    assert candidate.span == Span(minutes.at(30), minutes.at(150))
    assert float(sum(candidate.slots.values())) == pytest.approx(14.4, rel=0.05)


def test_half_a_step_is_no_step() -> None:
    minutes = Minutes(120)
    minutes.draw(30, 90, 1.3)

    assert found(minutes.evidence()) == ()


def test_a_charge_that_stopped_as_the_home_mini_fell_silent_ends_there() -> None:
    minutes = Minutes(240)
    minutes.draw(30, 99, 7.2)
    minutes.kw[99:120] = [0.05] * 21
    samples = minutes.samples
    # The last word before the silence still says that the car draws.
    samples[99] = replace(samples[99], demand_w=Decimal(7400))

    (candidate,) = found(minutes.evidence(samples=[*samples[:100], *samples[120:]]))

    assert candidate.span == Span(minutes.at(30), minutes.at(99))
    assert candidate.span.duration == timedelta(minutes=69)


def test_a_step_right_after_a_silence_in_a_charge_has_no_house_before_it() -> None:
    minutes = Minutes(240)
    minutes.draw(30, 100, 7.2)
    minutes.draw(150, 152, 9.0)
    samples = [replace(sample, register_kwh=None) for sample in minutes.samples]

    (candidate,) = found(minutes.evidence(samples=samples[:60] + samples[150:]))

    assert candidate.span == Span(minutes.at(30), minutes.at(60))


def test_a_charge_that_did_not_outlast_a_silence_is_over() -> None:
    minutes = Minutes(240)
    minutes.draw(30, 100, 7.2)
    samples = [replace(sample, register_kwh=None) for sample in minutes.samples]

    (candidate,) = found(minutes.evidence(samples=samples[:60] + samples[150:]))

    assert candidate.span == Span(minutes.at(30), minutes.at(60))
