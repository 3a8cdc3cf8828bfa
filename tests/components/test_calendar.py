"""The calendar of charges, in Home Assistant and word for word."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from syrupy.assertion import SnapshotAssertion

from custom_components.octopus_ev.calendar_events import (
    async_words,
    live_event,
    planned_events,
    session_event,
)
from custom_components.octopus_ev.core.plan import DeviceReport
from custom_components.octopus_ev.core.session import SessionState, SessionType
from custom_components.octopus_ev.core.smart import DispatchType, PlannedDispatch
from custom_components.octopus_ev.core.smart_record import SmartRecord
from custom_components.octopus_ev.core.span import Span
from custom_components.octopus_ev.device_view import device_views
from homeassistant.components.calendar import DATA_COMPONENT
from homeassistant.core import HomeAssistant

from .conftest import Home
from .reports import CAR
from .shapes import shapes
from .views import DAY, GB, LAST, LIVE, NIGHT, VIEW, at, session

CALENDAR = "calendar.octopus_ev_charging_calendar"


async def events(home: Home, start: datetime, end: datetime) -> list[dict[str, Any]]:
    """Ask for a period as a dashboard does."""
    answer = await home.hass.services.async_call(
        "calendar",
        "get_events",
        {
            "entity_id": CALENDAR,
            "start_date_time": start.isoformat(),
            "end_date_time": end.isoformat(),
        },
        blocking=True,
        return_response=True,
    )
    assert answer is not None
    found: Any = answer[CALENDAR]
    listed: list[dict[str, Any]] = found["events"]
    return listed


async def test_the_calendar_of_a_home(home: Home, snapshot: SnapshotAssertion) -> None:
    assert shapes(home, "calendar") == snapshot
    assert home.hass.states.is_state(CALENDAR, "off")


async def test_the_calendar_has_every_charge_of_a_period_and_no_other(
    home: Home,
) -> None:
    [key] = home.runtime.engine.point_keys
    sessions = home.runtime.engine.view(key).sessions
    second, third = sessions[1:3]

    found = await events(home, second.span.start, third.span.end)

    assert len(found) == 2
    assert "kWh for £" in found[0]["summary"]
    within = await events(
        home,
        second.span.end - timedelta(minutes=5),
        second.span.end + timedelta(minutes=5),
    )
    assert within == found[:1]
    assert await events(home, second.span.end, third.span.start) == []
    long_ago = datetime(2020, 1, 1, tzinfo=UTC)
    later = datetime(2030, 1, 1, tzinfo=UTC)
    assert len(await events(home, long_ago, later)) == len(sessions)


async def test_the_calendar_is_on_while_the_car_charges(home: Home) -> None:
    home.world.plug(kwh=6)
    for _ in range(5):
        await home.pass_time(minutes=5)

    state = home.hass.states.get(CALENDAR)
    assert state is not None
    assert state.state == "on"
    assert state.attributes["message"] == "Charging"
    now = datetime.now(UTC)
    [live] = await events(home, now - timedelta(minutes=1), now + timedelta(minutes=1))
    assert live["summary"] == "Charging"
    tomorrow = now + timedelta(days=1)
    assert await events(home, tomorrow, tomorrow + timedelta(days=1)) == []

    for _ in range(12):
        await home.pass_time(minutes=5)

    assert home.hass.states.is_state(CALENDAR, "off")


@pytest.mark.parametrize(
    ("language", "summary", "description"),
    [
        (
            "en",
            "Charged 16.0 kWh for £1.66",
            "£0.1035 a kWh on average.\n"
            "Provisional: a reading or a rate may still change it.",
        ),
        (
            "ja",
            "16.0 kWh を充電（£1.66）",
            "平均単価は £0.1035/kWh です。\n"
            "暫定値です。検針値や単価により変わることがあります。",
        ),
    ],
)
async def test_a_charge_in_words(
    hass: HomeAssistant, language: str, summary: str, description: str
) -> None:
    hass.config.language = language

    event = session_event(LAST, GB, await async_words(hass))

    assert (event.summary, event.description) == (summary, description)
    assert (event.start, event.end) == (LAST.span.start, LAST.span.end)
    assert event.uid == LAST.session_id


async def test_a_charge_says_what_has_no_rate(hass: HomeAssistant) -> None:
    words = await async_words(hass)
    partly = session(
        "03:30",
        "04:30",
        SessionState.SETTLED,
        ("03:30", "3", NIGHT),
        ("04:00", "2", None),
    )
    unpriced = session("03:30", "04:30", SessionState.SETTLED, ("03:30", "3", None))

    event = session_event(partly, GB, words)
    assert event.summary == "Charged 5.0 kWh for £0.26"
    assert event.description == (
        "£0.0850 a kWh on average.\nNo rate is known for 2.0 kWh of it."
    )
    event = session_event(unpriced, GB, words)
    assert (event.summary, event.description) == ("Charged 3.0 kWh", "")


async def test_a_charge_that_was_paid_for_and_one_in_another_currency(
    hass: HomeAssistant,
) -> None:
    words = await async_words(hass)
    paid = replace(DAY, unit_rate=-DAY.unit_rate)
    charge = session("03:30", "04:00", SessionState.SETTLED, ("03:30", "1", paid))

    assert session_event(charge, GB, words).summary == "Charged 1.0 kWh for -£0.27"
    abroad = replace(GB, currency="JPY")
    assert "for -JPY 0.27" in session_event(charge, abroad, words).summary


@pytest.mark.parametrize(
    ("kind", "sentence"),
    [
        (SessionType.SMART, "By the supplier's plan."),
        (SessionType.BOOST, "A boost."),
        (SessionType.UNPLANNED, "Outside the supplier's plan."),
    ],
)
async def test_a_charge_says_why(
    hass: HomeAssistant, kind: SessionType, sentence: str
) -> None:
    slots = tuple(replace(slot, type=kind) for slot in LAST.slots)

    event = session_event(replace(LAST, slots=slots), GB, await async_words(hass))

    assert (event.description or "").startswith(f"{sentence}\n")


async def test_the_end_of_a_live_charge_stays_put_for_half_an_hour(
    hass: HomeAssistant,
) -> None:
    words = await async_words(hass)

    first = live_event(LIVE, GB, words, at("12:10"))

    assert first.end == at("13:00")
    assert live_event(LIVE, GB, words, at("12:29")) == first
    assert live_event(LIVE, GB, words, at("12:30")).end == at("13:30")


async def test_whoever_looks_at_the_calendar_hears_of_a_new_charge(home: Home) -> None:
    calendar = home.hass.data[DATA_COMPONENT].get_entity(CALENDAR)
    assert calendar is not None
    heard: list[list[Any] | None] = []
    today = datetime(2026, 11, 20, tzinfo=UTC)
    stop = calendar.async_subscribe_events(
        today, today + timedelta(days=1), heard.append
    )

    home.world.plug(kwh=6)
    for _ in range(5):
        await home.pass_time(minutes=5)
    stop()

    last = heard[-1]
    assert last is not None
    assert last[-1]["summary"] == "Charging"


async def test_what_is_planned_is_listed_until_it_is_over(hass: HomeAssistant) -> None:
    words = await async_words(hass)
    dispatches = tuple(
        PlannedDispatch(span=Span(at(start), at(end)), type=None, energy=energy)
        for start, end, energy in (
            ("11:00", "12:00", Decimal(7)),
            ("13:00", "13:30", Decimal("3.6")),
            ("13:30", "14:00", Decimal("3.6")),
            ("15:00", "16:00", None),
        )
    )
    unnamed = replace(CAR, make=None, model=None)
    told = DeviceReport(
        device=unnamed, told=at("12:00"), plan=dispatches, plan_told=at("12:00")
    )
    view = replace(VIEW, devices=device_views((told,), SmartRecord(), at("12:10")))

    events = list(planned_events(view, words, at("12:10")))

    assert [(event.start, event.end, event.description) for event in events] == [
        (at("13:00"), at("14:00"), "7.2 kWh are planned."),
        (at("15:00"), at("16:00"), ""),
    ]
    assert list(planned_events(VIEW, words, at("12:10"))) == []


async def test_a_boost_that_the_plan_shows_is_called_one(hass: HomeAssistant) -> None:
    dispatches = tuple(
        PlannedDispatch(span=Span(at(start), at(end)), type=type_, energy=Decimal(7))
        for start, end, type_ in (
            ("12:00", "13:00", DispatchType.BOOST),
            ("13:00", "14:00", DispatchType.SMART),
        )
    )
    told = DeviceReport(
        device=CAR, told=at("12:00"), plan=dispatches, plan_told=at("12:00")
    )
    view = replace(VIEW, devices=device_views((told,), SmartRecord(), at("12:10")))

    events = planned_events(view, await async_words(hass), at("12:10"))

    assert [(event.start, event.summary) for event in events] == [
        (at("12:00"), "Boost"),
        (at("13:00"), "Planned charge"),
    ]
