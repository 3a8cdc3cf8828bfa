"""What is known of the home can be changed, and is used at once."""

from decimal import Decimal

import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.octopus_ev.core.model import Household, PaymentMethod
from custom_components.octopus_ev.settings import Settings
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import InvalidData
from simulator.world import World
from tests.components.flows import Dialog

HOME = {
    "payment_method": "other",
    "heat_pump": True,
    "battery": True,
    "solar": True,
}


async def options(hass: HomeAssistant, entry: MockConfigEntry) -> Dialog:
    """Return the dialog that changes the options."""
    manager = hass.config_entries.options
    return Dialog(manager, await manager.async_init(entry.entry_id))


async def test_what_is_known_of_the_home_is_stored(
    hass: HomeAssistant, world: World, configured: MockConfigEntry
) -> None:
    dialog = await options(hass, configured)
    assert dialog.step == "init"
    await dialog.answer(charger_power_kw=7.36, **HOME)
    assert dialog.step == "sensors"
    await dialog.answer()

    settings = Settings.from_entry(configured)
    assert settings.charger_power_kw == Decimal("7.36")
    assert settings.payment_method is PaymentMethod.OTHER
    assert settings.household == Household(heat_pump=True, battery=True, solar=True)


async def test_the_form_shows_what_is_set(
    hass: HomeAssistant, world: World, configured: MockConfigEntry
) -> None:
    set_before = {"charger_power_kw": 11.0, **HOME}
    hass.config_entries.async_update_entry(configured, options=set_before)
    dialog = await options(hass, configured)

    assert dialog.typed == set_before


async def test_an_emptied_charger_power_is_learnt_again(
    hass: HomeAssistant, world: World, configured: MockConfigEntry
) -> None:
    hass.config_entries.async_update_entry(
        configured, options={"charger_power_kw": 11.0, **HOME}
    )
    dialog = await options(hass, configured)
    await dialog.answer(**HOME)
    await dialog.answer()

    assert Settings.from_entry(configured).charger_power_kw is None


@pytest.mark.parametrize("power", [0.5, 22.5])
async def test_a_power_that_no_home_charger_has_is_not_taken(
    hass: HomeAssistant, world: World, configured: MockConfigEntry, power: float
) -> None:
    dialog = await options(hass, configured)

    with pytest.raises(InvalidData):
        await dialog.answer(charger_power_kw=power)


async def test_a_change_takes_effect_at_once(
    hass: HomeAssistant, world: World, configured: MockConfigEntry
) -> None:
    assert await hass.config_entries.async_setup(configured.entry_id)
    before = configured.runtime_data
    dialog = await options(hass, configured)
    await dialog.answer(charger_power_kw=7.4, **HOME)
    await dialog.answer()
    await hass.async_block_till_done()

    assert configured.runtime_data is not before


async def test_a_carbon_intensity_can_be_chosen_and_taken_back(
    hass: HomeAssistant, world: World, configured: MockConfigEntry
) -> None:
    hass.states.async_set("sensor.co2", "140", {"unit_of_measurement": "gCO2eq/kWh"})
    hass.states.async_set("sensor.power", "140", {"unit_of_measurement": "W"})
    dialog = await options(hass, configured)
    await dialog.answer(carbon_sensor="sensor.power", **HOME)
    assert dialog.errors == {"carbon_sensor": "no_intensity"}
    assert dialog.typed == {"carbon_sensor": "sensor.power", **HOME}
    await dialog.answer(carbon_sensor="sensor.co2", **HOME)
    await dialog.answer()
    assert Settings.from_entry(configured).carbon_sensor == "sensor.co2"

    dialog = await options(hass, configured)
    await dialog.answer(**HOME)
    await dialog.answer()
    assert Settings.from_entry(configured).carbon_sensor is None
