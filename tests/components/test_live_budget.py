"""How often a Home Mini is asked, by the supplier's own log."""

import pytest

from homeassistant.core import HomeAssistant
from simulator.world import World

from .conftest import Home


def asked(world: World) -> int:
    """Return how often telemetry was asked for."""
    return sum("smartMeterTelemetry" in row.fields for row in world.log.entries)


async def an_hour(home: Home) -> int:
    """Let an hour pass; return how often telemetry was asked for in it."""
    home.world.log.clear()
    await home.pass_minutes(60)
    return asked(home.world)


async def test_an_idle_hour_takes_twelve_calls_at_most(home: Home) -> None:
    await home.pass_minutes(10)

    assert 8 <= await an_hour(home) <= 12


@pytest.mark.parametrize(("beside", "most"), [(set(), 60), ({"octopus_energy"}, 30)])
async def test_a_charging_hour_takes_one_a_minute_or_half_of_it(
    hass: HomeAssistant, home: Home, beside: set[str], most: int
) -> None:
    hass.config.components |= beside
    home.world.plug(7.2, minutes_ago=20)
    await home.pass_minutes(10)

    assert most / 3 <= await an_hour(home) <= most


async def test_a_mini_that_falls_silent_is_asked_as_if_idle(home: Home) -> None:
    home.world.plug(7.2, minutes_ago=30)
    await home.pass_minutes(10)
    home.world.scenario.telemetry = "offline"
    await home.pass_minutes(10)

    assert await an_hour(home) <= 12
