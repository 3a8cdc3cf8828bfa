"""Ask about cars and charge points, and have Kraken control them."""

from collections.abc import Awaitable, Callable, Iterable
from datetime import UTC, datetime, time
from decimal import Decimal
from typing import Any

import pytest

from custom_components.octopus_ev.kraken.errors import (
    KrakenConnectionError,
    KrakenError,
    KrakenForbiddenError,
    KrakenNotFoundError,
    KrakenQueryError,
    KrakenRateLimitError,
    KrakenResponseError,
)
from custom_components.octopus_ev.kraken.gb import GbClient
from tests.kraken.answers import fixture, refusal, token_answer
from tests.kraken.conftest import ScriptedKraken
from tests.kraken.questions import ACCOUNT

pytestmark = pytest.mark.usefixtures("minted")

DEVICE = "00000000-0000-4000-8000-000000000001"
MPAN = "1012345678903"
START = datetime(2026, 5, 13, tzinfo=UTC)
END = datetime(2026, 5, 16, tzinfo=UTC)

type Ask = Callable[[GbClient], Awaitable[Any]]

QUESTIONS: list[tuple[str, Ask]] = [
    ("devices", lambda c: c.smart.devices(ACCOUNT)),
    ("devices", lambda c: c.smart.devices(ACCOUNT, detailed=False)),
    ("flexPlannedDispatches", lambda c: c.smart.planned(DEVICE)),
    ("completedDispatches", lambda c: c.smart.completed(ACCOUNT)),
    ("devices", lambda c: c.smart.charging_sessions(ACCOUNT, DEVICE, START, END)),
    ("gbrCostOfUsage", lambda c: c.smart.cost_of_usage(ACCOUNT, START, END)),
    ("account", lambda c: c.smart.measurements(ACCOUNT, MPAN, START, END)),
    ("updateBoostCharge", lambda c: c.smart.boost(DEVICE, "BOOST")),
    ("updateDeviceSmartControl", lambda c: c.smart.smart_control(DEVICE, "SUSPEND")),
    ("setDevicePreferences", lambda c: c.smart.set_preferences(DEVICE, [])),
]


@pytest.mark.parametrize(("field", "ask"), QUESTIONS)
@pytest.mark.parametrize(
    ("code", "kind", "expected"),
    [
        ("KT-CT-1113", "SERVICE_AVAILABILITY", KrakenForbiddenError),
        ("KT-CT-1199", "AUTHORIZATION", KrakenRateLimitError),
        ("KT-CT-1606", "NOT_FOUND", KrakenNotFoundError),
        ("KT-CT-1605", "VALIDATION", KrakenQueryError),
    ],
)
async def test_what_is_switched_off_or_gone_is_an_error_of_its_own(
    client: GbClient,
    kraken: ScriptedKraken,
    field: str,
    ask: Ask,
    code: str,
    kind: str,
    expected: type[KrakenError],
) -> None:
    kraken.say(refusal(field, code, kind))

    with pytest.raises(expected):
        await ask(client)


@pytest.mark.parametrize(("field", "ask"), QUESTIONS)
async def test_a_field_that_the_schema_lacks_is_a_query_that_cannot_be_put(
    client: GbClient, kraken: ScriptedKraken, field: str, ask: Ask
) -> None:
    kraken.say({"errors": [{"message": f"Cannot query field {field}"}]})

    with pytest.raises(KrakenQueryError):
        await ask(client)


async def test_a_permission_that_is_missing_costs_one_new_token_and_no_more(
    client: GbClient, kraken: ScriptedKraken
) -> None:
    refused = refusal("completedDispatches", "KT-CT-1111", "AUTHORIZATION")
    kraken.say(refused)
    kraken.say(token_answer(2))
    kraken.say(refused)
    kraken.say(refused)

    for _ in range(2):
        with pytest.raises(KrakenForbiddenError):
            await client.smart.completed(ACCOUNT)

    assert kraken.operations.count("ObtainToken") == 2


async def test_the_good_part_of_an_answer_is_kept_with_the_errors_of_the_rest(
    client: GbClient, kraken: ScriptedKraken
) -> None:
    data = fixture("devices")["data"]
    data["devices"][0]["status"] = None
    answer = refusal("devices", "KT-CT-4360", "APPLICATION", data)
    answer["errors"][0]["path"] = ["devices", 0, "status"]
    kraken.say(answer)

    found = await client.smart.devices(ACCOUNT)

    (device,) = found.value
    (error,) = found.errors
    assert (device.make, device.model, device.status) == ("Tesla", "Model 3", None)
    assert error.path == ("devices", 0, "status")
    assert error.codes == ("KT-CT-4360",)


