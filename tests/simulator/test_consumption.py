"""Settled half-hours: offsets, lateness, holes and revisions."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest

from tests.simulator.api import CONSUMPTION, Api
from tests.simulator.conftest import Start

YESTERDAY = {"period_from": "2026-11-19T00:00Z", "period_to": "2026-11-20T00:00Z"}


async def day(api: Api, date: str, **extra: object) -> list[dict[str, Any]]:
    """Return a local day's rows, oldest first."""
    first = datetime.fromisoformat(date)
    return await api.rows(
        CONSUMPTION,
        order_by="period",
        period_from=f"{first:%Y-%m-%dT00:00}",
        period_to=f"{first + timedelta(days=1):%Y-%m-%dT00:00}",
        page_size=25000,
        **extra,
    )


@pytest.mark.parametrize(
    ("date", "count"),
    [("2026-10-25", 50), ("2026-03-29", 46), ("2026-07-01", 48), ("2026-01-10", 48)],
)
async def test_days_have_their_own_length(api: Api, date: str, count: int) -> None:
    """Behaviour 27."""
    rows = await day(api, date)
    assert len(rows) == count
    starts = [datetime.fromisoformat(row["interval_start"]) for row in rows]
    steps = {(b - a) for a, b in pairwise(starts)}
    assert steps == {timedelta(minutes=30)}


async def test_offsets_are_local_and_mixed_at_the_change(api: Api) -> None:
    """Behaviour 27."""
    summer, winter = await day(api, "2026-07-01"), await day(api, "2026-01-10")
    assert {row["interval_start"][-6:] for row in summer} == {"+01:00"}
    assert {row["interval_start"][-1] for row in winter} == {"Z"}

    spring = (await day(api, "2026-03-29"))[1]
    assert spring["interval_start"] == "2026-03-29T00:30:00Z"
    assert spring["interval_end"] == "2026-03-29T02:00:00+01:00"
    autumn = (await day(api, "2026-10-25"))[3]
    assert autumn["interval_start"] == "2026-10-25T01:30:00+01:00"
    assert autumn["interval_end"] == "2026-10-25T01:00:00Z"


async def test_a_day_appears_on_the_next_morning(start: Start) -> None:
    """Behaviour 28."""
    api = await start(now=datetime(2026, 11, 20, 6, 0, tzinfo=UTC))
    assert await day(api, "2026-11-19") == []
    assert len(await day(api, "2026-11-18")) == 48

    api.world.clock.set(datetime(2026, 11, 20, 11, 1, tzinfo=UTC))
    assert len(await day(api, "2026-11-19")) == 48
    assert await day(api, "2026-11-20") == []


@pytest.mark.parametrize("late", [1, 6])
async def test_a_day_may_be_late(api: Api, late: int) -> None:
    """Behaviour 28."""
    api.world.scenario.publication_delay_days = late
    assert await day(api, "2026-11-19") == []

    api.world.clock.set(datetime(2026, 11, 20 + late, 5, 59, tzinfo=UTC))
    assert await day(api, "2026-11-19") == []
    api.world.clock.set(datetime(2026, 11, 20 + late, 11, 1, tzinfo=UTC))
    assert len(await day(api, "2026-11-19")) == 48


async def test_a_day_may_begin_with_its_first_rows(api: Api) -> None:
    """Behaviour 28."""
    api.world.scenario.publication_first_rows = 20
    rows = await day(api, "2026-11-19")
    assert len(rows) == 20
    assert rows[-1]["interval_start"] == "2026-11-19T09:30:00Z"
    assert len(await day(api, "2026-11-18")) == 48

    api.world.clock.advance(86400)
    assert len(await day(api, "2026-11-19")) == 48


async def test_a_hole_is_filled_later(api: Api) -> None:
    """Behaviour 28."""
    api.world.scenario.publication_hole = True
    rows = await day(api, "2026-11-19")
    assert len(rows) == 42
    assert "2026-11-19T10:00:00Z" not in [row["interval_start"] for row in rows]

    api.world.clock.advance(86400)
    assert len(await day(api, "2026-11-19")) == 48


async def test_a_row_is_revised_after_three_days(api: Api) -> None:
    """Behaviour 28."""
    api.world.scenario.publication_revision_kwh = 0.05
    before = await day(api, "2026-11-19")
    api.world.clock.advance(timedelta(days=3))
    after = await day(api, "2026-11-19")

    changes = [
        round(new["consumption"] - old["consumption"], 3)
        for old, new in zip(before, after, strict=True)
        if new != old
    ]
    assert changes == [0.05]


