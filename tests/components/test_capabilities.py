"""A part that a customer does not have is found out by asking, each day anew."""

from collections.abc import Callable, Coroutine
from datetime import UTC, datetime, timedelta
from typing import Any

from freezegun.api import TickingDateTimeFactory
import pytest

from custom_components.octopus_ev.coordinator.capabilities import Capabilities, Part
from custom_components.octopus_ev.kraken.errors import (
    KrakenAuthError,
    KrakenConnectionError,
    KrakenError,
    KrakenForbiddenError,
    KrakenNotFoundError,
    KrakenQueryError,
    KrakenRateLimitError,
    KrakenResponseError,
)

type Question = Callable[[], Coroutine[Any, Any, str]]


def says(answer: str | KrakenError, asked: list[int]) -> Question:
    """Return a question with an answer, which counts how often it is put."""

    async def question() -> str:
        asked.append(1)
        if isinstance(answer, KrakenError):
            raise answer
        return answer

    return question


@pytest.mark.parametrize(
    "refusal",
    [
        KrakenForbiddenError(codes=("KT-CT-1113",)),
        KrakenForbiddenError(codes=("KT-CT-1111",)),
        KrakenNotFoundError(),
        KrakenQueryError(),
        KrakenResponseError(),
    ],
)
async def test_a_part_that_is_refused_is_left_alone_until_the_next_day(
    freezer: TickingDateTimeFactory, refusal: KrakenError
) -> None:
    capabilities, asked = Capabilities(), list[int]()
    for hours in (0, 1, 22, 2):
        freezer.move_to(datetime.now(UTC) + timedelta(hours=hours))
        answer = await capabilities.async_ask(Part.BILLED, says(refusal, asked))
        assert answer is None

    assert len(asked) == 2


async def test_the_other_parts_and_other_devices_go_on() -> None:
    capabilities, asked = Capabilities(), list[int]()
    refused = says(KrakenForbiddenError(), asked)

    await capabilities.async_ask(Part.PLANNED, refused, "a")

    assert await capabilities.async_ask(Part.PLANNED, says("b", asked), "b") == "b"
    assert await capabilities.async_ask(Part.CHARGES, says("c", asked), "a") == "c"


async def test_it_is_told_why_a_part_is_off_until_it_is_back(
    freezer: TickingDateTimeFactory,
) -> None:
    capabilities, asked = Capabilities(), list[int]()
    refusal = KrakenForbiddenError(codes=("KT-CT-1113",))

    await capabilities.async_ask(Part.BILLED, says(refusal, asked))
    assert capabilities.off == {Part.BILLED: str(refusal)}

    freezer.move_to(datetime.now(UTC) + timedelta(days=1))
    assert await capabilities.async_ask(Part.BILLED, says("yes", asked)) == "yes"
    assert capabilities.off == {}


@pytest.mark.parametrize(
    "failure", [KrakenConnectionError(), KrakenRateLimitError(), KrakenAuthError()]
)
async def test_what_may_pass_is_not_a_refusal(failure: KrakenError) -> None:
    capabilities, asked = Capabilities(), list[int]()
    for _ in range(2):
        with pytest.raises(type(failure)):
            await capabilities.async_ask(Part.DEVICES, says(failure, asked))

    assert len(asked) == 2
    assert capabilities.off == {}
