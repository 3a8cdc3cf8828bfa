"""Whatever happens between our files and the database, the statistics come right."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from decimal import Decimal
import json
from pathlib import Path
from shutil import copyfile
from typing import Any

from freezegun.api import TickingDateTimeFactory
import pytest

from custom_components.octopus_ev.const import DOMAIN
from custom_components.octopus_ev.core.model import RateBook, Reading
from custom_components.octopus_ev.core.span import Span
from custom_components.octopus_ev.core.timeline import Timeline
from custom_components.octopus_ev.statistics import async_committed
from homeassistant.components.recorder import get_instance
from homeassistant.core import HomeAssistant
from homeassistant.helpers import issue_registry as ir
from tests.components.conftest import FullDisk
from tests.components.desks import ENTRY_ID, FIRST_DAY, KEY, Desk, house
from tests.unit.build import flat
from tests.unit.detectors.homes import DAY, WINTER

from .books import HALF_HOUR, HOUR, KINDS, NOON, Books, alike, named

type Mishap = Callable[[Books], Awaitable[None]]


@pytest.fixture
async def books(hass: HomeAssistant, freezer: TickingDateTimeFactory) -> Books:
    """Return the statistics of a few days around the turn of a month."""
    return await Books.open(hass, freezer, days=5)


def file(books: Books) -> Path:
    return books.desk.storage / f"octopus_ev.{ENTRY_ID}.statistics"


def stored(books: Books) -> Any:
    return json.loads(file(books).read_text())["data"]


async def clear(books: Books, *kinds: str) -> None:
    recorder = get_instance(books.hass)
    recorder.async_clear_statistics([named(kind) for kind in kinds or KINDS])
    await async_committed(books.hass)


async def test_a_restart_with_nothing_new_writes_nothing(books: Books) -> None:
    await books.spoil("import_energy", NOON)

    books = await books.restart()

    rows = await books.rows("import_energy")
    assert rows.pop(NOON) == (99, 77)
    assert len(rows) == 5 * 24 - 1


async def test_what_came_between_two_runs_is_written_by_the_second(
    books: Books,
) -> None:
    await books.statistics.async_shutdown()
    await books.desk.read(FIRST_DAY + DAY, days=2)

    books = await books.restart()

    assert await books.right()
    assert len(await books.rows("import_energy")) == 6 * 24


async def lose_all(books: Books) -> None:
    await clear(books)


async def lose_one(books: Books) -> None:
    await clear(books, "ev_cost")


async def lose_the_end(books: Books) -> None:
    """Go back to a database from before the last hours."""
    await clear(books, "import_energy")
    await books.spoil("import_energy", FIRST_DAY - 2 * DAY, total=12.5)


async def another_sum(books: Books) -> None:
    await books.spoil("house_cost", FIRST_DAY - HOUR, total=12.5)


async def lose_the_file(books: Books) -> None:
    file(books).unlink()


async def damage_the_file(books: Books) -> None:
    file(books).write_text('{"version": 1, "minor_version": 1, "key": "", "data": []}')


@pytest.mark.parametrize(
    "mishap",
    [
        lose_all,
        lose_one,
        lose_the_end,
        another_sum,
        lose_the_file,
        damage_the_file,
    ],
)
async def test_after_a_mishap_the_next_start_writes_anew(
    books: Books, mishap: Mishap
) -> None:
    await books.close()
    await mishap(books)

    books = await books.restart()

    assert await books.right()


async def test_a_damaged_file_is_reported(books: Books) -> None:
    await books.close()
    await damage_the_file(books)

    books = await books.restart()

    issues = ir.async_get(books.hass).issues
    assert any(f"{ENTRY_ID}.statistics" in name for _, name in issues)
    assert all(domain == DOMAIN for domain, _ in issues)


async def test_a_crash_after_the_database_was_written(books: Books) -> None:
    """Our file is that from before: the database knows more than it."""
    old = file(books).with_name("old")
    copyfile(file(books), old)
    await books.read((FIRST_DAY - 4 * DAY, "3.5"))
    assert stored(books)["open"] == []
    await books.close()
    copyfile(old, file(books))

    books = await books.restart()

    assert await books.right()


async def test_a_crash_in_the_middle_of_shifting_sums(
    books: Books, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Shifts cannot be repeated, so the file says beforehand that one is due."""
    recorder = get_instance(books.hass)
    marked: list[list[str]] = []

    def crash(*args: Any) -> None:
        marked.append(stored(books)["open"])
        raise RuntimeError("the machine loses its power")

    with monkeypatch.context() as patch:
        patch.setattr(recorder, "async_adjust_statistics", crash)
        await books.read((FIRST_DAY - 4 * DAY, "3.5"))
    assert marked == [[KEY]]

    books = await books.restart()

    assert await books.right()
    assert stored(books)["open"] == []


