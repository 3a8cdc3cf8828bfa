"""What is stored comes back exactly, or not at all."""

from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
import json
from typing import Any

from hypothesis import given, strategies as st
import pytest

from custom_components.octopus_ev.codec import (
    CodecError,
    decode_session,
    encode_session,
)
from custom_components.octopus_ev.codec_ledger import (
    StoredLedger,
    decode_ledger,
    encode_ledger,
)
from custom_components.octopus_ev.core.edits import Edits, Join, Overlay, Split, Verdict
from custom_components.octopus_ev.core.model import Band
from custom_components.octopus_ev.core.session import (
    Block,
    Confidence,
    Estimate,
    Leeway,
    PricedSlot,
    Provenance,
    Session,
    SessionState,
    SessionType,
    Source,
)
from custom_components.octopus_ev.core.span import Span
from custom_components.octopus_ev.core.timeline import Timeline

MIDNIGHT = datetime(2026, 1, 5, tzinfo=UTC)
HALF_HOUR = timedelta(minutes=30)

amounts = st.decimals(
    allow_nan=False, allow_infinity=False, min_value=-(10**6), max_value=10**6
)
instants = st.datetimes(
    min_value=datetime(2000, 1, 1),  # noqa: DTZ001 - hypothesis adds the zone
    max_value=datetime(2100, 1, 1),  # noqa: DTZ001
    timezones=st.just(UTC),
)


@st.composite
def spans(draw: st.DrawFn) -> Span:
    start = draw(instants)
    return Span(start, start + timedelta(microseconds=draw(st.integers(1, 10**11))))


slots = st.builds(
    PricedSlot,
    start=st.integers(0, 10**6).map(lambda index: MIDNIGHT + index * HALF_HOUR),
    energy=amounts,
    unit_rate=st.none() | amounts,
    band=st.none() | st.sampled_from(Band),
    metered=st.booleans(),
    total=st.none() | amounts,
    type=st.none() | st.sampled_from(SessionType),
    estimate=st.none()
    | st.builds(
        Estimate, amounts, st.none() | amounts, st.none() | st.sampled_from(Band)
    ),
)
leeways = st.integers(0, 1800).map(lambda seconds: timedelta(seconds=seconds))
sources = st.sampled_from(Source)
sessions = st.builds(
    Session,
    session_id=st.uuids().map(str),
    point_key=st.text("0123456789abcdef", min_size=10, max_size=10),
    anchor=instants,
    span=spans(),
    blocks=st.lists(st.builds(Block, spans(), amounts), min_size=1, max_size=4).map(
        tuple
    ),
    slots=st.lists(slots, max_size=4).map(tuple),
    state=st.sampled_from(SessionState),
    provenance=st.builds(
        Provenance,
        boundaries=sources,
        energy=sources,
        sources=st.lists(sources, max_size=2).map(tuple),
        live_energy=st.none() | amounts,
        stated_energy=st.none() | amounts,
    ),
    confidence=st.sampled_from(Confidence),
    revision=st.integers(1, 1000),
    reference_cost=st.none() | amounts,
    excess=st.none() | amounts,
    leeway=st.builds(Leeway, leeways, leeways),
    cost_low=st.none() | amounts,
    cost_high=st.none() | amounts,
    device=st.none() | st.text(),
    boost_premium=st.none() | amounts,
)

SESSION = Session(
    session_id="0b8f4f5e-5b0a-5a52-8f3f-3d1f7f1f7b11",
    point_key="0123456789",
    anchor=MIDNIGHT,
    span=Span(MIDNIGHT, MIDNIGHT + HALF_HOUR),
    blocks=(Block(Span(MIDNIGHT, MIDNIGHT + HALF_HOUR), Decimal("3.6")),),
    slots=(PricedSlot(start=MIDNIGHT, energy=Decimal("3.6")),),
    state=SessionState.SETTLED,
    provenance=Provenance(
        boundaries=Source.LIVE, energy=Source.HALF_HOURLY, sources=(Source.LIVE,)
    ),
    confidence=Confidence.CONFIRMED,
)

LATER = (
    "excess",
    "cost_low",
    "cost_high",
    "leeway",
    "live_energy",
    "stated_energy",
    "device",
)
"""Fields that files from before they were known do not have."""

anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=5,
)


@given(sessions)
def test_a_session_comes_back_as_it_was(session: Session) -> None:
    stored = json.dumps(encode_session(session))
    assert decode_session(json.loads(stored)) == session


def test_an_instant_comes_back_with_the_one_utc() -> None:
    decoded = decode_session(encode_session(SESSION))
    assert decoded.anchor.tzinfo is UTC
    assert decoded.slots[0].start.tzinfo is UTC


def test_a_charge_takes_less_than_a_kilobyte() -> None:
    slots = tuple(
        PricedSlot(
            start=MIDNIGHT + index * HALF_HOUR,
            energy=Decimal("3.512"),
            unit_rate=Decimal("0.085"),
            band=Band.OFF_PEAK,
            metered=True,
        )
        for index in range(10)
    )
    charge = replace(SESSION, slots=slots)
    assert len(json.dumps(encode_session(charge), indent=2)) < 1000


def test_an_older_file_is_read_without_the_costs_it_lacks() -> None:
    known = replace(
        SESSION,
        excess=Decimal("0.1"),
        cost_low=Decimal("0.2"),
        cost_high=Decimal("0.3"),
        leeway=Leeway(HALF_HOUR, HALF_HOUR),
        device="89abcdef01",
    )
    stored = encode_session(known)
    older = {name: value for name, value in stored.items() if name not in LATER}
    assert decode_session(older) == SESSION


