"""`scripts/sessions` names the line that it cannot use, and guesses nothing."""

import gzip
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from scripts.sessions_cli.command import main
from scripts.sessions_cli.errors import BadFileError
from scripts.sessions_cli.exports import readings_of
from scripts.sessions_cli.files import text_of
from tests.unit.detectors.homes import LONDON

from .exports import sessions

CSV = "interval_start,interval_end,consumption\n"
GOOD = "2026-06-01T00:00:00Z,2026-06-01T00:30:00Z,0.2\n"


def refused(tmp_path: Path, content: str | bytes) -> str:
    """Return why a file of this content cannot be used."""
    file = tmp_path / "file"
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(BadFileError) as caught:
        readings_of(text_of(str(file)), LONDON.tz)
    return str(caught.value)


def test_the_complaint_is_all_there_is(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text(f"{CSV}{GOOD}2026-06-01T00:30:00Z,,much\n")

    assert sessions(file, "--json").complaint == (
        f"sessions: {file}: Line 3: the energy is 'much', which is not a number."
    )
    assert sessions(file.with_name("none")).complaint.endswith(
        "No such file or directory."
    )


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("2026-06-01T00:30:00Z,,", "the energy is empty"),
        ("2026-06-01T00:30:00Z,,much", "the energy is 'much'"),
        ("2026-06-01T00:30:00Z,,nan", "not a number"),
        ("2026-06-01T00:30:00Z,,-0.1", "negative"),
        ("2026-06-01T00:30:00Z,,350", "Watt-hours"),
        ("2026-06-01T00:30:00Z,,0,350", "4 fields, but the heading has 3"),
        ("2026-06-01T00:30:00Z,0.350", "2 fields, but the heading has 3"),
        ("2026-06-01,,0.2", "not a date and time"),
        ("01/06/2026 00:30,,0.2", "not a date and time"),
        (",,0.2", "the start is empty"),
        ("2026-06-01T00:15:00Z,,0.2", "half hour"),
        ("2026-06-01T00:30:00Z,2026-06-01T01:30:00Z,0.2", "60 minutes"),
        ("2026-06-01T00:00:00Z,,0.3", "line 2"),
        ('2026-06-01T00:30:00Z,,"0.2', "not CSV"),
    ],
)
def test_a_bad_line_is_named(tmp_path: Path, line: str, complaint: str) -> None:
    found = refused(tmp_path, f"{CSV}{GOOD}\n{line}\n")

    assert "Line 4: " in found
    assert complaint in found


@pytest.mark.parametrize(
    "heading",
    [
        "consumption",
        "Start,Consumption (wh)",
        "Start,Consumption (m3)",
        "0.2,2026-06-01",
    ],
)
def test_a_heading_without_time_or_kilowatt_hours_is_refused(
    tmp_path: Path, heading: str
) -> None:
    assert "Line 1: a heading" in refused(tmp_path, f"{heading}\n")


def test_two_columns_of_one_meaning_are_refused(tmp_path: Path) -> None:
    found = refused(tmp_path, "Start,interval_start,Consumption (kwh)\n")

    assert "Line 1: two columns" in found


def test_local_times_that_never_were_are_refused(tmp_path: Path) -> None:
    rows = "Start,Consumption (kwh)\n2026-03-29 00:30,0.2\n2026-03-29 01:00,0.2\n"

    assert "Line 3: the clocks of Europe/London went forward" in refused(tmp_path, rows)
    assert len(readings_of(rows, ZoneInfo("UTC"))) == 2


def test_local_ends_beside_a_change_of_the_clocks_are_understood() -> None:
    rows = (
        "Start,End,Consumption (kwh)\n"
        "2026-03-29 00:30,2026-03-29 02:00,0.2\n2026-03-29 02:00,2026-03-29 02:30,0.2\n"
        "2026-10-25 01:30,2026-10-25 01:00,0.2\n2026-10-25 01:30,2026-10-25 02:00,0.2\n"
    )

    assert len(readings_of(rows, LONDON.tz)) == 4


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("", "empty"),
        (" \n\n", "empty"),
        ('{"results": [\n{"consumption": 1,\n}', "Line 2: this is not JSON"),
        ('{"results": [\n{"consumption": NaN}]}', "Line 1: NaN is not a number"),
        ('{"results":\n 3}', "Line 2: `results` is not a list"),
        ("[\n\n3]", "Line 3: an object of named fields"),
        ("[\n3 4]", "Line 2: an object"),
        ('{"results": []\n]', "Line 2: this is not JSON"),
        ('[\n{"consumption": 1}]', "Line 2: the start is empty"),
        (
            '[{"consumption": true,\n"interval_start": "2026-06-01T00:00:00Z"}]',
            "Line 1: the energy is of",
        ),
        (
            '[{"consumption": 1, "interval_start": "2026-06-01T00:00:00Z"}, {},\n{}]',
            "Line 1, row 2: the start is empty",
        ),
        (
            '{"results": [{}]]',
            "Line 1: this is not JSON: Expecting ',' delimiter (column 17).",
        ),
        ("[" * 100_000, "an object of named fields"),
        ('{"a":' * 100_000, "Line 1: this is nested too deep"),
    ],
    ids=lambda text: text[:30],
)
def test_json_that_is_no_page_of_readings_is_refused(
    tmp_path: Path, text: str, complaint: str
) -> None:
    assert complaint in refused(tmp_path, text)


def test_damage_is_told(tmp_path: Path) -> None:
    packed = gzip.compress(CSV.encode() + GOOD.encode() * 100)

    assert "gzip data is damaged" in refused(tmp_path, packed[:-9])
    assert "gzip data is damaged" in refused(tmp_path, packed[:20] + b"!" * 20)
    assert "Line 2: this is not UTF-8" in refused(tmp_path, CSV.encode() + b"\xff\n")


@pytest.mark.parametrize(
    "options",
    [
        ("--charger-kw", "0.5"),
        ("--charger-kw", "fast"),
        ("--off-peak", "23:30"),
        ("--off-peak", "25:00-05:30"),
        ("--off-peak", "05:30-05:30"),
        ("--timezone", "Europe/Nowhere"),
        ("--timezone", "../etc/passwd"),
        ("--cheap", "8.5"),
        ("--off-peak", "23:30-05:30", "--standard", "27"),
        ("--rates", "rates.json", "--standard", "27"),
    ],
)
def test_options_that_make_no_sense_are_refused(
    capsys: pytest.CaptureFixture[str], options: tuple[str, ...]
) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["file", *options])

    assert caught.value.code == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert "usage: scripts/sessions" in err
