"""The live detector tells the car from what the house does beside it."""

from datetime import timedelta

import pytest

from custom_components.octopus_ev.core.detectors import LiveDetector
from custom_components.octopus_ev.core.evidence import Candidate
from tests.unit.detectors.telemetry import Minutes

KW = 7.2


def the_charge(minutes: Minutes, charger_power_kw: str | None = "7.2") -> Candidate:
    evidence = minutes.evidence(charger_power_kw=charger_power_kw)
    (candidate,) = LiveDetector().detect(evidence).candidates
    return candidate


def lasts(candidate: Candidate, minutes: Minutes, first: int, last: int) -> bool:
    """Tell whether a charge was from one minute to another, give or take a little."""
    wrong = (
        candidate.span.start - minutes.at(first),
        candidate.span.end - minutes.at(last),
    )
    return max(map(abs, wrong)) <= timedelta(seconds=5)


def energy(candidate: Candidate) -> float:
    return float(sum(candidate.slots.values()))


def charging(until: int = 150) -> Minutes:
    """Return an evening on which the car charges from minute 30."""
    minutes = Minutes(300)
    minutes.draw(30, until, KW)
    return minutes


def test_a_taper_in_steps_is_followed_to_its_end() -> None:
    minutes = charging(90)
    minutes.draw(90, 100, 4.6)
    minutes.draw(100, 110, 2.9)
    minutes.draw(110, 130, 1.5)

    candidate = the_charge(minutes)

    assert lasts(candidate, minutes, 30, 130)
    assert energy(candidate) == pytest.approx(KW + (46 + 29 + 30) / 60, rel=0.03)


def test_a_taper_is_seen_above_a_water_tank() -> None:
    minutes = charging(90)
    minutes.draw(60, 200, 3.0)
    minutes.draw(90, 105, 5.0)
    minutes.draw(105, 120, 2.6)

    candidate = the_charge(minutes)

    assert lasts(candidate, minutes, 30, 120)
    assert energy(candidate) == pytest.approx(KW + (75 + 39) / 60, rel=0.04)


def test_what_went_on_together_and_off_in_turn_was_not_the_car() -> None:
    minutes = charging()
    minutes.draw(70, 80, 1.9)
    minutes.draw(70, 100, 2.2)

    candidate = the_charge(minutes)

    assert lasts(candidate, minutes, 30, 150)
    assert energy(candidate) == pytest.approx(2 * KW, rel=0.03)


def test_what_went_on_in_turn_and_off_together_was_not_the_car() -> None:
    minutes = charging()
    minutes.draw(70, 100, 1.9)
    minutes.draw(80, 100, 2.4)
    minutes.draw(60, 140, 0.6)

    candidate = the_charge(minutes)

    assert lasts(candidate, minutes, 30, 150)
    assert energy(candidate) == pytest.approx(2 * KW, rel=0.03)


def test_a_shower_beside_the_car_ends_nothing() -> None:
    minutes = charging()
    minutes.draw(70, 79, 8.5)

    candidate = the_charge(minutes)

    assert lasts(candidate, minutes, 30, 150)
    assert energy(candidate) == pytest.approx(2 * KW, rel=0.03)


def test_an_oven_that_was_on_before_may_go_off() -> None:
    minutes = charging()
    minutes.draw(5, 60, 2.2)

    candidate = the_charge(minutes)

    assert lasts(candidate, minutes, 30, 150)
    assert energy(candidate) == pytest.approx(2 * KW, rel=0.03)


def test_a_car_that_is_held_back_for_a_while_comes_back() -> None:
    minutes = charging(90)
    minutes.draw(90, 110, 3.6)
    minutes.draw(110, 150, KW)

    candidate = the_charge(minutes)

    assert lasts(candidate, minutes, 30, 150)
    assert energy(candidate) == pytest.approx(KW * 100 / 60 + 1.2, rel=0.03)


def test_a_hob_on_top_of_the_first_twenty_minutes_is_not_the_car() -> None:
    minutes = charging()
    minutes.draw(30, 50, 2.0)

    candidate = the_charge(minutes)

    assert lasts(candidate, minutes, 30, 150)
    assert energy(candidate) == pytest.approx(2 * KW, rel=0.03)


