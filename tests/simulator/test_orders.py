"""Boost, smart control and preferences: what is obeyed, and what is refused."""

from typing import Any

import pytest

from simulator.flex.wishes import DAYS
from tests.simulator.api import Api, code
from tests.simulator.conftest import Start
from tests.simulator.nights import CHARGER, SECOND, VEHICLE, go, night, planned, status

BOOST = """mutation Boost($input: UpdateBoostChargeInput!) {
  updateBoostCharge(input: $input) { id status { currentState } } }"""
CONTROL = """mutation Control($input: SmartControlInput!) {
  updateDeviceSmartControl(input: $input) { id status { isSuspended currentState } } }"""
WISH = """mutation Wish($input: SmartFlexDevicePreferencesInput!) {
  setDevicePreferences(input: $input) { id } }"""
PREFERENCES = """{ devices(accountNumber: "A-AAAA1111") { id
  preferences { isChargingDurationCapped schedules { dayOfWeek time min max } }
  preferenceSetting { mode unit scheduleSettings {
    id min max step timeFrom timeTo timeStep } } } }"""


async def boost(api: Api, action: str = "BOOST", device: str = VEHICLE) -> Any:
    given = {"deviceId": device, "action": action}
    return await api.graphql(BOOST, input=given)


async def control(api: Api, action: str, device: str = VEHICLE) -> Any:
    given = {"deviceId": device, "action": action}
    return await api.graphql(CONTROL, input=given)


async def wish(
    api: Api,
    most: object = 90,
    at: str = "06:30",
    days: tuple[str, ...] = DAYS,
    least: object = None,
    device: str = VEHICLE,
) -> Any:
    rows = [{"dayOfWeek": d, "time": at, "min": least, "max": most} for d in days]
    given = {"deviceId": device, "mode": "CHARGE", "unit": "PERCENTAGE"}
    return await api.graphql(WISH, input=given | {"schedules": rows})


async def preferences(api: Api) -> Any:
    return (await api.graphql(PREFERENCES))["data"]["devices"][0]


def reasons(answer: Any) -> list[str]:
    found: list[str] = answer["errors"][0]["extensions"]["boostChargeRefusalReasons"]
    return found


async def obeyed(api: Api) -> None:
    """Wait for as long as a device may take."""
    api.world.clock.advance(61)
    api.token = None


async def test_a_boost_shows_after_seconds_and_ends_when_told(start: Start) -> None:
    """Behaviour 42."""
    api = await start("P11")
    api.world.plug(kwh=20)
    answer = await boost(api)
    told = answer["data"]["updateBoostCharge"]["status"]["currentState"]
    assert told == "SMART_CONTROL_CAPABLE"
    api.world.clock.advance(4)
    assert (await status(api))["currentState"] == "SMART_CONTROL_CAPABLE"
    await obeyed(api)
    found = await status(api)
    assert found["currentState"] == "BOOSTING"
    assert float(found["activePower"]["value"]) > 6.5
    (slot,) = await planned(api)
    assert slot["type"] == "BOOST"

    await boost(api, "CANCEL")
    await obeyed(api)
    assert (await status(api))["currentState"] == "SMART_CONTROL_CAPABLE"
    assert code(await boost(api, "CANCEL")) == "KT-CT-4354"


async def test_a_boost_is_refused_for_what_keeps_the_car_from_it(start: Start) -> None:
    """Behaviour 42."""
    api = await start("P11")
    world = api.world
    answer = await boost(api)
    assert code(answer) == "KT-CT-4357"
    assert reasons(answer) == ["BC_DEVICE_DISCONNECTED"]

    world.plug(kwh=20)
    await boost(api)
    await obeyed(api)
    assert reasons(await boost(api)) == ["BC_BOOST_CHARGE_IN_PROGRESS"]
    world.clock.advance(10 * 3600)
    api.token = None
    assert reasons(await boost(api)) == ["BC_DEVICE_FULLY_CHARGED"]

    await control(api, "SUSPEND")
    await obeyed(api)
    assert "BC_DEVICE_SUSPENDED" in reasons(await boost(api))
    await control(api, "UNSUSPEND")

    charge = world.car(VEHICLE).away(world.now)[-1]
    await go(api, charge.start + 60)
    assert reasons(await boost(api)) == ["BC_DEVICE_NOT_AT_HOME"]


@pytest.mark.parametrize(
    ("state", "expected", "reason"),
    [
        ("RETIRED", "KT-CT-4357", "BC_DEVICE_RETIRED"),
        ("SETUP_COMPLETE", "KT-CT-4356", "BC_DEVICE_NOT_YET_LIVE"),
        ("TEST_CHARGE_IN_PROGRESS", "KT-CT-4356", "BC_DEVICE_NOT_YET_LIVE"),
        ("LOST_CONNECTION", "KT-CT-4357", "BC_DEVICE_DISCONNECTED"),
    ],
)
async def test_a_boost_is_refused_for_the_state_of_the_device(
    start: Start, state: str, expected: str, reason: str
) -> None:
    """Behaviour 42."""
    api = await start("P11")
    api.world.plug(kwh=20)
    api.world.scenario.device_state = state
    answer = await boost(api)
    assert code(answer) == expected
    assert reasons(answer) == [reason]


async def test_refusals_can_be_asked_for(start: Start) -> None:
    """Behaviour 42."""
    api = await start("P11")
    api.world.plug(kwh=20)
    settings = {"boost_refusal": "BC_DEVICE_NOT_AT_HOME"}
    await api.sim("scenario", {"settings": settings})
    assert reasons(await boost(api)) == ["BC_DEVICE_NOT_AT_HOME"]
    await api.sim("scenario", {"settings": {"control_error": "KT-CT-4387"}})
    assert code(await control(api, "SUSPEND")) == "KT-CT-4387"
    assert code(await boost(api, "CANCEL")) == "KT-CT-4387"


