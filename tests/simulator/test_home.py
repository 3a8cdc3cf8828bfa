"""A home and a car that one could believe."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from statistics import mean
from typing import Any, cast

import pytest

from simulator.chance import chance, noise
from simulator.charge import voltage
from simulator.charging import Stay, paused
from simulator.feeds import agile_day
from simulator.site import EXPORT_MPAN, IMPORT_MPAN, mpan
from simulator.times import LONDON, SLOT
from simulator.world import World
from tests.simulator.conftest import NOON

SEEDS = range(1, 13)
WEEKS = timedelta(weeks=8)


def sessions(world: World, back: timedelta = WEEKS) -> list[dict[str, Any]]:
    return cast(list[dict[str, Any]], world.truth(NOON - back, NOON))


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(LONDON)


def house(world: World, hour: int, weekdays: range = range(7)) -> float:
    """Return the house's mean kWh of the half-hour at a local hour."""
    found = []
    for back in range(1, 57):
        day = (NOON - timedelta(days=back)).astimezone(LONDON)
        slot = int(day.replace(hour=hour).timestamp())
        if day.weekday() in weekdays:
            car = world.supply.car.energy(slot, slot + SLOT)
            found.append(world.supply.energy(slot) - car)
    return mean(found)


def test_evenings_need_more_than_nights() -> None:
    homes = [World.create("P6", seed, NOON) for seed in SEEDS]
    for world in homes:
        assert house(world, 18) > 1.2 * house(world, 4)
    assert mean(house(w, 18) / house(w, 4) for w in homes) > 2.5
    weekend, week = range(5, 7), range(5)
    middays = [house(w, 11, weekend) - house(w, 11, week) for w in homes]
    assert mean(middays) > 0.02


def test_two_registers_heat_their_water_at_night() -> None:
    for seed in (1, 2, 3):
        heated, plain = (World.create(p, seed, NOON) for p in ("P4", "P6"))
        assert house(heated, 1) > house(plain, 1) + 0.4


def test_a_slot_without_a_tariff_has_no_price() -> None:
    world = World.create("P10", 1, NOON)
    assert world.home(0) is None
    point = world.account.points[0][1]
    assert point.agreement(0) is None
    (session, *_) = sessions(world)
    assert session["cost_pence"] > 0

    point.agreements.clear()
    (session, *_) = sessions(world)
    assert session["cost_pence"] is None
    assert {slot["rate_pence"] for slot in session["slots"]} == {None}

    world.clock.advance(timedelta(days=20))
    for charge in world.supply.car.charges(world.now)[-3:]:
        assert charge.start - charge.plugged < 120


def test_a_pause_keeps_the_energy() -> None:
    stay = Stay(plugged=0, leaves=40000, energy=20, power=7.2)
    rng = chance("pause")
    (first, second) = paused(rng, stay, [(0, 40000)])
    assert 240 <= second[0] - first[1] <= 2400
    assert paused(rng, stay, []) == []


def test_homes_differ_and_use_what_homes_use() -> None:
    used = []
    for seed in SEEDS:
        world = World.create("P6", seed, NOON)
        first = int(NOON.timestamp()) - 365 * 86400
        year = range(first, first + 365 * 86400, SLOT)
        used.append(sum(world.supply.energy(slot) for slot in year))
    assert 1800 < min(used) < 4200
    assert 4500 < max(used) < 7500


def test_minutes_add_up_to_the_half_hour() -> None:
    world = World.create("P10", 5, NOON)
    first = int(NOON.timestamp()) - 3 * 86400
    for slot in range(first, first + 86400, SLOT):
        steps = [
            world.supply.register(at + 60) - world.supply.register(at)
            for at in range(slot, slot + SLOT, 60)
        ]
        assert min(steps) > 0
        assert sum(steps) == pytest.approx(world.supply.energy(slot), abs=1e-6)


def test_the_register_counts_back_before_its_anchor() -> None:
    world = World.create("P10", 5, NOON)
    late, early = NOON.timestamp() - 8 * 86400, NOON.timestamp() - 12 * 86400
    slots = range(int(early), int(late), SLOT)
    used = sum(world.supply.energy(slot) for slot in slots)
    register = world.supply.register
    assert register(late) - register(early) == pytest.approx(used)


@pytest.mark.parametrize("persona", ["P1", "P2", "P4", "P10", "P12", "P14"])
def test_cars_come_every_few_days_and_take_what_cars_take(persona: str) -> None:
    for seed in (1, 2, 3, 4):
        world = World.create(persona, seed, NOON)
        found = sessions(world, timedelta(days=180))
        assert 45 < len(found) < 180
        energies = [session["kwh"] for session in found]
        assert min(energies) > (0.3 if world.fleet else 1)
        assert max(energies) < (62 if world.fleet else 46)
        assert 8 < mean(energies) < 30
        starts = [datetime.fromisoformat(session["start"]) for session in found]
        gaps = [(b - a).days for a, b in pairwise(starts)]
        assert Counter(gaps).most_common(1)[0][0] <= 4


