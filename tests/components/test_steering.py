"""What the supplier tells of cars is kept, and looked at where it is new."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from functools import partial
import json

from freezegun.api import TickingDateTimeFactory
import pytest

from custom_components.octopus_ev.core.smart_record import SmartRecord
from homeassistant.core import HomeAssistant
from tests.unit.smart import CAR

from .desks import ENTRY_ID, FIRST_DAY, KEY, Desk
from .garages import done

EVIDENCE = f"octopus_ev.{ENTRY_ID}.evidence.2026"
MINUTE = timedelta(minutes=1)
NOTHING = partial(SmartRecord.with_plan, device_key=CAR, dispatches=())


@pytest.fixture
async def desk(
    hass: HomeAssistant, freezer: TickingDateTimeFactory
) -> AsyncIterator[Desk]:
    """Return an engine that has settled a month of a home and written it."""
    async with Desk.at_work(hass, freezer) as desk:
        await desk.read(FIRST_DAY)
        await desk.wait(minutes=1)
        yield desk


def _written(desk: Desk) -> str:
    months = json.loads((desk.storage / EVIDENCE).read_text())["data"]["points"][KEY]
    return json.dumps([month.get("smart") for month in months.values()])


async def test_a_look_that_brings_nothing_is_written_with_what_comes_later(
    desk: Desk,
) -> None:
    await desk.engine.async_smart(KEY, partial(NOTHING, now=datetime.now(UTC)))
    await desk.wait(minutes=5)
    assert CAR not in _written(desk)

    night = FIRST_DAY - timedelta(hours=20)
    step = partial(SmartRecord.with_completed, dispatches=[done(night)])
    await desk.engine.async_smart(KEY, step)
    await desk.wait(minutes=1)
    assert CAR in _written(desk)
    assert str(int(night.timestamp())) in _written(desk)


async def test_a_look_that_brings_nothing_is_written_before_the_day_is_over(
    desk: Desk,
) -> None:
    await desk.engine.async_smart(KEY, partial(NOTHING, now=datetime.now(UTC)))
    await desk.wait(hours=6, minutes=1)

    assert CAR in _written(desk)


async def test_the_same_again_touches_nothing(desk: Desk) -> None:
    night = FIRST_DAY - timedelta(hours=20)
    step = partial(SmartRecord.with_completed, dispatches=[done(night)])
    heard: list[datetime] = []
    desk.engine.touched.async_subscribe(
        lambda _key, spans: heard.append(min(spans).start)
    )

    await desk.engine.async_smart(KEY, step)
    shown = len(desk.shown)
    assert heard == [night]
    await desk.engine.async_smart(KEY, step)

    assert heard == [night]
    assert len(desk.shown) == shown


async def test_what_was_told_before_a_start_is_known_after_it(desk: Desk) -> None:
    night = FIRST_DAY - timedelta(hours=20)
    step = partial(SmartRecord.with_completed, dispatches=[done(night)])
    await desk.engine.async_smart(KEY, step)
    before = desk.engine.smart(KEY)

    again = await desk.restart()

    assert again.engine.smart(KEY) == before


async def test_what_was_before_the_first_reading_is_kept_and_makes_no_session(
    desk: Desk,
) -> None:
    known = desk.sessions
    old = done(FIRST_DAY - timedelta(days=50))
    step = partial(SmartRecord.with_completed, dispatches=[old])
    await desk.engine.async_smart(KEY, step)

    assert desk.engine.smart(KEY).completed == (old,)
    assert desk.sessions == known