async def test_a_full_disk_does_not_keep_rows_from_the_database(
    books: Books, full_disk: FullDisk
) -> None:
    await books.read((FIRST_DAY - 4 * DAY, "3.5"))
    assert await books.right()

    full_disk.full = False
    await books.desk.wait(seconds=400)
    books = await books.restart()

    assert await books.right()


async def test_a_change_while_rows_are_written_is_written_next(books: Books) -> None:
    engine = books.desk.engine
    for index, energy in enumerate(("1.25", "1.5", "1.75")):
        start = NOON - index * HOUR
        await engine.async_readings(
            KEY, Span(start, start + HALF_HOUR), [Reading(start, Decimal(energy))]
        )
        await books.desk.wait(seconds=5.5)

    await books.settle()

    assert await books.right()


async def test_nothing_is_written_after_the_end(books: Books) -> None:
    engine = books.desk.engine
    before = await books.rows("import_energy")
    await engine.async_readings(
        KEY, Span(NOON, NOON + HALF_HOUR), [Reading(NOON, Decimal(9))]
    )

    await books.statistics.async_shutdown()
    await books.settle()

    assert await books.rows("import_energy") == before


async def test_a_meter_that_was_never_read_has_no_statistics(
    hass: HomeAssistant, freezer: TickingDateTimeFactory
) -> None:
    desk = await Desk.open(hass, freezer, house(1))
    await desk.start()

    books = await Books.open(hass, freezer, desk=desk)
    await books.restart()

    assert await books.ids() == {}


async def test_what_is_years_old_is_corrected_with_every_later_sum(
    hass: HomeAssistant, freezer: TickingDateTimeFactory
) -> None:
    """Memory holds the last five months; the rest is stored, month by month."""
    desk = await Desk.open(hass, freezer, house(40))
    await desk.rates()
    await desk.read(WINTER + 40 * DAY, days=3)
    await desk.start()
    books = await Books.open(hass, freezer, desk=desk)
    old = {kind: await books.rows(kind) for kind in KINDS}
    freezer.move_to(WINTER + timedelta(days=700))
    books = await books.restart()
    assert not books.view.readings
    assert {kind: await books.rows(kind) for kind in KINDS} == old
    new = WINTER + timedelta(days=699)
    await books.desk.rates(book("0.5", new))
    await books.read((new, "1"), (new + HALF_HOUR, "2"))
    before = {kind: await books.rows(kind) for kind in KINDS}
    assert before["import_cost"][new][0] == 1.5

    late = WINTER + 38 * DAY + 12 * HOUR
    await books.desk.rates(book("1.5", late))
    await books.settle()

    energy = desk.home.readings[late] + desk.home.readings[late + HALF_HOUR]
    dearer = float(energy * Decimal("1.5")) - (before["import_cost"][late][0] or 0)
    rows = await books.rows("import_cost")
    assert alike(
        rows,
        {
            hour: (
                (state or 0) + dearer if hour == late else state,
                total + dearer if hour >= late else total,
            )
            for hour, (state, total) in before["import_cost"].items()
        },
    )
    assert await books.rows("import_energy") == before["import_energy"]


def book(price: str, start: datetime) -> RateBook:
    house = flat(price, Span(start, start + HOUR))
    return RateBook(house=house, vehicle=house, standing=Timeline())
