"""Days in the life of an account: a charge, a new tariff, a new meter, a lost key."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from pytest_homeassistant_custom_component.common import async_capture_events

from custom_components.octopus_ev.const import DOMAIN, EVENT_CHARGING_SESSION
from custom_components.octopus_ev.core.periods import day_span
from custom_components.octopus_ev.core.session import Session, SessionState
from custom_components.octopus_ev.core.span import Span
from custom_components.octopus_ev.view import PointView
from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import Event
from tests.components.conftest import Home, Settle


def _view(home: Home) -> PointView:
    [key] = home.runtime.engine.point_keys
    return home.runtime.engine.view(key)


def _sessions(home: Home) -> tuple[Session, ...]:
    return _view(home).sessions


def _ids(home: Home) -> list[str]:
    return [session.session_id for session in _sessions(home)]


def _said(events: list[Event[Any]]) -> list[str]:
    return [event.data["action"] for event in events]


def _true(home: Home, *, days: int) -> list[dict[str, object]]:
    """Return the charges of the last days whose readings are out: up to midnight."""
    midnight = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    return home.world.truth(midnight - timedelta(days=days), midnight)


async def _days(home: Home, count: float) -> None:
    """Let days pass, a quarter of one at a time."""
    for _ in range(round(count * 4)):
        await home.pass_time(hours=6)


@pytest.fixture
async def plain(settle: Settle) -> Home:
    """Return a home without a Home Mini: sessions come with the readings."""
    home = await settle()
    home.world.scenario.telemetry = "null"
    assert await home.set_up()
    return home


async def test_each_morning_brings_the_night_and_later_settles_it(plain: Home) -> None:
    events = async_capture_events(plain.hass, EVENT_CHARGING_SESSION)
    before = _ids(plain)
    await _days(plain, 3)
    await plain.pass_time(minutes=40)
    found = _sessions(plain)[len(before) :]
    assert _ids(plain)[: len(before)] == before
    assert len(found) == len(_true(plain, days=3)) > 0
    assert {session.state for session in found} == {SessionState.SETTLED}
    assert _said(events).count("ended") == len(found)
    assert len({(e.data["session_id"], e.data["action"]) for e in events}) == len(
        events
    )


async def test_a_car_that_is_plugged_in_is_told_within_minutes(home: Home) -> None:
    events = async_capture_events(home.hass, EVENT_CHARGING_SESSION)
    home.world.plug(kw=7.2)
    await home.pass_minutes(22)
    assert _said(events) == ["started"]
    started = _view(home).live_session
    assert started is not None
    home.world.unplug()
    await home.pass_minutes(10)
    assert _said(events) == ["started", "ended"]
    assert events[0].data["session_id"] == events[1].data["session_id"]
    last = _view(home).last_session
    assert last is not None
    assert last.session_id == started.session_id


async def test_a_restart_in_the_middle_of_a_charge_goes_unnoticed(home: Home) -> None:
    events = async_capture_events(home.hass, EVENT_CHARGING_SESSION)
    home.world.plug(kw=7.2)
    await home.pass_minutes(30)
    await home.hass.config_entries.async_unload(home.entry.entry_id)
    await home.pass_time(minutes=20)
    await home.hass.config_entries.async_setup(home.entry.entry_id)
    await home.pass_minutes(5)
    assert _said(events) == ["started"]
    live = _view(home).live_session
    assert live is not None
    assert live.session_id == events[0].data["session_id"]
    assert live.span.duration > timedelta(minutes=50)
    home.world.unplug()
    await home.pass_minutes(10)
    await _days(home, 2.5)
    told = [e.data["action"] for e in events if e.data["session_id"] == live.session_id]
    assert told[:2] == ["started", "ended"]
    assert told[2:] in (["settled"], ["updated", "settled"])


async def test_two_days_without_octopus_lose_nothing(plain: Home) -> None:
    events = async_capture_events(plain.hass, EVENT_CHARGING_SESSION)
    before = _ids(plain)
    plain.world.faults.add({"status": 503}, path="*", times=None)
    await _days(plain, 2)
    assert _ids(plain) == before
    assert plain.entry.state is ConfigEntryState.LOADED
    plain.world.faults.clear()
    await _days(plain, 1)
    assert _ids(plain)[: len(before)] == before
    assert len(_ids(plain)) - len(before) == len(_true(plain, days=3))
    assert _said(events).count("ended") == len(_true(plain, days=3))


async def test_a_new_tariff_is_followed_at_midnight_without_a_restart(
    settle: Settle,
) -> None:
    home = await settle("P14")
    await home.set_up()
    before = _view(home).rate_now
    home.world.switch_tariff("agile")
    await _days(home, 1.5)
    view = _view(home)
    assert view.rate_now is not None
    assert before is not None
    assert view.rate_now[1].unit_rate != before[1].unit_rate
    assert len(view.point.agreements) == 2
    # The last hour of the day comes with the next day's prices.
    today = day_span(view.region, datetime.now(UTC).date())
    priced = Span(today.start, today.end - timedelta(hours=1))
    assert len(list(view.book.house.over(priced))) > 20
    assert not list(view.book.house.gaps(priced))


async def test_an_exchanged_meter_is_followed(plain: Home) -> None:
    home = plain
    place = home.world.home(home.world.now)
    assert place is not None
    point = place[1]
    [meter] = point.meters
    exchange = (datetime.now(UTC) + timedelta(days=1)).replace(hour=0).timestamp()
    meter.active_to = exchange
    point.meters.append(
        replace(meter, serial="22N9999999", active_from=exchange, active_to=None)
    )
    await _days(home, 4)
    view = _view(home)
    assert len(view.point.meters) == 2
    assert view.newest_reading is not None
    assert view.newest_reading > datetime.now(UTC) - timedelta(days=2)
    assert view.missing_readings == 0


async def test_a_revoked_key_is_asked_for_and_the_data_stays(home: Home) -> None:
    before = _sessions(home)
    home.world.revoke_key()
    home.world.tokens.rotate()
    for _ in range(12):
        await home.pass_time(minutes=10)
    [flow] = home.hass.config_entries.flow.async_progress_by_handler(DOMAIN)
    assert flow["context"]["source"] == "reauth"
    assert _sessions(home) == before
    assert home.entry.state is ConfigEntryState.LOADED


async def test_a_refusal_by_the_edge_is_no_revoked_key(home: Home) -> None:
    home.world.faults.add({"html403": True}, path="*", times=None)
    for _ in range(18):
        await home.pass_time(minutes=10)
    assert not home.hass.config_entries.flow.async_progress_by_handler(DOMAIN)
    error = home.runtime.readings.last_exception
    assert getattr(error, "translation_key", None) == "throttled"
    home.world.faults.clear()
    await _days(home, 0.25)
    assert home.runtime.readings.last_update_success


async def test_a_pause_that_octopus_asks_for_is_kept(home: Home) -> None:
    await home.pass_time(minutes=1)
    fault = {"status": 429, "retry_after": "3000"}
    home.world.faults.add(fault, path="*/consumption/", times=None)
    await home.pass_time(minutes=34)
    home.world.faults.clear()
    home.world.log.clear()
    for _ in range(4):
        await home.pass_time(minutes=10)
    asked = [str(entry["path"]) for entry in home.world.log.as_list()]
    assert not any("consumption" in path for path in asked)
    for _ in range(3):
        await home.pass_time(minutes=10)
    asked = [str(entry["path"]) for entry in home.world.log.as_list()]
    assert any("consumption" in path for path in asked)


@pytest.mark.parametrize(
    ("eve", "hours"),
    [("2026-10-24T12:00:00+00:00", 50), ("2027-03-27T12:00:00+00:00", 46)],
)
async def test_the_day_of_a_clock_change_is_whole(
    settle: Settle, eve: str, hours: int
) -> None:
    home = await settle(now=eve)
    await home.set_up()
    await _days(home, 2)
    view = _view(home)
    assert view.latest_day is not None
    assert view.latest_day.day == datetime.fromisoformat(eve).date() + timedelta(days=1)
    assert view.missing_readings == 0
    assert view.latest_day.cost.unpriced == 0
    slots = [
        start
        for start in view.readings
        if start.astimezone(view.region.tz).date() == view.latest_day.day
    ]
    assert len(slots) == hours
    assert view.latest_day.energy == sum(
        (view.readings[start] for start in slots), Decimal(0)
    )
    day = view.latest_day.day.isoformat()
    answer: Any = await home.hass.services.async_call(
        DOMAIN,
        "bill_summary",
        {"config_entry_id": home.entry.entry_id, "start": day, "end": day},
        blocking=True,
        return_response=True,
    )
    [bill] = answer["bills"]
    assert (bill["half_hours"], bill["missing_half_hours"]) == (hours, 0)
    assert Decimal(bill["import"]["energy_kwh"]) == view.latest_day.energy
    assert Decimal(bill["import"]["cost"]) == view.latest_day.cost.amount
