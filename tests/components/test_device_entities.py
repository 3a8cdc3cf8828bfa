"""The supplier's devices in Home Assistant: their entities, and when they come and go."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from syrupy.assertion import SnapshotAssertion

from custom_components.octopus_ev import async_remove_config_entry_device
from custom_components.octopus_ev.const import DOMAIN
from custom_components.octopus_ev.core.plan import DeviceReport
from custom_components.octopus_ev.core.smart import Alert, DeviceKind, DeviceState
from custom_components.octopus_ev.sensor_device import plain
from homeassistant.const import STATE_UNAVAILABLE, STATE_UNKNOWN
from homeassistant.helpers import device_registry as dr, entity_registry as er

from .conftest import Home, Settle
from .reports import CAR, report
from .shapes import shapes

PREFIX = "tesla_model_3"


@pytest.fixture
async def home(settle: Settle) -> Home:
    """Return a home of which the supplier has said that there is no car."""
    home = await settle()
    assert await home.set_up()
    await home.hass.async_block_till_done(wait_background_tasks=True)
    return home


async def tell(home: Home, *reports: DeviceReport) -> None:
    """Let the supplier tell of devices."""
    await home.runtime.engine.async_devices(reports)
    await home.hass.async_block_till_done()


def state(home: Home, entity_id: str) -> str | None:
    found = home.hass.states.get(entity_id)
    return None if found is None else found.state


def device(home: Home, key: str = CAR.key) -> dr.DeviceEntry | None:
    registry = dr.async_get(home.hass)
    return next(
        (
            entry
            for entry in dr.async_entries_for_config_entry(
                registry, home.entry.entry_id
            )
            if (DOMAIN, key) in entry.identifiers
        ),
        None,
    )


async def test_a_car_that_appears_is_a_device_behind_its_supply_point(
    home: Home,
) -> None:
    assert device(home) is None

    await tell(home, report())

    [key] = home.runtime.engine.point_keys
    car, point = device(home), device(home, key)
    assert car is not None
    assert point is not None
    assert (car.name, car.manufacturer, car.model) == (
        "Tesla Model 3",
        "Tesla",
        "Model 3",
    )
    assert car.via_device_id == point.id
    assert car.serial_number is None


async def test_the_entities_of_a_car(home: Home, snapshot: SnapshotAssertion) -> None:
    await tell(home, report())
    registry = er.async_get(home.hass)
    car = device(home)
    assert car is not None
    found = er.async_entries_for_device(
        registry, car.id, include_disabled_entities=True
    )

    assert {
        entry.entity_id: shape
        for domain in sorted({entry.domain for entry in found})
        for entity_id, shape in shapes(home, domain).items()
        for entry in found
        if entry.entity_id == entity_id
    } == snapshot
    shown = str([(entry.entity_id, entry.unique_id) for entry in found])
    assert CAR.device_id not in shown


async def test_what_a_car_does_and_what_is_planned_for_it(home: Home) -> None:
    await tell(home, report())

    assert state(home, f"sensor.{PREFIX}_state") == "plugged_in"
    assert state(home, f"binary_sensor.{PREFIX}_plugged_in") == "on"
    assert state(home, f"binary_sensor.{PREFIX}_dispatching") == "off"
    assert state(home, f"sensor.{PREFIX}_state_of_charge") == "54.0"
    assert state(home, f"sensor.{PREFIX}_charging_power") == "0.0"
    planned = f"sensor.{PREFIX}_next_planned"
    assert state(home, f"{planned}_start") == "2026-11-20T23:30:00+00:00"
    assert state(home, f"{planned}_end") == "2026-11-21T00:30:00+00:00"
    assert state(home, f"sensor.{PREFIX}_planned_energy") == "7.2"
    assert state(home, f"sensor.{PREFIX}_alert") == STATE_UNKNOWN

    await tell(home, report(state=DeviceState.SMART_CHARGING))

    assert state(home, f"binary_sensor.{PREFIX}_dispatching") == "on"

    await tell(home, report(state=None))

    assert state(home, f"sensor.{PREFIX}_state") == STATE_UNKNOWN
    assert state(home, f"binary_sensor.{PREFIX}_plugged_in") == STATE_UNKNOWN
    assert state(home, f"binary_sensor.{PREFIX}_dispatching") == "off"


async def test_a_car_of_which_nobody_tells_is_unavailable(home: Home) -> None:
    await tell(home, report())

    long_ago = datetime.now(UTC) - timedelta(minutes=41)
    await tell(home, replace(report(), told=long_ago))
    assert state(home, f"sensor.{PREFIX}_state") == STATE_UNAVAILABLE
    assert state(home, f"binary_sensor.{PREFIX}_plugged_in") == STATE_UNAVAILABLE
    assert state(home, f"binary_sensor.{PREFIX}_dispatching") == "off"
    assert state(home, f"sensor.{PREFIX}_planned_energy") == "7.2"

    longer_ago = datetime.now(UTC) - timedelta(minutes=61)
    await tell(home, replace(report(), told=long_ago, plan_told=longer_ago))
    assert state(home, f"binary_sensor.{PREFIX}_dispatching") == STATE_UNAVAILABLE
    assert state(home, f"sensor.{PREFIX}_planned_energy") == STATE_UNAVAILABLE


async def test_what_the_supplier_does_not_tell_has_no_entity(home: Home) -> None:
    bare = report(
        charge=None, power=None, battery_kwh=None, charger_power_kw=None, make=None
    )
    await tell(home, replace(bare, plan=(), plan_told=None))

    assert state(home, "sensor.model_3_state") == "plugged_in"
    assert {key for key in shapes(home, "sensor") if "model_3" in key} == {
        "sensor.model_3_alert",
        "sensor.model_3_state",
    }

    # A charge point that turns out to know the car's state of charge.
    await tell(home, report(make=None))
    assert state(home, "sensor.model_3_state_of_charge") == "54.0"


async def test_a_car_that_is_gone_leaves_and_may_come_back(home: Home) -> None:
    await tell(home, report())
    await tell(home)

    assert device(home) is None
    assert state(home, f"sensor.{PREFIX}_state") is None

    await tell(home, report())
    assert state(home, f"sensor.{PREFIX}_state") == "plugged_in"

    # A supply point stays, and a car that is listed cannot be removed by hand.
    await tell(home, report(retired=True))
    assert device(home) is None
    [key] = home.runtime.engine.point_keys
    assert device(home, key) is not None


async def test_a_car_stays_while_nobody_tells_whether_there_is_one(home: Home) -> None:
    await tell(home, report())

    assert await home.hass.config_entries.async_reload(home.entry.entry_id)
    await home.hass.async_block_till_done()

    car = device(home)
    assert car is not None
    await tell(home, report())
    assert not await async_remove_config_entry_device(home.hass, home.entry, car)


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({"make": "Ohme", "model": "Home Pro"}, "Ohme Home Pro"),
        ({"make": "Tesla", "model": "TESLA Model Y"}, "TESLA Model Y"),
        ({"make": "Hypervolt", "model": None}, "Hypervolt"),
        ({"make": None, "model": None}, "Car"),
        (
            {"make": None, "model": None, "kind": DeviceKind.CHARGE_POINT},
            "Charge point",
        ),
    ],
)
async def test_a_device_is_named_by_make_and_model(
    home: Home, changes: dict[str, object], name: str
) -> None:
    await tell(home, report(**changes))

    car = device(home)
    assert car is not None
    assert car.name == name


async def test_two_cars_of_one_model_are_told_apart(home: Home) -> None:
    await tell(home, report(), report(key="0000000002"))

    second = device(home, "0000000002")
    assert second is not None
    assert second.name == "Tesla Model 3 (2)"


async def test_the_latest_alert_is_shown_as_plain_text(home: Home) -> None:
    now = datetime.now(UTC)
    alerts = (
        Alert(at=None, message="Undated"),
        Alert(at=now - timedelta(days=1), message="Old"),
        Alert(at=now, message="<b>Check</b>\n the &lt;script&gt; cable &amp; plug"),
    )

    await tell(home, report(alerts=alerts))

    alert = home.hass.states.get(f"sensor.{PREFIX}_alert")
    assert alert is not None
    assert alert.state == "Check the cable & plug"
    assert alert.attributes["published"] == now.isoformat()

    await tell(home, report(alerts=alerts[:1]))
    alert = home.hass.states.get(f"sensor.{PREFIX}_alert")
    assert alert is not None
    assert (alert.state, alert.attributes["published"]) == ("Undated", None)


def test_a_long_text_is_cut_and_a_tag_left_open_is_none() -> None:
    assert plain("x" * 300) == "x" * 254 + "…"
    assert plain("a <b unfinished") == "a"


async def test_a_battery_and_a_charger_are_there_for_the_curious(home: Home) -> None:
    await tell(home, report())
    registry = er.async_get(home.hass)
    for name in ("battery_size", "charge_point_power"):
        registry.async_update_entity(f"sensor.{PREFIX}_{name}", disabled_by=None)
    await home.hass.config_entries.async_reload(home.entry.entry_id)
    await tell(home, report(charger_power_kw=Decimal("7.4")))

    assert state(home, f"sensor.{PREFIX}_battery_size") == "60.0"
    assert state(home, f"sensor.{PREFIX}_charge_point_power") == "7.4"


async def test_a_gauge_that_was_there_is_there_again_before_the_car_reports_it(
    home: Home,
) -> None:
    gauges = [
        f"sensor.{PREFIX}_{name}" for name in ("state_of_charge", "charging_power")
    ]
    await tell(home, report())
    assert {state(home, gauge) for gauge in gauges}.isdisjoint({None, STATE_UNKNOWN})

    await home.hass.config_entries.async_reload(home.entry.entry_id)
    await tell(home, report(charge=None, power=None))
    assert {state(home, gauge) for gauge in gauges} == {STATE_UNKNOWN}


async def test_a_car_outlives_a_day_on_which_none_is_told_of(settle: Settle) -> None:
    home = await settle("P11")
    assert await home.set_up()
    await home.hass.async_block_till_done(wait_background_tasks=True)
    assert state(home, f"sensor.{PREFIX}_state") == "unplugged"

    home.world.scenario.update({"disabled_fields": "devices"})
    assert await home.hass.config_entries.async_reload(home.entry.entry_id)
    await home.hass.async_block_till_done(wait_background_tasks=True)
    assert state(home, f"sensor.{PREFIX}_state") == STATE_UNAVAILABLE

    home.world.scenario.update({"disabled_fields": ""})
    await home.pass_time(hours=25)
    assert state(home, f"sensor.{PREFIX}_state") not in (None, STATE_UNAVAILABLE)


async def test_a_charge_point_that_never_plans_has_no_plan_and_no_target(
    settle: Settle,
) -> None:
    home = await settle("P2")
    home.world.plug()
    assert await home.set_up()
    await home.hass.async_block_till_done(wait_background_tasks=True)

    assert {
        entity_id
        for entity_id in home.hass.states.async_entity_ids()
        if "ohme" in entity_id
    } == {
        "binary_sensor.ohme_home_pro_dispatching",
        "binary_sensor.ohme_home_pro_plugged_in",
        "sensor.ohme_home_pro_alert",
        "sensor.ohme_home_pro_state",
        "switch.ohme_home_pro_boost",
        "switch.ohme_home_pro_smart_control",
    }


async def test_two_cars_are_two_devices_and_a_lost_one_is_told_apart(
    settle: Settle,
) -> None:
    home = await settle("P7")
    assert await home.set_up()
    await home.hass.async_block_till_done(wait_background_tasks=True)

    assert state(home, "sensor.tesla_model_3_state") == "unplugged"
    assert state(home, "sensor.renault_zoe_state") == "lost"
    assert state(home, "binary_sensor.renault_zoe_plugged_in") == STATE_UNKNOWN
    alert = state(home, "sensor.renault_zoe_alert")
    assert alert == "We have lost the connection to your Renault."
