"""`scripts/sessions` finds the charges in a customer's file and says what they cost."""

from datetime import datetime, timedelta
import gzip
import json
from pathlib import Path
import subprocess
import sys
from typing import Any

import pytest

from tests.unit.detectors.homes import Charge, Home

from .exports import (
    HALF_HOUR,
    ROOT,
    dashboard_csv,
    home_with_car,
    page,
    rest_csv,
    rest_rows,
    sessions,
    utc,
)

AUTUMN = utc("2026-10-12")
"""The clocks go back on the night of the 25th."""
NIGHT = ("--off-peak", "00:30-05:30")
PRICES = (*NIGHT, "--cheap", "8.5", "--standard", "27")


@pytest.fixture(scope="module")
def autumn() -> tuple[Home, list[Charge]]:
    return home_with_car(AUTUMN)


@pytest.fixture
def home(autumn: tuple[Home, list[Charge]]) -> Home:
    return autumn[0]


@pytest.fixture
def file(tmp_path: Path, home: Home) -> Path:
    path = tmp_path / "readings.csv"
    path.write_text(rest_csv(home.readings))
    return path


@pytest.fixture
def asked(file: Path) -> list[Any]:
    """Return the sessions of the plainest file, with prices."""
    return sessions(file, *PRICES, "--json").sessions


def test_every_charge_is_found_with_its_energy(
    file: Path, autumn: tuple[Home, list[Charge]]
) -> None:
    document = sessions(file, *NIGHT, "--json").document

    charges = autumn[1]
    assert document["charger_kw"] == pytest.approx(7.2, rel=0.02)
    assert len(document["sessions"]) == len(charges)
    for session, charge in zip(document["sessions"], charges, strict=True):
        start = datetime.fromisoformat(session["start"])
        assert abs(start - charge.span.start) < timedelta(minutes=5)
        assert session["energy_kwh"] == pytest.approx(charge.energy, rel=0.03)


def test_json_has_numbers_and_instants_in_utc(asked: list[Any]) -> None:
    session = asked[-1]

    assert set(session) == {
        *("id", "start", "end", "energy_kwh", "cost", "confidence", "slots")
    }
    assert session["start"].endswith("Z")
    assert session["end"] > session["start"]
    assert isinstance(session["cost"], float)
    assert session["confidence"] in {"probable", "confirmed"}
    kwh = [slot["kwh"] for slot in session["slots"]]
    assert sum(kwh) == pytest.approx(session["energy_kwh"])
    assert all(
        slot["start"].endswith(("00:00Z", "30:00Z")) for slot in session["slots"]
    )


def test_without_rates_the_cost_is_null_and_not_nought(file: Path) -> None:
    found = sessions(file, *NIGHT, "--json").sessions

    assert {session["cost"] for session in found} == {None}


def test_each_half_hour_is_priced_by_local_time(asked: list[Any]) -> None:
    # Summer time ends on the 25th: the window opens at 23:30 UTC, then at 00:30.
    for session in asked:
        opens = "23:30" if session["start"] < "2026-10-25" else "00:30"
        cost = 0.0
        for slot in session["slots"]:
            cheap = opens <= slot["start"][11:16] or slot["start"][11:16] < "04:30"
            cheap = cheap and not (opens == "00:30" and slot["start"][11:16] < "00:30")
            cost += slot["kwh"] * (0.085 if cheap else 0.27)
        assert session["cost"] == pytest.approx(cost)


@pytest.mark.parametrize("cheap", [(), ("--cheap", "8.5")])
def test_without_a_window_there_is_one_rate(file: Path, cheap: tuple[str, ...]) -> None:
    ran = sessions(file, *cheap, "--standard", "24.5", "--json")

    assert ("no hour is cheap" in ran.err) == bool(cheap)
    for session in ran.sessions:
        assert session["cost"] == pytest.approx(0.245 * session["energy_kwh"])


def test_a_given_power_finds_the_same(file: Path, asked: list[Any]) -> None:
    given = sessions(file, *PRICES, "--charger-kw", "7", "--json").document
    learnt = sessions(file, *PRICES, "--charger-kw", "auto", "--json").sessions

    assert learnt == asked
    assert given["charger_kw"] == 7
    assert [one["id"] for one in given["sessions"]] == [one["id"] for one in asked]


