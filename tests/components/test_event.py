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
    await home.pass_minutes(30)
    started = said(home)
    assert started.attributes["event_type"] == "started"
    assert home.hass.states.is_state("binary_sensor.octopus_ev_charging", "on")

    await home.pass_minutes(60)
    ended = said(home)
    assert ended.attributes["event_type"] == "ended"
    assert home.hass.states.is_state("binary_sensor.octopus_ev_charging", "off")

    assert [event.data["action"] for event in heard] == ["started", "ended"]
    for event, state in zip(heard, (started, ended), strict=True):
        assert {key: state.attributes[key] for key in event.data} == event.data
    assert ended.attributes["energy_kwh"] == pytest.approx(6, abs=0.05)
