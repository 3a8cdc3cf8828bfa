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
    decode_month,
    decode_year,
    encode_month,
    encode_year,
)
from custom_components.octopus_ev.core.model import Band, Rate, RateBook, SmartRates
from custom_components.octopus_ev.core.smart import (
    BilledSlot,
    ChargeType,
    CompletedDispatch,
    DispatchType,
    PlannedDispatch,
    SeenPlan,
    SupplierSession,
)
from custom_components.octopus_ev.core.smart_record import SmartRecord
from custom_components.octopus_ev.core.span import Span
from custom_components.octopus_ev.core.timeline import Timeline

YEAR = datetime(2026, 1, 1, tzinfo=UTC)
HALF_HOUR = timedelta(minutes=30)
SECOND = timedelta(seconds=1)

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
    tax=timelines(amounts),
    smart=timelines(
        st.builds(
            SmartRates, house=amounts, vehicle=amounts, beyond=amounts | st.none()
        )
    ),
)
seconds = st.integers(0, 31_535_999).map(lambda count: YEAR + count * SECOND)
spans = st.builds(
    lambda start, length: Span(start, start + length * SECOND),
    seconds,
    st.integers(1, 99_999),
)
plans = st.builds(
    PlannedDispatch,
    span=spans,
    type=st.none() | st.sampled_from(DispatchType),
    energy=st.none() | amounts,
)
keys = st.sampled_from(("0123456789", "abcdefabcd"))
records = st.builds(
    SmartRecord,
    plans=st.lists(
        st.builds(
            SeenPlan,
            device_key=keys,
            dispatch=plans,
            first_seen=seconds,
            last_seen=seconds,
        )
    ).map(tuple),
    watched=st.dictionaries(keys, timelines(st.none())),
    plugged=st.dictionaries(keys, timelines(st.booleans())),
    completed=st.lists(
        st.builds(CompletedDispatch, span=spans, energy=st.none() | amounts)
    ).map(tuple),
    charges=st.lists(
        st.builds(
            SupplierSession,
            device_key=keys,
            span=spans,
            type=st.none() | st.sampled_from(ChargeType),
            energy=st.none() | amounts,
            cost=st.none() | amounts,
            charge_added=st.none() | amounts,
            charge_final=st.none() | amounts,
            dispatches=st.lists(plans, max_size=3).map(tuple),
            problems=st.lists(st.text(), max_size=3).map(tuple),
        ),
        max_size=3,
    ).map(tuple),
    billed=st.lists(
        st.builds(
            BilledSlot,
            start=seconds,
            house_energy=amounts,
            house_cost=amounts,
            vehicle_energy=amounts,
            vehicle_cost=amounts,
        )
    ).map(lambda slots: {slot.start: slot for slot in slots}),
)
evidence = st.builds(PointEvidence, readings=readings, book=books, smart=records)


@given(evidence)
def test_evidence_comes_back_as_it_was(point: PointEvidence) -> None:
    stored = json.dumps(encode_month(point, HALF_HOUR))
    assert decode_month(json.loads(stored), HALF_HOUR) == point


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
    stored = json.dumps(encode_month(_year(), HALF_HOUR), indent=2)
    assert len(stored) < 500_000


def test_readings_come_back_oldest_first_whatever_order_they_went_in() -> None:
    later, earlier = YEAR + timedelta(days=40), YEAR
    point = PointEvidence(
        readings={later: Decimal(2), earlier: Decimal(1)},
        book=RateBook(house=Timeline(), vehicle=Timeline(), standing=Timeline()),
    )
    decoded = decode_month(encode_month(point, HALF_HOUR), HALF_HOUR)
    assert list(decoded.readings) == [earlier, later]


def test_the_rates_of_the_house_are_not_kept_twice() -> None:
    stored = encode_month(_year(), HALF_HOUR)
    assert stored["vehicle"] is None
    decoded = decode_month(stored, HALF_HOUR).book
    assert decoded.vehicle is decoded.house


MONTH: dict[str, Any] = {
    "readings": {"2026-01-01": "0.1 -"},
    "house": "0 30 0.2 s",
    "vehicle": None,
    "standing": "0 30 0.5",
    "tax": "0 30 0.05",
    "smart": {"completed": ["1767225600 1800 3.5 0"]},
    "smart_rates": "0 30 0.07 0.07 -",
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
        ("tax", "0 30"),
        ("smart", ["completed"]),
        ("smart", {"completed": ["1767225600 1800"]}),
        ("smart", {"completed": ["1767225600 0 3.5 0"]}),
        ("smart", {"watched": {"a": ["1767225600"]}}),
        ("smart", {"plans": ["a 1767225600 1800 odd 3.5 1767225600 0"]}),
        ("smart", {"charges": [{"device": "a", "charge": "1767225600 1800"}]}),
        ("smart", {"billed": ["1767225600 0.2 much 3.5 0.2"]}),
        ("smart_rates", "0 30 0.07 0.07"),
    ],
)
def test_what_cannot_be_evidence_is_refused(field: str, value: Any) -> None:
    with pytest.raises(CodecError):
        decode_month({**MONTH, field: value}, HALF_HOUR)


def test_good_evidence_of_that_shape_is_taken() -> None:
    assert decode_month(MONTH, HALF_HOUR).readings == {YEAR: Decimal("0.1")}


def test_a_month_from_before_the_tax_was_kept_has_none() -> None:
    older = {field: value for field, value in MONTH.items() if field != "tax"}

    assert decode_month(older, HALF_HOUR).book.tax == Timeline()
    year = {"slot_minutes": 30, "points": {"a": {"2026-01": older}}}
    assert decode_year(year, HALF_HOUR)["a"]["2026-01"]["tax"] == ""


def test_a_month_without_a_car_has_no_word_of_one() -> None:
    assert "smart" not in encode_month(_year(), HALF_HOUR)
    older = {field: value for field, value in MONTH.items() if field != "smart"}

    assert not decode_month(older, HALF_HOUR).smart
    year = {"slot_minutes": 30, "points": {"a": {"2026-01": older}}}
    assert decode_year(year, HALF_HOUR)["a"]["2026-01"] == older


def test_the_months_of_a_year_come_back_undecoded() -> None:
    months = {"0123456789": {"2026-01": MONTH, "2026-02": {**MONTH, "house": "odd"}}}
    stored = json.loads(json.dumps(encode_year(months, HALF_HOUR)))
    assert decode_year(stored, HALF_HOUR) == months


@pytest.mark.parametrize(
    "stored",
    [
        {},
        [],
        {"slot_minutes": 15, "points": {}},
        {"slot_minutes": "30", "points": {}},
        {"slot_minutes": 30, "points": {"a": {"2026-01": {}}}},
        {"slot_minutes": 30, "points": {"a": {"2026-01": {**MONTH, "readings": 7}}}},
        {"slot_minutes": 30, "points": {"a": ["2026-01"]}},
    ],
)
def test_what_cannot_be_a_year_is_refused(stored: Any) -> None:
    with pytest.raises(CodecError):
        decode_year(stored, HALF_HOUR)


def test_files_from_before_cars_were_seen_plugged_in_still_load() -> None:
    seen = SmartRecord().with_states({"0123456789": True, "9876543210": None}, YEAR)
    empty = RateBook(house=Timeline(), vehicle=Timeline(), standing=Timeline())
    stored = encode_month(PointEvidence(readings={}, book=empty, smart=seen), HALF_HOUR)
    assert decode_month(stored, HALF_HOUR).smart == seen
    del stored["smart"]["plugged"]

    assert decode_month(stored, HALF_HOUR).smart == SmartRecord()
