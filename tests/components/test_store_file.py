"""A file in storage: what is in it comes back, what cannot be read is kept aside."""

import asyncio
from contextlib import suppress
import json
from pathlib import Path
from threading import Event
from typing import Any

from freezegun.api import FrozenDateTimeFactory
import pytest
from pytest_homeassistant_custom_component.common import async_fire_time_changed

from custom_components.octopus_ev.codec import CodecError
from custom_components.octopus_ev.const import DOMAIN
from custom_components.octopus_ev.store_file import StoreFile
from homeassistant.core import CoreState, HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import issue_registry as ir
from homeassistant.util import file as file_util
from tests.components.conftest import FullDisk

KEY = "octopus_ev.entry.ledger"


class Shelf:
    """One file with a number in it."""

    def __init__(self, hass: HomeAssistant, *, minor_version: int = 1) -> None:
        self.number = 1
        self.path = Path(hass.config.path(".storage", KEY))
        self.file = StoreFile(
            hass,
            KEY,
            version=1,
            minor_version=minor_version,
            decode=self._decode,
            snapshot=lambda: {"number": self.number},
        )

    @property
    def on_disk(self) -> Any:
        return json.loads(self.path.read_text())["data"]["number"]

    def _decode(self, data: dict[str, Any]) -> int:
        if not isinstance(data["number"], int):
            raise CodecError
        return data["number"]


@pytest.fixture
def shelf(hass: HomeAssistant) -> Shelf:
    shelf = Shelf(hass)
    shelf.path.parent.mkdir(exist_ok=True)
    return shelf


async def test_no_file_is_nothing_kept(shelf: Shelf) -> None:
    assert await shelf.file.async_read() is None


async def test_what_was_written_is_read(hass: HomeAssistant, shelf: Shelf) -> None:
    assert await shelf.file.async_write()
    assert await Shelf(hass).file.async_read() == 1


async def test_nobody_else_on_the_machine_may_read_it(shelf: Shelf) -> None:
    await shelf.file.async_write()
    assert shelf.path.stat().st_mode & 0o077 == 0


async def test_a_scheduled_write_takes_what_is_there_when_it_comes(
    hass: HomeAssistant, shelf: Shelf, freezer: FrozenDateTimeFactory
) -> None:
    shelf.file.schedule(15)
    shelf.number = 2
    freezer.tick(16)
    async_fire_time_changed(hass)
    await hass.async_block_till_done()
    assert shelf.on_disk == 2


@pytest.mark.parametrize(
    "content",
    [
        '{"version": 1, "minor_version": 1, "key": "k", "data": {"number": "one"}}',
        '{"version": 1, "minor_version": 1, "key": "k", "data": {}}',
        '{"version": 2, "minor_version": 1, "key": "k", "data": {"number": 1}}',
        '{"version": 0, "minor_version": 1, "key": "k", "data": {"number": 1}}',
        '{"version": "one", "data": {"number": 1}}',
        '{"number": 1}',
        "[]",
        "null",
        "7",
    ],
)
async def test_what_does_not_decode_is_kept_aside_and_reported(
    hass: HomeAssistant, shelf: Shelf, content: str
) -> None:
    shelf.path.write_text(content)
    assert await shelf.file.async_read() is None
    assert not shelf.path.exists()
    [aside] = shelf.path.parent.glob(f"{KEY}.unreadable.*")
    assert aside.read_text() == content
    [issue] = _issues(hass)
    assert issue.translation_key == "store_unreadable"
    assert issue.translation_placeholders == {"file": aside.name}
    assert issue.is_fixable
    assert issue.is_persistent


@pytest.mark.parametrize("content", ['{"version": 1, "da', "", "\x00\x01", "not json"])
async def test_what_is_no_json_is_kept_aside_by_home_assistant(
    hass: HomeAssistant, shelf: Shelf, content: str
) -> None:
    shelf.path.write_text(content)
    assert await shelf.file.async_read() is None
    [aside] = shelf.path.parent.glob(f"{KEY}.corrupt.*")
    assert aside.read_text() == content


