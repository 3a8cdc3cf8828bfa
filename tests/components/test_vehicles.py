"""A vehicle of the user's is a device with figures of its own."""

from datetime import timedelta
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Final

import pytest
from pytest_homeassistant_custom_component.components.recorder.common import (
    async_wait_recording_done,
)

from custom_components.octopus_ev import async_remove_config_entry_device
from custom_components.octopus_ev.const import DOMAIN
from homeassistant.config_entries import ConfigSubentry
from homeassistant.const import STATE_UNKNOWN
from homeassistant.core import HomeAssistant
from homeassistant.helpers import device_registry as dr, entity_registry as er
from homeassistant.util import dt as dt_util

from .conftest import Home, Settle

FIGURES: Final[dict[str, Any]] = {
    "battery_kwh": 50.0,
    "miles_per_kwh": 4.0,
    "miles_per_gallon": 45.4609,
    "fuel_price": 1.5,
}


def described(name: str = "Leaf", key: str = "0a1b2c3d4e", **data: Any) -> Any:
    """Return a vehicle as the flow keeps it."""
    return ConfigSubentry(
        data=MappingProxyType(data),
        subentry_type="vehicle",
        title=name,
        unique_id=key,
    )


async def with_vehicles(settle: Settle, *vehicles: ConfigSubentry) -> Home:
    """Return a home that has vehicles, set up."""
    home = await settle()
    for vehicle in vehicles:
        home.hass.config_entries.async_add_subentry(home.entry, vehicle)
    assert await home.set_up()
    return home


def number(hass: HomeAssistant, name: str) -> float:
    state = hass.states.get(f"sensor.{name}")
    assert state is not None, name
    return float(state.state)


async def test_the_only_vehicle_has_all_that_was_charged(settle: Settle) -> None:
    home = await with_vehicles(settle, described(**FIGURES))
    hass, (key,) = home.hass, home.runtime.engine.point_keys
    last = home.runtime.engine.view(key).last_session
    assert last is not None
    assert last.cost is not None
    assert last.vehicle_name == "Leaf"

    for figure in ("energy_this_month", "cost_this_month", "energy_in_total"):
        assert number(hass, f"leaf_charging_{figure}") == pytest.approx(
            number(hass, f"octopus_ev_charging_{figure}")
        )
    assert number(hass, "leaf_last_session_energy") == pytest.approx(float(last.energy))
    assert number(hass, "leaf_last_session_charge_added") == pytest.approx(
        float(2 * last.energy)
    )
    assert number(hass, "leaf_cost_per_mile") == pytest.approx(
        float(last.cost / last.energy / 4)
    )
    # A gallon's ten litres go as far as a tenth of that in kWh: 15 p a mile.
    sessions = home.runtime.engine.view(key).sessions
    saved = sum(
        4 * one.energy * Decimal("0.15") - one.cost
        for one in sessions
        if one.cost is not None
    )
    assert number(hass, "leaf_saved_against_petrol_in_total") == pytest.approx(
        float(saved)
    )
    assert (
        hass.states.get("sensor.leaf_cost_per_mile").attributes["estimate"] is True  # type: ignore[union-attr]
    )


async def test_a_vehicle_is_a_device_of_its_subentry_behind_the_supply_point(
    settle: Settle,
) -> None:
    vehicle = described()
    home = await with_vehicles(settle, vehicle)
    hass, (key,) = home.hass, home.runtime.engine.point_keys
    registry = dr.async_get(hass)
    device = registry.async_get_device_by_identifier(
        (DOMAIN, "0a1b2c3d4e"), home.entry.entry_id
    )
    point = registry.async_get_device_by_identifier((DOMAIN, key), home.entry.entry_id)
    assert device is not None
    assert point is not None

    assert device.name == "Leaf"
    assert device.via_device_id == point.id
    assert device.config_subentry_id == vehicle.subentry_id
    assert not await async_remove_config_entry_device(hass, home.entry, device)
    entities = er.async_entries_for_device(er.async_get(hass), device.id)
    # Of a car of which nothing is known, nothing is worked out.
    assert {one.unique_id for one in entities} == {
        f"0a1b2c3d4e_vehicle_{name}"
        for name in (
            "cost_ever",
            "cost_this_month",
            "energy_ever",
            "energy_this_month",
            "last_session_cost",
            "last_session_end",
            "last_session_energy",
        )
    }

    hass.config_entries.async_remove_subentry(home.entry, vehicle.subentry_id)
    await hass.async_block_till_done()
    assert registry.async_get(device.id) is None
    assert hass.states.get("sensor.leaf_last_session_cost") is None


