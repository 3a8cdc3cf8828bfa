"""Half-hours are searched for each car whose power the supplier's word tells."""

from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

import pytest

from custom_components.octopus_ev.core.detectors import HalfHourlyDetector
from custom_components.octopus_ev.core.detectors.several import detect_cars
from custom_components.octopus_ev.core.evidence import Evidence
from custom_components.octopus_ev.core.session import Source
from custom_components.octopus_ev.core.smart import (
    ChargeType,
    DispatchType,
    PlannedDispatch,
    SupplierSession,
)
from custom_components.octopus_ev.core.smart_record import SmartRecord
from tests.unit.detectors.homes import Charge, Home, charges
from tests.unit.smart import CAR, OTHER_CAR


def listed(charge: Charge, car: str) -> SupplierSession:
    dispatch = PlannedDispatch(
        span=charge.span, type=DispatchType.SMART, energy=Decimal(str(charge.energy))
    )
    return SupplierSession(
        device_key=car, span=charge.span, type=ChargeType.SMART, dispatches=(dispatch,)
    )


def two_cars() -> tuple[Evidence, list[Charge]]:
    """Return a home with two cars, and a charge of each that nobody listed."""
    home = Home(50, seed=3)
    days = range(2, 42, 3)
    slow = charges(home, 3.6, [day + 0.03 for day in days], [3.4 for _ in days])
    fast = charges(home, 7.2, [day + 1.03 for day in days], [2.2 for _ in days])
    unlisted = charges(home, 3.6, [44.6], [4.1]) + charges(home, 7.2, [46.6], [2.6])
    record = SmartRecord(
        charges=(
            *(listed(charge, CAR) for charge in slow),
            *(listed(charge, OTHER_CAR) for charge in fast),
        )
    )
    return replace(home.evidence(), smart=record), unlisted


def test_what_nobody_listed_is_found_of_either_car() -> None:
    evidence, unlisted = two_cars()
    found = detect_cars(evidence)

    assert found.source is Source.HALF_HOURLY
    assert float(found.charger_power_kw or 0) == pytest.approx(7.2, rel=0.02)
    for charge in unlisted:
        assert any(
            claim.span.overlaps(charge.span)
            and abs(float(sum(claim.slots.values())) - charge.energy) < 1.5
            for claim in found.candidates
        )
    ordered = [claim.span for claim in found.candidates]
    assert all(one.end <= two.start for one, two in pairwise(ordered))


def test_a_power_that_the_user_gave_is_the_only_one() -> None:
    evidence, _ = two_cars()
    given = replace(evidence, charger_power_kw=Decimal("3.6"))

    power = detect_cars(given).charger_power_kw
    assert float(power or 0) == pytest.approx(3.6, rel=0.02)


def test_without_a_word_of_the_supplier_s_the_power_is_learnt() -> None:
    evidence, _ = two_cars()
    untold = replace(evidence, smart=SmartRecord())

    assert detect_cars(untold) == HalfHourlyDetector().detect(untold)


def test_a_power_is_learnt_until_a_few_draws_tell_it() -> None:
    evidence, _ = two_cars()
    few = replace(evidence.smart, charges=evidence.smart.charges[:2])
    learnt = HalfHourlyDetector().detect(replace(evidence, smart=SmartRecord()))

    assert detect_cars(replace(evidence, smart=few)) == learnt


def test_cars_of_the_same_power_are_looked_for_once() -> None:
    home = Home(30, seed=5)
    days = range(2, 26, 3)
    first = charges(home, 7.2, [day + 0.03 for day in days], [2.4 for _ in days])
    second = charges(home, 7.1, [day + 1.03 for day in days], [2.2 for _ in days])
    alone = SmartRecord(charges=tuple(listed(charge, CAR) for charge in first))
    both = SmartRecord(
        charges=(*alone.charges, *(listed(charge, OTHER_CAR) for charge in second))
    )

    found = detect_cars(replace(home.evidence(), smart=both))
    assert float(found.charger_power_kw or 0) == pytest.approx(7.2, rel=0.02)
    assert not found.candidates


def test_two_cars_that_charge_at_once_have_a_charge_each() -> None:
    home = Home(50, seed=3)
    days = range(2, 42, 3)
    slow = charges(home, 3.6, [day + 0.03 for day in days], [3.4 for _ in days])
    fast = charges(home, 7.2, [day + 1.03 for day in days], [2.2 for _ in days])
    (untold,) = charges(home, 7.2, [44.05], [2.5])
    slow += charges(home, 3.6, [44.03], [3.4])
    record = SmartRecord(
        charges=(
            *(listed(charge, CAR) for charge in slow),
            *(listed(charge, OTHER_CAR) for charge in fast),
        )
    )

    (found,) = detect_cars(replace(home.evidence(), smart=record)).candidates
    assert found.device == OTHER_CAR
    assert float(sum(found.slots.values())) == pytest.approx(untold.energy, abs=1)


def test_what_either_car_may_have_drawn_is_claimed_once() -> None:
    home = Home(50, seed=3)
    days = range(2, 42, 3)
    slow = charges(home, 3.6, [day + 0.03 for day in days], [3.4 for _ in days])
    fast = charges(home, 4.2, [day + 1.03 for day in days], [2.2 for _ in days])
    (between,) = charges(home, 3.9, [44.6], [4.0])
    record = SmartRecord(
        charges=(
            *(listed(charge, CAR) for charge in slow),
            *(listed(charge, OTHER_CAR) for charge in fast),
        )
    )
    evidence = replace(home.evidence(), smart=record)

    (found,) = detect_cars(evidence).candidates
    assert found.span.overlaps(between.span)
