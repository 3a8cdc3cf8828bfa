"""One token for all, renewed once."""

import asyncio
from datetime import timedelta

import pytest

from custom_components.octopus_ev.kraken.auth import Token, TokenKeeper
from custom_components.octopus_ev.kraken.errors import (
    KrakenAuthError,
    KrakenConnectionError,
    KrakenError,
    KrakenRateLimitError,
    KrakenResponseError,
)
from tests.kraken.answers import MINTED_AT, fixture, jwt
from tests.kraken.conftest import Clock


class Mint:
    """Mints tokens t1, t2, … or fails as told."""

    def __init__(self) -> None:
        self.count = 0
        self.error: KrakenError | None = None
        self.lifetime = timedelta(hours=1)

    async def __call__(self) -> Token:
        self.count += 1
        await asyncio.sleep(0)
        if self.error is not None:
            raise self.error
        return Token(f"t{self.count}", self.lifetime)


@pytest.fixture
def mint() -> Mint:
    return Mint()


@pytest.fixture
def keeper(mint: Mint, clock: Clock) -> TokenKeeper:
    return TokenKeeper(mint, clock)


async def test_a_dozen_askers_get_one_token(keeper: TokenKeeper, mint: Mint) -> None:
    tokens = await asyncio.gather(*(keeper.token() for _ in range(12)))

    assert set(tokens) == {"t1"}
    assert mint.count == 1


async def test_a_token_is_kept_until_five_minutes_before_its_end(
    keeper: TokenKeeper, clock: Clock
) -> None:
    await keeper.token()
    clock.advance(minutes=54, seconds=59)
    assert await keeper.token() == "t1"
    clock.advance(seconds=1)

    assert await keeper.token() == "t2"


async def test_a_token_that_lives_for_minutes_is_used_all_the_same(
    keeper: TokenKeeper, mint: Mint, clock: Clock
) -> None:
    mint.lifetime = timedelta(minutes=4)
    await keeper.token()
    clock.advance(minutes=1)

    assert await keeper.token() == "t1"


async def test_a_refused_token_is_dropped_once_for_all_who_used_it(
    keeper: TokenKeeper,
) -> None:
    refused = await keeper.token()
    keeper.drop(refused)
    fresh = await keeper.token()
    keeper.drop(refused)

    assert await keeper.token() == fresh == "t2"


async def test_dropping_before_there_is_a_token_does_nothing(
    keeper: TokenKeeper,
) -> None:
    keeper.drop("t0")

    assert await keeper.token() == "t1"


@pytest.mark.parametrize("error", [KrakenAuthError(), KrakenRateLimitError()])
async def test_a_refused_key_rests_for_five_minutes(
    keeper: TokenKeeper, mint: Mint, clock: Clock, error: KrakenError
) -> None:
    mint.error = error
    for _ in range(3):
        with pytest.raises(type(error)):
            await keeper.token()
    assert mint.count == 1
    mint.error = None
    clock.advance(minutes=5)

    assert await keeper.token() == "t2"


async def test_a_broken_connection_does_not_count_as_a_refusal(
    keeper: TokenKeeper, mint: Mint
) -> None:
    mint.error = KrakenConnectionError()
    with pytest.raises(KrakenConnectionError):
        await keeper.token()
    mint.error = None

    assert await keeper.token() == "t2"


async def test_a_worn_token_is_not_given_out_when_minting_fails(
    keeper: TokenKeeper, mint: Mint, clock: Clock
) -> None:
    await keeper.token()
    clock.advance(hours=2)
    mint.error = KrakenConnectionError()

    for _ in range(2):
        with pytest.raises(KrakenConnectionError):
            await keeper.token()


def test_a_lifetime_is_told_by_the_servers_own_clock() -> None:
    answer = fixture("obtain_kraken_token")["data"]["obtainKrakenToken"]

    token = Token.read(answer | {"token": jwt()})

    assert token.lifetime == timedelta(hours=1)


@pytest.mark.parametrize("payload", [None, "opaque"])
def test_without_a_payload_the_token_speaks_for_itself(payload: str | None) -> None:
    token = Token.read({"token": jwt(lifetime=1200), "payload": payload})

    assert token.lifetime == timedelta(minutes=20)


def test_a_token_is_in_no_representation() -> None:
    token = Token.read({"token": jwt()})

    assert token.value not in repr(token)


@pytest.mark.parametrize(
    "answer",
    [
        {},
        {"token": ""},
        {"token": "a b"},
        {"token": "a\r\nX-Injected: 1"},
        {"token": "opaque"},
        {"token": "a.b.c"},
        {"token": "a.bnVsbA.c"},
        {"token": "a.!!!!.c"},
        {"token": "t", "payload": {}},
        {"token": "t", "payload": {"iat": True, "exp": MINTED_AT}},
        {"token": "t", "payload": {"iat": MINTED_AT, "exp": "soon"}},
        {"token": "t", "payload": {"iat": MINTED_AT, "exp": 10**40}},
        {"token": "t", "payload": {"iat": MINTED_AT, "exp": MINTED_AT}},
        {"token": "t", "payload": {"iat": MINTED_AT, "exp": MINTED_AT + 86_401}},
    ],
)
def test_a_strange_token_is_refused_without_repeating_it(answer: object) -> None:
    with pytest.raises(KrakenResponseError) as caught:
        Token.read(answer)  # type: ignore[arg-type]

    assert caught.value.path[0] in {"token", "payload"}
    assert caught.value.__cause__ is None
