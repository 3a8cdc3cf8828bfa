"""Tokens, keys and whose account it is."""

from base64 import urlsafe_b64encode
import json

import pytest

from simulator.tokens import Tokens
from tests.simulator.api import CONSUMPTION, Api, code

VIEWER = "{ viewer { accounts { number } } }"
ACCOUNT = "query ($number: String!) { account(accountNumber: $number) { number } }"


async def test_a_token_lasts_an_hour(api: Api) -> None:
    """Behaviour 1."""
    answer = await api.mint(APIKey=api.world.api_key)
    minted = answer["data"]["obtainKrakenToken"]
    payload, header = minted["payload"], f"JWT {minted['token']}"

    assert payload["exp"] - payload["iat"] == 3600
    assert payload["tokenUse"] == "access"
    assert len(minted["token"].split(".")) == 3

    api.world.clock.advance(3599)
    assert "errors" not in await api.post(VIEWER, header=header)

    api.world.clock.advance(1)
    expired = await api.post(VIEWER, header=header)
    assert expired["data"] == {"viewer": None}
    assert code(expired) == "KT-CT-1124"
    assert expired["errors"][0]["extensions"]["errorType"] == "APPLICATION"
    assert expired["errors"][0]["path"] == ["viewer"]


async def test_a_refresh_token_is_neither_rotated_nor_extended(api: Api) -> None:
    """Behaviour 2."""
    first = (await api.mint(APIKey=api.world.api_key))["data"]["obtainKrakenToken"]
    assert len(first["refreshToken"]) == 56
    assert first["refreshExpiresIn"] == first["payload"]["iat"] + 7 * 86400

    api.world.clock.advance(7 * 86400 - 1)
    again = await api.mint(refreshToken=first["refreshToken"])
    second = again["data"]["obtainKrakenToken"]
    assert second["refreshToken"] == first["refreshToken"]
    assert second["refreshExpiresIn"] == first["refreshExpiresIn"]
    assert second["token"] != first["token"]

    api.world.clock.advance(1)
    assert code(await api.mint(refreshToken=first["refreshToken"])) == "KT-CT-1134"
    assert code(await api.mint(refreshToken="garbage")) == "KT-CT-1135"


async def test_credentials_are_given_one_at_a_time(api: Api) -> None:
    """Behaviour 2."""
    both = await api.mint(APIKey=api.world.api_key, refreshToken="anything")
    assert code(both) == "KT-CT-1137"
    assert code(await api.mint()) == "KT-CT-1137"
    assert code(await api.mint(preSignedKey="anything")) == "KT-CT-1139"


async def test_a_bad_key_is_refused_in_both_views(api: Api) -> None:
    """Behaviour 3."""
    wrong = api.world.keys.wrong
    answer = await api.mint(APIKey=wrong)
    status, body = await api.rest(CONSUMPTION, key=wrong)

    assert code(answer) == "KT-CT-1139"
    assert answer["data"] == {"obtainKrakenToken": None}
    assert answer["errors"][0]["extensions"]["errorDescription"] == (
        "Authentication failed."
    )
    assert (status, body) == (401, {"detail": "Invalid API key"})


async def test_a_revoked_key_is_refused_until_it_is_given_back(api: Api) -> None:
    """Behaviour 3."""
    path = f"accounts/{api.world.account_number}"
    await api.sim("scenario", {"revoke_key": True})
    assert code(await api.mint(APIKey=api.world.api_key)) == "KT-CT-1139"
    assert (await api.rest(path))[0] == 401

    await api.sim("scenario", {"revoke_key": False})
    assert (await api.rest(path))[0] == 200


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (None, "KT-CT-1112"),
        ("JWT not-a-token", "KT-CT-1143"),
        ("JWT a.b.c", "KT-CT-1143"),
        ("Basic anything", "KT-CT-1143"),
        ("nonsense", "KT-CT-1143"),
    ],
)
async def test_a_header_that_is_no_token_is_refused(
    api: Api, header: str | None, expected: str
) -> None:
    """Behaviour 4."""
    assert code(await api.post(VIEWER, header=header)) == expected


