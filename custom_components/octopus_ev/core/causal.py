"""Charges found day by day, each from what was known by the end of the next day."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Final

from .detectors.half_hourly import detect_in, differ
from .detectors.series import Series, lay_out
from .evidence import Candidate, Detection, Evidence
from .model import Household, Rate, Region
from .span import Span
from .timeline import Timeline

DETECTION_CONTEXT: Final = timedelta(days=90)
"""Readings before the window that show what the charger draws."""

LOOK_BACK: Final = timedelta(days=42)
"""How far back charges are found again once the charger is known, or another one."""

_LEAST_DAYS: Final = 3
"""Days of readings from which a house can be told from a car."""

_NEW: Final = 28
_REVIEWED: Final = 7
"""A home of so many days asks daily what its charger draws, an older one weekly."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CausalDetection:
    """What was found by the last day, no charge with the help of days long after it."""

    candidates: tuple[Candidate, ...]
    """In order, not overlapping."""
    charger_power_kw: Decimal | None
    """As given, or as believed on the last day."""


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
    before looked at again. `charger_power_kw` of `None` leaves the power to be learnt.
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
    for day in range(_LEAST_DAYS, len(edges)):
        yesterday = Span(series.at(edges[day - 2]), series.at(edges[day - 1]))
        fresh = yesterday
        if charger_power_kw is None and _is_review(day):
            learning = replace(evidence, believed_power_kw=power)
            detection = _look(learning, series, edges[day], yesterday)
            learnt = detection.charger_power_kw
            if learnt is None:
                power = None
        else:
            learnt = charger_power_kw or power
        if learnt is None:
            continue
        if power is None or differ(float(learnt), power):
            power = learnt
            fresh = Span(max(series.start, yesterday.end - LOOK_BACK), yesterday.end)
        known = replace(evidence, charger_power_kw=power)
        detection = _look(known, series, edges[day], fresh)
        found = [one for one in found if one.span.end <= fresh.start]
        found += [
            one
            for one in detection.candidates
            if fresh.start < one.span.end <= fresh.end
            and not (found and one.span.start < found[-1].span.end)
        ]
    return CausalDetection(candidates=tuple(found), charger_power_kw=power)


def _is_review(day: int) -> bool:
    """Tell whether what the charger draws is asked on the day after `day` others."""
    return day <= _NEW or day % _REVIEWED == 0


def _look(evidence: Evidence, series: Series, end: int, window: Span) -> Detection:
    """Return what the slots up to `end` show of `window`."""
    reach = window.start - DETECTION_CONTEXT - series.start
    begin = max(reach // series.interval, 0)
    looking = replace(evidence, window=Span(window.start, series.at(end)))
    return detect_in(looking, series.part(begin, end))


def _midnights(series: Series) -> Iterator[int]:
    """Yield the first slot of each local day but the first."""
    cells, count = series.cells, series.slots_a_day
    for index in range(1, len(series)):
        if cells[index] // count != cells[index - 1] // count:
            yield index
