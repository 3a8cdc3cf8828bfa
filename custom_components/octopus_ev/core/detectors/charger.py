"""Charges that the charger itself tells of, by a power or energy sensor of the user's."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from functools import reduce
from operator import add
from typing import Final

from ..evidence import Candidate, Detection, Evidence
from ..model import ChargerReports
from ..session import ZERO, Block, Confidence, Leeway, Source
from ..span import Span
from ..timeline import Timeline
from .stretches import OFF, Stretch, resolution, steps, stretches

_WATT_HOUR: Final = Decimal("0.001")

_ON: Final = 0.5
"""Power in kW from which a car charges: none draws less than 1.4 kW, but for the last
of it; the electronics of a charger draw some watts."""

_DIP: Final = timedelta(minutes=5)
"""A pause so short is part of the block, and no end yet."""

_PAUSE: Final = timedelta(minutes=120)
"""The longest pause within one charge."""

_LONGEST: Final = timedelta(hours=24)
"""No joining makes a longer session, or one charge a night would chain up for ever."""

_LEAST: Final = 0.1
"""Energy in kWh from which it is a charge: less only wakes the car up."""

_SPECK: Final = 0.02
"""Energy in kWh below which a block is none."""

_LAG: Final = timedelta(minutes=10)
"""How much later than the power sensor a counter may tell."""

_FINE: Final = 20
"""A counter is believed once it has risen by so many of its smallest steps."""

_TICKS: Final = 2.5
"""How many of them make a charge, where there is nothing but the counter."""


@dataclass(frozen=True, slots=True)
class _Run:
    """Stretches in which the charger drew without a longer pause."""

    row: tuple[Stretch, ...]
    factor: float = 1.0
    """By what the counter corrects their energy."""

    @property
    def span(self) -> Span:
        return Span(self.row[0].span.start, self.row[-1].span.end)

    @property
    def energy(self) -> float:
        """Return the kWh that flowed."""
        return self.factor * sum(stretch.energy for stretch in self.row)


class ChargerDetector:
    """Takes the charger's word: what it drew, when, and when it rested.

    The power tells the minutes, the counter the energy; either will do alone. Where
    neither is available nothing is known, which is no end of a charge.
    """

    @property
    def source(self) -> Source:
        """The charger's own sensor."""
        return Source.CHARGER

    def detect(self, evidence: Evidence, /) -> Detection:
        """Return the charges within the window, and when the charger was heard of."""
        reports, end = evidence.charger, evidence.window.end
        usual = evidence.charger_power_kw
        row = stretches(reports, end, usual)
        told = _surely(row, evidence.window)
        runs = _corrected(_runs(row, reports), reports, end)
        least = _LEAST
        if not reports.power:
            least = max(least, _TICKS * resolution(reports.counter))
        groups = [
            group
            for group in _grouped(runs)
            if sum(run.energy for run in group) >= least
            and Span(group[0].span.start, group[-1].span.end).overlaps(evidence.window)
        ]
        return Detection(
            source=self.source,
            window=evidence.window,
            candidates=tuple(
                _candidate(group, row, told, evidence) for group in groups
            ),
            charger_power_kw=usual,
            pending=any(
                stretch.power >= _ON and end - stretch.span.end < _LAG
                for stretch in row
            ),
            told=told,
        )


def told_by(
    reports: ChargerReports, window: Span, usual_kw: Decimal | None
) -> Timeline[None]:
    """Return when within `window` the charger's sensors told what it did."""
    return _surely(stretches(reports, window.end, usual_kw), window)


def _surely(row: Iterable[Stretch], window: Span) -> Timeline[None]:
    return Timeline(
        (within, None)
        for stretch in row
        if stretch.sure and (within := stretch.span.clip(window))
    ).joined()


