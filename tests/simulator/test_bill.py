"""The bill: bands, the cap, and how the supplier tells them."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from simulator.times import SLOT, floor_to
from simulator.world import World
from tests.simulator.api import Api, code
from tests.simulator.conftest import NOON, Start
from tests.simulator.nights import ACCOUNT, VEHICLE, at, go, night

COSTS = """query Cost($account: String!, $periods: [DateTimeRangeInput]!, $point: ID) {
  gbrCostOfUsage(accountNumber: $account, periods: $periods, supplyPointId: $point) {
    periods { period { start end } totalConsumption consumptionUnit totalCost currency
      intervals { period { start end } consumption consumptionUnit cost currency
        rateApplied bandSubcategory } } } }"""
MEASUREMENTS = """query Measurements($account: String!, $start: DateTime, $end: DateTime,
    $mpan: String, $after: String, $often: ReadingFrequencyType,
    $way: ReadingDirectionType) {
  account(accountNumber: $account) { properties { id
    measurements(first: 20, after: $after, startAt: $start, endAt: $end,
      timezone: "Europe/London", utilityFilters: [{ electricityFilters: {
        readingFrequencyType: $often, readingDirection: $way,
        marketSupplyPointId: $mpan } }]) {
      pageInfo { hasNextPage endCursor }
      edges { node { value unit readAt ... on IntervalMeasurementType { startAt endAt
        metaData { statistics { type label value
          costInclTax { estimatedAmount costCurrency pricePerUnit { amount } }
          costExclTax { estimatedAmount } } } } } } } } } }"""
DAY = {"start": "2026-11-18T00:00:00Z", "end": "2026-11-19T00:00:00Z"}


async def costs(api: Api, period: dict[str, str] | None = None) -> list[dict[str, Any]]:
    answer = await api.graphql(COSTS, account=ACCOUNT, periods=[period or DAY])
    found: list[dict[str, Any]] = answer["data"]["gbrCostOfUsage"]["periods"]
    return found


async def measured(api: Api, day: str = "2026-11-18", **more: object) -> list[Any]:
    arguments = {"start": f"{day}T00:00:00Z", "end": f"{day}T23:59:00Z"}
    asked = {"often": "THIRTY_MIN_INTERVAL", "way": "CONSUMPTION"} | more
    nodes: list[Any] = []
    after, again = None, True
    while again:
        answer = await api.graphql(
            MEASUREMENTS, account=ACCOUNT, after=after, **arguments, **asked
        )
        (home,) = answer["data"]["account"]["properties"]
        nodes += [edge["node"] for edge in home["measurements"]["edges"]]
        again = home["measurements"]["pageInfo"]["hasNextPage"]
        after = home["measurements"]["pageInfo"]["endCursor"]
    return nodes


def charged_day(world: World) -> str:
    """Return a local day on which the car charged both cheaply and beyond the cap."""
    assert world.bill is not None
    noon = next(
        s for s, _, m in world.bill.caps(world.since, world.now - 864000) if m > 360
    )
    return f"{at(noon) + timedelta(days=1):%Y-%m-%d}"


@pytest.mark.parametrize("vat", ["exc", "inc"])
async def test_the_bill_has_a_band_for_house_and_car(start: Start, vat: str) -> None:
    """Behaviours 44 and 45."""
    api = await start("P1")
    api.world.scenario.billing_vat = vat
    day = charged_day(api.world)
    period = {"start": f"{day}T00:00:00Z", "end": f"{day}T23:30:00Z"}
    energy, standing = await costs(api, period)

    bands = {interval["bandSubcategory"] for interval in energy["intervals"]}
    assert bands == {"ECO7_DAY", "ECO7_NIGHT", "EV_DEVICE_PEAK", "EV_DEVICE_OFF_PEAK"}
    assert {i["currency"] for i in energy["intervals"]} == {"GBP_PENCE"}
    for interval in energy["intervals"]:
        product = Decimal(interval["consumption"]) * Decimal(interval["rateApplied"])
        assert Decimal(interval["cost"]) == product
    total = sum(Decimal(i["cost"]) for i in energy["intervals"])
    assert Decimal(energy["totalCost"]) == total
    assert energy["consumptionUnit"] == "kilowatt_hour"
    assert standing["consumptionUnit"] == "day"
    assert standing["totalConsumption"] == "1"

    night = Decimal("5.493") * (Decimal("1.05") if vat == "inc" else 1)
    rates = {
        Decimal(i["rateApplied"])
        for i in energy["intervals"]
        if i["bandSubcategory"] == "EV_DEVICE_OFF_PEAK"
    }
    assert len(rates) == 1
    assert float(rates.pop()) == pytest.approx(float(night), rel=0.2)

    truth = await api.sim(f"truth?from={period['start']}&to={period['end']}")
    factor = Decimal(1) if vat == "inc" else Decimal("1.05")
    told = float(total * factor)
    true = sum(slot["house_pence"] + slot["car_pence"] for slot in truth["billed"])
    assert told == pytest.approx(true, abs=0.01)


async def test_a_day_is_billed_on_the_next_one(start: Start) -> None:
    """Behaviour 45."""
    api = await start("P1")
    await go(api, NOON.timestamp() - 86400 * 1.3)
    assert await costs(api) == []
    assert {len(n["metaData"]["statistics"]) for n in await measured(api)} <= {0}
    await go(api, NOON.timestamp() + 86400)
    assert len(await costs(api)) == 2
    api.world.scenario.settlement_delay_days = 5
    assert await costs(api) == []
    api.world.publish(billed=True)
    assert len(await costs(api)) == 2


async def test_only_tariffs_that_bill_the_car_apart_have_costs(start: Start) -> None:
    """Behaviour 45."""
    for persona in ("P2", "P3", "P10", "P11"):
        api = await start(persona)
        answer = await api.graphql(COSTS, account=ACCOUNT, periods=[DAY])
        assert code(answer) == "KT-GB-4303"
    api = await start("P1")
    for period, point, expected in (
        ({"start": DAY["end"], "end": DAY["start"]}, None, "KT-CT-1605"),
        (DAY, "999", "KT-GB-4301"),
        (
            {"start": "2020-01-01T00:00Z", "end": "2020-01-02T00:00Z"},
            None,
            "KT-GB-4301",
        ),
    ):
        answer = await api.graphql(
            COSTS, account=ACCOUNT, periods=[period], point=point
        )
        assert code(answer) == expected
    api.world.account.points[0][1].agreements[0].valid_from = NOON.timestamp()
    answer = await api.graphql(COSTS, account=ACCOUNT, periods=[DAY])
    assert code(answer) == "KT-GB-4301"
    api.world.switch_tariff("go", at=NOON - timedelta(days=30))
    answer = await api.graphql(COSTS, account=ACCOUNT, periods=[DAY])
    assert code(answer) == "KT-GB-4303"


@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        (
            "new",
            {"HOME STANDARD RATE", "HOME LOW RATE", "EV STANDARD RATE", "EV LOW RATE"},
        ),
        (
            "old",
            {
                "CONSUMPTION_CHARGE_ECO7_DAY_H",
                "CONSUMPTION_CHARGE_ECO7_NIGHT_H",
                "CONSUMPTION_CHARGE_EV_DEVICE_PEAK_H",
                "CONSUMPTION_CHARGE_EV_DEVICE_OFF_PEAK_H",
            },
        ),
        ("unknown", {f"CHARGE BAND {n}" for n in (1, 2, 3, 4)}),
        (
            "dated",
            {"HOME STANDARD RATE", "HOME LOW RATE", "EV STANDARD RATE", "EV LOW RATE"},
        ),
    ],
)
async def test_measurements_name_their_bands_in_several_ways(
    start: Start, labels: str, expected: set[str]
) -> None:
    """Behaviour 44."""
    api = await start("P1")
    await api.sim("scenario", {"settings": {"labels": labels}})
    nodes = await measured(api)
    assert len(nodes) == 48
    for node in nodes:
        buckets = [
            s for s in node["metaData"]["statistics"] if s["type"] == "TOU_BUCKET_COST"
        ]
        assert {bucket["label"] for bucket in buckets} == expected
        total = sum(Decimal(bucket["value"]) for bucket in buckets)
        assert total == Decimal(node["value"])


async def test_the_names_changed_on_one_day_for_all_half_hours(start: Start) -> None:
    """Behaviour 44."""
    api = await start("P1", now=datetime(2026, 9, 27, 12, tzinfo=UTC))
    before = await measured(api, "2026-09-20")
    await go(api, datetime(2026, 9, 28, 12, tzinfo=UTC).timestamp())
    after = await measured(api, "2026-09-20")
    assert before[0]["metaData"]["statistics"][0]["label"].endswith("_H")
    assert after[0]["metaData"]["statistics"][0]["label"].startswith("HOME")


async def test_without_a_device_there_is_nothing_to_bill_apart(start: Start) -> None:
    api = await start("P10")
    api.world.switch_tariff("four_rate", at=NOON - timedelta(days=30))
    assert await costs(api) == []


async def test_measurements_and_costs_agree(start: Start) -> None:
    api = await start("P1")
    energy, _ = await costs(api)
    nodes = await measured(api)
    amounts = [
        Decimal(s["costExclTax"]["estimatedAmount"])
        for node in nodes
        for s in node["metaData"]["statistics"]
        if s["type"] == "TOU_BUCKET_COST"
    ]
    assert sum(amounts) == Decimal(energy["totalCost"])


async def test_tariffs_of_one_meter_have_one_band(start: Start) -> None:
    """Behaviour 44."""
    labels = {}
    for persona in ("P11", "P3", "P10"):
        api = await start(persona)
        labels[persona] = {
            s["label"]
            for node in await measured(api)
            for s in node["metaData"]["statistics"]
            if s["type"] != "STANDING_CHARGE_COST"
        }
    assert labels == {
        "P11": {"OFF_PEAK", "STANDARD_RATE"},
        "P3": {"CONSUMPTION"},
        "P10": {"CONSUMPTION"},
    }


async def test_measurements_answer_to_their_filters(start: Start) -> None:
    api = await start("P3")
    bought = await measured(api)
    sold = await measured(api, way="GENERATION")
    assert bought != sold
    assert await measured(api, mpan="1012345678912", way="GENERATION") == sold
    assert await measured(api, mpan="1012345678912") == []
    assert await measured(api, often="DAY_INTERVAL") == []
    api.world.scenario.disabled_fields = "measurements"
    answer = await api.graphql(MEASUREMENTS, account=ACCOUNT)
    assert code(answer) == "KT-CT-1113"


async def test_a_real_dispatch_makes_the_half_hour_cheap_for_the_whole_house(
    start: Start,
) -> None:
    """Behaviour 44, persona P11."""
    api = await start("P11")
    world = api.world
    assert world.bill is not None
    visit = night(
        world,
        lambda v: any(
            d.kind == "SMART" and 12 <= at(d.start).hour < 22 for d in v.draws
        ),
    )
    draw = next(d for d in visit.draws if 12 <= at(d.start).hour < 22)
    slot = world.bill.slot(floor_to(draw.start))
    assert slot is not None
    assert {part.cheap for part in slot.parts} == {True}
    assert max(part.rate for part in slot.parts) < 10

    boosts = [
        found
        for found in world.bill.stretches(world.since, world.now)
        if found.draw.kind == "BOOST" and 12 <= at(found.draw.start).hour < 21
    ]
    cheap = set()
    for found in boosts:
        slot = world.bill.slot(floor_to(found.draw.start))
        assert slot is not None
        first = slot.start, slot.start + SLOT
        if all(other.draw.kind == "BOOST" for other in world.bill.stretches(*first)):
            cheap |= {part.cheap for part in slot.parts}
    assert cheap == {False}

    world.switch_tariff("flat", at=at(visit.plugged - 86400 * 3))
    world.forget()
    slot = world.bill.slot(floor_to(visit.draws[0].start))
    assert slot is not None
    assert {part.cheap for part in slot.parts} == {False}


async def test_the_truth_tells_the_cap_and_the_money(start: Start) -> None:
    api = await start("P7")
    truth = await api.sim("truth?from=2026-10-20T12:00&to=2026-11-19T12:00")
    assert len(truth["caps"]) == 30
    assert max(cap["minutes"] for cap in truth["caps"]) > 360
    assert {session["device"] for session in truth["sessions"]} > {VEHICLE}
    assert {session["type"] for session in truth["sessions"]} >= {"smart"}
    sessions = sum(
        session["billed_pence"]
        for session in truth["sessions"]
        if "plain" not in session["kwh_by_type"]
    )
    slots = sum(slot["car_pence"] for slot in truth["billed"])
    assert sessions == pytest.approx(slots, rel=0.01)
    for slot in truth["billed"]:
        parts = slot["house_kwh"] + slot["car_kwh"]
        assert sum(slot["bands"].values()) == pytest.approx(parts)
    one = truth["sessions"][0]
    assert sum(part["kwh"] for part in one["parts"]) == pytest.approx(
        one["kwh"], abs=0.01
    )
    assert len(truth["billed"]) == 30 * 48 + 2
    assert {charge["device"] for charge in truth["away"]} <= {
        s["device"] for s in truth["sessions"]
    }


def test_a_plain_charge_is_billed_as_the_house_s() -> None:
    world = World.create("P1", 1, NOON, history_days=5)
    world.plug(kwh=20, minutes_ago=120, plain=True)
    assert world.bill is not None
    slot = world.bill.slot(floor_to(world.now) - 2 * SLOT)
    assert slot is not None
    assert slot.kwh("car") == 0
    assert slot.kwh("house") > 3
    (charge,) = world.truth(NOON - timedelta(hours=3), NOON)
    assert charge["type"] == "plain"
    kwh, pence = (float(str(charge[name])) for name in ("kwh", "billed_pence"))
    assert pence / kwh == pytest.approx(float(slot.pence("house") / slot.kwh("house")))


def test_without_a_tariff_there_is_no_bill() -> None:
    world = World.create("P1", 1, NOON, history_days=30)
    assert world.bill is not None
    world.account.points[0][1].agreements.clear()
    assert world.bill.slot(floor_to(world.now) - 2 * SLOT) is None
    (charge, *_) = world.truth(NOON - timedelta(days=30), NOON)
    assert charge["billed_pence"] is None


def test_a_replayed_house_lies_under_the_simulated_cars(tmp_path: Any) -> None:
    lines = ["interval_start,consumption"]
    first = datetime(2026, 1, 5, tzinfo=UTC)
    for number in range(48 * 70):
        lines += [f"{first + timedelta(minutes=30 * number):%Y-%m-%dT%H:%M:%SZ},0.111"]
    file = tmp_path / "home.csv"
    file.write_text("\n".join(lines))
    world = World.create("P1", 1, datetime(2026, 3, 16, 12, tzinfo=UTC), readings=file)
    assert world.bill is not None
    slots = list(world.bill.slots(world.since, floor_to(world.now, 86400)))
    assert len(slots) > 48 * 60
    # Beside it only plain charges, of which the supplier knows nothing.
    house = [slot for slot in slots if abs(slot.kwh("house") * 1000 - 111) <= 1]
    assert len(house) > 0.98 * len(slots)
    assert sum(slot.kwh("car") for slot in slots) > 300
    assert world.bill.slot(floor_to(world.since) - SLOT) is None
    assert world.scenario.telemetry == "KT-GB-4056"
