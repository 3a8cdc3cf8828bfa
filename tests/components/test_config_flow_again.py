"""A new key when the old one is refused, and other meters when the user wants."""

from datetime import timedelta
from typing import Any

from freezegun.api import TickingDateTimeFactory
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.octopus_ev.settings import ChosenPoint, Settings
from homeassistant.core import HomeAssistant
from simulator.site import IMPORT_MPAN, mpan
from simulator.world import World
from tests.components.flows import Dialog

OLD_KEY = "sk_live_of_last_year"
FORMER = mpan("101234567700")
FAULTS: list[tuple[dict[str, object], str, str]] = [
    ({"html502": True}, "base", "cannot_connect"),
    ({"html403": True}, "base", "throttled"),
    ({"truncate": True}, "base", "unknown"),
]


@pytest.fixture
def entry(hass: HomeAssistant, configured: MockConfigEntry) -> MockConfigEntry:
    """Return an entry whose key has been withdrawn."""
    hass.config_entries.async_update_entry(
        configured,
        data={**configured.data, "api_key": OLD_KEY},
        options={"charger_power_kw": 7.4, "solar": True},
    )
    return configured


async def reauth(hass: HomeAssistant, entry: MockConfigEntry) -> Dialog:
    """Return the dialog that asks for a new key."""
    return Dialog(hass.config_entries.flow, await entry.start_reauth_flow(hass))


async def reconfigure(hass: HomeAssistant, entry: MockConfigEntry) -> Dialog:
    """Return the dialog that changes key and meters."""
    return Dialog(hass.config_entries.flow, await entry.start_reconfigure_flow(hass))


async def test_a_new_key_replaces_the_old_one_and_nothing_else(
    hass: HomeAssistant, world: World, entry: MockConfigEntry
) -> None:
    before = Settings.from_entry(entry)
    dialog = await reauth(hass, entry)
    assert dialog.step == "reauth_confirm"
    await dialog.answer(api_key=f" {world.api_key} ")
    await hass.async_block_till_done()

    assert dialog.reason == "reauth_successful"
    after = Settings.from_entry(entry)
    assert after.api_key == world.api_key
    assert after.points == before.points
    assert after.charger_power_kw == before.charger_power_kw


async def test_the_key_of_another_account_is_not_taken(
    hass: HomeAssistant, world: World, entry: MockConfigEntry
) -> None:
    for dialog in (await reauth(hass, entry), await reconfigure(hass, entry)):
        await dialog.answer(api_key=world.keys.foreign)
        assert dialog.reason == "unique_id_mismatch"

    assert Settings.from_entry(entry).api_key == OLD_KEY


async def test_a_wrong_key_can_be_corrected(
    hass: HomeAssistant, world: World, entry: MockConfigEntry
) -> None:
    dialog = await reauth(hass, entry)
    await dialog.answer(api_key=world.keys.wrong)
    assert dialog.errors == {"api_key": "invalid_auth"}
    assert dialog.typed == {"api_key": world.keys.wrong}

    await dialog.answer(api_key=world.api_key)
    await hass.async_block_till_done()
    assert dialog.reason == "reauth_successful"


@pytest.mark.parametrize(("fault", "field", "reason"), FAULTS)
async def test_reauthentication_recovers_from_a_failure(
    hass: HomeAssistant,
    world: World,
    freezer: TickingDateTimeFactory,
    entry: MockConfigEntry,
    fault: dict[str, object],
    field: str,
    reason: str,
) -> None:
    world.faults.add(fault, operation="Viewer")
    dialog = await reauth(hass, entry)
    await dialog.answer(api_key=world.api_key)
    assert dialog.errors == {field: reason}

    freezer.tick(timedelta(minutes=10))
    await dialog.answer(api_key=world.api_key)
    await hass.async_block_till_done()
    assert dialog.reason == "reauth_successful"


