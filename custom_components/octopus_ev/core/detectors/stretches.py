"""What a charger drew from when to when, by the reports of the user's own sensors."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import zip_longest
from typing import Final

from ..model import ChargerReports, Report
from ..span import Span
from ..timeline import Timeline

_HOUR: Final = timedelta(hours=1)
_ZERO: Final = timedelta()

OFF: Final = 0.2
"""Power in kW below which a charger rests."""

_DRAWING: Final = timedelta(minutes=30)
"""How long the newest power is believed that nothing repeats: what flows wavers."""

_SPOKEN: Final = timedelta(hours=6)
"""The same of a power that another follows: a sensor that speaks only of changes was
right all the time, but not for ever."""

_RESTING: Final = timedelta(hours=24)
"""The newest report of a charger at rest, whose sensor has nothing to say; after a day
of silence it may as well be dead."""

_RESTED: Final = timedelta(days=7)
"""The same of a rest that another report follows: it was not."""

_GUESS: Final = timedelta(minutes=30)
"""When in a longer time than this the energy flowed, the counter cannot tell."""

_ALIKE: Final = 0.6
"""A step of less than this share of its neighbour's power was drawn in a part of it."""

_SOON: Final = 1.5
"""Times as long as the step before it: a counter is told of at a steady pace."""

_JITTER: Final = 0.1
"""A counter that falls by less, in kWh, was only rounded."""

_RESTARTED: Final = 0.1
"""A counter that falls below this share began again from nothing."""

_MOST: Final = 25.0
"""More kW than this no charger of a home delivers: the counter has jumped."""

_USUAL: Final = 7.0
"""What a charger draws, in kW, where nothing tells."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A time of steady power, in kW."""

    span: Span
    power: float
    sure: bool = True
    """Whether it was told from end to end, not pieced together over a long gap."""
    grain: timedelta = _ZERO
    """How far its edges may be off."""

    @property
    def energy(self) -> float:
        """Return the kWh that flowed."""
        return self.power * (self.span.duration / _HOUR)


@dataclass(frozen=True, slots=True)
class Step:
    """What a counter rose by from one report to another, in kWh."""

    span: Span
    energy: float
    unbroken: bool
    """Whether the counter was there all the time."""

    @property
    def power(self) -> float:
        """Return the mean power, in kW."""
        return self.energy / (self.span.duration / _HOUR)


def stretches(
    reports: ChargerReports, end: datetime, usual_kw: Decimal | None
) -> list[Stretch]:
    """Return what was drawn up to `end`; a time of which nothing is known is absent.

    The power sensor goes first; what it does not tell, the counter does.
    """
    told = list(_by_power(reports.power, end))
    known = Timeline((stretch.span, None) for stretch in told)
    for stretch in _by_counter(reports.counter, end, float(usual_kw or _USUAL)):
        told += [
            Stretch(gap, stretch.power, stretch.sure, stretch.grain)
            for gap in known.gaps(stretch.span)
        ]
    return sorted(told, key=lambda stretch: stretch.span)


def told_until(reports: ChargerReports, now: datetime) -> datetime | None:
    """Return until when the newest report is believed, or `None` where none is now."""
    ends = []
    if reports.power and (value := reports.power[-1].value) is not None:
        resting = float(value) / 1000 < OFF
        ends.append(reports.power[-1].at + (_RESTING if resting else _DRAWING))
    if reports.counter and reports.counter[-1].value is not None:
        ends.append(reports.counter[-1].at + _RESTING)
    return max((end for end in ends if end > now), default=None)


def steps(counter: Sequence[Report]) -> Iterator[Step]:
    """Yield what a counter rose by; what no charger can have drawn is left out."""
    last: Report | None = None
    unbroken = True
    for report in counter:
        if report.value is None:
            unbroken = False
            continue
        if last is not None and last.value is not None and report.at > last.at:
            span = Span(last.at, report.at)
            rise = float(report.value - last.value)
            if -_JITTER <= rise < 0:
                continue
            if rise < 0:
                fresh = report.value < _RESTARTED * float(last.value)
                rise = float(report.value) if fresh else 0.0
            if rise <= _MOST * (span.duration / _HOUR) + 1:
                yield Step(span, rise, unbroken)
        last, unbroken = report, True


def _by_power(power: Sequence[Report], end: datetime) -> Iterator[Stretch]:
    """Yield what a power sensor says, each report as long as it can be believed."""
    for report, following in zip_longest(power, power[1:]):
        if report.value is None:
            continue
        kilowatts = max(float(report.value), 0.0) / 1000
        rests = kilowatts < OFF
        if following is None or following.value is None:
            hold = _RESTING if rests else _DRAWING
        else:
            hold = _RESTED if rests else _SPOKEN
        until = end if following is None else min(following.at, end)
        if (until := min(until, report.at + hold)) > report.at:
            yield Stretch(Span(report.at, until), kilowatts)


def _by_counter(
    counter: Sequence[Report], end: datetime, usual_kw: float
) -> Iterator[Stretch]:
    """Yield what a counter says; a charger that rests has nothing to count."""
    row = [step for step in steps(counter) if step.span.start < end]
    for place, step in enumerate(row):
        before = _neighbour(row, place, place - 1)
        after = _neighbour(row, place, place + 1)
        # A counter that went on counting would have said so before long.
        at_once = step.span.duration <= _SOON * row[place - 1].span.duration
        if before >= OFF and (at_once or not step.unbroken):
            yield from _drawn(step, before, ends=True)
        else:
            yield from _drawn(step, after if after >= OFF else usual_kw, ends=False)
    if counter and (last := counter[-1]).value is not None:
        until = min(end, last.at + _RESTING)
        if until > last.at:
            yield Stretch(Span(last.at, until), 0.0)


def _neighbour(row: Sequence[Step], place: int, other: int) -> float:
    """Return the power of a step that meets another, 0 where none does."""
    if not 0 <= other < len(row):
        return 0.0
    first, second = sorted((place, other))
    met = row[first].span.end == row[second].span.start
    return row[other].power if met and row[other].unbroken else 0.0


def _drawn(step: Step, pace: float, *, ends: bool) -> Iterator[Stretch]:
    """Yield when in a step the charger drew, and when it rested.

    A step that is weak beside its neighbour, which draws `pace` kW, holds the end of
    a charge, or else the beginning of one.
    """
    span = step.span
    grain = min(span.duration, _GUESS)
    drew = timedelta(hours=step.energy / pace)
    if not drew:
        yield Stretch(span, 0.0)
        return
    if step.power >= _ALIKE * pace:
        yield Stretch(span, step.power, grain == span.duration, grain)
        return
    sure = grain == span.duration or (step.unbroken and drew <= _GUESS)
    if ends:
        turn = span.start + drew
        pieces = ((span.start, turn, pace), (turn, span.end, 0.0))
    else:
        turn = span.end - drew
        pieces = ((span.start, turn, 0.0), (turn, span.end, pace))
    for first, last, power in pieces:
        yield Stretch(Span(first, last), power, sure, grain)


def resolution(counter: Sequence[Report]) -> float:
    """Return the smallest difference that a counter's figures can show, in kWh."""
    places = [
        len(f"{report.value:f}".partition(".")[2])
        for report in counter
        if report.value is not None
    ]
    return 10.0 ** -max(places, default=0)
