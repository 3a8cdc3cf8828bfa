"""The car's state, its plan, and a car that is plugged in by hand."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.simulator.api import CONSUMPTION, Api, code
from tests.simulator.conftest import Start
from tests.simulator.nights import CHARGER, PLANNED, SECOND, VEHICLE

DEVICES = """query Devices { devices(accountNumber: "A-AAAA1111") {
  __typename id deviceType provider
  status { current isSuspended currentState
    ... on SmartFlexVehicleStatus { stateOfCharge { value timestamp }
      activePower { value } stateOfChargeLimit { upperSocLimit } }
    ... on SmartFlexChargePointStatus { stateOfCharge { value } } }
  alerts { message } preferences { mode schedules { dayOfWeek time max } }
  preferenceSetting { mode }
  ... on SmartFlexVehicle { make vehicleBatterySize } } }"""


async def status(api: Api) -> dict[str, Any]:
    answer = await api.graphql(DEVICES)
    (device,) = answer["data"]["devices"]
    found: dict[str, Any] = device["status"]
    return found


async def test_a_vehicle_tells_its_charge_and_a_charge_point_does_not(
    start: Start,
) -> None:
    """Behaviour 38."""
    api = await start("P11")
    body = {"device": VEHICLE, "minutes_ago": 5, "kwh": 20, "plain": True}
    await api.sim("plug", body)
    found = await status(api)
    assert float(found["activePower"]["value"]) == pytest.approx(7.2, rel=0.03)
    level = float(found["stateOfCharge"]["value"])
    api.world.clock.advance(3600)
    api.token = None
    later = float((await status(api))["stateOfCharge"]["value"])
    assert later == pytest.approx(level + 0.9 * 12, abs=0.5)

    point = await start("P2")
    await point.sim("plug", {"device": CHARGER})
    assert (await status(point))["stateOfCharge"] is None


@pytest.mark.parametrize(
    ("state", "current", "suspended"),
    [
        ("BOOSTING", "LIVE", False),
        ("SMART_CONTROL_OFF", "LIVE", True),
        ("LOST_CONNECTION", "LIVE", False),
        ("RETIRED", "RETIRED", False),
    ],
)
async def test_other_states_are_set_by_the_scenario(
    start: Start, state: str, current: str, suspended: bool
) -> None:
    """Behaviour 38."""
    api = await start("P11")
    await api.sim("scenario", {"settings": {"device_state": state}})
    found = await status(api)
    assert (found["currentState"], found["current"]) == (state, current)
    assert found["isSuspended"] is suspended


async def test_devices_come_and_go(start: Start) -> None:
    api = await start("P7", history_days=20)
    query = '{ devices(accountNumber: "A-AAAA1111") { id } }'
    for hidden, left in ((VEHICLE, 1), (f"{VEHICLE},{SECOND}", 0), ("", 2)):
        await api.sim("scenario", {"settings": {"hidden_devices": hidden}})
        assert len((await api.graphql(query))["data"]["devices"]) == left
        if not left:
            answer = await api.graphql(PLANNED, id=VEHICLE)
            assert code(answer) == "KT-CT-4301"


async def test_an_account_without_a_device_has_an_empty_list(api: Api) -> None:
    assert (await api.graphql(DEVICES))["data"] == {"devices": []}


async def test_a_car_plugged_in_by_hand_is_in_the_truth_and_the_half_hours(
    api: Api,
) -> None:
    now = api.world.clock.now
    assert await api.sim("plug", {"kw": 7.4, "minutes_ago": 60}) == {
        "done": True,
        "plugged": True,
    }
    api.world.clock.advance(1800)
    (session,) = api.world.truth(now - timedelta(hours=2), now)
    assert session["ongoing"]
    assert session["kwh"] == pytest.approx(11.1, rel=0.03)

    answer = await api.sim("unplug", {"minutes_ago": 10})
    assert answer == {"done": True, "plugged": False}
    assert await api.sim("unplug", {}) == {"done": False, "plugged": False}
    (session,) = api.world.truth(now - timedelta(hours=2), now)
    assert (session["start"], session["end"]) == (
        "2026-11-20T11:00:00Z",
        "2026-11-20T12:20:00Z",
    )
    assert not session["ongoing"]

    await api.sim("publish", {})
    rows = await api.rows(
        CONSUMPTION, period_from="2026-11-20T11:00Z", period_to="2026-11-20T12:00Z"
    )
    slots = session["slots"]
    assert isinstance(slots, list)
    for row, slot in zip(rows, reversed(slots[:2]), strict=True):
        assert row["consumption"] > slot["kwh"] > 3.6


async def test_a_car_that_is_there_cannot_arrive_again(api: Api) -> None:
    world = api.world
    world.plug(kwh=5)
    world.clock.advance(timedelta(days=9))
    start = datetime(2026, 11, 20, 11, tzinfo=UTC)
    assert len(world.truth(start, world.clock.now)) == 1

    world.unplug()
    world.clock.advance(timedelta(days=9))
    assert len(world.truth(start, world.clock.now)) > 2


async def test_plugging_in_ends_what_was_there(api: Api) -> None:
    world = api.world
    world.plug(kw=3.6)
    world.clock.advance(3600)
    world.plug(kw=7.2, minutes_ago=30)
    first, second = world.truth(datetime(2026, 11, 20, 11, tzinfo=UTC), world.clock.now)
    assert first["end"] == second["start"] == "2026-11-20T12:30:00Z"


async def test_an_unknown_device_cannot_be_plugged_in(api: Api) -> None:
    status, body = await api.sim("plug", {"device": "nobody"})
    assert (status, body) == (404, {"detail": "No such device."})
