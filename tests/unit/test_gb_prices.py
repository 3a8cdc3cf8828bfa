"""What a British rate feed becomes: pounds over time, for one way to pay."""

from collections.abc import Sequence
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from custom_components.octopus_ev.core.price_list import prices_of
from custom_components.octopus_ev.core.span import Span
from custom_components.octopus_ev.core.timeline import Timeline
from custom_components.octopus_ev.kraken.gb.rest_wire import RateRow
from custom_components.octopus_ev.providers.gb_rates import tax_of
from tests.kraken.answers import fixture

SUMMER = Span(datetime(2026, 7, 1, tzinfo=UTC), datetime(2026, 7, 3, tzinfo=UTC))


def row(
    pence: str, start: str | None, end: str | None = None, method: str | None = None
) -> dict[str, Any]:
    return {
        "value_exc_vat": Decimal(pence) / Decimal("1.05"),
        "value_inc_vat": Decimal(pence),
        "valid_from": start,
        "valid_to": end,
        "payment_method": method,
    }


def prices(
    rows: Sequence[dict[str, Any]],
    window: Span = SUMMER,
    method: str = "DIRECT_DEBIT",
) -> Timeline[Decimal]:
    read = [
        RateRow.read(
            {
                k: str(v) if isinstance(v, (float, Decimal)) else v
                for k, v in each.items()
            }
        )
        for each in rows
    ]
    return prices_of(read, method, window)


def tax(*rows: dict[str, Any]) -> list[tuple[Span, Decimal]]:
    read = [
        RateRow.read(
            {k: str(v) if isinstance(v, Decimal) else v for k, v in row.items()}
        )
        for row in rows
    ]
    return list(tax_of(read, "DIRECT_DEBIT", SUMMER))


def test_a_price_open_at_the_end_holds_to_the_edge_of_the_window() -> None:
    held = prices([row("24.5", "2023-04-01T00:00:00+01:00")])

    assert list(held) == [(SUMMER, Decimal("0.245"))]


def test_a_price_open_at_the_start_held_since_ever() -> None:
    held = prices([row("24.5", None, "2026-07-02T00:00:00Z")])

    assert held.at(SUMMER.start) == Decimal("0.245")
    assert held.at(datetime(2026, 7, 2, tzinfo=UTC)) is None


def test_the_customers_way_to_pay_decides_between_two_prices() -> None:
    rows = fixture("standard_unit_rates_payment_methods")["results"]

    assert prices(rows).at(SUMMER.start) == Decimal("0.24675")
    assert prices(rows, method="NON_DIRECT_DEBIT").at(SUMMER.start) == Decimal("0.2625")


def test_a_price_for_every_way_to_pay_is_taken_by_any_customer() -> None:
    rows = fixture("standard_unit_rates_agile_summer")["results"]
    window = Span(datetime(2026, 5, 25, tzinfo=UTC), datetime(2026, 5, 26, tzinfo=UTC))

    held = prices(rows, window, "NON_DIRECT_DEBIT")

    # 22:30 in British Summer Time is 21:30 UTC: 9.9 p, not 14.1 p.
    assert held.at(datetime(2026, 5, 25, 21, 30, tzinfo=UTC)) == Decimal("0.099")
    assert held.at(datetime(2026, 5, 25, 13, 0, tzinfo=UTC)) == Decimal("-0.03")
    assert held.at(datetime(2026, 5, 25, 14, 0, tzinfo=UTC)) is None


def test_where_only_another_way_to_pay_is_priced_its_price_is_better_than_none() -> (
    None
):
    held = prices([row("26", "2026-06-30T23:00:00Z", method="NON_DIRECT_DEBIT")])

    assert held.at(SUMMER.start) == Decimal("0.26")


def test_a_later_price_ends_the_one_before_it() -> None:
    held = prices(
        [row("30", "2026-07-02T00:00:00Z"), row("24", "2026-06-01T00:00:00Z")]
    )

    assert [price for _, price in held] == [Decimal("0.24"), Decimal("0.30")]


def test_a_price_of_no_length_never_held() -> None:
    held = prices([row("24", "2026-07-01T00:00:00Z", "2026-07-01T00:00:00Z")])

    assert not held


def test_prices_outside_the_window_are_left_out() -> None:
    held = prices([row("24", "2026-05-01T00:00:00Z", "2026-05-02T00:00:00Z")])

    assert not held


def test_an_empty_feed_has_no_prices() -> None:
    assert not prices([])


def test_the_tax_is_told_by_the_prices_before_and_after_it() -> None:
    rounded = {
        "value_exc_vat": Decimal("42.70"),
        "value_inc_vat": Decimal("44.83"),
        "valid_from": "2026-04-01T00:00:00+01:00",
        "valid_to": None,
        "payment_method": None,
    }

    assert tax(rounded) == [(SUMMER, Decimal("0.050"))]


def test_a_new_price_at_the_same_tax_is_one_stretch_of_it() -> None:
    older = row("40", "2026-04-01T00:00:00Z", "2026-07-02T00:00:00Z")

    assert tax(older, row("50", "2026-07-02T00:00:00Z")) == [(SUMMER, Decimal("0.050"))]


def test_prices_too_small_to_compare_tell_no_tax() -> None:
    assert tax(row("0", "2026-04-01T00:00:00Z")) == []
    assert tax(row("9", "2026-04-01T00:00:00Z")) == []
    assert tax() == []
