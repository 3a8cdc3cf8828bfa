"""The nouns of supply keep secrets to themselves."""

from decimal import Decimal

import pytest

from custom_components.octopus_ev.core.errors import DomainError
from custom_components.octopus_ev.core.evidence import Candidate
from custom_components.octopus_ev.core.identity import (
    point_key,
    session_anchor,
    session_id,
)
from custom_components.octopus_ev.core.model import (
    Account,
    Direction,
    Meter,
    RateBook,
    SupplyPoint,
)
from custom_components.octopus_ev.core.session import Block, Confidence, Source
from custom_components.octopus_ev.core.timeline import Timeline

from .build import GB, POINT, SLOT, flat, span, utc


def test_no_identifier_shows_in_a_text() -> None:
    point = SupplyPoint(
        key=POINT,
        mpan="1012345678903",
        direction=Direction.IMPORT,
        meters=(Meter(serial="S1234", device_id="00-12-34"),),
        agreements=Timeline(),
    )
    text = repr(Account(number="A-0000DEMO", region=GB, points=(point,)))

    assert POINT in text
    for secret in ("1012345678903", "S1234", "00-12-34", "A-0000DEMO"):
        assert secret not in text


def test_newer_rates_win_and_older_ones_stay() -> None:
    week, day = span("2026-07-13", "2026-07-20"), span("2026-07-15", "2026-07-16")
    older = RateBook(
        house=flat("0.20", week),
        vehicle=flat("0.10", week),
        standing=Timeline([(week, Decimal("0.40"))]),
    )
    newer = RateBook(house=flat("0.30", day), vehicle=Timeline(), standing=Timeline())
    both = older.overlaid(newer)

    prices = [rate.unit_rate for _, rate in both.house]
    assert prices == [Decimal("0.20"), Decimal("0.30"), Decimal("0.20")]
    assert both.vehicle == older.vehicle
    assert both.standing == older.standing


def test_a_point_key_is_the_same_everywhere_and_ten_hex_digits() -> None:
    key = point_key("gb", "A-0000DEMO", "1012345678903")

    assert key == point_key("gb", "A-0000DEMO", "1012345678903")
    assert len(key) == 10
    assert int(key, 16) >= 0


@pytest.mark.parametrize(
    "other",
    [
        ("jp", "A-0000DEMO", "1012345678903"),
        ("gb", "A-0001DEMO", "1012345678903"),
        ("gb", "A-0000DEMO", "1012345678912"),
    ],
)
def test_another_point_has_another_key(other: tuple[str, str, str]) -> None:
    assert point_key(*other) != point_key("gb", "A-0000DEMO", "1012345678903")


def test_a_live_and_a_settled_start_in_one_slot_name_one_session() -> None:
    live = session_anchor(utc("2026-07-15 00:31"), SLOT)
    settled = session_anchor(utc("2026-07-15 00:30"), SLOT)

    assert session_id(POINT, live) == session_id(POINT, settled)
    assert session_id(POINT, live) != session_id("ffffffffff", live)
    assert session_id(POINT, live) != session_id(POINT, live + SLOT)


def test_session_ids_never_change_between_releases() -> None:
    anchor = utc("2026-07-15 00:30")

    assert session_id(POINT, anchor) == "15f534ee-93a4-5d0f-8a09-5fea62b84b89"


def test_a_candidate_spans_its_blocks() -> None:
    blocks = (
        Block(span("2026-07-15 00:30", "2026-07-15 01:00"), Decimal(3)),
        Block(span("2026-07-15 01:30", "2026-07-15 02:10"), Decimal(4)),
    )
    candidate = Candidate(
        source=Source.HALF_HOURLY,
        blocks=blocks,
        slots={},
        confidence=Confidence.PROBABLE,
    )

    assert candidate.span == span("2026-07-15 00:30", "2026-07-15 02:10")


def test_a_candidate_of_nothing_is_refused() -> None:
    with pytest.raises(DomainError, match="at least one block"):
        Candidate(
            source=Source.LIVE, blocks=(), slots={}, confidence=Confidence.PROBABLE
        )
