"""An account that is reloaded, removed and added leaves nothing behind."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
import logging
from typing import Final

import pytest

from benchmarks.reload import Census, census
from homeassistant.config_entries import ConfigEntryState

from .conftest import Home, Settle, entry_of

RELOADS: Final = 16


@pytest.fixture
def days_of_readings() -> int:
    """Be content with few days: what is counted does not depend on them."""
    return 4


@pytest.fixture
async def home(settle: Settle, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Home]:
    """Return a home with a car and a Home Mini; nothing is logged there."""
    # What the harness keeps of the log holds on to what was logged.
    monkeypatch.setattr(logging.root.manager, "disable", logging.CRITICAL)
    home = await settle("P11")
    assert await home.set_up()
    yield home
    await home.hass.config_entries.async_unload(home.entry.entry_id)


async def count(home: Home) -> Census:
    """Count once all is quiet; let time pass for the next requests to be allowed."""
    assert home.entry.state is ConfigEntryState.LOADED
    await home.hass.async_block_till_done(wait_background_tasks=True)
    counted = census(home.hass)
    home.freezer.move_to(datetime.now(UTC) + timedelta(minutes=15))
    return counted


async def becomes(home: Home, expected: Census) -> bool:
    """Wait until nothing more is there; a busy thread may hold on to its last work."""
    for _ in range(300):
        if census(home.hass) == expected:
            return True
        await asyncio.sleep(0.1)
    return False


async def reload(home: Home, times: int) -> Census:
    for _ in range(times):
        home.freezer.move_to(datetime.now(UTC) + timedelta(minutes=15))
        assert await home.hass.config_entries.async_reload(home.entry.entry_id)
        await home.hass.async_block_till_done(wait_background_tasks=True)
    return await count(home)


async def test_reloads_leave_nothing_behind(home: Home) -> None:
    before = await reload(home, 3)

    after = await reload(home, RELOADS - 3)

    assert before["listeners"] and before["timers"] and before["objects"]
    assert after == before or await becomes(home, before)


async def test_an_account_that_comes_and_goes_leaves_nothing_behind(home: Home) -> None:
    counts: list[Census] = []
    for _ in range(3):
        await home.hass.config_entries.async_remove(home.entry.entry_id)
        await home.hass.async_block_till_done(wait_background_tasks=True)
        if len(counts) == 2:
            await becomes(home, counts[1])
        counts.append(census(home.hass))
        home.freezer.move_to(datetime.now(UTC) + timedelta(minutes=15))
        home.entry = entry_of(home.world)
        home.entry.add_to_hass(home.hass)
        assert await home.set_up()

    assert counts[0]["devices"] == counts[0]["entities"] == 0
    assert counts[2] == counts[1]
