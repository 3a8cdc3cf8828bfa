"""Readings as they come: with gaps, in any order, over clock changes."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from random import Random

import pytest

from custom_components.octopus_ev.core.detectors import HalfHourlyDetector
from custom_components.octopus_ev.core.evidence import Candidate, Evidence
from tests.unit.detectors.homes import (
    DAY,
    HALF_HOUR,
    LONDON,
    Charge,
    Home,
    charges,
    cheap_nights,
)

SPRING = datetime(2026, 3, 29, 1, tzinfo=UTC)
AUTUMN = datetime(2026, 10, 25, 1, tzinfo=UTC)


def found(evidence: Evidence) -> tuple[Candidate, ...]:
    return HalfHourlyDetector().detect(evidence).candidates


def evenings(home: Home) -> list[Charge]:
    """Charge every other evening at 7.2 kW."""
    random = Random(home.seed)
    days = range(1, home.days - 1, 2)
    return charges(
        home,
        7.2,
        [day + random.uniform(0.75, 0.85) for day in days],
        [random.uniform(1.5, 3) for _ in days],
    )


def test_the_order_of_readings_does_not_matter() -> None:
    home = Home(days=30)
    evenings(home)
    shuffled = list(home.readings.items())
    Random(1).shuffle(shuffled)

    straight = HalfHourlyDetector().detect(home.evidence())
    mixed = HalfHourlyDetector().detect(home.evidence(readings=dict(shuffled)))

    assert mixed == straight
    assert straight.candidates


def test_missing_slots_are_gaps_and_not_zeros() -> None:
    home = Home(days=42)
    planted = evenings(home)
    random = Random(1)
    readings = {
        slot: kwh for slot, kwh in home.readings.items() if random.random() > 0.03
    }

    candidates = found(home.evidence(readings=readings))

    assert all(slot in readings for claim in candidates for slot in claim.slots)
    whole = [
        charge
        for charge in planted
        if all(slot in readings for slot in charge.span.slots(HALF_HOUR))
    ]
    seen = [
        charge
        for charge in whole
        for claim in candidates
        if abs(claim.span.start - charge.span.start) < timedelta(minutes=15)
        and abs(claim.span.end - charge.span.end) < timedelta(minutes=15)
    ]
    assert len(seen) >= 0.85 * len(whole)


def test_a_week_without_readings_leaves_the_rest_as_it_was() -> None:
    home = Home(days=42)
    planted = evenings(home)
    away = [home.start + 20 * DAY, home.start + 27 * DAY]
    readings = {
        slot: kwh
        for slot, kwh in home.readings.items()
        if not away[0] <= slot < away[1]
    }

    candidates = found(home.evidence(readings=readings))

    outside = [
        charge
        for charge in planted
        if charge.span.end < away[0] or charge.span.start > away[1]
    ]
    assert len(candidates) == pytest.approx(len(outside), abs=1)


def test_a_gap_within_a_charge_is_not_filled() -> None:
    home = Home(days=42)
    evenings(home)
    (planted,) = charges(home, 7.2, [30.0], [4])
    lost = planted.start + 4 * HALF_HOUR
    readings = {slot: kwh for slot, kwh in home.readings.items() if slot != lost}

    candidates = found(home.evidence(readings=readings))

    (claim,) = [claim for claim in candidates if claim.span.overlaps(planted.span)]
    assert lost not in claim.slots
    assert len(claim.blocks) == 2
    assert float(sum(claim.slots.values())) == pytest.approx(7 * 3.6, rel=0.05)


@pytest.mark.parametrize("change", [SPRING, AUTUMN])
def test_a_clock_change_moves_no_charge(change: datetime) -> None:
    home = Home(days=42, start=change.replace(hour=0) - 21 * DAY)
    nights = []
    for day in range(1, 41, 2):
        midnight = (home.start + day * DAY).astimezone(LONDON.tz)
        local = midnight.replace(hour=0, minute=30)
        nights.append((local.astimezone(UTC) - home.start) / DAY)
    planted = charges(home, 7.2, nights, [1.7 + 0.1 * (n % 20) for n in range(20)])
    rates = cheap_nights(home.window)

    candidates = found(home.evidence(rates=rates))

    starts = [claim.span.start for claim in candidates]
    for charge in planted:
        assert any(abs(start - charge.start) < timedelta(minutes=4) for start in starts)
    assert len(candidates) <= len(planted) + 1


def test_a_charge_over_the_repeated_hour_is_one() -> None:
    home = Home(days=42, start=AUTUMN - 21 * DAY)
    evenings(home)
    (planted,) = charges(home, 7.2, [21 - 1 / 24], [4])

    candidates = found(home.evidence(rates=cheap_nights(home.window)))

    (claim,) = [claim for claim in candidates if claim.span.overlaps(planted.span)]
    assert abs(claim.span.start - planted.span.start) < timedelta(minutes=10)
    assert abs(claim.span.end - planted.span.end) < timedelta(minutes=10)


def test_more_readings_than_decimals_are_not_exceeded() -> None:
    home = Home(days=30)
    evenings(home)
    readings = {slot: kwh + Decimal("0.0004") for slot, kwh in home.readings.items()}

    for claim in found(home.evidence(readings=readings)):
        assert all(kwh <= readings[slot] for slot, kwh in claim.slots.items())
