"""Which figure of the view each sensor shows."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from custom_components.octopus_ev.core.session import SessionState
from custom_components.octopus_ev.core.span import BEGINNING, FOREVER, Span
from custom_components.octopus_ev.sensor import SENSORS
from custom_components.octopus_ev.sensor_sessions import SESSION_SENSORS
from custom_components.octopus_ev.sensor_supply import SUPPLY_SENSORS
from custom_components.octopus_ev.settings import OwnSensors
from custom_components.octopus_ev.view import PointView
from homeassistant.components.sensor import (
    DEVICE_CLASS_STATE_CLASSES,
    SensorDeviceClass,
    SensorStateClass,
)

from .views import DAY, LAST, VIEW, at, totals

BY_KEY = {description.key: description for description in SENSORS}


@pytest.fixture(autouse=True)
def integration() -> None:
    """Look at descriptions alone, without a running Home Assistant."""


NOTHING_KNOWN = replace(
    VIEW,
    newest_reading=None,
    readings_polled=None,
    imported=None,
    latest_day=None,
    rate_now=None,
    rate_next=None,
    standing_charge=None,
    off_peak=None,
    sessions=(),
    live_session=None,
    last_session=None,
    today=None,
    month=None,
    sample=None,
    charger_power_kw=None,
    missing_readings=0,
    ever=totals("0", "0"),
)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("unit_rate", Decimal("0.27")),
        ("next_unit_rate", Decimal("0.085")),
        ("next_unit_rate_start", at("23:30")),
        ("standing_charge", Decimal("0.6123")),
        ("latest_day_energy", Decimal("12.5")),
        ("latest_day_cost", Decimal("2.875")),
        ("latest_reading", at("06:00")),
        ("live_demand", Decimal(7450)),
        ("meter_register", Decimal("12345.678")),
        ("charger_power", Decimal("7.2")),
        ("missing_readings", 3),
        ("readings_polled", at("12:04")),
        ("history_imported", at("02:30")),
        # 2.4 kWh at 8.5p; the 1.2 kWh after it have no rate yet.
        ("session_energy", Decimal("3.6")),
        ("session_cost", Decimal("0.204")),
        ("session_start", at("11:31")),
        # 14.4 kWh at 8.5p are 1.224, and 1.6 kWh at 27p are 0.432.
        ("last_session_cost", Decimal("1.656")),
        ("last_session_energy", Decimal(16)),
        ("last_session_duration", 2.25),
        ("last_session_average_rate", Decimal("0.1035")),
        ("last_session_start", at("03:30")),
        ("last_session_end", at("05:45")),
        ("last_session_off_peak_share", Decimal(90)),
        ("last_session_state", "provisional"),
        ("last_session_confidence", "probable"),
        ("energy_today", Decimal("19.6")),
        ("cost_today", Decimal("1.86")),
        ("energy_this_month", Decimal("250.5")),
        ("cost_this_month", Decimal("22.305")),
        ("energy_ever", Decimal("1200.25")),
        ("cost_ever", None),
    ],
)
def test_a_sensor_shows_its_figure(key: str, value: object) -> None:
    assert BY_KEY[key].value_fn(VIEW) == value


def test_what_is_not_known_is_not_shown_as_nothing() -> None:
    shown = {key: sensor.value_fn(NOTHING_KNOWN) for key, sensor in BY_KEY.items()}

    assert {key: value for key, value in shown.items() if value is not None} == {
        "missing_readings": 0,
        "energy_ever": 0,
        "cost_ever": 0,
    }
    assert [s.key for s in ORDINARY if s.attributes_fn(NOTHING_KNOWN)] == []


@pytest.mark.parametrize(
    ("key", "attributes"),
    [
        ("latest_day_energy", {"date": "2026-11-09"}),
        ("latest_day_cost", {"date": "2026-11-09", "unpriced_kwh": 0.5}),
        ("session_cost", {"unpriced_kwh": 1.2}),
        ("last_session_cost", {}),
        ("cost_today", {"unpriced_kwh": 1.2}),
        ("cost_this_month", {}),
        ("cost_ever", {"unpriced_kwh": 1200.25}),
        (
            "unit_rate",
            {
                "start": "2026-11-10T05:30:00+00:00",
                "end": "2026-11-10T23:30:00+00:00",
            },
        ),
    ],
)
def test_a_cost_says_what_it_leaves_out_and_a_figure_what_it_is_of(
    key: str, attributes: dict[str, object]
) -> None:
    assert BY_KEY[key].attributes_fn(VIEW) == attributes


def test_a_rate_without_an_end_names_none() -> None:
    view = replace(VIEW, rate_now=(Span(BEGINNING, FOREVER), DAY))

    assert BY_KEY["unit_rate"].attributes_fn(view) == {}


@pytest.mark.parametrize(
    ("key", "since"),
    [
        ("last_session_cost", at("03:30")),
        ("last_session_energy", at("03:30")),
        ("energy_today", at("00:00")),
        ("cost_this_month", datetime(2026, 11, 1, tzinfo=UTC)),
        ("energy_ever", None),
    ],
)
def test_a_total_counts_since(key: str, since: datetime | None) -> None:
    assert BY_KEY[key].last_reset_fn(VIEW) == since


def test_a_day_and_a_month_begin_at_local_midnight() -> None:
    view = replace(VIEW, as_of=datetime(2026, 7, 31, 23, 30, tzinfo=UTC))
    midnight = datetime(2026, 7, 31, 23, tzinfo=UTC)

    assert BY_KEY["cost_today"].last_reset_fn(view) == midnight
    assert BY_KEY["cost_this_month"].last_reset_fn(view) == midnight


@pytest.mark.parametrize("view", [VIEW, NOTHING_KNOWN])
def test_only_a_total_counts_since_a_moment(view: PointView) -> None:
    counting = [s for s in ORDINARY if s.last_reset_fn(view) is not None]

    assert {sensor.state_class for sensor in counting} == {SensorStateClass.TOTAL}


def test_every_state_class_fits_its_device_class() -> None:
    impossible = [
        sensor.key
        for sensor in SENSORS
        if sensor.state_class is not None
        and sensor.device_class is not None
        and sensor.state_class
        not in DEVICE_CLASS_STATE_CLASSES[SensorDeviceClass(sensor.device_class)]
    ]

    assert impossible == []


ORDINARY = (*SUPPLY_SENSORS, *SESSION_SENSORS)


def test_live_sensors_exist_and_speak_only_with_telemetry() -> None:
    live = {
        "live_demand",
        "meter_register",
        "session_energy",
        "session_cost",
        "session_start",
    }
    without = replace(VIEW, point=replace(VIEW.point, has_telemetry=False))
    stale = replace(VIEW, sample=None)

    assert {s.key for s in ORDINARY if not s.exists_fn(without)} == live | {
        "live_drift"
    }
    assert {s.key for s in ORDINARY if not s.available_fn(stale)} == live
    assert all(sensor.available_fn(VIEW) for sensor in SENSORS)


def test_a_charger_s_sensor_shows_the_charge_but_not_the_home() -> None:
    bare = replace(VIEW.point, has_telemetry=False)
    own = OwnSensors(charger_energy="sensor.mine")
    heard = replace(
        VIEW, point=bare, sensors=own, sample=None, charger_until=at("12:10")
    )
    silent = replace(heard, charger_until=None)

    assert {s.key for s in ORDINARY if not s.exists_fn(heard)} == {
        "live_demand",
        "meter_register",
    }
    assert BY_KEY["session_energy"].available_fn(heard)
    assert not BY_KEY["session_energy"].available_fn(silent)


def test_a_house_sensor_shows_all_but_the_register() -> None:
    own = replace(VIEW, sensors=OwnSensors(house_power="sensor.mine"))
    bare = replace(own, point=replace(VIEW.point, has_telemetry=False))

    for view in (own, bare):
        assert {s.key for s in ORDINARY if not s.exists_fn(view)} == {"meter_register"}


def test_drift_is_that_of_the_last_session_that_settled_after_it_was_told_live() -> (
    None
):
    drift = BY_KEY["live_drift"]
    origin = replace(LAST.provenance, live_energy=LAST.energy - 1)
    settled = replace(LAST, state=SessionState.SETTLED, provenance=origin)

    assert drift.value_fn(VIEW) is None
    assert drift.value_fn(replace(VIEW, drifted=settled)) == 1


def test_a_flat_tariff_has_no_off_peak_share() -> None:
    flat = replace(VIEW, off_peak=None)

    missing = {s.key for s in ORDINARY if not s.exists_fn(flat)}

    assert missing == {"last_session_off_peak_share"}


def test_an_unpriced_session_has_no_share_and_no_rate() -> None:
    slots = tuple(replace(slot, unit_rate=None, band=None) for slot in LAST.slots)
    view = replace(VIEW, last_session=replace(LAST, slots=slots))

    assert BY_KEY["last_session_off_peak_share"].value_fn(view) is None
    assert BY_KEY["last_session_average_rate"].value_fn(view) is None
    assert BY_KEY["last_session_cost"].value_fn(view) is None
    assert BY_KEY["last_session_cost"].attributes_fn(view) == {"unpriced_kwh": 16.0}


@pytest.mark.parametrize("minutes", [1, 71, 199, 203, 1439])
def test_a_duration_reads_to_the_minute_where_hours_are_cut_off(minutes: int) -> None:
    ended = replace(
        LAST, span=Span(at("00:00"), at("00:00") + timedelta(minutes=minutes))
    )

    hours = BY_KEY["last_session_duration"].value_fn(replace(VIEW, last_session=ended))

    assert isinstance(hours, float)
    assert int(hours * 60) == minutes
