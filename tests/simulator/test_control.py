"""The control API: clock, scenario, truth, and what it refuses."""

from datetime import UTC, datetime
from itertools import pairwise

import pytest

from simulator.clock import Clock
from tests.simulator.api import Api
from tests.simulator.conftest import NOON, Start


async def test_the_clock_jumps_and_runs(api: Api) -> None:
    assert await api.sim("clock") == {"now": "2026-11-20T12:00:00Z", "rate": 0}
    answer = await api.sim("clock", {"advance": 90})
    assert answer == {"now": "2026-11-20T12:01:30Z", "rate": 0}
    answer = await api.sim("clock", {"now": "2026-07-01T12:00", "advance": 60})
    assert answer["now"] == "2026-07-01T11:01:00Z"

    answer = await api.sim("clock", {"rate": 3600.0})
    assert answer["rate"] == 3600
    later = await api.sim("clock")
    assert later["now"] >= answer["now"]
    assert api.world.clock.rate == 3600


def test_a_clock_runs_at_its_rate_from_where_it_was_set() -> None:
    clock = Clock(NOON, rate=1e6)
    assert clock.now > NOON
    clock.rate = 0
    stopped = clock.now
    assert clock.now == stopped
    assert abs((Clock(rate=1).now - datetime.now(UTC)).total_seconds()) < 5


def test_a_clock_wants_aware_instants() -> None:
    naive = NOON.replace(tzinfo=None)
    with pytest.raises(ValueError, match="aware"):
        Clock(naive)
    with pytest.raises(ValueError, match="aware"):
        Clock(NOON).set(naive)


async def test_the_scenario_says_what_to_type_in(start: Start) -> None:
    api = await start("P3")
    found = await api.sim("scenario")
    assert (found["persona"], found["seed"]) == ("P3", 1)
    assert found["api_key"] == api.world.api_key
    assert found["account"] == "A-AAAA1111"
    assert found["home_mini"] is True
    bought, sold = found["properties"][0]["points"]
    assert (bought["mpan"], bought["export"]) == ("1012345678903", False)
    assert (sold["mpan"], sold["export"]) == ("1012345678912", True)
    assert bought["meters"][0]["device_id"] == "00-00-00-00-00-00-00-01"
    assert set(found["keys"]) == {"wrong", "other_account"}

    other = await (await start("P5")).sim("scenario")
    assert [home["current"] for home in other["properties"]] == [False, True]
    assert other["home_mini"] is False


async def test_settings_are_checked_and_kept(api: Api) -> None:
    answer = await api.sim(
        "scenario", {"settings": {"extra_rows": 1, "telemetry_bias": 0}}
    )
    assert answer["settings"]["extra_rows"] == 1
    assert api.world.scenario.extra_rows == 1

    for body in (
        {"settings": {"unheard_of": 1}},
        {"settings": {"extra_rows": "two"}},
        {"settings": {"bearer_accepted": 1}},
        {"settings": 5},
        {"persona": "P2"},
        {"switch_tariff": "agile"},
    ):
        status, _ = await api.sim("scenario", body)
        assert status == 400
    settings = {"publication_first_rows": 20}
    await api.sim("scenario", {"settings": settings})
    await api.sim("scenario", {"settings": {"publication_first_rows": None}})
    assert api.world.scenario.publication_first_rows is None


async def test_a_request_that_makes_no_sense_is_refused(api: Api) -> None:
    for path, body in (
        ("clock", {"rate": "fast"}),
        ("clock", {"rate": True}),
        ("clock", {"now": "soon"}),
        ("plug", {"kw": "much"}),
    ):
        status, answer = await api.sim(path, body)
        assert status == 400
        assert "detail" in answer
    for data in ("{", "[]"):
        async with api.client.post("/_sim/plug", data=data) as response:
            assert response.status == 400


async def test_the_truth_is_cut_by_the_start_of_a_session(api: Api) -> None:
    everything = (await api.sim("truth"))["sessions"]
    assert len(everything) > 60
    starts = [session["start"] for session in everything]
    assert starts == sorted(starts)

    third = starts[2]
    found = await api.sim(f"truth?from={third}&to={starts[4]}")
    assert [session["start"] for session in found["sessions"]] == starts[2:4]
    session = found["sessions"][0]
    blocks = sum(block["kwh"] for block in session["blocks"])
    assert blocks == pytest.approx(session["kwh"], abs=1e-4)
    assert session["blocks"][0]["start"] == session["start"]
    assert session["blocks"][-1]["end"] == session["end"]


async def test_the_truth_is_cut_at_long_pauses(start: Start) -> None:
    api = await start("P12")
    whole = (await api.sim("truth"))["sessions"]
    cut = (await api.sim("truth?gap=120"))["sessions"]
    assert len(cut) > len(whole)
    total = sum(session["cost_pence"] for session in whole)
    assert sum(session["cost_pence"] for session in cut) == pytest.approx(total)
    for session in cut:
        blocks = session["blocks"]
        for first, second in pairwise(blocks):
            ended = datetime.fromisoformat(first["end"])
            assert (datetime.fromisoformat(second["start"]) - ended).seconds <= 7200
    assert (await api.sim("truth?gap=long"))[0] == 400


async def test_a_car_is_there_as_soon_as_it_is_plugged_in_and_gone_as_soon(
    start: Start,
) -> None:
    for persona in ("P1", "P10"):
        api = await start(persona)
        await api.sim("unplug", {})
        api.world.clock.advance(0.7)

        assert await api.sim("plug", {}) == {"done": True, "plugged": True}
        assert await api.sim("unplug", {}) == {"done": True, "plugged": False}


async def test_control_requests_are_not_logged(api: Api) -> None:
    await api.sim("clock")
    assert (await api.sim("log"))["requests"] == []
