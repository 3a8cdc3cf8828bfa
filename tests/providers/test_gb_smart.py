"""What the supplier tells of a car's charges, and what it is ordered to do."""

from dataclasses import replace
from datetime import UTC, datetime, time
from decimal import Decimal
from typing import Any

import pytest

from custom_components.octopus_ev.core.smart import ChargeType, DispatchType, Target
from custom_components.octopus_ev.kraken.errors import (
    KrakenConnectionError,
    KrakenForbiddenError,
)
from custom_components.octopus_ev.providers.gb_smart import GbSmartProvider
from tests.kraken.answers import fixture, refusal
from tests.kraken.conftest import ScriptedKraken
from tests.unit.build import span

from .cars import ACCOUNT, BOOK, CAR, DAY, ID, POINT

pytestmark = pytest.mark.usefixtures("minted")


async def test_a_plan_is_in_order_and_in_whole_seconds(
    provider: GbSmartProvider, kraken: ScriptedKraken
) -> None:
    kraken.say_data(
        flexPlannedDispatches=[
            {"start": start, "end": end, "type": kind, "energyAddedKwh": "2"}
            for start, end, kind in (
                ("2026-05-15T02:00:00Z", "2026-05-15T03:00:00Z", "BOOST"),
                ("2026-05-15T00:30:00.25Z", "2026-05-15T01:00:00.5Z", "SMART"),
                ("2026-05-15T04:00:00Z", "2026-05-15T04:00:00Z", "SMART"),
                ("2026-05-15T05:00:00Z", "2026-05-15T06:00:00Z", "NOVEL"),
            )
        ]
    )

    plan = await provider.planned(CAR)

    assert plan is not None
    assert [dispatch.type for dispatch in plan] == [
        DispatchType.SMART,
        DispatchType.BOOST,
        None,
    ]
    assert plan[0].span == span("2026-05-15 00:30", "2026-05-15 01:00")


async def test_a_plan_that_cannot_be_told_is_none(
    provider: GbSmartProvider, kraken: ScriptedKraken
) -> None:
    kraken.say(refusal("flexPlannedDispatches", "KT-CT-4340", "APPLICATION"))

    assert await provider.planned(CAR) is None


async def test_what_was_completed_is_in_order_and_imported_energy_above_zero(
    provider: GbSmartProvider, kraken: ScriptedKraken
) -> None:
    kraken.say_data(
        completedDispatches=[
            {"start": start, "end": end, "delta": delta, "meta": {"location": place}}
            for start, end, delta, place in (
                ("2026-05-15T02:00:00Z", "2026-05-15T02:30:00Z", "-3.5", "AT_HOME"),
                ("2026-05-15T01:00:00Z", "2026-05-15T01:30:00Z", "1.5", None),
                ("2026-05-15T00:00:00Z", "2026-05-15T00:30:00Z", None, "AWAY"),
                ("2026-05-15T00:30:00Z", "2026-05-15T00:00:00Z", "-1", "AT_HOME"),
            )
        ]
    )

    rows = await provider.completed(ACCOUNT)

    assert [(row.energy, row.away) for row in rows] == [
        (None, True),
        (Decimal("-1.5"), False),
        (Decimal("3.5"), False),
    ]


async def test_a_charge_is_public_where_it_is_listed_as_one(
    provider: GbSmartProvider, kraken: ScriptedKraken
) -> None:
    answer = fixture("charging_sessions")
    (device,) = answer["data"]["devices"]
    node = device["chargingSessions"]["edges"][0]["node"]
    node |= {"__typename": "SmartFlexChargingSession", "type": "SMART"}
    device["elsewhere"] = {"edges": [{"node": node}]}
    kraken.say(answer)

    charges = await provider.charges(ACCOUNT, CAR, replace(DAY, start=_noon(14)))

    assert [charge.type for charge in charges] == [ChargeType.PUBLIC, ChargeType.SMART]


async def test_charges_are_of_a_car_and_cost_pounds(
    provider: GbSmartProvider, kraken: ScriptedKraken
) -> None:
    kraken.say(fixture("charging_sessions"))

    public, smart = await provider.charges(ACCOUNT, CAR, replace(DAY, start=_noon(14)))

    assert (public.type, public.energy, public.cost) == (ChargeType.PUBLIC, None, None)
    assert smart.device_key == CAR.key
    assert smart.type is ChargeType.SMART
    assert (smart.energy, smart.cost) == (Decimal("18.62"), Decimal("1.3034"))
    assert (smart.charge_added, smart.charge_final) == (Decimal(31), Decimal(80))
    assert len(smart.dispatches) == 1
    assert smart.problems == (
        "power_tapering",
        "disconnected",
        "smartflexchargingsurprise",
    )


