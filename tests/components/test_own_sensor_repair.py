"""A sensor that the user chose and that is gone is asked for again."""

from typing import Any, Final

import pytest

from custom_components.octopus_ev.const import DOMAIN
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.helpers import entity_registry as er, issue_registry as ir
from homeassistant.setup import async_setup_component
from tests.components.conftest import Home, Settle

POWER: Final = "sensor.my_charger_power"
OTHER: Final = "sensor.another_power"
HOUSE: Final = "sensor.my_house_power"
WATTS: Final = {"unit_of_measurement": "W", "device_class": "power"}


@pytest.fixture
async def home(settle: Settle) -> Home:
    """Return a home with a sensor on the charger and one on the house."""
    home = await settle()
    registry = er.async_get(home.hass)
    registry.async_get_or_create("sensor", "test", "1", suggested_object_id=POWER[7:])
    home.hass.states.async_set(HOUSE, "300", WATTS)
    chosen = {"charger_power_sensor": POWER, "house_power_sensor": HOUSE}
    assert await home.set_up()
    [key] = home.runtime.engine.point_keys
    home.hass.config_entries.async_update_entry(
        home.entry, options={"sensors": {key: chosen}}
    )
    await home.hass.config_entries.async_reload(home.entry.entry_id)
    await home.hass.async_block_till_done()
    return home


def issue(home: Home) -> ir.IssueEntry | None:
    issues = ir.async_get(home.hass).issues.values()
    return next((one for one in issues if one.translation_key == "sensor_gone"), None)


async def remove(home: Home) -> ir.IssueEntry:
    er.async_get(home.hass).async_remove(POWER)
    await home.hass.async_block_till_done()
    found = issue(home)
    assert found is not None
    return found


async def ask(home: Home) -> tuple[Any, Any]:
    """Open the repair; return what goes on with it, and its form."""
    found = await remove(home)
    assert await async_setup_component(home.hass, "repairs", {})
    manager = home.hass.data["repairs"]["flow_manager"]
    form = await manager.async_init(DOMAIN, context={"issue_id": found.issue_id})
    return manager, form


async def test_sensors_that_are_there_are_not_asked_for(home: Home) -> None:
    assert issue(home) is None


async def test_one_that_is_removed_is_asked_for_by_name(home: Home) -> None:
    found = await remove(home)

    assert found.is_fixable
    assert found.translation_placeholders is not None
    assert found.translation_placeholders["sensors"] == f"- `{POWER}`"


async def test_it_is_asked_for_after_a_restart_as_well(home: Home) -> None:
    await remove(home)

    await home.hass.config_entries.async_unload(home.entry.entry_id)
    assert issue(home) is None

    assert await home.set_up()
    assert issue(home) is not None


async def test_one_that_is_back_is_not_asked_for_any_more(home: Home) -> None:
    await remove(home)

    registry = er.async_get(home.hass)
    registry.async_get_or_create("sensor", "test", "1", suggested_object_id=POWER[7:])
    await home.hass.async_block_till_done()

    assert issue(home) is None


async def test_another_is_chosen_in_its_place(home: Home) -> None:
    home.hass.states.async_set(OTHER, "0", WATTS)
    manager, form = await ask(home)
    suggested = {
        str(field): field.description["suggested_value"]
        for field in form["data_schema"].schema
        if field.description
    }
    assert suggested == {"house_power_sensor": HOUSE}

    choice = {"charger_power_sensor": OTHER, "house_power_sensor": HOUSE}
    done = await manager.async_configure(form["flow_id"], choice)
    await home.hass.async_block_till_done()

    assert done["type"] is FlowResultType.CREATE_ENTRY
    [key] = home.runtime.engine.point_keys
    assert home.entry.options["sensors"] == {key: choice}
    assert home.runtime.settings.sensors[key].charger_power == OTHER
    assert issue(home) is None


async def test_what_is_no_sensor_is_refused(home: Home) -> None:
    manager, form = await ask(home)

    again = await manager.async_configure(
        form["flow_id"], {"charger_power_sensor": "sensor.nowhere"}
    )

    assert again["errors"] == {"charger_power_sensor": "unknown_sensor"}
    assert issue(home) is not None


async def test_an_account_that_went_meanwhile_is_asked_nothing(home: Home) -> None:
    manager, form = await ask(home)
    await home.hass.config_entries.async_remove(home.entry.entry_id)

    done = await manager.async_configure(form["flow_id"], {})

    assert (done["type"], done["reason"]) == (FlowResultType.ABORT, "not_loaded")
