"""What a session is worth on the road, by hand."""

from dataclasses import replace
from decimal import Decimal
from typing import Final

import pytest

from custom_components.octopus_ev.core.session import Session
from custom_components.octopus_ev.core.travel import (
    Figure,
    cost_per_mile,
    mile_cost,
    miles_added,
    percent_added,
    petrol_saving,
    saving_of,
)
from custom_components.octopus_ev.core.vehicle import Sighting, Vehicle

from .build import charge

CAR: Final = Vehicle(
    key="leaf000001",
    name="Leaf",
    battery_kwh=Decimal(40),
    miles_per_kwh=Decimal(4),
    miles_per_gallon=Decimal("45.4609"),
    fuel_price=Decimal("1.5"),
)
# 10 kWh at 25 p: 40 miles for £2.50, or on 4 litres of petrol for £6.
PLAIN: Final = charge("2026-07-15 00:30", "2026-07-15 03:00", energy="2", rate="0.25")
NIGHT: Final = replace(PLAIN, car=CAR)
UNPRICED: Final = replace(
    charge("2026-07-15 00:30", "2026-07-15 03:00", energy="2", rate=None), car=CAR
)


def at(miles: int | None, session: Session = NIGHT) -> Session:
    """Return a session at the start of which the odometer told this."""
    odometer = None if miles is None else Decimal(miles)
    return replace(session, sighting=Sighting(odometer=odometer))


def test_a_night_is_worth_its_miles_and_what_petrol_would_have_cost() -> None:
    assert miles_added(NIGHT) == 40
    assert cost_per_mile(NIGHT) == Decimal("0.0625")
    assert petrol_saving(NIGHT) == Decimal("3.5")
    assert saving_of([NIGHT, UNPRICED, NIGHT]) == 7


def test_a_session_of_no_vehicle_is_worth_nothing_that_is_known() -> None:
    for figure in (miles_added, cost_per_mile, petrol_saving, percent_added):
        assert figure(PLAIN) is None


@pytest.mark.parametrize(
    "car",
    [
        replace(CAR, miles_per_gallon=None),
        replace(CAR, fuel_price=None),
        replace(CAR, miles_per_kwh=None),
    ],
)
def test_a_figure_that_is_missing_leaves_the_saving_unknown(car: Vehicle) -> None:
    session = replace(NIGHT, car=car)

    assert petrol_saving(session) is None
    assert saving_of([session]) is None


def test_what_has_no_rate_saves_nothing_that_is_known() -> None:
    assert petrol_saving(UNPRICED) is None
    assert cost_per_mile(UNPRICED) is None


def test_the_gauge_tells_what_was_added_and_else_the_size_of_the_battery() -> None:
    gauged = Sighting(charge_before=Decimal(20), charge_after=Decimal(43))
    full = Sighting(charge_before=Decimal(80), charge_after=Decimal(80))

    assert percent_added(replace(NIGHT, sighting=gauged)) == Figure(
        Decimal(23), estimate=False
    )
    for sighting in (None, Sighting(), full):
        assert percent_added(replace(NIGHT, sighting=sighting)) == Figure(
            Decimal(25), estimate=True
        )
    assert percent_added(replace(NIGHT, car=replace(CAR, battery_kwh=None))) is None


def test_a_mile_costs_what_was_charged_before_it_was_driven() -> None:
    # Two nights of £2.50 for 100 miles; the third is yet to be driven.
    rows = [at(None), at(9000), at(9050), at(9100), at(None)]

    assert mile_cost(rows) == Figure(Decimal("0.05"), estimate=False)


@pytest.mark.parametrize(
    "rows",
    [
        [NIGHT],
        [at(9000)],
        [at(9000), at(9049)],
        [at(9000, UNPRICED), at(9100)],
    ],
    ids=["no odometer", "once", "too few miles", "a cost is missing"],
)
def test_without_enough_of_the_odometer_a_mile_costs_the_usual(
    rows: list[Session],
) -> None:
    assert mile_cost(rows) == Figure(Decimal("0.0625"), estimate=True)


def test_without_an_efficiency_nobody_knows_what_a_mile_costs() -> None:
    assert mile_cost([PLAIN]) is None
    assert mile_cost([]) is None
