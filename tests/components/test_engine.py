"""The engine finds sessions, keeps them, and never loses, doubles or renumbers one."""

from collections.abc import AsyncIterator
from datetime import timedelta
from decimal import Decimal
from functools import reduce
from operator import add

from freezegun.api import TickingDateTimeFactory
import pytest

from custom_components.octopus_ev.core.model import Reading
from custom_components.octopus_ev.core.session import Session, SessionState
from custom_components.octopus_ev.core.span import Span
from custom_components.octopus_ev.core.summary import Totals
from homeassistant.core import HomeAssistant
from tests.components.desks import FIRST_DAY, HISTORY, Desk
from tests.unit.detectors.homes import DAY, WINTER

NIGHT = timedelta(minutes=30)


@pytest.fixture
async def desk(
    hass: HomeAssistant, freezer: TickingDateTimeFactory
) -> AsyncIterator[Desk]:
    """Return an engine that knows a month of a home."""
    async with Desk.at_work(hass, freezer) as desk:
        yield desk


def _ever(desk: Desk) -> Totals:
    assert desk.view.ever is not None
    return desk.view.ever


def _cost(session: Session) -> Decimal:
    return reduce(add, (slot.energy * (slot.unit_rate or 0) for slot in session.slots))


async def test_every_charge_of_the_month_is_found_and_priced(desk: Desk) -> None:
    assert len(desk.sessions) == HISTORY / 2
    for night, session in zip(range(0, HISTORY, 2), desk.sessions, strict=True):
        assert abs(session.span.start - (WINTER + night * DAY + NIGHT)) < NIGHT
        assert float(session.energy) == pytest.approx(21.6, rel=0.05)
        assert session.cost == _cost(session)
        assert session.unpriced_energy == 0


async def test_the_view_adds_them_up(desk: Desk) -> None:
    assert _ever(desk).count == len(desk.sessions)
    assert _ever(desk).energy == sum(s.energy for s in desk.sessions)
    assert desk.view.last_session == desk.sessions[-1]
    assert desk.view.live_session is None
    assert desk.view.newest_reading == FIRST_DAY
    assert desk.view.missing_readings == 0
    assert float(desk.view.charger_power_kw or 0) == pytest.approx(7.2, rel=0.03)


async def test_a_month_of_history_is_not_announced(desk: Desk) -> None:
    assert desk.said == []
    assert desk.events == []


@pytest.mark.parametrize("newest_first", [True, False])
async def test_a_month_that_comes_in_several_answers_is_not_announced(
    hass: HomeAssistant, freezer: TickingDateTimeFactory, newest_first: bool
) -> None:
    desk = await Desk.open(hass, freezer)
    await desk.start()
    await desk.rates()
    until = FIRST_DAY + timedelta(days=1)
    rows = desk.readings(Span(WINTER, until))
    # A meter that was exchanged, or a page that failed, leaves some for later.
    parts = [rows[place : place + 4 * 48] for place in range(0, len(rows), 4 * 48)]
    for part in reversed(parts) if newest_first else parts:
        await desk.read(until, days=HISTORY + 1, readings=part)

    assert len(desk.sessions) > 10
    assert desk.said == []
    await desk.read(until + 2 * DAY)
    assert desk.words.count("ended") == 1
    await desk.engine.async_shutdown()


async def test_the_same_readings_again_only_settle(desk: Desk) -> None:
    ids = desk.ids
    await desk.read(FIRST_DAY)
    assert desk.ids == ids
    settled = desk.sessions
    # Nothing is known of the hour before the very first charge.
    assert {session.state for session in settled[1:]} == {SessionState.SETTLED}
    await desk.read(FIRST_DAY)
    assert desk.sessions == settled


async def test_an_empty_answer_withdraws_nothing(desk: Desk) -> None:
    before = desk.sessions
    await desk.read(FIRST_DAY + DAY, readings=[])
    assert desk.ids == [session.session_id for session in before]
    assert len(desk.view.readings) == HISTORY * 48


async def test_a_night_is_announced_once_when_its_readings_arrive(desk: Desk) -> None:
    await desk.read(FIRST_DAY + DAY)
    assert desk.words == ["ended"]
    assert desk.said[0].session == desk.sessions[-1]
    assert [event.data["action"] for event in desk.events] == ["ended"]
    assert desk.events[0].data["session_id"] == desk.ids[-1]
    await desk.read(FIRST_DAY + DAY)
    await desk.read(FIRST_DAY + DAY)
    assert desk.words == ["ended", "settled"]


async def test_a_restart_says_nothing_twice(desk: Desk) -> None:
    await desk.read(FIRST_DAY + DAY)
    again = await desk.restart()
    await again.rates()
    await again.read(FIRST_DAY + DAY)
    assert again.ids == desk.ids
    assert "ended" not in again.words
    await again.engine.async_shutdown()


async def test_a_restart_forgets_neither_sessions_nor_facts(desk: Desk) -> None:
    await desk.read(FIRST_DAY + DAY)
    again = await desk.restart()
    assert again.sessions == desk.sessions
    assert again.view.readings == desk.view.readings
    assert again.view.ever == desk.view.ever
    newest = desk.view.newest_reading
    assert newest is not None
    used = Span(WINTER, newest)
    assert list(again.view.book.house.over(used)) == list(
        desk.view.book.house.over(used)
    )
    await again.engine.async_shutdown()


