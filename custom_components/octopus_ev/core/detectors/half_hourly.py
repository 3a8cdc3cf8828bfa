"""Charges found in half-hourly readings, whether the charger's power is known or not."""

from datetime import timedelta
from decimal import Decimal
from typing import Final

from ..evidence import Candidate, Detection, Evidence
from ..session import Source
from .appliances import find_charger
from .baseline import quiet_baseline
from .belief import Belief, settle
from .house import learn_house
from .series import Series, lay_out
from .sessions import Drawing, merged

_TEN_WATTS: Final = Decimal("0.01")

_SAME: Final = 0.10
"""How far, as a share, the power of one charger may wander."""

_CONTEXT: Final = timedelta(days=42)
"""The time before a window that shows the house as it is now."""


class HalfHourlyDetector:
    """Weighs, run by run, a car against the house: a hidden Markov model.

    The house is what it usually draws at that time of day, by robust statistics; its
    heavy loads are known by how often they come and how long they last. The readings
    may have gaps and clock changes in them; three days are the least to learn from.
    """

    @property
    def source(self) -> Source:
        """Half-hourly readings."""
        return Source.HALF_HOURLY

    def detect(self, evidence: Evidence, /) -> Detection:
        """Return the charges that touch the window, each in full.

        Every reading is context, before the window and after it.
        """
        if not evidence.readings:
            return Detection(source=self.source, window=evidence.window)
        return detect_in(evidence, lay_out(evidence))


def detect_in(evidence: Evidence, series: Series) -> Detection:
    """Return the charges that touch the window, from the slots of `series` alone."""
    belief = _belief(evidence, series)
    if belief is None:
        return Detection(source=Source.HALF_HOURLY, window=evidence.window)
    return Detection(
        source=Source.HALF_HOURLY,
        window=evidence.window,
        candidates=_claims(evidence, belief),
        charger_power_kw=Decimal(belief.power).quantize(_TEN_WATTS),
    )


def _belief(evidence: Evidence, series: Series) -> Belief | None:
    """Return when the car charged, by the power given, believed or learnt."""
    power = evidence.charger_power_kw
    if power is None:
        house = learn_house(series, quiet_baseline(series), [0.0] * len(series))
        power = evidence.believed_power_kw
        believed = None if power is None else float(power)
        learnt = find_charger(series, house, evidence.household, believed)
        if learnt is None or power is None or differ(learnt.power, power):
            return learnt
    recent = _recent(evidence, series)
    house = learn_house(recent, quiet_baseline(recent), [0.0] * len(recent))
    return settle(recent, house, float(power))


def differ(power: float, believed: Decimal) -> bool:
    """Tell whether a power in kW is another charger's than the one believed in."""
    return abs(power / float(believed) - 1) > _SAME


def _recent(evidence: Evidence, series: Series) -> Series:
    """Return the window, and of the context before it as much as shows the house."""
    begin = (evidence.window.start - _CONTEXT - series.start) // series.interval
    return series.part(min(max(begin, 0), len(series) - 1), len(series))


def _claims(evidence: Evidence, belief: Belief) -> tuple[Candidate, ...]:
    """Return the charges believed in that touch the window."""
    series = belief.series
    drawing = Drawing(
        evidence=evidence, series=series, house=belief.house, power=belief.power
    )
    pieces = [
        piece for stretch in belief.stretches for piece in drawing.pieces(stretch)
    ]
    return tuple(
        candidate
        for candidate in merged(evidence, series, pieces, belief.power)
        if candidate.span.overlaps(evidence.window)
    )
