"""Tell a charger from a heat pump, a water heater or a home battery."""

from datetime import timedelta
from functools import cache
from statistics import fmean, median
from typing import Final

from ..model import Household
from .belief import Belief, settle
from .house import House
from .power import suspects
from .series import Series
from .states import State

_TOO_OFTEN: Final = 1.4
"""Charges a day, over the whole time, that a car stays below."""

_APART: Final = timedelta(minutes=90)
"""The pause after which the next stretch counts as another charge."""

_OFF_LEVEL: Final = 0.15
"""How far from its power, as a share, a charger's full slots may lie."""

_SURE: Final = 2.0
"""The score from which a stretch speaks for or against a level."""

_RESTLESS: Final = 0.25
"""Mean spread in kWh of a house whose heating switches on and off all day."""

_HEATING: Final = 4.0
"""Power in kW from which such a heating may be mistaken for a charger."""

_MORE_IF_RESTLESS: Final = 1.25
_MORE_IF_TOLD: Final = 2.0
"""How many times the usual evidence a home with such an appliance must give. Its own
power is then as likely as a charger's, and only the user can tell for sure."""


def find_charger(series: Series, house: House, household: Household) -> Belief | None:
    """Return the charger that explains the readings best; `None`: there is none.

    `house` must be from a quiet baseline.
    """
    told = household.heat_pump or household.battery
    found = suspects(series, house)
    beliefs = cache(lambda power: settle(series, house, power))
    for suspect in found:
        belief = beliefs(suspect.power)
        # A home whose heating explains more than this power has it as well.
        if any(
            _is_too_frequent(series, beliefs(other.power))
            for other in found
            if other.support >= suspect.support
        ):
            continue
        needed = _MORE_IF_TOLD if told else _needed(belief)
        if suspect.strength >= needed and _is_level(series, belief):
            return belief
    return None


def _needed(belief: Belief) -> float:
    """Return how many times the usual evidence the house calls for."""
    restless = fmean(belief.house.spreads) >= _RESTLESS
    return _MORE_IF_RESTLESS if restless and belief.power >= _HEATING else 1.0


def _is_too_frequent(series: Series, belief: Belief) -> bool:
    """Tell whether this runs more often than any car is plugged in."""
    apart = _APART / series.interval
    charges = 0
    end = -apart
    for stretch in belief.stretches:
        if stretch.first - end >= apart:
            charges += 1
        end = stretch.end
    return charges / (len(series) / series.slots_a_day) > _TOO_OFTEN


def _is_level(series: Series, belief: Belief) -> bool:
    """Tell whether most charges draw what they should where they fill slots."""
    full = belief.power * series.hours
    residuals = belief.house.residuals
    strays = [
        abs(median(drawn) / full - 1)
        for stretch in belief.stretches
        if stretch.score >= _SURE
        and (
            drawn := [
                residuals[index]
                for index, state in enumerate(stretch.states, stretch.first)
                if state is State.FULL
            ]
        )
    ]
    return not strays or median(strays) <= _OFF_LEVEL
