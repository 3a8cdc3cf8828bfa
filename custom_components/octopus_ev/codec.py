"""Sessions as JSON and back: exact, compact, and strict about what comes in.

Decimals are kept as text. What does not decode raises `CodecError`, never anything
else: the file behind it is then somebody else's, or broken.
"""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from functools import wraps
from typing import Any, Final

from .core.errors import DomainError
from .core.model import Band
from .core.session import (
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
from .core.span import Span

type Json = dict[str, Any]

EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
MINUTE: Final = timedelta(minutes=1)
_SECOND: Final = timedelta(seconds=1)

LETTERS: Final[Mapping[Band, str]] = {
    Band.OFF_PEAK: "o",
    Band.STANDARD: "s",
    Band.PEAK: "p",
    Band.BELOW_MEAN: "b",
    Band.ABOVE_MEAN: "a",
}
_UNKNOWN: Final = "-"
_TYPE_LETTERS: Final[Mapping[SessionType, str]] = {
    SessionType.SMART: "s",
    SessionType.BOOST: "b",
    SessionType.UNPLANNED: "u",
    SessionType.MIXED: "m",
}
_TYPES: Final = {letter: kind for kind, letter in _TYPE_LETTERS.items()}
BANDS: Final[Mapping[str, Band]] = {letter: band for band, letter in LETTERS.items()}


_MOST: Final = 10**9
"""More than any energy or cost of a home comes to."""

_YEARS: Final = range(1970, 2200)


class CodecError(ValueError):
    """Stored data has not the shape it was written in."""


def decoding[**P, T](function: Callable[P, T]) -> Callable[P, T]:
    """Make a decoder raise `CodecError` on anything that is not what it knows."""

    @wraps(function)
    def strict(*args: P.args, **kwargs: P.kwargs) -> T:
        try:
            return function(*args, **kwargs)
        except (
            ArithmeticError,
            AttributeError,
            DomainError,
            LookupError,
            TypeError,
            ValueError,
        ) as err:
            raise CodecError("stored data does not decode") from err

    return strict


def minutes(instant: datetime) -> int:
    """Return whole minutes since 1970 of an instant on the grid of slots."""
    return (instant - EPOCH) // MINUTE


def instant(count: int) -> datetime:
    """Return the instant that is `count` minutes after 1970 began."""
    return EPOCH + count * MINUTE


def number(text: str) -> Decimal:
    """Return the number that `text` spells, which can be worked with."""
    value = Decimal(text)
    if not isinstance(text, str) or not value.is_finite() or abs(value) > _MOST:
        raise CodecError("a number is text, and no home's figure is so large")
    return value


def encode_session(session: Session) -> Json:
    """Return a session as JSON."""
    origin = session.provenance
    return {
        "id": session.session_id,
        "point": session.point_key,
        "anchor": session.anchor.isoformat(),
        "start": session.span.start.isoformat(),
        "end": session.span.end.isoformat(),
        "blocks": [_spell_block(block) for block in session.blocks],
        "slots": [_spell_slot(slot) for slot in session.slots],
        "state": session.state.value,
        "confidence": session.confidence.value,
        "revision": session.revision,
        "reference_cost": _text(session.reference_cost),
        "excess": _text(session.excess),
        "cost_low": _text(session.cost_low),
        "cost_high": _text(session.cost_high),
        "leeway": [session.leeway.start // _SECOND, session.leeway.end // _SECOND],
        "boundaries_from": origin.boundaries.value,
        "energy_from": origin.energy.value,
        "sources": [source.value for source in origin.sources],
        "live_energy": _text(origin.live_energy),
        # Most homes have none, and ten years of sessions make a large file.
        **_given("stated_energy", _text(origin.stated_energy)),
        **_given("device", session.device),
        **_given("boost_premium", _text(session.boost_premium)),
    }


@decoding
def decode_session(data: Json) -> Session:
    """Return the session that `data` holds; older files lack some of its costs.

    Raises:
        CodecError: It holds none.
    """
    blocks = tuple(_read_block(text) for text in data["blocks"])
    if not blocks:
        raise CodecError("a session has at least one block")
    return Session(
        session_id=string(data["id"]),
        point_key=string(data["point"]),
        anchor=moment(data["anchor"]),
        span=Span(moment(data["start"]), moment(data["end"])),
        blocks=blocks,
        slots=tuple(_read_slot(text) for text in data["slots"]),
        state=SessionState(data["state"]),
        confidence=Confidence(data["confidence"]),
        revision=int(data["revision"]),
        reference_cost=_optional(data["reference_cost"]),
        excess=_optional(data.get("excess")),
        cost_low=_optional(data.get("cost_low")),
        cost_high=_optional(data.get("cost_high")),
        leeway=_read_leeway(data.get("leeway", [0, 0])),
        provenance=Provenance(
            boundaries=Source(data["boundaries_from"]),
            energy=Source(data["energy_from"]),
            sources=tuple(Source(source) for source in data["sources"]),
            live_energy=_optional(data.get("live_energy")),
            stated_energy=_optional(data.get("stated_energy")),
        ),
        boost_premium=_optional(data.get("boost_premium")),
        device=None if (device := data.get("device")) is None else string(device),
    )


def _spell_block(block: Block) -> str:
    span = block.span
    return f"{span.start.isoformat()} {span.end.isoformat()} {block.energy}"


def _read_block(text: str) -> Block:
    start, end, energy = text.split(" ")
    return Block(Span(moment(start), moment(end)), number(energy))


def _read_leeway(seconds: list[int]) -> Leeway:
    start, end = seconds
    return Leeway(timedelta(seconds=start), timedelta(seconds=end))


def _spell_slot(slot: PricedSlot) -> str:
    parts = [
        f"{minutes(slot.start)}",
        *_spell_priced(slot),
        f"{slot.metered:d}",
        _UNKNOWN if slot.total is None else f"{slot.total}",
        _UNKNOWN if slot.type is None else _TYPE_LETTERS[slot.type],
    ]
    if slot.estimate is not None:
        parts += _spell_priced(slot.estimate)
    while parts[-1] == _UNKNOWN and slot.estimate is None:
        del parts[-1]
    return " ".join(parts)


def _spell_priced(priced: PricedSlot | Estimate) -> list[str]:
    return [
        f"{priced.energy}",
        _UNKNOWN if priced.unit_rate is None else f"{priced.unit_rate}",
        _UNKNOWN if priced.band is None else LETTERS[priced.band],
    ]


def _read_slot(text: str) -> PricedSlot:
    start, energy, rate, band, metered, *rest = text.split(" ")
    if len(rest) not in (0, 1, 2, 5):
        raise CodecError("a slot has up to seven parts, or ten")
    total, kind = [*rest, _UNKNOWN, _UNKNOWN][:2]
    return PricedSlot(
        start=instant(int(start)),
        energy=number(energy),
        unit_rate=_read_rate(rate),
        band=_read_band(band),
        estimate=_read_estimate(*rest[2:]) if rest[2:] else None,
        metered=metered == "1",
        total=None if total == _UNKNOWN else number(total),
        type=None if kind == _UNKNOWN else _TYPES[kind],
    )


def _read_estimate(energy: str, rate: str, band: str) -> Estimate:
    return Estimate(number(energy), _read_rate(rate), _read_band(band))


def _read_rate(text: str) -> Decimal | None:
    return None if text == _UNKNOWN else number(text)


def _read_band(text: str) -> Band | None:
    return None if text == _UNKNOWN else BANDS[text]


def moment(text: str) -> datetime:
    """Return the instant that ISO `text` tells, in UTC."""
    # Reading "+00:00" makes a zone of its own; the core knows only one UTC.
    found = datetime.fromisoformat(text).astimezone(UTC)
    if found.year not in _YEARS:
        raise CodecError("nothing was read in such a year")
    return found


def string(value: Any) -> str:
    """Return `value`, which must be text."""
    if not isinstance(value, str):
        raise CodecError("a name is text")
    return value


def _given(name: str, value: str | None) -> Json:
    return {} if value is None else {name: value}


def _text(value: Decimal | None) -> str | None:
    return None if value is None else str(value)


def _optional(text: str | None) -> Decimal | None:
    return None if text is None else number(text)
