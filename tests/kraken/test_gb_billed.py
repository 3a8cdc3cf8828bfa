"""Ask what was billed, and order what a device is to do."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from custom_components.octopus_ev.kraken.errors import (
    KrakenForbiddenError,
    KrakenRefusedError,
)
from custom_components.octopus_ev.kraken.gb import GbClient
from tests.kraken.answers import fixture, refusal, token_answer
from tests.kraken.conftest import ScriptedKraken
from tests.kraken.questions import ACCOUNT

pytestmark = pytest.mark.usefixtures("minted")

DEVICE = "00000000-0000-4000-8000-000000000001"
MPAN = "1012345678903"
START = datetime(2026, 5, 14, 23, tzinfo=UTC)
END = datetime(2026, 5, 15, 23, tzinfo=UTC)

type Ask = Callable[[GbClient], Awaitable[Any]]


async def test_costs_come_by_interval_and_band(
    client: GbClient, kraken: ScriptedKraken
) -> None:
    kraken.say(fixture("cost_of_usage"))

    energy, standing = await client.smart.cost_of_usage(ACCOUNT, START, END)

    house, car = energy.intervals
    assert (energy.consumption_unit, energy.currency) == ("kilowatt_hour", "GBP_PENCE")
    assert (house.band_subcategory, house.consumption) == (
        "ECO7_NIGHT",
        Decimal("0.21"),
    )
    assert (car.cost, car.rate_applied) == (Decimal("24.624"), Decimal("6.84"))
    assert car.start == START
    assert (standing.consumption_unit, standing.intervals) == ("day", ())
    assert kraken.payloads[1]["variables"] == {
        "accountNumber": ACCOUNT,
        "periods": [
            {"start": "2026-05-14T23:00:00+00:00", "end": "2026-05-15T23:00:00+00:00"}
        ],
    }


@pytest.mark.parametrize("costs", [None, {"periods": []}, {"periods": None}])
async def test_what_is_not_settled_yet_has_no_costs(
    client: GbClient, kraken: ScriptedKraken, costs: Any
) -> None:
    kraken.say_data(gbrCostOfUsage=costs)

    assert await client.smart.cost_of_usage(ACCOUNT, START, END) == ()


@pytest.mark.parametrize("code", ["4301", "4302", "4303", "4304", "4305"])
async def test_a_tariff_without_a_bill_for_the_car_has_no_costs_of_usage(
    client: GbClient, kraken: ScriptedKraken, code: str
) -> None:
    kraken.say(refusal("gbrCostOfUsage", f"KT-GB-{code}", "VALIDATION"))

    with pytest.raises(KrakenForbiddenError):
        await client.smart.cost_of_usage(ACCOUNT, START, END)


async def test_half_hours_come_with_what_is_said_of_them(
    client: GbClient, kraken: ScriptedKraken
) -> None:
    kraken.say(fixture("measurements"))

    first, second = await client.smart.measurements(ACCOUNT, MPAN, START, END)

    house, car, standing = first.statistics
    assert (first.start_at, first.value, first.unit) == (START, Decimal("3.81"), "kwh")
    assert (house.type, house.label) == ("TOU_BUCKET_COST", "HOME LOW RATE")
    assert house.cost_excl_tax is not None
    assert house.cost_excl_tax.amount == Decimal("1.368")
    assert car.cost_incl_tax is not None
    assert (car.cost_incl_tax.amount, car.cost_incl_tax.currency) == (
        Decimal("24.624"),
        "GBP",
    )
    assert car.cost_excl_tax is None
    assert standing.value is None
    assert second.statistics == ()


async def test_half_hours_that_an_error_took_are_not_missing(
    client: GbClient, kraken: ScriptedKraken
) -> None:
    data = {"account": {"properties": [{"measurements": None}]}}
    kraken.say(refusal("account", "KT-CT-1113", "SERVICE_AVAILABILITY", data))

    with pytest.raises(KrakenForbiddenError):
        await client.smart.measurements(ACCOUNT, MPAN, START, END)


@pytest.mark.parametrize(
    ("field", "ask", "sent"),
    [
        (
            "updateBoostCharge",
            lambda c: c.smart.boost(DEVICE, "CANCEL"),
            {"deviceId": DEVICE, "action": "CANCEL"},
        ),
        (
            "updateDeviceSmartControl",
            lambda c: c.smart.smart_control(DEVICE, "UNSUSPEND"),
            {"deviceId": DEVICE, "action": "UNSUSPEND"},
        ),
        (
            "setDevicePreferences",
            lambda c: c.smart.set_preferences(
                DEVICE, [{"dayOfWeek": "MONDAY", "time": "07:00", "max": "80"}]
            ),
            {
                "deviceId": DEVICE,
                "mode": "CHARGE",
                "unit": "PERCENTAGE",
                "schedules": [{"dayOfWeek": "MONDAY", "time": "07:00", "max": "80"}],
            },
        ),
    ],
)
async def test_an_order_is_given_once(
    client: GbClient, kraken: ScriptedKraken, field: str, ask: Ask, sent: Any
) -> None:
    kraken.say_data(**{field: {"id": DEVICE}})

    await ask(client)

    assert len(kraken.payloads) == 2
    assert kraken.payloads[1]["variables"] == {"input": sent}


@pytest.mark.parametrize(
    ("code", "field", "ask"),
    [
        ("KT-CT-4354", "updateBoostCharge", lambda c: c.smart.boost(DEVICE, "CANCEL")),
        ("KT-CT-4356", "updateBoostCharge", lambda c: c.smart.boost(DEVICE, "BOOST")),
        ("KT-CT-4358", "updateDeviceSmartControl", lambda c: _suspend(c)),
        ("KT-CT-4359", "updateDeviceSmartControl", lambda c: _suspend(c)),
        ("KT-CT-4313", "updateDeviceSmartControl", lambda c: _suspend(c)),
        ("KT-CT-4314", "setDevicePreferences", lambda c: _prefer(c)),
        ("KT-CT-4321", "setDevicePreferences", lambda c: _prefer(c)),
        ("KT-CT-4374", "setDevicePreferences", lambda c: _prefer(c)),
        ("KT-CT-4387", "updateDeviceSmartControl", lambda c: _suspend(c)),
    ],
)
async def test_a_refusal_is_told_and_not_tried_again(
    client: GbClient, kraken: ScriptedKraken, code: str, field: str, ask: Ask
) -> None:
    kraken.say(refusal(field, code, "APPLICATION"))

    with pytest.raises(KrakenRefusedError) as caught:
        await ask(client)

    assert not caught.value.retryable
    assert (caught.value.codes, caught.value.reasons) == ((code,), ())
    assert len(kraken.payloads) == 2


async def test_an_order_that_is_not_permitted_is_not_tried_again(
    client: GbClient, kraken: ScriptedKraken
) -> None:
    kraken.say(refusal("updateBoostCharge", "KT-CT-1111", "AUTHORIZATION"))

    with pytest.raises(KrakenForbiddenError):
        await client.smart.boost(DEVICE, "BOOST")

    assert kraken.operations == ["ObtainToken", "Boost"]


async def test_an_order_whose_token_has_expired_is_given_with_a_new_one(
    client: GbClient, kraken: ScriptedKraken
) -> None:
    kraken.say(refusal("updateBoostCharge", "KT-CT-1124", "APPLICATION"))
    kraken.say(token_answer(number=2))
    kraken.say_data(updateBoostCharge={"id": DEVICE})

    await client.smart.boost(DEVICE, "BOOST")

    assert kraken.operations == ["ObtainToken", "Boost", "ObtainToken", "Boost"]


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        (
            ["BC_DEVICE_DISCONNECTED", "BC_DEVICE_NOT_AT_HOME"],
            ("BC_DEVICE_DISCONNECTED", "BC_DEVICE_NOT_AT_HOME"),
        ),
        (["Sorry, A-AAAA1111", 7, None, "BC_" + "X" * 99], ()),
        ("BC_DEVICE_DISCONNECTED", ()),
        (None, ()),
    ],
)
async def test_a_boost_is_refused_for_reasons_that_are_codes(
    client: GbClient, kraken: ScriptedKraken, told: Any, kept: tuple[str, ...]
) -> None:
    answer = refusal("updateBoostCharge", "KT-CT-4357", "APPLICATION")
    answer["errors"][0]["extensions"]["boostChargeRefusalReasons"] = told
    kraken.say(answer)

    with pytest.raises(KrakenRefusedError) as caught:
        await client.smart.boost(DEVICE, "BOOST")

    assert caught.value.reasons == kept


async def _suspend(client: GbClient) -> None:
    await client.smart.smart_control(DEVICE, "SUSPEND")


async def _prefer(client: GbClient) -> None:
    await client.smart.set_preferences(DEVICE, [])
