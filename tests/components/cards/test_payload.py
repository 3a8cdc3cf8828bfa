"""What the cards are told of a supply point, worked out by hand."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from custom_components.octopus_ev.card_payload import CardPoint, card_point
from custom_components.octopus_ev.core.cap import CapUse
from custom_components.octopus_ev.core.periods import noon_span
from custom_components.octopus_ev.device_view import device_views
from custom_components.octopus_ev.view import PointView
from tests.components.test_device_view import NO_RECORD, REPORT
from tests.components.views import GB, LIVE, VIEW, at


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
