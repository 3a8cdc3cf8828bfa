"""Readings and rates of a year as JSON and back, a tenth of the size of the API's.

Readings are one line of numbers for each UTC day. Rates are lines of entries, each
counted in minutes from the end of the one before it.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Final

from .codec import BANDS, LETTERS, Json, decoding, instant, minutes, number
from .core.model import Rate, RateBook
from .core.span import Span
from .core.timeline import Timeline

_MISSING: Final = "-"
_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class PointEvidence:
    """What one supply point used, and the rates it used it at."""

    readings: Mapping[datetime, Decimal]
    book: RateBook


def encode_evidence(evidence: Mapping[str, PointEvidence], interval: timedelta) -> Json:
    """Return the evidence of one year, by point key, as JSON.

    Every reading starts on the grid of `interval`; every rate is bounded.
    """
    return {
        "slot_minutes": interval // timedelta(minutes=1),
        "points": {
            key: _encode_point(point, interval) for key, point in evidence.items()
        },
    }


@decoding
def decode_evidence(data: Json) -> dict[str, PointEvidence]:
    """Return the evidence that `data` holds, by point key.

    Raises:
        CodecError: It holds none.
    """
    interval = timedelta(minutes=data["slot_minutes"])
    return {
        str(key): _decode_point(point, interval)
        for key, point in data["points"].items()
    }


def _encode_point(point: PointEvidence, interval: timedelta) -> Json:
    book = point.book
    return {
        "readings": dict(_encode_days(point.readings, interval)),
        "house": _encode_rates(book.house, _spell_rate),
        # Nearly always the same as the house's, and then not worth keeping twice.
        "vehicle": None
        if book.vehicle == book.house
        else _encode_rates(book.vehicle, _spell_rate),
        "standing": _encode_rates(book.standing, str),
    }


def _decode_point(data: Json, interval: timedelta) -> PointEvidence:
    house = Timeline(_decode_rates(data["house"], _read_rate))
    vehicle = data["vehicle"]
    return PointEvidence(
        readings=dict(_decode_days(data["readings"], interval)),
        book=RateBook(
            house=house,
            vehicle=house
            if vehicle is None
            else Timeline(_decode_rates(vehicle, _read_rate)),
            standing=Timeline(_decode_rates(data["standing"], number)),
        ),
    )


def _encode_days(
    readings: Mapping[datetime, Decimal], interval: timedelta
) -> Iterator[tuple[str, str]]:
    days: dict[date, list[str]] = {}
    for start, energy in readings.items():
        numbers = days.setdefault(start.date(), [_MISSING] * (_DAY // interval))
        numbers[(start - _midnight(start.date())) // interval] = str(energy)
    for day, numbers in sorted(days.items()):
        yield day.isoformat(), " ".join(numbers)


def _decode_days(
    days: Mapping[str, str], interval: timedelta
) -> Iterator[tuple[datetime, Decimal]]:
    for day, numbers in days.items():
        midnight = _midnight(date.fromisoformat(day))
        for index, text in enumerate(numbers.split(" ")):
            if text != _MISSING:
                yield midnight + index * interval, number(text)


def _encode_rates[T](
    timeline: Iterable[tuple[Span, T]], spell: Callable[[T], str]
) -> str:
    entries = []
    reached = 0
    for span, value in timeline:
        start, end = minutes(span.start), minutes(span.end)
        entries.append(f"{start - reached} {end - start} {spell(value)}")
        reached = end
    return "\n".join(entries)


def _decode_rates[T](text: str, read: Callable[[str], T]) -> Iterator[tuple[Span, T]]:
    reached = 0
    for entry in text.splitlines():
        gap, length, value = entry.split(" ", maxsplit=2)
        start = reached + int(gap)
        reached = start + int(length)
        yield Span(instant(start), instant(reached)), read(value)


def _spell_rate(rate: Rate) -> str:
    return f"{rate.unit_rate} {LETTERS[rate.band]}"


def _read_rate(text: str) -> Rate:
    unit_rate, band = text.split(" ")
    return Rate(number(unit_rate), BANDS[band])


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)
