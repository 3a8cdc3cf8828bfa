"""Tokens, refusals and strange answers, as every GraphQL question meets them."""

import asyncio
from typing import Any

import pytest

from custom_components.octopus_ev.kraken.errors import (
    KrakenAuthError,
    KrakenError,
    KrakenForbiddenError,
    KrakenQueryError,
    KrakenRateLimitError,
    KrakenResponseError,
)
from custom_components.octopus_ev.kraken.gb import GbClient
from tests.kraken.answers import fixture, jwt, refusal, token_answer
from tests.kraken.conftest import API_KEY, Clock, ScriptedKraken
from tests.kraken.questions import ACCOUNT, telemetry

pytestmark = pytest.mark.usefixtures("minted")


async def test_a_token_is_minted_from_the_key_and_then_sent(
    client: GbClient, kraken: ScriptedKraken
) -> None:
    kraken.say_data(viewer={"accounts": [{"number": ACCOUNT}, None]})

    numbers = await client.graphql.viewer_accounts()

    mint, viewer = kraken.asked
    assert numbers == (ACCOUNT,)
    assert set(kraken.paths) == {"/gb/v1/graphql/"}
    assert "Authorization" not in mint.headers
    assert kraken.payloads[0]["variables"] == {"apiKey": API_KEY}
    assert viewer.headers["Authorization"] == f"JWT {jwt()}"
    assert viewer.method == "POST"


async def test_a_token_serves_many_questions(
    client: GbClient, kraken: ScriptedKraken
) -> None:
    for _ in range(3):
        kraken.say_data(devices=[])

    await asyncio.gather(*(client.smart.devices(ACCOUNT) for _ in range(3)))

    assert kraken.operations == ["ObtainToken", "Devices", "Devices", "Devices"]


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("KT-CT-1111", "AUTHORIZATION"),
        ("KT-CT-1120", "APPLICATION"),
        ("KT-CT-1124", "APPLICATION"),
        ("KT-CT-1125", "APPLICATION"),
        ("KT-CT-1126", "APPLICATION"),
        ("KT-CT-1127", "APPLICATION"),
        ("KT-CT-1143", "AUTHORIZATION"),
        ("KT-CT-1144", "AUTHORIZATION"),
    ],
)
async def test_a_refused_token_is_renewed_once_and_the_question_asked_again(
    client: GbClient, kraken: ScriptedKraken, code: str, kind: str
) -> None:
    kraken.say(refusal("devices", code, kind))
    kraken.say(token_answer(number=2))
    kraken.say_data(devices=[])

    found = await client.smart.devices(ACCOUNT)

    assert found.value == ()
    assert kraken.operations == ["ObtainToken", "Devices", "ObtainToken", "Devices"]
    assert kraken.asked[3].headers["Authorization"] == f"JWT {jwt(number=2)}"


async def test_a_fresh_token_that_is_refused_is_not_renewed_again(
    client: GbClient, kraken: ScriptedKraken
) -> None:
    kraken.say(fixture("error_token_expired"))
    kraken.say(token_answer(number=2))
    kraken.say(fixture("error_token_expired"))

    with pytest.raises(KrakenAuthError) as caught:
        await client.graphql.supply(ACCOUNT)

    assert caught.value.codes == ("KT-CT-1124",)
    assert len(kraken.asked) == 4


async def test_a_token_refused_by_status_is_renewed_too(
    client: GbClient, kraken: ScriptedKraken
) -> None:
    kraken.say({"detail": "Invalid token"}, status=401)
    kraken.say(token_answer(number=2))
    kraken.say_data(devices=[])

    assert (await client.smart.devices(ACCOUNT)).value == ()


async def test_a_dozen_questions_with_a_worn_token_mint_one(
    client: GbClient, kraken: ScriptedKraken, clock: Clock
) -> None:
    kraken.say_data(devices=[])
    await client.smart.devices(ACCOUNT)
    clock.advance(minutes=56)
    kraken.say(token_answer(number=2))
    for _ in range(12):
        kraken.say_data(devices=[])

    await asyncio.gather(*(client.smart.devices(ACCOUNT) for _ in range(12)))

    assert kraken.operations.count("ObtainToken") == 2


