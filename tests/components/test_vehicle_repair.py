"""An entity that tells of a vehicle or of carbon, and that is gone, is named."""

from types import MappingProxyType

import pytest

from homeassistant.config_entries import ConfigSubentry
from homeassistant.helpers import entity_registry as er, issue_registry as ir

from .conftest import Home, Settle

PLUG = "binary_sensor.brand_plug"
CARBON = "sensor.brand_co2"


@pytest.fixture
async def home(settle: Settle) -> Home:
    """Return a home with a vehicle, its plug and a carbon intensity."""
    home = await settle(options={"carbon_sensor": CARBON})
    registry = er.async_get(home.hass)
    registry.async_get_or_create("binary_sensor", "brand", "plug")
    registry.async_get_or_create("sensor", "brand", "co2")
    for name, data in (("Leaf", {"plugged_in_sensor": PLUG}), ("Zoe", {})):
        vehicle = ConfigSubentry(
            data=MappingProxyType(data),
            subentry_type="vehicle",
            title=name,
            unique_id=name.lower(),
        )
        home.hass.config_entries.async_add_subentry(home.entry, vehicle)
    assert await home.set_up()
    return home


def raised(home: Home) -> dict[str, dict[str, str] | None]:
    """Return what is left open in the texts of our repairs, by their key."""
    return {
        str(issue.translation_key): issue.translation_placeholders
        for issue in ir.async_get(home.hass).issues.values()
        if issue.active and str(issue.translation_key).endswith("_gone")
    }


async def test_what_is_there_raises_nothing(home: Home) -> None:
    assert raised(home) == {}


async def test_what_is_removed_is_named_until_it_is_back(home: Home) -> None:
    registry = er.async_get(home.hass)
    registry.async_remove(PLUG)
    registry.async_remove(CARBON)
    await home.hass.async_block_till_done()

    assert raised(home) == {
        "vehicle_entity_gone": {"vehicle": "Leaf", "entities": f"- `{PLUG}`"},
        "carbon_sensor_gone": {"entities": f"- `{CARBON}`"},
    }
    registry.async_get_or_create("sensor", "brand", "co2")
    await home.hass.async_block_till_done()
    assert raised(home).keys() == {"vehicle_entity_gone"}
    assert await home.hass.config_entries.async_unload(home.entry.entry_id)
    assert raised(home) == {}
