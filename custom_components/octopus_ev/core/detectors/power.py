"""Which power the home's charger may have, by the charges that it would explain."""

from dataclasses import dataclass
from decimal import Decimal
from itertools import accumulate
from math import sqrt
from typing import Final

from .house import House
from .prior import first_prior
from .runs import Run, find_runs
from .series import Series
from .states import Charger, State, Stretch

_CANDIDATES: Final = (
    *(2.07, 2.2, 2.35, 2.55, 2.75, 2.95, 3.1, 3.27, 3.45, 3.62, 3.85),
    *(4.6, 5.1, 5.75, 6.45, 6.85, 7.2, 7.5, 10.5, 11.1, 21.8),
)
"""Powers in kW that are tried: those of chargers, and those of what is mistaken for
one, so that an immersion heater is best explained by its own power."""

_USUAL: Final = ((2.13, 2.5), (3.4, 4.0), (6.4, 7.7))
"""Where chargers on one phase lie: 10 A, 16 A and 32 A."""

_IMMERSION: Final = (2.6, 3.35)
_THREE_PHASE: Final = 8.0

_HEATING: Final = 4.0
"""Power in kW from which a load may be that of electric heating."""

_FLANK: Final = 0.12
"""How near a candidate may be to a better one and be no more than its flank."""

_LEAST_DAYS: Final = 3
"""Days with a charge that a power needs to be believed."""

_FEWER_IF_STRONG: Final = 3.0
"""Times the usual evidence from which one day fewer is enough."""

_LEAST_TO_STAY: Final = 0.3
"""Times the usual evidence that keeps a charger believed in."""

_MOSTLY: Final = 0.75
"""Share of a full slot that the largest of a charge must reach to speak for it."""

_MONTH: Final = 30
_HEAD_START: Final = 14
"""Days that are added to the time observed, so that a short one must show more."""

_SAME: Final = 0.1
"""How far, as a share, the power of one charger may wander."""

NEAR: Final = 0.06
"""How far the power found in full slots may lie from the one believed."""

SHORT_WITH_WINDOW: Final = 0.12
SHORT: Final = 0.05
"""Share of charges shorter than a slot. A controlled start lies on a slot's edge, so
they are commoner where the tariff has a cheap window."""


def short_share(series: Series) -> float:
    """Return the share of charges that begin and end within one slot."""
    return SHORT_WITH_WINDOW if series.has_window else SHORT


@dataclass(frozen=True, slots=True, kw_only=True)
class Suspect:
    """A power in kW that may be a charger's."""

    power: float
    support: float
    """Log-odds of all the charges that it would explain."""
    strength: float
    """The support over what is needed to believe in a charger."""
    rivals: float
    """The support of quite other powers over its own: high if the load is no one's."""


def suspects(
    series: Series,
    house: House,
    believed: float | None = None,
    given: float | None = None,
) -> list[Suspect]:
    """Return the powers strong enough to be believed, the strongest first.

    One near the power `believed` until now, in kW, has less to show; what was `given`
    is tried as well.
    `house` must be from a quiet baseline, which no car has yet become part of.
    """
    runs = find_runs(series, house, _MOSTLY * min(_CANDIDATES) * series.hours)
    prior = first_prior(series)
    tried = _tried(given)
    days = {power: _support(series, house, prior, runs, power) for power in tried}
    totals = {power: sum(odds.values()) for power, odds in days.items()}
    period = (len(series) / series.slots_a_day + _HEAD_START) / _MONTH
    found = []
    for power, total in totals.items():
        flank = any(
            other > total and abs(near / power - 1) < _FLANK
            for near, other in totals.items()
        )
        charged = sum(1 for odds in days[power].values() if odds > 1)
        strength = total / period / _threshold(power, series)
        least = _LEAST_DAYS - (strength >= _FEWER_IF_STRONG)
        enough = charged >= least and strength >= 1
        if believed is not None and abs(power / believed - 1) < _FLANK:
            enough = strength >= _LEAST_TO_STAY
        if enough and not flank:
            found.append(
                Suspect(
                    power=power,
                    support=total,
                    strength=strength,
                    rivals=_rivals(totals, power),
                )
            )
    return sorted(found, key=lambda suspect: suspect.strength, reverse=True)


def _rivals(totals: dict[float, float], power: float) -> float:
    """Return how well other powers explain the load, beside how well this one does.

    Any power counts, and once more those of electric heating.
    """
    others = {
        other: total
        for other, total in totals.items()
        if abs(other / power - 1) > _FLANK
    }
    heating = max(total for other, total in others.items() if other >= _HEATING)
    return sqrt(max(others.values()) * heating) / totals[power]


def _tried(given: float | None) -> tuple[float, ...]:
    """Return the powers in kW that are tried, with the one that was given, if any."""
    more = () if given is None or given in _CANDIDATES else (given,)
    return (*_CANDIDATES, *more)


def nearest_candidate(power: Decimal, given: Decimal | None = None) -> float:
    """Return what is tried, beside the power given, that is nearest to a power in kW."""
    tried = _tried(None if given is None else float(given))
    return min(tried, key=lambda near: abs(near / float(power) - 1))


def _support(
    series: Series, house: House, prior: list[float], runs: list[Run], power: float
) -> dict[int, float]:
    """Return, by local day, the log-odds that a car of this power charged."""
    full = power * series.hours
    charger = Charger(full, house, prior, short_share(series))
    days: dict[int, float] = {}
    for run in runs:
        if run.peak >= _MOSTLY * full:
            day = series.cells[run.first] // series.slots_a_day
            days[day] = days.get(day, 0.0) + charger.support(run)
    return days


def _threshold(power: float, series: Series) -> float:
    """Return the support in 30 days from which a charger of this power is believed."""
    threshold: float = 7.5 * max(1.0, 5 / power) ** 2.5
    if _IMMERSION[0] <= power <= _IMMERSION[1]:
        threshold *= 4
    elif power > _THREE_PHASE:
        threshold *= 2.5
    elif not is_usual(power):
        threshold *= 2
    if series.has_window:
        threshold *= 0.7
    return threshold


def is_another[P: (float, Decimal)](power: P, former: P | None) -> bool:
    """Tell whether a power in kW is not of the charger believed in before, if any."""
    return former is None or abs(power / former - 1) > _SAME


def is_usual(power: float, near: float = 0.0) -> bool:
    """Tell whether chargers of this power are common, or of one so near as a share."""
    return any(lies_in(band, power, near) for band in _USUAL)


def lies_in(band: tuple[float, float], power: float, near: float) -> bool:
    """Tell whether a power, or one so near as a share, lies in a band of them."""
    low, high = band
    return low <= power * (1 + near) and power * (1 - near) <= high


def refined_power(
    series: Series, house: House, stretches: list[Stretch], power: float
) -> float:
    """Return the weighted median power of the full slots near `power`, in kW."""
    full = power * series.hours
    drawn = sorted(
        (residual, 1 / (house.spreads[index] ** 2 + 0.001))
        for stretch in stretches
        if stretch.score >= 2
        for index, state in enumerate(stretch.states, stretch.first)
        if state is State.FULL
        and abs((residual := house.residuals[index]) / full - 1) < 0.1
    )
    if len(drawn) < 4:
        return power
    half = sum(weight for _, weight in drawn) / 2
    reached = accumulate(weight for _, weight in drawn)
    median = next(
        residual
        for (residual, _), weight in zip(drawn, reached, strict=True)
        if weight >= half
    )
    return min(max(median, full * (1 - NEAR)), full * (1 + NEAR)) / series.hours
