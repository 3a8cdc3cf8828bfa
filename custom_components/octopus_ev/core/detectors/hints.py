"""What the supplier's plans and reports make of a slot as one in which a charge starts."""

from datetime import datetime, timedelta
from math import log
from typing import Final

from ..drawn import drawn
from ..evidence import Evidence
from ..plans import Plans
from ..span import Span

_PLANNED: Final = log(8)
"""A plan that stood at its time; cars start late, or not at all."""

_REPORTED: Final = log(30)
"""A completed dispatch, or a charge that is listed."""


def hints(evidence: Evidence, first: datetime, length: int) -> list[float]:
    """Return what to add to the log-probability, by slot, that a charge starts there.

    Empty where the supplier tells nothing. Where no plan stood, a charge is as likely as
    ever: what the supplier does not know of is what half-hours are there for.
    """
    if not evidence.smart:
        return []
    interval = evidence.region.interval
    plans = Plans(evidence.smart)
    reported = {
        slot for draw in drawn(evidence.smart) for slot in draw.span.slots(interval)
    }
    return [
        _hint(slot, interval, plans, reported)
        for slot in (first + index * interval for index in range(length))
    ]


def _hint(
    slot: datetime, interval: timedelta, plans: Plans, reported: set[datetime]
) -> float:
    if slot in reported:
        return _REPORTED
    span = Span(slot, slot + interval)
    return 0.0 if plans.type_of(span) is None else _PLANNED
