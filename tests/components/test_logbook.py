"""The logbook tells of charges in sentences."""

from typing import Any

import pytest

from custom_components.octopus_ev.const import EVENT_CHARGING_SESSION
from custom_components.octopus_ev.core.changes import Action
from custom_components.octopus_ev.core.payload import payload
from homeassistant.components.logbook.models import LogbookConfig
from homeassistant.core import Event
from homeassistant.helpers.translation import async_get_translations
from homeassistant.setup import async_setup_component

from .conftest import Home

OURS = "event.octopus_ev_charging_session"


@pytest.fixture
async def home(home: Home) -> Home:
    """Return a home with a logbook."""
    assert await async_setup_component(home.hass, "logbook", {})
    # It looks for who describes events once it is set up.
    await home.hass.async_block_till_done(wait_background_tasks=True)
    return home


def described(home: Home, data: dict[str, Any]) -> dict[str, Any]:
    """Return what the logbook makes of an event."""
    config: LogbookConfig = home.hass.data["logbook"]
    describe: Any
    _, describe = config.external_events[EVENT_CHARGING_SESSION]
    found: dict[str, Any] = describe(Event(EVENT_CHARGING_SESSION, data))
    return found


def told(home: Home, action: Action, **other: Any) -> dict[str, Any]:
    """Return what is said of the last charge."""
    [key] = home.runtime.engine.point_keys
    view = home.runtime.engine.view(key)
    assert view.last_session is not None
    return {**payload(view.last_session, action, view.region), **other}


@pytest.mark.parametrize("action", ["ended", "updated", "settled", "removed"])
async def test_a_charge_is_told_with_its_energy_and_cost(
    home: Home, action: str
) -> None:
    data = told(home, Action(action), energy_kwh=24.34, cost=1.7)

    assert described(home, data) == {
        "name": "Octopus EV",
        "message": f"charge {action}: 24.3 kWh, £1.70",
        "icon": "mdi:ev-station",
        "entity_id": OURS,
    }


async def test_one_that_starts_has_neither(home: Home) -> None:
    data = told(home, Action.STARTED, vehicle="Zoe")

    shown = described(home, data)

    assert (shown["name"], shown["message"]) == ("Zoe", "started to charge")


async def test_one_without_a_cost_is_told_without(home: Home) -> None:
    data = told(home, Action.ENDED, energy_kwh=24.34, cost=None)

    assert described(home, data)["message"] == "charge ended: 24.3 kWh"


async def test_it_is_told_in_the_language_of_home_assistant(home: Home) -> None:
    home.hass.config.language = "ja"
    await async_get_translations(home.hass, "ja", "common", {"octopus_ev"})
    data = told(home, Action.ENDED, energy_kwh=24.34, cost=1.7)

    assert described(home, data)["message"] == "充電が終了：24.3 kWh、£1.70"


async def test_what_nobody_knows_any_more_is_told_all_the_same(home: Home) -> None:
    shown = described(home, {"action": "renamed", "session_id": "gone"})

    assert shown["message"] == "renamed"
    assert "entity_id" not in shown