async def test_a_field_that_stays_forbidden_costs_one_token_and_not_one_a_poll(
    client: GbClient, kraken: ScriptedKraken
) -> None:
    forbidden = refusal("smartMeterTelemetry", "KT-CT-1111", "AUTHORIZATION")
    kraken.say(forbidden)
    kraken.say(token_answer(number=2))
    kraken.say(forbidden)
    kraken.say(forbidden)

    for _ in range(2):
        with pytest.raises(KrakenForbiddenError):
            await telemetry(client)

    assert kraken.operations.count("ObtainToken") == 2


async def test_a_key_that_may_not_read_its_own_account_is_refused(
    client: GbClient, kraken: ScriptedKraken
) -> None:
    kraken.say(refusal("account", "KT-CT-1111", "AUTHORIZATION"))
    kraken.say(token_answer(number=2))
    kraken.say(refusal("account", "KT-CT-1111", "AUTHORIZATION"))

    with pytest.raises(KrakenAuthError):
        await client.graphql.supply(ACCOUNT)


async def test_a_field_that_is_switched_off_is_not_the_keys_fault(
    client: GbClient, kraken: ScriptedKraken
) -> None:
    kraken.say(refusal("account", "KT-CT-1113", "SERVICE_AVAILABILITY"))

    with pytest.raises(KrakenForbiddenError):
        await client.graphql.supply(ACCOUNT)

    assert kraken.operations == ["ObtainToken", "Account"]


async def test_a_wrong_key_is_tried_once(
    client: GbClient, kraken: ScriptedKraken
) -> None:
    kraken.answers.clear()
    kraken.say(fixture("error_key_refused"))

    for _ in range(2):
        with pytest.raises(KrakenAuthError) as caught:
            await client.graphql.viewer_accounts()

    assert caught.value.codes == ("KT-CT-1139",)
    assert kraken.operations == ["ObtainToken"]


async def test_a_rate_limit_names_a_time_to_come_back(
    client: GbClient, kraken: ScriptedKraken
) -> None:
    kraken.say(refusal("smartMeterTelemetry", "KT-CT-1199", "AUTHORIZATION"))

    with pytest.raises(KrakenRateLimitError) as caught:
        await telemetry(client)

    assert caught.value.retry_after == 300


async def test_an_error_repeats_nothing_the_server_wrote(
    client: GbClient, kraken: ScriptedKraken
) -> None:
    secret = "1012345678903"
    error = {
        "message": secret,
        "path": ["devices", secret, 0, int(secret), True, None, "status"],
        "extensions": {"errorType": secret, "errorCode": f"KT-CT-{secret}"},
    }
    kraken.say({"data": None, "errors": [error]})

    with pytest.raises(KrakenQueryError) as caught:
        await client.smart.devices(ACCOUNT)

    assert str(caught.value) == (
        "Kraken does not understand the request at devices[0].status"
    )


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ([], KrakenResponseError),
        ({}, KrakenResponseError),
        ({"data": []}, KrakenResponseError),
        ({"data": [1]}, KrakenResponseError),
        ({"errors": "no"}, KrakenResponseError),
        ({"errors": ["no"]}, KrakenResponseError),
        ({"errors": [{"extensions": "no", "path": "no"}]}, KrakenQueryError),
        ({"errors": [{"extensions": {"errorCode": 1199}}]}, KrakenQueryError),
        ({"data": {"account": None}}, KrakenResponseError),
        ({"data": {"account": []}}, KrakenResponseError),
    ],
)
async def test_a_strange_answer_is_a_typed_error(
    client: GbClient,
    kraken: ScriptedKraken,
    answer: Any,
    expected: type[KrakenError],
) -> None:
    kraken.say(answer)

    with pytest.raises(expected):
        await client.graphql.supply(ACCOUNT)
