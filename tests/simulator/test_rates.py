"""Unit rates and standing charges of every kind of tariff."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from simulator.catalogue import UNLISTED
from simulator.world import World
from tests.simulator.api import Api
from tests.simulator.conftest import NOON, Start

OPEN = {"period_from": "2026-11-19T00:00Z", "period_to": "2026-11-20T00:00Z"}


def feed(product: str, tariff: str, name: str = "standard-unit-rates") -> str:
    return f"products/{product}/electricity-tariffs/{tariff}/{name}"


GO = feed("GO-VAR-22-10-14", "E-1R-GO-VAR-22-10-14-C")
FLAT = feed("OE-FIX-12M-24-09-02", "E-1R-OE-FIX-12M-24-09-02-C")
BUSINESS = feed(
    "BUS-PANELP-12M-FIXED-SEPTEMBER2022", "BUS-PANELP-12M-FIXED-SEPTEMBER2022"
)
AGILE = feed("AGILE-24-10-01", "E-1R-AGILE-24-10-01-A")
ECONOMY_7 = "products/VAR-22-11-01/electricity-tariffs/E-2R-VAR-22-11-01-N"
FOUR_RATE = (
    "products/IOG-SMB-TOU-25-12-12/electricity-tariffs/E-1R-IOG-SMB-TOU-25-12-12-H"
)


async def test_what_overlaps_the_window_keeps_its_own_bounds(api: Api) -> None:
    """Behaviour 20."""
    (row,) = await api.rows(FLAT, **OPEN)
    assert row["valid_from"] == "2024-09-01T23:00:00Z"
    assert row["valid_to"] is None
    assert row["value_exc_vat"] == 23.3333
    assert row["value_inc_vat"] == 24.499965

    rows = await api.rows(GO, **OPEN)
    assert [row["valid_from"] for row in rows] == [
        "2026-11-19T05:30:00Z",
        "2026-11-19T00:30:00Z",
        "2026-11-18T05:30:00Z",
    ]
    assert rows[0]["valid_to"] == "2026-11-20T00:30:00Z"


async def test_no_rows_are_made_up_for_later(start: Start) -> None:
    """Behaviour 20: rates end about two days ahead."""
    for persona, path in (("P10", GO), ("P3", AGILE), ("P14", FLAT)):
        api = await start(persona)
        rows = await api.rows(path, period_from="2026-11-24T00:00Z")
        assert len(rows) == (persona == "P14")
    rows = await api.rows(GO, period_from="2026-11-21T00:00Z")
    assert rows[0]["valid_to"] == "2026-11-22T00:30:00Z"


async def test_a_row_may_have_no_beginning(start: Start) -> None:
    """Behaviour 20."""
    api = await start("P6")
    (row,) = await api.rows(BUSINESS, **OPEN)
    assert row["valid_from"] is None
    assert row["valid_to"] is None


async def test_payment_methods_double_the_rows(start: Start) -> None:
    """Behaviour 21."""
    api = await start("P4")
    rows = await api.rows(f"{ECONOMY_7}/day-unit-rates")
    methods = [row.get("payment_method", "absent") for row in rows]

    assert methods[-1] == "absent"
    assert methods[:2] == ["NON_DIRECT_DEBIT", "DIRECT_DEBIT"]
    assert rows[0]["valid_from"] == rows[1]["valid_from"]
    assert rows[0]["value_inc_vat"] > rows[1]["value_inc_vat"]

    agile = await start("P3")
    rates = await agile.rows(AGILE, **OPEN)
    assert {rate["payment_method"] for rate in rates} == {None}


@pytest.mark.parametrize(
    ("hour", "delay", "newest"),
    [
        (15, 0, "2026-11-20T22:30:00Z"),
        (16, 0, "2026-11-21T22:30:00Z"),
        (18, 150, "2026-11-20T22:30:00Z"),
        (19, 150, "2026-11-21T22:30:00Z"),
    ],
)
async def test_agile_comes_in_the_afternoon(
    start: Start, hour: int, delay: int, newest: str
) -> None:
    """Behaviour 22: a publication ends at 23:00, so a day ends with the next one."""
    api = await start("P3", now=datetime(2026, 11, 20, hour, 1, tzinfo=UTC))
    api.world.scenario.agile_delay_minutes = delay
    rows = await api.rows(AGILE, period_from="2026-11-20T00:00Z")
    assert rows[0]["valid_from"] == newest


@pytest.mark.parametrize(
    ("start_of_day", "end_of_day", "count"),
    [
        ("2026-03-29T00:00Z", "2026-03-29T23:00Z", 46),
        ("2026-10-24T23:00Z", "2026-10-26T00:00Z", 50),
        ("2026-07-01T23:00Z", "2026-07-02T23:00Z", 48),
    ],
)
async def test_agile_has_a_row_for_each_half_hour(
    start: Start, start_of_day: str, end_of_day: str, count: int
) -> None:
    """Behaviour 22."""
    api = await start("P3")
    rows = await api.rows(AGILE, period_from=start_of_day, period_to=end_of_day)
    assert len(rows) == count
    assert all(row["valid_to"] > row["valid_from"] for row in rows)


async def test_agile_falls_below_nothing_and_never_above_a_pound(start: Start) -> None:
    """Behaviour 22."""
    api = await start("P3")
    prices: list[float] = []
    for page in range(1, 12):
        rows = await api.rows(AGILE, page_size=1500, page=page)
        prices += [row["value_inc_vat"] for row in rows]
    assert min(prices) < 0
    assert max(prices) <= 100


async def test_the_wrong_register_is_named(start: Start) -> None:
    """Behaviour 23."""
    api = await start("P4")
    status, body = await api.rest(f"{ECONOMY_7}/standard-unit-rates")
    text = "This tariff has day and night rates, not standard."
    assert (status, body) == (400, {"detail": text})

    for name in ("day", "night"):
        path = GO.replace("standard", name)
        status, body = await api.rest(path)
        text = "This tariff has standard rates, not day and night."
        assert (status, body) == (400, {"detail": text})
    assert (await api.rest(GO.replace("standard", "ev-device-peak")))[0] == 404


async def test_four_rates_have_an_empty_standard_feed_and_a_late_day(
    start: Start,
) -> None:
    """Behaviour 23."""
    api = await start("P1")
    status, body = await api.rest(f"{FOUR_RATE}/standard-unit-rates")
    assert status == 200
    assert body == {"count": 0, "next": None, "previous": None, "results": []}

    newest = {
        name: (await api.rows(f"{FOUR_RATE}/{name}-unit-rates"))[0]["valid_to"]
        for name in ("day", "night", "ev-device-peak", "ev-device-off-peak")
    }
    assert newest == {
        "day": "2026-11-20T00:00:00Z",
        "night": "2026-11-21T00:00:00Z",
        "ev-device-peak": "2026-11-20T00:00:00Z",
        "ev-device-off-peak": "2026-11-21T00:00:00Z",
    }


async def test_a_four_rate_product_links_its_feeds(start: Start) -> None:
    """Behaviour 24."""
    api = await start("P1")
    _, product = await api.rest("products/IOG-SMB-TOU-25-12-12")
    tariff = product["four_rate_ev_electricity_tariffs"]["_H"]["direct_debit_monthly"]
    assert product["single_register_electricity_tariffs"] == {}
    assert {link["rel"] for link in tariff["links"]} == {
        "day_unit_rates",
        "night_unit_rates",
        "ev_device_peak_unit_rates",
        "ev_device_off_peak_unit_rates",
        "standing_charges",
    }
    assert tariff["code"] == "E-1R-IOG-SMB-TOU-25-12-12-H"
    assert tariff["day_unit_rate_inc_vat"] is None
    assert tariff["night_unit_rate_inc_vat"] > 5


async def test_a_closed_product_is_read_by_its_code_alone(start: Start) -> None:
    """Behaviour 25."""
    api = await start("P2")
    _, products = await api.rest("products")
    listed = {row["code"] for row in products["results"]}
    assert "GO-VAR-22-10-14" in listed
    assert not listed & UNLISTED

    path = feed("INTELLI-VAR-22-10-14", "E-1R-INTELLI-VAR-22-10-14-C")
    assert len(await api.rows(path, **OPEN)) == 3
    assert (await api.rest("products/INTELLI-VAR-22-10-14"))[0] == 200


async def test_what_does_not_exist_is_not_found(api: Api) -> None:
    missing = {"detail": "No EnergyProduct matches the given query."}
    assert await api.rest("products/NOTHING") == (404, missing)
    assert await api.rest(feed("NOTHING", "E-1R-NOTHING-C")) == (404, missing)
    assert await api.rest(GO.replace("-C/", "-Q/")) == (404, {"detail": "Not found."})


async def test_prices_change_at_local_midnight(api: Api) -> None:
    """Behaviour 26."""
    rows = await api.rows(
        GO, period_from="2026-06-30T20:00Z", period_to="2026-07-01T02:00Z"
    )
    edges = [row["valid_from"] for row in rows]
    assert edges == [
        "2026-06-30T23:30:00Z",
        "2026-06-30T23:00:00Z",
        "2026-06-30T04:30:00Z",
    ]
    assert rows[1]["value_inc_vat"] != rows[2]["value_inc_vat"]

    standing = GO.replace("standard-unit-rates", "standing-charges")
    charges = await api.rows(standing, period_from="2026-06-01T00:00Z")
    assert "2026-06-30T23:00:00Z" in [row["valid_from"] for row in charges]
    assert charges[0]["valid_to"] is None


async def test_vat_is_a_twentieth(api: Api) -> None:
    for row in await api.rows(GO, page_size=100):
        exc, inc = (
            Decimal(str(row["value_exc_vat"])),
            Decimal(str(row["value_inc_vat"])),
        )
        assert inc == (exc * Decimal("1.05")).quantize(Decimal("0.000001"))


@pytest.mark.parametrize(
    ("persona", "product", "tariff", "a_day"),
    [
        ("P2", "INTELLI-VAR-22-10-14", "E-1R-INTELLI-VAR-22-10-14-C", 2),
        ("P12", "COSY-22-12-08", "E-1R-COSY-22-12-08-C", 7),
        ("P13", "SILVER-25-04-11", "E-1R-SILVER-25-04-11-C", 1),
    ],
)
async def test_each_tariff_has_its_own_rhythm(
    start: Start, persona: str, product: str, tariff: str, a_day: int
) -> None:
    api = await start(persona)
    rows = await api.rows(feed(product, tariff), **OPEN)
    inside = [row for row in rows if row["valid_from"] > "2026-11-19T00:00"]
    assert len(inside) == a_day if persona != "P12" else len(inside) >= 6


@pytest.mark.parametrize("persona", ["P1", "P2", "P3", "P4", "P9", "P10", "P12", "P13"])
async def test_every_slot_of_the_truth_has_the_rate_of_its_feed(
    start: Start, persona: str
) -> None:
    """The truth's prices and the feeds' rows are the same prices."""
    api = await start(persona, seed=4)
    world = api.world
    sessions = world.truth(NOON - timedelta(days=20), NOON - timedelta(days=3))
    tariff = world.account.points[0][1].agreements[0].tariff
    code = tariff.code
    names = {"standard"} & set(tariff.feeds) or {"day", "night"}
    if tariff.kind == "four_rate":
        names = {"ev-device-peak", "ev-device-off-peak"}

    published: list[dict[str, object]] = []
    for name in names:
        path = f"products/{tariff.product_code}/electricity-tariffs/{code}"
        rows = await api.rows(
            f"{path}/{name}-unit-rates",
            period_from="2026-10-20T00:00Z",
            page_size=1500,
        )
        published += (
            row for row in rows if row["payment_method"] in (None, "DIRECT_DEBIT")
        )

    assert sessions
    for session in sessions:
        slots = session["slots"]
        assert isinstance(slots, list)
        for slot in slots:
            prices = {
                row["value_inc_vat"]
                for row in published
                if str(row["valid_from"]) <= slot["start"]
                and (row["valid_to"] is None or slot["start"] < str(row["valid_to"]))
            }
            assert slot["rate_pence"] in prices


def test_a_price_holds_before_it_is_published() -> None:
    """The truth is billed at what holds, also where a feed trails."""
    world = World.create("P1", 1, NOON)
    tariff = world.account.points[0][1].agreements[0].tariff
    slot = int(NOON.timestamp())
    assert tariff.car_price(slot) == tariff.house_price(slot)
    assert tariff.car_price(slot + 12 * 3600) < 7