def _runs(row: Iterable[Stretch], reports: ChargerReports) -> list[_Run]:
    """Return when the charger drew: from one threshold up, to another down."""
    runs: list[_Run] = []
    drawn: list[Stretch] = []
    on = False
    for stretch in row:
        on = stretch.power >= (OFF if on else _ON)
        if not on:
            continue
        if drawn and stretch.span.start - drawn[-1].span.end > _DIP:
            runs.append(_Run(tuple(drawn)))
            drawn = []
        drawn.append(stretch)
    if drawn:
        runs.append(_Run(tuple(drawn)))
    # One tick of a counter is what a charger draws by itself in a day or two.
    speck = _SPECK if reports.power else max(_SPECK, 1.01 * resolution(reports.counter))
    return [run for run in runs if run.energy > speck]


def _corrected(
    runs: Sequence[_Run], reports: ChargerReports, end: datetime
) -> Iterator[_Run]:
    """Yield the runs with the counter's energy, where there is power as well."""
    counted = list(steps(reports.counter)) if reports.power else []
    grain = resolution(reports.counter)
    reached: datetime | None = None
    for place, run in enumerate(runs):
        following = runs[place + 1].span.start if place + 1 < len(runs) else end
        until = min(run.span.end + _LAG, following)
        own = [step for step in counted if run.span.start < step.span.end <= until]
        former, reached = reached, run.span.end
        if not own or (former is not None and own[0].span.start < former):
            yield run
            continue
        energy = sum(step.energy for step in own)
        if energy < _FINE * grain:
            yield run
            continue
        if end < run.span.end + _LAG:
            # What the counter has not told yet, the power does.
            since = own[-1].span.end
            energy += sum(
                stretch.energy * (_after(stretch.span, since) / stretch.span.duration)
                for stretch in run.row
            )
        yield _Run(run.row, energy / run.energy)


def _after(span: Span, instant: datetime) -> timedelta:
    """Return how much of a span comes after an instant."""
    return max(span.end - max(instant, span.start), timedelta())


def _grouped(runs: Iterable[_Run]) -> list[list[_Run]]:
    """Put the runs of one charge together."""
    groups: list[list[_Run]] = []
    for run in runs:
        if (
            groups
            and run.span.start - groups[-1][-1].span.end <= _PAUSE
            and run.span.end - groups[-1][0].span.start <= _LONGEST
        ):
            groups[-1].append(run)
        else:
            groups.append([run])
    return groups


def _candidate(
    group: Sequence[_Run],
    row: Sequence[Stretch],
    told: Timeline[None],
    evidence: Evidence,
) -> Candidate:
    """Return the claim that runs are the blocks of one charge."""
    interval, end = evidence.region.interval, evidence.window.end
    blocks = []
    slots: dict[datetime, Decimal] = {}
    for run in group:
        drawn = _by_slot(run, interval)
        blocks.append(Block(run.span, reduce(add, drawn.values(), ZERO)))
        for slot, energy in drawn.items():
            slots[slot] = slots.get(slot, ZERO) + energy
    first, last = group[0].row[0], group[-1].row[-1]
    rest = max(_DIP, 2 * last.grain)
    return Candidate(
        source=Source.CHARGER,
        blocks=tuple(blocks),
        slots=slots,
        confidence=Confidence.CONFIRMED,
        # Nothing told since is no end; neither is a pause that has only begun.
        open=last.span.end == row[-1].span.end or end - last.span.end < rest,
        leeway=Leeway(first.grain, last.grain),
        sure=frozenset(
            slot
            for slot in slots
            if not any(told.gaps(Span(slot, min(slot + interval, end))))
        ),
    )


def _by_slot(run: _Run, interval: timedelta) -> dict[datetime, Decimal]:
    """Return a run's kWh by slot start, to the watt-hour."""
    energies: dict[datetime, float] = {}
    for stretch in run.row:
        span = stretch.span
        for slot in span.slots(interval):
            begin, stop = max(slot, span.start), min(slot + interval, span.end)
            share = (stop - begin) / span.duration
            energies[slot] = energies.get(slot, 0.0) + stretch.energy * share
    return {
        slot: rounded
        for slot, energy in energies.items()
        if (rounded := Decimal(energy * run.factor).quantize(_WATT_HOUR))
    }
