"""Charges found day by day, each from what was known by the end of the next day."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Final

from .detectors.daily import Studies
from .detectors.half_hourly import detect_in
from .detectors.power import is_another
from .detectors.series import Series, lay_out
from .evidence import Candidate, Evidence
from .model import Household, Rate, Region
from .span import Span
from .timeline import Timeline

DETECTION_CONTEXT: Final = timedelta(days=90)
"""Readings before the window that show what the charger draws."""

LOOK_BACK: Final = timedelta(days=42)
"""How far back charges are found again once the charger is known, or another one."""

_LEAST_DAYS: Final = 3
"""Days of readings from which a house can be told from a car."""

_LOOKED_AT: Final = timedelta(days=2)
"""The day that a charge ended on, and the next."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CausalDetection:
    """What was found by the last day, no charge with the help of days long after it."""

    candidates: tuple[Candidate, ...]
    """In order, not overlapping."""
    charger_power_kw: Decimal | None
    """As last believed, or else as given."""


def detect_daily(
    *,
    region: Region,
    readings: Mapping[datetime, Decimal],
    rates: Timeline[Rate],
    charger_power_kw: Decimal | None = None,
    household: Household | None = None,
) -> CausalDetection:
    """Return the charges that daily detection would have found.

    A charge that ends on a local day is found from the readings up to the end of the
    next one. Only when a charger is first believed in, or another one, are the days
    before looked at again. `charger_power_kw` of `None` leaves the power to be learnt;
    one that is given finds what is plain until readings bear it out, or another.
    """
    if not readings:
        return CausalDetection(candidates=(), charger_power_kw=charger_power_kw)
    evidence = Evidence(
        region=region,
        window=Span(min(readings), max(readings) + region.interval),
        readings=readings,
        rates=rates,
        charger_power_kw=charger_power_kw,
        household=household or Household(),
    )
    series = lay_out(evidence)
    edges = [0, *_midnights(series), len(series)]
    found: list[Candidate] = []
    power: Decimal | None = None
    last: Decimal | None = None
    studies: Studies = {}
    for day in range(_LEAST_DAYS, len(edges)):
        known = series.part(_context(series, edges[day]), edges[day])
        yesterday = Span(series.at(edges[day - 2]), series.at(edges[day - 1]))
        step = replace(
            evidence,
            window=Span(yesterday.start, series.at(edges[day])),
            believed_power_kw=power,
        )
        detection = detect_in(step, known, studies)
        if detection.charger_power_kw is None:
            power = None
            continue
        power = None if detection.on_trust else detection.charger_power_kw
        former, last = last, power or last
        fresh = yesterday
        first = power is None and day == _LEAST_DAYS
        if first or (power is not None and is_another(power, former)):
            fresh = Span(max(series.start, yesterday.end - LOOK_BACK), yesterday.end)
            step = replace(
                step,
                window=Span(fresh.start, step.window.end),
                charger_power_kw=power or charger_power_kw,
                power_borne_out=power is not None,
            )
            detection = detect_in(step, known, studies)
        found = [one for one in found if one.span.end <= fresh.start]
        found += [
            one
            for one in detection.candidates
            if fresh.start < one.span.end <= fresh.end
            and not (found and one.span.start < found[-1].span.end)
        ]
    return CausalDetection(
        candidates=tuple(found), charger_power_kw=last or charger_power_kw
    )


def _context(series: Series, end: int) -> int:
    """Return the first slot that is known on the day that ends with the slot `end`."""
    earliest = series.at(end) - _LOOKED_AT - DETECTION_CONTEXT
    return max((earliest - series.start) // series.interval, 0)


def _midnights(series: Series) -> Iterator[int]:
    """Yield the first slot of each local day but the first."""
    cells, count = series.cells, series.slots_a_day
    for index in range(1, len(series)):
        if cells[index] // count != cells[index - 1] // count:
            yield index
