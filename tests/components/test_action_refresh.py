"""The actions that look again: what they bring, and what they leave alone."""

from datetime import UTC, datetime, timedelta
from typing import Any, Final

import pytest

from custom_components.octopus_ev import action_refresh
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError

from .actions import act
from .conftest import Home

NOON: Final = datetime(2026, 11, 20, 12, tzinfo=UTC)


def view(home: Home) -> Any:
    (key,) = home.runtime.engine.point_keys
    return home.runtime.engine.view(key)


async def test_a_refresh_brings_what_is_out_and_says_so(home: Home) -> None:
    before = view(home)
    home.world.publish()
    newest = home.world.now // 1800 * 1800

    told = await act(home, "refresh")

    (point,) = told["points"]
    after = view(home)
    assert point["point"] == after.point.key
    assert point["newest_reading"] == datetime.fromtimestamp(newest, UTC).isoformat()
    assert point["newest_reading"] == after.newest_reading.isoformat()
    fresh = (after.newest_reading - before.newest_reading) / timedelta(minutes=30)
    assert point["new_readings"] == fresh > 0
    assert point["added"] == [
        one.session_id
        for one in after.sessions
        if one.session_id not in {known.session_id for known in before.sessions}
    ]
    assert point["rates_until"] > NOON.isoformat()
    assert told["failed"] == []

    (again,) = (await act(home, "refresh"))["points"]
    assert (again["new_readings"], again["added"], again["removed"]) == (0, [], [])


async def test_a_part_that_does_not_answer_is_named(home: Home) -> None:
    home.world.faults.add({"status": 503}, path="*/consumption/", times=None)

    told = await act(home, "refresh")

    assert told["failed"] == ["readings"]


async def test_a_supplier_that_answers_nothing_is_an_error_in_words(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    home.world.faults.add({"status": 503}, times=None)
    with pytest.raises(HomeAssistantError) as failed:
        await act(home, "refresh")
    assert failed.value.translation_key == "unreachable"

    monkeypatch.setattr(action_refresh, "_LEAST", 400)
    with pytest.raises(HomeAssistantError) as too_much:
        await act(home, "refresh")
    assert too_much.value.translation_key == "asked_much"


def shown(home: Home) -> list[tuple[object, ...]]:
    return [
        (one.session_id, one.span, one.energy, one.cost, one.note)
        for one in view(home).sessions
    ]


async def test_what_is_detected_again_is_the_same_and_edits_stay(home: Home) -> None:
    names = [one.session_id for one in view(home).sessions]
    await act(home, "delete_session", session_id=names[-3])
    await act(home, "edit_session", session_id=names[-1], energy_kwh=9.5, note="mine")
    before = shown(home)

    told = await act(
        home, "redetect", start="2026-10-20T00:00Z", end="2026-11-20T12:00Z"
    )

    (point,) = told["points"]
    assert (point["added"], point["removed"]) == ([], [])
    assert shown(home) == before
    assert names[-3] not in [one[0] for one in before]


async def test_what_lies_long_ago_is_detected_again_too(home: Home) -> None:
    """Four months later, what is in memory begins after these sessions."""
    before = shown(home)
    assert len(before) > 10
    home.world.faults.add({"status": 503}, path="*/consumption/", times=None)
    await home.pass_time(days=120)

    told = await act(
        home, "redetect", start="2026-10-20T00:00Z", end="2026-11-20T12:00Z"
    )

    (point,) = told["points"]
    assert (point["added"], point["removed"]) == ([], [])
    assert [one[0] for one in shown(home)] == [one[0] for one in before]


async def test_a_period_that_is_none_is_not_searched(home: Home) -> None:
    for fields, reason in (
        (
            {"start": "2026-11-02T00:00Z", "end": "2026-11-01T00:00Z"},
            "end_before_start",
        ),
        ({"start": "2026-12-02T00:00Z"}, "end_before_start"),
        ({"start": "2024-12-02T00:00Z"}, "period_too_long"),
        ({"start": "0001-01-01T00:00Z", "end": "0001-02-01T00:00Z"}, "no_readings"),
    ):
        with pytest.raises(ServiceValidationError) as refused:
            await act(home, "redetect", **fields)
        assert refused.value.translation_key == reason
