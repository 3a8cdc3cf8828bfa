"""The supplier's own list of charging sessions."""

from datetime import datetime
from typing import Any

import pytest

from simulator.flex.nouns import Visit
from tests.simulator.api import Api, code
from tests.simulator.conftest import Start
from tests.simulator.nights import ACCOUNT, CHARGER, SECOND, VEHICLE, at, go, night

SESSIONS = """query Sessions($account: String!, $id: String!, $after: DateTime,
    $before: DateTime, $first: Int, $last: Int, $types: [ChargingSessionType]) {
  devices(accountNumber: $account, deviceId: $id) { id
    ... on SmartFlexVehicle { chargingSessions(after: $after, before: $before,
      first: $first, last: $last, sessionTypes: $types) { ...S } }
    ... on SmartFlexChargePoint { chargingSessions(after: $after, before: $before,
      first: $first, last: $last, sessionTypes: $types) { ...S } } } }
fragment S on DeviceChargingSessionConnection {
  pageInfo { startCursor endCursor hasPreviousPage hasNextPage }
  edges { cursor node {
    __typename start end stateOfChargeChange stateOfChargeFinal
    energyAdded { value unit } cost { amount currency }
    ... on SmartFlexChargingSession { type targetType
      dispatches { start end type energyAddedKwh }
      problems { __typename ... on SmartFlexChargingError { cause }
        ... on SmartFlexChargingTruncation { truncationCause
          originalAchievableStateOfCharge achievableStateOfCharge } } } } } }"""


async def page(api: Api, device: str = VEHICLE, **arguments: object) -> dict[str, Any]:
    given = (
        arguments if arguments.keys() & {"first", "last"} else {"last": 90} | arguments
    )
    answer = await api.graphql(SESSIONS, account=ACCOUNT, id=device, **given)
    (found,) = answer["data"]["devices"]
    sessions: dict[str, Any] = found["chargingSessions"]
    return sessions


async def nodes(api: Api, device: str = VEHICLE, **arguments: object) -> list[Any]:
    return [edge["node"] for edge in (await page(api, device, **arguments))["edges"]]


async def of(api: Api, visit: Visit, device: str = VEHICLE) -> list[Any]:
    return [
        node
        for node in await nodes(api, device)
        if visit.plugged <= datetime.fromisoformat(node["start"]).timestamp()
        and datetime.fromisoformat(node["start"]).timestamp() < visit.leaves
    ]


def causes(node: dict[str, Any]) -> set[str]:
    return {p.get("cause") or p["truncationCause"] for p in node["problems"]}


def smooth(visit: Visit) -> bool:
    arrival = visit.arrival
    done = visit.energy() > arrival.need - 0.02
    return done and not visit.modes and arrival.lost is None and arrival.target == 80


async def test_a_session_tells_energy_charge_and_dispatches(start: Start) -> None:
    """Behaviour 41."""
    api = await start("P11")
    visit = night(api.world, smooth)
    (node,) = await of(api, visit)
    assert node["__typename"] == "SmartFlexChargingSession"
    assert (node["type"], node["targetType"]) == ("SMART", "ABSOLUTE_STATE_OF_CHARGE")
    assert node["end"] == at(visit.draws[-1].end).isoformat()
    assert float(node["energyAdded"]["value"]) == pytest.approx(
        visit.energy(), rel=0.02
    )
    assert float(node["stateOfChargeFinal"]) == pytest.approx(80, abs=0.1)
    gained = 80 - visit.arrival.level
    assert float(node["stateOfChargeChange"]) == pytest.approx(gained, abs=0.1)
    shares = sum(float(d["energyAddedKwh"]) for d in node["dispatches"])
    assert shares == pytest.approx(float(node["energyAdded"]["value"]), abs=0.02)
    assert node["dispatches"][0]["start"] == node["start"]
    assert node["problems"] == []


async def test_the_cost_is_known_after_a_day(start: Start) -> None:
    """Behaviour 41."""
    api = await start("P11")
    visit = night(api.world, smooth)
    end = visit.draws[-1].end
    await go(api, end + 5 * 60)
    assert await of(api, visit) == []
    await go(api, end + 23 * 3600)
    assert (await of(api, visit))[0]["cost"] is None
    await go(api, end + 25 * 3600)
    (node,) = await of(api, visit)
    assert node["cost"]["currency"] == "GBP"
    (truth,) = api.world.truth(at(visit.plugged), at(visit.leaves))
    assert float(node["cost"]["amount"]) == pytest.approx(
        truth["billed_pence"], abs=0.01
    )


