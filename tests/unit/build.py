"""Short ways to write down what the tests speak of."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Final
from zoneinfo import ZoneInfo

from custom_components.octopus_ev.core.identity import session_anchor, session_id
from custom_components.octopus_ev.core.model import Band, Rate, Region
from custom_components.octopus_ev.core.session import (
    ZERO,
    Block,
    Confidence,
    PricedSlot,
    Provenance,
    Session,
    SessionState,
    Source,
)
from custom_components.octopus_ev.core.span import Span
from custom_components.octopus_ev.core.timeline import Timeline

SLOT: Final = timedelta(minutes=30)

GB: Final = Region(
    code="gb", tz=ZoneInfo("Europe/London"), currency="GBP", interval=SLOT
)
JP: Final = Region(code="jp", tz=ZoneInfo("Asia/Tokyo"), currency="JPY", interval=SLOT)


POINT: Final = "0123456789"


def utc(text: str) -> datetime:
    """Return the instant of `2026-05-25 21:30`, or midnight of `2026-05-25`, in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def span(start: str, end: str) -> Span:
    """Return the span between two instants in UTC."""
    return Span(utc(start), utc(end))


def kwh(values: Mapping[str, str]) -> dict[datetime, Decimal]:
    """Return energies by slot start."""
    return {utc(start): Decimal(value) for start, value in values.items()}


def even(window: Span, energy: str) -> dict[datetime, Decimal]:
    """Return the same energy for every slot of `window`."""
    return {start: Decimal(energy) for start in window.slots(SLOT)}


def rates(*entries: tuple[str, str, str, Band]) -> Timeline[Rate]:
    """Return rates from start, end, price and band."""
    return Timeline(
        (span(start, end), Rate(Decimal(price), band))
        for start, end, price, band in entries
    )


def flat(price: str = "0.25", window: Span | None = None) -> Timeline[Rate]:
    """Return one standard rate, by default over some years."""
    window = window or span("2024-01-01", "2030-01-01")
    return Timeline([(window, Rate(Decimal(price), Band.STANDARD))])


def rate_of(held: Timeline[Rate], instant: str) -> Rate:
    """Return the rate that holds at `instant`; there must be one."""
    rate = held.at(utc(instant))
    assert rate is not None
    return rate


def charge(
    start: str,
    end: str,
    *,
    energy: str = "3.6",
    rate: str | None = "0.25",
    state: SessionState = SessionState.PROVISIONAL,
    source: Source = Source.HALF_HOURLY,
    key: str = POINT,
) -> Session:
    """Return a session of one block with the same energy in every slot it touches."""
    where = span(start, end)
    slots = tuple(
        PricedSlot(
            start=slot,
            energy=Decimal(energy),
            unit_rate=None if rate is None else Decimal(rate),
            band=None if rate is None else Band.STANDARD,
            metered=source is Source.HALF_HOURLY,
        )
        for slot in where.slots(SLOT)
    )
    anchor = session_anchor(where.start, SLOT)
    return Session(
        session_id=session_id(key, anchor),
        point_key=key,
        anchor=anchor,
        span=where,
        blocks=(Block(where, sum((slot.energy for slot in slots), start=ZERO)),),
        slots=slots,
        state=state,
        provenance=Provenance(boundaries=source, energy=source, sources=(source,)),
        confidence=Confidence.PROBABLE,
    )
