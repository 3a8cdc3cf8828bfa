"""Each hour of a series is written once, and again only if something changed."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Final

from hypothesis import given, strategies as st

from custom_components.octopus_ev.core.hourly import HOUR
from custom_components.octopus_ev.core.series import (
    Row,
    Series,
    before,
    count_rows,
    last_row,
    month_end,
    month_start,
    months,
    revised,
)
from custom_components.octopus_ev.core.span import BEGINNING, Span

from .build import span, utc

JANUARY: Final = utc("2026-01-01")
FEBRUARY: Final = utc("2026-02-01")
MARCH: Final = utc("2026-03-01")


def hours(month: datetime, *values: str | None) -> dict[datetime, Decimal]:
    return {
        month + index * HOUR: Decimal(value)
        for index, value in enumerate(values)
        if value is not None
    }


def told(rows: object) -> list[tuple[str, float | None, float]]:
    assert isinstance(rows, list | tuple)
    return [(f"{hour:%m-%d %H}", state, total) for hour, state, total in rows]


def test_a_month_is_written_with_the_sum_of_all_before_it() -> None:
    first = revised({}, JANUARY, hours(JANUARY, "1", "2"), BEGINNING)
    second = revised(first.series, FEBRUARY, hours(FEBRUARY, "4"), BEGINNING)

    assert told(first.rows) == [("01-01 00", 1, 1), ("01-01 01", 2, 3)]
    assert told(second.rows) == [("02-01 00", 4, 7)]
    assert second.shift == 4
    assert before(second.series, MARCH) == 7
    assert last_row(second.series) == (FEBRUARY, Decimal(7))
    assert count_rows(second.series) == 3


def test_the_same_hours_again_write_nothing() -> None:
    first = revised({}, JANUARY, hours(JANUARY, "1.0", "2"), BEGINNING)

    again = revised(first.series, JANUARY, hours(JANUARY, "1", "2.00"), BEGINNING)

    assert again.rows == ()
    assert again.shift == 0
    assert again.series == first.series


def test_nothing_is_written_of_a_month_of_which_nothing_is_known() -> None:
    found = revised({}, JANUARY, {}, BEGINNING)

    assert (found.rows, found.series) == ((), {})
    assert last_row(found.series) is None


def test_new_hours_leave_the_ones_before_them_alone() -> None:
    first = revised({}, JANUARY, hours(JANUARY, "1", "2"), BEGINNING)

    after = revised(first.series, JANUARY, hours(JANUARY, "1", "2", "3"), BEGINNING)

    assert told(after.rows) == [("01-01 02", 3, 6)]
    assert after.shift == 3


def test_a_correction_writes_the_rest_of_its_month_and_shifts_later_ones() -> None:
    series = revised({}, JANUARY, hours(JANUARY, "1", "2", "3"), BEGINNING).series
    series = revised(series, FEBRUARY, hours(FEBRUARY, "4"), BEGINNING).series

    after = revised(series, JANUARY, hours(JANUARY, "1", "2.5", "3"), BEGINNING)

    assert told(after.rows) == [("01-01 01", 2.5, 3.5), ("01-01 02", 3, 6.5)]
    assert after.shift == Decimal("0.5")
    assert last_row(after.series) == (FEBRUARY, Decimal("10.5"))


def test_a_gap_has_no_row() -> None:
    found = revised({}, JANUARY, hours(JANUARY, "1", None, "3"), BEGINNING)

    assert told(found.rows) == [("01-01 00", 1, 1), ("01-01 02", 3, 4)]


def test_an_hour_that_is_filled_in_later_writes_what_follows() -> None:
    series = revised({}, JANUARY, hours(JANUARY, "1", None, "3"), BEGINNING).series

    after = revised(series, JANUARY, hours(JANUARY, "1", "2", "3"), BEGINNING)

    assert told(after.rows) == [("01-01 01", 2, 3), ("01-01 02", 3, 6)]


def test_an_hour_whose_value_is_withdrawn_keeps_a_row_that_adds_nothing() -> None:
    series = revised({}, JANUARY, hours(JANUARY, "1", "2", "3"), BEGINNING).series

    after = revised(series, JANUARY, hours(JANUARY, "1", None, "3"), BEGINNING)

    assert told(after.rows) == [("01-01 01", None, 1), ("01-01 02", 3, 4)]
    assert count_rows(after.series) == 3
    back = revised(after.series, JANUARY, hours(JANUARY, "1", "2", "3"), BEGINNING)
    assert told(back.rows) == [("01-01 01", 2, 3), ("01-01 02", 3, 6)]


def test_a_month_whose_hours_are_not_at_hand_is_written_from_the_change_on() -> None:
    series: Series = {}
    for month in (JANUARY, FEBRUARY, MARCH):
        series = revised(series, month, hours(month, "1", "2", "3"), BEGINNING).series

    assert [known.values is None for known in series.values()] == [True, False, False]
    changed = hours(JANUARY, "1", "2", "9")
    late = revised(series, JANUARY, changed, JANUARY + 1.5 * HOUR)
    early = revised(series, JANUARY, changed, BEGINNING)
    assert told(late.rows) == [("01-01 01", 2, 3), ("01-01 02", 9, 12)]
    assert told(early.rows) == [
        ("01-01 00", 1, 1),
        ("01-01 01", 2, 3),
        ("01-01 02", 9, 12),
    ]


def test_months_are_of_utc() -> None:
    window = span("2025-12-31 23:30", "2026-02-01")

    assert list(months(window)) == [utc("2025-12-01"), JANUARY]
    assert month_start(utc("2026-02-28 23:30")) == FEBRUARY
    assert month_end(FEBRUARY) == MARCH


class Database:
    """Rows as a recorder keeps them: each is replaced whole, or its sum shifted."""

    def __init__(self) -> None:
        self.rows: dict[datetime, tuple[float | None, Decimal]] = {}

    def shift(self, since: datetime, amount: Decimal) -> None:
        for hour, (state, total) in self.rows.items():
            if hour >= since:
                self.rows[hour] = state, total + amount

    def put(self, rows: object) -> None:
        assert isinstance(rows, list | tuple)
        row: Row
        for row in rows:
            self.rows[row[0]] = row[1], Decimal(repr(row[2]))


@given(
    st.lists(
        st.tuples(
            st.integers(0, 2),
            st.dictionaries(
                st.integers(0, 30), st.decimals(-3, 9, places=2), max_size=30
            ),
        ),
        max_size=12,
    )
)
def test_in_any_order_of_changes_every_sum_is_right(
    steps: list[tuple[int, Mapping[int, Decimal]]],
) -> None:
    series: Series = {}
    truth: dict[datetime, dict[datetime, Decimal]] = {}
    database = Database()
    starts = (JANUARY, FEBRUARY, MARCH)
    for index, numbers in steps:
        month = starts[index]
        truth[month] = {month + hour * HOUR: value for hour, value in numbers.items()}
        revision = revised(series, month, truth[month], month)
        series = revision.series
        database.shift(month_end(month), revision.shift)
        database.put(revision.rows)

    total = Decimal(0)
    known = {hour: v for month in truth.values() for hour, v in month.items()}
    for hour in Span(JANUARY, utc("2026-04-01")).slots(HOUR):
        total += known.get(hour, Decimal(0))
        if hour in known or hour in database.rows:
            state, found = database.rows[hour]
            assert state == (float(known[hour]) if hour in known else None)
            assert found == total
    assert count_rows(series) == len(database.rows)
    if database.rows:
        assert last_row(series) == (max(database.rows), total)
