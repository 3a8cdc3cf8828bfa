"""An account is set up, unloaded, reloaded and removed without a trace too many."""

import logging
from pathlib import Path

import pytest

from custom_components.octopus_ev.const import DOMAIN
from homeassistant.config_entries import ConfigEntryState
from homeassistant.const import STATE_UNAVAILABLE
from homeassistant.helpers import device_registry as dr, entity_registry as er
from simulator.personas import PERSONAS
from tests.components.conftest import Home, Settle


@pytest.fixture
def watches_loop() -> bool:
    """Have the loop tell of calls from other threads, and of steps that take long."""
    return True


def _files(home: Home) -> list[str]:
    storage = Path(home.hass.config.path(".storage"))
    return sorted(path.name for path in storage.glob("octopus_ev.*"))


@pytest.mark.parametrize("persona", sorted(set(PERSONAS) - {"P8"}))
async def test_every_customer_is_set_up_in_silence(
    settle: Settle, persona: str, caplog: pytest.LogCaptureFixture
) -> None:
    home = await settle(persona)
    assert await home.set_up()
    assert home.entry.state is ConfigEntryState.LOADED
    ours = [
        record
        for record in caplog.records
        if DOMAIN in record.name and record.levelno >= logging.WARNING
    ]
    assert ours == []
    assert "deprecat" not in caplog.text.lower()
    assert "will stop working" not in caplog.text


@pytest.mark.parametrize("persona", ["P2", "P3", "P10", "P12", "P13", "P14"])
async def test_the_cost_of_a_session_is_that_of_its_slots(
    settle: Settle, persona: str
) -> None:
    home = await settle(persona)
    await home.set_up()
    for key in home.runtime.engine.point_keys:
        for session in home.runtime.engine.view(key).sessions:
            assert session.unpriced_energy == 0
            assert session.cost == sum(
                slot.energy * (slot.unit_rate or 0) for slot in session.slots
            )


@pytest.mark.parametrize("days_of_readings", [60])
async def test_a_first_setup_asks_little(settle: Settle) -> None:
    home = await settle()
    await home.set_up()
    asked = [entry["path"] for entry in home.world.log.as_list()]
    assert len(asked) <= 9
    assert sum("consumption" in str(path) for path in asked) == 1


async def test_no_identifier_is_logged(
    settle: Settle, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    home = await settle()
    await home.set_up()
    await home.pass_time(hours=7)
    spoken = "".join(
        record.getMessage() for record in caplog.records if DOMAIN in record.name
    )
    place = home.world.home(home.world.now)
    assert place is not None
    for secret in (home.world.api_key, home.world.account_number, place[1].mpan):
        assert secret not in spoken


async def test_unloading_leaves_nothing_running(home: Home) -> None:
    home.world.log.clear()
    assert await home.hass.config_entries.async_unload(home.entry.entry_id)
    await home.hass.async_block_till_done()
    assert home.entry.state is ConfigEntryState.NOT_LOADED
    states = home.hass.states.async_all()
    assert {state.state for state in states} == {STATE_UNAVAILABLE}
    await home.pass_time(hours=7)
    assert home.world.log.as_list() == []


async def test_what_was_found_is_on_disk_once_unloaded(home: Home) -> None:
    await home.hass.config_entries.async_unload(home.entry.entry_id)
    names = [name.split(".", 2) for name in _files(home)]
    assert [kind for _, _, kind in names] == ["evidence.2026", "ledger"]
    assert len({account for _, account, _ in names}) == 1


async def test_a_reload_keeps_every_session_and_asks_for_less(home: Home) -> None:
    [key] = home.runtime.engine.point_keys
    before = home.runtime.engine.view(key).sessions
    await home.pass_time(minutes=40)
    settled = home.runtime.engine.view(key).sessions
    home.world.log.clear()
    await home.hass.config_entries.async_reload(home.entry.entry_id)
    await home.hass.async_block_till_done()
    after = home.runtime.engine.view(key).sessions
    assert [s.session_id for s in after] == [s.session_id for s in before]
    assert after == settled
    assert len(home.world.log.as_list()) <= 9


async def test_removing_an_account_leaves_neither_device_nor_entity(
    home: Home,
) -> None:
    await home.hass.config_entries.async_remove(home.entry.entry_id)
    await home.hass.async_block_till_done()
    assert not er.async_get(home.hass).entities
    assert not list(dr.async_get(home.hass).devices)


async def test_adding_it_again_finds_the_same_sessions(
    home: Home, settle: Settle
) -> None:
    [key] = home.runtime.engine.point_keys
    before = [session.session_id for session in home.runtime.engine.view(key).sessions]
    await home.hass.config_entries.async_remove(home.entry.entry_id)
    again = await settle()
    await again.set_up()
    assert again.runtime.engine.point_keys == (key,)
    found = [session.session_id for session in again.runtime.engine.view(key).sessions]
    assert found == before


async def test_a_home_that_was_left_is_no_device(settle: Settle) -> None:
    home = await settle("P5")
    await home.set_up()
    assert len(list(dr.async_get(home.hass).devices)) == 1


async def test_an_unreachable_octopus_is_tried_again(settle: Settle) -> None:
    home = await settle()
    home.world.faults.add({"status": 503}, path="*", times=None)
    await home.set_up()
    for _ in range(3):
        assert home.entry.state is ConfigEntryState.SETUP_RETRY
        assert home.entry.reason == "Octopus Energy could not be reached"
        await home.pass_time(minutes=10)
    assert _files(home) == []
    home.world.faults.clear()
    await home.pass_time(minutes=10)
    assert home.entry.state is ConfigEntryState.LOADED


async def test_a_home_mini_in_trouble_does_not_fail_the_account(
    settle: Settle,
) -> None:
    home = await settle()
    home.world.faults.add({"status": 503}, operation="smartMeterTelemetry", times=None)
    assert await home.set_up()
    assert home.entry.state is ConfigEntryState.LOADED
    assert home.runtime.live == {}


async def test_a_home_mini_that_appears_brings_its_entities(settle: Settle) -> None:
    home = await settle()
    home.world.scenario.telemetry = "null"
    await home.set_up()
    before = len(home.hass.states.async_all())
    home.world.scenario.telemetry = "live"
    await home.pass_time(hours=25)
    await home.pass_time(minutes=1)
    assert home.runtime.live
    assert len(home.hass.states.async_all()) > before
