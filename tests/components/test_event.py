"""The event entity, and what it says of a car that is plugged in."""

import pytest
from pytest_homeassistant_custom_component.common import async_capture_events
from syrupy.assertion import SnapshotAssertion

from custom_components.octopus_ev.const import EVENT_CHARGING_SESSION
from homeassistant.const import STATE_UNKNOWN
from homeassistant.core import State

from .conftest import Home
from .shapes import shapes

ENTITY_ID = "event.octopus_ev_charging_session"


def said(home: Home) -> State:
    """Return the state of the event entity."""
    state = home.hass.states.get(ENTITY_ID)
    assert state is not None
    return state


async def pass_polls(home: Home, count: int) -> None:
    """Let the idle interval of the Home Mini pass so many times."""
    for _ in range(count):
        await home.pass_time(minutes=5)


async def test_the_event_entity_of_a_home(
    home: Home, snapshot: SnapshotAssertion
) -> None:
    assert shapes(home, "event") == snapshot


async def test_history_is_not_announced(home: Home) -> None:
    assert said(home).state == STATE_UNKNOWN
    assert said(home).attributes["event_type"] is None


async def test_a_car_that_charges_and_stops_is_announced_word_for_word(
    home: Home,
) -> None:
    heard = async_capture_events(home.hass, EVENT_CHARGING_SESSION)

    home.world.plug(kwh=6)
    await pass_polls(home, 5)
    started = said(home)
    assert started.attributes["event_type"] == "started"
    assert home.hass.states.is_state("binary_sensor.octopus_ev_charging", "on")

    await pass_polls(home, 12)
    ended = said(home)
    assert ended.attributes["event_type"] == "ended"
    assert home.hass.states.is_state("binary_sensor.octopus_ev_charging", "off")

    assert [event.data["action"] for event in heard] == ["started", "ended"]
    for event, state in zip(heard, (started, ended), strict=True):
        assert {key: state.attributes[key] for key in event.data} == event.data
    # Live energy is a few percent off, until the readings settle it.
    assert ended.attributes["energy_kwh"] == pytest.approx(6, rel=0.04)


async def test_what_was_said_last_is_still_known_after_a_reload(home: Home) -> None:
    home.world.plug(kwh=6)
    await pass_polls(home, 5)
    before = said(home)

    assert await home.hass.config_entries.async_reload(home.entry.entry_id)
    await home.hass.async_block_till_done()

    assert said(home).state == before.state
    assert said(home).attributes == before.attributes


async def test_no_list_reaches_the_database(home: Home) -> None:
    home.world.plug(kwh=6)
    await pass_polls(home, 5)

    recorded = {
        (state.entity_id, str(name))
        for state in home.hass.states.async_all()
        for name, value in state.attributes.items()
        if isinstance(value, list)
        and state.state_info is not None
        and name not in state.state_info["unrecorded_attributes"]
    }

    assert said(home).attributes["blocks"] != []
    assert recorded == set()
