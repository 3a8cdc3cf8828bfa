"""What is announced of a session names its vehicle; the user's word outlives updates."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Final

from freezegun.api import TickingDateTimeFactory
import pytest
from pytest_homeassistant_custom_component.components.recorder.common import (
    async_wait_recording_done,
)

from custom_components.octopus_ev.core.model import Reading
from custom_components.octopus_ev.core.vehicle import Vehicle
from custom_components.octopus_ev.settings import OwnVehicle, VehicleSensors
from homeassistant.core import HomeAssistant
from tests.unit.detectors.homes import DAY

from .desks import FIRST_DAY, SETTINGS, Desk

CARS: Final = tuple(
    OwnVehicle(
        vehicle=Vehicle(
            key=f"{number}a1b2c3d4e",
            name=name,
            battery_kwh=Decimal(50),
            miles_per_kwh=Decimal(4),
        ),
        sensors=VehicleSensors(plugged_in=f"binary_sensor.{name.lower()}"),
        subentry_id=name,
    )
    for number, name in enumerate(("Leaf", "Zoe"))
)
EVENING: Final = FIRST_DAY - timedelta(hours=6)


@pytest.fixture
async def desk(
    hass: HomeAssistant, freezer: TickingDateTimeFactory
) -> AsyncIterator[Desk]:
    """Return an engine that knows a month; on its last evening the Zoe came home."""
    desk = await Desk.open(hass, freezer, settings=replace(SETTINGS, vehicles=CARS))
    await desk.history()
    await desk.start()
    for name, state in (("leaf", "off"), ("zoe", "on")):
        hass.states.async_set(
            f"binary_sensor.{name}", state, timestamp=EVENING.timestamp()
        )
    await async_wait_recording_done(hass)
    yield desk
    await desk.engine.async_shutdown()


async def test_what_is_announced_names_the_vehicle_and_what_it_is_worth(
    desk: Desk,
) -> None:
    assert all(session.vehicle is None for session in desk.sessions)
    await desk.read(FIRST_DAY + DAY)

    told = desk.events[0].data
    assert told["action"] == "ended"
    assert (told["vehicle"], told["vehicle_by"]) == ("Zoe", "link")
    assert told["percent_added"] == pytest.approx(2 * told["energy_kwh"], abs=0.1)
    assert told["miles_added"] == pytest.approx(4 * told["energy_kwh"], abs=0.1)
    view = desk.engine.vehicle_view(CARS[1].vehicle.key)
    assert view is not None
    assert view.last_session == desk.sessions[-1]


async def test_the_users_word_outlives_what_the_machine_finds_out(desk: Desk) -> None:
    await desk.read(FIRST_DAY + DAY)
    session = desk.sessions[-1]
    await desk.engine.async_edit(session.session_id, vehicle="leaf")
    raised = [
        Reading(one.start, one.energy + Decimal("0.3"))
        if one.start in session.span
        else one
        for one in desk.readings(session.span.pad(DAY, DAY))
    ]
    await desk.read(FIRST_DAY + DAY, readings=raised)
    again = await desk.restart()
    desk.engine = again.engine
    after = again.sessions[-1]

    assert after.energy > session.energy
    assert (after.vehicle_name, after.vehicle_by) == ("Leaf", "manual")
    await again.engine.async_edit(session.session_id, vehicle=None)
    assert again.sessions[-1].vehicle_name == "Zoe"
