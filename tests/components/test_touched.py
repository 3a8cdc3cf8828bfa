"""Whoever derives figures from the past hears where it differs."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from functools import reduce
from typing import Final

from freezegun.api import TickingDateTimeFactory
import pytest

from custom_components.octopus_ev.core.model import Band, Rate, RateBook, Reading
from custom_components.octopus_ev.core.span import FOREVER, Span
from custom_components.octopus_ev.core.timeline import Timeline
from custom_components.octopus_ev.search_window import rates_differ
from homeassistant.core import HomeAssistant
from tests.unit.build import flat, rates, span, utc
from tests.unit.detectors.homes import DAY

from .desks import FIRST_DAY, KEY, Desk

HALF_HOUR: Final = timedelta(minutes=30)


@pytest.fixture
async def desk(hass: HomeAssistant, freezer: TickingDateTimeFactory) -> Desk:
    """Return an engine that knows a month."""
    desk = await Desk.open(hass, freezer)
    await desk.history()
    # Another look settles what the first one found.
    await desk.read(FIRST_DAY)
    await desk.start()
    return desk


def listen(desk: Desk) -> list[tuple[str, Span]]:
    """Return a list that fills up with what is told, one stretch for each step."""
    heard: list[tuple[str, Span]] = []
    desk.engine.touched.async_subscribe(
        lambda point_key, where: heard.append((point_key, reduce(Span.hull, where)))
    )
    return heard


async def test_new_readings_touch_their_own_time(desk: Desk) -> None:
    heard = listen(desk)

    await desk.read(FIRST_DAY + DAY)

    assert heard == [(KEY, Span(FIRST_DAY, FIRST_DAY + DAY))]


async def test_the_same_readings_again_touch_nothing(desk: Desk) -> None:
    heard = listen(desk)

    await desk.read(FIRST_DAY)

    assert heard == []


async def test_a_corrected_reading_touches_its_slot_alone(desk: Desk) -> None:
    heard = listen(desk)
    noon = FIRST_DAY - 2 * DAY + timedelta(hours=12)

    await desk.read(FIRST_DAY, readings=[Reading(noon, Decimal("0.9"))])

    assert heard == [(KEY, Span(noon, noon + HALF_HOUR))]


async def test_a_session_that_goes_touches_what_it_took(desk: Desk) -> None:
    session = desk.sessions[3]
    heard = listen(desk)

    await desk.engine.async_delete(session.session_id)

    assert heard == [(KEY, session.span)]


async def test_another_energy_touches_the_session_both_times(desk: Desk) -> None:
    session = desk.sessions[3]
    heard = listen(desk)

    await desk.engine.async_edit(session.session_id, energy=session.energy / 2)
    await desk.engine.async_edit(session.session_id, energy=None)

    assert heard == [(KEY, session.span), (KEY, session.span)]


async def test_words_about_a_session_touch_no_figure(desk: Desk) -> None:
    session = desk.sessions[3]
    heard = listen(desk)

    await desk.engine.async_edit(session.session_id, note="to work and back")

    assert heard == []


async def test_other_rates_touch_what_follows_them(desk: Desk) -> None:
    heard = listen(desk)
    turn = FIRST_DAY - 3 * DAY
    house = desk.view.book.house
    dearer = Timeline(
        (held, replace(rate, unit_rate=rate.unit_rate + 1))
        for held, rate in house
        if held.start >= turn
    )

    await desk.rates(RateBook(house=dearer, vehicle=dearer, standing=Timeline()))

    assert [key for key, _ in heard] == [KEY]
    assert turn <= heard[0][1].start <= turn + HALF_HOUR
    assert heard[0][1].end == FOREVER


async def test_who_no_longer_listens_hears_nothing(desk: Desk) -> None:
    heard: list[str] = []
    stop = desk.engine.touched.async_subscribe(lambda key, _: heard.append(key))
    stop()

    await desk.read(FIRST_DAY + DAY)

    assert heard == []


def test_rates_that_are_alike_differ_nowhere() -> None:
    assert rates_differ(book(flat()), book(flat())) is None
    assert rates_differ(book(Timeline()), book(Timeline())) is None


@pytest.mark.parametrize(
    ("before", "after", "since"),
    [
        (Timeline(), flat(), "2024-01-01"),
        (flat(), Timeline(), "2024-01-01"),
        (flat(), flat("0.3"), "2024-01-01"),
        (
            flat(window=span("2024-01-01", "2026-01-01")),
            flat(window=span("2024-01-01", "2026-01-03")),
            "2026-01-01",
        ),
        (
            flat(window=span("2024-01-02", "2026-01-01")),
            flat(window=span("2024-01-01", "2026-01-01")),
            "2024-01-01",
        ),
        (
            rates(
                ("2026-01-01", "2026-01-02", "0.1", Band.STANDARD),
                ("2026-01-02", "2026-01-03", "0.2", Band.STANDARD),
            ),
            rates(
                ("2026-01-01", "2026-01-02", "0.1", Band.STANDARD),
                ("2026-01-02", "2026-01-03", "0.3", Band.STANDARD),
            ),
            "2026-01-02",
        ),
    ],
)
def test_rates_differ_from_where_the_first_price_does(
    before: Timeline[Rate], after: Timeline[Rate], since: str
) -> None:
    assert rates_differ(book(before), book(after)) == utc(since)


def book(house: Timeline[Rate]) -> RateBook:
    return RateBook(house=house, vehicle=house, standing=Timeline())
