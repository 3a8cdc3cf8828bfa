"""Automations in a home: what they hear of a car, its rates and its readings."""

from datetime import timedelta
import json
from typing import Any

from custom_components.octopus_ev.automating.triggers import TRIGGERS
from custom_components.octopus_ev.const import DOMAIN
from custom_components.octopus_ev.view import PointView
from homeassistant.const import EVENT_HOMEASSISTANT_STARTED
from homeassistant.core import CoreState, Event
from homeassistant.helpers import device_registry as dr
from tests.components.conftest import Home, Settle

from .automations import FIRED, Heard, automate, listen, whats


def told(event: Event[dict[str, Any]]) -> dict[str, Any]:
    """Return what the automation found in `trigger`."""
    found: dict[str, Any] = json.loads(event.data["told"])
    return found


def view(home: Home) -> PointView:
    """Return what is known of the only supply point."""
    [key] = home.runtime.engine.point_keys
    return home.runtime.engine.view(key)


async def pass_polls(home: Home, count: int) -> None:
    """Let the idle interval of the Home Mini pass so many times."""
    for _ in range(count):
        await home.pass_time(minutes=5)


async def charge(home: Home, kwh: float, polls: int) -> Heard:
    """Plug the car in, with an automation for each trigger."""
    heard = await listen(home.hass, *TRIGGERS)
    home.world.plug(kwh=kwh)
    await pass_polls(home, polls)
    return heard


async def test_a_charge_by_day_is_told_as_it_happens_and_once_that_it_is_dear(
    home: Home,
) -> None:
    heard = await charge(home, 6, 15)

    assert whats(heard) == ["charging_at_peak", "session_started", "session_ended"]
    dear, started, ended = map(told, heard)
    session = started["session"]["session_id"]
    assert {dear["session"]["session_id"], ended["session"]["session_id"]} == {session}
    assert started["session"]["state"] == "live"
    assert ended["session"]["cost"] == 1.68
    assert ended["description"] == "a charging session that ended"
    assert (dear["unit_rate"], dear["until"]) == (0.2815, "2026-11-21T00:30:00+00:00")

    # Its readings arrive, then those of the day after.
    await home.pass_time(hours=23)
    await home.pass_time(hours=23)
    assert whats(heard)[3:] == ["session_updated", "session_settled"]
    settled = told(heard[-1])["session"]
    assert (settled["session_id"], settled["state"]) == (session, "settled")

    await home.runtime.engine.async_delete(session)
    await home.hass.async_block_till_done()
    assert whats(heard)[5:] == ["session_removed"]


async def test_nothing_is_told_of_a_home_where_nothing_happens(home: Home) -> None:
    heard = await listen(home.hass, *TRIGGERS)

    await home.pass_time(hours=1)
    await home.pass_time(hours=1)
    assert whats(heard) == []


async def test_a_cheap_night_is_told_as_it_begins_and_a_charge_in_it_is_not_dear(
    settle: Settle,
) -> None:
    home = await settle(now="2026-11-21T00:20:00+00:00")
    assert await home.set_up()
    heard = await listen(home.hass, *TRIGGERS)
    await home.pass_time(minutes=5)
    assert whats(heard) == []

    # The car has a timer.
    await pass_polls(home, 6)
    assert view(home).charging
    assert whats(heard) == ["cheap_slot_started", "session_started"]
    assert told(heard[0])["unit_rate"] == 0.0826
    assert told(heard[0])["until"] == "2026-11-21T05:30:00+00:00"


async def test_a_car_that_stops_as_the_cheap_hours_end_is_not_dear(
    settle: Settle,
) -> None:
    home = await settle(now="2026-11-21T05:00:00+00:00")
    assert await home.set_up()
    heard = await charge(home, 60, 6)
    await home.pass_time(minutes=1)
    home.world.unplug()
    assert view(home).live_session is not None
    await home.pass_minutes(9)

    assert whats(heard) == ["session_started", "session_ended"]


async def test_a_car_that_goes_on_when_the_cheap_hours_end_is_told_of_once(
    settle: Settle,
) -> None:
    home = await settle(now="2026-11-21T05:05:00+00:00")
    assert await home.set_up()
    heard = await charge(home, 60, 5)
    assert whats(heard) == ["session_started"]

    await pass_polls(home, 4)
    assert whats(heard)[1:] == ["charging_at_peak"]
    assert await home.hass.config_entries.async_reload(home.entry.entry_id)
    await pass_polls(home, 3)
    assert whats(heard)[1:] == ["charging_at_peak"]


