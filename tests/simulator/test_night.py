"""A real night: plug-in, plan, changes of plan, charge, departure."""

from dataclasses import replace
from itertools import pairwise
from math import inf

import pytest

from simulator.flex.car import FlexCar
from simulator.flex.diary import Habit
from simulator.flex.night import live
from simulator.flex.nouns import Arrival, Order, Visit
from simulator.times import SLOT, local_day
from simulator.world import World
from tests.simulator.api import code
from tests.simulator.conftest import NOON, Start
from tests.simulator.nights import (
    CHARGER,
    PLANNED,
    SECOND,
    VEHICLE,
    at,
    changes,
    go,
    minutes,
    night,
    nights,
    planned,
    status,
)

YEAR = list(nights(World.create("P11", 1, NOON)))


def plain_night(visit: Visit) -> bool:
    """Say whether a visit went as an ordinary one does."""
    arrival = visit.arrival
    quiet = not visit.modes and arrival.lost is None and not arrival.plain
    return (
        quiet
        and visit.draws[0].start > visit.plugged + 600
        and visit.draws[-1].end < visit.leaves - 60
    )


async def test_a_car_is_away_plugged_in_charging_and_done(start: Start) -> None:
    """Behaviour 38."""
    api = await start("P11")
    visit = night(api.world, plain_night)
    states = []
    for moment in (
        visit.plugged - 60,
        visit.plugged + 10,
        visit.draws[0].start + 60,
        visit.draws[-1].end + 30,
        visit.leaves + 60,
    ):
        await go(api, moment)
        states.append((await status(api))["currentState"])

    assert states == [
        "SMART_CONTROL_NOT_AVAILABLE",
        "SMART_CONTROL_CAPABLE",
        "SMART_CONTROL_IN_PROGRESS",
        "SMART_CONTROL_CAPABLE",
        "SMART_CONTROL_NOT_AVAILABLE",
    ]


def test_a_plan_appears_within_minutes_and_is_made_anew_every_few() -> None:
    """Behaviours 38 and 39."""
    for visit in filter(plain_night, YEAR):
        first, *_ = visit.revisions
        assert 60 <= first.at - visit.plugged <= 300
        assert first.slots
        gaps = [b.at - a.at for a, b in pairwise(visit.revisions)]
        assert max(gaps) <= 900


async def test_the_plan_is_what_the_api_tells(start: Start) -> None:
    """Behaviour 39."""
    api = await start("P11")
    visit = night(api.world, lambda v: plain_night(v) and v.leaves > v.arrival.ready)
    assert visit.energy() == pytest.approx(visit.arrival.need, abs=0.02)
    await go(api, visit.plugged + 30)
    assert await planned(api) == []
    await go(api, visit.plugged + 301)
    told = await planned(api)
    assert [slot["start"] for slot in told] == sorted(slot["start"] for slot in told)
    assert {slot["type"] for slot in told} == {"SMART"}
    known = [slot["energyAddedKwh"] for slot in told if slot["energyAddedKwh"]]
    assert sum(map(float, known)) <= visit.arrival.need + 0.1
    await go(api, visit.draws[-1].end + 60)
    assert await planned(api) == []


@pytest.mark.parametrize("mode", ["error", "empty"])
async def test_without_a_car_there_is_no_plan_or_an_error(
    start: Start, mode: str
) -> None:
    """Behaviour 39."""
    api = await start("P11")
    api.world.scenario.plan_while_unplugged = mode
    await go(api, night(api.world, plain_night).leaves + 60)
    answer = await api.graphql(PLANNED, id=VEHICLE)
    if mode == "error":
        assert code(answer) == "KT-CT-4340"
    else:
        assert answer["data"] == {"flexPlannedDispatches": []}
    assert code(await api.graphql(PLANNED, id="nobody")) == "KT-CT-4301"


