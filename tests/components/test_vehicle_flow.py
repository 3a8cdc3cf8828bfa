"""A vehicle is described in three steps; only its name is needed."""

from decimal import Decimal
from types import MappingProxyType
from typing import Any, Final

import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.octopus_ev.const import DOMAIN
from custom_components.octopus_ev.core.vehicle import Vehicle
from custom_components.octopus_ev.settings import (
    ChosenPoint,
    OwnVehicle,
    Settings,
    VehicleSensors,
    entry_data,
)
from homeassistant.config_entries import SOURCE_RECONFIGURE, SOURCE_USER, ConfigSubentry
from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er

from .conftest import Settle
from .flows import Dialog

KIND: Final = "vehicle"
FIGURES: Final = {
    "battery_kwh": 64.8,
    "miles_per_kwh": 3.5,
    "charger_power_kw": 7.4,
}


@pytest.fixture
def entry(hass: HomeAssistant) -> MockConfigEntry:
    """Return an entry that nobody sets up."""
    entry = MockConfigEntry(
        domain=DOMAIN,
        title="Octopus EV Charging",
        data=entry_data("sk_test", "A-AAAA1111", [ChosenPoint("1012345678903")]),
    )
    entry.add_to_hass(hass)
    return entry


async def adding(hass: HomeAssistant, entry: MockConfigEntry) -> Dialog:
    """Return the dialog that adds a vehicle."""
    manager = hass.config_entries.subentries
    started = await manager.async_init(
        (entry.entry_id, KIND), context={"source": SOURCE_USER}
    )
    return Dialog(manager, started)


async def changing(hass: HomeAssistant, entry: MockConfigEntry, place: int) -> Dialog:
    """Return the dialog that describes a vehicle anew."""
    manager = hass.config_entries.subentries
    started = await manager.async_init(
        (entry.entry_id, KIND),
        context={
            "source": SOURCE_RECONFIGURE,
            "subentry_id": vehicles(entry)[place].subentry_id,
        },
    )
    return Dialog(manager, started)


async def add(hass: HomeAssistant, entry: MockConfigEntry, name: str) -> None:
    """Add a vehicle of which only the name is known."""
    dialog = await adding(hass, entry)
    await dialog.answer(name=name)
    await dialog.answer()
    await dialog.answer()


def vehicles(entry: MockConfigEntry) -> tuple[OwnVehicle, ...]:
    return Settings.from_entry(entry).vehicles


def entities(hass: HomeAssistant) -> dict[str, str]:
    """Make an entity for each thing that can be linked."""
    hass.states.async_set("binary_sensor.plug", "on")
    hass.states.async_set("sensor.soc", "55", {"unit_of_measurement": "%"})
    hass.states.async_set("sensor.odometer", "9000", {"unit_of_measurement": "km"})
    hass.states.async_set("sensor.power", "7.2", {"unit_of_measurement": "kW"})
    hass.states.async_set(
        "sensor.energy",
        "812.5",
        {"unit_of_measurement": "kWh", "state_class": "total_increasing"},
    )
    return {
        "plugged_in_sensor": "binary_sensor.plug",
        "state_of_charge_sensor": "sensor.soc",
        "odometer_sensor": "sensor.odometer",
        "charger_power_sensor": "sensor.power",
        "charger_energy_sensor": "sensor.energy",
    }


async def test_an_entry_without_vehicles_has_none(entry: MockConfigEntry) -> None:
    assert vehicles(entry) == ()


async def test_a_name_is_all_that_a_vehicle_needs(
    hass: HomeAssistant, entry: MockConfigEntry
) -> None:
    await add(hass, entry, "  Our   Leaf ")

    (own,) = vehicles(entry)
    assert own.vehicle == Vehicle(key=own.vehicle.key, name="Our Leaf")
    assert own.sensors == VehicleSensors()
    assert len(own.vehicle.key) == 10


async def test_everything_that_is_known_is_kept_and_shown_again(
    hass: HomeAssistant, entry: MockConfigEntry
) -> None:
    linked = entities(hass)
    dialog = await adding(hass, entry)
    assert dialog.step == "vehicle"
    await dialog.answer(name="Leaf", **FIGURES)
    assert dialog.step == "sensors"
    await dialog.answer(**linked)
    assert dialog.step == "petrol"
    await dialog.answer(miles_per_gallon=40, fuel_price=1.359)

    (own,) = vehicles(entry)
    assert own.vehicle == Vehicle(
        key=own.vehicle.key,
        name="Leaf",
        battery_kwh=Decimal("64.8"),
        miles_per_kwh=Decimal("3.5"),
        power_kw=Decimal("7.4"),
        miles_per_gallon=Decimal(40),
        fuel_price=Decimal("1.359"),
    )
    assert own.sensors == VehicleSensors(
        plugged_in="binary_sensor.plug",
        state_of_charge="sensor.soc",
        odometer="sensor.odometer",
        charger_power="sensor.power",
        charger_energy="sensor.energy",
    )
    again = await changing(hass, entry, 0)
    assert again.typed == {"name": "Leaf", **FIGURES}
    await again.answer(name="Leaf")
    assert again.typed == linked
    await again.answer()
    assert again.typed == {"miles_per_gallon": 40, "fuel_price": 1.359}


