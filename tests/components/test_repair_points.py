"""A repair is raised for what only the user can mend, and goes once it is mended."""

from typing import Any, Final

import pytest

from custom_components.octopus_ev.const import DOMAIN
from homeassistant.config_entries import ConfigEntryState
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.helpers import issue_registry as ir
from homeassistant.setup import async_setup_component
from simulator.world import World

from .conftest import Home, Settle

# Others offer something, or ask for something else.
OURS: Final = (
    "cars_refused",
    "home_left",
    "home_moved",
    "never_read",
    "no_readings",
    "tariff_ended",
    "tariff_unknown",
)


@pytest.fixture
def days_of_readings() -> int:
    """Be content with few days: no charge is looked for."""
    return 4


def repairs(home: Home) -> dict[str, ir.IssueEntry]:
    """Return what is raised, by its key."""
    issues = ir.async_get(home.hass).issues.values()
    return {
        issue.translation_key: issue
        for issue in issues
        if issue.active and issue.translation_key in OURS
    }


async def days(home: Home, count: int) -> set[str]:
    """Let days pass, half a day at a time; return what is raised then."""
    for _ in range(2 * count):
        await home.pass_time(hours=12)
    return set(repairs(home))


async def restart(home: Home) -> set[str]:
    """Load the account anew; return what is raised then."""
    await home.hass.config_entries.async_reload(home.entry.entry_id)
    await home.hass.async_block_till_done()
    return set(repairs(home))


async def test_an_account_in_order_raises_nothing(home: Home) -> None:
    assert repairs(home) == {}


async def test_readings_that_stay_away_for_days(home: Home) -> None:
    home.world.scenario.publication_delay_days = 30

    assert await days(home, 3) == set()
    assert await days(home, 2) == {"no_readings"}
    found = repairs(home)["no_readings"]
    assert not found.is_fixable
    assert found.translation_placeholders == {
        "device": "Octopus EV",
        "since": "2026-11-20",
    }

    home.world.scenario.publication_delay_days = 0
    assert await days(home, 1) == set()


async def test_no_reading_is_missed_while_octopus_cannot_be_reached(home: Home) -> None:
    home.world.faults.add({"status": 503}, path="*", times=None)

    assert await days(home, 6) == set()


async def test_a_meter_that_never_sent_any(settle: Settle) -> None:
    home = await settle("P6")
    assert await home.set_up()

    assert set(repairs(home)) == {"never_read"}


def end(world: World) -> None:
    world.account.points[0][1].agreements[-1].valid_to = world.now + 3600


async def test_an_agreement_that_ended_and_no_other_comes(home: Home) -> None:
    end(home.world)

    await home.pass_time(hours=7)
    assert repairs(home) == {}
    assert await days(home, 2) == {"tariff_ended"}
    assert repairs(home)["tariff_ended"].translation_placeholders == {
        "device": "Octopus EV",
        "since": "2026-11-20",
    }

    home.world.switch_tariff("go")
    assert await days(home, 2) == set()


async def test_a_tariff_of_which_no_price_is_published(home: Home) -> None:
    home.world.switch_tariff("agile")
    home.world.faults.add({"status": 404}, path="*/products/AGILE*", times=None)

    await days(home, 1)
    assert repairs(home) == {}
    assert await days(home, 2) == {"tariff_unknown"}
    placeholders = repairs(home)["tariff_unknown"].translation_placeholders
    assert placeholders is not None
    assert placeholders["tariff"].startswith("AGILE-")

    home.world.faults.clear()
    assert await days(home, 1) == set()


async def test_a_home_that_was_left(home: Home) -> None:
    place = home.world.account.properties[0]
    place.moved_out = home.world.now

    assert await days(home, 1) == {"home_left"}
    assert not repairs(home)["home_left"].is_fixable

    place.moved_out = None
    assert await days(home, 1) == set()


async def test_a_point_that_the_account_does_not_list_any_more(home: Home) -> None:
    points = home.world.account.properties[0].points
    taken = points.pop()

    assert await days(home, 1) == {"home_left"}

    points.append(taken)
    assert await days(home, 1) == set()


async def test_a_repair_outlives_a_reload_as_long_as_it_is_true(home: Home) -> None:
    home.world.account.properties[0].moved_out = home.world.now
    assert await days(home, 1) == {"home_left"}

    await home.hass.config_entries.async_unload(home.entry.entry_id)
    assert repairs(home) == {}

    assert await home.set_up()
    assert set(repairs(home)) == {"home_left"}


async def test_who_does_not_want_to_know_is_not_asked_again(home: Home) -> None:
    home.world.account.properties[0].moved_out = home.world.now
    await days(home, 1)
    issue_id = repairs(home)["home_left"].issue_id
    ir.async_ignore_issue(home.hass, DOMAIN, issue_id, True)

    await restart(home)

    found = ir.async_get(home.hass).async_get_issue(DOMAIN, issue_id)
    assert found is not None
    assert found.dismissed_version is not None


class TestHomeMoved:
    """The customer moved before the account was followed further."""

    @pytest.fixture
    async def moved(self, settle: Settle) -> Home:
        """Return an account of which the former home is followed."""
        home = await settle("P5")
        former = home.world.account.properties[0].points[0]
        points = [{"mpan": former.mpan, "serial": None}]
        home.hass.config_entries.async_update_entry(
            home.entry, data={**home.entry.data, "points": points}
        )
        assert await home.set_up()
        assert set(repairs(home)) == {"home_moved"}
        return home

    async def ask(self, home: Home) -> tuple[Any, Any]:
        """Open the repair; return what goes on with it, and its form."""
        assert await async_setup_component(home.hass, "repairs", {})
        manager = home.hass.data["repairs"]["flow_manager"]
        issue_id = repairs(home)["home_moved"].issue_id
        form = await manager.async_init(DOMAIN, context={"issue_id": issue_id})
        assert form["description_placeholders"] == {"device": "Octopus EV"}
        return manager, form

    async def test_a_click_follows_the_present_home(self, moved: Home) -> None:
        manager, form = await self.ask(moved)

        done = await manager.async_configure(form["flow_id"], {})
        await moved.hass.async_block_till_done()

        assert done["type"] is FlowResultType.CREATE_ENTRY
        place = moved.world.home(moved.world.now)
        assert place is not None
        followed = [point["mpan"] for point in moved.entry.data["points"]]
        assert followed == [place[1].mpan]
        assert moved.entry.state is ConfigEntryState.LOADED
        assert repairs(moved) == {}

    async def test_an_account_that_is_not_loaded_is_left_alone(
        self, moved: Home
    ) -> None:
        manager, form = await self.ask(moved)
        await moved.hass.config_entries.async_unload(moved.entry.entry_id)

        done = await manager.async_configure(form["flow_id"], {})

        assert (done["type"], done["reason"]) == (FlowResultType.ABORT, "not_loaded")


@pytest.mark.parametrize(
    ("persona", "expected"), [("P11", {"cars_refused"}), ("P10", set())]
)
async def test_cars_of_which_nothing_is_told_any_more(
    settle: Settle, persona: str, expected: set[str]
) -> None:
    home = await settle(persona)
    assert await home.set_up()
    home.world.scenario.disabled_fields = "devices"

    assert await days(home, 3) == set()
    assert await days(home, 1) == expected

    home.world.scenario.disabled_fields = ""
    assert await days(home, 2) == set()
