"""A host is asked rarely, evenly, and not at all while it refuses."""

import asyncio
from datetime import timedelta

import pytest

from custom_components.octopus_ev.kraken.budget import Budget
from custom_components.octopus_ev.kraken.errors import KrakenRateLimitError
from tests.kraken.conftest import Clock


@pytest.fixture
def small(clock: Clock) -> Budget:
    """Return a budget of three requests a minute."""
    return Budget(clock, allowance=3, period=timedelta(minutes=1), spacing=timedelta(0))


async def test_a_spent_allowance_says_when_to_come_back(small: Budget) -> None:
    for _ in range(3):
        await small.take()

    with pytest.raises(KrakenRateLimitError) as caught:
        await small.take()

    assert caught.value.retry_after == pytest.approx(20)


async def test_the_allowance_grows_back_evenly(small: Budget, clock: Clock) -> None:
    for _ in range(3):
        await small.take()
    clock.advance(seconds=21)

    await small.take()
    with pytest.raises(KrakenRateLimitError):
        await small.take()


async def test_the_allowance_never_exceeds_itself(small: Budget, clock: Clock) -> None:
    clock.advance(days=1)
    for _ in range(3):
        await small.take()

    with pytest.raises(KrakenRateLimitError):
        await small.take()


async def test_requests_at_once_are_spread_out(clock: Clock) -> None:
    budget = Budget(clock, spacing=timedelta(milliseconds=20))
    loop = asyncio.get_running_loop()
    began = loop.time()

    await asyncio.gather(*(budget.take() for _ in range(4)))

    assert loop.time() - began >= 0.055


async def test_a_request_after_the_spacing_does_not_wait(clock: Clock) -> None:
    budget = Budget(clock, spacing=timedelta(hours=1))
    await budget.take()
    clock.advance(hours=1)

    async with asyncio.timeout(1):
        await budget.take()


async def test_a_host_that_refuses_is_left_alone_as_long_as_it_asks(
    small: Budget, clock: Clock
) -> None:
    assert small.refused(120) == 120
    clock.advance(seconds=100)
    with pytest.raises(KrakenRateLimitError) as caught:
        await small.take()
    assert caught.value.retry_after == pytest.approx(20)

    clock.advance(seconds=20)
    await small.take()


def test_refusals_that_name_no_time_double_up_to_an_hour(small: Budget) -> None:
    pauses = [small.refused(None) for _ in range(8)]

    assert pauses == [60, 120, 240, 480, 960, 1920, 3600, 3600]


def test_an_answer_ends_the_doubling(small: Budget) -> None:
    small.refused(None)
    small.accepted()

    assert small.refused(None) == 60


def test_no_refusal_lasts_longer_than_an_hour(small: Budget) -> None:
    assert small.refused(1e9) == 3600


async def test_a_clock_set_back_does_not_lock_us_out(
    small: Budget, clock: Clock
) -> None:
    small.refused(600)
    clock.advance(days=-400)

    await small.take()


async def test_it_tells_what_is_left(small: Budget, clock: Clock) -> None:
    assert small.left == 3
    await small.take()
    await small.take()
    assert small.left == 1
    clock.advance(seconds=20)
    assert small.left == 2
    clock.advance(days=1)
    assert small.left == 3


async def test_nothing_is_left_while_the_host_refuses(
    small: Budget, clock: Clock
) -> None:
    small.refused(30)
    assert small.left == 0
    clock.advance(seconds=31)
    assert small.left == 3
