"""The page on system health tells how accounts fare, and nothing of whose they are."""

from datetime import UTC, datetime
from typing import Any

import pytest

from custom_components.octopus_ev.const import DOMAIN
from custom_components.octopus_ev.system_health import listed
from homeassistant.components.system_health import get_info
from homeassistant.core import HomeAssistant
from homeassistant.setup import async_setup_component

from .conftest import Home, Settle


@pytest.fixture
def days_of_readings() -> int:
    """Be content with few days: no charge is looked for."""
    return 4


async def health(hass: HomeAssistant) -> dict[str, Any]:
    """Return what the page shows in the end."""
    assert await async_setup_component(hass, "system_health", {})
    await hass.async_block_till_done()
    return (await get_info(hass))[DOMAIN]


async def test_an_account_that_is_well(home: Home) -> None:
    shown = await health(home.hass)

    [key] = home.runtime.engine.point_keys
    polled = home.runtime.engine.view(key).readings_polled
    assert polled is not None
    limit = home.world.scenario.points_limit
    left = int(shown.pop("requests_left").removesuffix(f"/{limit}"))
    assert 0 < left < limit
    assert shown == {
        "can_reach_server": "ok",
        "accounts": "1/1",
        "last_success": polled.isoformat(),
        "home_mini_age": shown["home_mini_age"],
    }
    assert shown["home_mini_age"] in ("0 min", "1 min", "2 min")


async def test_a_home_mini_that_has_fallen_silent(home: Home) -> None:
    home.world.scenario.telemetry = "offline"
    await home.pass_time(minutes=30)

    assert (await health(home.hass))["home_mini_age"] == "silent"


async def test_nothing_is_known_of_an_account_that_is_not_set_up(
    settle: Settle,
) -> None:
    home = await settle()
    home.world.faults.add({"status": 503}, path="*", times=None)
    await home.set_up()

    shown = await health(home.hass)

    del shown["can_reach_server"]
    assert shown == {
        "accounts": "0/1",
        "last_success": "none",
        "requests_left": "none",
        "home_mini_age": "none",
    }


async def test_requests_that_cannot_be_counted_say_why(home: Home) -> None:
    home.world.scenario.disabled_fields = "rateLimitInfo"

    assert (await health(home.hass))["requests_left"] == "not_available"


async def test_meters_without_a_home_mini_are_told_one_by_one(settle: Settle) -> None:
    home = await settle("P3")
    assert await home.set_up()

    assert (await health(home.hass))["home_mini_age"].endswith(" min")


def test_several_accounts_are_told_one_after_the_other() -> None:
    noon = datetime(2026, 11, 20, 12, tzinfo=UTC)

    assert listed([noon]) == noon
    assert listed(["2 min", "silent"]) == "2 min, silent"
    assert listed([]) == "none"
