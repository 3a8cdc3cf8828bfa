"""Supply points as devices: several of them, and those no longer followed."""

from custom_components.octopus_ev import async_remove_config_entry_device
from custom_components.octopus_ev.const import DOMAIN
from custom_components.octopus_ev.settings import ChosenPoint, entry_data
from homeassistant.const import STATE_UNKNOWN
from homeassistant.helpers import device_registry as dr, entity_registry as er

from .conftest import Home, Settle

OLD_HOME = "1012345677002"


async def choose(home: Home, *mpans: str) -> None:
    """Choose supply points, as reconfiguration does."""
    data = entry_data(
        home.world.api_key,
        home.world.account_number,
        [ChosenPoint(mpan) for mpan in mpans],
    )
    home.hass.config_entries.async_update_entry(home.entry, data=data)
    assert await home.hass.config_entries.async_reload(home.entry.entry_id)
    await home.hass.async_block_till_done()


def devices(home: Home) -> dict[str, dr.DeviceEntry]:
    """Return the devices of the entry by name."""
    found = dr.async_entries_for_config_entry(
        dr.async_get(home.hass), home.entry.entry_id
    )
    return {device.name or "": device for device in found}


async def test_a_supply_point_is_a_device_without_its_numbers(home: Home) -> None:
    (device,) = devices(home).values()
    (key,) = home.runtime.engine.point_keys

    assert device.identifiers == {(DOMAIN, key)}
    assert device.name == "Octopus EV"
    assert device.serial_number is None
    assert {
        entry.unique_id.split("_home_")[0]
        for entry in er.async_entries_for_device(
            er.async_get(home.hass), device.id, include_disabled_entities=True
        )
    } == {key}


async def test_a_point_chosen_later_gets_its_device_without_a_restart(
    home: Home,
) -> None:
    (chosen,) = home.runtime.settings.points

    await choose(home, chosen.mpan, OLD_HOME)

    assert devices(home).keys() == {"Octopus EV", "Octopus EV 2"}
    assert home.hass.states.get("sensor.octopus_ev_2_last_session_cost") is not None


async def test_a_session_is_announced_by_its_own_supply_point(home: Home) -> None:
    (chosen,) = home.runtime.settings.points
    await choose(home, chosen.mpan, OLD_HOME)

    home.world.plug()
    for _ in range(5):
        await home.pass_time(minutes=5)

    own = home.hass.states.get("event.octopus_ev_charging_session")
    other = home.hass.states.get("event.octopus_ev_2_charging_session")
    assert own is not None
    assert own.attributes["event_type"] == "started"
    assert other is not None
    assert other.state == STATE_UNKNOWN


async def test_only_a_point_that_is_no_longer_followed_can_be_removed(
    settle: Settle,
) -> None:
    home = await settle()
    assert await home.set_up()
    (chosen,) = home.runtime.settings.points
    await choose(home, chosen.mpan, OLD_HOME)
    followed, left = devices(home)["Octopus EV"], devices(home)["Octopus EV 2"]

    await choose(home, chosen.mpan)

    assert not await async_remove_config_entry_device(home.hass, home.entry, followed)
    assert await async_remove_config_entry_device(home.hass, home.entry, left)
