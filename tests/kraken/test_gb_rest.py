"""Ask the REST interface of Great Britain."""

from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import aiohttp
import pytest

from custom_components.octopus_ev.kraken.errors import (
    KrakenAuthError,
    KrakenNotFoundError,
    KrakenResponseError,
)
from custom_components.octopus_ev.kraken.gb import GbClient
from custom_components.octopus_ev.kraken.gb.rest_wire import Link, Rel
from custom_components.octopus_ev.kraken.transport import KrakenHost
from tests.kraken.answers import fixture, page, written
from tests.kraken.conftest import API_KEY, ScriptedKraken

MPAN = "1012345678903"
SERIAL = "20L1234567"
START = datetime(2026, 5, 25, 20, 30, tzinfo=UTC)
END = datetime(2026, 5, 25, 22, 0, tzinfo=UTC)


def product_at(host: KrakenHost) -> str:
    return written("products").replace("@@BASE@@", str(host.base))


async def consumption(client: GbClient) -> Any:
    return await client.rest.consumption(MPAN, SERIAL, START, END)


async def test_an_account_tells_meters_and_agreements(
    client: GbClient, kraken: ScriptedKraken
) -> None:
    kraken.say(written("account"))

    account = await client.rest.account("A-AAAA1111")

    (home,) = account.properties
    (point,) = home.electricity_meter_points
    assert point.is_export is False
    assert [meter.serial_number for meter in point.meters] == [
        "1111111111",
        "2222222222",
    ]
    last = point.agreements[-1]
    assert last.tariff_code == "E-1R-VAR-22-11-01-N"
    assert last.valid_from == datetime(2023, 3, 31, 23, tzinfo=UTC)
    assert last.valid_to is None


async def test_an_old_account_may_leave_out_what_it_does_not_know(
    client: GbClient, kraken: ScriptedKraken
) -> None:
    kraken.say(written("account_sparse"))

    account = await client.rest.account("A-AAAA1111")

    (home,) = account.properties
    assert home.moved_out_at is None
    assert home.electricity_meter_points[0].is_export is None


async def test_what_identifies_a_customer_is_in_no_representation(
    client: GbClient, kraken: ScriptedKraken
) -> None:
    kraken.say(written("account"))

    shown = repr(await client.rest.account("A-AAAA1111"))

    for secret in ("A-AAAA1111", MPAN, "1111111111", "Downing", "W1"):
        assert secret not in shown


async def test_the_key_is_sent_for_what_is_private_and_only_for_that(
    client: GbClient, kraken: ScriptedKraken, host: KrakenHost
) -> None:
    kraken.say(written("account"))
    kraken.say(page())
    kraken.say(product_at(host))
    kraken.say(page())

    await client.rest.account("A-AAAA1111")
    await consumption(client)
    product = await client.rest.product("GO-VAR-22-10-14", "E-1R-GO-VAR-22-10-14-C")
    await client.rest.rates(product.tariff.links[0], START, END)

    key = aiohttp.encode_basic_auth(API_KEY)
    sent = [request.headers.get("Authorization") for request in kraken.asked]
    assert sent == [key, key, None, None]


async def test_a_refused_key_is_an_error_of_the_key(
    client: GbClient, kraken: ScriptedKraken
) -> None:
    kraken.say({"detail": "Invalid API key"}, status=401)

    with pytest.raises(KrakenAuthError):
        await client.rest.account("A-AAAA1111")


async def test_a_foreign_meter_is_not_found(
    client: GbClient, kraken: ScriptedKraken
) -> None:
    kraken.say({"detail": "Not found."}, status=404)

    with pytest.raises(KrakenNotFoundError):
        await consumption(client)


async def test_a_product_is_asked_for_one_tariff_by_its_code(
    client: GbClient, kraken: ScriptedKraken, host: KrakenHost
) -> None:
    kraken.say(product_at(host))

    product = await client.rest.product("GO-VAR-22-10-14", "E-1R-GO-VAR-22-10-14-C")

    assert product.display_name == "Octopus Go"
    assert not product.is_tracker
    assert [link.rel for link in product.tariff.links] == [
        Rel.STANDING_CHARGES,
        Rel.STANDARD_UNIT_RATES,
    ]
    assert product.tariff.link(Rel.DAY_UNIT_RATES) is None


