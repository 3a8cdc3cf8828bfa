"""Single values of a file: numbers and instants, strictly."""

from datetime import datetime
from decimal import Decimal
import re
from typing import Final

from .errors import BadFileError

_NUMBER: Final = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d{1,2})?", re.ASCII)
_LONGEST: Final = 40
"""Characters: what is longer is no measurement, and takes long to work with."""

_YEARS: Final = range(1970, 2200)


def number(value: object, name: str) -> Decimal:
    """Return a number that may be written as text.

    Raises:
        BadFileError: It is none.
    """
    if isinstance(value, Decimal) and len(str(value)) <= _LONGEST:
        return value
    text = value.strip().lower() if isinstance(value, str) else ""
    if len(text) > _LONGEST or not _NUMBER.fullmatch(text):
        raise BadFileError(f"{name} is {_shown(value)}, which is not a number.")
    return Decimal(text)


def moment(value: object, name: str) -> datetime:
    """Return a date and time of ISO 8601, with its offset or without one.

    Raises:
        BadFileError: It is none.
    """
    text = value.strip() if isinstance(value, str) else ""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        found = None
    if found is None or ":" not in text or found.year not in _YEARS:
        raise BadFileError(
            f"{name} is {_shown(value)}, which is not a date and time"
            " like 2026-01-31T23:30:00Z."
        )
    return found


def _shown(value: object) -> str:
    """Return a value as a message may repeat it."""
    if value is None or value == "":
        return "empty"
    if not isinstance(value, str | Decimal):
        return "of the wrong kind"
    text = str(value)
    return repr(text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…")
