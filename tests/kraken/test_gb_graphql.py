"""Ask the GraphQL interface of Great Britain."""

from datetime import UTC, datetime
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
)
from custom_components.octopus_ev.kraken.gb import GbClient
from tests.kraken.answers import fixture, refusal
from tests.kraken.conftest import ScriptedKraken
from tests.kraken.questions import ACCOUNT, ESME, telemetry

pytestmark = pytest.mark.usefixtures("minted")


async def test_a_foreign_account_is_not_found(
    client: GbClient, kraken: ScriptedKraken
) -> None:
    kraken.say(refusal("account", "KT-CT-4177", "AUTHORIZATION"))

    with pytest.raises(KrakenNotFoundError):
        await client.graphql.supply(ACCOUNT)


async def test_an_account_tells_meters_devices_and_what_is_agreed_for_later(
    client: GbClient, kraken: ScriptedKraken
) -> None:
    kraken.say(fixture("graphql_account"))

    answer = await client.graphql.supply(ACCOUNT)

    now, later = answer.value.electricity_agreements
    assert answer.errors == ()
    assert now.tariff is not None
    assert now.tariff.typename == "HalfHourlyTariff"
    assert now.tariff.product_code == "GO-VAR-22-10-14"
    (meter,) = now.meter_point.meters
    assert meter.smart_import_electricity_meter is not None
    assert meter.smart_import_electricity_meter.device_id == ESME
    assert [device.status for device in meter.smart_devices] == [
        "COMMISSIONED",
        "DECOMMISSIONED",
    ]
    assert later.tariff is None
    assert later.meter_point.meters == ()


async def test_what_identifies_a_customer_is_in_no_representation(
    client: GbClient, kraken: ScriptedKraken
) -> None:
    kraken.say(fixture("graphql_account"))

    shown = repr(await client.graphql.supply(ACCOUNT))

    for secret in (ACCOUNT, "1012345678903", "20L1234567", ESME):
        assert secret not in shown


async def test_telemetry_is_exact_and_in_order_and_each_moment_once(
    client: GbClient, kraken: ScriptedKraken
) -> None:
    (row,) = fixture("smart_meter_telemetry")["data"]["smartMeterTelemetry"]
    early = row | {"readAt": "2026-05-15T17:13:50+00:00", "demand": None}
    kraken.say_data(smartMeterTelemetry=[row, None, early, row])

    first, last = await telemetry(client)

    assert first.read_at < last.read_at
    assert first.demand is None
    assert last.consumption == Decimal(55667150)
    assert last.demand == Decimal(700)
    assert last.export is None
    assert kraken.payloads[1]["variables"] == {
        "deviceId": ESME,
        "start": "2026-05-15T17:00:00+00:00",
        "end": "2026-05-15T18:00:00+00:00",
        "grouping": "ONE_MINUTE",
    }


@pytest.mark.parametrize(
    "answer",
    [
        {"data": {"smartMeterTelemetry": None}},
        refusal("smartMeterTelemetry", "KT-GB-4039", "SERVICE_AVAILABILITY"),
        refusal("smartMeterTelemetry", "KT-GB-4056", "NOT_FOUND"),
    ],
)
async def test_no_live_data_at_all_is_not_an_empty_range(
    client: GbClient, kraken: ScriptedKraken, answer: Any
) -> None:
    kraken.say(answer)
    kraken.say_data(smartMeterTelemetry=[])

    assert await telemetry(client) is None
    assert await telemetry(client) == ()


async def test_the_latest_reading_is_asked_for_without_a_range(
    client: GbClient, kraken: ScriptedKraken
) -> None:
    kraken.say(fixture("smart_meter_telemetry"))
    kraken.say_data(smartMeterTelemetry=[])

    latest = await client.graphql.latest_telemetry(ESME)

    assert latest is not None
    assert latest.read_at == datetime(2026, 5, 15, 17, 14, 50, tzinfo=UTC)
    assert kraken.payloads[1]["variables"] == {"deviceId": ESME}
    assert await client.graphql.latest_telemetry(ESME) is None


@pytest.mark.parametrize(
    ("code", "kind", "expected"),
    [
        ("KT-GB-4042", None, KrakenRateLimitError),
        ("KT-GB-4043", None, KrakenConnectionError),
        ("KT-GB-4050", None, KrakenNotFoundError),
        ("KT-GB-4051", None, KrakenNotFoundError),
        ("KT-GB-4041", None, KrakenQueryError),
        ("KT-CT-1199", "AUTHORIZATION", KrakenRateLimitError),
        ("KT-CT-1113", "SERVICE_AVAILABILITY", KrakenForbiddenError),
    ],
)
async def test_other_refusals_of_telemetry_are_errors(
    client: GbClient,
    kraken: ScriptedKraken,
    code: str,
    kind: Any,
    expected: type[KrakenError],
) -> None:
    kraken.say(refusal("smartMeterTelemetry", code, kind))

    with pytest.raises(expected) as caught:
        await telemetry(client)

    assert caught.value.codes == (code,)


async def test_what_may_be_asked_is_told_as_far_as_it_is_known(
    client: GbClient, kraken: ScriptedKraken
) -> None:
    edges = [
        {"node": {"field": "smartMeterTelemetry", "isBlocked": True}},
        {"node": {"field": "devices", "isBlocked": False}},
        {"node": None},
        None,
    ]
    kraken.say_data(
        rateLimitInfo={
            "pointsAllowanceRateLimit": {"limit": 50_000, "remainingPoints": 49_000},
            "fieldSpecificRateLimits": {"edges": edges},
        }
    )
    kraken.say_data(
        rateLimitInfo={
            "pointsAllowanceRateLimit": None,
            "fieldSpecificRateLimits": None,
        }
    )

    limits = await client.graphql.rate_limits()
    nothing = await client.graphql.rate_limits()

    assert (limits.limit, limits.remaining_points) == (Decimal(50_000), Decimal(49_000))
    assert limits.blocked_fields == ("smartMeterTelemetry",)
    assert (nothing.limit, nothing.blocked_fields) == (None, ())


async def test_what_may_be_asked_may_not_be_asked(
    client: GbClient, kraken: ScriptedKraken
) -> None:
    kraken.say(refusal("rateLimitInfo", "KT-CT-1113", "SERVICE_AVAILABILITY"))

    with pytest.raises(KrakenForbiddenError):
        await client.graphql.rate_limits()
