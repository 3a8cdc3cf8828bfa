"""What the quality scale asks of a running integration: its entities, actions and log."""

import json
import logging
from pathlib import Path
from typing import Any, Final

import pytest

import custom_components.octopus_ev
from custom_components.octopus_ev import PLATFORMS
from custom_components.octopus_ev.const import DOMAIN
from homeassistant.components.sensor import SensorDeviceClass
from homeassistant.const import EntityCategory
from homeassistant.core import HomeAssistant
from homeassistant.helpers import device_registry as dr, entity_registry as er
from homeassistant.setup import async_setup_component
from homeassistant.util.yaml import load_yaml_dict
from tests.components.conftest import Home, Settle
from tests.components.test_names import ALL_BINARY_SENSORS, ALL_SENSORS
from tests.components.test_vehicles import FIGURES, described
from tests.contract.test_readme import off_by_default

PACKAGE: Final = Path(custom_components.octopus_ev.__path__[0])
TEXTS: Final[Any] = json.loads((PACKAGE / "translations" / "en.json").read_text())
# Units for which there is a class, whose figures the frontend converts or formats.
CLASSES: Final = {
    "kWh": {SensorDeviceClass.ENERGY, SensorDeviceClass.ENERGY_STORAGE},
    "W": {SensorDeviceClass.POWER},
    "kW": {SensorDeviceClass.POWER},
    "GBP": {SensorDeviceClass.MONETARY},
    "min": {SensorDeviceClass.DURATION},
    "h": {SensorDeviceClass.DURATION},
    "g": {SensorDeviceClass.WEIGHT},
    "kg": {SensorDeviceClass.WEIGHT},
}
OFF: Final = [
    description
    for description in (*ALL_SENSORS, *ALL_BINARY_SENSORS)
    if not description.entity_registry_enabled_default
]


async def test_actions_are_there_without_an_account(hass: HomeAssistant) -> None:
    assert await async_setup_component(hass, DOMAIN, {})

    registered = hass.services.async_services_for_domain(DOMAIN)
    assert {*registered} == {*load_yaml_dict(str(PACKAGE / "services.yaml"))}


async def test_every_entity_keeps_the_rules(settle: Settle) -> None:
    home = await settle("P1")
    home.hass.config_entries.async_add_subentry(home.entry, described(**FIGURES))
    assert await home.set_up()
    await home.pass_time(minutes=5)
    devices = dr.async_get(home.hass)

    entries = er.async_entries_for_config_entry(
        er.async_get(home.hass), home.entry.entry_id
    )

    assert {entry.domain for entry in entries} == {*PLATFORMS}
    assert len({entry.device_id for entry in entries}) == 3
    for entry in entries:
        assert entry.has_entity_name, entry.entity_id
        assert entry.translation_key in TEXTS["entity"][entry.domain], entry.entity_id
        assert entry.device_id is not None, entry.entity_id
        device = devices.async_get(entry.device_id)
        assert isinstance(device, dr.DeviceEntry), entry.entity_id
        assert device.name, entry.entity_id
        assert entry.original_icon is None, entry.entity_id
        classes = CLASSES.get(entry.unit_of_measurement or "", set())
        assert not classes or entry.original_device_class in classes, entry.entity_id


def test_what_is_off_at_first_is_what_the_readme_says() -> None:
    names = {TEXTS["entity"]["sensor"][each.key]["name"] for each in OFF}

    assert names == off_by_default()


def test_what_is_off_at_first_is_diagnostic() -> None:
    assert {each.entity_category for each in OFF} == {EntityCategory.DIAGNOSTIC}


async def test_an_outage_is_logged_once_and_so_is_its_end(
    home: Home, caplog: pytest.LogCaptureFixture
) -> None:
    home.world.faults.add({"status": 503}, path="*", times=None)
    caplog.clear()
    for _ in range(4):
        await home.pass_time(hours=2)
    down = said(caplog)
    home.world.faults.clear()
    caplog.clear()
    for _ in range(4):
        await home.pass_time(hours=2)

    assert len(down) > 1
    assert len(down) == len({*down})
    up = said(caplog)
    assert len(up) == len({*up}) == len(down)
    assert all("recovered" in line for line in up)


def said(caplog: pytest.LogCaptureFixture) -> list[str]:
    """Return what our coordinators say to the user."""
    return [
        record.getMessage()
        for record in caplog.records
        if record.levelno >= logging.INFO
        if record.name == "custom_components.octopus_ev"
    ]
