"""Tell a charger from a heat pump, a water heater or a home battery."""

from math import log
from statistics import fmean
from typing import Final

from ..model import Household
from .belief import Belief, settle
from .habits import Habits, habits
from .house import House
from .power import NEAR, Suspect, is_another, is_usual, lies_in, suspects
from .series import Series

_TOO_OFTEN: Final = 1.4
"""Charges a day, over the whole time, that a car stays below."""

_THREE_PHASE: Final = (10.4, 11.5)
"""Power in kW of a charger with three phases of 16 A."""

# Log-odds that a load is a car, from what a logistic regression over homes with and
# without one weighed: most of these homes were made up, so the figures are round.
_AT_FIRST: Final = -3.1
_USUAL: Final = 4.5
_RARE: Final = 2.7
"""A power that many chargers have, or the few on three phases."""

_PER_RIVAL: Final = 1.6
_FEWEST_RIVALS: Final = 0.15
"""A car holds its power; what heats a house is explained by many powers as well."""

_RESTLESS: Final = 0.2
_IF_RESTLESS: Final = 1.0
"""Mean spread in kWh of a house whose heating switches on and off all day."""

_PER_STRAY: Final = 10.0
_MOST_STRAY: Final = 0.3
"""Slots that a charger fills have its power."""

_BIG: Final = 22.0
_PER_BIG: Final = 4.5
_SMALL: Final = 9.0
_PER_SMALL: Final = 6.0
"""Energy in kWh of usual charges: heating takes more than a car, hot water less."""

_AGAIN: Final = 0.15
_PER_AGAIN: Final = 15.0
"""Share of charges that are not the first of their day; a compressor has many runs."""

_ROW: Final = 6
_PER_ROW: Final = 8.5
_MOST_OF_IT: Final = 0.5
"""Days on end from which it is no coincidence, and the share of the whole time that
they must take to count in full."""

_FULL_SIZE: Final = 6.0
_FEW_RIVALS: Final = 0.4
_MOST_ROW: Final = 3.0
"""Power in kW from which a usual load is hardly what a home runs by the clock, such as
hot water or a battery; how well other powers may explain it, as several storage heaters
are; and the most that a row then says, for many cars are plugged in every night."""

_MOST_STRENGTH: Final = 12.0

_TIMES_IF_TOLD: Final = 2.0
_IF_TOLD: Final = 1.0
"""How many times the usual evidence, and log-odds, a home must give that has, as the
user says, a heat pump or a battery. Its power is then as likely as a charger's."""

_KNOWN: Final = 1.5
"""The log-odds that a charger is there for having been so."""


def find_charger(
    series: Series,
    house: House,
    household: Household,
    believed: float | None = None,
    given: float | None = None,
) -> Belief | None:
    """Return the charger that explains the readings best; `None`: there is none.

    `house` must be from a quiet baseline. `believed` is the power in kW of a charger
    found in earlier readings, which less evidence keeps than it took to find it; one
    of the power `given` comes before any other.
    """
    found = suspects(series, house, believed, given)
    meant = [suspect for suspect in found if not is_another(suspect.power, given)]
    told = household.heat_pump or household.battery
    # Who gave a power knows of a charger, and of no other.
    told = told or not (meant or given is None)
    times, needed = (_TIMES_IF_TOLD, _IF_TOLD) if told else (1.0, 0.0)
    for suspect in meant or found:
        same = not is_another(suspect.power, believed)
        if suspect.strength < times and not same:
            continue
        least = needed - _KNOWN * same
        # To decode the charges takes most of a look.
        if _odds_at_first(suspect, suspect.power, NEAR) <= least:
            continue
        belief = settle(series, house, suspect.power)
        known = habits(belief)
        if known is None or known.often > _TOO_OFTEN:
            continue
        if _odds(suspect, belief, known) > least:
            return belief
    return None


def _odds_at_first(suspect: Suspect, power: float, near: float = 0.0) -> float:
    """Return the log-odds that a load is a car, before its charges are looked at.

    `power` is its power in kW; where it is known but so nearly, as a share, these are
    the best odds it can have. Its charges can only speak against it.
    """
    odds = _AT_FIRST + log(min(suspect.strength, _MOST_STRENGTH))
    if is_usual(power, near):
        odds += _USUAL
    elif lies_in(_THREE_PHASE, power, near):
        odds += _RARE
    return odds - _PER_RIVAL * log(max(suspect.rivals, _FEWEST_RIVALS))


def _odds(suspect: Suspect, belief: Belief, known: Habits) -> float:
    """Return the log-odds that a load is a car rather than an appliance."""
    odds = _odds_at_first(suspect, belief.power)
    if fmean(belief.house.spreads) > _RESTLESS:
        odds -= _IF_RESTLESS
    odds -= _PER_STRAY * min(known.stray, _MOST_STRAY)
    odds -= _PER_BIG * max(log(known.energy / _BIG), 0.0)
    odds -= _PER_SMALL * max(log(_SMALL / known.energy), 0.0)
    odds -= _PER_AGAIN * max(known.again - _AGAIN, 0.0)
    against = _PER_ROW * _clockwork(known)
    full_size = is_usual(belief.power) and belief.power >= _FULL_SIZE
    if full_size and suspect.rivals <= _FEW_RIVALS:
        against = min(against, _MOST_ROW)
    return odds - against


def _clockwork(known: Habits) -> float:
    """Return how much a load is like clockwork: it comes again, and as much of it."""
    if known.row <= _ROW:
        return 0.0
    alike = min(max(1.6 - 2 * known.change, 0.25), 1.0)
    lasting = min(known.lasting / _MOST_OF_IT, 1.0)
    return log(known.row / _ROW) * alike * lasting
