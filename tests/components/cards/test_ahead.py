"""The cards are told where a charge may end, what is planned, and the car's own rates."""

from dataclasses import replace
from datetime import time
from decimal import Decimal
from typing import Final

import pytest

from custom_components.octopus_ev.card_payload import card_point
from custom_components.octopus_ev.card_wire import CardPoint
from custom_components.octopus_ev.core.model import Rate, RateBook, SmartRates
from custom_components.octopus_ev.core.plan import DeviceReport
from custom_components.octopus_ev.core.smart import DeviceState, Gauge, Target
from custom_components.octopus_ev.core.span import Span
from custom_components.octopus_ev.core.timeline import Timeline
from custom_components.octopus_ev.core.vehicle import Vehicle
from custom_components.octopus_ev.device_view import device_views
from custom_components.octopus_ev.view import PointView
from tests.components.test_device_view import CAR, DISPATCH, NO_RECORD, REPORT
from tests.components.views import DAY, LIVE, NIGHT, VIEW, at

WHOLE_DAY: Final = Span(at("00:00"), at("23:59"))
FLAT: Final = Timeline([(WHOLE_DAY, DAY)])
BOOK: Final = RateBook(
    house=FLAT,
    vehicle=FLAT,
    standing=Timeline(),
    smart=Timeline(
        [(WHOLE_DAY, SmartRates(house=NIGHT.unit_rate, vehicle=NIGHT.unit_rate))]
    ),
)
TARGETED: Final = replace(
    CAR,
    state=DeviceState.SMART_CHARGING,
    battery_kwh=Decimal(60),
    charge=Gauge(at("12:10"), Decimal(50)),
    targets=tuple(
        Target(weekday=day, ready_by=time(18), most=Decimal(59)) for day in range(7)
    ),
)
LIVE_PRICED: Final = replace(
    LIVE,
    slots=tuple(
        replace(slot, unit_rate=DAY.unit_rate, band=DAY.band) for slot in LIVE.slots
    ),
)


def told(
    *reports: DeviceReport,
    device: str | None = None,
    vehicles: tuple[Vehicle, ...] = (),
) -> CardPoint:
    devices = device_views(reports, NO_RECORD, VIEW.as_of)
    view: PointView = replace(
        VIEW,
        book=BOOK,
        live_session=replace(LIVE_PRICED, device=device),
        devices=devices,
        vehicles=vehicles,
        sessions=(),
    )
    return card_point(view, device_id="device", name="Home", may_edit=False)


PLANNED: Final = replace(DISPATCH, span=Span(at("12:00"), at("14:00")))


def report() -> DeviceReport:
    return replace(REPORT, device=TARGETED, plan=(PLANNED,))


def test_a_charge_ends_when_the_car_has_reached_its_target() -> None:
    point = told(report())

    forecast = point["forecast"]
    assert forecast is not None
    # 9 % of 60 kWh, of which a tenth more is drawn, beside the 3.6 kWh so far.
    assert forecast["energy_kwh"] == pytest.approx(9.6)
    assert forecast["cost"] == pytest.approx(3.6 * 0.27 + 6 * 0.085)
    assert (forecast["basis"], forecast["target_percent"]) == ("target", 59)
    assert forecast["ready_by"] == "2026-11-10T18:00:00+00:00"


def test_the_plan_of_a_car_is_told_with_what_it_will_cost() -> None:
    [plan] = told(report())["plans"]

    assert plan["vehicle"] == "Tesla Model 3"
    assert (plan["charge_percent"], plan["target_percent"]) == (50, 59)
    [block] = plan["blocks"]
    assert block["start"] == "2026-11-10T12:10:00+00:00"
    assert block["end"] == "2026-11-10T14:00:00+00:00"
    assert plan["energy_kwh"] == pytest.approx(10 * 110 / 120)
    assert plan["cost"] == pytest.approx(10 * 110 / 120 * 0.085)


def test_a_car_that_the_supplier_tells_nothing_of_has_no_plan_and_no_target() -> None:
    silent = replace(REPORT, device=replace(CAR, make=None, model=None), plan=None)
    point = told(silent)

    assert (point["plans"], point["forecast"]) == ([], None)

    planned = replace(silent, plan=(replace(DISPATCH, energy=None),))
    [plan] = told(planned)["plans"]
    assert plan["vehicle"] is None
    assert plan["energy_kwh"] == pytest.approx(1.5 * 7.2)
    assert (plan["target_percent"], plan["ready_by"]) == (None, None)


def test_the_users_own_vehicle_gives_its_name_and_battery() -> None:
    own = Vehicle(
        key="0a1b2c3d4e", name="Blue", device=CAR.key, battery_kwh=Decimal(60)
    )
    unsized = replace(report(), device=replace(TARGETED, battery_kwh=None))
    point = told(unsized, vehicles=(own,))

    assert [plan["vehicle"] for plan in point["plans"]] == ["Blue"]
    assert point["forecast"] is not None
    assert point["forecast"]["basis"] == "target"
    assert point["forecast"] == told(report(), vehicles=(own,))["forecast"]


def test_of_two_cars_the_one_that_is_told_to_charge_counts() -> None:
    other = replace(report(), device=replace(TARGETED, key="ffffffffff", targets=()))

    assert told(report(), other)["forecast"] is None
    known = told(report(), other, device=CAR.key)["forecast"]
    assert known is not None
    assert known["target_percent"] == 59


def test_of_two_cars_the_one_that_is_seen_to_charge_counts() -> None:
    waiting = replace(
        TARGETED, key="ffffffffff", targets=(), state=DeviceState.PLUGGED_IN
    )

    point = told(report(), replace(report(), device=waiting))

    assert point["forecast"] is not None
    assert point["forecast"]["target_percent"] == 59


def test_the_cars_rates_are_told_where_they_are_not_the_homes() -> None:
    by_day = Rate(NIGHT.unit_rate, NIGHT.band)
    point = told(report())

    assert [rate["unit_rate"] for rate in point["rates"]] == [0.27]
    assert [
        (rate["start"][11:16], rate["unit_rate"]) for rate in point["car_rates"]
    ] == [("00:00", 0.27), ("12:10", float(by_day.unit_rate)), ("14:00", 0.27)]
    assert told(replace(REPORT, plan=None))["car_rates"] == []