@pytest.mark.parametrize("more", [False, True])
def test_ids_depend_on_the_start_alone(
    tmp_path: Path, home: Home, asked: list[Any], more: bool
) -> None:
    edge = AUTUMN + timedelta(days=4)
    part = {slot: kwh for slot, kwh in home.readings.items() if slot >= edge}
    if more:
        part = {slot: kwh + (slot.hour == 12) for slot, kwh in part.items()}
    file = tmp_path / "part.csv"
    file.write_text(rest_csv(part))

    ids = {session["id"] for session in sessions(file, *PRICES, "--json").sessions}

    later = [s["id"] for s in asked if datetime.fromisoformat(s["start"]) > edge]
    assert len(later) > 5
    assert ids == set(later)


@pytest.mark.parametrize("written", ["page", "dashboard"])
def test_another_form_of_the_same_readings_gives_the_same(
    tmp_path: Path, home: Home, asked: list[Any], written: str
) -> None:
    file = tmp_path / "readings"
    if written == "page":
        file.write_text(json.dumps(page(rest_rows(home.readings))))
    else:
        file.write_text(dashboard_csv(home.readings))

    assert sessions(file, *PRICES, "--json").sessions == asked


def test_gzip_is_told_by_its_content(
    tmp_path: Path, file: Path, asked: list[Any]
) -> None:
    packed = tmp_path / "packed.csv"
    packed.write_bytes(gzip.compress(file.read_bytes()))

    assert sessions(packed, *PRICES, "--json").sessions == asked
    assert sessions("-", *PRICES, "--json", stdin=packed.read_bytes()).sessions == asked


def test_a_gap_ends_what_is_known_and_nothing_else(
    tmp_path: Path, home: Home, asked: list[Any]
) -> None:
    start = datetime.fromisoformat(asked[3]["start"]) - HALF_HOUR
    gap = (start, start + timedelta(hours=6))
    file = tmp_path / "gap.csv"
    file.write_text(
        rest_csv(
            {
                slot: kwh
                for slot, kwh in home.readings.items()
                if not gap[0] <= slot < gap[1]
            }
        )
    )

    found = sessions(file, *PRICES, "--json").sessions
    assert [s["id"] for s in found] == [s["id"] for s in [*asked[:3], *asked[4:]]]


def test_no_readings_are_no_sessions(tmp_path: Path) -> None:
    file = tmp_path / "nothing"
    file.write_text('{"results": []}')

    assert sessions(file, "--json").document == {"charger_kw": None, "sessions": []}
    assert "No charger" in sessions(file).out


def test_a_table_has_a_row_for_each_session_and_the_totals(
    file: Path, asked: list[Any]
) -> None:
    out = sessions(file, *PRICES).out
    lines = out.splitlines()

    assert "7.2" in lines[0]
    assert sum("confirmed" in line or "probable" in line for line in lines) == len(
        asked
    )
    energy = sum(session["energy_kwh"] for session in asked)
    cost = sum(session["cost"] for session in asked)
    assert lines[-1].split()[:4] == [
        *(str(len(asked)), "sessions", f"{energy:.2f}", f"{cost:.2f}")
    ]


def test_the_script_takes_a_file_from_where_the_user_is(
    file: Path, asked: list[Any]
) -> None:
    (file.parent / "scripts").mkdir()
    link = file.with_name("sessions")
    link.symlink_to(ROOT / "scripts" / "sessions")
    done = subprocess.run(
        [str(link), file.name, *PRICES, "--json"],
        cwd=file.parent,
        capture_output=True,
        check=True,
        timeout=60,
    )

    assert json.loads(done.stdout)["sessions"] == asked


def test_the_core_runs_without_home_assistant(file: Path) -> None:
    code = (
        "import runpy, sys\n"
        f"sys.argv = ['sessions', {str(file)!r}, '--json']\n"
        "try:\n    runpy.run_module('scripts.sessions_cli', run_name='__main__')\n"
        "except SystemExit:\n    pass\n"
        "assert not {'homeassistant', 'aiohttp'} & {*sys.modules}\n"
    )
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, timeout=60)


def test_causal_finds_a_session_without_the_days_after_the_next(
    tmp_path: Path,
) -> None:
    home, charges = home_with_car(AUTUMN, 40)
    cut = AUTUMN + timedelta(days=30)
    found = []
    for end in (home.window.end, cut):
        file = tmp_path / "readings.csv"
        part = {slot: kwh for slot, kwh in home.readings.items() if slot < end}
        file.write_text(rest_csv(part))
        found.append(sessions(file, *PRICES, "--causal", "--json").sessions)

    known = (cut - timedelta(days=1)).isoformat()
    assert found[1] == [session for session in found[0] if session["end"] < known]
    assert len(found[0]) > 0.8 * len(charges)
