"""The past of an account comes in the background, once, and without a word."""

import asyncio
from datetime import UTC, datetime, timedelta
from decimal import Decimal
import logging
from typing import Any

import pytest
from pytest_homeassistant_custom_component.common import async_capture_events

from custom_components.octopus_ev.const import (
    DOMAIN,
    EVENT_CHARGING_SESSION,
    FACTS_LOADED,
)
from custom_components.octopus_ev.core.import_mark import ImportMark
from custom_components.octopus_ev.core.model import Direction
from custom_components.octopus_ev.core.session import SessionState
from custom_components.octopus_ev.core.span import BEGINNING, FOREVER, Span
from custom_components.octopus_ev.facts import Facts
from homeassistant.core import Context
from homeassistant.exceptions import HomeAssistantError, Unauthorized
from tests.components.conftest import FullDisk, Home, Settle

DAY = timedelta(days=1)
ALWAYS = Span(BEGINNING, FOREVER)
IMPORTED = "sensor.octopus_ev_history_imported_back_to"


async def _set_up(settle: Settle, persona: str = "P10", days: int = 250) -> Home:
    home = await settle(persona, history_days=days)
    assert await home.set_up()
    return home


async def _import(home: Home) -> None:
    """Let the import run to where it stops."""
    await home.pass_time(seconds=5)


def _paths(home: Home) -> list[str]:
    return [str(entry["path"]) for entry in home.world.log.as_list()]


def _mark(home: Home) -> ImportMark:
    """Return how far the import got."""
    mark = home.runtime.engine.view(_key(home)).imported
    assert mark is not None
    return mark


def _key(home: Home) -> str:
    [key] = home.runtime.engine.point_keys
    return key


async def _known(home: Home, key: str | None = None) -> Facts:
    """Return all that is known of a point, on disk or in memory."""
    history = home.runtime.engine.history(key or _key(home))
    months = history.months
    return history.between(Span(months[0], months[-1] + 31 * DAY))


def _ids(home: Home) -> dict[str, Any]:
    return {s.session_id: s for s in home.runtime.engine.view(_key(home)).sessions}


async def test_a_year_on_agile_takes_few_requests_more(settle: Settle) -> None:
    home = await _set_up(settle, "P3", days=365)
    home.world.log.clear()
    await _import(home)
    own = [path for path in _paths(home) if "OUTGOING" not in path]
    exported = [path for path in own if "1012345678912" in path]
    rates = [path for path in own if "unit-rates" in path]
    assert len(own) - len(exported) <= 16
    assert len(rates) <= 11
    assert _mark(home).complete


async def test_every_reading_and_its_rate_is_there_once(settle: Settle) -> None:
    home = await _set_up(settle)
    await _import(home)
    facts = await _known(home)
    first = datetime.fromtimestamp(home.world.since, UTC)
    newest = facts.newest
    assert newest is not None
    slots = list(Span(first, newest).slots(timedelta(minutes=30)))
    missing = [slot for slot in slots if slot not in facts.readings]
    assert min(facts.readings) == first
    assert len(missing) < 20
    assert all(facts.book.house.at(slot) is not None for slot in slots)


async def test_the_sessions_of_a_year_are_found_settled_and_in_silence(
    settle: Settle,
) -> None:
    home = await _set_up(settle)
    said = async_capture_events(home.hass, EVENT_CHARGING_SESSION)
    before = _ids(home)
    await _import(home)
    after = _ids(home)
    assert said == []
    # With a season before them, a doubtful one of the first may turn out otherwise.
    assert len(set(before) - set(after)) <= 1
    first = datetime.fromtimestamp(home.world.since, UTC)
    old = [s for s in after.values() if s.span.end < home.world.clock.now - 62 * DAY]
    truth = home.world.truth(first, home.world.clock.now - 62 * DAY)
    assert abs(len(old) - len(truth)) <= 0.04 * len(truth)
    assert {session.state for session in old} == {SessionState.SETTLED}
    assert all(session.cost is not None for session in old)


async def test_what_is_old_is_on_disk_and_not_in_memory(settle: Settle) -> None:
    home = await _set_up(settle)
    await _import(home)
    readings = home.runtime.engine.view(_key(home)).readings
    reach = home.world.clock.now - min(readings)
    assert FACTS_LOADED <= reach <= FACTS_LOADED + 32 * DAY
    assert min((await _known(home)).readings) < home.world.clock.now - 249 * DAY


