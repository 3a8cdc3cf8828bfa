"""A removed account's history is kept for its return, unless it is to be erased."""

from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from pytest_homeassistant_custom_component.components.recorder.common import (
    async_wait_recording_done,
)

from custom_components.octopus_ev.const import DOMAIN
from homeassistant.components.recorder import get_instance
from homeassistant.components.recorder.models import (
    StatisticData,
    StatisticMeanType,
    StatisticMetaData,
)
from homeassistant.components.recorder.statistics import (
    async_add_external_statistics,
    list_statistic_ids,
)
from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.helpers import issue_registry as ir
from homeassistant.setup import async_setup_component
from tests.components.conftest import Home, Settle


@pytest.fixture
def keeps_statistics() -> bool:
    """Tell that here the rows matter."""
    return True


def _files(home: Home) -> list[str]:
    storage = Path(home.hass.config.path(".storage"))
    return sorted(path.name for path in storage.glob("octopus_ev.*"))


async def _remove(home: Home) -> None:
    assert await async_setup_component(home.hass, "repairs", {})
    await home.hass.config_entries.async_remove(home.entry.entry_id)
    await home.hass.async_block_till_done()


def _issue(hass: HomeAssistant) -> ir.IssueEntry | None:
    issues = ir.async_get(hass).issues.values()
    return next((i for i in issues if i.translation_key == "history_kept"), None)


async def _answer(hass: HomeAssistant, choice: str) -> Mapping[str, Any]:
    """Answer the repair as a user does."""
    issue = _issue(hass)
    assert issue is not None
    manager = hass.data["repairs"]["flow_manager"]
    menu = await manager.async_init(DOMAIN, context={"issue_id": issue.issue_id})
    assert menu["type"] is FlowResultType.MENU
    assert menu["menu_options"] == ["keep", "erase"]
    result: Mapping[str, Any] = await manager.async_configure(
        menu["flow_id"], {"next_step_id": choice}
    )
    return result


def _sessions(home: Home) -> list[tuple[str, Decimal, str | None]]:
    [key] = home.runtime.engine.point_keys
    return [
        (session.session_id, session.energy, session.note)
        for session in home.runtime.engine.view(key).sessions
    ]


def _write_statistics(hass: HomeAssistant, *ids: str) -> None:
    """Write an hour of each, as the integration does."""
    for statistic_id in ids:
        meta = StatisticMetaData(
            mean_type=StatisticMeanType.NONE,
            has_sum=True,
            name=None,
            source=statistic_id.split(":")[0],
            statistic_id=statistic_id,
            unit_class="energy",
            unit_of_measurement="kWh",
        )
        hour = StatisticData(
            start=datetime(2026, 11, 1, tzinfo=UTC), state=1.0, sum=1.0
        )
        async_add_external_statistics(hass, meta, [hour])


async def _statistics(hass: HomeAssistant) -> set[str]:
    await async_wait_recording_done(hass)
    rows = await get_instance(hass).async_add_executor_job(list_statistic_ids, hass)
    return {row["statistic_id"] for row in rows}


async def test_no_file_name_tells_whose_it_is(home: Home) -> None:
    await home.hass.config_entries.async_unload(home.entry.entry_id)
    names = " ".join(_files(home))
    place = home.world.home(home.world.now)
    assert place is not None
    for secret in (home.world.account_number, place[1].mpan, home.entry.entry_id):
        assert secret not in names


async def test_history_is_kept_until_someone_says_otherwise(
    home: Home, settle: Settle
) -> None:
    [key] = home.runtime.engine.point_keys
    engine = home.runtime.engine
    first, second, *_ = engine.view(key).sessions
    await engine.async_edit(first.session_id, note="Holiday")
    await engine.async_delete(second.session_id)
    before = _sessions(home)
    await _remove(home)
    assert _files(home) != []
    again = await settle()
    await again.set_up()
    assert again.entry.entry_id != home.entry.entry_id
    assert _sessions(again) == before
    assert second.session_id not in {name for name, *_ in before}
    assert again.runtime.engine.view(key).sessions[0].note == "Holiday"


async def test_the_question_is_withdrawn_when_the_account_is_back(
    home: Home, settle: Settle
) -> None:
    await _remove(home)
    assert _issue(home.hass) is not None
    again = await settle()
    await again.set_up()
    assert _issue(home.hass) is None


async def test_keeping_changes_nothing_and_ends_the_question(home: Home) -> None:
    await _remove(home)
    before = _files(home)
    result = await _answer(home.hass, "keep")
    assert result["type"] is FlowResultType.CREATE_ENTRY
    assert _files(home) == before
    assert _issue(home.hass) is None


async def test_erasing_leaves_neither_file_nor_statistic(
    home: Home, settle: Settle
) -> None:
    [key] = home.runtime.engine.point_keys
    others = {"octopus_ev:0000000000_import_energy", "other:thing"}
    _write_statistics(home.hass, *others)
    await home.pass_time(seconds=30)
    await _remove(home)
    assert f"octopus_ev:{key}_ev_cost" in await _statistics(home.hass)
    result = await _answer(home.hass, "erase")
    assert result["type"] is FlowResultType.CREATE_ENTRY
    assert _files(home) == []
    left = await _statistics(home.hass)
    assert {name for name in left if ":" in name} == others
    assert _issue(home.hass) is None
    again = await settle()
    await again.set_up()
    assert again.entry.state is ConfigEntryState.LOADED
    assert len(_sessions(again)) > 0


async def test_nothing_is_erased_of_an_account_that_is_back(
    home: Home, settle: Settle
) -> None:
    await _remove(home)
    issue = _issue(home.hass)
    assert issue is not None
    manager = home.hass.data["repairs"]["flow_manager"]
    menu = await manager.async_init(DOMAIN, context={"issue_id": issue.issue_id})
    again = await settle()
    await again.set_up()
    before = _files(again)
    result = await manager.async_configure(menu["flow_id"], {"next_step_id": "erase"})
    assert (result["type"], result["reason"]) == (FlowResultType.ABORT, "in_use")
    assert _files(again) == before


async def test_an_account_that_left_nothing_is_not_asked_about(
    settle: Settle,
) -> None:
    home = await settle()
    await _remove(home)
    assert _issue(home.hass) is None


async def test_an_unreadable_file_does_not_hinder_erasing(home: Home) -> None:
    await _remove(home)
    [evidence] = [name for name in _files(home) if "evidence" in name]
    path = Path(home.hass.config.path(".storage"), evidence)
    path.write_text("[]")
    path.with_name(f"{evidence}.odd").write_text("{")
    await _answer(home.hass, "erase")
    assert _files(home) == []


async def test_other_repairs_are_confirmed(home: Home) -> None:
    assert await async_setup_component(home.hass, "repairs", {})
    ir.async_create_issue(
        home.hass,
        DOMAIN,
        "file",
        is_fixable=True,
        severity=ir.IssueSeverity.WARNING,
        translation_key="store_unreadable",
        translation_placeholders={"file": "file"},
    )
    manager = home.hass.data["repairs"]["flow_manager"]
    form = await manager.async_init(DOMAIN, context={"issue_id": "file"})
    assert form["step_id"] == "confirm"
    done = await manager.async_configure(form["flow_id"], {})
    assert done["type"] is FlowResultType.CREATE_ENTRY