async def test_two_vehicles_of_which_nothing_is_known_share_nothing(
    settle: Settle,
) -> None:
    home = await with_vehicles(
        settle, described(), described("Zoe", "1a1b2c3d4e", battery_kwh=40.0)
    )
    hass, (key,) = home.hass, home.runtime.engine.point_keys
    last = home.runtime.engine.view(key).last_session
    assert last is not None
    assert last.vehicle is None
    assert number(hass, "zoe_charging_energy_in_total") == 0
    state = hass.states.get("sensor.zoe_last_session_charge_added")
    assert state is not None
    assert state.state == STATE_UNKNOWN

    await home.runtime.engine.async_edit(last.session_id, vehicle="Zoe")
    await hass.async_block_till_done()
    assert number(hass, "zoe_charging_energy_in_total") == pytest.approx(
        float(last.energy)
    )
    assert number(hass, "leaf_charging_energy_in_total") == 0
    # The user's word stands after a restart, and for a vehicle by another name.
    (zoe,) = (s for s in home.entry.subentries.values() if s.title == "Zoe")
    hass.config_entries.async_update_subentry(home.entry, zoe, title="Renault")
    await hass.async_block_till_done()
    session = home.runtime.engine.session(last.session_id)
    assert session is not None
    assert (session.vehicle_name, session.vehicle_by) == ("Renault", "manual")


async def test_what_is_linked_tells_two_vehicles_apart_and_carbon_is_kept(
    settle: Settle,
) -> None:
    home = await settle(options={"carbon_sensor": "sensor.carbon"})
    hass = home.hass
    weeks_ago = (dt_util.utcnow() - timedelta(days=9)).timestamp()
    hass.states.async_set("binary_sensor.leaf", "off", timestamp=weeks_ago)
    hass.states.async_set("binary_sensor.zoe", "on", timestamp=weeks_ago)
    hass.states.async_set(
        "sensor.carbon", "150", {"unit_of_measurement": "g/kWh"}, timestamp=weeks_ago
    )
    await async_wait_recording_done(hass)
    for name, key in (("Leaf", "0a1b2c3d4e"), ("Zoe", "1a1b2c3d4e")):
        hass.config_entries.async_add_subentry(
            home.entry,
            described(name, key, plugged_in_sensor=f"binary_sensor.{name.lower()}"),
        )
    assert await home.set_up()
    await home.pass_time(seconds=6)
    (key,) = home.runtime.engine.point_keys
    sessions = home.runtime.engine.view(key).sessions
    last = sessions[-1]

    assert (last.vehicle_name, last.vehicle_by) == ("Zoe", "link")
    assert sessions[0].vehicle is None
    assert last.carbon is not None
    assert last.carbon.grams == 150 * last.energy
    assert number(hass, "octopus_ev_last_session_carbon_dioxide") == pytest.approx(
        float(last.energy) * 0.15
    )
    state = hass.states.get("sensor.octopus_ev_carbon_dioxide_this_month")
    assert state is not None
    assert state.attributes["unknown_kwh"] > 0

    # It stays so when nobody tells any more.
    for name in ("binary_sensor.leaf", "binary_sensor.zoe", "sensor.carbon"):
        hass.states.async_remove(name)
    hass.config_entries.async_update_entry(home.entry, options={})
    await hass.async_block_till_done()
    again = home.runtime.engine.session(last.session_id)
    assert again is not None
    assert (again.vehicle_name, again.carbon) == ("Zoe", last.carbon)


async def test_an_entity_that_is_renamed_is_asked_by_its_new_name(
    settle: Settle,
) -> None:
    home = await settle(options={"carbon_sensor": "sensor.brand_co2"})
    registry = er.async_get(home.hass)
    for domain, name in (("binary_sensor", "plug"), ("sensor", "co2")):
        registry.async_get_or_create(domain, "brand", name)
    vehicle = described(plugged_in_sensor="binary_sensor.brand_plug")
    home.hass.config_entries.async_add_subentry(home.entry, vehicle)
    assert await home.set_up()
    registry.async_update_entity(
        "binary_sensor.brand_plug", new_entity_id="binary_sensor.leaf"
    )
    await home.hass.async_block_till_done()
    registry.async_update_entity("sensor.brand_co2", new_entity_id="sensor.grid")
    await home.hass.async_block_till_done()

    settings = home.runtime.settings
    assert settings.carbon_sensor == "sensor.grid"
    (own,) = settings.vehicles
    assert own.sensors.entity_ids == ("binary_sensor.leaf",)