@given(st.sampled_from(sorted(encode_session(SESSION))), anything)
def test_a_damaged_field_is_refused_or_harmless(field: str, value: Any) -> None:
    with suppress(CodecError):
        decode_session({**encode_session(SESSION), field: value})


@pytest.mark.parametrize("field", sorted({*encode_session(SESSION)} - {*LATER}))
def test_a_missing_field_is_refused(field: str) -> None:
    stored = encode_session(SESSION)
    del stored[field]
    with pytest.raises(CodecError):
        decode_session(stored)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("id", 7),
        ("anchor", "yesterday"),
        ("state", "lost"),
        ("end", "2020-01-01T00:00:00+00:00"),
        ("start", "0001-01-01T00:00:00+00:00"),
        ("reference_cost", "NaN"),
        ("reference_cost", "1e30"),
        ("reference_cost", 1.5),
        ("excess", 1.5),
        ("leeway", [60]),
        ("leeway", ["60", "60"]),
        ("slots", ["0 Infinity - - 1"]),
        ("slots", ["0 1 - x 1"]),
        ("slots", ["0 1 - - 1 2 3"]),
        ("slots", ["0 1 - - 1 2 s 4"]),
        ("slots", ["0 1 - - 1 2 s 4 - - -"]),
        ("device", 7),
        ("boost_premium", 1.5),
        ("live_energy", 1.5),
        ("slots", [[0, "1", None, None, 1]]),
        ("blocks", ["2026-01-01T00:00:00+00:00 1"]),
        ("blocks", []),
    ],
)
def test_what_cannot_be_a_session_is_refused(field: str, value: Any) -> None:
    with pytest.raises(CodecError):
        decode_session({**encode_session(SESSION), field: value})


LEDGER = StoredLedger(sessions=(SESSION,), marks={SESSION.session_id: {"ended": 1}})
HEARD = Timeline([(Span(MIDNIGHT, MIDNIGHT + HALF_HOUR), None)])


def test_a_ledger_comes_back_with_its_marks() -> None:
    assert decode_ledger(json.loads(json.dumps(encode_ledger(LEDGER)))) == LEDGER


def test_when_a_charger_was_heard_comes_back() -> None:
    ledger = replace(LEDGER, told={"0123456789": HEARD})
    assert decode_ledger(json.loads(json.dumps(encode_ledger(ledger)))) == ledger


def test_how_long_readings_took_comes_back_to_the_second() -> None:
    ledger = replace(LEDGER, waits={"0123456789": [timedelta(hours=34, seconds=1)]})
    assert decode_ledger(json.loads(json.dumps(encode_ledger(ledger)))) == ledger


@pytest.mark.parametrize("waits", [["long"], 7, [None]])
def test_what_is_no_wait_is_refused(waits: object) -> None:
    with pytest.raises(CodecError):
        decode_ledger({**encode_ledger(LEDGER), "waits": {"0123456789": waits}})


edits = st.builds(
    Edits,
    energy=st.none() | amounts,
    start=st.none() | instants,
    end=st.none() | instants,
    note=st.none() | st.text(),
    vehicle=st.none() | st.text(),
    verdict=st.none() | st.sampled_from(Verdict),
    barred=st.none() | spans(),
    former=st.none() | st.sampled_from(Verdict),
)
arrangements = st.builds(Join, session_ids=st.lists(st.text()).map(tuple)) | st.builds(
    Split,
    point_key=st.text(),
    at=instants,
    session_id=st.text(),
    new_id=st.text(),
    anchor=instants,
)
overlays = st.builds(
    Overlay,
    edits=st.dictionaries(st.text(), edits),
    arrangements=st.lists(arrangements).map(tuple),
    revisions=st.dictionaries(st.text(), st.integers(1, 99)),
)


@given(overlays)
def test_what_the_user_said_comes_back(overlay: Overlay) -> None:
    ledger = replace(LEDGER, overlay=overlay)
    assert decode_ledger(json.loads(json.dumps(encode_ledger(ledger)))) == ledger


def test_a_ledger_from_before_there_were_edits_or_chargers_is_read() -> None:
    stored = encode_ledger(LEDGER)
    for name in ("edits", "arrangements", "revisions", "told"):
        del stored[name]
    assert decode_ledger(stored) == LEDGER


@pytest.mark.parametrize(
    "stored",
    [
        {},
        [],
        {"sessions": [], "marks": {"a": {"ended": "one"}}},
        {"sessions": [], "marks": {"a": 1}},
        {"sessions": [{}], "marks": {}},
        {"sessions": 7, "marks": {}},
        {"sessions": [], "marks": {}, "edits": {"a": {"verdict": "maybe"}}},
        {"sessions": [], "marks": {}, "edits": {"a": {"barred": ["2026-01-01"]}}},
        {"sessions": [], "marks": {}, "arrangements": [{"split": "a"}]},
        {"sessions": [], "marks": {}, "revisions": {"a": "one"}},
        {"sessions": [], "marks": {}, "told": {"a": [["2026-01-01"]]}},
    ],
)
def test_what_cannot_be_a_ledger_is_refused(stored: Any) -> None:
    with pytest.raises(CodecError):
        decode_ledger(stored)
