"""What all REST endpoints share."""

from datetime import datetime

import pytest

from tests.simulator.api import CONSUMPTION, Api
from tests.simulator.conftest import Start

GO = "products/GO-VAR-22-10-14/electricity-tariffs/E-1R-GO-VAR-22-10-14-C"
AGILE = "products/AGILE-24-10-01/electricity-tariffs/E-1R-AGILE-24-10-01-A"


async def test_next_repeats_all_parameters(api: Api) -> None:
    """Behaviour 15."""
    window = {"period_from": "2026-11-01T00:00Z", "period_to": "2026-11-10T00:00Z"}
    status, first = await api.rest(
        CONSUMPTION, page_size=300, order_by="period", **window
    )
    assert status == 200
    assert (first["count"], first["previous"]) == (432, None)
    assert first["next"].startswith("http://127.0.0.1:")

    async with api.client.session.get(
        first["next"], headers=api.authorization()
    ) as response:
        second = await response.json()
    assert len(second["results"]) == 132
    assert second["next"] is None
    assert "page=1" in second["previous"]
    starts = [row["interval_start"] for row in first["results"] + second["results"]]
    assert starts == sorted(starts)
    assert len(set(starts)) == 432


@pytest.mark.parametrize("page", ["3", "0", "x"])
async def test_a_page_past_the_end_is_not_found(api: Api, page: str) -> None:
    """Behaviour 15."""
    path = f"{GO}/standard-unit-rates"
    window = {"period_from": "2026-11-01T00:00Z", "period_to": "2026-11-10T00:00Z"}
    status, body = await api.rest(path, page_size=10, page=page, **window)
    assert (status, body) == (404, {"detail": "Invalid page."})


async def test_page_sizes_are_cut_down_silently(start: Start) -> None:
    """Behaviour 16."""
    api = await start("P3")
    status, rates = await api.rest(f"{AGILE}/standard-unit-rates", page_size=2000)
    assert status == 200
    assert len(rates["results"]) == 1500
    assert rates["next"] is not None
    assert rates["count"] > 30000

    for size in ({}, {"page_size": 0}, {"page_size": "many"}):
        assert len(await api.rows(f"{AGILE}/standard-unit-rates", **size)) == 100

    _, readings = await api.rest(CONSUMPTION, page_size=99999)
    assert len(readings["results"]) == readings["count"] > 1500
    assert readings["next"] is None


async def test_a_window_needs_its_start_and_runs_forward(api: Api) -> None:
    """Behaviour 17."""
    for path in (CONSUMPTION, f"{GO}/standard-unit-rates"):
        status, body = await api.rest(path, period_to="2026-11-10T00:00Z")
        assert status == 400
        assert "period_from" in body

        status, body = await api.rest(
            path, period_from="2026-11-10T00:00Z", period_to="2026-11-01T00:00Z"
        )
        assert status == 400
        assert body == {"period_from": ["Must not be greater than `period_to`."]}

        status, body = await api.rest(
            path, period_from="2026-11-01T00:00Z", period_to="soon"
        )
        assert status == 400
        assert body == {"period_to": ["Enter a valid date/time."]}

        status, body = await api.rest(path, period_from="2026-11-18T00:00Z")
        assert status == 200
        assert body["count"] > 0


async def test_naive_instants_are_london_time(api: Api) -> None:
    """Behaviour 17."""
    rows = await api.rows(
        CONSUMPTION,
        order_by="period",
        period_from="2026-07-01T00:00",
        period_to="2026-07-02T00:00",
    )
    assert rows[0]["interval_start"] == "2026-07-01T00:00:00+01:00"
    assert len(rows) == 48


async def test_lists_begin_with_the_newest(api: Api) -> None:
    """Behaviour 18."""
    for path, name in (
        (CONSUMPTION, "interval_start"),
        (f"{GO}/standard-unit-rates", "valid_from"),
    ):
        rows = await api.rows(path, period_from="2026-11-10T00:00Z")
        starts = [datetime.fromisoformat(row[name]) for row in rows]
        assert starts == sorted(starts, reverse=True)

    window = {"period_from": "2026-11-10T00:00Z", "order_by": "period"}
    rows = await api.rows(CONSUMPTION, **window)
    assert rows[0]["interval_start"] == "2026-11-10T00:00:00Z"
    rows = await api.rows(f"{GO}/standard-unit-rates", **window)
    assert rows[0]["valid_from"] > rows[-1]["valid_from"]
    assert (await api.rest(CONSUMPTION, order_by="size"))[0] == 400


async def test_public_endpoints_need_no_key(api: Api) -> None:
    """Behaviour 19."""
    for path in (
        "products",
        "products/GO-VAR-22-10-14",
        f"{GO}/standard-unit-rates",
        f"{GO}/standing-charges",
    ):
        assert (await api.rest(path, key=""))[0] == 200
    status, body = await api.rest(
        "industry/grid-supply-points", key="", postcode="w1 1aa"
    )
    assert (status, body["results"]) == (200, [{"group_id": "_C"}])
    _, body = await api.rest("industry/grid-supply-points", key="", postcode="ZZ1")
    assert body["results"] == []

    for path in (CONSUMPTION, "accounts/A-AAAA1111"):
        status, _ = await api.rest(path, key="")
        assert status == 401


async def test_a_meter_point_tells_its_region(api: Api) -> None:
    status, body = await api.rest("electricity-meter-points/1012345678903")
    assert status == 200
    assert body == {"gsp": "_C", "mpan": "1012345678903", "profile_class": 1}
    assert (await api.rest("electricity-meter-points/2000024512368"))[0] == 404


async def test_other_forms_of_a_key_are_refused(api: Api) -> None:
    for header in ("Basic !!!", "Token anything", "Basic c2tfeDpwYXNz"):
        async with api.client.get(
            f"/gb/v1/{CONSUMPTION}/", headers={"Authorization": header}
        ) as response:
            assert response.status == 401
