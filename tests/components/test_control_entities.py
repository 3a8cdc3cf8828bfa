"""Ordering what a car does, through Home Assistant and the simulator's wire."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from pytest_homeassistant_custom_component.common import MockUser

from homeassistant.core import Context
from homeassistant.exceptions import (
    HomeAssistantError,
    ServiceValidationError,
    Unauthorized,
)

from .conftest import Home, Settle

BOOST = "switch.tesla_model_3_boost"
CONTROL = "switch.tesla_model_3_smart_control"
TARGET = "number.tesla_model_3_target_state_of_charge"
READY_BY = "time.tesla_model_3_ready_by"

FULLER: tuple[str, dict[str, Any]] = ("set_value", {"value": 95})


def ordered(home: Home) -> list[str]:
    """Return the orders that went over the wire."""
    names = {"updateBoostCharge", "updateDeviceSmartControl", "setDevicePreferences"}
    return [
        name
        for entry in home.world.log.entries
        for name in entry.fields
        if name in names
    ]


def state(home: Home, entity_id: str) -> str | None:
    found = home.hass.states.get(entity_id)
    return None if found is None else found.state


async def call(
    home: Home, entity_id: str, action: str, by: MockUser | None = None, **data: Any
) -> None:
    """Use an entity as a dashboard does."""
    await home.hass.services.async_call(
        entity_id.split(".", maxsplit=1)[0],
        action,
        {"entity_id": entity_id, **data},
        blocking=True,
        context=None if by is None else Context(user_id=by.id),
    )


async def calendar(home: Home, hours: int) -> str:
    """Return what is in the calendar of the hours to come, or of those past."""
    now = datetime.now(UTC)
    start, end = sorted((now, now + timedelta(hours=hours)))
    answer = await home.hass.services.async_call(
        "calendar",
        "get_events",
        {
            "entity_id": "calendar.octopus_ev_charging_calendar",
            "start_date_time": start.isoformat(),
            "end_date_time": end.isoformat(),
        },
        blocking=True,
        return_response=True,
    )
    return str(answer)


@pytest.fixture
async def home(settle: Settle) -> Home:
    """Return a home on Intelligent Octopus, with its car just plugged in."""
    home = await settle("P11")
    home.world.plug(kwh=20)
    assert await home.set_up()
    await home.hass.async_block_till_done(wait_background_tasks=True)
    return home


async def test_a_boost_is_ordered_shown_and_cancelled(home: Home) -> None:
    assert state(home, BOOST) == "off"

    await call(home, BOOST, "turn_on")
    assert state(home, BOOST) == "on"
    assert len(ordered(home)) == 1

    await home.pass_time(seconds=70)
    assert state(home, BOOST) == "on"
    assert state(home, "sensor.tesla_model_3_state") == "boosting"

    await call(home, BOOST, "turn_off")
    assert state(home, BOOST) == "off"
    await home.pass_time(seconds=70)
    assert state(home, BOOST) == "off"
    assert len(ordered(home)) == 2


async def test_a_boost_is_told_of_with_what_it_cost_more(home: Home) -> None:
    await call(home, BOOST, "turn_on")
    for _ in range(6):
        await home.pass_time(minutes=15)
    home.world.unplug()
    await home.pass_time(hours=2)
    await home.pass_time(hours=2)

    assert state(home, "sensor.octopus_ev_last_session_type") == "boost"
    cost = float(state(home, "sensor.octopus_ev_last_session_cost") or 0)
    premium = float(state(home, "sensor.octopus_ev_last_session_boost_premium") or 0)
    assert 1 < premium < cost
    assert state(home, "binary_sensor.octopus_ev_charged_outside_the_plan") == "off"
    assert "A boost." in await calendar(home, hours=-12)


async def test_a_refused_boost_says_why_and_stays_off(home: Home) -> None:
    home.world.scenario.update({"boost_refusal": "BC_DEVICE_FULLY_CHARGED"})

    with pytest.raises(HomeAssistantError, match="The car is full"):
        await call(home, BOOST, "turn_on")

    assert state(home, BOOST) == "off"
    assert len(ordered(home)) == 1
    await home.pass_time(seconds=70)
    assert len(ordered(home)) == 1


@pytest.mark.parametrize(
    ("code", "words", "order"),
    [
        ("KT-CT-4387", "does not know this car", (CONTROL, "turn_off", {})),
        ("KT-CT-4314", "cannot do this with this make", (TARGET, *FULLER)),
        ("KT-CT-4374", "could not pass the target on", (TARGET, *FULLER)),
    ],
)
async def test_what_the_supplier_refuses_is_said_and_changes_nothing(
    home: Home, code: str, words: str, order: tuple[str, str, dict[str, Any]]
) -> None:
    entity_id, action, data = order
    before = state(home, entity_id)
    home.world.scenario.update({"control_error": code})

    with pytest.raises(HomeAssistantError, match=words):
        await call(home, entity_id, action, **data)

    assert state(home, entity_id) == before
    await home.pass_time(seconds=70)
    assert len(ordered(home)) == 1


async def test_only_who_may_control_an_entity_orders_anything(
    home: Home, hass_read_only_user: MockUser
) -> None:
    user = hass_read_only_user
    for entity_id, action, data in (
        (BOOST, "turn_on", {}),
        (CONTROL, "turn_off", {}),
        (TARGET, *FULLER),
        (READY_BY, "set_value", {"time": "06:30:00"}),
    ):
        with pytest.raises(Unauthorized):
            await call(home, entity_id, action, by=user, **data)
    assert ordered(home) == []

    user.mock_policy({"entities": {"entity_ids": {BOOST: True}}})
    await call(home, BOOST, "turn_on", by=user)
    assert ordered(home) == ["updateBoostCharge"]


async def test_smart_control_is_switched_off_and_on(home: Home) -> None:
    assert state(home, CONTROL) == "on"

    await call(home, CONTROL, "turn_off")
    assert state(home, CONTROL) == "off"
    await home.pass_time(seconds=70)
    assert state(home, CONTROL) == "off"
    assert state(home, "sensor.tesla_model_3_state") == "suspended"

    await call(home, CONTROL, "turn_on")
    await home.pass_time(seconds=70)
    assert state(home, CONTROL) == "on"


async def test_a_target_and_a_time_are_set_one_after_the_other(home: Home) -> None:
    target = home.hass.states.get(TARGET)
    assert target is not None
    assert target.attributes["min"] == 10
    assert target.attributes["max"] == 100
    assert target.attributes["step"] == 5

    await call(home, TARGET, "set_value", value=95)
    await call(home, READY_BY, "set_value", time="06:30:00")

    assert (state(home, TARGET), state(home, READY_BY)) == ("95.0", "06:30:00")
    await home.pass_time(seconds=70)
    assert (state(home, TARGET), state(home, READY_BY)) == ("95.0", "06:30:00")
    [device] = home.runtime.smart.cars.data.values()
    assert len({(t.most, t.ready_by) for t in device.device.targets}) == 1


async def test_what_the_supplier_would_not_accept_is_not_ordered(home: Home) -> None:
    with pytest.raises(ServiceValidationError, match="does not accept this target"):
        await call(home, TARGET, "set_value", value=83)
    with pytest.raises(ServiceValidationError, match="from 04:00 to 11:00, in steps"):
        await call(home, READY_BY, "set_value", time="12:00:00")

    assert ordered(home) == []


async def test_a_silent_car_cannot_be_set(home: Home) -> None:
    home.world.faults.add({"status": 503}, operation="devices", times=None)

    await home.pass_time(minutes=41)

    assert state(home, BOOST) == "unavailable"
    assert state(home, TARGET) == "unavailable"


async def test_an_evening_of_a_car_is_in_the_calendar(home: Home) -> None:
    await home.pass_time(minutes=15)

    ahead = await calendar(home, hours=24)

    assert "Planned charge" in ahead
    assert "Tesla Model 3" in ahead


async def test_where_no_limits_are_told_the_supplier_alone_refuses(
    home: Home,
) -> None:
    [report] = home.runtime.smart.cars.data.values()
    bare = replace(report, device=replace(report.device, limits=None))

    await home.runtime.engine.async_devices([bare])
    with pytest.raises(HomeAssistantError, match="does not accept this target"):
        await call(home, TARGET, "set_value", value=83)
    await call(home, TARGET, "set_value", value=85)
    await call(home, READY_BY, "set_value", time="06:30:00")

    assert (state(home, TARGET), state(home, READY_BY)) == ("85.0", "06:30:00")
    assert len(ordered(home)) == 3
