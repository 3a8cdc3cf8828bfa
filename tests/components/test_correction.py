"""A correction of long ago reaches its own session, and nothing else."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from functools import reduce

from freezegun.api import TickingDateTimeFactory
import pytest

from custom_components.octopus_ev.core.import_mark import ImportMark
from custom_components.octopus_ev.core.model import RateBook, Reading
from custom_components.octopus_ev.core.span import Span
from custom_components.octopus_ev.core.timeline import Timeline
from custom_components.octopus_ev.facts import NO_RATES
from homeassistant.core import HomeAssistant
from tests.unit.detectors.homes import DAY, WINTER, cheap_nights

from .desks import FIRST_DAY, KEY, Desk

WHOLE = Span(WINTER, FIRST_DAY)
SEARCHED = ImportMark(
    until=FIRST_DAY, since=WHOLE.start, reached=WHOLE.start, searched=WHOLE.start
)


@pytest.fixture
async def desk(
    hass: HomeAssistant, freezer: TickingDateTimeFactory
) -> AsyncIterator[Desk]:
    """Yield an engine that has its one month, long past, on disk alone."""
    first = await Desk.open(hass, freezer)
    await first.history()
    # Another look settles what the first one found.
    await first.read(FIRST_DAY)
    await first.start()
    await first.engine.async_mark(KEY, SEARCHED)
    await first.engine.async_shutdown()
    freezer.move_to(FIRST_DAY + 300 * DAY)
    desk = await Desk.open(hass, freezer, first.home)
    await desk.start()
    assert not desk.view.readings
    yield desk
    await desk.engine.async_shutdown()


def listen(desk: Desk) -> list[Span]:
    heard: list[Span] = []
    desk.engine.touched.async_subscribe(
        lambda _, where: heard.append(reduce(Span.hull, where))
    )
    return heard


async def correct(desk: Desk, *readings: Reading) -> None:
    assert await desk.engine.async_past(KEY, WHOLE, readings, NO_RATES)
    await desk.hass.async_block_till_done()


async def test_a_corrected_half_hour_moves_its_session_alone(desk: Desk) -> None:
    before, heard = desk.sessions, listen(desk)
    middle = before[5].slots[2]

    await correct(desk, Reading(middle.start, middle.energy / 2))

    after = desk.sessions
    assert desk.ids == [session.session_id for session in before]
    assert after[5].energy < before[5].energy
    assert after[:5] + after[6:] == before[:5] + before[6:]
    assert [where.duration <= timedelta(hours=4) for where in heard] == [True]
    assert desk.said == []


async def test_a_correction_is_on_disk_with_its_session(desk: Desk) -> None:
    middle = desk.sessions[5].slots[2]
    await correct(desk, Reading(middle.start, middle.energy / 2))

    crashed = await desk.crash()
    await crashed.engine.async_shutdown()

    assert crashed.sessions == desk.sessions
    known = crashed.engine.history(KEY).month(WINTER.replace(day=1)).readings
    assert known[middle.start] == middle.energy / 2


async def test_a_charge_that_was_no_charge_goes(desk: Desk) -> None:
    before = desk.sessions
    gone = before[5]

    await correct(desk, *(Reading(slot.start, Decimal("0.2")) for slot in gone.slots))

    assert desk.sessions == before[:5] + before[6:]


async def test_the_same_readings_again_change_nothing(desk: Desk) -> None:
    before, heard = desk.sessions, listen(desk)

    await correct(desk, *desk.readings(WHOLE))

    assert desk.sessions == before
    assert heard == []


async def test_another_rate_of_long_ago_prices_sessions_anew(desk: Desk) -> None:
    before, heard = desk.sessions, listen(desk)
    night = Span(before[5].span.start, before[5].span.end)
    dearer = Timeline(
        (span, replace(rate, unit_rate=rate.unit_rate + 1))
        for span, rate in cheap_nights(night)
    )
    book = RateBook(house=dearer, vehicle=dearer, standing=Timeline())

    assert await desk.engine.async_past(KEY, WHOLE, desk.readings(WHOLE), book)

    after = desk.sessions
    cost, former = after[5].cost, before[5].cost
    assert cost is not None
    assert former is not None
    assert cost > former + 1
    assert after[:5] + after[6:] == before[:5] + before[6:]
    assert night.start - DAY <= heard[0].start <= night.start


async def test_where_no_session_was_looked_for_that_comes_later(desk: Desk) -> None:
    mark = replace(SEARCHED, searched=FIRST_DAY)
    await desk.engine.async_mark(KEY, mark)
    before, heard = desk.sessions, listen(desk)
    middle = before[5].slots[2]

    await correct(desk, Reading(middle.start, middle.energy / 2))

    assert desk.sessions == before
    assert heard == []

    assert await desk.engine.async_search_past(KEY, WHOLE)

    assert desk.sessions[5].energy < before[5].energy
    assert heard