@pytest.mark.parametrize(
    ("changes", "kind", "cost"),
    [
        ({"type": "BOOST"}, ChargeType.BOOST, True),
        ({"type": "TEST"}, ChargeType.SMART, True),
        ({"type": "NOVEL"}, None, True),
        ({"cost": {"amount": "130", "currency": "EUR"}}, ChargeType.SMART, False),
        ({"cost": None}, ChargeType.SMART, False),
    ],
)
async def test_a_charge_of_a_strange_kind_or_currency_keeps_the_rest(
    provider: GbSmartProvider,
    kraken: ScriptedKraken,
    changes: Any,
    kind: ChargeType | None,
    cost: bool,
) -> None:
    answer = fixture("charging_sessions")
    answer["data"]["devices"][0]["chargingSessions"]["edges"][1]["node"] |= changes
    kraken.say(answer)

    *_, charge = await provider.charges(ACCOUNT, CAR, replace(DAY, start=_noon(14)))

    assert charge.type is kind
    assert (charge.cost is not None) is cost
    assert charge.energy == Decimal("18.62")


async def test_a_charge_without_length_is_left_out(
    provider: GbSmartProvider, kraken: ScriptedKraken
) -> None:
    answer = fixture("charging_sessions")
    page = answer["data"]["devices"][0]["chargingSessions"]
    page["edges"][0]["node"]["end"] = page["edges"][0]["node"]["start"]
    kraken.say(answer)

    assert len(await provider.charges(ACCOUNT, CAR, replace(DAY, start=_noon(14)))) == 1


async def test_a_bill_comes_from_the_costs_of_usage(
    provider: GbSmartProvider, kraken: ScriptedKraken
) -> None:
    kraken.say(fixture("cost_of_usage"))

    (slot,) = await provider.billed(ACCOUNT, POINT, DAY, BOOK)

    assert slot.start == DAY.start
    assert (slot.vehicle_energy, slot.vehicle_cost) == (
        Decimal("3.600"),
        Decimal("0.24624"),
    )
    assert kraken.operations == ["ObtainToken", "CostOfUsage"]


async def test_where_there_are_no_costs_of_usage_the_measurements_tell(
    provider: GbSmartProvider, kraken: ScriptedKraken
) -> None:
    kraken.say(refusal("gbrCostOfUsage", "KT-GB-4303", "VALIDATION"))
    kraken.say(fixture("measurements"))

    (slot,) = await provider.billed(ACCOUNT, POINT, DAY, BOOK)

    assert slot.house_energy == Decimal("0.210")
    assert kraken.operations[1:] == ["CostOfUsage", "Measurements"]


async def test_two_meter_points_are_told_apart_by_measurements(
    provider: GbSmartProvider, kraken: ScriptedKraken
) -> None:
    kraken.say(fixture("measurements"))
    other = replace(POINT, mpan="1300000000006")

    two = replace(ACCOUNT, points=(POINT, other))
    assert await provider.billed(two, POINT, DAY, BOOK)
    assert kraken.operations[1:] == ["Measurements"]


async def test_a_bill_that_cannot_be_read_now_is_not_sought_elsewhere(
    provider: GbSmartProvider, kraken: ScriptedKraken
) -> None:
    kraken.say(refusal("gbrCostOfUsage", "KT-CT-7899", "APPLICATION"))

    with pytest.raises(KrakenConnectionError):
        await provider.billed(ACCOUNT, POINT, DAY, BOOK)


async def test_a_customer_without_either_bill_has_none(
    provider: GbSmartProvider, kraken: ScriptedKraken
) -> None:
    kraken.say(refusal("gbrCostOfUsage", "KT-GB-4303", "VALIDATION"))
    kraken.say(refusal("account", "KT-CT-1113", "SERVICE_AVAILABILITY"))

    with pytest.raises(KrakenForbiddenError):
        await provider.billed(ACCOUNT, POINT, DAY, BOOK)


async def test_orders_say_what_is_wanted(
    provider: GbSmartProvider, kraken: ScriptedKraken
) -> None:
    for field in ("updateBoostCharge", "updateDeviceSmartControl"):
        for _ in range(2):
            kraken.say_data(**{field: {"id": ID}})
    kraken.say_data(setDevicePreferences={"id": ID})

    for on in (True, False):
        await provider.boost(CAR, on)
    for on in (True, False):
        await provider.control(CAR, on)
    await provider.set_targets(
        CAR,
        (
            Target(weekday=0, ready_by=time(7), most=Decimal(80)),
            Target(
                weekday=6, ready_by=time(9, 30), most=Decimal(90), least=Decimal(20)
            ),
        ),
    )

    wanted = [payload["variables"]["input"] for payload in kraken.payloads[1:]]
    assert [order.get("action") for order in wanted[:4]] == [
        "BOOST",
        "CANCEL",
        "UNSUSPEND",
        "SUSPEND",
    ]
    assert wanted[4]["schedules"] == [
        {"dayOfWeek": "MONDAY", "time": "07:00", "min": None, "max": "80"},
        {"dayOfWeek": "SUNDAY", "time": "09:30", "min": "20", "max": "90"},
    ]


def _noon(day: int) -> datetime:
    return datetime(2026, 5, day, 12, tzinfo=UTC)
