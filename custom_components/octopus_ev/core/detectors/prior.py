"""When this home's car tends to start charging."""

from math import exp
from typing import Final

from .series import Series, Tariff
from .states import Stretch

_AT_FIRST: Final = {Tariff.SILENT: 0.03, Tariff.CHEAP: 0.10, Tariff.DEAR: 0.004}
"""The probability that a charge starts in a slot, before anything is learnt."""

_WEIGHT: Final = 30
"""Days of experience that the first guess is worth."""

_LIKELY: Final = 0.5
"""The supplier's word makes a start in any one slot no surer than that."""

_NEARBY: Final = ((-2, 0.1), (-1, 0.2), (0, 0.4), (1, 0.2), (2, 0.1))
"""How a start speaks for the slots of day around it."""

_SURE: Final = 4.0
"""The score from which a stretch counts in full."""


def first_prior(series: Series) -> list[float]:
    """Return the probability, by slot, that a charge starts there."""
    return _hinted(series, [_AT_FIRST[tariff] for tariff in series.tariff])


def adapted_prior(series: Series, stretches: list[Stretch]) -> list[float]:
    """Return the prior with what the home's own starts add to it.

    It never falls below half of the first guess: a car may change its habits.
    """
    count = series.slots_a_day
    starts = [0.0] * count
    for stretch in stretches:
        slot = series.slot_of_day(stretch.first)
        for by, share in _NEARBY:
            sure = min(max(stretch.score / _SURE, 0.0), 1.0)
            starts[(slot + by) % count] += share * sure
    days = len(series) / count
    tables = {
        tariff: [
            max((seen + _WEIGHT * chance) / (days + _WEIGHT), chance / 2)
            for seen in starts
        ]
        for tariff, chance in _AT_FIRST.items()
    }
    prior = [
        tables[tariff][cell % count]
        for tariff, cell in zip(series.tariff, series.cells, strict=True)
    ]
    return _hinted(series, prior)


def _hinted(series: Series, prior: list[float]) -> list[float]:
    """Return the prior with what the supplier's plans and reports make of it."""
    if not series.hints:
        return prior
    return [
        max(chance, min(chance * exp(hint), _LIKELY))
        for chance, hint in zip(prior, series.hints, strict=True)
    ]
