"""What goes wrong at the supplier is told in our words, and asked again less often."""

from collections.abc import AsyncIterator
from datetime import timedelta

from freezegun.api import TickingDateTimeFactory
import pytest

from custom_components.octopus_ev.coordinator.base import spread
from custom_components.octopus_ev.kraken.errors import (
    KrakenAuthError,
    KrakenConnectionError,
    KrakenError,
    KrakenForbiddenError,
    KrakenNotFoundError,
    KrakenQueryError,
    KrakenRateLimitError,
    KrakenResponseError,
    KrakenTimeoutError,
)
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import ConfigEntryAuthFailed, ConfigEntryNotReady
from homeassistant.helpers.update_coordinator import UpdateFailed
from tests.components.offices import Office


@pytest.fixture
async def office(
    hass: HomeAssistant, freezer: TickingDateTimeFactory
) -> AsyncIterator[Office]:
    """Return the coordinators of an account that was read once.

    A refused key opens a dialog in the background; it must be done before time is
    the machine's again, or its time-outs seem long past.
    """
    office = Office.open(hass, freezer)
    await office.account.async_refresh()
    yield office
    await hass.async_block_till_done(wait_background_tasks=True)


async def _fail(office: Office, error: KrakenError) -> UpdateFailed:
    office.provider.failures["readings"] = error
    await office.readings.async_refresh()
    failure = office.readings.last_exception
    assert isinstance(failure, UpdateFailed)
    return failure


@pytest.mark.parametrize(
    ("error", "key"),
    [
        (KrakenConnectionError(), "unreachable"),
        (KrakenTimeoutError(), "unreachable"),
        (KrakenRateLimitError(), "throttled"),
        (KrakenAuthError(), "key_refused"),
        (KrakenForbiddenError(), "not_available"),
        (KrakenNotFoundError(), "not_available"),
        (KrakenQueryError(), "unexpected_answer"),
        (KrakenResponseError(), "unexpected_answer"),
    ],
)
async def test_every_error_has_its_sentence(
    office: Office, error: KrakenError, key: str
) -> None:
    failure = await _fail(office, error)
    assert failure.translation_key == key
    assert failure.translation_domain == "octopus_ev"
    assert str(error) not in str(failure)


async def test_failures_in_a_row_are_asked_ever_less_often(office: Office) -> None:
    waits = [
        (await _fail(office, KrakenConnectionError())).retry_after or 0
        for _ in range(8)
    ]
    for wait, least in zip(
        waits, (60, 120, 240, 480, 960, 1800, 1800, 1800), strict=True
    ):
        assert least <= wait <= least * 1.1


async def test_a_success_starts_again_from_the_shortest_wait(office: Office) -> None:
    for _ in range(4):
        await _fail(office, KrakenConnectionError())
    office.provider.failures.clear()
    await office.readings.async_refresh()
    assert office.readings.last_update_success
    wait = (await _fail(office, KrakenConnectionError())).retry_after
    assert wait is not None
    assert wait <= 66


async def test_a_pause_that_is_asked_for_is_kept(office: Office) -> None:
    failure = await _fail(office, KrakenRateLimitError(retry_after=1234))
    assert failure.retry_after is not None
    assert 1234 <= failure.retry_after <= 1234 * 1.1


async def test_three_refusals_ten_minutes_apart_ask_for_a_new_key(
    office: Office,
) -> None:
    for _ in range(2):
        failure = await _fail(office, KrakenAuthError())
        assert failure.retry_after is not None
        assert failure.retry_after >= 600
        office.wait(minutes=10, seconds=1)
    await office.readings.async_refresh()
    assert isinstance(office.readings.last_exception, ConfigEntryAuthFailed)
    assert office.readings.last_exception.translation_key == "key_refused"


async def test_many_refusals_at_once_are_one(office: Office) -> None:
    for _ in range(9):
        await _fail(office, KrakenAuthError())
        office.wait(minutes=1)


async def test_a_key_that_is_accepted_in_between_was_never_revoked(
    office: Office,
) -> None:
    for _ in range(4):
        await _fail(office, KrakenAuthError())
        office.wait(minutes=11)
        office.provider.failures.clear()
        await office.readings.async_refresh()
        office.wait(minutes=11)


async def test_public_rates_do_not_prove_a_key(office: Office) -> None:
    for _ in range(2):
        await _fail(office, KrakenAuthError())
        await office.rates.async_refresh()
        assert office.rates.last_update_success
        office.wait(minutes=11)
    await office.readings.async_refresh()
    assert isinstance(office.readings.last_exception, ConfigEntryAuthFailed)


async def test_refusals_count_across_attempts_to_set_up(
    hass: HomeAssistant, freezer: TickingDateTimeFactory
) -> None:
    office = Office.open(hass, freezer)
    for _ in range(2):
        office.provider.failures["account"] = KrakenAuthError()
        with pytest.raises(ConfigEntryNotReady) as error:
            await office.account.async_config_entry_first_refresh()
        assert error.value.translation_key == "key_refused"
        office.wait(minutes=11)
        office = Office.open(
            hass, freezer, entry=office.entry, provider=office.provider
        )
    with pytest.raises(ConfigEntryAuthFailed):
        await office.account.async_config_entry_first_refresh()


async def test_a_new_key_is_given_its_own_three_chances(office: Office) -> None:
    for _ in range(3):
        office.provider.failures["readings"] = KrakenAuthError()
        await office.readings.async_refresh()
        office.wait(minutes=11)
    assert isinstance(office.readings.last_exception, ConfigEntryAuthFailed)
    await _fail(office, KrakenAuthError())


def test_a_wait_is_drawn_out_a_little_and_never_cut_short() -> None:
    minute, day = timedelta(minutes=1), timedelta(days=1)
    short = [spread(minute) for _ in range(200)]
    assert minute <= min(short) < max(short) <= 1.1 * minute
    long = [spread(day) for _ in range(200)]
    assert day <= min(long) < max(long) <= day + 3 * minute
