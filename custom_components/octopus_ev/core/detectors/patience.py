"""How long a plateau must last before it is taken for a car, and what it may be else."""

from datetime import timedelta
from typing import Final

from ..evidence import Evidence
from ..model import Band
from .charges import PAUSE, instant
from .plateaus import Plateau

_PAUSE: Final = PAUSE.total_seconds()

_MATCH: Final = 0.12
"""How far from the power given, as a share, a plateau may be and still be its own."""

_MOST: Final = 23.0
"""Power in kW that a home's charger has at most."""

_ABOVE_HEATERS: Final = 3.3
"""Power in kW above which few things in a house stay on: an immersion heater has 3."""

_ABOVE_TWO: Final = 5.0
"""Power in kW above which no two things in a house stay on together."""

_PUNCTUAL: Final = 120.0
"""Seconds around the start of a half hour within which timers switch on."""

_MINUTE: Final = 60.0

_KNOWN: Final = {
    # On time in a cheap window, within one, at other times.
    "strong": (3 * _MINUTE, 3 * _MINUTE, 15 * _MINUTE),
    "middling": (5 * _MINUTE, 20 * _MINUTE, 60 * _MINUTE),
    "weak": (15 * _MINUTE, 45 * _MINUTE, 60 * _MINUTE),
}
"""Seconds that a load of the charger's own power must last. Electric showers are over
in 15 minutes; dryers and dishwashers heat for less than 40."""

_UNKNOWN: Final = {
    "strong": (5 * _MINUTE, 15 * _MINUTE, 15 * _MINUTE),
    "middling": (30 * _MINUTE, 45 * _MINUTE, 75 * _MINUTE),
    "weak": (120 * _MINUTE, 120 * _MINUTE, 120 * _MINUTE),
}
"""The same where the charger's power is not known. A water tank is hot in two hours."""

_OTHER: Final = 60 * _MINUTE
"""What is strong enough for a car, but not the one that is known."""

_PLANNED: Final = _MINUTE
_PLANNED_UNKNOWN: Final = 3 * _MINUTE
"""What comes on when the supplier means to have a car charge, of the charger's power
and where that is not known."""

_STILL_PLANNED: Final = timedelta(minutes=20)
"""How long before its time a plan may have been read last; it is read every quarter of
an hour."""

_AGAIN: Final = 10 * _MINUTE
"""What goes on after a pause."""

_WEAK_AGAIN: Final = 25 * _MINUTE
"""The same of a battery that is nearly full: dishwashers heat for less."""


def patience(
    evidence: Evidence, plateau: Plateau, before: Plateau | None
) -> float | None:
    """Return how many seconds a plateau must last; `None` if it can be no car.

    `before` is the last one that was taken for a car.
    """
    if plateau.power > _MOST:
        return None
    given = evidence.charger_power_kw
    strength = (
        "strong"
        if plateau.power >= _ABOVE_TWO
        else "middling"
        if plateau.power >= _ABOVE_HEATERS
        else "weak"
    )
    table = _UNKNOWN
    if given is not None:
        table = _KNOWN
        if not matches(evidence, plateau):
            if before is not None and goes_on(evidence, before, plateau.start):
                return _WEAK_AGAIN if strength == "weak" else _AGAIN
            return _OTHER if strength == "strong" else None
    if strength != "weak" and _planned(evidence, plateau):
        return _PLANNED if table is _KNOWN else _PLANNED_UNKNOWN
    on_time, cheap, otherwise = table[strength]
    if not off_peak(evidence, plateau):
        again = table is _KNOWN and strength == "strong" and _soon(before, plateau)
        return _AGAIN if again else otherwise
    return on_time if punctual(evidence, plateau.start) else cheap


def _planned(evidence: Evidence, plateau: Plateau) -> bool:
    """Tell whether a plateau began in a dispatch that was planned to the last."""
    start = instant(plateau.start)
    early = timedelta(seconds=_PUNCTUAL)
    return any(
        start in plan.dispatch.span.pad(early, timedelta())
        and plan.last_seen >= plan.dispatch.span.start - _STILL_PLANNED
        for plan in evidence.smart.plans
    )


def goes_on(evidence: Evidence, before: Plateau, start: float) -> bool:
    """Tell whether a step may be the next block of a charge that follows prices."""
    if start - before.end > _PAUSE or not (
        punctual(evidence, before.end) and punctual(evidence, start)
    ):
        return False
    rate = evidence.rates.at(instant(start + _PUNCTUAL))
    return rate is not None and rate.band.cheap


def _soon(before: Plateau | None, plateau: Plateau) -> bool:
    """Tell whether a plateau may be the next block of the same charge."""
    return before is not None and plateau.start - before.end <= _PAUSE


def off_peak(evidence: Evidence, plateau: Plateau) -> bool:
    """Tell whether a plateau began in a cheap window."""
    # A clock that is a little fast switches on before the window opens.
    for ahead in (timedelta(), timedelta(seconds=_PUNCTUAL)):
        rate = evidence.rates.at(instant(plateau.start) + ahead)
        if rate is not None and rate.band is Band.OFF_PEAK:
            return True
    return False


def matches(evidence: Evidence, plateau: Plateau) -> bool:
    """Tell whether a plateau has the power of the charger, as given."""
    given = evidence.charger_power_kw
    return given is not None and (
        abs(plateau.power - float(given)) <= _MATCH * float(given)
    )


def punctual(evidence: Evidence, start: float) -> bool:
    """Tell whether an instant is near the start of a half hour."""
    interval = evidence.region.interval.total_seconds()
    return (start + _PUNCTUAL / 2) % interval <= 1.5 * _PUNCTUAL
