"""What is said of the charges that an account has had when it is set up."""

from pytest_homeassistant_custom_component.common import async_capture_events

from custom_components.octopus_ev.const import EVENT_CHARGING_SESSION

from .conftest import Settle


async def test_nothing_that_was_told_of_is_taken_back(settle: Settle) -> None:
    home = await settle("P1")
    events = async_capture_events(home.hass, EVENT_CHARGING_SESSION)
    assert await home.set_up()
    await home.hass.async_block_till_done(wait_background_tasks=True)
    for _ in range(4):
        await home.pass_time(hours=12)

    said = {event.data["action"] for event in events}
    assert "ended" in said
    assert "removed" not in said
