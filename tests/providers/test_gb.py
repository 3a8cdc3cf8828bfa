"""What the provider says of simulated customers, against the simulator's truth."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from custom_components.octopus_ev.core.model import Allowance, Band, PaymentMethod
from custom_components.octopus_ev.core.periods import day_span
from custom_components.octopus_ev.core.span import Span
from custom_components.octopus_ev.kraken.errors import KrakenNotFoundError
from custom_components.octopus_ev.kraken.gb import GbClient
from custom_components.octopus_ev.providers.gb import GbProvider
from custom_components.octopus_ev.providers.gb_account import GB
from simulator.world import World
from tests.kraken.conftest import ScriptedKraken

from .conftest import NOW, TWO_MONTHS, Connect


def truth_slots(world: World, window: Span) -> Iterator[Any]:
    sessions: Any = world.truth(window.start, window.end)
    for session in sessions:
        yield from session["slots"]


@pytest.mark.parametrize(
    "persona", ["P1", "P2", "P3", "P4", "P9", "P10", "P11", "P12", "P13", "P14"]
)
async def test_every_slot_of_the_car_has_the_rate_that_the_world_bills_it_at(
    connect: Connect, persona: str
) -> None:
    customer = await connect(persona)

    book = await customer.provider.rates(await customer.import_point(), TWO_MONTHS)

    past = Span(TWO_MONTHS.start, NOW)
    compared = 0
    for slot in truth_slots(customer.world, past):
        rate = book.vehicle.at(datetime.fromisoformat(slot["start"]).astimezone(UTC))
        assert rate is not None
        assert rate.unit_rate * 100 == Decimal(str(slot["rate_pence"]))
        compared += 1
    assert compared > 100


@pytest.mark.parametrize("persona", ["P4", "P10"])
async def test_every_day_has_its_standing_charge(
    connect: Connect, persona: str
) -> None:
    customer = await connect(persona)

    book = await customer.provider.rates(await customer.import_point(), TWO_MONTHS)

    assert not list(book.standing.gaps(TWO_MONTHS))
    assert list(book.tax.over(TWO_MONTHS)) == [(TWO_MONTHS, Decimal("0.05"))]


async def test_the_house_and_the_car_have_feeds_of_their_own_on_a_four_rate_tariff(
    connect: Connect,
) -> None:
    customer = await connect("P1")

    book = await customer.provider.rates(await customer.import_point(), TWO_MONTHS)

    feeds = {path.split("/")[-2] for path in customer.asked}
    assert {
        "day-unit-rates",
        "night-unit-rates",
        "ev-device-peak-unit-rates",
        "ev-device-off-peak-unit-rates",
    } <= feeds
    assert "standard-unit-rates" not in feeds
    assert {rate.band for _, rate in book.house} == {Band.OFF_PEAK, Band.STANDARD}
    assert {rate.band for _, rate in book.vehicle} == {Band.OFF_PEAK, Band.STANDARD}


@pytest.mark.parametrize(
    ("persona", "capped"), [("P1", True), ("P2", False), ("P11", False)]
)
async def test_a_dispatch_costs_the_off_peak_rate_whenever_it_is(
    connect: Connect, persona: str, capped: bool
) -> None:
    customer = await connect(persona)

    book = await customer.provider.rates(await customer.import_point(), TWO_MONTHS)

    assert not list(book.smart.gaps(TWO_MONTHS))
    for span, smart in book.smart:
        cheapest = min(rate.unit_rate for _, rate in book.house.over(span))
        dearest = max(rate.unit_rate for _, rate in book.vehicle.over(span))
        assert smart.house == cheapest
        assert smart.vehicle == min(
            rate.unit_rate for _, rate in book.vehicle.over(span)
        )
        assert smart.beyond == (dearest if capped else None)


@pytest.mark.parametrize("persona", ["P3", "P10", "P12"])
async def test_on_other_tariffs_a_dispatch_changes_no_price(
    connect: Connect, persona: str
) -> None:
    customer = await connect(persona)

    book = await customer.provider.rates(await customer.import_point(), TWO_MONTHS)

    assert not book.smart


async def test_readings_are_the_meters_own_and_in_order(connect: Connect) -> None:
    customer = await connect("P10")

    readings = await customer.provider.readings(
        await customer.import_point(), TWO_MONTHS
    )

    starts = [reading.start for reading in readings]
    assert starts == sorted(set(starts))
    assert starts[0] == TWO_MONTHS.start
    assert all(start.tzinfo is UTC for start in starts)
    assert len(starts) > 59 * 48


async def test_the_readings_of_exchanged_meters_are_joined(connect: Connect) -> None:
    customer = await connect("P5")
    point = next(p for p in await customer.import_points() if p.meters)
    season = Span(NOW - timedelta(days=100), NOW)

    readings = await customer.provider.readings(point, season)

    asked = [path for path in customer.asked if path.endswith("/consumption/")]
    assert len(asked) == 2
    starts = {reading.start for reading in readings}
    missing = [slot for slot in season.slots(GB.interval) if slot not in starts]
    assert len([slot for slot in missing if slot < NOW - timedelta(days=7)]) == 0


async def test_an_old_meter_is_not_asked_when_the_present_one_covers_the_window(
    connect: Connect,
) -> None:
    customer = await connect("P5")
    point = next(p for p in await customer.import_points() if p.meters)

    await customer.provider.readings(point, Span(NOW - timedelta(days=3), NOW))

    asked = [path for path in customer.asked if path.endswith("/consumption/")]
    assert len(asked) == 1


async def test_every_meter_tells_how_far_its_readings_go_back(connect: Connect) -> None:
    customer = await connect("P5")
    point = next(p for p in await customer.import_points() if p.meters)

    reach = await customer.provider.reach(point)

    assert reach is not None
    assert (NOW - reach.since).days == 150
    assert 147 * 48 < reach.count < 151 * 48


async def test_a_meter_that_came_later_is_not_asked(connect: Connect) -> None:
    customer = await connect("P5")
    point = next(p for p in await customer.import_points() if p.meters)
    await customer.provider.reach(point)
    customer.world.log.clear()
    before = Span(NOW - timedelta(days=100), NOW - timedelta(days=50))

    readings = await customer.provider.readings(point, before)

    assert len(readings) == 50 * 48
    (asked,) = [path for path in customer.asked if path.endswith("/consumption/")]
    assert "19K0000001" in asked


async def test_without_readings_there_is_no_way_back(connect: Connect) -> None:
    customer = await connect("P6")
    assert await customer.provider.reach(await customer.import_point()) is None


async def test_a_meter_that_nobody_knows_goes_nowhere_back(connect: Connect) -> None:
    customer = await connect("P10")
    point = await customer.import_point()
    customer.world.faults.add({"status": 404, "body": "{}"}, path="*/consumption/")
    assert await customer.provider.reach(point) is None


async def test_it_tells_how_much_may_be_asked(connect: Connect) -> None:
    customer = await connect("P10")
    before = customer.provider.requests_left
    await customer.provider.account_numbers()
    assert before - 5 < customer.provider.requests_left < before


async def test_points_of_one_home_are_known_by_it(connect: Connect) -> None:
    moved = await connect("P5")
    account = await moved.provider.account(moved.world.account_number)
    assert [point.home for point in account.points] == [0, 1, 1]


async def test_a_meter_that_is_not_smart_has_no_readings_and_that_is_no_error(
    connect: Connect,
) -> None:
    customer = await connect("P6")

    point = await customer.import_point()

    assert await customer.provider.readings(point, TWO_MONTHS) == ()


async def test_a_meter_that_nobody_knows_is_an_error(connect: Connect) -> None:
    customer = await connect("P10")
    customer.world.faults.add({"status": 404, "body": "{}"}, path="*/consumption/")

    with pytest.raises(KrakenNotFoundError):
        await customer.provider.readings(await customer.import_point(), TWO_MONTHS)


async def test_the_way_to_pay_changes_the_price(connect: Connect) -> None:
    debit = await connect("P4")
    other = await connect("P4", PaymentMethod.OTHER)

    prices = [
        (await c.provider.rates(await c.import_point(), TWO_MONTHS)).house.at(NOW)
        for c in (debit, other)
    ]

    assert prices[0] is not None
    assert prices[1] is not None
    assert prices[0].unit_rate < prices[1].unit_rate


async def test_a_tariff_change_inside_the_window_is_followed(connect: Connect) -> None:
    customer = await connect("P10")
    customer.world.switch_tariff("flat")
    tomorrow = day_span(GB, NOW.date() + timedelta(days=1))

    book = await customer.provider.rates(await customer.import_point(), TWO_MONTHS)

    night = timedelta(hours=2)
    today, after = (
        book.house.at(tomorrow.start - 8 * night),
        book.house.at(tomorrow.start + night),
    )
    assert today is not None
    assert after is not None
    assert today.unit_rate != after.unit_rate
    assert len(list(book.house.over(tomorrow))) == 1


async def test_a_product_that_is_gone_leaves_the_time_unpriced(
    connect: Connect,
) -> None:
    customer = await connect("P10")
    point = await customer.import_point()
    customer.world.faults.add({"status": 404, "body": "{}"}, path="*/products/*")

    book = await customer.provider.rates(point, TWO_MONTHS)

    assert not book.house


async def test_a_home_mini_is_found_by_asking(connect: Connect) -> None:
    with_mini, without = await connect("P10"), await connect("P14")

    assert await with_mini.provider.has_telemetry(await with_mini.import_point())
    assert not await without.provider.has_telemetry(await without.import_point())


async def test_telemetry_counts_in_watts_and_kilowatt_hours(connect: Connect) -> None:
    customer = await connect("P10")
    customer.world.plug(kw=7.2, minutes_ago=20)
    window = Span(NOW - timedelta(minutes=15), NOW)

    samples = await customer.provider.telemetry(await customer.import_point(), window)

    demands = [sample.demand_w for sample in samples if sample.demand_w is not None]
    assert min(demands) > 6000
    registers = [s.register_kwh for s in samples if s.register_kwh is not None]
    used = registers[-1] - registers[0]
    assert Decimal(1) < used < Decimal(3)


async def test_without_a_device_there_is_no_telemetry_to_ask_for(
    connect: Connect,
) -> None:
    customer = await connect("P6")
    point = await customer.import_point()

    assert await customer.provider.telemetry(point, Span(NOW - GB.interval, NOW)) == ()
    assert not await customer.provider.has_telemetry(point)


async def test_the_account_is_read_even_if_graphql_knows_nothing(
    connect: Connect,
) -> None:
    customer = await connect("P10")
    customer.world.faults.add(
        {"graphql_error": "KT-CT-1113"}, operation="Account", times=None
    )

    point = await customer.import_point()

    assert point.meters[-1].device_id is None


async def test_the_key_tells_its_accounts(connect: Connect) -> None:
    customer = await connect("P10")

    assert await customer.provider.account_numbers() == (customer.world.account_number,)


async def test_what_may_be_asked_is_unknown_where_it_is_not_told(
    client: GbClient, kraken: ScriptedKraken, minted: None
) -> None:
    odd = {"node": {"field": "not a field", "isBlocked": True}}
    kraken.say_data(rateLimitInfo={"fieldSpecificRateLimits": {"edges": [odd]}})
    provider = GbProvider(client, PaymentMethod.OTHER)

    assert await provider.allowance() == Allowance(points=None, left=None, blocked=())
