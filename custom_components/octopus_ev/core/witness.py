"""What the user's own entities told of a session, kept because they forget."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Final

from .model import Report
from .session import ZERO
from .span import Span
from .vehicle import Sighting

AFTER: Final = timedelta(minutes=30)
"""A car reports its battery minutes after a charge, seldom later."""

_SOON: Final = timedelta(minutes=15)
"""The same before it: a battery that is told that late is still the one at first."""

_HOUR: Final = timedelta(hours=1)


type Sightings = Mapping[str, Sighting]
"""What was told of the vehicles around one session, by vehicle key."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """All that is kept of what was told."""

    sessions: Mapping[str, Sightings] = field(default_factory=dict)
    """By session id."""
    carbon: Mapping[datetime, Decimal] = field(default_factory=dict)
    """What a kWh from the grid set free, in grams, by slot start."""


def sighting(
    span: Span,
    *,
    plug: Sequence[Report] = (),
    power: Sequence[Report] = (),
    counter: Sequence[Report] = (),
    charge: Sequence[Report] = (),
    odometer: Sequence[Report] = (),
) -> Sighting:
    """Return what reports tell of a session, each oldest first.

    A plug reports 1 or 0, power is in W, the counter in kWh, charge in percent and the
    odometer in miles.
    """
    return Sighting(
        plugged=mean(plug, span),
        drawn=_counted(counter, span)
        if (watts := mean(power, span)) is None
        else watts * Decimal(span.duration / _HOUR) / 1000,
        charge_before=_last(charge, span.start + _SOON),
        charge_after=_last(
            [report for report in charge if report.at > span.start],
            span.end + AFTER,
        ),
        odometer=_last(odometer, span.end),
    )


def mean(reports: Sequence[Report], span: Span) -> Decimal | None:
    """Return the mean over time, or `None` where less than half of it is known."""
    known, total = timedelta(), ZERO
    for part, value in _holding(reports, span):
        known += part.duration
        total += value * Decimal(part.duration / _HOUR)
    if known < span.duration / 2:
        return None
    return total / Decimal(known / _HOUR)


def merged(older: Sighting | None, newer: Sighting) -> Sighting:
    """Return both as one: what is told no more was true all the same."""
    if older is None:
        return newer
    return Sighting(
        plugged=older.plugged if newer.plugged is None else newer.plugged,
        drawn=older.drawn if newer.drawn is None else newer.drawn,
        charge_before=older.charge_before
        if newer.charge_before is None
        else newer.charge_before,
        charge_after=older.charge_after
        if newer.charge_after is None
        else newer.charge_after,
        odometer=older.odometer if newer.odometer is None else newer.odometer,
    )


def _holding(reports: Sequence[Report], span: Span) -> Iterator[tuple[Span, Decimal]]:
    """Yield what was told, for as long as it held within `span`."""
    ends = [*(report.at for report in reports[1:]), span.end]
    for report, end in zip(reports, ends, strict=False):
        if report.value is not None and report.at < end:
            part = Span(report.at, end).clip(span)
            if part is not None:
                yield part, report.value


def _counted(reports: Iterable[Report], span: Span) -> Decimal | None:
    """Return what a counter gained; where it fell, it began anew."""
    values = [
        report.value
        for report in reports
        if report.value is not None and report.at <= span.end + AFTER
    ]
    if len(values) < 2:
        return None
    gains = (after - before for before, after in pairwise(values))
    return sum((gain for gain in gains if gain > 0), start=ZERO)


def _last(reports: Iterable[Report], until: datetime) -> Decimal | None:
    """Return what was told last, up to an instant."""
    told = [
        report.value
        for report in reports
        if report.value is not None and report.at <= until
    ]
    return told[-1] if told else None