async def test_some_chargers_never_plan_and_charge_all_the_same(start: Start) -> None:
    """Behaviour 39."""
    api = await start("P2")
    visit = night(api.world, plain_night, CHARGER)
    await go(api, visit.draws[0].start + 60)
    assert (await status(api, CHARGER))["currentState"] == "SMART_CONTROL_IN_PROGRESS"
    assert await planned(api, CHARGER) == []


async def test_a_slot_vanishes_two_minutes_before_it_begins(start: Start) -> None:
    """Behaviour 39."""
    api = await start("P11")
    vanished = [
        (visit, when, slot)
        for visit in YEAR
        for when, before, after in changes(visit)
        for slot in before
        if slot.start - when == 120 and slot.start not in {s.start for s in after}
    ]
    assert len(vanished) > 10
    visit, when, slot = vanished[0]
    for moment, there in ((when - 1, True), (when, False)):
        await go(api, moment)
        starts = [planned_slot["start"] for planned_slot in await planned(api)]
        assert (at(slot.start) in starts) is there
    assert visit.energy(slot.start, slot.start + SLOT / 2) == 0


async def test_the_end_of_a_slot_moves_after_its_start(start: Start) -> None:
    """Behaviour 39."""
    api = await start("P11")
    moved = [
        (slot, new, when)
        for visit in YEAR
        for when, before, after in changes(visit)
        for slot in before
        for new in after
        if slot.start == new.start < when and abs(slot.end - new.end) % SLOT
    ]
    assert len(moved) > 10
    slot, new, when = moved[0]
    for moment, end in ((when - 1, slot.end), (when, new.end)):
        await go(api, moment)
        (running, *_) = await planned(api)
        assert running["end"] == at(end)


def test_slots_have_odd_edges_and_their_energy_is_not_always_known() -> None:
    """Behaviour 39."""
    slots = [slot for visit in YEAR for r in visit.revisions for slot in r.slots]
    odd = sum(1 for slot in slots if slot.start % SLOT or slot.end % SLOT)
    unknown = sum(1 for slot in slots if slot.kwh is None)
    assert 0.1 < odd / len(slots) < 0.6
    assert 0.03 < unknown / len(slots) < 0.3


def test_now_and_then_a_car_takes_nothing_in_its_slot() -> None:
    refused = [
        slot
        for visit in YEAR
        for when, before, _ in changes(visit)
        for slot in before
        if slot.start < when - 300 and not visit.energy(slot.start, when)
    ]
    assert len(refused) > 5


def test_power_flows_by_the_plan_that_stands() -> None:
    for visit in filter(plain_night, YEAR):
        for draw in visit.draws:
            middle = (draw.start + draw.end) / 2
            assert any(slot.start <= middle for slot in visit.plan(middle))
        assert visit.energy() < visit.arrival.need + 0.02
    full = [v for v in YEAR if v.energy() > v.arrival.need - 0.02]
    assert len(full) > 0.85 * len(YEAR)


async def test_a_car_out_of_reach_has_no_charge_and_no_plan(start: Start) -> None:
    """Behaviour 38, persona P7."""
    api = await start("P7")
    visit = night(api.world, lambda v: v.arrival.lost is not None, SECOND)
    assert visit.arrival.lost is not None
    await go(api, visit.arrival.lost[0] + 60)
    found = await status(api, SECOND)
    assert found["currentState"] == "LOST_CONNECTION"
    assert found["stateOfCharge"] is found["activePower"] is None
    assert code(await api.graphql(PLANNED, id=SECOND)) == "KT-CT-4340"
    await go(api, visit.leaves + 3600)
    assert (await status(api, SECOND))["currentState"] == "LOST_CONNECTION"
    assert (await status(api))["currentState"] != "LOST_CONNECTION"