async def test_what_is_on_offer_is_listed_without_the_key(
    client: GbClient, kraken: ScriptedKraken
) -> None:
    row = {
        "code": "GO-VAR-22-10-14",
        "display_name": "Octopus Go",
        "direction": "IMPORT",
        "brand": "OCTOPUS_ENERGY",
        "is_business": False,
        "is_prepay": False,
        "available_from": "2022-10-14T00:00:00+01:00",
    }
    sparse = {**row, "available_from": None, "brand": None}
    kraken.say(page(row, sparse))

    dated, undated = await client.rest.products()

    assert dated.available_from == datetime(2022, 10, 13, 23, tzinfo=UTC)
    assert (dated.code, dated.direction) == ("GO-VAR-22-10-14", "IMPORT")
    assert (undated.available_from, undated.brand) == (None, None)
    (asked,) = kraken.asked
    assert "Authorization" not in asked.headers


async def test_a_tariff_of_another_region_is_not_found(
    client: GbClient, kraken: ScriptedKraken, host: KrakenHost
) -> None:
    kraken.say(product_at(host))

    with pytest.raises(KrakenNotFoundError):
        await client.rest.product("GO-VAR-22-10-14", "E-1R-GO-VAR-22-10-14-P")


async def test_rates_are_followed_from_their_link(
    client: GbClient, kraken: ScriptedKraken, host: KrakenHost
) -> None:
    kraken.say(product_at(host))
    kraken.say(written("standard_unit_rates_go_summer"))
    product = await client.rest.product("GO-VAR-22-10-14", "E-1R-GO-VAR-22-10-14-C")
    link = product.tariff.link(Rel.STANDARD_UNIT_RATES)
    assert link is not None

    rates = await client.rest.rates(link, START, END)

    assert kraken.asked[1].path.endswith("-C/standard-unit-rates/")
    assert kraken.asked[1].query == {
        "period_from": "2026-05-25T20:30:00Z",
        "period_to": "2026-05-25T22:00:00Z",
        "page_size": "1500",
    }
    assert rates[0].value_inc_vat == Decimal("28.95858")
    assert rates[1].valid_from == datetime(2025, 4, 30, 23, 30, tzinfo=UTC)


async def test_both_ways_to_pay_are_kept_and_an_open_end_is_none(
    client: GbClient, kraken: ScriptedKraken, host: KrakenHost
) -> None:
    kraken.say(written("standard_unit_rates_payment_methods"))
    link = Link("standard_unit_rates", str(host.url("v1", "rates")))

    rates = await client.rest.rates(link, START, END)

    assert [row.payment_method for row in rates] == ["NON_DIRECT_DEBIT", "DIRECT_DEBIT"]
    assert {row.valid_to for row in rates} == {None}


async def test_a_row_that_shifted_to_the_next_page_counts_once(
    client: GbClient, kraken: ScriptedKraken, host: KrakenHost
) -> None:
    rows = fixture("standard_unit_rates_agile_summer")["results"]
    link = Link("standard_unit_rates", str(host.url("v1", "rates")))
    kraken.say(page(*rows[:2], following=f"{link.href}?page=2"))
    kraken.say(page(*rows[1:]))

    rates = await client.rest.rates(link, START, END)

    assert len(rates) == 4


@pytest.mark.parametrize("href", ["https://203.0.113.1/v1/rates/", "http://[", ""])
async def test_a_link_elsewhere_is_not_followed(client: GbClient, href: str) -> None:
    with pytest.raises(KrakenResponseError, match="elsewhere at href"):
        await client.rest.rates(Link("standard_unit_rates", href), START, END)


async def test_consumption_in_local_time_becomes_utc_and_meets_its_rate(
    client: GbClient, kraken: ScriptedKraken, host: KrakenHost
) -> None:
    kraken.say(written("consumption_summer"))
    kraken.say(written("standard_unit_rates_agile_summer"))
    link = Link("standard_unit_rates", str(host.url("v1", "rates")))

    rows = await consumption(client)
    rates = await client.rest.rates(link, START, END)

    last = rows[-1]
    (rate,) = [row for row in rates if row.valid_from == last.interval_start]
    assert last.interval_start == datetime(2026, 5, 25, 21, 30, tzinfo=UTC)
    assert last.consumption == Decimal("0.187")
    assert rate.value_inc_vat == Decimal("9.9")


