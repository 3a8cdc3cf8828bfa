"""Instants and numbers in the form in which the cards are told them."""

from datetime import datetime
from decimal import Decimal
from typing import Final

_PLACES: Final = 6


def iso(instant: datetime) -> str:
    """Return an instant to the second."""
    return instant.isoformat(timespec="seconds")


def maybe_iso(instant: datetime | None) -> str | None:
    """Return the same of what may not be known."""
    return None if instant is None else iso(instant)


def number(value: Decimal) -> float:
    """Return a number, rounded far below what is shown."""
    return round(float(value), _PLACES)


def maybe(value: Decimal | None) -> float | None:
    """Return the same of what may not be known."""
    return None if value is None else number(value)
