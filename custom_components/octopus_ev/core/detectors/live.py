"""Charges seen as they happen, in the power of the home."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import takewhile
from typing import Final

from ..draws import present_plan
from ..evidence import Candidate, Detection, Evidence
from ..session import Confidence, Source
from ..span import Span
from .charges import PAUSE, charge, grouped, instant
from .patience import goes_on, matches, off_peak, patience, punctual
from .plateaus import House, Plateau, plateau_from, resumed
from .steps import LEAST_DRAW, least_rise, step_at
from .trace import Trace, trace

_TEN_WATTS: Final = Decimal("0.01")

_SHORT: Final = 15 * 60.0
"""Seconds that a charge lasts at least: a shower may look like one for a while."""

_LONG: Final = 30 * 60.0
"""A plateau that lasts so many seconds is hardly anything but a charge."""

_CERTAIN: Final = 90 * 60.0
"""After so many seconds a plateau tells the charger's power."""

_ALWAYS: Final = 0.03
"""Share of the time in which a home draws no more than its standby power."""

_ON_AT_FIRST: Final = 3.0
"""Power in kW, over standby, that a house seldom draws without a car."""

_SUNSHINE: Final = 60
"""Levels before a step in which panels show that they feed the home."""

_EXPORT: Final = -0.1
"""Power in kW that shows it."""

_AROUND_THE_EDGE: Final = timedelta(minutes=3)
"""How far from a slot's boundary its neighbours are surely meant."""

_GOING_ON: Final = timedelta(minutes=3)
"""How long after a slot's start a charger that goes on with it has been seen."""

_BEHIND_PLAN: Final = timedelta(minutes=10)
"""How long after a planned start a car that follows its plan has been seen."""


@dataclass(frozen=True, slots=True)
class _Seen:
    """Plateaus that are charges, and one that may be, but is too young yet."""

    plateaus: Sequence[Plateau]
    pending: Plateau | None


class LiveDetector:
    """Looks for the step of a charger that switches on, and for its fall.

    Silence is not an end: a charge stays open until samples show that it stopped.
    """

    @property
    def source(self) -> Source:
        """Live telemetry."""
        return Source.LIVE

    def detect(self, evidence: Evidence, /) -> Detection:
        """Return the charges that touch the window, each as far as the samples reach."""
        row = trace(evidence.samples, evidence.window.end)
        seen = _seen(evidence, row)
        found = tuple(
            candidate
            for group in grouped(seen.plateaus)
            if group[-1].open or _lasting(group) >= _SHORT
            if (candidate := _candidate(evidence, row, group, seen)).span.overlaps(
                evidence.window
            )
        )
        return Detection(
            source=self.source,
            window=evidence.window,
            candidates=found,
            charger_power_kw=_power(evidence, seen.plateaus) if found else None,
            pending=seen.pending is not None,
        )


def _seen(evidence: Evidence, row: Trace) -> _Seen:
    """Look for plateaus that last long enough to be a charge."""
    least = least_rise(_given(evidence))
    drawn = sorted(row.power)
    standby = drawn[int(_ALWAYS * len(drawn))] if drawn else 0.0
    plateaus: list[Plateau] = []
    pending = None
    # Of what was on when the samples begin, nothing can be told until it is off.
    on = takewhile(lambda power: power > standby + _ON_AT_FIRST, row.power)
    since = sum(1 for _ in on)
    place = since + 1
    while place < len(row):
        step = None
        if plateaus and place == since:
            step = resumed(row, plateaus[-1])
        if step is None and place > since:
            smallest = _least(evidence, row, plateaus, place) or least
            step = step_at(row, place, since, smallest)
        if step is None:
            place += 1
            continue
        exported = min(row.power[max(place - _SUNSHINE, 0) : place])
        house = House(
            standby=max(standby, 0.0) if exported > _EXPORT else drawn[0],
            sunny=exported <= _EXPORT,
            charger=_given(evidence),
        )
        plateau = plateau_from(row, step, house)
        wanted = patience(evidence, plateau, plateaus[-1] if plateaus else None)
        if wanted is not None and plateau.steady >= wanted:
            plateaus.append(plateau)
            evidence = _learnt(evidence, plateau)
            place = since = plateau.stop
        else:
            if plateau.open and wanted is not None:
                pending = pending or plateau
            place += 1
    return _Seen(plateaus, pending)


