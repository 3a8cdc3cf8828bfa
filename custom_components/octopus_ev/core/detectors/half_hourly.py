"""Charges found in half-hourly readings, whether the charger's power is known or not."""

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
        nothing = Detection(source=self.source, window=evidence.window)
        if not evidence.readings:
            return nothing
        series = lay_out(evidence)
        house = learn_house(series, quiet_baseline(series), [0.0] * len(series))
        given = evidence.charger_power_kw
        belief = (
            find_charger(series, house, evidence.household)
            if given is None
            else settle(series, house, float(given))
        )
        if belief is None:
            return nothing
        return Detection(
            source=self.source,
            window=evidence.window,
            candidates=_claims(evidence, series, belief),
            charger_power_kw=Decimal(belief.power).quantize(_TEN_WATTS),
        )


def _claims(
    evidence: Evidence, series: Series, belief: Belief
) -> tuple[Candidate, ...]:
    """Return the charges believed in that touch the window."""
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