async def test_devices_tell_what_they_are_and_how_they_stand(
    client: GbClient, kraken: ScriptedKraken
) -> None:
    kraken.say(fixture("devices"))

    (device,) = (await client.smart.devices(ACCOUNT)).value

    assert device.typename == "SmartFlexVehicle"
    assert device.vehicle_battery_size == Decimal(60)
    assert device.status is not None
    assert device.status.current_state == "SMART_CONTROL_CAPABLE"
    assert device.status.is_suspended is False
    assert device.status.state_of_charge is not None
    assert device.status.state_of_charge.value == Decimal(41)
    assert device.status.active_power is None
    assert device.preferences is not None
    (monday,) = device.preferences.schedules
    assert (monday.day_of_week, monday.time) == ("MONDAY", time(7))
    assert (monday.min, monday.max) == (None, Decimal(80))
    assert device.preference_setting is not None
    (limits,) = device.preference_setting.schedule_settings
    assert limits.step == 5
    assert (limits.min, limits.max) == (Decimal(10), Decimal(100))
    assert (limits.time_from, limits.time_to) == (time(4), time(11))
    assert limits.time_step == 30


async def test_what_identifies_a_device_or_its_home_is_in_no_representation(
    client: GbClient, kraken: ScriptedKraken
) -> None:
    kraken.say(fixture("devices"))

    shown = repr(await client.smart.devices(ACCOUNT))

    for secret in (DEVICE, "1234567", "Demo car", "Your charger is offline"):
        assert secret not in shown


@pytest.mark.parametrize(
    "answer",
    [
        refusal("devices", "KT-CT-4301", "NOT_FOUND"),
        {"data": {"devices": []}},
        {"data": {"devices": None}},
    ],
)
async def test_a_customer_without_devices_has_none(
    client: GbClient, kraken: ScriptedKraken, answer: Any
) -> None:
    kraken.say(answer)

    assert (await client.smart.devices(ACCOUNT)).value == ()


async def test_a_plan_has_times_kinds_and_perhaps_energies(
    client: GbClient, kraken: ScriptedKraken
) -> None:
    kraken.say_data(
        flexPlannedDispatches=[
            {
                "start": "2026-05-15T23:30:00+00:00",
                "end": "2026-05-16T01:12:00+00:00",
                "type": "SMART",
                "energyAddedKwh": "12.0",
            },
            None,
            {
                "start": "2026-05-16T02:00:00+00:00",
                "end": "2026-05-16T02:30:00+00:00",
                "type": "NOVEL",
                "energyAddedKwh": None,
            },
        ]
    )

    plan = await client.smart.planned(DEVICE)

    assert plan is not None
    assert [(row.type, row.energy_added_kwh) for row in plan] == [
        ("SMART", Decimal(12)),
        ("NOVEL", None),
    ]
    assert kraken.payloads[1]["variables"] == {"deviceId": DEVICE}


async def test_a_plan_that_cannot_be_told_now_is_not_an_empty_plan(
    client: GbClient, kraken: ScriptedKraken
) -> None:
    kraken.say(refusal("flexPlannedDispatches", "KT-CT-4340", "APPLICATION"))
    kraken.say_data(flexPlannedDispatches=None)

    assert await client.smart.planned(DEVICE) is None
    assert await client.smart.planned(DEVICE) == ()


@pytest.mark.parametrize(
    ("field", "code", "ask"),
    [
        ("flexPlannedDispatches", "KT-CT-7899", QUESTIONS[2][1]),
        ("completedDispatches", "KT-CT-4341", QUESTIONS[3][1]),
        ("devices", "KT-CT-4382", QUESTIONS[4][1]),
    ],
)
async def test_what_fails_on_their_side_may_be_asked_again(
    client: GbClient, kraken: ScriptedKraken, field: str, code: str, ask: Ask
) -> None:
    kraken.say(refusal(field, code, "APPLICATION"))

    with pytest.raises(KrakenConnectionError) as caught:
        await ask(client)

    assert caught.value.codes == (code,)


