"""Every hour is in the statistics, as readings, rates and sessions have it."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from freezegun.api import TickingDateTimeFactory
import pytest

from custom_components.octopus_ev.core.model import Direction, RateBook
from custom_components.octopus_ev.core.span import Span
from custom_components.octopus_ev.core.timeline import Timeline
from homeassistant.core import HomeAssistant
from tests.components.desks import FIRST_DAY, KEY, POINT, Desk, house
from tests.unit.build import flat
from tests.unit.detectors.homes import DAY

from .books import DAYS, HALF_HOUR, HOUR, KINDS, NOON, Books, named


@pytest.fixture
async def books(hass: HomeAssistant, freezer: TickingDateTimeFactory) -> Books:
    """Return the statistics of a few days."""
    return await Books.open(hass, freezer)


async def charge(books: Books, energy: str = "1.5") -> str:
    """Add a charge of an hour and a half, from 12:30 on; return its id."""
    span = Span(NOON + HALF_HOUR, NOON + 4 * HALF_HOUR)
    changes = await books.desk.engine.async_add(KEY, span, Decimal(energy))
    await books.settle()
    return changes.items[0].session.session_id


async def test_every_hour_of_every_statistic_is_written(books: Books) -> None:
    assert await books.right()

    for kind in KINDS:
        assert len(await books.rows(kind)) == DAYS * 24
    states = [state for state, _ in (await books.rows("ev_energy")).values()]
    assert set(states) == {0}


async def test_the_recorder_is_told_all_it_asks_for(books: Books) -> None:
    ids = await books.ids()

    assert ids.keys() == {named(kind) for kind in KINDS}
    for name, one in ids.items():
        energy = name.endswith("energy")
        assert one["has_sum"]
        assert not one["has_mean"]
        assert one["mean_type"] == 0
        assert one["unit_class"] == ("energy" if energy else None)
        assert one["statistics_unit_of_measurement"] == ("kWh" if energy else "GBP")
    assert ids[named("ev_cost")]["name"] == "Octopus EV car cost"


async def test_names_are_in_the_language_of_home_assistant(
    hass: HomeAssistant, freezer: TickingDateTimeFactory
) -> None:
    hass.config.language = "ja"

    books = await Books.open(hass, freezer, days=1)

    assert (await books.ids())[named("ev_energy")]["name"] == "Octopus EV 車"


async def test_a_new_day_is_added(books: Books) -> None:
    await books.desk.read(FIRST_DAY + DAY, days=2)
    await books.settle()

    assert await books.right()
    assert len(await books.rows("house_cost")) == (DAYS + 1) * 24


async def test_hours_that_have_not_changed_are_not_written_again(
    books: Books,
) -> None:
    early = NOON - HOUR
    await books.spoil("import_energy", early)

    await books.read((NOON, "4.5"))

    rows = await books.rows("import_energy")
    assert rows[early] == (99, 77)
    assert rows[NOON][0] == pytest.approx(
        float(Decimal("4.5") + books.view.readings[NOON + HALF_HOUR])
    )


async def test_what_changes_nothing_writes_nothing(books: Books) -> None:
    last = FIRST_DAY - HOUR
    await books.spoil("import_energy", last)

    await books.desk.read(FIRST_DAY, days=2)
    await books.settle()

    assert (await books.rows("import_energy"))[last] == (99, 77)


async def test_a_corrected_reading_corrects_every_later_sum(books: Books) -> None:
    before = await books.rows("import_energy")

    await books.read((NOON, "9.999"))

    assert await books.right()
    after = await books.rows("import_energy")
    assert after[NOON - HOUR] == before[NOON - HOUR]
    assert after[max(after)][1] > before[max(before)][1] + 9


async def test_a_late_reading_fills_its_gap(
    hass: HomeAssistant, freezer: TickingDateTimeFactory
) -> None:
    books = await Books.open(hass, freezer)
    start = FIRST_DAY + 2 * HOUR
    await books.read((start, "1"), (start + HALF_HOUR, "2"))
    gap = {FIRST_DAY, FIRST_DAY + HOUR}
    assert gap.isdisjoint(await books.rows("import_energy"))
    assert await books.right()

    await books.read((FIRST_DAY + HALF_HOUR, "0.5"))
    assert (await books.rows("import_energy"))[FIRST_DAY][0] == 0.5
    assert await books.right()

    await books.read(
        (FIRST_DAY, "0.25"), (FIRST_DAY + HOUR, "1"), (start - HALF_HOUR, "1")
    )
    assert (await books.rows("import_energy"))[FIRST_DAY][0] == 0.75
    assert await books.right()


async def test_half_an_hour_waits_until_it_is_passed_over(books: Books) -> None:
    await books.read((FIRST_DAY, "0.5"))
    assert FIRST_DAY not in await books.rows("import_energy")

    later = FIRST_DAY + timedelta(hours=30)
    await books.read((later, "0.5"), (later + HALF_HOUR, "0.5"))

    assert (await books.rows("import_energy"))[FIRST_DAY][0] == 0.5
    assert await books.right()


async def test_a_charge_moves_from_the_house_to_the_car(books: Books) -> None:
    before = await books.rows("house_energy")

    await charge(books)

    assert await books.right()
    car, rest = await books.rows("ev_energy"), await books.rows("house_energy")
    assert car[NOON][0] == 0.5
    assert car[NOON + HOUR][0] == 1
    assert rest[NOON][0] == pytest.approx((before[NOON][0] or 0) - 0.5)


async def test_edited_deleted_and_restored_charges_are_followed(books: Books) -> None:
    name = await charge(books)
    engine = books.desk.engine

    await engine.async_edit(name, energy=Decimal("0.9"))
    await books.settle()
    assert await books.right()

    await engine.async_delete(name)
    await books.settle()
    assert await books.right()
    assert {state for state, _ in (await books.rows("ev_energy")).values()} == {0}

    await engine.async_restore(name)
    await books.settle()
    assert await books.right()
    car = await books.rows("ev_energy")
    assert car[max(car)][1] == pytest.approx(0.9)


async def test_other_rates_are_another_cost(books: Books) -> None:
    await charge(books)
    energy = await books.rows("import_energy")
    house = flat("0.5", Span(FIRST_DAY - DAY, FIRST_DAY))

    await books.desk.rates(RateBook(house=house, vehicle=house, standing=Timeline()))
    await books.settle()

    assert await books.right()
    assert await books.rows("import_energy") == energy


async def test_hours_without_a_rate_have_no_cost_until_there_is_one(
    hass: HomeAssistant, freezer: TickingDateTimeFactory
) -> None:
    books = await Books.open(hass, freezer)
    after = FIRST_DAY + 40 * DAY
    await books.read((after, "1"), (after + HALF_HOUR, "1"))
    assert after in await books.rows("import_energy")
    assert after not in await books.rows("import_cost")

    house = flat("0.5", Span(after, after + DAY))
    await books.desk.rates(RateBook(house=house, vehicle=house, standing=Timeline()))
    await books.settle()

    assert (await books.rows("import_cost"))[after][0] == 1
    assert await books.right()


async def test_a_charge_where_the_meter_was_not_read_comes_and_goes(
    books: Books,
) -> None:
    later = FIRST_DAY + 5 * HOUR
    await books.read((later, "1"), (later + HALF_HOUR, "1"))
    span = Span(FIRST_DAY + HOUR, FIRST_DAY + 2 * HOUR)
    changes = await books.desk.engine.async_add(KEY, span, Decimal(3))
    await books.settle()
    assert (await books.rows("ev_energy"))[FIRST_DAY + HOUR] == (3, 3)

    await books.desk.engine.async_delete(changes.items[0].session.session_id)
    await books.settle()

    rows = await books.rows("ev_energy")
    assert rows[FIRST_DAY + HOUR] == (None, 0)
    assert rows[later] == (0, 0)


async def test_a_point_that_exports_has_what_it_gave_and_earned(
    hass: HomeAssistant, freezer: TickingDateTimeFactory
) -> None:
    desk = await Desk.open(hass, freezer, house(1))
    await desk.engine.async_points({KEY: replace(POINT, direction=Direction.EXPORT)})
    outgoing = flat("0.15")
    await desk.rates(RateBook(house=outgoing, vehicle=outgoing, standing=Timeline()))
    await desk.start()
    books = await Books.open(hass, freezer, desk=desk)

    await books.read((NOON, "1.5"), (NOON + HALF_HOUR, "0.5"))

    ids = await books.ids()
    assert ids.keys() == {named("export_energy"), named("export_cost")}
    assert ids[named("export_cost")]["name"] == "Octopus EV export payment"
    assert await books.rows("export_energy") == {NOON: (2, 2)}
    assert await books.rows("export_cost") == {NOON: (0.3, 0.3)}
