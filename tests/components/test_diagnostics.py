"""Diagnostics show how an account fares, and nothing of whose it is."""

from collections.abc import Iterator
import json
from typing import Any

from pytest_homeassistant_custom_component.components.diagnostics import (
    get_diagnostics_for_config_entry,
    get_diagnostics_for_device,
)
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from homeassistant.helpers import device_registry as dr
from tests.components.conftest import Home, Settle


async def _diagnostics(home: Home, client: ClientSessionGenerator) -> Any:
    return await get_diagnostics_for_config_entry(home.hass, client, home.entry)


def _secrets(home: Home) -> Iterator[str]:
    yield home.world.api_key
    yield home.world.account_number
    for place in home.world.account.properties:
        for point in place.points:
            yield point.mpan
            for meter in point.meters:
                yield meter.serial
                if meter.device_id:
                    yield meter.device_id


async def test_no_identifier_is_in_them(
    home: Home, hass_client: ClientSessionGenerator
) -> None:
    shown = json.dumps(await _diagnostics(home, hass_client))
    for secret in _secrets(home):
        assert secret not in shown


async def test_they_count_what_is_there(
    home: Home, hass_client: ClientSessionGenerator
) -> None:
    shown = await _diagnostics(home, hass_client)
    [key] = home.runtime.engine.point_keys
    view = home.runtime.engine.view(key)
    [point] = shown["points"]
    assert point["readings"] == len(view.readings)
    assert point["has_telemetry"] is True
    assert point["missing_readings"] == 0
    assert sum(point["sessions_by_state"].values()) == len(view.sessions)
    assert point["product"].startswith("GO-")
    assert shown["settings"]["points"] == 1
    assert shown["settings"]["charger_power_given"] is False
    assert shown["coordinators"]["readings"]["last_update_success"] is True
    assert shown["coordinators"]["readings"]["last_failure"] is None
    assert len(shown["coordinators"]["live"]) == 1


async def test_they_name_what_went_wrong(
    home: Home, hass_client: ClientSessionGenerator
) -> None:
    home.world.faults.add({"status": 503}, path="*", times=None)
    await home.pass_time(minutes=6)
    [live] = (await _diagnostics(home, hass_client))["coordinators"]["live"]
    assert live["last_update_success"] is False
    assert live["last_failure"] == "unreachable"


async def test_a_meter_without_readings_has_none_to_show(
    settle: Settle, hass_client: ClientSessionGenerator
) -> None:
    home = await settle("P6")
    await home.set_up()
    [point] = (await _diagnostics(home, hass_client))["points"]
    assert point["readings"] == 0
    assert point["newest_reading"] is None
    assert point["sessions_by_state"] == {}


async def test_they_say_which_sensors_are_followed_but_not_their_names(
    settle: Settle, hass_client: ClientSessionGenerator
) -> None:
    chosen = {
        "charger_energy_sensor": "sensor.aunt_mary_s_charger",
        "house_power_sensor": "sensor.aunt_mary_s_house",
    }
    home = await settle(options={"sensors": {"0123456789": chosen}})
    await home.set_up()
    shown = await _diagnostics(home, hass_client)

    assert shown["settings"]["own_sensors"] == [
        {"charger_energy": True, "charger_power": False, "house_power": True}
    ]
    assert "mary" not in json.dumps(shown["settings"])
    [point] = shown["points"]
    assert point["charger_heard"] is False
    assert point["live_drift_kwh"] is None


async def test_they_tell_of_cars_and_of_what_is_not_offered(
    settle: Settle, hass_client: ClientSessionGenerator
) -> None:
    home = await settle("P11")
    home.world.scenario.update({"disabled_fields": "completedDispatches"})
    home.world.plug()
    assert await home.set_up()
    await home.hass.async_block_till_done(wait_background_tasks=True)

    shown = await _diagnostics(home, hass_client)

    [point] = shown["points"]
    [device] = point["devices"]
    assert device["kind"] == "vehicle"
    assert device["fresh"] is True
    assert device["targets"] == 7
    off = shown["capabilities_off"]
    assert "KT-CT-1113" in off["completed_dispatches"]
    assert shown["coordinators"]["cars"]["last_update_success"] is True
    [car] = home.world.account.devices
    for secret in (*_secrets(home), car.id, car.model):
        assert secret not in json.dumps(shown)


async def test_they_tell_what_may_still_be_asked_or_why_nobody_knows(
    home: Home, hass_client: ClientSessionGenerator
) -> None:
    shown = await _diagnostics(home, hass_client)
    assert shown["allowance"]["points"] == home.world.scenario.points_limit
    assert 0 < shown["allowance"]["left"] < shown["allowance"]["points"]
    assert shown["allowance"]["blocked"] == []

    home.world.scenario.disabled_fields = "rateLimitInfo"
    shown = await _diagnostics(home, hass_client)
    assert shown["allowance"] == "not_available"


async def test_each_device_has_its_own(
    settle: Settle, hass_client: ClientSessionGenerator
) -> None:
    home = await settle("P11")
    assert await home.set_up()
    # The import of the past notes that there is none; that is shown as well.
    await home.pass_time(seconds=5)

    shown = [
        await get_diagnostics_for_device(home.hass, hass_client, home.entry, device)
        for device in dr.async_get(home.hass).devices
    ]

    [point] = (await _diagnostics(home, hass_client))["points"]
    [car] = point["devices"]
    assert {"point": point} in shown
    assert {"device": car} in shown
    assert len(shown) == 2


async def test_an_account_that_is_not_set_up_says_why(
    settle: Settle, hass_client: ClientSessionGenerator
) -> None:
    home = await settle()
    assert await home.set_up()
    [device] = dr.async_get(home.hass).devices
    home.world.faults.add({"status": 503}, path="*", times=None)
    await home.hass.config_entries.async_reload(home.entry.entry_id)

    expected = {"state": "setup_retry", "reason": "unreachable"}
    assert await _diagnostics(home, hass_client) == expected
    shown = await get_diagnostics_for_device(home.hass, hass_client, home.entry, device)
    assert shown == expected