async def test_the_same_sessions_are_found_again_by_a_second_import(
    settle: Settle,
) -> None:
    home = await _set_up(settle)
    await _import(home)
    await home.pass_time(minutes=40)
    before, facts = _ids(home), await _known(home)
    said = async_capture_events(home.hass, EVENT_CHARGING_SESSION)
    answer: Any = await home.hass.services.async_call(
        DOMAIN,
        "import_history",
        {"config_entry_id": home.entry.entry_id},
        blocking=True,
        return_response=True,
    )
    assert not _mark(home).complete
    await home.hass.async_block_till_done(wait_background_tasks=True)
    assert set(_ids(home)) == set(before)
    assert (await _known(home)).readings == facts.readings
    assert said == []
    [plan] = answer["supply_points"]
    assert plan["point_key"] == _key(home)
    assert plan["direction"] == "import"
    assert datetime.fromisoformat(plan["since"]).timestamp() == home.world.since
    assert 245 * 48 < plan["readings"] <= 251 * 48


async def test_what_a_user_changed_survives_a_second_import(settle: Settle) -> None:
    home = await _set_up(settle)
    await _import(home)
    engine = home.runtime.engine
    edited, deleted, *_ = _ids(home)
    await engine.async_edit(edited, note="Visitor")
    await engine.async_delete(deleted)
    before = set(_ids(home))
    await home.runtime.backfill.async_again()
    await home.hass.async_block_till_done(wait_background_tasks=True)
    assert set(_ids(home)) == before
    assert _ids(home)[edited].note == "Visitor"


async def test_what_is_finished_is_not_asked_again(settle: Settle) -> None:
    home = await _set_up(settle)
    await _import(home)
    before = set(_ids(home))
    await home.hass.config_entries.async_reload(home.entry.entry_id)
    await home.hass.async_block_till_done()
    home.world.log.clear()
    await _import(home)
    assert [path for path in _paths(home) if "consumption" in path] == []
    assert set(_ids(home)) == before


@pytest.mark.parametrize(
    "fault",
    [
        {"status": 429, "retry_after": 30},
        {"status": 503},
        {"truncate": True},
        {"html403": True},
    ],
)
async def test_an_import_that_fails_goes_on_later(
    settle: Settle, fault: dict[str, Any], caplog: pytest.LogCaptureFixture
) -> None:
    home = await _set_up(settle)
    home.world.faults.add(fault, path="*/standard-unit-rates/", times=1)
    await _import(home)
    mark = _mark(home)
    assert not mark.complete
    await home.pass_time(minutes=35)
    await home.pass_time(minutes=35)
    mark = _mark(home)
    assert mark.complete
    assert min((await _known(home)).readings).timestamp() == home.world.since
    ours = [r for r in caplog.records if "octopus_ev" in r.name]
    assert [r for r in ours if r.levelno >= logging.ERROR and "import" in r.msg] == []


async def test_a_restart_goes_on_where_the_import_was(settle: Settle) -> None:
    home = await _set_up(settle, days=500)
    engine, key = home.runtime.engine, _key(home)
    home.runtime.backfill.async_go_on()
    while (mark := engine.import_marks.get(key)) is None or mark.reached == mark.until:
        await asyncio.sleep(0.01)
    await home.hass.config_entries.async_reload(home.entry.entry_id)
    await home.hass.async_block_till_done()
    mark = home.runtime.engine.import_marks[key]
    assert not mark.complete
    home.world.log.clear()
    await _import(home)
    asked = [entry for entry in home.world.log.entries if "consumption" in entry.path]
    first = max(entry.query["period_to"] for entry in asked)
    assert datetime.fromisoformat(first) <= mark.reached
    mark = home.runtime.engine.import_marks[key]
    assert mark.complete
    assert min((await _known(home)).readings).timestamp() == home.world.since


async def test_everyday_polling_goes_first(settle: Settle) -> None:
    home = await _set_up(settle)
    provider: Any = home.runtime.provider
    while home.runtime.provider.requests_left >= 200:
        await provider._client.budget.take()  # noqa: SLF001
    home.world.log.clear()
    await _import(home)
    assert [path for path in _paths(home) if "unit-rates" in path] == []
    await home.pass_time(minutes=15)
    mark = _mark(home)
    assert mark.complete