def test_two_cars_charge_at_the_same_time_now_and_then() -> None:
    """Persona P7."""
    world = World.create("P7", 1, NOON, history_days=150)
    assert world.fleet is not None
    first, second = (
        world.fleet.car(device).charges(world.now) for device in (VEHICLE, SECOND)
    )
    both = [
        (a, b)
        for a in first
        for b in second
        if a.pieces and b.pieces and a.start < b.end and b.start < a.end
    ]
    assert len(both) > 8
    a, b = both[-1]
    middle = max(a.start, b.start)
    assert world.supply.car.energy(middle, middle + SLOT) == pytest.approx(
        a.energy(middle, middle + SLOT) + b.energy(middle, middle + SLOT)
    )


ARRIVAL = Arrival(
    key="test",
    plugged=NOON.timestamp(),
    ready=NOON.timestamp() + 19 * 3600,
    need=20.0,
    battery=60.0,
    power=7.2,
)


def test_what_lies_before_an_order_does_not_depend_on_it() -> None:
    quiet = live(ARRIVAL, seed=1)
    when = quiet.draws[0].start + 300
    told = live(ARRIVAL, [Order(when, "boost")], seed=1)
    assert quiet.energy(end=when) == pytest.approx(told.energy(end=when))
    before = [revision for revision in quiet.revisions if revision.at < when]
    assert told.revisions[: len(before)] == before


def test_a_boost_goes_on_to_the_brim() -> None:
    """Behaviour 38."""
    when = ARRIVAL.plugged + 1800
    visit = live(ARRIVAL, [Order(when, "boost")], seed=1)
    assert visit.mode(when) == "BOOST"
    assert visit.plan(when)[0].kind == "BOOST"
    assert visit.energy() == pytest.approx(ARRIVAL.room, abs=0.02)
    assert visit.level(inf) == pytest.approx(100, abs=0.1)
    assert visit.draws[-1].end == visit.filled
    assert visit.plan(visit.filled) == ()
    assert visit.mode(visit.filled) == "SMART"


def test_a_boost_that_is_cancelled_leaves_the_rest_to_the_plan() -> None:
    """Behaviour 38."""
    when = ARRIVAL.plugged + 1800
    orders = [Order(when, "boost"), Order(when + 1800, "cancel")]
    visit = live(ARRIVAL, orders, seed=1)
    boosted = sum(draw.energy() for draw in visit.draws if draw.kind == "BOOST")
    assert boosted == pytest.approx(3.6, rel=0.03)
    assert visit.energy() == pytest.approx(ARRIVAL.need, abs=0.02)


def test_a_plain_charge_goes_on_after_a_boost() -> None:
    arrival = replace(ARRIVAL, plain=True)
    orders = [
        Order(arrival.plugged + 600, "boost"),
        Order(arrival.plugged + 1200, "cancel"),
    ]
    visit = live(arrival, orders, seed=1)
    assert [kind for _, kind in visit.modes] == ["PLAIN", "BOOST", "PLAIN"]
    assert visit.energy() == pytest.approx(arrival.need, abs=0.02)


def test_a_suspended_car_charges_as_it_likes_and_a_full_one_not_at_all() -> None:
    """Behaviour 38."""
    when = ARRIVAL.plugged + 1800
    orders = [Order(when, "suspend"), Order(when + 3600, "resume")]
    visit = live(ARRIVAL, orders, seed=1)
    plain = sum(draw.energy() for draw in visit.draws if draw.kind == "PLAIN")
    assert plain == pytest.approx(7.2, rel=0.03)
    assert visit.plan(when + 60) == ()
    assert {draw.kind for draw in visit.draws} == {"PLAIN", "SMART"}

    orders = [Order(when, "boost"), Order(when + 20 * 3600, "boost")]
    visit = live(ARRIVAL, orders, seed=1)
    assert len(visit.modes) == 2