def test_a_house_that_draws_little_for_hours_is_no_taper() -> None:
    minutes = charging()
    minutes.draw(150, 300, 1.5)
    minutes.count = 420
    minutes.kw += [1.8] * 120

    candidate = the_charge(minutes)

    assert lasts(candidate, minutes, 30, 150)


def test_the_power_of_a_long_charge_tells_a_shower_after_it() -> None:
    minutes = charging()
    minutes.draw(200, 220, 9.0)

    candidate = the_charge(minutes, charger_power_kw=None)

    assert lasts(candidate, minutes, 30, 150)


def test_more_than_any_charger_draws_is_none() -> None:
    minutes = Minutes(200)
    minutes.draw(30, 150, 26)

    assert LiveDetector().detect(minutes.evidence()).candidates == ()


def test_a_kettle_in_the_last_minute_does_not_hide_the_end() -> None:
    minutes = charging()
    minutes.draw(149, 150, 2.8)
    minutes.draw(80, 150, 0.36)

    assert lasts(the_charge(minutes), minutes, 30, 150)


def test_a_shower_that_gives_way_to_a_hob_is_no_charge() -> None:
    minutes = Minutes(120)
    minutes.draw(30, 38, 8.5)
    minutes.draw(38, 70, 2.0)

    assert LiveDetector().detect(minutes.evidence(charger_power_kw="7.2")) == (
        LiveDetector().detect(Minutes(120).evidence(charger_power_kw="7.2"))
    )


def test_a_shower_that_ends_as_the_car_tapers_is_not_the_cars_end() -> None:
    minutes = charging(90)
    minutes.draw(82, 90, 8.5)
    minutes.draw(90, 105, 3.0)
    minutes.draw(105, 115, 1.5)

    assert lasts(the_charge(minutes), minutes, 30, 115)


def test_the_last_seconds_of_a_minute_are_where_the_charge_began() -> None:
    minutes = Minutes(120)
    minutes.draw(30, 100, 22)
    minutes.draw(29, 30, 0.6)

    assert lasts(the_charge(minutes, charger_power_kw=None), minutes, 30, 100)


def test_a_charge_whose_beginning_was_not_seen_lends_its_power_to_nothing() -> None:
    minutes = Minutes(300)
    minutes.draw(0, 200, 7.2)
    minutes.draw(20, 160, 3.0)

    assert LiveDetector().detect(minutes.evidence()).candidates == ()


def test_an_oven_that_stays_on_does_not_hide_the_end() -> None:
    minutes = charging()
    minutes.draw(120, 180, 2.0)

    assert lasts(the_charge(minutes), minutes, 30, 150)


def test_lights_that_go_on_are_no_appliance_to_wait_for() -> None:
    minutes = Minutes(240)
    minutes.kw = [0.3] * 240
    minutes.draw(30, 200, 3.6)
    minutes.draw(90, 240, 0.35)

    candidate = the_charge(minutes, charger_power_kw="3.6")

    assert lasts(candidate, minutes, 30, 200)
    assert energy(candidate) == pytest.approx(3.6 * 170 / 60, rel=0.03)


def test_a_fall_like_the_cars_is_not_its_own_while_the_house_draws_more() -> None:
    minutes = charging()
    minutes.draw(10, 90, 3.0)
    minutes.draw(60, 90, 4.0)
    minutes.draw(90, 130, 0.7)

    assert lasts(the_charge(minutes), minutes, 30, 150)


def test_an_oven_that_went_off_just_before_is_not_missed_in_the_car() -> None:
    minutes = charging()
    minutes.draw(0, 27, 2.2)

    candidate = the_charge(minutes)

    assert lasts(candidate, minutes, 30, 150)
    assert energy(candidate) == pytest.approx(2 * KW, rel=0.03)


def test_a_car_that_is_nearly_full_after_a_pause_is_still_the_car() -> None:
    minutes = charging(90)
    minutes.draw(126, 138, KW)
    minutes.draw(138, 150, 5.2)
    minutes.draw(150, 160, 2.0)

    assert lasts(the_charge(minutes), minutes, 30, 160)


def test_a_shower_that_ends_just_before_does_not_hide_the_start() -> None:
    minutes = charging()
    minutes.draw(21, 27, 8.5)

    candidate = the_charge(minutes)

    assert lasts(candidate, minutes, 30, 150)
    assert energy(candidate) == pytest.approx(2 * KW, rel=0.03)