async def test_sessions_page_by_instants(start: Start) -> None:
    """Behaviour 41."""
    api = await start("P11")
    everything = await nodes(api, first=96)
    cursor: str | None = None
    found: list[Any] = []
    more = True
    while more:
        part = await page(api, first=7, after=cursor)
        found += [edge["node"] for edge in part["edges"]]
        cursor, more = part["pageInfo"]["endCursor"], part["pageInfo"]["hasNextPage"]
        assert cursor == part["edges"][-1]["cursor"]
        if len(found) > 96:
            break
    assert found[:96] == everything

    last = await page(api, last=5)
    assert last["pageInfo"]["hasPreviousPage"]
    assert not last["pageInfo"]["hasNextPage"]
    before = await page(api, last=5, before=last["pageInfo"]["startCursor"])
    assert before["edges"][-1]["cursor"] < last["edges"][0]["cursor"]
    middle = datetime.fromisoformat(everything[3]["start"]).timestamp() + 1
    upto = await nodes(api, first=96, before=at(middle).isoformat())
    assert upto == everything[:4]
    nothing = await page(api, last=5, after="2027-01-01T00:00:00Z")
    assert nothing["edges"] == []
    assert nothing["pageInfo"]["endCursor"] is None


async def test_sessions_of_one_type_can_be_asked_for(start: Start) -> None:
    """Behaviour 41."""
    api = await start("P11")
    boosts = await nodes(api, types=["BOOST"])
    assert {node["type"] for node in boosts} == {"BOOST"}
    elsewhere = await nodes(api, types=["PUBLIC"])
    assert elsewhere
    assert {node["__typename"] for node in elsewhere} == {"PublicChargingSession"}
    assert all("type" not in node for node in elsewhere)
    mixed = await nodes(api, types=["BOOST", "PUBLIC"])
    assert len(mixed) == len(boosts) + len(elsewhere)


async def test_what_cut_a_session_short_is_said(start: Start) -> None:
    """Behaviour 41."""
    api = await start("P11")
    boosted = night(
        api.world,
        lambda v: (
            [kind for _, kind in v.modes[:1]] == ["BOOST"]
            and v.draws[0].kind == "SMART"
        ),
    )
    await go(api, boosted.leaves + 7200)
    smart, boost, *_ = await of(api, boosted)
    assert (smart["type"], boost["type"]) == ("SMART", "BOOST")
    assert causes(smart) == {"BOOST_CHARGING"}

    full = night(
        api.world,
        lambda v: any(d.kind == "BOOST" for d in v.draws) and v.filled < v.leaves,
    )
    await go(api, full.leaves + 7200)
    assert "FULL_CHARGE" in causes((await of(api, full))[-1])

    early = night(
        api.world,
        lambda v: (
            bool(v.draws)
            and v.energy() < v.wanted - 1
            and not v.modes
            and v.draws[0].kind == "SMART"
        ),
    )
    await go(api, early.leaves + 7200)
    (node,) = await of(api, early)
    assert "DISCONNECTED" in causes(node)
    truncated = node["problems"][-1]
    assert float(truncated["achievableStateOfCharge"]) < early.arrival.target

    lost = night(api.world, lambda v: v.arrival.lost is not None and smooth_but_lost(v))
    await go(api, lost.leaves + 7200)
    assert "COMMUNICATION_ERROR" in causes((await of(api, lost))[-1])


def smooth_but_lost(visit: Visit) -> bool:
    lost = visit.arrival.lost
    return bool(lost and visit.draws and lost[0] < visit.draws[-1].end)


async def test_a_suspension_cuts_a_session_short(start: Start) -> None:
    """Behaviour 41."""
    api = await start("P11")
    world = api.world
    world.plug(kwh=30)
    visit = world.car(VEHICLE).visits(world.now)[-1]
    when = visit.draws[0].start + 900
    world.car(VEHICLE).order(when, "suspend")
    world.forget()
    await go(api, when + 3600)
    (node,) = await of(api, world.car(VEHICLE).visits(world.now)[-1])
    assert causes(node) == {"SUSPENDED"}


async def test_a_charge_outside_the_plan_is_not_listed(start: Start) -> None:
    api = await start("P11")
    plain = night(api.world, lambda v: v.arrival.plain)
    await go(api, plain.leaves + 7200)
    assert await of(api, plain) == []


@pytest.mark.parametrize(("persona", "device"), [("P2", CHARGER), ("P7", SECOND)])
async def test_some_know_nothing_of_the_state_of_charge(
    start: Start, persona: str, device: str
) -> None:
    api = await start(persona, history_days=60)
    smart = await nodes(api, device, types=["SMART"])
    assert {node["stateOfChargeFinal"] for node in smart} == {None}
    assert {node["stateOfChargeChange"] for node in smart} == {None}


async def test_the_list_may_fail_or_be_switched_off(start: Start) -> None:
    api = await start("P11")
    await api.sim("scenario", {"settings": {"sessions_fail": True}})
    answer = await api.graphql(SESSIONS, account=ACCOUNT, id=VEHICLE, last=5)
    assert code(answer) == "KT-CT-4382"
    await api.sim("scenario", {"settings": {"disabled_fields": "chargingSessions"}})
    answer = await api.graphql(SESSIONS, account=ACCOUNT, id=VEHICLE, last=5)
    assert code(answer) == "KT-CT-1113"
