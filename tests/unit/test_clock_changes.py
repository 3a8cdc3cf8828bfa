"""The days around every clock change agree with a table that was worked out by hand."""

import pytest

from custom_components.octopus_ev.core.periods import day_span, days, slots_in
from custom_components.octopus_ev.core.summary import latest_complete_day, totals
from tests.clock_changes import CHANGES, Change, LocalDay

from .build import GB

DAYS = [(change, day) for change in CHANGES for day in change.days]

every_change = pytest.mark.parametrize("change", CHANGES, ids=lambda it: it.name)
every_day = pytest.mark.parametrize(
    ("change", "day"), DAYS, ids=[f"{day.day}" for _, day in DAYS]
)


@every_change
def test_local_days_lie_where_the_table_says(change: Change) -> None:
    assert [*days(GB, change.window)] == [day.day for day in change.days]
    for day in change.days:
        assert day_span(GB, day.day) == day.span
        assert slots_in(GB, day.span) == day.figures.slots


@every_day
def test_the_sensors_of_the_house_agree(change: Change, day: LocalDay) -> None:
    readings = {
        slot: energy for slot, energy in change.readings.items() if slot < day.span.end
    }

    used = latest_complete_day(
        readings, change.book, change.sessions, GB, now=day.span.end
    )

    assert used is not None
    assert used.day == day.day
    assert used.energy == day.figures.energy
    assert used.cost.amount == day.figures.cost
    assert used.standing == day.standing


@every_day
def test_the_sensors_of_the_car_agree(change: Change, day: LocalDay) -> None:
    used = totals(change.sessions, day_span(GB, day.day))

    assert used.energy == day.figures.car_energy
    assert used.cost == day.figures.car_cost