async def test_a_forged_or_foreign_token_is_refused(
    api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Behaviour 4."""
    good, _ = api.world.tokens.mint(api.world.account_number, int(api.world.now))
    head, body, signature = good.split(".")
    forged = urlsafe_b64encode(
        json.dumps({"account": "A-BBBB2222", "iss": "x", "exp": 9e9}).encode()
    )
    assert code(await api.post(VIEWER, header=f"{head}.{forged.decode()}.{signature}"))
    assert code(await api.post(VIEWER, header=f"{head}.{body}.bm8")) == "KT-CT-1143"

    monkeypatch.setattr("simulator.tokens.ISSUER", "https://another.brand.invalid/")
    brand, _ = Tokens(api.world.seed).mint("A-AAAA1111", int(api.world.now))
    monkeypatch.undo()
    assert code(await api.post(VIEWER, header=brand)) == "KT-CT-1143"


async def test_rotated_keys_void_every_token(api: Api) -> None:
    """Behaviour 4."""
    await api.graphql(VIEWER)
    await api.sim("scenario", {"rotate_token_keys": True})
    assert code(await api.graphql(VIEWER)) == "KT-CT-1125"

    api.token = None
    assert "errors" not in await api.graphql(VIEWER)


async def test_raw_and_jwt_are_accepted_and_bearer_on_request(api: Api) -> None:
    """Behaviour 5."""
    token, _ = api.world.tokens.mint(api.world.account_number, int(api.world.now))
    for header in (token, f"JWT {token}"):
        assert "errors" not in await api.post(VIEWER, header=header)

    assert code(await api.post(VIEWER, header=f"Bearer {token}")) == "KT-CT-1143"
    api.world.scenario.bearer_accepted = True
    assert "errors" not in await api.post(VIEWER, header=f"Bearer {token}")


async def test_another_customers_account_is_refused(api: Api) -> None:
    """Behaviour 6."""
    for number in ("A-BBBB2222", "A-00000000"):
        answer = await api.graphql(ACCOUNT, number=number)
        assert code(answer) == "KT-CT-4177"
        assert answer["data"] == {"account": None}
        assert (await api.rest(f"accounts/{number}"))[0] == 404

    api.world.scenario.foreign_account_status = 403
    status, body = await api.rest("accounts/A-BBBB2222")
    assert status == 403
    assert body["detail"] == "You do not have permission to perform this action."


async def test_another_customers_key_opens_another_account(api: Api) -> None:
    """Behaviour 6."""
    foreign = api.world.keys.foreign
    minted = await api.mint(APIKey=foreign)
    header = minted["data"]["obtainKrakenToken"]["token"]

    answer = await api.post(VIEWER, header=header)
    assert answer["data"]["viewer"]["accounts"] == [{"number": "A-BBBB2222"}]
    refused = await api.post(ACCOUNT, {"number": api.world.account_number}, header)
    assert code(refused) == "KT-CT-4177"
    theirs = await api.post(ACCOUNT, {"number": "A-BBBB2222"}, header)
    assert theirs["data"] == {"account": {"number": "A-BBBB2222"}}
    status, body = await api.rest("accounts/A-BBBB2222", key=foreign)
    assert (status, body["properties"]) == (200, [])
    own = f"accounts/{api.world.account_number}"
    assert (await api.rest(own, key=foreign))[0] == 404
    assert (await api.rest(CONSUMPTION, key=foreign))[0] == 404


async def test_minting_too_often_is_refused(api: Api) -> None:
    """Behaviour 7."""
    for _ in range(10):
        assert "errors" not in await api.mint(APIKey=api.world.api_key)
    assert code(await api.mint(APIKey=api.world.api_key)) == "KT-CT-1199"

    api.world.clock.advance(300)
    assert "errors" not in await api.mint(APIKey=api.world.api_key)
