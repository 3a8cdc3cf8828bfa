"""Sensors of the user's own are chosen in the options, and only such as will do."""

from typing import Any

import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.octopus_ev.const import DOMAIN
from custom_components.octopus_ev.settings import (
    ChosenPoint,
    OwnSensors,
    Settings,
    entry_data,
)
from homeassistant.core import HomeAssistant
from homeassistant.helpers import device_registry as dr, entity_registry as er
from tests.components.flows import Dialog

COUNTER = {
    "unit_of_measurement": "kWh",
    "device_class": "energy",
    "state_class": "total_increasing",
}
POWER = {
    "unit_of_measurement": "kW",
    "device_class": "power",
    "state_class": "measurement",
}
MPAN, OTHER = "1012345678903", "1300000000006"


@pytest.fixture
def entry(hass: HomeAssistant) -> MockConfigEntry:
    """Return an entry that nobody sets up."""
    return made(hass, MPAN)


def made(
    hass: HomeAssistant, *mpans: str, options: dict[str, Any] | None = None
) -> MockConfigEntry:
    entry = MockConfigEntry(
        domain=DOMAIN,
        title="Octopus EV Charging",
        data=entry_data("sk_test", "A-AAAA1111", [ChosenPoint(mpan) for mpan in mpans]),
        options=options or {},
    )
    entry.add_to_hass(hass)
    return entry


async def sensors(hass: HomeAssistant, entry: MockConfigEntry) -> Dialog:
    """Return the dialog at the step of the sensors."""
    manager = hass.config_entries.options
    dialog = Dialog(manager, await manager.async_init(entry.entry_id))
    await dialog.answer(payment_method="other")
    assert dialog.step == "sensors"
    return dialog


def is_last(dialog: Dialog) -> bool:
    last: bool = dialog.result["last_step"]
    return last


def chosen(entry: MockConfigEntry) -> list[OwnSensors]:
    settings = Settings.from_entry(entry)
    return [settings.sensors[key] for key in settings.point_keys]


async def test_all_three_can_be_chosen_and_are_shown_again(
    hass: HomeAssistant, entry: MockConfigEntry
) -> None:
    hass.states.async_set("sensor.total", "1234.5", COUNTER)
    hass.states.async_set("sensor.charger", "unavailable", POWER)
    hass.states.async_set("sensor.house", "0.4", POWER)
    picked = {
        "charger_energy_sensor": "sensor.total",
        "charger_power_sensor": "sensor.charger",
        "house_power_sensor": "sensor.house",
    }
    dialog = await sensors(hass, entry)
    assert dialog.typed == {}
    await dialog.answer(**picked)

    (own,) = chosen(entry)
    assert own == OwnSensors(
        charger_energy="sensor.total",
        charger_power="sensor.charger",
        house_power="sensor.house",
    )
    assert own.on_charger
    assert entry.options["payment_method"] == "other"
    assert (await sensors(hass, entry)).typed == picked


async def test_an_emptied_field_is_a_sensor_no_longer(
    hass: HomeAssistant, entry: MockConfigEntry
) -> None:
    hass.states.async_set("sensor.total", "1234.5", COUNTER)
    await (await sensors(hass, entry)).answer(charger_energy_sensor="sensor.total")
    await (await sensors(hass, entry)).answer()

    assert chosen(entry) == [OwnSensors()]
    assert not chosen(entry)[0].on_charger


@pytest.mark.parametrize(
    ("field", "state", "attributes", "reason"),
    [
        ("charger_energy_sensor", None, {}, "unknown_sensor"),
        (
            "charger_energy_sensor",
            "5",
            {**COUNTER, "unit_of_measurement": "W"},
            "wrong_unit",
        ),
        ("charger_power_sensor", "5", COUNTER, "wrong_unit"),
        ("house_power_sensor", "5", {}, "wrong_unit"),
        (
            "charger_energy_sensor",
            "5",
            {**COUNTER, "state_class": "measurement"},
            "not_a_counter",
        ),
        ("charger_energy_sensor", "lots", COUNTER, "not_a_number"),
        ("house_power_sensor", "nan", POWER, "not_a_number"),
    ],
)
async def test_a_sensor_that_will_not_do_is_refused_with_its_reason(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    field: str,
    state: str | None,
    attributes: dict[str, str],
    reason: str,
) -> None:
    if state is not None:
        hass.states.async_set("sensor.mine", state, attributes)
    dialog = await sensors(hass, entry)
    await dialog.answer(**{field: "sensor.mine"})

    assert dialog.errors == {field: reason}
    assert dialog.typed == {field: "sensor.mine"}
    assert entry.options == {}


async def test_a_sensor_that_is_away_is_known_by_what_was_registered(
    hass: HomeAssistant, entry: MockConfigEntry
) -> None:
    registered = er.async_get(hass).async_get_or_create(
        "sensor",
        "charger_brand",
        "total",
        unit_of_measurement="kWh",
        capabilities={"state_class": "total"},
    )
    dialog = await sensors(hass, entry)
    await dialog.answer(charger_energy_sensor=registered.entity_id)

    assert chosen(entry)[0].charger_energy == registered.entity_id


async def test_a_sensor_of_ours_would_only_hear_itself(
    hass: HomeAssistant, entry: MockConfigEntry
) -> None:
    own = er.async_get(hass).async_get_or_create("sensor", DOMAIN, "live_demand")
    hass.states.async_set(own.entity_id, "5", POWER)
    dialog = await sensors(hass, entry)
    await dialog.answer(house_power_sensor=own.entity_id)

    assert dialog.errors == {"house_power_sensor": "sensor_of_ours"}


async def test_each_supply_point_is_asked_about_by_its_name(
    hass: HomeAssistant,
) -> None:
    entry = made(hass, MPAN, OTHER)
    first, second = Settings.from_entry(entry).point_keys
    dr.async_get(hass).async_get_or_create(
        config_entry_id=entry.entry_id, identifiers={(DOMAIN, first)}, name="At home"
    )
    hass.states.async_set("sensor.total", "1234.5", COUNTER)
    dialog = await sensors(hass, entry)
    assert dialog.result["description_placeholders"] == {"device": "At home"}
    assert not is_last(dialog)
    await dialog.answer()
    assert dialog.result["description_placeholders"] == {
        "device": "Octopus EV Charging"
    }
    assert is_last(dialog)
    await dialog.answer(charger_energy_sensor="sensor.total")

    settings = Settings.from_entry(entry)
    assert settings.sensors[first] == OwnSensors()
    assert settings.sensors[second] == OwnSensors(charger_energy="sensor.total")


async def test_sensors_of_a_point_that_is_not_followed_now_are_kept(
    hass: HomeAssistant,
) -> None:
    other = {"0123456789": {"charger_energy_sensor": "sensor.other"}}
    entry = made(hass, MPAN, options={"sensors": other})
    await (await sensors(hass, entry)).answer()

    assert entry.options["sensors"]["0123456789"] == other["0123456789"]
