"""What the half-hourly detector finds, and how exactly."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from random import Random

from hypothesis import given, settings, strategies as st
import pytest

from custom_components.octopus_ev.core.detectors import HalfHourlyDetector
from custom_components.octopus_ev.core.evidence import Candidate, Evidence
from custom_components.octopus_ev.core.session import Confidence, Source
from custom_components.octopus_ev.core.span import Span
from tests.unit.detectors.homes import (
    DAY,
    HALF_HOUR,
    Charge,
    Home,
    charges,
    cheap_nights,
)


def evenings(home: Home, kw: float, energy: float = 14) -> list[Charge]:
    """Charge every other evening, at times and for lengths that vary."""
    random = Random(home.seed)
    days = range(1, home.days - 1, 2)
    return charges(
        home,
        kw,
        [day + random.uniform(0.75, 0.95) for day in days],
        [random.uniform(0.7, 1.3) * energy / kw for _ in days],
    )


def found(evidence: Evidence) -> tuple[Candidate, ...]:
    return HalfHourlyDetector().detect(evidence).candidates


def energy(candidate: Candidate) -> float:
    return float(sum(candidate.slots.values()))


def near(candidate: Candidate, charge: Charge, minutes: int = 15) -> bool:
    """Tell whether a claim has the bounds of a charge."""
    off = timedelta(minutes=minutes)
    return (
        abs(candidate.span.start - charge.span.start) < off
        and abs(candidate.span.end - charge.span.end) < off
    )


def hits(candidates: tuple[Candidate, ...], planted: list[Charge]) -> int:
    """Count the charges that a claim has the bounds and the energy of."""
    return sum(
        any(
            near(candidate, charge) and abs(energy(candidate) / charge.energy - 1) < 0.1
            for candidate in candidates
        )
        for charge in planted
    )


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("kw", [2.2, 3.6, 7.2, 11])
def test_charges_planted_in_a_random_home_are_found(kw: float, seed: int) -> None:
    home = Home(days=42, seed=seed)
    planted = evenings(home, kw)

    candidates = found(home.evidence())

    assert hits(candidates, planted) >= 0.9 * len(planted)
    assert len(candidates) <= len(planted) + 1


@settings(max_examples=10)
@given(
    seed=st.integers(0, 10_000),
    kw=st.floats(6.5, 7.7),
    start=st.floats(20.0, 21.0),
    hours=st.floats(1.2, 5.0),
)
def test_a_charge_anywhere_is_found_once_the_power_is_known(
    seed: int, kw: float, start: float, hours: float
) -> None:
    home = Home(days=28, seed=seed)
    (planted,) = charges(home, kw, [start], [hours])

    candidates = found(home.evidence(charger_power_kw=Decimal(str(round(kw, 1)))))

    assert any(
        candidate.span.overlaps(planted.span)
        and abs(energy(candidate) / planted.energy - 1) < 0.15
        for candidate in candidates
    )


@settings(max_examples=10)
@given(seed=st.integers(0, 10_000), kw=st.sampled_from([2.2, 3.6, 7.2, 11.0]))
def test_no_slot_has_more_than_the_meter_read(seed: int, kw: float) -> None:
    home = Home(days=21, seed=seed)
    evenings(home, kw)
    readings = home.readings

    for candidate in found(home.evidence(charger_power_kw=Decimal(str(kw)))):
        assert sum(block.energy for block in candidate.blocks) == sum(
            candidate.slots.values()
        )
        for start, kwh in candidate.slots.items():
            assert 0 < kwh <= readings[start]
            assert kwh == round(kwh, 3)


def test_bounds_lie_within_the_slots_that_they_are_told_by() -> None:
    home = Home(days=42)
    evenings(home, 7.2)

    for candidate in found(home.evidence()):
        slots = sorted(candidate.slots)
        assert slots[0] <= candidate.span.start < slots[0] + HALF_HOUR
        assert slots[-1] < candidate.span.end <= slots[-1] + HALF_HOUR
        assert candidate.source is Source.HALF_HOURLY
        for block in candidate.blocks:
            assert block.span.start.tzinfo is UTC
            assert block.span.start.microsecond == block.span.end.microsecond == 0


def test_partial_slots_tell_the_bounds_to_a_few_minutes() -> None:
    home = Home(days=42)
    planted = evenings(home, 7.2)

    candidates = found(home.evidence())

    exact = sum(
        near(candidate, charge, minutes=4)
        for charge in planted
        for candidate in candidates
    )
    assert exact >= 0.8 * len(planted)


@pytest.mark.parametrize("kw", [2.2, 7.2])
def test_boundaries_are_as_sure_as_the_house_is_steady_beside_the_power(
    kw: float,
) -> None:
    home = Home(days=42)
    evenings(home, kw)

    leeways = [candidate.leeway for candidate in found(home.evidence())]

    least, most = timedelta(minutes=1), timedelta(minutes=20 if kw < 3 else 6)
    assert leeways
    for leeway in leeways:
        assert least <= leeway.start <= most
        assert least <= leeway.end <= most


def test_the_power_is_learnt_to_a_few_percent() -> None:
    home = Home(days=30)
    evenings(home, 7.0)

    power = HalfHourlyDetector().detect(home.evidence()).charger_power_kw

    assert power is not None
    assert abs(power - 7) < Decimal("0.15")


def test_a_power_given_inexactly_is_made_exact() -> None:
    home = Home(days=30)
    evenings(home, 7.0)
    evidence = home.evidence(charger_power_kw=Decimal("7.4"))

    power = HalfHourlyDetector().detect(evidence).charger_power_kw

    assert power is not None
    assert abs(power - 7) < Decimal("0.15")


def test_three_days_are_enough_where_the_power_is_given() -> None:
    home = Home(days=3)
    planted = charges(home, 7.2, [0.8, 1.75, 2.3], [2, 1.4, 3])

    candidates = found(home.evidence(charger_power_kw=Decimal("7.2")))

    assert hits(candidates, planted) == 3
    assert len(candidates) == 3


def test_a_power_that_was_given_is_on_trust_until_charges_bear_it_out() -> None:
    idle, used = Home(days=30), Home(days=30)
    evenings(used, 7.2)

    for home, expected in ((idle, True), (used, False)):
        detection = HalfHourlyDetector().detect(
            home.evidence(charger_power_kw=Decimal("7.2"))
        )
        assert detection.on_trust is expected
        assert detection.charger_power_kw == Decimal("7.2")


def test_on_trust_only_what_is_plain_is_claimed_of_a_house_hardly_known() -> None:
    home = Home(days=6)
    [long] = charges(home, 7.2, [2.8], [3.0])
    [short] = charges(home, 7.2, [4.8], [0.4])
    evidence = home.evidence(charger_power_kw=Decimal("7.2"))
    borne_out = replace(evidence, believed_power_kw=Decimal("7.2"))

    assert [claim.span.overlaps(long.span) for claim in found(evidence)] == [True]
    assert any(claim.span.overlaps(short.span) for claim in found(borne_out))


def test_two_long_charges_in_three_days_are_believed_without_a_power() -> None:
    home = Home(days=3)
    planted = charges(home, 7.2, [0.8, 1.75], [4, 3.3])

    assert hits(found(home.evidence()), planted) == 2


def test_a_car_that_charges_on_most_nights_is_no_habit_of_the_house() -> None:
    home = Home(days=60)
    random = Random(3)
    days = [day for day in range(59) if day % 6]
    planted = charges(
        home,
        7.2,
        [day + (0.5 + random.uniform(0, 0.02)) / 24 for day in days],
        [random.uniform(0.8, 2.5) for _ in days],
    )
    rates = cheap_nights(home.window)

    candidates = found(home.evidence(rates=rates))

    assert hits(candidates, planted) >= 0.9 * len(planted)


def test_a_car_that_charges_every_night_is_no_clockwork() -> None:
    home = Home(days=60)
    random = Random(3)
    days = range(59)
    planted = charges(
        home,
        7.2,
        [day + (0.5 + random.choice((0, 0.5, 1, 2, 3))) / 24 for day in days],
        [random.uniform(0.8, 2.5) for _ in days],
    )
    rates = cheap_nights(home.window)

    candidates = found(home.evidence(rates=rates))

    assert hits(candidates, planted) >= 0.9 * len(planted)


def test_readings_around_the_window_are_context_alone() -> None:
    home = Home(days=42)
    planted = evenings(home, 7.2)
    middle = planted[10].span

    candidates = found(home.evidence(window=middle.pad(DAY / 4, DAY / 4)))

    assert len(candidates) == 1
    assert near(candidates[0], planted[10])


def test_a_charge_that_begins_before_the_window_is_told_in_full() -> None:
    home = Home(days=42)
    planted = evenings(home, 7.2)
    span = planted[10].span
    window = Span(span.start + HALF_HOUR, span.end)

    (candidate,) = found(home.evidence(window=window))

    assert near(candidate, planted[10])


def test_confidence_falls_with_the_length_of_a_charge() -> None:
    home = Home(days=42)
    evenings(home, 7.2)
    charges(home, 7.2, [36.375], [0.45])
    order = [Confidence.POSSIBLE, Confidence.PROBABLE, Confidence.CONFIRMED]

    candidates = found(home.evidence(charger_power_kw=Decimal("7.2")))

    ranks = {
        energy(candidate) < 3.5: order.index(candidate.confidence)
        for candidate in candidates
    }
    assert ranks[True] < ranks[False]


def test_the_source_is_the_readings() -> None:
    assert HalfHourlyDetector().source is Source.HALF_HOURLY


def test_no_readings_are_no_charge() -> None:
    detection = HalfHourlyDetector().detect(Home(days=5).evidence(readings={}))

    assert detection.candidates == ()
    assert detection.charger_power_kw is None


def test_a_single_reading_is_no_charge() -> None:
    start = datetime(2026, 1, 5, tzinfo=UTC)
    evidence = Home(days=5).evidence(readings={start: Decimal(4)})

    assert found(evidence) == ()


@pytest.mark.parametrize("minutes_before_midnight", [25, 50, 150])
def test_a_charge_that_the_readings_cut_off_is_still_open(
    minutes_before_midnight: int,
) -> None:
    home = Home(days=40)
    evenings(home, 7.2)
    start = home.window.end - timedelta(minutes=minutes_before_midnight)
    home.draw(Charge(start, 5, 7.2))

    *earlier, last = found(home.evidence())

    assert last.open
    assert last.leeway.end == timedelta()
    assert abs(last.span.start - start) < timedelta(minutes=10)
    assert not any(candidate.open for candidate in earlier)


def test_a_known_charger_needs_less_evidence_than_a_new_one() -> None:
    home = Home(days=90)
    charges(home, 7.2, [10.8, 40.85], [2.5, 3])
    new = home.evidence()
    known = replace(new, believed_power_kw=Decimal("7.2"))

    assert found(new) == ()
    assert len(found(known)) == 2


def test_a_known_charger_that_nothing_shows_any_more_is_given_up() -> None:
    def looked_at(days: int) -> Decimal | None:
        known = replace(Home(days=days).evidence(), believed_power_kw=Decimal("7.2"))
        return HalfHourlyDetector().detect(known).charger_power_kw

    fortnight = [looked_at(90 + day) for day in range(14)]

    assert fortnight.count(None) == 1


def test_a_charger_that_took_another_s_place_is_told_by_a_month() -> None:
    home = Home(days=100)
    charges(home, 3.6, [day + 0.75 for day in range(0, 60, 2)], [4.0] * 30)
    charges(home, 7.2, [day + 0.75 for day in range(61, 99, 2)], [2.0] * 19)
    until = home.start + 98 * DAY
    powers = set()
    for day in range(14):
        readings = {
            slot: kwh
            for slot, kwh in home.readings.items()
            if slot < until - day * HALF_HOUR * 48
        }
        known = home.evidence(readings=readings)
        power = (
            HalfHourlyDetector()
            .detect(replace(known, believed_power_kw=Decimal("3.6")))
            .charger_power_kw
        )
        assert power is not None
        powers.add(round(power))

    assert powers == {4, 7}
