"""Bad days of the disk cost no session, and nothing is said twice."""

from collections.abc import AsyncIterator
import json

from freezegun.api import TickingDateTimeFactory
import pytest

from custom_components.octopus_ev.const import DOMAIN
from custom_components.octopus_ev.kept import async_erase
from custom_components.octopus_ev.store import LEDGER_MINOR_VERSION
from homeassistant.core import HomeAssistant
from homeassistant.helpers import issue_registry as ir
from tests.components.conftest import FullDisk
from tests.components.desks import ENTRY_ID, FIRST_DAY, LEDGER, Desk
from tests.unit.detectors.homes import DAY

EVIDENCE = f"octopus_ev.{ENTRY_ID}.evidence.2026"


@pytest.fixture
async def desk(
    hass: HomeAssistant, freezer: TickingDateTimeFactory
) -> AsyncIterator[Desk]:
    """Return an engine that has settled a month of a home and written it."""
    async with Desk.at_work(hass, freezer) as desk:
        await desk.read(FIRST_DAY)
        await desk.wait(minutes=1)
        yield desk


def _what(desk: Desk) -> list[tuple[object, ...]]:
    return [
        (session.session_id, session.span, session.energy, session.cost)
        for session in desk.sessions
    ]


async def test_a_month_of_one_home_takes_few_kilobytes(desk: Desk) -> None:
    sizes = {path.name: path.stat().st_size for path in desk.storage.iterdir()}
    assert sizes[LEDGER] < 16 * 1000
    assert sizes[EVIDENCE] < 1_000_000 / 12


async def test_the_files_hold_no_identifier(desk: Desk) -> None:
    stored = "".join(path.read_text() for path in desk.storage.glob("octopus_ev.*"))
    for secret in ("1012345678903", "20L1234567", "A-AAAA1111", "sk_test"):
        assert secret not in stored


async def test_nothing_new_writes_nothing(desk: Desk) -> None:
    before = {path: path.stat().st_mtime_ns for path in desk.storage.iterdir()}
    await desk.read(FIRST_DAY)
    await desk.wait(minutes=10)
    after = {path: path.stat().st_mtime_ns for path in desk.storage.iterdir()}
    assert after == before


async def test_a_ledger_of_the_first_version_is_read(desk: Desk) -> None:
    known = _what(desk)
    await desk.engine.async_shutdown()
    path = desk.storage / LEDGER
    stored = json.loads(path.read_text())
    assert stored["minor_version"] == LEDGER_MINOR_VERSION
    stored["minor_version"] = 1
    for session in stored["data"]["sessions"]:
        for name in ("excess", "cost_low", "cost_high", "leeway"):
            del session[name]
    for name in stored["data"].keys() - {"sessions", "marks"}:
        del stored["data"][name]
    path.write_text(json.dumps(stored))
    again = await Desk.open(desk.hass, desk.freezer, desk.home)
    await again.start()

    assert _what(again) == known
    assert {session.excess for session in again.sessions} == {None}
    await again.engine.async_shutdown()


@pytest.mark.parametrize(
    "content", ["[]", '{"version": 1', '{"version": 9, "data": 1}']
)
async def test_without_its_ledger_the_same_sessions_come_back(
    desk: Desk, content: str
) -> None:
    known = _what(desk)
    await desk.engine.async_shutdown()
    (desk.storage / LEDGER).write_text(content)
    again = await Desk.open(desk.hass, desk.freezer, desk.home)
    assert again.sessions == ()
    await again.rates()
    await again.read(FIRST_DAY, days=7)
    await again.start()
    assert _what(again) == known
    assert again.said == []
    await again.engine.async_shutdown()
    assert list(desk.storage.glob(f"{LEDGER}.*"))


async def test_without_its_evidence_the_sessions_stay(desk: Desk) -> None:
    await desk.engine.async_shutdown()
    (desk.storage / EVIDENCE).write_text('{"version": 1, "data": {"points": 7}}')
    again = await Desk.open(desk.hass, desk.freezer, desk.home)
    assert _what(again) == _what(desk)
    assert not again.view.readings
    await again.history()
    assert _what(again) == _what(desk)
    issues = ir.async_get(desk.hass).issues
    assert [key[0] for key in issues] == [DOMAIN]


async def test_a_full_disk_holds_the_words_back_until_they_are_marked(
    desk: Desk, full_disk: FullDisk
) -> None:
    await desk.read(FIRST_DAY + DAY)
    assert desk.words == []
    assert len(desk.sessions) == 16
    await desk.wait(minutes=6)
    assert desk.words == []
    full_disk.full = False
    await desk.wait(minutes=6)
    assert desk.words == ["ended"]
    await desk.wait(minutes=6)
    assert desk.words == ["ended"]


async def test_what_a_full_disk_held_back_is_told_after_a_crash(
    desk: Desk, full_disk: FullDisk
) -> None:
    await desk.read(FIRST_DAY + DAY)
    # It ends with a disk that is full, so that nothing of this day is kept.
    await desk.engine.async_shutdown()
    full_disk.full = False
    again = await desk.crash()
    await again.rates()
    await again.read(FIRST_DAY + DAY)
    assert again.words == ["ended"]
    await again.engine.async_shutdown()


async def test_the_mark_is_on_disk_before_the_word_is_out(desk: Desk) -> None:
    marks: list[object] = []
    desk.engine.async_subscribe_announcements(
        lambda said: marks.append(
            json.loads((desk.storage / LEDGER).read_text())["data"]["marks"][
                said.session.session_id
            ]
        )
    )
    await desk.read(FIRST_DAY + DAY)
    assert marks == [{"ended": 1}]


async def test_a_crash_right_after_the_word_says_it_no_second_time(desk: Desk) -> None:
    await desk.read(FIRST_DAY + DAY)
    assert desk.words == ["ended"]
    again = await desk.crash()
    await again.rates()
    await again.read(FIRST_DAY + DAY)
    assert "ended" not in again.words
    assert _what(again) == _what(desk)
    await again.engine.async_shutdown()


async def test_removing_an_entry_leaves_no_file(desk: Desk) -> None:
    await desk.engine.async_shutdown()
    (desk.storage / f"{LEDGER}.unreadable.20260101T000000").write_text("[]")
    (desk.storage / "octopus_ev.01OTHER.ledger").write_text("[]")
    await async_erase(desk.hass, ENTRY_ID)
    assert [path.name for path in desk.storage.glob("octopus_ev.*")] == [
        "octopus_ev.01OTHER.ledger"
    ]
