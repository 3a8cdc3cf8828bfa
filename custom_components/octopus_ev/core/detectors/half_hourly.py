"""Charges found in half-hourly readings, whether the charger's power is known or not."""

from datetime import timedelta
from decimal import Decimal
from typing import Final

from ..evidence import Candidate, Detection, Evidence
from ..session import Confidence, Source
from .appliances import find_charger
from .baseline import quiet_baseline
from .belief import Belief
from .daily import Studies, carried_on, decoded
from .house import learn_house
from .power import is_another, nearest_candidate, suspects
from .series import Series, lay_out
from .sessions import Drawing, merged

_TEN_WATTS: Final = Decimal("0.01")

_AS_GIVEN: Final = Decimal("0.04")
"""How far, as a share, a charger may be from what was given and yet be said to have
that power: beside a restless house no more is known."""

_NEW: Final = 14
_RECENT: Final = 42
"""Days of readings from which a charger is less and less likely to be misjudged."""

_MONTH: Final = 28
"""Days that show a charger which has taken another's place."""

_OFTEN: Final = 3
_WEEKLY: Final = 7
_SELDOM: Final = 14
"""Days from one review to the next."""

_LONGEST: Final = timedelta(days=2)
"""How long before the window what reaches into it may have begun."""


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


def detect_in(
    evidence: Evidence, series: Series, studies: Studies | None = None
) -> Detection:
    """Return the charges that touch the window, from the slots of `series` alone.

    With `studies`, which one look hands to the next, a day costs no more than a week's
    readings; without, the house is learnt anew.
    """
    given = evidence.charger_power_kw
    known, learnt = _power(evidence, series, daily=studies is not None)
    power = known or given
    if power is None:
        return Detection(source=Source.HALF_HOURLY, window=evidence.window)
    begin = (evidence.window.start - series.start) // series.interval
    begin = min(max(begin, 0), len(series) - 1)
    # What was learnt wanders from day to day; the same charges are to come of it.
    near = nearest_candidate(power, given)
    belief = (
        decoded(series, begin, near, learnt)
        if studies is None
        else carried_on(series, begin, near, studies)
    )
    on_trust = known is None
    claims = _claims(evidence, belief)
    if on_trust:
        claims = tuple(
            claim for claim in claims if claim.confidence is not Confidence.POSSIBLE
        )
    return Detection(
        source=Source.HALF_HOURLY,
        window=evidence.window,
        candidates=claims,
        charger_power_kw=power.quantize(_TEN_WATTS),
        on_trust=on_trust,
    )


def _power(
    evidence: Evidence, series: Series, *, daily: bool
) -> tuple[Decimal | None, Belief | None]:
    """Return the charger's power in kW, and what was believed in learning it.

    `None` as long as readings show no charger, even if a power was given. A season
    knows a charger better than a month, unless the month does not know it.
    """
    given = evidence.charger_power_kw
    former = evidence.believed_power_kw
    if evidence.power_borne_out:
        return given, None
    if former is None:
        if daily and not is_review(series, believed=False):
            return None, None
    elif not is_review(series, believed=True):
        return former, None
    house = learn_house(series, quiet_baseline(series), [0.0] * len(series))
    # Once the house is known, what was given is taken to have been there all along.
    there = former or (given if series.days >= _RECENT else None)
    believed = None if there is None else float(there)
    told = None if given is None else float(given)
    learnt = find_charger(series, house, evidence.household, believed, told)
    if learnt is None:
        # Who gave a power has that charger still, though for a season nothing shows it.
        stays = former is not None and not is_another(former, given)
        return (former if stays else None), None
    power = Decimal(learnt.power)
    if given is not None and abs(power / given - 1) <= _AS_GIVEN:
        power = given
    if former is None:
        return power, learnt
    recent = series.part(series.day_start(series.days - _MONTH), len(series))
    house = learn_house(recent, quiet_baseline(recent), [0.0] * len(recent))
    if any(
        not is_another(Decimal(suspect.power), power)
        for suspect in suspects(recent, house)
    ):
        return power, learnt
    latest = find_charger(recent, house, evidence.household, given=told)
    return (power, learnt) if latest is None else (Decimal(latest.power), None)


def is_review(series: Series, *, believed: bool) -> bool:
    """Tell whether what a charger draws is looked at anew after the last day.

    Daily for a fortnight, then less often; least where there is one to believe in.
    """
    if series.days <= _NEW:
        return True
    every = _OFTEN if series.days <= _RECENT else _SELDOM if believed else _WEEKLY
    return (series.first_day + series.days) % every == 0


def _claims(evidence: Evidence, belief: Belief) -> tuple[Candidate, ...]:
    """Return the charges believed in that touch the window."""
    series = belief.series
    drawing = Drawing(
        evidence=evidence, series=series, house=belief.house, power=belief.power
    )
    pieces = [
        piece
        for stretch in belief.stretches
        if series.at(stretch.end) > evidence.window.start - _LONGEST
        for piece in drawing.pieces(stretch)
    ]
    return tuple(
        candidate
        for candidate in merged(evidence, belief, pieces)
        if candidate.span.overlaps(evidence.window)
    )
