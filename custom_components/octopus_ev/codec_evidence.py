"""Readings, rates and dispatches as JSON and back, a tenth of the size of the API's.

They are kept by supply point and month of UTC, each month on its own, because what is
years old need not be read to be kept. Readings are one line of numbers a day. Rates are
lines of entries, each counted in minutes from the end of the one before it.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Final

from .codec import BANDS, LETTERS, CodecError, Json, decoding, instant, minutes, number
from .codec_smart import decode_smart, encode_smart
from .core.model import Rate, RateBook, SmartRates
from .core.smart_record import SmartRecord
from .core.span import Span
from .core.timeline import Timeline

type Months = dict[str, dict[str, Json]]
"""A year of encoded evidence: by point key, then by month, like `2026-01`."""

_MISSING: Final = "-"
_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class PointEvidence:
    """What one supply point used, at which rates, and what was told of its cars."""

    readings: Mapping[datetime, Decimal]
    book: RateBook
    smart: SmartRecord = field(default_factory=SmartRecord)


def encode_year(months: Months, interval: timedelta) -> Json:
    """Return a year of encoded months as the content of a file."""
    return {"slot_minutes": interval // timedelta(minutes=1), "points": months}


@decoding
def decode_year(data: Json, interval: timedelta) -> Months:
    """Return the months in the content of a file, still encoded.

    Raises:
        CodecError: There are none, or their readings lie on another grid.
    """
    if timedelta(minutes=data["slot_minutes"]) != interval:
        raise CodecError("the readings lie on another grid")
    return {
        str(key): {
            str(month): {
                "readings": dict(evidence["readings"]),
                "house": evidence["house"],
                "vehicle": evidence["vehicle"],
                "standing": evidence["standing"],
                "tax": evidence.get("tax", ""),
                **({"smart": dict(told)} if (told := evidence.get("smart")) else {}),
                "smart_rates": evidence.get("smart_rates", ""),
            }
            for month, evidence in months.items()
        }
        for key, months in data["points"].items()
    }


def encode_month(evidence: PointEvidence, interval: timedelta) -> Json:
    """Return the evidence of one point and month as JSON.

    Every reading starts on the grid of `interval`; every rate is bounded.
    """
    book = evidence.book
    # Most homes have no car that the supplier knows of.
    smart = {"smart": encode_smart(evidence.smart)} if evidence.smart else {}
    return {
        "readings": dict(_encode_days(evidence.readings, interval)),
        "house": _encode_rates(book.house, _spell_rate),
        # Nearly always the same as the house's, and then not worth keeping twice.
        "vehicle": None
        if book.vehicle == book.house
        else _encode_rates(book.vehicle, _spell_rate),
        "standing": _encode_rates(book.standing, str),
        "tax": _encode_rates(book.tax, str),
        **smart,
        "smart_rates": _encode_rates(book.smart, _spell_smart),
    }


@decoding
def decode_month(data: Json, interval: timedelta) -> PointEvidence:
    """Return the evidence of one point and month; older files tell less.

    Raises:
        CodecError: `data` holds none.
    """
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
            tax=Timeline(_decode_rates(data.get("tax", ""), number)),
            smart=Timeline(_decode_rates(data.get("smart_rates", ""), _read_smart)),
        ),
        smart=decode_smart(data.get("smart", {})),
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


def _spell_smart(rates: SmartRates) -> str:
    beyond = _MISSING if rates.beyond is None else rates.beyond
    return f"{rates.house} {rates.vehicle} {beyond}"


def _read_smart(text: str) -> SmartRates:
    house, vehicle, beyond = text.split(" ")
    return SmartRates(
        house=number(house),
        vehicle=number(vehicle),
        beyond=None if beyond == _MISSING else number(beyond),
    )


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)
