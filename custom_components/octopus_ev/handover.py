"""Keep what a config flow was told for the entry that it makes."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from homeassistant.util import dt as dt_util

from .core.model import Account, Reading, SupplyPoint
from .core.span import Span

# A form may stay open for hours; what was read before is then read anew.
_FRESH: Final = timedelta(minutes=15)


@dataclass(slots=True, kw_only=True)
class Answers:
    """What a config flow was told; what has been given is taken out."""

    at: datetime
    account: Account | None = field(repr=False)
    has_telemetry: dict[str, bool]
    """By point key; a point of which it could not be told is absent."""
    window: Span
    """What readings were asked for."""
    readings: dict[str, tuple[Reading, ...]] = field(repr=False)
    """By point key."""


class Handover:
    """Gives each answer once, while it is fresh, and `None` for any other."""

    def __init__(self) -> None:
        """Start empty."""
        self._answers: Answers | None = None

    def put(self, answers: Answers) -> None:
        """Keep answers in place of any others."""
        self._answers = answers

    def account(self, number: str) -> Account | None:
        """Give the account."""
        if answers := self._fresh():
            account, answers.account = answers.account, None
            if account and account.number == number:
                return account
        return None

    def has_telemetry(self, point: SupplyPoint) -> bool | None:
        """Give whether a point reports live."""
        answers = self._fresh()
        return answers.has_telemetry.pop(point.key, None) if answers else None

    def readings(self, point: SupplyPoint, window: Span) -> tuple[Reading, ...] | None:
        """Give a point's readings, if they were asked for from as early on."""
        if answers := self._fresh():
            readings = answers.readings.pop(point.key, None)
            if readings is not None and answers.window.start <= window.start:
                return tuple(row for row in readings if row.start in window)
        return None

    def _fresh(self) -> Answers | None:
        if self._answers and dt_util.utcnow() - self._answers.at > _FRESH:
            self._answers = None
        return self._answers
