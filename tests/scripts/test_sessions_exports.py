"""Readings are the same in whatever form a customer has them."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
import json
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from scripts.sessions_cli.exports import readings_of
from scripts.sessions_cli.files import text_of
from tests.unit.detectors.homes import LONDON, Home

from .exports import HALF_HOUR, dashboard_csv, local_csv, page, rest_csv, rest_rows, utc

AUTUMN = Home(21, start=utc("2026-10-12"))
"""The clocks go back on the night of the 25th."""


def as_page(home: Home) -> str:
    return json.dumps(page(rest_rows(home.readings)))


def as_pages(home: Home) -> str:
    rows = rest_rows(home.readings)
    return json.dumps([page(rows[:500]), page(rows[480:])], indent=1)


def as_pages_in_a_row(home: Home) -> str:
    rows = rest_rows(home.readings)
    return json.dumps(page(rows[:500])) + "\n" + json.dumps(page(rows[500:]))


def as_list(home: Home) -> str:
    return json.dumps(rest_rows(home.readings)[::-1])


def as_texts(home: Home) -> str:
    rows = rest_rows(home.readings)
    return json.dumps([{**row, "consumption": str(row["consumption"])} for row in rows])


def as_dashboard(home: Home) -> str:
    return dashboard_csv(home.readings)


def as_bare_dashboard(home: Home) -> str:
    return dashboard_csv(home.readings, costs=False)


def as_windows_makes_it(home: Home) -> str:
    return "\ufeff" + dashboard_csv(home.readings).replace("\n", "\r\n")


def with_columns_in_another_order(home: Home) -> str:
    lines = (line.split(", ") for line in dashboard_csv(home.readings).splitlines())
    return "\n".join(" , ".join(reversed(cells)) for cells in lines).replace(
        "Start", "START"
    )


def as_a_spreadsheet_makes_it(home: Home) -> str:
    return dashboard_csv(home.readings).replace(", ", ";")


def as_columns_are_copied(home: Home) -> str:
    return dashboard_csv(home.readings, costs=False).replace(", ", "\t")


def with_lines_blank_doubled_and_shuffled(home: Home) -> str:
    heading, *lines = rest_csv(home.readings).splitlines()
    return "\n\n".join((heading, *lines[300:], " ,", *lines[:400]))


def in_local_times(home: Home) -> str:
    return local_csv(sorted(home.readings), home.readings)


def in_local_times_backwards(home: Home) -> str:
    return local_csv(sorted(home.readings, reverse=True), home.readings)


@pytest.mark.parametrize(
    "written",
    [
        as_page,
        as_pages,
        as_pages_in_a_row,
        as_list,
        as_texts,
        as_dashboard,
        as_bare_dashboard,
        as_windows_makes_it,
        with_columns_in_another_order,
        as_a_spreadsheet_makes_it,
        as_columns_are_copied,
        with_lines_blank_doubled_and_shuffled,
        in_local_times,
        in_local_times_backwards,
    ],
)
def test_every_form_has_the_same_readings(
    tmp_path: Path, written: Callable[[Home], str]
) -> None:
    file = tmp_path / "readings"
    file.write_bytes(written(AUTUMN).encode())

    assert readings_of(text_of(str(file)), LONDON.tz) == AUTUMN.readings


def test_the_hour_that_comes_twice_is_summer_time_first() -> None:
    text = (
        "Start,End,Consumption (kwh)\n"
        "2026-10-25 01:00,2026-10-25 01:30,1\n2026-10-25 01:30,2026-10-25 01:00,2\n"
        "2026-10-25 01:00,2026-10-25 01:30,3\n2026-10-25 01:30,2026-10-25 02:00,4\n"
    )
    first = datetime(2026, 10, 25, 0, 0, tzinfo=UTC)
    expected = {first + n * HALF_HOUR: Decimal(n + 1) for n in range(4)}

    assert readings_of(text, LONDON.tz) == expected
    heading, *lines = text.splitlines()
    assert readings_of("\n".join((heading, *reversed(lines))), LONDON.tz) == expected


def test_local_times_are_those_of_the_zone() -> None:
    text = "Start,Consumption (kwh)\n2026-07-01 00:30,1\n"
    start = datetime(2026, 7, 1, 0, 30, tzinfo=UTC)

    assert readings_of(text, ZoneInfo("UTC")) == {start: 1}
    assert readings_of(text, LONDON.tz) == {start - timedelta(hours=1): 1}


@pytest.mark.parametrize(
    "nothing", ["interval_start,consumption\n", '{"results": []}', "[]"]
)
def test_nothing_is_read_where_nothing_is(nothing: str) -> None:
    assert readings_of(nothing, LONDON.tz) == {}