async def test_several_days_come_at_once(api: Api) -> None:
    """Behaviour 28."""
    api.world.scenario.publication_burst_days = 4
    api.world.clock.set(datetime(2026, 11, 10, 5, 0, tzinfo=UTC))
    counts = []
    for date in range(10, 21):
        api.world.clock.set(datetime(2026, 11, date, 12, tzinfo=UTC))
        rows = await api.rows(
            CONSUMPTION, period_from="2026-11-05T00:00Z", page_size=25000
        )
        counts.append(len(rows) // 48)
    steps = {b - a for a, b in pairwise(counts)}
    assert steps == {0, 4}


async def test_everything_can_be_published_at_once(api: Api) -> None:
    assert await day(api, "2026-11-20") == []
    answer = await api.sim("publish", {})
    assert answer == {"published_until": "2026-11-20T12:00:00Z"}
    assert len(await day(api, "2026-11-20")) == 24

    api.world.clock.advance(3600)
    assert len(await day(api, "2026-11-20")) == 24
    await api.sim("publish", {"until": "2026-11-20T12:30:00Z"})
    assert len(await day(api, "2026-11-20")) == 25


async def test_a_half_hour_is_corrected_on_demand(api: Api) -> None:
    before = await day(api, "2026-11-19")
    sent = {"start": "2026-11-19T02:00:00Z", "kwh": 1.25}
    assert await api.sim("correct", sent) == sent
    after = await day(api, "2026-11-19")

    assert {
        new["interval_start"]: round(new["consumption"] - old["consumption"], 3)
        for old, new in zip(before, after, strict=True)
        if new != old
    } == {"2026-11-19T02:00:00Z": 1.25}


async def test_rows_outside_the_window_may_come_too(api: Api) -> None:
    """Behaviour 29."""
    plain = await api.rows(CONSUMPTION, **YESTERDAY)
    api.world.scenario.extra_rows = 2
    rows = await api.rows(CONSUMPTION, **YESTERDAY)
    assert len(rows) == len(plain) + 2
    assert rows[-1]["interval_start"] == "2026-11-18T23:00:00Z"


async def test_export_is_read_on_the_same_serial(start: Start) -> None:
    """Behaviour 30."""
    api = await start("P3", now=datetime(2026, 7, 20, 12, tzinfo=UTC))
    window = {"period_from": "2026-07-18T00:00", "period_to": "2026-07-19T00:00"}
    bought = await api.rows(CONSUMPTION, **window)
    sold = await api.rows(
        CONSUMPTION.replace("1012345678903", "1012345678912"), **window
    )
    assert len(bought) == len(sold) == 48
    noon, night = 24, 4
    assert sold[noon]["consumption"] > 0
    assert sold[night]["consumption"] == 0
    assert bought[night]["consumption"] > 0


async def test_an_exchanged_meter_ends_where_the_new_one_begins(start: Start) -> None:
    """Behaviour 30."""
    api = await start("P5")
    base = "electricity-meter-points/1012345678903/meters/{}/consumption"
    old = await api.rows(base.format("19K0000001"), page_size=25000)
    new = await api.rows(base.format("25L0000002"), page_size=25000)
    assert old[0]["interval_end"] == new[-1]["interval_start"]
    assert new[-1]["interval_start"] == "2026-10-11T00:00:00+01:00"
    assert len(old) > 100 * 48
    assert len(new) == 40 * 48 + 2

    left = api.world.account.properties[0].points[0]
    path = f"electricity-meter-points/{left.mpan}/meters/18P7654321/consumption"
    moved = await api.rows(path, page_size=25000)
    assert moved[0]["interval_end"] == old[-1]["interval_start"]


async def test_a_meter_that_is_not_smart_has_no_rows(start: Start) -> None:
    """Behaviour 31."""
    api = await start("P6")
    status, body = await api.rest(CONSUMPTION)
    assert status == 200
    assert body == {"count": 0, "next": None, "previous": None, "results": []}


async def test_a_wrong_serial_is_not_found(api: Api) -> None:
    """Behaviour 31."""
    wrong = CONSUMPTION.replace("20L1234567", "99X0000000")
    assert await api.rest(wrong) == (404, {"detail": "Not found."})
    foreign = CONSUMPTION.replace("1012345678903", "2000024512368")
    assert await api.rest(foreign) == (404, {"detail": "Not found."})


async def test_days_are_grouped_by_local_midnight(api: Api) -> None:
    """Behaviour 32."""
    rows = await api.rows(
        CONSUMPTION,
        group_by="day",
        period_from="2026-10-24T00:00",
        period_to="2026-10-27T00:00",
    )
    assert [(row["interval_start"], row["interval_end"]) for row in rows] == [
        ("2026-10-26T00:00:00Z", "2026-10-27T00:00:00Z"),
        ("2026-10-25T00:00:00+01:00", "2026-10-26T00:00:00Z"),
        ("2026-10-24T00:00:00+01:00", "2026-10-25T00:00:00+01:00"),
    ]
    halves = await day(api, "2026-10-25")
    total = sum(row["consumption"] for row in halves)
    assert rows[1]["consumption"] == pytest.approx(total)


@pytest.mark.parametrize(
    ("group", "first", "last"),
    [
        ("hour", "2026-07-01T00:00:00+01:00", "2026-07-01T01:00:00+01:00"),
        ("week", "2026-06-29T00:00:00+01:00", "2026-07-06T00:00:00+01:00"),
        ("month", "2026-07-01T00:00:00+01:00", "2026-08-01T00:00:00+01:00"),
        ("quarter", "2026-07-01T00:00:00+01:00", "2026-10-01T00:00:00+01:00"),
    ],
)
async def test_other_groups_have_local_bounds_too(
    api: Api, group: str, first: str, last: str
) -> None:
    """Behaviour 32."""
    rows = await api.rows(
        CONSUMPTION, group_by=group, order_by="period", period_from="2026-07-01T00:00"
    )
    assert (rows[0]["interval_start"], rows[0]["interval_end"]) == (first, last)
    assert (await api.rest(CONSUMPTION, group_by="year"))[0] == 400


async def test_numbers_have_three_decimals_and_may_be_texts(api: Api) -> None:
    """Behaviour 33."""
    rows = await day(api, "2026-11-19")
    assert all(row["consumption"] == round(row["consumption"], 3) for row in rows)

    api.world.scenario.consumption_as_text = True
    texts = await day(api, "2026-11-19")
    assert [float(text["consumption"]) for text in texts] == [
        row["consumption"] for row in rows
    ]
    assert all(len(text["consumption"].split(".")[1]) == 3 for text in texts)
