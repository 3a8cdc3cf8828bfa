"""What a Home Mini shows of the meter."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.simulator.api import CONSUMPTION, Api, code
from tests.simulator.conftest import NOON, Start

ESME = "00-00-00-00-00-00-00-01"
QUERY = """query Telemetry($deviceId: String!, $start: DateTime, $end: DateTime,
    $grouping: TelemetryGrouping) {
  smartMeterTelemetry(deviceId: $deviceId, start: $start, end: $end,
    grouping: $grouping) { readAt consumption export demand consumptionDelta } }"""
STEPS = {
    "TEN_SECONDS": 10,
    "ONE_MINUTE": 60,
    "FIVE_MINUTES": 300,
    "HALF_HOURLY": 1800,
    "HOURLY": 3600,
}


async def ask(api: Api, **variables: object) -> Any:
    return await api.graphql(QUERY, deviceId=ESME, **variables)


async def samples(
    api: Api, start: datetime, end: datetime, grouping: str = "ONE_MINUTE"
) -> list[dict[str, Any]]:
    answer = await ask(
        api, start=start.isoformat(), end=end.isoformat(), grouping=grouping
    )
    assert "errors" not in answer, answer
    found: list[dict[str, Any]] = answer["data"]["smartMeterTelemetry"]
    return found


@pytest.fixture
async def plain(api: Api) -> Api:
    """Return a home whose Mini loses nothing."""
    api.world.scenario.telemetry_missing = 0.0
    return api


async def test_without_a_range_the_latest_reading_comes(plain: Api) -> None:
    """Behaviour 34."""
    answer = await ask(plain)
    (sample,) = answer["data"]["smartMeterTelemetry"]
    assert sample["readAt"] == "2026-11-20T11:59:50+00:00"
    assert int(sample["consumption"]) > 55_000_000
    assert 20 < int(sample["demand"]) < 9000
    assert sample["export"] is None


@pytest.mark.parametrize(("grouping", "step"), STEPS.items())
async def test_a_range_comes_in_every_grouping(
    plain: Api, grouping: str, step: int
) -> None:
    """Behaviour 34."""
    begin = NOON - timedelta(hours=3)
    found = await samples(plain, begin, NOON, grouping)
    reads = [datetime.fromisoformat(sample["readAt"]) for sample in found]
    assert reads[0] == begin
    assert len(found) == 3 * 3600 // step
    assert reads[-1] == NOON - timedelta(seconds=step)

    registers = [int(sample["consumption"]) for sample in found]
    assert registers == sorted(registers)
    for sample, register in zip(found, registers[1:], strict=False):
        assert int(sample["consumption"]) + int(sample["consumptionDelta"]) == register


async def test_groupings_agree(plain: Api) -> None:
    """Behaviour 34."""
    begin = NOON - timedelta(hours=2)
    at: dict[str, set[str]] = {}
    for grouping in STEPS:
        for sample in await samples(plain, begin, NOON, grouping):
            at.setdefault(sample["readAt"], set()).add(sample["consumption"])
    assert all(len(registers) == 1 for registers in at.values())


async def test_a_range_ends_with_what_is_complete(plain: Api) -> None:
    """Behaviour 34: the end is exclusive, and nothing comes from the future."""
    plain.world.clock.advance(95)
    found = await samples(plain, NOON, NOON + timedelta(hours=1))
    assert [sample["readAt"] for sample in found] == ["2026-11-20T12:00:00+00:00"]
    assert await samples(plain, NOON + timedelta(1), NOON + timedelta(2)) == []


async def test_arguments_go_together_and_forward(api: Api) -> None:
    """Behaviour 34."""
    now, hour = NOON.isoformat(), (NOON - timedelta(hours=1)).isoformat()
    assert code(await ask(api, start=hour)) == "KT-GB-4040"
    assert code(await ask(api, start=hour, end=now)) == "KT-GB-4040"
    assert code(await ask(api, grouping="ONE_MINUTE")) == "KT-GB-4040"
    for end in (now, hour):
        answer = await ask(api, start=now, end=end, grouping="ONE_MINUTE")
        assert code(answer) == "KT-GB-4041"

    old = (NOON - timedelta(hours=73)).isoformat()
    answer = await ask(api, start=old, end=now, grouping="HOURLY")
    assert code(answer) == "KT-GB-4051"
    api.world.scenario.telemetry_retention_hours = 240
    found = await samples(api, NOON - timedelta(days=10), NOON, "HOURLY")
    assert len(found) > 200


async def test_instants_without_offset_are_utc_and_nonsense_is_refused(
    plain: Api,
) -> None:
    """Behaviour 34."""
    answer = await ask(
        plain,
        start="2026-11-20T11:00:00",
        end="2026-11-20T11:02:00",
        grouping="ONE_MINUTE",
    )
    reads = [sample["readAt"] for sample in answer["data"]["smartMeterTelemetry"]]
    assert reads == ["2026-11-20T11:00:00+00:00", "2026-11-20T11:01:00+00:00"]
    for nonsense in ("soon", 5):
        answer = await ask(plain, start=nonsense)
        assert "extensions" not in answer["errors"][0]


@pytest.mark.parametrize("mode", ["null", "empty", "KT-GB-4039", "KT-GB-4056"])
async def test_without_a_mini_there_are_four_answers(api: Api, mode: str) -> None:
    """Behaviour 35."""
    api.world.scenario.telemetry = mode
    answer = await ask(api)
    if mode.startswith("KT"):
        assert code(answer) == mode
    data = answer["data"]["smartMeterTelemetry"]
    assert data == ([] if mode == "empty" else None)


async def test_an_unknown_device_is_not_found(api: Api) -> None:
    answer = await api.graphql(QUERY, deviceId="00-00-00-00-00-00-00-99")
    assert code(answer) == "KT-GB-4050"


async def test_a_mini_that_is_offline_is_stale_or_silent(api: Api) -> None:
    """Behaviour 35."""
    api.world.scenario.telemetry = "stale"
    (sample,) = (await ask(api))["data"]["smartMeterTelemetry"]
    assert NOON - datetime.fromisoformat(sample["readAt"]) > timedelta(minutes=89)
    assert await samples(api, NOON - timedelta(hours=1), NOON) == []

    api.world.scenario.telemetry = "offline"
    assert (await ask(api))["data"]["smartMeterTelemetry"] == []
    assert await samples(api, NOON - timedelta(hours=3), NOON) == []


async def test_rows_are_lost_unordered_and_half_empty(api: Api) -> None:
    """Behaviour 35."""
    begin = NOON - timedelta(hours=24)
    found = await samples(api, begin, NOON)
    assert 0.96 < len(found) / 1440 < 0.995

    api.world.scenario.telemetry_shuffled = True
    shuffled = await samples(api, begin, NOON)
    assert shuffled != found
    assert sorted(shuffled, key=lambda sample: str(sample["readAt"])) == found

    api.world.scenario.telemetry_null_consumption = 0.1
    api.world.scenario.telemetry_null_demand = 0.1
    holed = await samples(api, begin, NOON)
    lost = [(s["consumption"] is None, s["demand"] is None) for s in holed]
    assert {(True, False), (False, True), (False, False)} <= set(lost)


async def test_a_register_may_begin_again(plain: Api) -> None:
    """Behaviour 35."""
    plain.world.scenario.telemetry_reset_at = "2026-11-20T11:30:00Z"
    found = await samples(plain, NOON - timedelta(hours=1), NOON)
    registers = [int(sample["consumption"]) for sample in found]
    assert registers[29] > 55_000_000
    assert registers[30] == 0
    assert registers[30:] == sorted(registers[30:])
    assert registers[-1] < 20_000


@pytest.mark.parametrize("persona", ["P1", "P10", "P3"])
async def test_the_register_agrees_with_the_half_hours(
    start: Start, persona: str
) -> None:
    """Behaviour 36."""
    api = await start(persona, seed=2)
    api.world.scenario.telemetry_missing = 0.0
    begin = datetime(2026, 11, 18, 12, tzinfo=UTC)
    end = datetime(2026, 11, 20, 0, tzinfo=UTC)
    found = await samples(api, begin, end + timedelta(minutes=30), "HALF_HOURLY")
    serial = api.world.account.points[0][1].meters[0].serial
    rows = await api.rows(
        CONSUMPTION.replace("20L1234567", serial),
        period_from=begin.isoformat(),
        period_to=end.isoformat(),
        order_by="period",
    )
    registers = [int(sample["consumption"]) for sample in found]
    for n, row in enumerate(rows):
        live = (registers[n + 1] - registers[n]) / 1000
        assert live == pytest.approx(row["consumption"], rel=0.02, abs=0.0015)


async def test_the_mini_may_read_too_much(plain: Api) -> None:
    """Behaviour 36."""
    begin = NOON - timedelta(hours=30)

    async def energy() -> int:
        found = await samples(plain, begin, NOON, "HOURLY")
        return int(found[-1]["consumption"]) - int(found[0]["consumption"])

    plain.world.scenario.telemetry_bias = 0.0
    exact = await energy()
    plain.world.scenario.telemetry_bias = 0.1
    assert await energy() == pytest.approx(1.1 * exact, rel=1e-3)


async def test_demand_is_what_the_register_adds(plain: Api) -> None:
    """Behaviour 36."""
    for sample in await samples(plain, NOON - timedelta(hours=2), NOON):
        watts = int(sample["consumptionDelta"]) * 60
        assert int(sample["demand"]) == pytest.approx(watts, abs=61)


async def test_panels_make_demand_negative(start: Start) -> None:
    """Behaviour 37."""
    noon = datetime(2026, 6, 20, 12, tzinfo=UTC)
    api = await start("P3", now=noon)
    found = await samples(api, noon - timedelta(hours=3), noon, "ONE_MINUTE")
    assert min(int(sample["demand"]) for sample in found) < -500
    exported = [int(sample["export"]) for sample in found]
    assert exported == sorted(exported)
    assert exported[-1] > exported[0]


async def test_at_night_panels_add_nothing(start: Start) -> None:
    """Behaviour 37."""
    api = await start("P3")
    begin = datetime(2026, 11, 20, 1, tzinfo=UTC)
    found = await samples(api, begin, begin + timedelta(minutes=45))
    assert len({sample["export"] for sample in found}) == 1
    assert min(int(sample["demand"]) for sample in found) > 0


async def test_a_car_that_is_plugged_in_shows_at_once(plain: Api) -> None:
    await plain.sim("plug", {"kw": 7.2, "minutes_ago": 10})
    found = await samples(plain, NOON - timedelta(minutes=20), NOON)
    demand = [int(sample["demand"]) for sample in found]
    assert max(demand[:10]) < min(demand[10:])
    assert min(demand[10:]) > 6900
    (latest,) = (await ask(plain))["data"]["smartMeterTelemetry"]
    assert int(latest["demand"]) > 6900
