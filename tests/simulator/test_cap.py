"""The allowance of smart charging, and what is dear beyond it."""

from datetime import UTC, datetime
from decimal import Decimal

from simulator.flex.cap import Stretch, cap_day, cap_end, stretches
from simulator.flex.nouns import Draw
from simulator.times import floor_to
from tests.simulator.conftest import Start


def test_six_hours_of_charging_are_cheap_and_the_rest_is_not() -> None:
    """Behaviour 44."""
    draws = [
        ("a", Draw(0, 4 * 3600, 7.0, "SMART")),
        ("a", Draw(5 * 3600, 6 * 3600, 7.0, "BOOST")),
        ("a", Draw(7 * 3600, 11 * 3600, 7.0, "SMART")),
    ]
    found, used = stretches(draws, 6)
    assert used == 8 * 3600
    assert found == [
        Stretch("a", Draw(0, 4 * 3600, 7.0, "SMART"), cheap=True),
        Stretch("a", Draw(5 * 3600, 6 * 3600, 7.0, "BOOST"), cheap=False),
        Stretch("a", Draw(7 * 3600, 9 * 3600, 7.0, "SMART"), cheap=True),
        Stretch("a", Draw(9 * 3600, 11 * 3600, 7.0, "SMART"), cheap=False),
    ]


def test_two_cars_use_the_cap_up_twice_as_fast() -> None:
    """Behaviour 44."""
    draws = [
        ("a", Draw(0, 5 * 3600, 7.0, "SMART")),
        ("b", Draw(3600, 6 * 3600, 3.6, "SMART")),
    ]
    found, used = stretches(draws, 6)
    assert used == 10 * 3600
    cheap = [(s.device, s.draw.end) for s in found if s.cheap]
    assert cheap == [("a", 3.5 * 3600), ("b", 3.5 * 3600)]


def test_a_cap_day_goes_from_noon_to_noon_whatever_the_clock_does() -> None:
    """Behaviour 44."""
    october = datetime(2026, 10, 24, 11, tzinfo=UTC).timestamp()
    assert cap_day(october) == october
    assert cap_end(int(october)) - october == 25 * 3600
    assert cap_day(october - 1) == october - 86400


async def test_beyond_the_cap_the_car_is_dear_even_at_night(start: Start) -> None:
    """Behaviour 44."""
    api = await start("P1")
    bill = api.world.bill
    assert bill is not None
    over = [
        (floor_to(s.draw.start), s)
        for s in bill.stretches(api.world.since, api.world.now)
        if s.draw.kind == "SMART" and not s.cheap
    ]
    assert over
    for slot, _ in over:
        billed = bill.slot(slot)
        assert billed is not None
        dear = [p for p in billed.parts if p.who == "car" and not p.cheap]
        assert sum(part.kwh for part in dear) > 0
        house = [p for p in billed.parts if p.who == "house" and p.kwh]
        assert house[0].cheap is (
            billed.tariff.night(slot)
            or bool(
                [
                    p
                    for p in billed.parts
                    if p.who == "car" and p.cheap and p.kwh > Decimal("0.05")
                ]
            )
        )
    api.world.scenario.cap_hours = 24.0
    again = bill.stretches(api.world.since, api.world.now)
    assert all(s.cheap for s in again if s.draw.kind == "SMART")
