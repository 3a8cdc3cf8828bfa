"""Every entity has a name, every state of it a word, and none is left over."""

import json
from pathlib import Path

import pytest

import custom_components.octopus_ev
from custom_components.octopus_ev.binary_sensor import BINARY_SENSORS
from custom_components.octopus_ev.binary_sensor_device import DEVICE_BINARY_SENSORS
from custom_components.octopus_ev.calendar import CHARGING_CALENDAR
from custom_components.octopus_ev.event import CHARGING_SESSION
from custom_components.octopus_ev.number import TARGET
from custom_components.octopus_ev.sensor import SENSORS
from custom_components.octopus_ev.sensor_device import DEVICE_SENSORS
from custom_components.octopus_ev.sensor_vehicle import VEHICLE_SENSORS
from custom_components.octopus_ev.switch import SWITCHES
from custom_components.octopus_ev.time import READY_BY
from homeassistant.components.sensor import SensorEntityDescription
from homeassistant.helpers.entity import EntityDescription

ALL_BINARY_SENSORS: tuple[EntityDescription, ...] = (
    *BINARY_SENSORS,
    *DEVICE_BINARY_SENSORS,
)
ALL_SENSORS: tuple[SensorEntityDescription, ...] = (
    *SENSORS,
    *DEVICE_SENSORS,
    *VEHICLE_SENSORS,
)
PACKAGE = Path(custom_components.octopus_ev.__path__[0])
KEYS = {
    "binary_sensor": {description.key for description in ALL_BINARY_SENSORS},
    "calendar": {CHARGING_CALENDAR.key},
    "event": {CHARGING_SESSION.key},
    "number": {TARGET.key},
    "sensor": {description.key for description in ALL_SENSORS},
    "switch": {description.key for description in SWITCHES},
    "time": {READY_BY.key},
}

type Tree = dict[str, "Tree"] | str

# The Japanese texts have the same keys, which another test holds them to.
TEXTS: Tree = json.loads((PACKAGE / "translations" / "en.json").read_text())


@pytest.fixture(autouse=True)
def integration() -> None:
    """Look at descriptions alone, without a running Home Assistant."""


def branch(tree: Tree, *path: str) -> dict[str, Tree]:
    for key in path:
        assert isinstance(tree, dict)
        tree = tree[key]
    assert isinstance(tree, dict)
    return tree


def test_every_entity_has_a_name_and_no_name_is_left_over() -> None:
    named = branch(TEXTS, "entity")

    assert {platform: branch(named, platform).keys() for platform in named} == KEYS
    assert all("name" in branch(named, p, key) for p in KEYS for key in KEYS[p])


def test_every_translation_key_is_the_entity_key() -> None:
    for description in (
        *ALL_SENSORS,
        *ALL_BINARY_SENSORS,
        CHARGING_CALENDAR,
        CHARGING_SESSION,
        *SWITCHES,
        TARGET,
        READY_BY,
    ):
        assert description.translation_key == description.key


def test_every_state_of_an_enumeration_has_a_word() -> None:
    sensors = branch(TEXTS, "entity", "sensor")

    assert {
        description.key: list(branch(sensors, description.key, "state"))
        for description in ALL_SENSORS
        if description.options is not None
    } == {
        description.key: sorted(description.options)
        for description in ALL_SENSORS
        if description.options is not None
    }


def test_every_event_type_has_a_word() -> None:
    event = branch(TEXTS, "entity", "event", CHARGING_SESSION.key)

    words = branch(event, "state_attributes", "event_type", "state")

    assert words.keys() == set(CHARGING_SESSION.event_types or ())
