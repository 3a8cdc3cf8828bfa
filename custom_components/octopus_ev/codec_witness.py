"""What the user's entities told of sessions, as JSON and back: short, a line each."""

from datetime import timedelta
from decimal import Decimal
from typing import Final

from .codec import CodecError, Json, decoding, instant, minutes, number
from .core.vehicle import Sighting
from .core.witness import Record

_UNKNOWN: Final = "-"
_PARTS: Final = ("plugged", "drawn", "charge_before", "charge_after", "odometer")
_DAY: Final = timedelta(days=1) // timedelta(minutes=1)


def encode_record(record: Record) -> Json:
    """Return a record as JSON; figures to a thousandth, which no gauge tells."""
    days: dict[str, list[str]] = {}
    for start, value in sorted(record.carbon.items()):
        day, minute = divmod(minutes(start), _DAY)
        days.setdefault(str(day), []).append(f"{minute}:{_spelt(value)}")
    return {
        "sessions": {
            name: {
                key: " ".join(_spelt(getattr(seen, part)) for part in _PARTS)
                for key, seen in cars.items()
            }
            for name, cars in record.sessions.items()
            if cars
        },
        "carbon": {day: " ".join(rows) for day, rows in days.items()},
    }


@decoding
def decode_record(data: Json) -> Record:
    """Return the record that `data` holds.

    Raises:
        CodecError: It holds none.
    """
    carbon = {}
    for day, rows in data["carbon"].items():
        for row in rows.split(" "):
            minute, value = row.split(":")
            carbon[instant(int(day) * _DAY + int(minute))] = number(value)
    return Record(
        sessions={
            str(name): {str(key): _sighting(text) for key, text in cars.items()}
            for name, cars in data["sessions"].items()
        },
        carbon=carbon,
    )


def _sighting(text: str) -> Sighting:
    parts = text.split(" ")
    if len(parts) != len(_PARTS):
        raise CodecError("a sighting has five parts")
    values = [None if part == _UNKNOWN else number(part) for part in parts]
    return Sighting(**dict(zip(_PARTS, values, strict=True)))


def _spelt(value: Decimal | None) -> str:
    return _UNKNOWN if value is None else f"{round(value, 3).normalize():f}"
