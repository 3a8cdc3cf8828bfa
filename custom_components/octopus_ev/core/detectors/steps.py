"""Steps up in a home's power that a charger may have made, and how large they are."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from .trace import Trace

LEAST_DRAW: Final = 1.2
"""Power in kW below which no car charges: six amperes at a low voltage."""

_OF_A_STEP: Final = 0.8
"""Share of the charger's power by which a home's power must rise."""

_ANY_CAR: Final = 5.0
"""A rise in kW that may be a car whatever is known of the charger."""

_OF_A_RAMP: Final = 0.25
"""Share of the step that shows in its first level, if the second shows it all."""

_OF_THE_USUAL: Final = 0.6
"""Share of the step over what was usual just before it: a kettle may go off then."""

_USUAL: Final = 5
"""Levels whose median says what the home drew just before."""

AROUND: Final = 15
"""Levels whose lower quarter says what the house draws without kettle and cooker."""

SETTLING: Final = 180.0
"""Seconds for which a step must last to be one."""

_SOON: Final = 0.05
"""Share of a level below which the next one is where the step begins."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A rise that lasted for the first minutes."""

    place: int
    """The level in which it began."""
    start: float
    """When, within that level, in seconds since the epoch."""
    rise: float
    """In kW, as the first minutes have it."""
    floor: float
    """What the house drew before it, without what comes and goes."""
    usual: float
    """What it drew just before it."""
    least: float
    """The smallest rise that counts."""


def floor_of(powers: Sequence[float]) -> float:
    """Return the lower quarter of some powers: what is only now and then is not in it."""
    return sorted(powers)[len(powers) // 4]


def median_of(powers: Sequence[float]) -> float:
    """Return the middle one of some powers."""
    return sorted(powers)[len(powers) // 2]


def least_rise(given: float | None) -> float:
    """Return the smallest rise in kW to look at, by the charger's power if given."""
    if given is None:
        return LEAST_DRAW
    return min(_OF_A_STEP * given, _ANY_CAR)


def step_at(trace: Trace, place: int, since: int, least: float) -> Step | None:
    """Return the step of at least `least` kW that begins at `place`, if one does.

    `since` is the first level that may tell what the house drew before.
    """
    power = trace.power
    if power[place] - power[place - 1] < _OF_A_RAMP * least:
        return None
    following = power[place + 1 : _settled_by(trace, place)]
    if not following:
        return None
    reached = median_of(following)
    before = power[max(since, place - AROUND) : place]
    # What went off a moment ago does not count any more.
    usual = min(median_of(before[-_USUAL:]), before[-1])
    floor = min(floor_of(before), usual)
    if reached - usual < _OF_THE_USUAL * least or reached - floor < least:
        return None
    last = before[-1]
    return Step(
        place=place,
        start=_crossing(trace, place, last, max(reached, power[place])),
        rise=reached - floor,
        floor=floor,
        usual=usual,
        least=least,
    )


def _settled_by(trace: Trace, place: int) -> int:
    """Return the place after the levels that show what a step came to."""
    until = trace.end[place] + SETTLING
    last = place + 1
    while last < len(trace) and (trace.start[last] < until or last < place + 2):
        last += 1
    return last


def _crossing(trace: Trace, place: int, before: float, after: float) -> float:
    """Return when, within a level, the power went from one mean to another."""
    passed = (trace.power[place] - before) / (after - before)
    share = min(max(1 - passed, 0.0), 1.0)
    start, end = trace.start[place], trace.end[place]
    return end if share > 1 - _SOON else start + share * (end - start)