async def test_consumption_is_asked_for_oldest_first_in_one_large_page(
    client: GbClient, kraken: ScriptedKraken
) -> None:
    kraken.say(page())
    london = timezone(timedelta(hours=1))

    rows = await client.rest.consumption(
        MPAN, SERIAL, START.astimezone(london), END.astimezone(london)
    )

    assert rows == ()
    assert kraken.asked[0].path == (
        f"/gb/v1/electricity-meter-points/{MPAN}/meters/{SERIAL}/consumption/"
    )
    assert kraken.asked[0].query == {
        "period_from": "2026-05-25T20:30:00Z",
        "period_to": "2026-05-25T22:00:00Z",
        "page_size": "9000",
        "order_by": "period",
    }


async def test_one_small_page_tells_how_far_consumption_goes_back(
    client: GbClient, kraken: ScriptedKraken
) -> None:
    (row, *_) = fixture("consumption_summer")["results"]
    kraken.say(page(row) | {"count": 17_520})

    reach = await client.rest.consumption_reach(MPAN, SERIAL)

    assert (reach.count, reach.oldest) == (17_520, END - timedelta(minutes=30))
    assert kraken.asked[0].query == {"page_size": "1", "order_by": "period"}


async def test_a_meter_without_intervals_goes_nowhere_back(
    client: GbClient, kraken: ScriptedKraken
) -> None:
    kraken.say(page())

    reach = await client.rest.consumption_reach(MPAN, SERIAL)

    assert (reach.count, reach.oldest) == (0, None)


async def test_rows_outside_the_window_are_dropped_and_the_rest_in_order(
    client: GbClient, kraken: ScriptedKraken
) -> None:
    kraken.say(written("consumption_summer"))

    rows = await client.rest.consumption(MPAN, SERIAL, START, END - timedelta(hours=1))

    assert [row.interval_start for row in rows] == [START]


async def test_of_two_rows_of_an_interval_the_later_answer_stands(
    client: GbClient, kraken: ScriptedKraken
) -> None:
    (row, *_) = fixture("consumption_summer")["results"]
    address = "{}?page=2".format(
        client.rest._transport.host.url(  # noqa: SLF001
            "v1", "electricity-meter-points", MPAN, "meters", SERIAL, "consumption"
        )
    )
    kraken.say(page(row, following=address))
    kraken.say(page(row | {"consumption": "0.237"}))

    (found,) = await consumption(client)

    assert found.consumption == Decimal("0.237")


@pytest.mark.parametrize(
    ("name", "start", "slots"),
    [
        ("consumption_spring_change", datetime(2026, 3, 29, 0, tzinfo=UTC), 3),
        ("consumption_autumn_change", datetime(2026, 10, 25, 0, tzinfo=UTC), 4),
    ],
)
async def test_half_hours_follow_each_other_through_a_clock_change(
    client: GbClient, kraken: ScriptedKraken, name: str, start: datetime, slots: int
) -> None:
    kraken.say(written(name))

    rows = await client.rest.consumption(
        MPAN, SERIAL, start, start + timedelta(hours=4)
    )

    half_hour = timedelta(minutes=30)
    assert [(row.interval_start, row.interval_end) for row in rows] == [
        (start + n * half_hour, start + (n + 1) * half_hour) for n in range(slots)
    ]


async def test_an_interval_that_ends_before_it_starts_is_refused(
    client: GbClient, kraken: ScriptedKraken
) -> None:
    moment = "2026-05-25T21:30:00Z"
    kraken.say(
        page({"consumption": 1, "interval_start": moment, "interval_end": moment})
    )

    with pytest.raises(KrakenResponseError, match=r"at results\[0\]\.interval_end"):
        await consumption(client)


async def test_a_window_without_a_zone_is_a_mistake_of_ours(client: GbClient) -> None:
    naive = START.replace(tzinfo=None)

    with pytest.raises(ValueError, match="time zone"):
        await client.rest.consumption(MPAN, SERIAL, naive, END)