async def test_readings_that_fail_to_come_are_told_of_once(home: Home) -> None:
    heard = await listen(home.hass, "data_late")
    home.world.scenario.publication_delay_days = 5
    await home.pass_time(hours=35)
    assert not view(home).readings_late
    assert whats(heard) == []

    for _ in range(3):
        await home.pass_time(hours=12)
    assert whats(heard) == ["data_late"]
    assert told(heard[0])["newest_reading"] == "2026-11-20T00:00:00+00:00"


async def test_where_readings_always_take_days_that_is_still_known_after_a_restart(
    home: Home,
) -> None:
    home.world.scenario.publication_delay_days = 2
    for _ in range(9):
        await home.pass_time(hours=12)
    assert await home.hass.config_entries.async_reload(home.entry.entry_id)
    heard = await listen(home.hass, "data_late")
    for _ in range(4):
        await home.pass_time(hours=6)
        now = view(home)
        assert now.newest_reading is not None
        assert now.as_of - now.newest_reading > timedelta(days=2)
        assert not now.readings_late
    assert whats(heard) == []


async def test_of_a_car_its_charge_and_an_allowance_that_is_nearly_used_are_told_once(
    settle: Settle,
) -> None:
    home = await settle("P1", now="2026-11-20T23:00:00+00:00")
    assert await home.set_up()
    [car] = [device.device.key for device in view(home).devices or ()]
    device = dr.async_get(home.hass).async_get_device_by_identifier(
        (DOMAIN, car), home.entry.entry_id
    )
    assert device is not None
    heard = await listen(
        home.hass,
        "allowance_nearly_used",
        "session_started",
        target={"device_id": device.id},
    )
    home.world.plug(kwh=55)
    while (cap := view(home).cap) is None or not cap.nearly_used:
        assert "allowance_nearly_used" not in whats(heard)
        await home.pass_time(minutes=30)
    await home.pass_time(minutes=30)

    assert whats(heard) == ["session_started", "allowance_nearly_used"]
    assert 288 <= told(heard[1])["used_min"] < 330


async def test_what_ended_while_we_were_down_is_told_once_automations_listen(
    home: Home,
) -> None:
    heard = await charge(home, 60, 5)
    assert await home.hass.config_entries.async_unload(home.entry.entry_id)
    home.world.unplug()
    await home.pass_time(hours=1)
    before = whats(heard)

    home.hass.set_state(CoreState.starting)
    assert await home.set_up()
    await home.pass_time(minutes=5)
    assert view(home).live_session is None
    assert whats(heard) == before

    home.hass.set_state(CoreState.running)
    home.hass.bus.async_fire(EVENT_HOMEASSISTANT_STARTED)
    await home.hass.async_block_till_done()
    assert whats(heard) == [*before, "session_ended"]


async def test_a_charge_that_is_found_at_a_start_is_one_for_conditions_too(
    home: Home,
) -> None:
    heard = await automate(
        home.hass,
        [
            {
                "triggers": {"trigger": "octopus_ev.session_started"},
                "conditions": {"condition": "octopus_ev.is_charging"},
                "actions": {"event": FIRED, "event_data": {"what": "found"}},
            }
        ],
    )
    home.world.plug(kwh=60, minutes_ago=25)
    assert await home.hass.config_entries.async_reload(home.entry.entry_id)
    await home.hass.async_block_till_done()

    assert whats(heard) == ["found"]


async def test_who_hears_of_a_charge_finds_it_in_conditions_and_entities(
    home: Home,
) -> None:
    heard = await automate(
        home.hass,
        [
            {
                "alias": key,
                "triggers": {"trigger": f"octopus_ev.{key}"},
                "conditions": {"condition": f"octopus_ev.{holds}", **options},
                "actions": {
                    "event": FIRED,
                    "event_data": {
                        "what": key,
                        "cost": "{{ states('sensor.octopus_ev_last_session_cost') }}",
                        "told": "{{ '%.2f' | format(trigger.session.cost) }}",
                    },
                },
            }
            for key, holds, options in (
                ("session_started", "is_charging", {}),
                (
                    "session_ended",
                    "last_session_cost_above",
                    {"options": {"cost": 1.6}},
                ),
            )
        ],
    )
    home.world.plug(kwh=6)
    await pass_polls(home, 15)

    assert whats(heard) == ["session_started", "session_ended"]
    assert heard[1].data["told"] == 1.68
    assert round(heard[1].data["cost"], 2) == 1.68