def _learnt(evidence: Evidence, plateau: Plateau) -> Evidence:
    """Return evidence with the power of a charge that can be nothing else."""
    if evidence.charger_power_kw is None and plateau.steady >= _CERTAIN:
        return replace(evidence, charger_power_kw=_kw(plateau.power))
    return evidence


def _least(
    evidence: Evidence, row: Trace, plateaus: Sequence[Plateau], place: int
) -> float | None:
    """Return the smallest rise to look at after a pause, where the car may want less."""
    if plateaus and goes_on(evidence, plateaus[-1], row.start[place]):
        return LEAST_DRAW
    return None


def _given(evidence: Evidence) -> float | None:
    """Return the charger's power in kW, where it is known."""
    power = evidence.charger_power_kw
    return None if power is None else float(power)


def _candidate(
    evidence: Evidence, row: Trace, group: Sequence[Plateau], seen: _Seen
) -> Candidate:
    """Return the claim that plateaus are the blocks of one charge."""
    whole = charge(row, group, evidence.region.interval, _given(evidence))
    last, begun = group[-1], seen.pending
    goes = begun is not None and goes_on(evidence, last, begun.start)
    paused = instant(row.end[-1]) < _held_until(evidence, group)
    return Candidate(
        source=Source.LIVE,
        blocks=whole.blocks,
        slots=whole.slots,
        confidence=_confidence(evidence, group),
        open=last.open or goes or paused,
        leeway=whole.leeway,
    )


def _held_until(evidence: Evidence, group: Sequence[Plateau]) -> datetime:
    """Return until when a charge that stopped may only have paused.

    While the supplier means to go on with it, it waits for that. Otherwise a charger
    that follows prices or a plan stops with a slot and goes on with a later cheap one;
    a car that is full stops at any time, and often tapers before.
    """
    last = group[-1]
    end = instant(last.end)
    if planned := _planned_next(evidence, end):
        return planned + _BEHIND_PLAN
    if last.tapered or not punctual(evidence, last.end):
        return end
    paused = len(group) > 1 and punctual(evidence, group[-2].end)
    before, after = (
        evidence.rates.at(end + side) for side in (-_AROUND_THE_EDGE, _AROUND_THE_EDGE)
    )
    dearer = before and after and after.unit_rate > before.unit_rate
    reach = PAUSE if paused or dearer else evidence.region.interval + _GOING_ON
    ahead = evidence.rates.over(Span(end + _AROUND_THE_EDGE, end + reach))
    return max((span.end for span, rate in ahead if rate.band.cheap), default=end)


def _planned_next(evidence: Evidence, end: datetime) -> datetime | None:
    """Return the last start of what is planned now and would be of the same charge."""
    starts = (span.start for span in present_plan(evidence.smart))
    return max((start for start in starts if end < start <= end + PAUSE), default=None)


def _lasting(group: Sequence[Plateau]) -> float:
    """Return how many seconds a charge lasted, pauses left out."""
    return sum(plateau.duration for plateau in group)


def _confidence(evidence: Evidence, group: Sequence[Plateau]) -> Confidence:
    """Return how sure a charge is, by its length, its power and its time."""
    lasting = _lasting(group) >= _LONG
    likely = any(
        matches(evidence, plateau) or off_peak(evidence, plateau) for plateau in group
    )
    if lasting and likely:
        return Confidence.CONFIRMED
    return Confidence.PROBABLE if lasting or likely else Confidence.POSSIBLE


def _power(evidence: Evidence, plateaus: Sequence[Plateau]) -> Decimal:
    """Return the power given, or else that of the newest plateau, in kW."""
    if evidence.charger_power_kw is not None:
        return evidence.charger_power_kw
    return _kw(plateaus[-1].power)


def _kw(power: float) -> Decimal:
    return Decimal(power).quantize(_TEN_WATTS)