async def test_completed_dispatches_may_lack_anything_but_their_times(
    client: GbClient, kraken: ScriptedKraken
) -> None:
    span = {"start": "2026-05-14T23:30:00+00:00", "end": "2026-05-15T00:00:00+00:00"}
    kraken.say_data(
        completedDispatches=[
            span | {"delta": "-3.06", "meta": {"location": "AT_HOME"}},
            None,
            span | {"delta": None, "meta": None},
        ]
    )

    first, second = await client.smart.completed(ACCOUNT)

    assert (first.delta, first.location) == (Decimal("-3.06"), "AT_HOME")
    assert (second.delta, second.location) == (None, None)


async def test_an_account_without_a_device_has_completed_nothing(
    client: GbClient, kraken: ScriptedKraken
) -> None:
    kraken.say(refusal("completedDispatches", "KT-CT-4301", "NOT_FOUND"))

    assert await client.smart.completed(ACCOUNT) == ()


async def test_charges_are_read_back_page_by_page(
    client: GbClient, kraken: ScriptedKraken
) -> None:
    earlier = fixture("charging_sessions")
    sessions = earlier["data"]["devices"][0]["chargingSessions"]
    sessions["pageInfo"] = {"startCursor": None, "hasPreviousPage": False}
    sessions["edges"] = [None, {"node": None}]
    kraken.say(fixture("charging_sessions"))
    kraken.say(earlier)

    public, smart = await client.smart.charging_sessions(ACCOUNT, DEVICE, START, END)

    assert (public.type, public.energy_added, public.cost) == (None, None, None)
    assert public.typename == "SmartFlexPublicChargingSession"
    assert smart.type == "SMART"
    assert (smart.energy_added, smart.cost) == (Decimal("18.62"), Decimal("130.34"))
    assert smart.currency == "GBP"
    assert len(smart.dispatches) == 1
    assert smart.problems == (
        "POWER_TAPERING",
        "DISCONNECTED",
        "SmartFlexChargingSurprise",
    )
    assert [payload["variables"]["before"] for payload in kraken.payloads[1:]] == [
        "2026-05-16T00:00:00+00:00",
        "2026-05-13T18:04:00+00:00",
    ]


async def test_a_charge_that_is_listed_as_public_is_whatever_it_is_called(
    client: GbClient, kraken: ScriptedKraken
) -> None:
    answer = fixture("charging_sessions")
    (device,) = answer["data"]["devices"]
    page = device["chargingSessions"]
    page["pageInfo"]["hasPreviousPage"] = False
    named, dispatched = (edge["node"] for edge in page["edges"])
    named |= {"__typename": "SmartFlexChargingSession", "type": "SMART"}
    spans = [{"start": one["start"], "end": one["end"]} for one in (named, dispatched)]
    device["elsewhere"] = {"edges": [*({"node": span} for span in spans), None]}
    kraken.say(answer)

    found = await client.smart.charging_sessions(ACCOUNT, DEVICE, START, END)

    # Kraken has nothing to dispatch at a public charger.
    assert [charge.type for charge in found] == ["PUBLIC", "SMART"]


@pytest.mark.parametrize("minutes", [(4, 4), range(59, 39, -1)])
async def test_pages_of_charges_that_do_not_end_are_refused(
    client: GbClient, kraken: ScriptedKraken, minutes: Iterable[int]
) -> None:
    for minute in minutes:
        page = fixture("charging_sessions")
        sessions = page["data"]["devices"][0]["chargingSessions"]
        sessions["pageInfo"]["startCursor"] = f"2026-05-15T18:{minute:02}:00+00:00"
        kraken.say(page)

    with pytest.raises(KrakenResponseError, match="do not end"):
        await client.smart.charging_sessions(ACCOUNT, DEVICE, START, END)


async def test_a_page_that_reaches_back_far_enough_is_the_last(
    client: GbClient, kraken: ScriptedKraken
) -> None:
    kraken.say(fixture("charging_sessions"))
    late = datetime(2026, 5, 14, tzinfo=UTC)

    assert await client.smart.charging_sessions(ACCOUNT, DEVICE, late, END)


async def test_charges_that_an_error_took_are_not_an_empty_list(
    client: GbClient, kraken: ScriptedKraken
) -> None:
    data = {"devices": [{"id": DEVICE, "chargingSessions": None}]}
    kraken.say(refusal("devices", "KT-CT-1113", "SERVICE_AVAILABILITY", data))
    kraken.say({"data": data})

    with pytest.raises(KrakenForbiddenError):
        await client.smart.charging_sessions(ACCOUNT, DEVICE, START, END)
    assert await client.smart.charging_sessions(ACCOUNT, DEVICE, START, END) == ()
