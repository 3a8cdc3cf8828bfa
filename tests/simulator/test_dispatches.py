"""What the cars did, as completedDispatches lists it."""

from datetime import datetime
from typing import Any

import pytest

from simulator.flex.nouns import Visit
from simulator.world import World
from tests.simulator.api import Api
from tests.simulator.conftest import NOON, Start
from tests.simulator.nights import CHARGER, at, go, minutes, night, nights

COMPLETED = """query Completed($account: String!) {
  completedDispatches(accountNumber: $account) {
    start end delta meta { source location } } }"""


async def completed(api: Api) -> list[dict[str, Any]]:
    answer = await api.graphql(COMPLETED, account=api.world.account_number)
    found: list[dict[str, Any]] = answer["data"]["completedDispatches"]
    for record in found:
        record["start"] = datetime.fromisoformat(record["start"])
        record["end"] = datetime.fromisoformat(record["end"])
    return found


def of(records: list[dict[str, Any]], visit: Visit) -> list[dict[str, Any]]:
    first, last = at(visit.plugged), at(visit.leaves)
    return [r for r in records if first <= r["start"] < last]


async def test_what_was_charged_is_listed_twelve_hours_late(start: Start) -> None:
    """Behaviour 40."""
    api = await start("P11")
    visit = night(api.world, lambda v: not v.modes and len(v.draws) > 6)
    end = visit.draws[-1].end
    await go(api, end + 11.9 * 3600)
    early = of(await completed(api), visit)
    await go(api, end + 12.1 * 3600)
    late = of(await completed(api), visit)
    assert len(late) > len(early)

    starts = [record["start"] for record in late]
    assert starts == sorted(starts, reverse=True)
    assert all(isinstance(record["delta"], str) for record in late)
    assert all(float(record["delta"]) < 0 for record in late)
    assert all(minutes(0) < r["end"] - r["start"] <= minutes(30) for r in late)
    total = -sum(float(record["delta"]) for record in late)
    assert total == pytest.approx(visit.energy(), rel=0.02)
    assert {r["meta"]["location"] for r in late} == {"AT_HOME"}
    assert {r["meta"]["source"] for r in late} == {None}

    api.world.scenario.completed_without_meta = True
    assert {r["meta"] for r in await completed(api)} == {None}


async def test_boosts_are_among_them_without_a_mark_and_plain_charges_are_not(
    start: Start,
) -> None:
    """Behaviour 40."""
    api = await start("P11")
    boost = night(api.world, lambda v: any(d.kind == "BOOST" for d in v.draws))
    plain = night(api.world, lambda v: v.arrival.plain)
    for visit, share in ((boost, 1), (plain, 0)):
        await go(api, visit.leaves + 13 * 3600)
        total = -sum(float(r["delta"]) for r in of(await completed(api), visit))
        assert total == pytest.approx(share * visit.energy(), rel=0.02)


async def test_the_list_reaches_back_for_days_or_for_months(start: Start) -> None:
    """Behaviour 40."""
    api = await start("P11")
    reach = NOON - (await completed(api))[-1]["start"]
    assert minutes(80 * 1440) < reach <= minutes(90 * 1440)
    await api.sim("scenario", {"settings": {"completed_reach_days": 2}})
    assert all(NOON - r["start"] <= minutes(2 * 1440) for r in await completed(api))


async def test_a_charge_elsewhere_is_listed_with_its_place(start: Start) -> None:
    api = await start("P11")
    assert api.world.fleet is not None
    charge = api.world.fleet.car().away(api.world.now)[-1]
    (record,) = (r for r in await completed(api) if r["start"] == at(charge.start))
    assert record["meta"]["location"] == "AWAY"
    assert api.world.supply.car.energy(charge.start, charge.end) == 0


async def test_a_record_of_next_to_nothing_comes_now_and_then(start: Start) -> None:
    api = await start("P11")
    tiny = [r for r in await completed(api) if float(r["delta"]) > -0.05]
    assert tiny


async def test_a_charger_that_does_not_plan_lists_a_visit_once_the_car_has_left(
    start: Start,
) -> None:
    """Persona P2."""
    api = await start("P2")
    api.world.scenario.completed_delay_hours = 0.0
    visit = next(v for v in nights(api.world, CHARGER) if v.draws)
    await go(api, visit.leaves - 1)
    assert of(await completed(api), visit) == []
    await go(api, visit.leaves + 1)
    assert of(await completed(api), visit)


async def test_an_account_without_a_device_has_no_dispatches(api: Api) -> None:
    assert await completed(api) == []
    assert World.create("P11", 1, NOON).fleet is not None