def test_a_wish_for_more_or_less_changes_the_plan() -> None:
    """Behaviour 43."""
    when = ARRIVAL.plugged + 1800
    more = live(ARRIVAL, [Order(when, "want", kwh=5)], seed=1)
    assert more.energy() == pytest.approx(25, abs=0.02)
    most = live(ARRIVAL, [Order(when, "want", kwh=90)], seed=1)
    assert most.level(inf) == pytest.approx(100, abs=0.1)
    assert most.filled == most.draws[-1].end
    less = live(ARRIVAL, [Order(when, "want", kwh=-20)], seed=1)
    assert less.energy() == 0
    assert less.plan(when) == ()


def test_who_is_plugged_in_by_hand_waits_for_the_plan() -> None:
    world = World.create("P11", 1, NOON)
    world.plug(kwh=10, device=VEHICLE)
    assert world.fleet is not None
    car = world.fleet.car()
    (visit,) = (v for v in car.visits(world.now) if v.arrival.manual)
    assert visit.energy() == pytest.approx(10, abs=0.02)
    assert visit.draws[0].start > NOON.timestamp() + 60
    assert car.visit_at(NOON.timestamp() + 5 * 86400) is visit

    world.clock.advance(minutes(60))
    assert world.unplug(device=VEHICLE)
    assert not world.unplug(device=VEHICLE)
    (visit,) = (v for v in car.visits(world.now) if v.arrival.manual)
    assert visit.leaves == world.now
    world.clock.advance(minutes(60 * 24 * 9))
    assert len(car.visits(world.now)) > 1


def test_a_suspension_outlasts_a_visit() -> None:
    car = FlexCar(1, 0, local_day(NOON.timestamp()), Habit())
    now = NOON.timestamp()
    car.order(now, "suspend")
    assert car.suspended(now + 86400)
    visits = car.visits(now + 9 * 86400)
    assert {draw.kind for visit in visits for draw in visit.draws} == {"PLAIN"}
    car.order(now + 9 * 86400, "resume")
    assert not car.suspended(now + 9 * 86400)
    later = [v for v in car.visits(now + 20 * 86400) if v.plugged > now + 10 * 86400]
    assert any(draw.kind == "SMART" for visit in later for draw in visit.draws)


def test_a_car_is_rebuilt_from_its_seed() -> None:
    one, two = (World.create("P7", 3, NOON, history_days=30) for _ in range(2))
    assert one.fleet is not None
    assert two.fleet is not None
    assert one.fleet.near(0, one.now)[-5:] == two.fleet.near(0, two.now)[-5:]


def test_cars_of_a_fleet_are_one_load() -> None:
    """Persona P7."""
    world = World.create("P7", 1, NOON, history_days=10)
    cars = world.supply.car
    assert cars.power == 7.2
    cars.plug(world.now - 3600, 7.2, 10)
    assert cars.plugged_at(world.now) is not None
    charges = cars.charges(world.now)
    assert [c.plugged for c in charges] == sorted(c.plugged for c in charges)
    world.plug(device=SECOND)
    assert world.unplug()
    assert cars.plugged_at(world.now) is None
    with pytest.raises(KeyError):
        world.plug(device="nobody")
    with pytest.raises(KeyError):
        World.create("P10", 1, NOON, history_days=2).car(VEHICLE)


async def test_the_control_api_plugs_in_the_car_of_a_device(start: Start) -> None:
    api = await start("P7", history_days=10)
    for device in (VEHICLE, SECOND):
        await api.sim("unplug", {"device": device})
    answer = await api.sim("plug", {"device": SECOND, "kwh": 5})
    assert answer == {"done": True, "plugged": True}
    answer = await api.sim("unplug", {"device": VEHICLE})
    assert answer == {"done": False, "plugged": False}
    assert (await api.sim("unplug", {}))["done"]


def test_without_the_supplier_a_car_keeps_to_the_night_of_the_tariff() -> None:
    world = World.create("P10", 1, NOON, history_days=60)
    world.switch_tariff("intelligent", at=NOON - minutes(1440 * 60))
    hours = {at(charge.start).hour for charge in world.supply.car.charges(world.now)}
    assert hours & {0, 1, 2, 3}
