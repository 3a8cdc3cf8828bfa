"""A real household's readings behind the API."""

from datetime import UTC, datetime, timedelta
import gzip
from pathlib import Path

import pytest

from simulator.replay import ReadingsError
from simulator.times import SLOT
from simulator.world import World
from tests.simulator.api import CONSUMPTION, Api, code
from tests.simulator.conftest import NOON, Start

FIRST = datetime(2013, 1, 1, tzinfo=UTC)
DAYS = 70


def written(path: Path, *, leave_out: int | None = None) -> Path:
    """Write ten weeks in which each reading tells its own number."""
    lines = ["interval_start,consumption"]
    for number in range(48 * DAYS):
        if number != leave_out:
            begin = FIRST + timedelta(minutes=30 * number)
            lines.append(f"{begin:%Y-%m-%dT%H:%M:%SZ},{number / 1000:.3f}")
    text = "\n".join(lines) + "\n"
    if path.suffix == ".gz":
        path.write_bytes(gzip.compress(text.encode()))
    else:
        path.write_text(text)
    return path


@pytest.fixture
async def replayed(start: Start, tmp_path: Path) -> Api:
    file = written(tmp_path / "home.csv.gz", leave_out=3000)
    return await start(readings=file)


async def test_readings_reach_up_to_now_after_whole_weeks(replayed: Api) -> None:
    replay = replayed.world.replay
    assert replay is not None
    assert replay.shift % (7 * 86400) == 0
    end = datetime.fromtimestamp(replay.last + SLOT, UTC)
    assert timedelta(0) <= end - NOON.replace(hour=0) < timedelta(days=7)

    newest = (await replayed.rows(CONSUMPTION, page_size=1))[0]
    assert newest["interval_end"] == "2026-11-20T00:00:00Z"
    replayed.world.clock.set(end + timedelta(days=1, hours=12))
    rows = await replayed.rows(
        CONSUMPTION,
        period_to=end.isoformat(),
        period_from="2000-01-01",
        page_size=25000,
    )
    assert len(rows) == 48 * DAYS - 1
    assert rows[0]["consumption"] == (48 * DAYS - 1) / 1000
    assert rows[-1]["consumption"] == 0
    values = {row["consumption"] for row in rows}
    assert 3.0 not in values


async def test_days_after_the_file_repeat_its_weeks(replayed: Api) -> None:
    replay = replayed.world.replay
    assert replay is not None
    replayed.world.clock.advance(timedelta(days=80))
    after = replay.last + SLOT
    rows = await replayed.rows(
        CONSUMPTION,
        order_by="period",
        period_from=datetime.fromtimestamp(after, UTC).isoformat(),
        period_to=datetime.fromtimestamp(after + 4 * SLOT, UTC).isoformat(),
    )
    assert [row["consumption"] for row in rows] == [0, 0.001, 0.002, 0.003]
    hole = replayed.world.supply.energy(after + 3000 * SLOT)
    assert hole == 3.001


async def test_prices_follow_the_clock_of_utc(replayed: Api) -> None:
    code = "E-1R-INTELLI-VAR-22-10-14-C"
    rows = await replayed.rows(
        f"products/INTELLI-VAR-22-10-14/electricity-tariffs/{code}/standard-unit-rates",
        period_from="2026-07-01T12:00Z",
        period_to="2026-07-02T12:00Z",
    )
    found = [(row["valid_from"][11:16], row["value_inc_vat"]) for row in rows]
    assert found == [("05:30", 27), ("23:30", 8.5), ("05:30", 27)]


async def test_a_replay_has_no_mini_and_no_seeded_car(replayed: Api) -> None:
    query = '{ smartMeterTelemetry(deviceId: "00-00-00-00-00-00-00-01") { demand } }'
    assert code(await replayed.graphql(query)) == "KT-GB-4056"
    replay = (await replayed.sim("scenario"))["replay"]
    assert replay["moved_days"] % 7 == 0
    moved = FIRST + timedelta(days=replay["moved_days"])
    assert replay["first"] == f"{moved:%Y-%m-%dT%H:%M:%SZ}"
    assert replay["last"] == "2026-11-23T23:30:00Z"
    assert (await replayed.sim("truth"))["sessions"] == []

    world = replayed.world
    slot = int(NOON.timestamp())
    before = world.supply.energy(slot)
    world.plug(kw=7.2)
    world.clock.advance(3600)
    assert world.supply.energy(slot) == pytest.approx(before + 3.6, rel=0.05)
    world.scenario.telemetry = "live"
    world.scenario.telemetry_missing = 0.0
    replayed.token = None
    demand = (await replayed.graphql(query))["data"]["smartMeterTelemetry"][0]
    assert int(demand["demand"]) > 7000


def test_plain_files_are_read_too(tmp_path: Path) -> None:
    world = World.create("P14", now=NOON, readings=written(tmp_path / "home.csv"))
    assert world.replay is not None
    assert world.supply.energy(world.replay.first + SLOT) == 0.001


@pytest.mark.parametrize(
    "content",
    [
        "",
        "interval_start,consumption\n",
        "time,kwh\n2013-01-01T00:00:00Z,1\n",
        "interval_start,consumption\nyesterday,1\n",
        "interval_start,consumption\n2013-01-01T00:00:00Z,much\n",
    ],
)
def test_a_file_of_something_else_is_refused(tmp_path: Path, content: str) -> None:
    file = tmp_path / "home.csv"
    file.write_text(content)
    with pytest.raises(ReadingsError):
        World.create("P10", now=NOON, readings=file)
    with pytest.raises(ReadingsError):
        World.create("P10", now=NOON, readings=tmp_path / "missing.csv")


def test_naive_starts_are_utc(tmp_path: Path) -> None:
    file = tmp_path / "home.csv"
    file.write_text("interval_start,consumption\n2013-07-01T00:00:00,1.5\n")
    world = World.create("P10", now=NOON, readings=file)
    assert world.replay is not None
    assert world.replay.first % 86400 == 0
