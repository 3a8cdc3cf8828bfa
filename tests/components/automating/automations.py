"""Automations that say on the event bus what they were told."""

from collections.abc import Mapping
from typing import Any

from pytest_homeassistant_custom_component.common import async_capture_events

from homeassistant.components.automation import DOMAIN as AUTOMATION
from homeassistant.core import Event, HomeAssistant
from homeassistant.setup import async_setup_component

FIRED = "test_fired"

type Heard = list[Event[dict[str, Any]]]


async def listen(
    hass: HomeAssistant,
    *keys: str,
    options: Mapping[str, Any] | None = None,
    target: Mapping[str, Any] | None = None,
) -> Heard:
    """Make an automation of each trigger, and return what they will say."""
    more = {"options": options} if options is not None else {}
    more |= {"target": target} if target is not None else {}
    return await automate(
        hass,
        [
            {
                "alias": key,
                "triggers": {"trigger": f"octopus_ev.{key}", **more},
                "actions": {
                    "event": FIRED,
                    "event_data_template": {
                        "what": key,
                        "told": "{{ trigger | to_json(sort_keys=true) }}",
                    },
                },
            }
            for key in keys
        ],
    )


async def automate(hass: HomeAssistant, automations: list[dict[str, Any]]) -> Heard:
    """Set automations up, and return what they will say."""
    heard = async_capture_events(hass, FIRED)
    assert await async_setup_component(hass, AUTOMATION, {AUTOMATION: automations})
    await hass.async_block_till_done()
    states = hass.states.async_all(AUTOMATION)
    assert [state.state for state in states] == ["on"] * len(automations)
    return heard


def whats(heard: Heard) -> list[str]:
    """Return which triggers fired, in order."""
    return [event.data["what"] for event in heard]
