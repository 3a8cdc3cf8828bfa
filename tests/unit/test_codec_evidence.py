"""A year of readings and rates is kept exactly, and small."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
import json
from typing import Any

from hypothesis import given, strategies as st
import pytest

from custom_components.octopus_ev.codec import CodecError
from custom_components.octopus_ev.codec_evidence import (
    PointEvidence,
    decode_evidence,
    encode_evidence,
)
from custom_components.octopus_ev.core.model import Band, Rate, RateBook
from custom_components.octopus_ev.core.span import Span
from custom_components.octopus_ev.core.timeline import Timeline

YEAR = datetime(2026, 1, 1, tzinfo=UTC)
HALF_HOUR = timedelta(minutes=30)

amounts = st.decimals(
    allow_nan=False, allow_infinity=False, min_value=-100, max_value=100
)
rates = st.builds(Rate, amounts, st.sampled_from(Band))
readings = st.dictionaries(
    st.integers(0, 17_519).map(lambda index: YEAR + index * HALF_HOUR), amounts
)


def timelines[T](values: st.SearchStrategy[T]) -> st.SearchStrategy[Timeline[T]]:
    """Return strategies for timelines with gaps in them."""
    steps = st.lists(st.tuples(st.integers(0, 99), st.integers(1, 99), values))
    return steps.map(lambda rows: Timeline(_laid_out(rows)))


def _laid_out[T](rows: list[tuple[int, int, T]]) -> list[tuple[Span, T]]:
    entries = []
    end = YEAR
    for gap, length, value in rows:
        start = end + gap * HALF_HOUR
        end = start + length * HALF_HOUR
        entries.append((Span(start, end), value))
    return entries


books = st.builds(
    RateBook,
    house=timelines(rates),
    vehicle=timelines(rates),
    standing=timelines(amounts),
)
evidence = st.dictionaries(
    st.text("0123456789abcdef", min_size=10, max_size=10),
    st.builds(PointEvidence, readings=readings, book=books),
    max_size=2,
)


@given(evidence)
def test_evidence_comes_back_as_it_was(points: dict[str, PointEvidence]) -> None:
    stored = json.dumps(encode_evidence(points, HALF_HOUR))
    assert decode_evidence(json.loads(stored)) == points


def _year() -> PointEvidence:
    slots = [YEAR + index * HALF_HOUR for index in range(17_520)]
    prices = Timeline(
        (
            Span(slot, slot + HALF_HOUR),
            Rate(Decimal(index % 4001) / 10_000, Band.BELOW_MEAN),
        )
        for index, slot in enumerate(slots)
    )
    return PointEvidence(
        readings={
            slot: Decimal(index % 5000) / 1000 for index, slot in enumerate(slots)
        },
        book=RateBook(house=prices, vehicle=prices, standing=Timeline()),
    )


def test_a_year_of_half_hourly_prices_takes_less_than_half_a_megabyte() -> None:
    assert (
        len(json.dumps(encode_evidence({"0123456789": _year()}, HALF_HOUR))) < 500_000
    )


def test_readings_come_back_oldest_first_whatever_order_they_went_in() -> None:
    later, earlier = YEAR + timedelta(days=40), YEAR
    point = PointEvidence(
        readings={later: Decimal(2), earlier: Decimal(1)},
        book=RateBook(house=Timeline(), vehicle=Timeline(), standing=Timeline()),
    )
    decoded = decode_evidence(encode_evidence({"a": point}, HALF_HOUR))
    assert list(decoded["a"].readings) == [earlier, later]


def test_the_rates_of_the_house_are_not_kept_twice() -> None:
    stored = encode_evidence({"a": _year()}, HALF_HOUR)
    assert stored["points"]["a"]["vehicle"] is None
    assert decode_evidence(stored)["a"].book.vehicle == _year().book.house


GOOD = {
    "slot_minutes": 30,
    "points": {
        "a": {
            "readings": {"2026-01-01": "0.1 -"},
            "house": "0 30 0.2 s",
            "vehicle": None,
            "standing": "0 30 0.5",
        }
    },
}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("readings", {"yesterday": "0.1"}),
        ("readings", {"2026-01-01": "0.1 lots"}),
        ("readings", {"2026-01-01": "NaN"}),
        ("readings", ["2026-01-01"]),
        ("house", "0 30 0.2 z"),
        ("house", "0 0 0.2 s"),
        ("house", "0 30 0.2 s\n-30 30 0.2 s"),
        ("house", "0 99999999999999 0.2 s"),
        ("house", 7),
        ("vehicle", "0 30"),
        ("standing", "0 30 much"),
    ],
)
def test_what_cannot_be_evidence_is_refused(field: str, value: Any) -> None:
    stored = {**GOOD, "points": {"a": {**GOOD["points"]["a"], field: value}}}  # type: ignore[index]
    with pytest.raises(CodecError):
        decode_evidence(stored)


def test_good_evidence_of_that_shape_is_taken() -> None:
    decoded = decode_evidence(GOOD)["a"]
    assert decoded.readings == {YEAR: Decimal("0.1")}
