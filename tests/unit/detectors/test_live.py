"""What the live detector claims, when, and what it waits for."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from custom_components.octopus_ev.core.detectors import LiveDetector
from custom_components.octopus_ev.core.evidence import Candidate, Evidence
from custom_components.octopus_ev.core.model import Band, Household, Rate
from custom_components.octopus_ev.core.session import Confidence, Leeway, Source
from custom_components.octopus_ev.core.span import Span
from custom_components.octopus_ev.core.timeline import Timeline
from tests.unit.detectors.telemetry import EVENING, MINUTE, Minutes

CHEAP = Timeline(
    [
        (
            Span(EVENING, EVENING + timedelta(hours=12)),
            Rate(Decimal("0.085"), Band.OFF_PEAK),
        )
    ]
)


def found(evidence: Evidence) -> tuple[Candidate, ...]:
    return LiveDetector().detect(evidence).candidates


def energy(candidate: Candidate) -> float:
    return float(sum(candidate.slots.values()))


@pytest.mark.parametrize("kw", [3.6, 7.2, 11, 22])
def test_a_charge_is_seen_from_step_to_fall(kw: float) -> None:
    minutes = Minutes(240)
    minutes.draw(30, 150, kw)

    (candidate,) = found(minutes.evidence())

    assert candidate.source is Source.LIVE
    assert candidate.span == Span(minutes.at(30), minutes.at(150))
    assert energy(candidate) == pytest.approx(2 * kw, rel=0.02)
    assert not candidate.open
    assert candidate.leeway == Leeway(MINUTE, MINUTE)


def test_blocks_and_slots_name_the_same_energy() -> None:
    minutes = Minutes(240)
    minutes.draw(30, 75, 7.2)
    minutes.draw(80, 150, 7.2)

    (candidate,) = found(minutes.evidence())

    assert len(candidate.blocks) == 2
    assert sum(block.energy for block in candidate.blocks) == sum(
        candidate.slots.values()
    )


def test_a_pause_of_two_hours_is_one_charge_and_a_longer_one_two() -> None:
    minutes = Minutes(420)
    minutes.draw(30, 60, 7.2)
    minutes.draw(180, 210, 7.2)
    minutes.draw(331, 361, 7.2)

    first, second = found(minutes.evidence())

    assert len(first.blocks) == 2
    assert second.span.start == minutes.at(331)


@pytest.mark.parametrize("length", [4, 9, 14])
def test_a_shower_is_no_charge(length: int) -> None:
    minutes = Minutes(120)
    minutes.draw(30, 30 + length, 8.5)

    assert found(minutes.evidence()) == ()
    assert found(minutes.evidence(charger_power_kw="7.2")) == ()


def test_a_kettle_is_no_charge() -> None:
    minutes = Minutes(120)
    minutes.draw(30, 33, 2.8)

    assert found(minutes.evidence(rates=CHEAP)) == ()


def test_an_immersion_heater_outside_a_cheap_window_is_no_charge() -> None:
    minutes = Minutes(120)
    minutes.draw(30, 90, 3.0)

    assert found(minutes.evidence()) == ()


def test_a_granny_lead_is_believed_in_a_cheap_window() -> None:
    minutes = Minutes(240)
    minutes.draw(30, 180, 2.2)

    (candidate,) = found(minutes.evidence(rates=CHEAP))

    assert energy(candidate) == pytest.approx(5.5, rel=0.03)


def test_the_power_given_is_believed_in_three_minutes_in_a_cheap_window() -> None:
    minutes = Minutes(34)
    minutes.draw(30, 34, 7.0)

    (candidate,) = found(minutes.evidence(charger_power_kw="7.2", rates=CHEAP))

    assert candidate.open
    assert candidate.span.start == minutes.at(30)


def test_outside_a_cheap_window_a_claim_waits_for_a_shower_to_end() -> None:
    minutes = Minutes(44)
    minutes.draw(30, 60, 7.2)
    later = Minutes(46)
    later.draw(30, 60, 7.2)

    assert found(minutes.evidence(charger_power_kw="7.2")) == ()
    (candidate,) = found(later.evidence(charger_power_kw="7.2"))
    assert candidate.open
    assert candidate.span.start == later.at(30)


def test_a_charge_stays_open_until_three_minutes_say_that_it_stopped() -> None:
    minutes = Minutes(120)
    minutes.draw(30, 100, 7.2)
    samples = minutes.samples

    (early,) = found(minutes.evidence(samples=samples[:102]))
    (late,) = found(minutes.evidence(samples=samples[:104]))

    assert early.open
    assert early.leeway.end == timedelta()
    assert not late.open
    assert late.span.end == minutes.at(100)


def test_silence_is_no_end() -> None:
    minutes = Minutes(120)
    minutes.draw(30, 120, 7.2)
    samples = minutes.samples

    (candidate,) = found(minutes.evidence(samples=samples[:60]))

    assert candidate.open
    assert candidate.span.end == minutes.at(60)


def test_a_charge_lasts_over_a_gap_that_the_register_vouches_for() -> None:
    minutes = Minutes(240)
    minutes.draw(30, 200, 7.2)
    samples = minutes.samples

    (candidate,) = found(minutes.evidence(samples=samples[:60] + samples[150:]))

    assert len(candidate.blocks) == 1
    assert energy(candidate) == pytest.approx(170 / 60 * 7.2, rel=0.02)


def test_an_end_within_a_gap_is_told_by_the_register() -> None:
    minutes = Minutes(240)
    minutes.draw(30, 100, 7.2)
    samples = minutes.samples

    (candidate,) = found(minutes.evidence(samples=samples[:60] + samples[150:]))

    assert abs(candidate.span.end - minutes.at(100)) < 3 * MINUTE
    assert energy(candidate) == pytest.approx(70 / 60 * 7.2, rel=0.05)


def test_without_a_register_a_long_silence_ends_what_was_seen() -> None:
    minutes = Minutes(240)
    minutes.draw(30, 200, 7.2)
    samples = [replace(sample, register_kwh=None) for sample in minutes.samples]

    (candidate,) = found(minutes.evidence(samples=samples[:60] + samples[150:]))

    assert [block.span for block in candidate.blocks] == [
        Span(minutes.at(30), minutes.at(60)),
        Span(minutes.at(150), minutes.at(200)),
    ]


def test_the_register_alone_is_enough() -> None:
    minutes = Minutes(240)
    minutes.draw(30, 150, 7.2)
    samples = [replace(sample, demand_w=None) for sample in minutes.samples]

    (candidate,) = found(minutes.evidence(samples=samples))

    assert candidate.span == Span(minutes.at(30), minutes.at(150))


def test_samples_that_saw_nothing_are_passed_over() -> None:
    minutes = Minutes(240)
    minutes.draw(30, 150, 7.2)
    samples = minutes.samples
    samples[50:54] = [
        replace(sample, demand_w=None, register_kwh=None) for sample in samples[50:54]
    ]

    (candidate,) = found(minutes.evidence(samples=samples))

    assert candidate.span == Span(minutes.at(30), minutes.at(150))


def test_the_house_beside_the_car_is_not_the_cars() -> None:
    minutes = Minutes(240)
    minutes.draw(30, 150, 7.2)
    minutes.draw(70, 115, 2.5)

    (candidate,) = found(minutes.evidence())

    assert energy(candidate) == pytest.approx(14.4, rel=0.03)


def test_a_battery_that_is_nearly_full_tapers() -> None:
    minutes = Minutes(240)
    minutes.draw(30, 120, 7.2)
    for minute in range(30):
        minutes.kw[120 + minute] += 7.2 * 0.96**minute

    (candidate,) = found(minutes.evidence())

    assert candidate.span.end == minutes.at(150)


def test_a_kettle_at_the_start_does_not_hide_the_charge() -> None:
    minutes = Minutes(240)
    minutes.draw(30, 150, 7.2)
    minutes.draw(30, 34, 2.8)

    (candidate,) = found(minutes.evidence())

    assert candidate.span == Span(minutes.at(30), minutes.at(150))
    assert energy(candidate) == pytest.approx(14.4, rel=0.03)


def test_behind_panels_only_the_fall_ends_a_charge() -> None:
    minutes = Minutes(240)
    minutes.draw(0, 240, -3.0)
    minutes.draw(30, 150, 7.2)
    evidence = minutes.evidence(household=Household(solar=True))

    (candidate,) = found(evidence)

    assert candidate.span == Span(minutes.at(30), minutes.at(150))
    assert energy(candidate) < 14.4


def test_a_charge_outside_the_window_is_not_reported() -> None:
    minutes = Minutes(240)
    minutes.draw(30, 60, 7.2)
    evening = Span(minutes.at(120), minutes.at(240))

    assert found(minutes.evidence(window=evening)) == ()


def test_confidence_grows_with_length_power_and_tariff() -> None:
    minutes = Minutes(120)
    minutes.draw(30, 50, 7.2)
    longer = Minutes(120)
    longer.draw(30, 80, 7.2)

    def confidence(evidence: Evidence) -> Confidence:
        return found(evidence)[0].confidence

    assert confidence(minutes.evidence()) is Confidence.POSSIBLE
    assert confidence(minutes.evidence(charger_power_kw="7.2")) is Confidence.PROBABLE
    assert confidence(longer.evidence()) is Confidence.PROBABLE
    assert confidence(longer.evidence(rates=CHEAP)) is Confidence.CONFIRMED


def test_the_power_is_told() -> None:
    minutes = Minutes(120)
    minutes.draw(30, 80, 7.2)

    learnt = LiveDetector().detect(minutes.evidence()).charger_power_kw
    given = LiveDetector().detect(minutes.evidence(charger_power_kw="7"))

    assert learnt == pytest.approx(Decimal("7.2"), abs=Decimal("0.15"))
    assert given.charger_power_kw == Decimal(7)


def test_no_samples_are_no_charge() -> None:
    detection = LiveDetector().detect(Minutes(10).evidence(samples=[]))

    assert detection.candidates == ()
    assert detection.charger_power_kw is None