async def test_a_full_disk_counts_nothing_as_imported(
    settle: Settle, full_disk: FullDisk
) -> None:
    full_disk.full = False
    home = await _set_up(settle)
    full_disk.full = True
    await _import(home)
    mark = home.runtime.engine.view(_key(home)).imported
    assert mark is None or mark.reached == mark.until
    full_disk.full = False
    await home.pass_time(minutes=6)
    await home.pass_time(minutes=6)
    mark = _mark(home)
    assert mark.complete


async def test_meters_that_were_taken_away_are_asked_for_their_time(
    settle: Settle,
) -> None:
    home = await _set_up(settle, "P5")
    await _import(home)
    facts = await _known(home)
    reach = home.world.clock.now - min(facts.readings)
    assert 149 * DAY < reach < 151 * DAY
    asked = [path for path in _paths(home) if "consumption" in path]
    assert any("19K0000001" in path for path in asked)


async def test_a_meter_without_readings_has_no_past(settle: Settle) -> None:
    home = await _set_up(settle, "P6")
    await _import(home)
    mark = _mark(home)
    assert mark.complete
    assert mark.share == 1


async def test_progress_is_shown_and_logged_without_identifiers(
    settle: Settle, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    home = await _set_up(settle)
    state = home.hass.states.get(IMPORTED)
    assert state is not None
    assert state.state == "unknown"
    await _import(home)
    state = home.hass.states.get(IMPORTED)
    assert state is not None
    assert datetime.fromisoformat(state.state).timestamp() == home.world.since
    assert state.attributes["percent"] == 100
    assert state.attributes["complete"] is True
    told = [r.getMessage() for r in caplog.records if "History is" in r.getMessage()]
    assert told[-1].endswith("(100 %)")
    assert _key(home) not in " ".join(told)


async def test_only_administrators_import(
    settle: Settle, hass_read_only_user: Any
) -> None:
    home = await _set_up(settle)
    with pytest.raises(Unauthorized):
        await home.hass.services.async_call(
            DOMAIN,
            "import_history",
            {"config_entry_id": home.entry.entry_id},
            blocking=True,
            context=Context(user_id=hass_read_only_user.id),
        )


async def test_an_unreachable_octopus_is_told_to_who_asks(settle: Settle) -> None:
    home = await _set_up(settle)
    home.world.faults.add({"status": 503}, path="*/consumption/", times=None)
    with pytest.raises(HomeAssistantError, match="could not be reached"):
        await home.hass.services.async_call(
            DOMAIN,
            "import_history",
            {"config_entry_id": home.entry.entry_id},
            blocking=True,
        )


async def test_what_a_home_exports_is_followed_beside_what_it_imports(
    settle: Settle,
) -> None:
    home = await _set_up(settle, "P3")
    asked = _paths(home)
    assert not any("1012345678912" in path or "OUTGOING" in path for path in asked)
    await _import(home)
    engine = home.runtime.engine
    [main, export] = engine.all_keys
    assert engine.point_keys == (main,)
    assert engine.view(export).point.direction is Direction.EXPORT
    assert engine.view(export).sessions == ()
    facts = await _known(home, export)
    assert min(facts.readings).timestamp() == home.world.since
    noon = next(at for at in facts.readings if at.hour == 12)
    rate = facts.book.house.at(noon)
    assert rate is not None
    assert round(rate.unit_rate, 2) == Decimal("0.15")
    before = len(engine.view(export).readings)
    await home.pass_time(hours=25)
    assert len(engine.view(export).readings) > before


async def test_what_was_missed_in_half_a_year_away_is_imported(settle: Settle) -> None:
    home = await _set_up(settle, days=120)
    await _import(home)
    before = set(_ids(home))
    assert await home.hass.config_entries.async_unload(home.entry.entry_id)
    home.freezer.move_to(datetime.now(UTC) + 200 * DAY)
    assert await home.set_up()
    assert not _mark(home).complete
    await _import(home)
    facts = await _known(home)
    assert facts.newest is not None
    slots = list(Span(min(facts.readings), facts.newest).slots(timedelta(minutes=30)))
    assert len(slots) > 310 * 48
    assert len([slot for slot in slots if slot not in facts.readings]) < 0.01 * len(
        slots
    )
    assert _mark(home).complete
    assert before - set(_ids(home)) == set()
    away = home.world.clock.now - 130 * DAY
    assert any(away < s.span.start < away + 30 * DAY for s in _ids(home).values())
