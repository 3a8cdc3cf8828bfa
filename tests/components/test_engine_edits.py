"""What a user orders is on disk before it is answered, and outlasts new readings."""

from collections.abc import AsyncIterator
from datetime import timedelta
from decimal import Decimal
import json

from freezegun.api import TickingDateTimeFactory
import pytest

from custom_components.octopus_ev.core.errors import DomainError
from custom_components.octopus_ev.core.session import Source
from custom_components.octopus_ev.core.span import Span
from custom_components.octopus_ev.store import LEDGER_MINOR_VERSION
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from tests.components.conftest import FullDisk
from tests.components.desks import FIRST_DAY, KEY, LEDGER, Desk
from tests.unit.detectors.homes import DAY


@pytest.fixture
async def desk(
    hass: HomeAssistant, freezer: TickingDateTimeFactory
) -> AsyncIterator[Desk]:
    """Return an engine that has told of last night's charge."""
    async with Desk.at_work(hass, freezer) as desk:
        await desk.read(FIRST_DAY + DAY)
        yield desk


def _stored(desk: Desk) -> dict[str, object]:
    stored = json.loads((desk.storage / LEDGER).read_text())
    assert stored["minor_version"] == LEDGER_MINOR_VERSION
    data = stored["data"]
    assert isinstance(data, dict)
    return data


async def test_a_deleted_session_is_gone_for_good_and_told_once(desk: Desk) -> None:
    last = desk.sessions[-1]
    await desk.engine.async_delete(last.session_id)
    assert last.session_id in str(_stored(desk)["edits"])
    assert desk.words == ["ended", "removed"]

    again = await desk.crash()
    await again.rates()
    await again.read(FIRST_DAY + DAY)
    assert last.session_id not in again.ids
    assert len(again.sessions) == len(desk.sessions)
    assert again.said == []

    await again.engine.async_restore(last.session_id)
    assert again.sessions[-1].span == last.span
    assert again.words == ["updated"]
    await again.engine.async_shutdown()


async def test_a_rejected_session_is_found_no_more(desk: Desk) -> None:
    last = desk.sessions[-1]
    await desk.engine.async_reject(last.session_id)
    slot = FIRST_DAY + timedelta(hours=1)
    rows = desk.readings(Span(FIRST_DAY, FIRST_DAY + DAY))
    await desk.read(
        FIRST_DAY + DAY, readings=[row for row in rows if row.start >= slot]
    )
    await desk.read(FIRST_DAY + 3 * DAY)
    assert not any(session.span.overlaps(last.span) for session in desk.sessions)
    assert desk.words.count("ended") == 2


async def test_an_edit_outlasts_corrected_readings_and_a_restart(desk: Desk) -> None:
    name = desk.ids[-1]
    await desk.engine.async_edit(name, energy=Decimal(9), note="guest")
    await desk.engine.async_confirm(name)
    quiet = [
        type(row)(row.start, Decimal("0.2"))
        for row in desk.readings(Span(FIRST_DAY, FIRST_DAY + DAY))
    ]
    await desk.read(FIRST_DAY + DAY, readings=quiet)
    again = await desk.restart()
    last = again.sessions[-1]
    assert (last.session_id, last.note) == (name, "guest")
    assert last.energy == Decimal(9)
    assert again.view.last_session == last
    await again.engine.async_restore(name)
    await again.engine.async_edit(name, energy=None, note=None)
    assert name not in again.ids
    await again.engine.async_shutdown()


async def test_merged_and_split_sessions_stay_so(desk: Desk) -> None:
    before = desk.ids
    last = desk.sessions[-1]
    middle = last.span.start + last.span.duration / 2
    await desk.engine.async_split(last.session_id, middle)
    parts = desk.ids
    assert parts[:-1] == before
    await desk.engine.async_merge(before[-2:])
    again = await desk.restart()
    await again.rates()
    await again.read(FIRST_DAY + 3 * DAY)
    assert again.ids[: len(before) - 1] == [*before[:-1]]
    assert parts[-1] in again.ids
    await again.engine.async_take_apart(before[-2])
    await again.engine.async_take_apart(parts[-1])
    assert again.ids[: len(before)] == before
    await again.engine.async_shutdown()


async def test_a_charge_by_hand_is_priced_when_its_rates_come(
    hass: HomeAssistant, freezer: TickingDateTimeFactory
) -> None:
    desk = await Desk.open(hass, freezer)
    await desk.read(FIRST_DAY, days=30)
    await desk.start()
    where = Span(FIRST_DAY - timedelta(hours=8), FIRST_DAY - timedelta(hours=6))
    await desk.engine.async_add(KEY, where, Decimal(5))
    assert desk.sessions[-1].cost is None
    await desk.rates()
    added = desk.sessions[-1]
    assert added.provenance.sources == (Source.MANUAL,)
    assert added.energy == 5
    assert added.cost is not None
    assert desk.said == []
    await desk.engine.async_shutdown()


async def test_what_cannot_be_written_is_not_done(
    desk: Desk, full_disk: FullDisk
) -> None:
    before = desk.sessions
    with pytest.raises(HomeAssistantError):
        await desk.engine.async_delete(before[-1].session_id)
    assert desk.sessions == before
    full_disk.full = False
    await desk.wait(minutes=6)
    assert desk.sessions == before
    assert _stored(desk)["edits"] == {}


async def test_what_makes_no_sense_is_refused(desk: Desk) -> None:
    with pytest.raises(DomainError):
        await desk.engine.async_delete("unknown")
