"""What was told of sessions survives being written down, and nothing else does."""

from decimal import Decimal
from typing import Any

import pytest

from custom_components.octopus_ev.codec import CodecError
from custom_components.octopus_ev.codec_witness import decode_record, encode_record
from custom_components.octopus_ev.core.vehicle import Sighting
from custom_components.octopus_ev.core.witness import Record

from .build import utc

RECORD = Record(
    sessions={
        "one": {
            "leaf": Sighting(plugged=Decimal("0.75"), charge_after=Decimal(80)),
            "zoe": Sighting(odometer=Decimal("9000.1"), drawn=Decimal(0)),
        }
    },
    carbon={
        utc("2026-07-14 23:30"): Decimal("151.25"),
        utc("2026-07-15 00:00"): Decimal(90),
        utc("2026-07-15 00:30"): Decimal(0),
    },
)


def test_a_record_is_read_as_it_was_written() -> None:
    assert decode_record(encode_record(RECORD)) == RECORD
    assert decode_record(encode_record(Record())) == Record()


def test_it_is_short() -> None:
    written = encode_record(RECORD)

    assert written["sessions"]["one"]["leaf"] == "0.75 - - 80 -"
    assert list(written["carbon"].values()) == ["1410:151.25", "0:90 30:0"]


def test_a_session_of_which_nothing_was_told_is_not_written() -> None:
    assert encode_record(Record(sessions={"one": {}}))["sessions"] == {}


@pytest.mark.parametrize(
    "broken",
    [
        {},
        {"sessions": {}, "carbon": {"1": "5"}},
        {"sessions": {"one": {"leaf": "1 - -"}}, "carbon": {}},
        {"sessions": {"one": {"leaf": "1 - - nan -"}}, "carbon": {}},
    ],
)
def test_what_is_no_record_is_refused(broken: Any) -> None:
    with pytest.raises(CodecError):
        decode_record(broken)