async def test_what_ended_while_away_is_announced_at_the_start(desk: Desk) -> None:
    await desk.engine.async_shutdown()
    again = await Desk.open(desk.hass, desk.freezer, desk.home)
    await again.rates()
    await again.read(FIRST_DAY + DAY)
    assert again.said == []
    await again.start()
    assert again.words == ["ended"]
    await again.engine.async_shutdown()


async def test_an_entry_that_did_not_start_has_swallowed_no_news(desk: Desk) -> None:
    await desk.engine.async_shutdown()
    failed = await Desk.open(desk.hass, desk.freezer, desk.home)
    await failed.rates()
    await failed.read(FIRST_DAY + DAY)
    await failed.engine.async_shutdown()

    again = await Desk.open(desk.hass, desk.freezer, desk.home)
    await again.rates()
    await again.read(FIRST_DAY + DAY)
    await again.start()
    assert again.words == ["ended"]
    await again.engine.async_shutdown()


async def test_two_days_without_the_api_lose_no_session(desk: Desk) -> None:
    ids = desk.ids
    await desk.read(FIRST_DAY + 3 * DAY)
    assert desk.ids[: len(ids)] == ids
    assert len(desk.sessions) == len(ids) + 2
    assert desk.words == ["ended", "ended"]


async def test_a_hole_that_is_filled_later_completes_the_session(desk: Desk) -> None:
    window = Span(FIRST_DAY, FIRST_DAY + DAY)
    hole = Span(FIRST_DAY + timedelta(hours=2), FIRST_DAY + timedelta(hours=9))
    early = [row for row in desk.readings(window) if row.start not in hole]
    await desk.read(FIRST_DAY + DAY, readings=early)
    partly = desk.sessions[-1]
    assert desk.view.missing_readings == 14
    await desk.read(FIRST_DAY + DAY)
    whole = desk.sessions[-1]
    assert whole.session_id == partly.session_id
    assert whole.revision > partly.revision
    assert float(whole.energy) == pytest.approx(21.6, rel=0.05)
    assert desk.words == ["ended", "updated"]


async def test_a_corrected_reading_keeps_the_session_and_its_id(desk: Desk) -> None:
    await desk.read(FIRST_DAY + DAY)
    await desk.read(FIRST_DAY + DAY)
    before = desk.sessions[-1]
    slot = FIRST_DAY + timedelta(hours=1)
    corrected = Reading(slot, desk.home.readings[slot] - Decimal("0.5"))
    await desk.read(FIRST_DAY + DAY, readings=[corrected])
    after = desk.sessions[-1]
    assert after.session_id == before.session_id
    assert after.energy < before.energy
    assert len(desk.sessions) == HISTORY / 2 + 1


async def test_a_charge_that_was_none_is_removed_once(desk: Desk) -> None:
    await desk.read(FIRST_DAY + DAY)
    removed = desk.sessions[-1]
    window = Span(FIRST_DAY, FIRST_DAY + DAY)
    quiet = [Reading(row.start, Decimal("0.2")) for row in desk.readings(window)]
    await desk.read(FIRST_DAY + DAY, readings=quiet)
    assert removed.session_id not in desk.ids
    assert desk.words == ["ended", "removed"]
    await desk.read(FIRST_DAY + DAY, readings=quiet)
    assert desk.words == ["ended", "removed"]


async def test_a_session_without_rates_is_unpriced_until_they_come(
    hass: HomeAssistant, freezer: TickingDateTimeFactory
) -> None:
    desk = await Desk.open(hass, freezer)
    await desk.read(FIRST_DAY, days=HISTORY)
    assert desk.sessions[-1].cost is None
    assert _ever(desk).cost is None
    ids = desk.ids
    await desk.rates()
    assert desk.ids == ids
    assert _ever(desk).unpriced == 0
    assert desk.sessions[-1].cost == _cost(desk.sessions[-1])


async def test_an_odd_order_of_arrival_ends_in_the_same_sessions(
    hass: HomeAssistant, freezer: TickingDateTimeFactory, desk: Desk
) -> None:
    await desk.read(FIRST_DAY + 2 * DAY)
    await desk.engine.async_shutdown()
    window = Span(FIRST_DAY, FIRST_DAY + 2 * DAY)
    other = await _elsewhere(hass, freezer)
    await other.history()
    rows = desk.readings(window)
    for part in (rows[48:], rows[:20], rows[20:48]):
        await other.read(FIRST_DAY + 2 * DAY, readings=part)
    assert [(s.session_id, s.energy, s.span) for s in other.sessions] == [
        (s.session_id, s.energy, s.span) for s in desk.sessions
    ]


async def _elsewhere(hass: HomeAssistant, freezer: TickingDateTimeFactory) -> Desk:
    """Return an engine whose storage is empty, on the same home."""
    hass.config.config_dir = f"{hass.config.config_dir}/elsewhere"
    return await Desk.open(hass, freezer)
