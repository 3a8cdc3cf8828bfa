"""What the supplier's plans and sights of a car make of a slot as a charge's start."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from math import log
from typing import Final

from ..drawn import Drawn, by_car
from ..evidence import Evidence
from ..plans import Plans
from ..presence import Presence
from ..smart_record import UNWATCHED
from ..span import Span
from ..timeline import Timeline

_PLANNED: Final = log(8)
"""A plan that stood at its time, before it was reported; cars start late, or not at
all."""

_CAME: Final = log(100)
"""A car is seen to be plugged in, and nothing is reported until it leaves: outside the
cheap window, it is as likely as not to begin in one of the next few slots."""

_SOON: Final = timedelta(minutes=30)
"""Who charges as he likes begins so soon after it is seen plugged in."""

_REPORTED: Final = timedelta(hours=24)
"""Dispatches are reported within a day."""


class Hints:
    """What is told of cars beside what they drew."""

    def __init__(
        self, draws: Sequence[Drawn], plans: Plans, presence: Presence
    ) -> None:
        """Keep it; asking is cheap."""
        self._draws = draws
        self._drew = by_car(draws)
        self._plans = plans
        self._presence = presence

    def starts(
        self, cars: Iterable[str], evidence: Evidence
    ) -> Mapping[datetime, float]:
        """Return what to add to the log-probability that one of `cars` starts a charge.

        By slot start. What is reported is not looked for: a plan tells of a start until
        its reports are due, and after that a car does that came and is not reported at
        all, or could not be seen while it was there. Nothing speaks against a start:
        what the supplier does not know of is what half-hours are there for.
        """
        interval, window = evidence.region.interval, evidence.window
        found: dict[datetime, float] = {}
        for car in cars:
            for slot in self._planned(car, window, interval):
                found[slot] = _PLANNED
            for begun in self._unreported(car, window.end - _REPORTED):
                early = Span(begun - UNWATCHED, begun + _SOON)
                found.update(dict.fromkeys(early.slots(interval), _CAME))
        return found

    def _planned(
        self, car: str, window: Span, interval: timedelta
    ) -> Iterator[datetime]:
        due = max((draw.span.end for draw in self._draws), default=window.start)
        if due < window.end:
            for plan in self._plans.over(Span(due, window.end), car):
                yield from plan.dispatch.span.slots(interval)

    def _unreported(self, car: str, end: datetime) -> Iterator[datetime]:
        """Yield when a car began to be where it may have charged untold of."""
        drew = self._drew.get(car, Timeline())
        for stay in self._presence.unreported(car):
            told = sum((part.duration for part, _ in drew.over(stay)), timedelta())
            if stay.end <= end and told <= UNWATCHED:
                yield stay.start
