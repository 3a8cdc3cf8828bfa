"""Garbage, truncated and hostile answers change nothing and stop nothing for good."""

import json
from typing import Any

import pytest

from custom_components.octopus_ev.const import DOMAIN
from homeassistant.config_entries import ConfigEntryState
from tests.components.conftest import Home, Settle

SECRET = "sk_live_echoed_by_the_server"


def _page(*rows: dict[str, Any]) -> str:
    return json.dumps({"count": len(rows), "next": None, "results": rows})


def _row(
    energy: object, start: object = "2026-11-19T00:00:00Z", end: object = None
) -> dict[str, Any]:
    return {
        "consumption": energy,
        "interval_start": start,
        "interval_end": end or start,
    }


FAULTS: dict[str, dict[str, object]] = {
    "truncated": {"truncate": True},
    "empty": {"empty": True},
    "reset": {"reset": True},
    "server error": {"html502": True},
    "not found": {"status": 404, "body": json.dumps({"detail": SECRET})},
    "bad request": {"status": 400, "body": json.dumps({"detail": SECRET})},
    "a page of text": {"body": f"<html>{SECRET}</html>", "content_type": "text/html"},
    "a number": {"body": "7"},
    "a list": {"body": "[]"},
    "nothing": {"body": "null"},
    "another shape": {"body": json.dumps({"results": {SECRET: SECRET}})},
    "nested deeply": {"body": "[" * 100_000},
    "not UTF-8 once escaped": {"body": '{"results": ["\\ud800"]}'},
}

ROWS: dict[str, str] = {
    "no energy": _page(_row(None)),
    "energy in words": _page(_row(SECRET)),
    "energy without end": _page(_row(1e308)),
    "not a number": '{"count": 1, "next": null, "results": [{"consumption": NaN, '
    '"interval_start": "2026-11-19T00:00:00Z", "interval_end": "x"}]}',
    "less than nothing": _page(_row(-5, end="2026-11-19T00:30:00Z")),
    "at the end of time": _page(
        _row(1, "9999-12-31T23:30:00Z", "9999-12-31T23:59:59Z")
    ),
    "before all time": _page(_row(1, "0001-01-01T00:00:00+14:00")),
    "in the future": _page(_row(9, "2036-01-01T00:00:00Z", "2036-01-01T00:30:00Z")),
    "off the grid": _page(_row(9, "2026-11-19T00:07:00Z", "2026-11-19T00:37:00Z")),
    "at no time": _page(_row(1, SECRET)),
    "at a number": _page(_row(1, 7)),
    "a page after this one elsewhere": json.dumps(
        {"count": 1, "next": "https://example.com/steal", "results": []}
    ),
}


def _ids(home: Home) -> list[str]:
    [key] = home.runtime.engine.point_keys
    return [s.session_id for s in home.runtime.engine.view(key).sessions]


def _reads(home: Home) -> bool:
    return home.runtime.readings.last_update_success


def _state(home: Home) -> ConfigEntryState:
    return home.entry.state


def _ours(caplog: pytest.LogCaptureFixture) -> str:
    return "\n".join(
        f"{record.levelname} {record.getMessage()} {record.exc_text or ''}"
        for record in caplog.records
        if DOMAIN in record.name
    )


async def test_a_loaded_account_outlives_any_answer(
    home: Home, subtests: pytest.Subtests, caplog: pytest.LogCaptureFixture
) -> None:
    for name, fault in FAULTS.items():
        with subtests.test(name):
            before = _ids(home)
            home.world.faults.add(fault, path="*", times=None)
            await home.pass_time(minutes=35)
            assert not _reads(home)
            assert _ids(home) == before
            home.world.faults.clear()
            await home.pass_time(minutes=40)
            assert _reads(home)
            assert _ids(home)[: len(before)] == before
    assert _state(home) is ConfigEntryState.LOADED
    assert "Unexpected error" not in caplog.text
    assert SECRET not in _ours(caplog)


async def test_no_reading_is_believed_that_no_meter_measures(
    home: Home, subtests: pytest.Subtests, caplog: pytest.LogCaptureFixture
) -> None:
    [key] = home.runtime.engine.point_keys
    readings = dict(home.runtime.engine.view(key).readings)
    before = _ids(home)
    for name, body in ROWS.items():
        with subtests.test(name):
            home.world.faults.add({"body": body}, path="*/consumption/", times=None)
            await home.pass_time(minutes=35)
            assert dict(home.runtime.engine.view(key).readings) == readings
            assert _ids(home) == before
            home.world.faults.clear()
    assert "Unexpected error" not in caplog.text
    assert SECRET not in _ours(caplog)


@pytest.mark.parametrize("name", ["truncated", "another shape", "server error"])
async def test_a_setup_that_meets_it_is_repeated(settle: Settle, name: str) -> None:
    home = await settle()
    home.world.faults.add(FAULTS[name], path="*", times=None)
    await home.set_up()
    assert _state(home) is ConfigEntryState.SETUP_RETRY
    assert SECRET not in (home.entry.reason or "")
    home.world.faults.clear()
    await home.pass_time(minutes=5)
    assert _state(home) is ConfigEntryState.LOADED
    assert _ids(home)