async def test_a_vehicle_with_another_name_is_the_same_one(
    hass: HomeAssistant, entry: MockConfigEntry
) -> None:
    await add(hass, entry, "Leaf")
    (before,) = vehicles(entry)
    dialog = await changing(hass, entry, 0)
    await dialog.answer(name="Zoe", miles_per_kwh=4)
    await dialog.answer()
    await dialog.answer()

    (after,) = vehicles(entry)
    assert dialog.reason == "reconfigure_successful"
    assert after.vehicle == Vehicle(
        key=before.vehicle.key, name="Zoe", miles_per_kwh=Decimal(4)
    )
    # A new one may have the name that is free now.
    await add(hass, entry, "Leaf")
    assert len({own.vehicle.key for own in vehicles(entry)}) == 2


async def test_a_vehicle_that_is_added_again_is_found_again(
    hass: HomeAssistant, entry: MockConfigEntry
) -> None:
    await add(hass, entry, "Leaf")
    (before,) = vehicles(entry)
    hass.config_entries.async_remove_subentry(entry, before.subentry_id)
    assert vehicles(entry) == ()
    await add(hass, entry, "leaf")

    (after,) = vehicles(entry)
    assert after.vehicle.key == before.vehicle.key


@pytest.mark.parametrize(("name", "reason"), [(" ", "no_name"), ("leaf", "name_taken")])
async def test_a_name_that_will_not_do_is_refused(
    hass: HomeAssistant, entry: MockConfigEntry, name: str, reason: str
) -> None:
    await add(hass, entry, "Leaf")
    dialog = await adding(hass, entry)
    await dialog.answer(name=name, battery_kwh=40)

    assert dialog.errors == {"name": reason}
    assert dialog.typed == {"name": name, "battery_kwh": 40}


@pytest.mark.parametrize(
    ("field", "entity_id", "reason"),
    [
        ("plugged_in_sensor", "binary_sensor.gone", "unknown_sensor"),
        ("state_of_charge_sensor", "sensor.power", "wrong_unit"),
        ("odometer_sensor", "sensor.soc", "wrong_unit"),
        ("odometer_sensor", "sensor.gone", "unknown_sensor"),
        ("charger_energy_sensor", "sensor.power", "wrong_unit"),
    ],
)
async def test_an_entity_that_will_not_do_is_refused_with_its_reason(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    field: str,
    entity_id: str,
    reason: str,
) -> None:
    entities(hass)
    dialog = await adding(hass, entry)
    await dialog.answer(name="Leaf")
    await dialog.answer(**{field: entity_id})

    assert dialog.step == "sensors"
    assert dialog.errors == {field: reason}
    assert dialog.typed == {field: entity_id}


async def test_a_plug_that_is_away_is_known_by_the_registry(
    hass: HomeAssistant, entry: MockConfigEntry
) -> None:
    plug = er.async_get(hass).async_get_or_create("binary_sensor", "car_brand", "plug")
    dialog = await adding(hass, entry)
    await dialog.answer(name="Leaf")
    await dialog.answer(plugged_in_sensor=plug.entity_id)

    assert dialog.step == "petrol"


async def test_the_car_of_the_account_is_chosen_by_name_and_for_one_vehicle(
    hass: HomeAssistant, settle: Settle
) -> None:
    home = await settle("P11")
    assert await home.set_up()
    await home.pass_time(minutes=1)
    (view,) = home.runtime.engine.view(home.runtime.engine.point_keys[0]).devices or ()
    dialog = await adding(hass, home.entry)
    assert dialog.labels("device") == {view.device.key: view.name}
    await dialog.answer(name="Leaf", device=view.device.key)
    await dialog.answer()
    await dialog.answer()
    await hass.async_block_till_done()
    (own,) = vehicles(home.entry)
    assert own.vehicle.device == view.device.key

    other = await adding(hass, home.entry)
    await other.answer(name="Zoe", device=view.device.key)
    assert other.errors == {"device": "device_taken"}


async def test_a_car_that_the_supplier_lists_no_more_stays_chosen(
    hass: HomeAssistant, entry: MockConfigEntry
) -> None:
    described = ConfigSubentry(
        data=MappingProxyType({"device": "00000000aa"}),
        subentry_type=KIND,
        title="Leaf",
        unique_id="0123456789",
    )
    hass.config_entries.async_add_subentry(entry, described)
    dialog = await changing(hass, entry, 0)

    assert dialog.labels("device") == {"00000000aa": "Car"}
    assert dialog.typed == {"name": "Leaf", "device": "00000000aa"}


async def test_an_account_is_loaded_anew_when_a_vehicle_comes_or_goes(
    hass: HomeAssistant, settle: Settle
) -> None:
    home = await settle()
    assert await home.set_up()
    seen: list[Any] = [home.runtime]
    await add(hass, home.entry, "Leaf")
    await hass.async_block_till_done()
    seen.append(home.runtime)
    assert [own.vehicle.name for own in home.runtime.settings.vehicles] == ["Leaf"]
    (own,) = vehicles(home.entry)
    hass.config_entries.async_remove_subentry(home.entry, own.subentry_id)
    await hass.async_block_till_done()
    seen.append(home.runtime)

    assert len({id(runtime) for runtime in seen}) == 3
    assert home.runtime.settings.vehicles == ()
