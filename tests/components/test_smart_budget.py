"""How much a car under the supplier's control has asked, by the supplier's own log."""

from collections import Counter

import pytest

from homeassistant.core import HomeAssistant

from .conftest import Home, Settle

EVENING = "2026-11-20T17:00:00+00:00"


@pytest.fixture
async def home(settle: Settle) -> Home:
    """Return the home of a car that is billed apart, on a Home Mini, set up."""
    home = await settle("P1", now=EVENING)
    assert await home.set_up()
    await home.pass_minutes(10)
    return home


async def an_hour(home: Home) -> Counter[str]:
    """Let an hour pass; return what was asked for in it."""
    home.world.log.clear()
    await home.pass_minutes(60)
    return Counter(row.operation or "REST" for row in home.world.log.entries)


@pytest.mark.parametrize(("beside", "most"), [(set(), 20), ({"octopus_energy"}, 10)])
async def test_an_hour_in_which_a_car_is_plugged_in(
    hass: HomeAssistant, home: Home, beside: set[str], most: int
) -> None:
    hass.config.components |= beside
    home.world.plug(minutes_ago=20)
    await home.pass_minutes(20)

    asked = await an_hour(home)

    assert most / 2 <= asked["Planned"] <= most
    assert asked["Devices"] <= most
    assert asked["Charges"] + asked["Completed"] <= 12
    assert asked.total() < 140


async def test_an_hour_in_which_the_car_is_away(home: Home) -> None:
    asked = await an_hour(home)

    assert 2 <= asked["Planned"] <= 4
    assert asked["Devices"] <= 4
    assert asked.total() < 40