def test_a_timer_starts_at_half_past_midnight() -> None:
    found = sessions(World.create("P10", 1, NOON), timedelta(days=365))
    on_time = [s for s in found if local(s["start"]).strftime("%H:%M") == "00:30"]
    assert 0.8 < len(on_time) / len(found) < 1


def test_intelligent_charging_keeps_to_its_night_with_gaps() -> None:
    found = sessions(World.create("P11", 1, NOON), timedelta(days=365))
    night = day = 0.0
    for block in (block for session in found for block in session["blocks"]):
        begin, end = local(block["start"]), local(block["end"])
        inside = begin.hour >= 23 or (end.hour, end.minute) <= (5, 30)
        night, day = night + inside * block["kwh"], day + (not inside) * block["kwh"]
    assert 0.1 < day / night < 0.5
    assert 0.3 < mean(len(s["blocks"]) > 1 for s in found) < 0.9


def test_economy_7_charges_by_the_clock_of_utc() -> None:
    summer = World.create("P4", 1, datetime(2026, 7, 20, 12, tzinfo=UTC))
    found = cast(
        list[dict[str, Any]],
        summer.truth(datetime(2026, 6, 1, tzinfo=UTC), summer.clock.now),
    )
    hours = Counter(datetime.fromisoformat(s["start"]).hour for s in found)
    assert hours.most_common(1)[0][0] == 0


def test_cosy_charges_when_it_is_cheap() -> None:
    found = sessions(World.create("P12", 1, NOON), timedelta(days=200))
    hours = Counter(local(s["start"]).hour for s in found)
    assert hours[4] + hours[22] > 0.85 * len(found)
    assert min(hours[4], hours[22]) > 5


def test_agile_charges_below_the_price_of_the_evening() -> None:
    found = sessions(World.create("P3", 1, NOON), timedelta(days=200))
    paid = sum(s["cost_pence"] for s in found) / sum(s["kwh"] for s in found)
    evening = mean(
        float(agile_day((NOON - timedelta(days=n)).date())[36]) for n in range(200)
    )
    assert paid < 0.6 * evening


def test_a_flat_tariff_charges_from_the_plug_in() -> None:
    world = World.create("P14", 1, NOON)
    for charge in world.supply.car.charges(NOON.timestamp()):
        if charge.pieces:
            assert charge.start - charge.plugged < 120


def test_no_one_drives_on_holiday_and_nobody_drives_without_a_car() -> None:
    assert World.create("P6", 1, NOON).truth(NOON - timedelta(days=300), NOON) == []


def test_the_voltage_moves_within_two_percent_and_batteries_taper() -> None:
    factors = [voltage(1, at) for at in range(0, 10 * 86400, 600)]
    assert 0.98 < min(factors) < 0.99
    assert 1.01 < max(factors) < 1.02

    charges = World.create("P10", 1, NOON).supply.car.charges(NOON.timestamp())
    lasts = [charge.pieces[-1][2] for charge in charges if charge.pieces]
    tapered = mean(power < 5 for power in lasts)
    assert 0.2 < tapered < 0.5


def test_stays_never_overlap() -> None:
    for seed in SEEDS:
        charges = World.create("P14", seed, NOON).supply.car.charges(NOON.timestamp())
        for first, second in pairwise(charges):
            assert first.unplugged is not None
            assert first.end <= first.unplugged < second.plugged


def test_noise_is_even() -> None:
    values = [noise(7, n) for n in range(4000)]
    assert mean(values) == pytest.approx(0.5, abs=0.02)
    assert 0 <= min(values) < max(values) < 1


def test_supply_numbers_carry_their_check_digit() -> None:
    assert mpan(IMPORT_MPAN[:12]) == IMPORT_MPAN
    assert mpan(EXPORT_MPAN[:12]) == EXPORT_MPAN
    assert mpan("200002451236") == "2000024512368"


def test_a_home_of_several_years_is_served_from_its_first_day() -> None:
    world = World.create("P3", 1, NOON, history_days=1200)
    home, point = next(iter(world.account.points))
    first = int(world.since)
    assert (NOON - datetime.fromtimestamp(first, UTC)).days == 1200
    for slot in range(first, first + 2 * 48 * SLOT, SLOT):
        assert world.reading(home, point, point.meters[0], slot) is not None
    assert world.reading(home, point, point.meters[0], first - SLOT) is None
    assert point.agreement(first) is not None
