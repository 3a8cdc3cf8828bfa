"""Read JSON strictly, and say where it is wrong without repeating it."""

from contextlib import suppress
from datetime import UTC, datetime, time
from decimal import Decimal
import json

from hypothesis import given, strategies as st
import pytest

from custom_components.octopus_ev.kraken.decode import (
    as_object,
    clock,
    decimal,
    flag,
    instant,
    known_rows,
    loads,
    nested,
    optional,
    optional_nested,
    rows,
    text,
)
from custom_components.octopus_ev.kraken.errors import KrakenResponseError


def test_a_price_keeps_every_digit_it_came_with() -> None:
    row = as_object(loads(b'{"value_inc_vat": 28.95858}'))

    assert decimal(row, "value_inc_vat") == Decimal("28.95858")


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html>",
        b'{"count": 3, "resul',
        b"NaN",
        b"[Infinity]",
        b"\xff\xfe",
        b"[" * 200_000,
        b"1" * 41,
        b"1" * 5_000,
        b"0." + b"1" * 5_000,
        b"1e99999",
    ],
)
def test_what_is_not_json_with_sane_numbers_is_refused(body: bytes) -> None:
    with pytest.raises(KrakenResponseError) as caught:
        loads(body)

    assert caught.value.__cause__ is None


@pytest.mark.parametrize(
    ("written", "number"),
    [
        (Decimal("0.113"), "0.113"),
        (7, "7"),
        (-3, "-3"),
        ("0.113", "0.113"),
        ("55667150", "55667150"),
        ("0E+1", "0"),
        ("-17.21", "-17.21"),
    ],
)
def test_a_number_may_come_as_text(written: Decimal | int | str, number: str) -> None:
    assert decimal({"n": written}, "n") == Decimal(number)


@pytest.mark.parametrize(
    "written",
    [
        None,
        True,
        "",
        "NaN",
        "Infinity",
        "1_000",
        " 1",
        "1,5",
        "٣",
        "1e999",
        "1e-999",
        "1" * 41,
        Decimal("1E+16"),
        Decimal("1E-31"),
        10**16,
        [],
        {},
    ],
)
def test_what_no_measurement_needs_is_not_a_number(written: object) -> None:
    with pytest.raises(KrakenResponseError, match="at n"):
        decimal({"n": written}, "n")  # type: ignore[dict-item]


@pytest.mark.parametrize(
    "written",
    [
        "2026-05-15T17:14:50+00:00",
        "2026-05-15T18:14:50+01:00",
        "2026-05-15T17:14:50Z",
    ],
)
def test_an_instant_becomes_utc_whatever_its_offset(written: str) -> None:
    moment = instant({"at": written}, "at")

    assert moment == datetime(2026, 5, 15, 17, 14, 50, tzinfo=UTC)
    assert moment.tzinfo is UTC


@pytest.mark.parametrize(
    "written",
    [
        None,
        1778873205,
        "",
        "tomorrow",
        "2026-05-15",
        "2026-05-15T17:14:50",
        "0001-01-01T00:00:00+14:00",
        "9999-12-31T23:59:59-14:00",
        "2026-05-15T17:14:50+99:00",
        "2026-05-15T17:14:50Z" + " " * 100,
    ],
)
def test_a_time_that_names_no_instant_is_refused(written: str | int | None) -> None:
    with pytest.raises(KrakenResponseError, match="at at"):
        instant({"at": written}, "at")


@pytest.mark.parametrize(
    ("written", "read"), [("07:00:00", time(7)), ("23:30", time(23, 30))]
)
def test_a_time_of_day_is_the_customers_own(written: str, read: time) -> None:
    assert clock({"at": written}, "at") == read


@pytest.mark.parametrize(
    "written", [None, 7, "seven", "24:61", "07:00+01:00", "0" * 50]
)
def test_what_is_no_time_of_day_is_refused(written: object) -> None:
    with pytest.raises(KrakenResponseError, match="at at"):
        clock({"at": written}, "at")  # type: ignore[dict-item]


@pytest.mark.parametrize("written", [None, 1, [], "x" * 1_001, "\ud800"])
def test_a_text_is_short_and_can_be_stored(written: object) -> None:
    with pytest.raises(KrakenResponseError, match="at name"):
        text({"name": written}, "name")  # type: ignore[dict-item]


def test_a_flag_is_neither_a_number_nor_a_text() -> None:
    assert flag({"on": True}, "on") is True
    with pytest.raises(KrakenResponseError, match="at on"):
        flag({"on": 1}, "on")


def test_null_and_absent_are_unknown_where_that_is_allowed() -> None:
    assert optional({"a": None}, "a", text) is None
    assert optional({}, "a", text) is None
    assert optional({"a": "x"}, "a", text) == "x"
    assert optional_nested({}, "a", lambda row: text(row, "b")) is None


def test_an_error_names_the_whole_way_to_the_value() -> None:
    answer = {"account": {"meters": [{"serial": "1"}, {"serial": None}]}}

    with pytest.raises(KrakenResponseError) as caught:
        nested(
            answer,  # type: ignore[arg-type]
            "account",
            lambda account: rows(account, "meters", lambda row: text(row, "serial")),
        )

    assert caught.value.path == ("account", "meters", 1, "serial")
    assert str(caught.value) == "Expected a text at account.meters[1].serial"


@pytest.mark.parametrize("value", [None, {}, "rows", 3])
def test_a_list_that_is_required_must_be_one(value: object) -> None:
    with pytest.raises(KrakenResponseError, match="at results"):
        rows({"results": value}, "results", dict)  # type: ignore[dict-item]


def test_what_an_error_took_out_of_a_list_leaves_the_rest() -> None:
    answer = {"devices": [None, {"id": "b"}]}

    assert known_rows(answer, "devices", lambda row: text(row, "id")) == ("b",)  # type: ignore[arg-type]
    assert known_rows({"devices": None}, "devices", dict) == ()


@pytest.mark.parametrize("value", [{}, "rows", [[]], ["row"]])
def test_a_list_that_may_be_null_holds_objects_all_the_same(value: object) -> None:
    with pytest.raises(KrakenResponseError):
        known_rows({"devices": value}, "devices", dict)  # type: ignore[dict-item]


@given(st.binary(max_size=200))
def test_any_bytes_are_json_or_refused(body: bytes) -> None:
    with suppress(KrakenResponseError):
        json.loads(json.dumps(loads(body), default=str))
