"""Time how long ten years of sessions take to load, and how much room they take.

    python -m benchmarks.ledger

One session a night, each with its slots, every tenth of them edited by the user. Prints
the size of the file and the processor's time, in milliseconds, for reading it, for laying
the edits over the sessions, for one more reading and for writing.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
import json
from time import process_time
from typing import Final

from custom_components.octopus_ev.codec_ledger import (
    StoredLedger,
    decode_ledger,
    encode_ledger,
)
from custom_components.octopus_ev.core.edits import Edits, Overlay
from custom_components.octopus_ev.core.identity import session_id
from custom_components.octopus_ev.core.ledger import Ledger
from custom_components.octopus_ev.core.model import Band
from custom_components.octopus_ev.core.session import (
    Block,
    Confidence,
    PricedSlot,
    Provenance,
    Session,
    SessionState,
    Source,
)
from custom_components.octopus_ev.core.span import Span

NIGHTS: Final = 3650
FIRST: Final = datetime(2026, 1, 1, 0, 30, tzinfo=UTC)
POINT: Final = "0123456789"
SLOTS: Final = 12


def night(index: int) -> Session:
    """Return the session of one night."""
    start = FIRST + timedelta(days=index)
    span = Span(start, start + timedelta(minutes=30 * SLOTS))
    slots = tuple(
        PricedSlot(
            start=slot,
            energy=Decimal("3.456"),
            unit_rate=Decimal("0.07035"),
            band=Band.OFF_PEAK,
            metered=True,
        )
        for slot in span.slots(timedelta(minutes=30))
    )
    return Session(
        session_id=session_id(POINT, start),
        point_key=POINT,
        anchor=start,
        span=span,
        blocks=(Block(span, Decimal("41.472")),),
        slots=slots,
        state=SessionState.SETTLED,
        provenance=Provenance(
            boundaries=Source.HALF_HOURLY,
            energy=Source.HALF_HOURLY,
            sources=(Source.HALF_HOURLY,),
        ),
        confidence=Confidence.PROBABLE,
        reference_cost=Decimal("10.36"),
    )


def ten_years() -> StoredLedger:
    """Return a ledger of ten years in which the user edited every tenth night."""
    sessions = tuple(night(index) for index in range(NIGHTS))
    return StoredLedger(
        sessions=sessions,
        overlay=Overlay(
            edits={
                session.session_id: Edits(energy=Decimal(30), note="a guest's car")
                for session in sessions[::10]
            }
        ),
        marks={session.session_id: {"ended": 1} for session in sessions},
    )


def timed[T](work: Callable[[], T]) -> tuple[float, T]:
    """Return the processor's time that `work` took, in milliseconds, and its result."""
    begin = process_time()
    result = work()
    return 1000 * (process_time() - begin), result


def measure() -> dict[str, float]:
    """Return the size in bytes, and the times in milliseconds by name."""
    stored = ten_years()
    written, text = timed(lambda: json.dumps(encode_ledger(stored)))
    decoded, again = timed(lambda: decode_ledger(json.loads(text)))
    opened, ledger = timed(lambda: Ledger(again.sessions, again.overlay))
    last = ledger.machine[-1]
    changed = replace(last, slots=last.slots[1:])
    applied, _ = timed(lambda: ledger.apply([changed]))
    return {
        "bytes": len(text),
        "load": decoded + opened,
        "change": applied,
        "write": written,
    }


def main() -> None:
    """Print what ten years take."""
    found = measure()
    print(f"{NIGHTS} sessions, {found.pop('bytes') / 1e6:.2f} MB")
    for name, time in found.items():
        print(f"{name:8} {time:8.1f} ms")


if __name__ == "__main__":
    main()
