"""Exported tables say what sessions say, and are no formulas."""

import csv
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO, StringIO
from xml.etree import ElementTree as ET
from zipfile import ZipFile

import pytest

from custom_components.octopus_ev.core.export import COLUMNS, csv_text, table
from custom_components.octopus_ev.core.payload import summary
from custom_components.octopus_ev.export_xlsx import workbook
from tests.unit.build import GB, charge

SUMMER = charge("2026-07-15 00:30", "2026-07-15 04:30")
UNPRICED = charge("2026-11-16 00:30", "2026-11-16 01:30", rate=None)
SPACE = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def read_csv(text: str) -> list[dict[str, str]]:
    return [*csv.DictReader(StringIO(text))]


def read_workbook(content: bytes) -> list[list[object]]:
    """Read a workbook as a spreadsheet does: by type of cell."""
    with ZipFile(BytesIO(content)) as folder:
        assert folder.testzip() is None
        for name in folder.namelist():
            ET.fromstring(folder.read(name))  # noqa: S314
        sheet = ET.fromstring(  # noqa: S314
            folder.read("xl/worksheets/sheet1.xml")
        )
    return [
        [read_cell(cell) for cell in row.iter(f"{SPACE}c")]
        for row in sheet.iter(f"{SPACE}row")
    ]


def read_cell(cell: ET.Element) -> object:
    assert cell.find(f"{SPACE}f") is None
    if cell.get("t") == "inlineStr":
        text = cell.find(f"{SPACE}is/{SPACE}t")
        assert text is not None
        return text.text or ""
    value = cell.findtext(f"{SPACE}v")
    if value is None:
        return None
    return value == "1" if cell.get("t") == "b" else float(value)


def test_each_session_is_a_row_with_the_figures_that_are_told() -> None:
    text = csv_text(table([SUMMER, UNPRICED], GB))

    first, second = read_csv(text)
    assert tuple(first) == COLUMNS
    told = summary(SUMMER, GB)
    for name in ("duration_min", "energy_kwh", "cost", "average_rate", "peak_kwh"):
        assert float(first[name]) == told[name]
    assert first["start"] == "2026-07-15T01:30:00+01:00"
    assert second["end"] == "2026-11-16T01:30:00+00:00"
    assert first["session_id"] == SUMMER.session_id
    assert (first["sources"], first["billed"]) == ("half_hourly", "false")
    # What is not known is empty, and never nothing.
    assert (second["cost"], second["saving"]) == ("", "")
    assert second["unpriced_kwh"] == "7.2"


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r", "\n"])
def test_a_note_is_no_formula_in_a_spreadsheet(sign: str) -> None:
    note = f'{sign}HYPERLINK("http://example.org","x")'
    rows = table([replace(SUMMER, note=note)], GB)

    (told,) = csv.DictReader(StringIO(csv_text(rows), newline=""))
    assert told["note"] == f"'{note}"
    _, row = read_workbook(workbook(COLUMNS, rows))
    # XML reads either end of a line as a new line.
    assert row[COLUMNS.index("note")] == note.replace("\r", "\n")


def test_a_figure_below_zero_stays_a_figure() -> None:
    dear = replace(SUMMER, reference_cost=None, excess=None)
    rows = [[*table([dear], GB)[0]]]
    rows[0][COLUMNS.index("saving")] = -0.52

    (told,) = read_csv(csv_text(rows))

    assert told["saving"] == "-0.52"


def test_a_workbook_has_texts_figures_and_dates() -> None:
    note = "café <b>&\x00\x1f \ud800"
    rows = table([replace(SUMMER, note=note), UNPRICED], GB)

    head, first, second = read_workbook(workbook(COLUMNS, rows))

    assert tuple(head) == COLUMNS
    told = summary(SUMMER, GB)
    assert first[COLUMNS.index("energy_kwh")] == told["energy_kwh"]
    assert first[COLUMNS.index("note")] == "café <b>& "
    assert first[COLUMNS.index("billed")] is False
    assert second[COLUMNS.index("cost")] is None
    # Spreadsheets count days from the end of 1899; half past one is 1.5 of 24 hours.
    days = (datetime(2026, 7, 15, tzinfo=UTC) - datetime(1899, 12, 30, tzinfo=UTC)).days
    assert first[0] == pytest.approx(days + 1.5 / 24)


def test_the_same_sessions_make_the_same_workbook() -> None:
    rows = table([SUMMER], GB)

    assert workbook(COLUMNS, rows) == workbook(COLUMNS, rows)
