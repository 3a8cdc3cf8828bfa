"""On the days when clocks change, the statistics agree with figures made by hand."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

from freezegun.api import TickingDateTimeFactory
import pytest

from custom_components.octopus_ev.core.model import Reading
from homeassistant.components.recorder import get_instance
from homeassistant.components.recorder.statistics import statistics_during_period
from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util
from tests.clock_changes import CHANGES, POINT, Change, LocalDay
from tests.components.desks import KEY, Desk, house

from .books import Books, named


async def test_the_tables_speak_of_one_point() -> None:
    assert POINT == KEY


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.name)
async def test_days_of_a_clock_change_are_as_worked_out_by_hand(
    hass: HomeAssistant, freezer: TickingDateTimeFactory, change: Change
) -> None:
    """Home Assistant itself makes local days of our hours."""
    await hass.config.async_set_time_zone("Europe/London")
    freezer.move_to(change.window.end + timedelta(hours=11))
    desk = await Desk.open(hass, freezer, house(1))
    readings = [Reading(start, energy) for start, energy in change.readings.items()]
    await desk.engine.async_rates(KEY, change.book)
    await desk.engine.async_readings(KEY, change.window, readings)
    await desk.start()
    for day in change.days:
        await desk.engine.async_add(KEY, day.night, day.figures.car_energy)

    await Books.open(hass, freezer, desk=desk)

    try:
        for day in change.days:
            figures = day.figures
            assert await daily(hass, day) == {
                "import_energy": figures.energy,
                "import_cost": figures.cost,
                "ev_energy": figures.car_energy,
                "ev_cost": figures.car_cost,
                "house_energy": figures.house_energy,
                "house_cost": figures.house_cost,
            }
    finally:
        dt_util.set_default_time_zone(dt_util.get_time_zone("US/Pacific") or UTC)


async def daily(hass: HomeAssistant, day: LocalDay) -> dict[str, Decimal]:
    """Return what the recorder makes of a local day, rounded like a sensor."""
    kinds = [
        f"{part}_{measure}"
        for part in ("import", "ev", "house")
        for measure in ("energy", "cost")
    ]
    found = await get_instance(hass).async_add_executor_job(
        statistics_during_period,
        hass,
        day.span.start,
        day.span.end,
        {named(kind) for kind in kinds},
        "day",
        None,
        {"change"},
    )
    amounts = {}
    for kind in kinds:
        (change,) = (
            row["change"]
            for row in found[named(kind)]
            if datetime.fromtimestamp(row["start"], UTC) == day.span.start
        )
        assert change is not None
        amounts[kind] = round(Decimal(change), 8)
    return amounts