async def test_work_goes_on_in_a_new_file(shelf: Shelf) -> None:
    shelf.path.write_text("[]")
    await shelf.file.async_read()
    assert await shelf.file.async_write()
    assert shelf.on_disk == 1


async def test_a_file_that_cannot_be_moved_is_not_overwritten(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf.path.write_text("[]")

    def refuse(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(HomeAssistantError) as error:
        await shelf.file.async_read()
    assert error.value.translation_key == "store_stuck"
    assert shelf.path.read_text() == "[]"


async def test_a_newer_minor_version_is_read_as_it_is(
    hass: HomeAssistant, shelf: Shelf
) -> None:
    newer = Shelf(hass, minor_version=7)
    newer.number = 3
    await newer.file.async_write()
    assert await shelf.file.async_read() == 3
    assert not _issues(hass)


async def test_a_full_disk_is_tried_again_until_it_has_room(
    hass: HomeAssistant,
    shelf: Shelf,
    full_disk: FullDisk,
    freezer: FrozenDateTimeFactory,
    caplog: pytest.LogCaptureFixture,
) -> None:
    assert not await shelf.file.async_write()
    for _ in range(3):
        freezer.tick(301)
        async_fire_time_changed(hass)
        await hass.async_block_till_done()
    assert not shelf.path.exists()
    assert caplog.text.count("Storage cannot be written") == 1

    full_disk.full = False
    shelf.number = 2
    freezer.tick(301)
    async_fire_time_changed(hass)
    await hass.async_block_till_done()
    assert shelf.on_disk == 2


async def test_closing_writes_what_was_waiting(shelf: Shelf) -> None:
    shelf.file.schedule(15)
    await shelf.file.async_close()
    assert shelf.on_disk == 1


async def test_closing_writes_nothing_that_was_written(shelf: Shelf) -> None:
    await shelf.file.async_write()
    shelf.number = 2
    await shelf.file.async_close()
    assert shelf.on_disk == 1


@pytest.mark.parametrize("cancelled", [False, True])
async def test_closing_waits_for_a_write_under_way(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch, cancelled: bool
) -> None:
    """It does so even if nobody else does any more: a thread cannot be cancelled."""
    started, release = Event(), Event()
    real = file_util.AtomicWriter

    def slow(*args: Any, **kwargs: Any) -> Any:
        started.set()
        release.wait(60)
        return real(*args, **kwargs)

    monkeypatch.setattr(file_util, "AtomicWriter", slow)
    writing = asyncio.create_task(shelf.file.async_write())
    while not started.is_set():
        await asyncio.sleep(0.001)
    if cancelled:
        writing.cancel()
    closing = asyncio.create_task(shelf.file.async_close())
    await asyncio.sleep(0.01)
    assert not closing.done()
    release.set()
    await closing
    assert shelf.on_disk == 1
    with suppress(asyncio.CancelledError):
        assert await writing
    assert writing.cancelled() is cancelled


async def test_once_closed_an_old_file_never_comes_back(
    hass: HomeAssistant,
    shelf: Shelf,
    full_disk: FullDisk,
    freezer: FrozenDateTimeFactory,
) -> None:
    shelf.file.schedule(15)
    await shelf.file.async_close()
    full_disk.full = False
    freezer.tick(3600)
    async_fire_time_changed(hass)
    await hass.async_block_till_done()
    assert not shelf.path.exists()


async def test_while_home_assistant_stops_the_write_comes_last(
    hass: HomeAssistant, shelf: Shelf
) -> None:
    hass.set_state(CoreState.stopping)
    assert not await shelf.file.async_write()
    assert not shelf.path.exists()
    hass.set_state(CoreState.running)
    await hass.async_stop(force=True)
    assert shelf.on_disk == 1


def _issues(hass: HomeAssistant) -> list[ir.IssueEntry]:
    return [
        issue
        for (domain, _), issue in ir.async_get(hass).issues.items()
        if domain == DOMAIN
    ]
