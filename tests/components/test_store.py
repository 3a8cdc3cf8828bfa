"""What is years old stays on disk as it is, and is neither read nor lost."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from errno import ENOSPC
import json
from pathlib import Path
from typing import Any

import pytest
from pytest_homeassistant_custom_component.common import async_fire_time_changed

from benchmarks.ledger import ten_years
from custom_components.octopus_ev.codec_ledger import StoredLedger
from custom_components.octopus_ev.core.import_mark import ImportMark
from custom_components.octopus_ev.core.ledger import Ledger
from custom_components.octopus_ev.core.model import Band, Rate, RateBook
from custom_components.octopus_ev.core.smart_record import SmartRecord
from custom_components.octopus_ev.core.span import Span
from custom_components.octopus_ev.core.timeline import Timeline
from custom_components.octopus_ev.facts import Facts
from custom_components.octopus_ev.store import EntryStore
from homeassistant.core import HomeAssistant
from homeassistant.util import file as file_util
from tests.unit.smart import CAR, charge, planned

HALF_HOUR = timedelta(minutes=30)
FEBRUARY = datetime(2026, 2, 1, tzinfo=UTC)
JUNE = datetime(2026, 6, 1, tzinfo=UTC)
NEW_YEAR = datetime(2027, 1, 1, tzinfo=UTC)


def _facts(*starts: datetime, rate: str = "0.2") -> Facts:
    priced = Timeline(
        (Span(start, start + HALF_HOUR), Rate(Decimal(rate), Band.STANDARD))
        for start in sorted(starts)
    )
    return Facts(
        readings={start: Decimal("0.5") for start in starts},
        book=RateBook(house=priced, vehicle=priced, standing=Timeline()),
    )


class Shelf:
    """A store of facts that a test sets."""

    def __init__(self, hass: HomeAssistant) -> None:
        self.facts: Mapping[str, Facts] = {}
        self.ledger = StoredLedger()
        self.folder = Path(hass.config.path(".storage"))
        self.store = EntryStore(
            hass,
            "01JTEST",
            interval=HALF_HOUR,
            ledger=lambda: self.ledger,
            facts=lambda: self.facts,
        )

    async def keep(self, *years: int, **facts: Facts) -> None:
        self.facts = facts
        self.store.schedule_facts(years)
        await self.store.async_close()

    def stored(self, year: int) -> Any:
        text = (self.folder / f"octopus_ev.01JTEST.evidence.{year}").read_text()
        return json.loads(text)["data"]["points"]


@pytest.fixture
async def kept(hass: HomeAssistant) -> Shelf:
    """Return a shelf with readings of three months in two years."""
    shelf = Shelf(hass)
    await shelf.keep(2026, 2027, a=_facts(FEBRUARY, JUNE, NEW_YEAR))
    return shelf


async def test_each_year_has_its_file_and_each_month_its_place(kept: Shelf) -> None:
    assert list(kept.stored(2026)["a"]) == ["2026-02", "2026-06"]
    assert list(kept.stored(2027)["a"]) == ["2027-01"]


async def test_everything_comes_back_on_demand(
    hass: HomeAssistant, kept: Shelf
) -> None:
    facts = await Shelf(hass).store.async_read_facts(None)
    assert facts == {"a": _facts(FEBRUARY, JUNE, NEW_YEAR)}
    assert facts["a"].book.vehicle is facts["a"].book.house


async def test_only_recent_months_are_read(hass: HomeAssistant, kept: Shelf) -> None:
    facts = await Shelf(hass).store.async_read_facts(JUNE + timedelta(days=20))
    assert list(facts["a"].readings) == [JUNE, NEW_YEAR]


async def test_what_was_not_read_is_written_back_as_it_was(
    hass: HomeAssistant, kept: Shelf
) -> None:
    before = kept.stored(2026)["a"]["2026-02"]
    shelf = Shelf(hass)
    await shelf.store.async_read_facts(JUNE)
    await shelf.keep(2026, a=_facts(JUNE, JUNE + HALF_HOUR))
    assert shelf.stored(2026)["a"]["2026-02"] == before
    assert "0.5 0.5 -" in shelf.stored(2026)["a"]["2026-06"]["readings"]["2026-06-01"]


async def test_a_late_reading_joins_the_month_that_was_not_read(
    hass: HomeAssistant, kept: Shelf
) -> None:
    shelf = Shelf(hass)
    await shelf.store.async_read_facts(NEW_YEAR)
    await shelf.keep(2026, a=_facts(FEBRUARY + HALF_HOUR, rate="0.3"))
    facts = await Shelf(hass).store.async_read_facts(None)
    assert set(facts["a"].readings) == {FEBRUARY, FEBRUARY + HALF_HOUR, JUNE, NEW_YEAR}
    rates = [str(rate.unit_rate) for _, rate in facts["a"].book.house]
    assert rates == ["0.2", "0.3", "0.2", "0.2"]


async def test_an_old_month_that_cannot_be_read_gives_way(
    hass: HomeAssistant, kept: Shelf
) -> None:
    path = kept.folder / "octopus_ev.01JTEST.evidence.2026"
    content = json.loads(path.read_text())
    content["data"]["points"]["a"]["2026-02"]["house"] = "odd"
    path.write_text(json.dumps(content))
    shelf = Shelf(hass)
    await shelf.store.async_read_facts(NEW_YEAR)
    await shelf.keep(2026, a=_facts(FEBRUARY + HALF_HOUR))
    facts = await Shelf(hass).store.async_read_facts(None)
    assert set(facts["a"].readings) == {FEBRUARY + HALF_HOUR, JUNE, NEW_YEAR}


async def test_a_point_that_is_no_longer_chosen_is_kept(
    hass: HomeAssistant, kept: Shelf
) -> None:
    shelf = Shelf(hass)
    await shelf.store.async_read_facts(NEW_YEAR)
    await shelf.keep(2026, b=_facts(JUNE))
    facts = await Shelf(hass).store.async_read_facts(None)
    assert set(facts) == {"a", "b"}


async def test_what_was_told_of_a_car_is_kept_where_there_are_no_readings_yet(
    hass: HomeAssistant,
) -> None:
    night = planned("2026-12-31 23:30", "2027-01-01 03:00", "12")
    smart = SmartRecord()
    for minutes in (-20, -5, 5):
        smart = smart.with_plan(CAR, [night], NEW_YEAR + timedelta(minutes=minutes))
    facts = Facts(readings=_facts(JUNE).readings, smart=smart)
    shelf = Shelf(hass)
    await shelf.keep(2026, 2027, a=facts)

    assert [list(shelf.stored(year)["a"]) for year in (2026, 2027)] == [
        ["2026-06", "2026-12"],
        ["2027-01"],
    ]
    assert await Shelf(hass).store.async_read_facts(None) == {"a": facts}


async def test_late_words_of_a_car_join_the_month_that_was_not_read(
    hass: HomeAssistant,
) -> None:
    first, late = (
        charge("2026-02-01 01:00", "2026-02-01 02:00"),
        charge("2026-02-03 01:00", "2026-02-03 02:00"),
    )
    await Shelf(hass).keep(2026, a=Facts(smart=SmartRecord().with_charges([first])))
    shelf = Shelf(hass)
    await shelf.store.async_read_facts(NEW_YEAR)
    await shelf.keep(2026, a=Facts(smart=SmartRecord().with_charges([late])))

    facts = await Shelf(hass).store.async_read_facts(None)
    assert facts["a"].smart.charges == (first, late)


async def test_the_car_may_be_billed_apart(hass: HomeAssistant) -> None:
    apart = _facts(JUNE)
    cheap = Timeline(
        [(Span(JUNE, JUNE + HALF_HOUR), Rate(Decimal("0.07"), Band.OFF_PEAK))]
    )
    book = RateBook(house=apart.book.house, vehicle=cheap, standing=Timeline())
    await Shelf(hass).keep(2026, a=Facts(readings=apart.readings, book=book))
    facts = await Shelf(hass).store.async_read_facts(None)
    assert facts["a"].book == book


async def test_ten_years_of_sessions_come_back(hass: HomeAssistant) -> None:
    shelf = Shelf(hass)
    shelf.ledger = ten_years()
    assert await shelf.store.async_write_ledger()

    assert await Shelf(hass).store.async_read_ledger() == shelf.ledger
    assert len(Ledger(shelf.ledger.sessions).sessions()) == 3650
    assert (shelf.folder / "octopus_ev.01JTEST.ledger").stat().st_size < 5_000_000


async def test_facts_wait_for_the_sessions_found_in_them(
    hass: HomeAssistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf = Shelf(hass)
    written: list[str] = []
    real = file_util.AtomicWriter

    def writer(path: str, *args: Any, **kwargs: Any) -> Any:
        written.append(Path(path).name)
        return real(path, *args, **kwargs)

    monkeypatch.setattr(file_util, "AtomicWriter", writer)
    shelf.facts = {"a": _facts(JUNE)}
    shelf.store.schedule_ledger(300)
    shelf.store.schedule_facts([2026])
    async_fire_time_changed(hass, datetime.now(UTC) + timedelta(seconds=20))
    await hass.async_block_till_done()
    assert written == ["octopus_ev.01JTEST.ledger", "octopus_ev.01JTEST.evidence.2026"]


async def test_facts_are_not_written_where_their_sessions_cannot_be(
    hass: HomeAssistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf = Shelf(hass)
    real = file_util.AtomicWriter

    def writer(path: str, *args: Any, **kwargs: Any) -> Any:
        if path.endswith("ledger"):
            raise OSError(ENOSPC, "No space left on device")
        return real(path, *args, **kwargs)

    monkeypatch.setattr(file_util, "AtomicWriter", writer)
    shelf.facts = {"a": _facts(JUNE)}
    shelf.store.schedule_ledger(300)
    shelf.store.schedule_facts([2026])
    assert not await shelf.store.async_flush()
    assert list(shelf.folder.glob("octopus_ev.*")) == []
    monkeypatch.setattr(file_util, "AtomicWriter", real)
    assert await shelf.store.async_flush()
    assert shelf.stored(2026)["a"]


async def test_what_is_added_joins_what_is_there_and_is_not_held(
    hass: HomeAssistant, kept: Shelf
) -> None:
    shelf = Shelf(hass)
    await shelf.store.async_read_facts(NEW_YEAR)
    late = _facts(FEBRUARY + HALF_HOUR, JUNE + HALF_HOUR)
    await shelf.store.async_add("a", late)
    await shelf.store.async_add("b", late)
    assert await shelf.store.async_flush()
    assert shelf.facts == {}
    facts = await Shelf(hass).store.async_read_facts(None)
    both = {FEBRUARY, FEBRUARY + HALF_HOUR, JUNE, JUNE + HALF_HOUR}
    assert both <= set(facts["a"].readings)
    assert facts["b"] == late


async def test_how_far_the_past_was_imported_is_kept(hass: HomeAssistant) -> None:
    marks = {"a": ImportMark.at(JUNE, FEBRUARY, JUNE)}
    await Shelf(hass).store.async_write_marks(marks)
    again = Shelf(hass).store
    await again.async_read_marks()
    assert again.marks == marks


async def test_a_year_that_cannot_be_read_is_imported_again(
    hass: HomeAssistant, kept: Shelf
) -> None:
    await kept.store.async_write_marks({"a": ImportMark.at(JUNE, FEBRUARY, JUNE)})
    (kept.folder / "octopus_ev.01JTEST.evidence.2026").write_text('{"version": 9}')
    again = Shelf(hass).store
    await again.async_read_marks()
    facts = await again.async_read_facts(None)
    assert set(facts["a"].readings) == {NEW_YEAR}
    assert again.marks == {}
