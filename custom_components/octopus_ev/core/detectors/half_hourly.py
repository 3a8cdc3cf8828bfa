"""Charges found in half-hourly readings, whether the charger's power is known or not."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from ..evidence import Candidate, Detection, Evidence
from ..session import Source
from .baseline import quiet_baseline, usual_baseline
from .house import House, learn_house
from .power import learn_power, refined_power, short_share
from .prior import adapted_prior, first_prior
from .runs import Run, find_runs
from .series import Series, lay_out
from .sessions import Drawing, merged
from .states import Charger, State, Stretch

_TEN_WATTS: Final = Decimal("0.01")

_PASSES: Final = 3
"""Times the charges are decoded, each with a better idea of the house."""


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
        runs = find_runs(series, house)
        power = (
            learn_power(series, house, runs)
            if evidence.charger_power_kw is None
            else float(evidence.charger_power_kw)
        )
        if power is None:
            return nothing
        belief = _settle(series, house, runs, power)
        return Detection(
            source=self.source,
            window=evidence.window,
            candidates=_claims(evidence, series, belief),
            charger_power_kw=Decimal(belief.power).quantize(_TEN_WATTS),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Belief:
    """When the car charged, and with which power in kW, beside which house."""

    stretches: list[Stretch]
    power: float
    house: House


def _settle(series: Series, house: House, runs: list[Run], power: float) -> _Belief:
    """Decode the charges, learn the house without them, and again."""
    believed = power
    prior = first_prior(series)
    stretches = _decode(series, house, runs, prior, power)
    for _ in range(1, _PASSES):
        prior = adapted_prior(series, stretches)
        power = refined_power(series, house, stretches, believed)
        house = _without_car(series, house, stretches, power)
        stretches = _decode(series, house, find_runs(series, house), prior, power)
    return _Belief(stretches=stretches, power=power, house=house)


def _decode(
    series: Series, house: House, runs: list[Run], prior: list[float], power: float
) -> list[Stretch]:
    """Return when the charger was on, in order."""
    full = power * series.hours
    charger = Charger(full, house, prior, short_share(series))
    return [
        stretch
        for run in runs
        if run.peak >= 0.3 * min(1.0, full)
        for stretch in charger.decode(run)
    ]


def _without_car(
    series: Series, house: House, stretches: list[Stretch], power: float
) -> House:
    """Learn the house anew once the car is taken out of the readings.

    A full slot still tells what the house drew; a slot in part does not.
    """
    full = power * series.hours
    rest: list[float | None] = list(series.energies)
    car = [0.0] * len(series)
    for stretch in stretches:
        for index, state in enumerate(stretch.states, stretch.first):
            energy = series.energies[index]
            if state is State.FULL and energy is not None:
                car[index], rest[index] = full, max(0.0, energy - full)
            else:
                car[index] = min(max(house.residuals[index], 0.0), full)
                rest[index] = None
    baseline = usual_baseline(series, rest)
    return learn_house(series, baseline, car, house.carry)


def _claims(
    evidence: Evidence, series: Series, belief: _Belief
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
        for candidate in merged(
            evidence, pieces, belief.power, has_window=series.has_window
        )
        if candidate.span.overlaps(evidence.window)
    )