async def test_devices_nobody_knows_are_refused(start: Start) -> None:
    api = await start("P11")
    assert code(await boost(api, device="nobody")) == "KT-CT-4301"
    assert code(await control(api, "SUSPEND", "nobody")) == "KT-CT-4313"
    assert code(await wish(api, device="nobody")) == "KT-CT-4313"
    query = "mutation { updateBoostCharge { id } }"
    assert code(await api.graphql(query)) == "KT-CT-1605"
    assert code(await api.post(query)) == "KT-CT-1112"


async def test_smart_control_is_suspended_and_taken_up_again(start: Start) -> None:
    """Behaviours 38 and 42."""
    api = await start("P11")
    api.world.plug(kwh=20)
    assert code(await control(api, "UNSUSPEND")) == "KT-CT-4359"
    await control(api, "SUSPEND")
    assert not (await status(api))["isSuspended"]
    await obeyed(api)
    found = await status(api)
    assert found["isSuspended"]
    assert found["currentState"] == "SMART_CONTROL_OFF"
    assert float(found["activePower"]["value"]) > 6.5
    assert await planned(api) == []
    assert code(await control(api, "SUSPEND")) == "KT-CT-4358"

    await control(api, "UNSUSPEND")
    await obeyed(api)
    assert (await status(api))["currentState"] == "SMART_CONTROL_CAPABLE"
    api.world.clock.advance(301)
    assert await planned(api)


async def test_preferences_come_with_what_is_allowed(start: Start) -> None:
    """Behaviour 43."""
    api = await start("P1")
    found = await preferences(api)
    (setting,) = found["preferenceSetting"]["scheduleSettings"]
    assert setting == {
        "id": 1,
        "min": "10",
        "max": "100",
        "step": "5",
        "timeFrom": "04:00:00",
        "timeTo": "11:00:00",
        "timeStep": 30,
    }
    assert found["preferences"]["isChargingDurationCapped"] == "ENABLED"
    rows = found["preferences"]["schedules"]
    assert [row["dayOfWeek"] for row in rows] == list(DAYS)
    assert {(row["time"], row["max"]) for row in rows} == {("07:00:00", 90.0)}
    classic = await preferences(await start("P11"))
    assert classic["preferences"]["isChargingDurationCapped"] == "NOT_APPLICABLE"
    assert (await preferences(await start("P2")))["preferenceSetting"] is None


async def test_a_wish_shows_later_and_changes_the_charge(start: Start) -> None:
    """Behaviour 43."""
    api = await start("P11")
    api.world.plug(kwh=20)
    assert "errors" not in await wish(api, "90", "06:30", least="40")
    before = (await preferences(api))["preferences"]["schedules"][0]
    assert (before["time"], before["max"]) == ("07:00:00", 80.0)
    await obeyed(api)
    after = (await preferences(api))["preferences"]["schedules"][0]
    assert (after["time"], after["min"], after["max"]) == ("06:30:00", 40.0, 90.0)
    visit = api.world.car(VEHICLE).visits(api.world.now)[-1]
    assert visit.energy() == pytest.approx(20 + 0.1 * 60 / 0.9, abs=0.05)

    api.world.unplug()
    await wish(api, 60, "05:00")
    await obeyed(api)
    api.world.plug(kwh=10)
    visit = api.world.car(VEHICLE).visits(api.world.now)[-1]
    assert visit.arrival.target == 60
    api.world.unplug()
    await go(api, api.world.now + 14 * 3600)
    api.world.plug(kwh=10, minutes_ago=1)
    visit = api.world.car(VEHICLE).visits(api.world.now)[-1]
    assert visit.arrival.ready - visit.plugged < 3 * 3600


@pytest.mark.parametrize(
    "given",
    [
        {"most": 105},
        {"most": 5},
        {"most": 82},
        {"least": 95},
        {"at": "03:30"},
        {"at": "11:30"},
        {"at": "06:10"},
        {"at": "soon"},
        {"days": DAYS[:6]},
        {"days": (*DAYS[:6], "MONDAY")},
    ],
)
async def test_wishes_out_of_range_are_refused(
    start: Start, given: dict[str, Any]
) -> None:
    """Behaviour 43."""
    api = await start("P11")
    assert code(await wish(api, **given)) == "KT-CT-4321"


async def test_a_provider_without_preferences_says_so(start: Start) -> None:
    api = await start("P2")
    assert code(await wish(api, device=CHARGER)) == "KT-CT-4314"


async def test_each_car_obeys_for_itself(start: Start) -> None:
    """Persona P7."""
    api = await start("P7", history_days=30)
    api.world.plug(kwh=10, device=VEHICLE)
    api.world.plug(kwh=10, device=SECOND)
    await boost(api, device=SECOND)
    await obeyed(api)
    assert (await status(api, SECOND))["currentState"] == "BOOSTING"
    assert (await status(api, VEHICLE))["currentState"] == "SMART_CONTROL_CAPABLE"


async def test_a_lost_car_has_an_alert(start: Start) -> None:
    api = await start("P7")
    visit = night(api.world, lambda v: v.arrival.lost is not None, SECOND)
    await go(api, visit.leaves + 60)
    answer = await api.graphql(
        '{ devices(accountNumber: "A-AAAA1111") { alerts { message publishedAt } } }'
    )
    assert "errors" not in answer
    mine, other = answer["data"]["devices"]
    assert mine["alerts"] == []
    assert "connection" in other["alerts"][0]["message"]
