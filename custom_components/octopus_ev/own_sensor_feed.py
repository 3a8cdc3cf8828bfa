"""Thin out what a sensor says, without losing a step or a silence."""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from decimal import Decimal
from typing import Final

from .core.model import Report
from .own_sensors import ENERGY, Quantity

_SPACING: Final = timedelta(seconds=10)
"""No more than one report in so long is kept, but for steps."""

_STEADY: Final = timedelta(minutes=5)
"""The same of a sensor that says nothing new."""

_STEP: Final = Decimal(1000)
"""In W: a car that begins or stops to charge changes the power by more."""

_WAVER: Final = Decimal(20)
"""In W: less is no news."""


class Feed:
    """What one sensor said and was not handed over yet."""

    def __init__(self, entity_id: str, quantity: Quantity) -> None:
        """Start with nothing."""
        self.entity_id = entity_id
        self.quantity = quantity
        self.last: Report | None = None
        self._kept: Report | None = None
        self._waiting: list[Report] = []

    def hear(self, report: Report) -> bool:
        """Take a report; tell whether it is one to look at soon."""
        last, self.last = self.last, report
        if last is not None and report.at < last.at:
            # It was read from history by now.
            self.last = last
            return False
        step = last is None or self._is_step(last, report)
        if step and last is not None and last is not self._kept:
            self._keep(last)
        if step or self._kept is None or self._is_due(self._kept, report):
            self._keep(report)
        return step

    def take(self) -> tuple[Report, ...]:
        """Return what was not handed over yet, the newest report always included."""
        if self.last is not None and self.last is not self._kept:
            self._keep(self.last)
        return self.kept()

    def kept(self) -> tuple[Report, ...]:
        """Return what is worth keeping and was not handed over yet."""
        kept, self._waiting = tuple(self._waiting), []
        return kept

    def _keep(self, report: Report) -> None:
        self._kept = report
        self._waiting.append(report)

    def _is_step(self, last: Report, report: Report) -> bool:
        if last.value is None or report.value is None:
            return last.value is not report.value
        if self.quantity is ENERGY:
            return report.value != last.value and report.at - last.at >= _STEADY
        return abs(report.value - last.value) >= _STEP

    def _is_due(self, kept: Report, report: Report) -> bool:
        if kept.value is None or report.value is None:
            return False
        waver = 0 if self.quantity is ENERGY else _WAVER
        steady = abs(report.value - kept.value) <= waver
        return report.at - kept.at >= (_STEADY if steady else _SPACING)


def thinned(reports: Iterable[Report], quantity: Quantity) -> Iterator[Report]:
    """Yield what is worth keeping of a long row of reports."""
    feed = Feed("", quantity)
    for report in reports:
        feed.hear(report)
        yield from feed.kept()
    yield from feed.take()
