"""What the cards are told of a supply point, worked out by hand."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from custom_components.octopus_ev.card_payload import card_point
from custom_components.octopus_ev.card_wire import CardPoint
from custom_components.octopus_ev.core.attribution import attributed
from custom_components.octopus_ev.core.cap import CapUse
from custom_components.octopus_ev.core.periods import day_span, noon_span
from custom_components.octopus_ev.core.session import SessionState
from custom_components.octopus_ev.core.smart import DeviceKind
from custom_components.octopus_ev.core.span import Span
from custom_components.octopus_ev.core.summary import totals
from custom_components.octopus_ev.device_view import device_views
from custom_components.octopus_ev.view import PointView
from tests.components.test_device_view import CAR, NO_RECORD, REPORT
from tests.components.views import DAY, GB, LAST, LIVE, NIGHT, VIEW, at, session


def told(view: PointView) -> CardPoint:
    return card_point(view, device_id="device", name="Home", may_edit=False)


def test_the_allowance_is_told_in_minutes() -> None:
    use = CapUse(
        day=noon_span(GB, at("12:10")),
        used=timedelta(hours=1, minutes=30),
        at_most=timedelta(hours=2),
        planned=timedelta(hours=3),
    )

    assert told(replace(VIEW, cap=use))["cap"] == {
        "allowance_min": 360,
        "used_min": 90,
        "planned_min": 180,
    }
    assert told(replace(VIEW, cap=None))["cap"] is None


def test_what_the_supplier_plans_is_told_as_blocks() -> None:
    devices = device_views((REPORT,), NO_RECORD, at("12:10"))

    assert told(replace(VIEW, devices=devices))["planned"] == [
        {"start": "2026-11-10T12:30:00+00:00", "end": "2026-11-10T14:00:00+00:00"}
    ]
    assert told(replace(VIEW, devices=None))["planned"] == []


def test_a_charge_is_of_the_car_that_the_user_says_and_else_of_the_suppliers() -> None:
    devices = device_views((REPORT,), NO_RECORD, at("12:10"))
    view = replace(VIEW, devices=devices)

    def named(
        device: str | None = None, vehicle: str | None = None
    ) -> tuple[str | None, str | None]:
        charge = attributed(replace(LAST, device=device, vehicle=vehicle), (), {})
        last = told(replace(view, last_session=charge))["last_session"]
        assert last is not None
        return last["vehicle"], last["vehicle_key"]

    assert told(view)["vehicles"] == [{"key": CAR.key, "name": "Tesla Model 3"}]
    assert named() == (None, None)
    assert named(device=CAR.key) == ("Tesla Model 3", None)
    assert named(vehicle=CAR.key) == ("Tesla Model 3", CAR.key)
    assert named(device=CAR.key, vehicle="a friend's") == ("a friend's", "a friend's")


def test_a_car_without_make_and_model_and_no_charge_point_is_a_vehicle() -> None:
    unnamed = replace(CAR, make=None, model=None)
    wall_box = replace(CAR, kind=DeviceKind.CHARGE_POINT, key="0123abcdef")
    reports = [replace(REPORT, device=device) for device in (unnamed, wall_box)]
    devices = device_views(reports, NO_RECORD, at("12:10"))

    assert told(replace(VIEW, devices=devices))["vehicles"] == [
        {"key": CAR.key, "name": "EV 1"}
    ]


def test_a_charge_without_all_rates_says_what_is_unpriced() -> None:
    point = told(replace(VIEW, live_session=LIVE))

    live = point["live_session"]
    assert live is not None
    assert live["energy_kwh"] == float(Decimal("3.6"))
    assert live["unpriced_kwh"] == float(Decimal("1.2"))
    assert live["energy_by_band"] == {"off_peak": 2.4}
    assert live["cost_by_band"] == {"off_peak": 0.204}
    assert point["live_slots"][1]["unit_rate"] is None
    assert point["live_slots"][1]["cost"] is None


def test_what_is_not_known_is_null() -> None:
    point = told(
        replace(
            VIEW,
            live_session=None,
            last_session=None,
            sessions=(),
            sample=None,
            today=None,
            newest_reading=None,
            charger_power_kw=None,
            imported=None,
        )
    )

    empty = {name for name, value in point.items() if value is None}
    assert empty >= {
        "live_session",
        "last_session",
        "demand_w",
        "power_kw",
        "forecast",
        "today",
        "newest_reading",
        "oldest_session",
        "charger_power_kw",
        "imported",
    }
    assert (point["live_slots"], point["last_slots"], point["charged"]) == ([], [], [])


def test_a_night_across_midnight_is_told_by_day_as_the_month_counts_it() -> None:
    night = session(
        "23:00",
        "23:59",
        SessionState.SETTLED,
        ("23:00", "3.6", DAY),
        ("23:30", "3.4", NIGHT),
        ("23:59", "3.5", None),
    )
    midnight = at("23:59") + timedelta(minutes=1)
    tomorrow = midnight + timedelta(hours=2)
    *today, after = night.slots
    slots = (*today, replace(after, start=midnight))
    night = replace(night, span=Span(night.span.start, tomorrow), slots=slots)
    told_of = told(replace(VIEW, last_session=night))["last_session"]
    assert told_of is not None

    before, later = told_of["days"]
    one = totals([night], day_span(GB, night.span.start.date()))
    assert one.cost is not None
    assert (before["day"], later["day"]) == ("2026-11-10", "2026-11-11")
    assert (before["energy_kwh"], before["cost"]) == (
        float(one.energy),
        float(one.cost),
    )
    assert before["energy_kwh"] + later["energy_kwh"] == float(totals([night]).energy)
    assert (later["cost"], later["unpriced_kwh"]) == (None, 3.5)
    assert before["energy_by_band"] == {"standard": 3.6, "off_peak": 3.4}
    assert before["cost_by_band"]["off_peak"] == float(Decimal("3.4") * NIGHT.unit_rate)