@pytest.mark.parametrize(("fault", "field", "reason"), FAULTS)
async def test_reconfiguration_recovers_from_a_failure(
    hass: HomeAssistant,
    world: World,
    freezer: TickingDateTimeFactory,
    entry: MockConfigEntry,
    fault: dict[str, object],
    field: str,
    reason: str,
) -> None:
    world.faults.add(fault, path="*/accounts/*")
    dialog = await reconfigure(hass, entry)
    await dialog.answer(api_key=world.api_key)
    assert dialog.errors == {field: reason}
    assert dialog.typed == {"api_key": world.api_key}

    freezer.tick(timedelta(minutes=10))
    await dialog.answer(api_key=world.api_key)
    await dialog.answer()
    await hass.async_block_till_done()
    assert dialog.reason == "reconfigure_successful"


async def test_an_account_that_vanishes_meanwhile_is_said_above_the_form(
    hass: HomeAssistant, world: World, entry: MockConfigEntry
) -> None:
    world.faults.add({"status": 404}, path="*/accounts/*")
    dialog = await reconfigure(hass, entry)
    await dialog.answer(api_key=world.api_key)

    assert dialog.errors == {"base": "wrong_account"}


async def test_the_key_can_stay_when_meters_change(
    hass: HomeAssistant, world: World, configured: MockConfigEntry
) -> None:
    dialog = await reconfigure(hass, configured)
    await dialog.answer()
    assert dialog.step == "meters"
    await dialog.answer()
    await hass.async_block_till_done()

    assert dialog.reason == "reconfigure_successful"
    assert Settings.from_entry(configured).api_key == world.api_key


async def test_options_survive_reconfiguration(
    hass: HomeAssistant, world: World, entry: MockConfigEntry
) -> None:
    before: dict[str, Any] = dict(entry.options)
    dialog = await reconfigure(hass, entry)
    await dialog.answer(api_key=world.api_key)
    await dialog.answer()
    await hass.async_block_till_done()

    assert dict(entry.options) == before
    assert Settings.from_entry(entry).api_key == world.api_key


@pytest.mark.parametrize("persona", ["P5"])
async def test_after_a_move_the_old_home_can_be_left_behind(
    hass: HomeAssistant, world: World, configured: MockConfigEntry
) -> None:
    follow(hass, configured, ChosenPoint(FORMER, "18P7654321"))
    dialog = await reconfigure(hass, configured)
    await dialog.answer()

    labels = dialog.labels("points")
    assert [label.startswith("…8903") for label in labels.values()] == [False, True]
    assert dialog.ticked == [next(iter(labels.values()))]
    await dialog.answer(points=[list(labels)[1]])
    await hass.async_block_till_done()

    assert dialog.reason == "reconfigure_successful"
    assert Settings.from_entry(configured).points == (ChosenPoint(IMPORT_MPAN),)


async def test_a_typed_meter_stays_typed_while_it_is_ticked(
    hass: HomeAssistant, world: World, configured: MockConfigEntry
) -> None:
    typed = ChosenPoint(IMPORT_MPAN, "20L1234567")
    follow(hass, configured, typed)
    dialog = await reconfigure(hass, configured)
    await dialog.answer()
    await dialog.answer()
    await hass.async_block_till_done()

    assert Settings.from_entry(configured).points == (typed,)


async def test_an_account_that_is_loaded_is_loaded_anew_even_if_nothing_differs(
    hass: HomeAssistant, world: World, configured: MockConfigEntry
) -> None:
    follow(hass, configured, ChosenPoint(IMPORT_MPAN, "20L1234567"))
    assert await hass.config_entries.async_setup(configured.entry_id)
    runtimes = [configured.runtime_data]
    for differs in (False, True):
        dialog = await reconfigure(hass, configured)
        await dialog.answer()
        await dialog.answer(by_hand=differs)
        if differs:
            await dialog.answer(mpan=IMPORT_MPAN)
        await hass.async_block_till_done()
        assert dialog.reason == "reconfigure_successful"
        runtimes.append(configured.runtime_data)

    assert len({id(runtime) for runtime in runtimes}) == 3
    assert Settings.from_entry(configured).points == (ChosenPoint(IMPORT_MPAN),)


def follow(hass: HomeAssistant, entry: MockConfigEntry, point: ChosenPoint) -> None:
    """Let the entry follow one point."""
    row = {"mpan": point.mpan, "serial": point.serial}
    hass.config_entries.async_update_entry(entry, data={**entry.data, "points": [row]})
