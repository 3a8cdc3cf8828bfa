"""`scripts/sessions --rates` prices by a page of REST's unit rates."""

from datetime import timedelta
import json
from pathlib import Path
from typing import Any

import pytest

from .exports import HALF_HOUR, home_with_car, page, rest_csv, sessions, utc

JUNE = utc("2026-06-01")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    home, _ = home_with_car(JUNE, 14)
    path = tmp_path / "readings.csv"
    path.write_text(rest_csv(home.readings))
    return path


def rate(
    pence: float, start: str | None, end: str | None, method: str | None = None
) -> dict[str, Any]:
    return {
        "value_exc_vat": pence / 1.05,
        "value_inc_vat": pence,
        "valid_from": start,
        "valid_to": end,
        "payment_method": method,
    }


def costs(file: Path, rows: list[dict[str, Any]]) -> list[tuple[float, float | None]]:
    """Return energy and cost of every session at these rates."""
    rates = file.with_name("rates.json")
    rates.write_text(json.dumps(page(rows)))
    found = sessions(file, "--rates", rates, "--json").sessions
    assert len(found) == 6
    return [(session["energy_kwh"], session["cost"]) for session in found]


def test_an_open_rate_holds_for_ever(file: Path) -> None:
    for energy, cost in costs(file, [rate(24.5, None, None)]):
        assert cost == pytest.approx(0.245 * energy)


def test_direct_debit_is_preferred(file: Path) -> None:
    since = "2026-01-01T00:00:00Z"
    rows = [
        rate(25.9, since, None, "NON_DIRECT_DEBIT"),
        rate(24.5, since, None, "DIRECT_DEBIT"),
    ]
    for energy, cost in costs(file, rows):
        assert cost == pytest.approx(0.245 * energy)


def test_before_the_first_rate_there_is_no_cost(file: Path) -> None:
    found = costs(file, [rate(20, "2026-06-07T12:00:00Z", None)])

    assert [cost is None for _, cost in found] == [True] * 3 + [False] * 3


def test_a_session_that_is_partly_without_a_rate_has_no_cost(file: Path) -> None:
    found = costs(file, [rate(20, None, "2026-06-02T02:00:00Z")])

    assert [cost for _, cost in found] == [None] * 6


def test_a_night_rate_in_utc_is_a_window_to_look_in(file: Path) -> None:
    rows = []
    for day in range(-1, 16):
        opens = JUNE + timedelta(days=day) - HALF_HOUR
        closes, again = opens + 10 * HALF_HOUR, opens + timedelta(days=1)
        rows.append(rate(8.5, opens.isoformat(), closes.isoformat()))
        rows.append(rate(27.0, closes.isoformat(), again.isoformat()))

    for energy, cost in costs(file, rows[::-1]):
        assert cost == pytest.approx(0.085 * energy)


@pytest.mark.parametrize(
    ("row", "complaint"),
    [
        ({"consumption": 1}, "`value_inc_vat` is empty"),
        (rate(24.5, "yesterday", None), "`valid_from` is 'yesterday'"),
        (rate(24.5, "2026-01-01T00:00:00", None), "`valid_from` has no offset"),
        ({**rate(24.5, None, None), "payment_method": 1}, "`payment_method` is"),
    ],
)
def test_a_bad_rate_is_named(file: Path, row: dict[str, Any], complaint: str) -> None:
    rates = file.with_name("rates.json")
    rates.write_text(json.dumps(page([row]), indent=1))

    found = sessions(file, "--rates", rates, "--json").complaint

    assert "rates.json: Line 6: " in found
    assert complaint in found
