"""Carry on from what is known of a home, so that a new day costs no more than a week."""

from dataclasses import replace
from datetime import datetime
from typing import Final

from .baseline import Baseline, quiet_baseline, usual_baseline
from .belief import Belief, car_and_house, decode, settle, strangers, without
from .house import House, learn_house
from .power import is_another
from .prior import adapted_prior
from .series import Series
from .states import Stretch

_WEEK: Final = 7
_STUDIED: Final = 42
"""Days that a home is studied by: as it is now, not as it was last season."""

_LEAST_STUDIED: Final = 14
"""Days from which a study is better than a look at all there is."""

_PASSES: Final = 2

_LATEST: Final = 15
"""Days after a study from which it is too old to carry on from."""

type Studies = dict[datetime, Belief]
"""What is known of a home by the end of a week."""


def decoded(
    series: Series, begin: int, power: float, known: Belief | None = None
) -> Belief:
    """Return when a charger of this power was on, from the slot `begin` on.

    `known` is what was made of all of `series` already, if anything.
    """
    day = series.cells[begin] // series.slots_a_day
    first = series.day_start(day - _STUDIED)
    if known is not None and first == 0:
        same = known.sought == power
        return known if same else settle(series, known.quiet, power)
    return _settled(series.part(first, len(series)), power)


def carried_on(series: Series, begin: int, power: float, studies: Studies) -> Belief:
    """Return the same, by what `studies` know of the house; they are added to."""
    day = series.cells[begin] // series.slots_a_day
    week = day - (series.first_day + day) % _WEEK
    if week < _LEAST_STUDIED or series.days - week > _LATEST:
        return decoded(series, begin, power)
    first, end = series.day_start(week - _STUDIED), series.day_start(week)
    known = studies.get(series.at(end))
    if known is None or is_another(power, known.power):
        known = studies[series.at(end)] = _settled(series.part(first, end), power)
    return _continued(series.part(first, len(series)), known)


def _settled(series: Series, power: float) -> Belief:
    house = learn_house(series, quiet_baseline(series), [0.0] * len(series))
    return settle(series, house, power)


def _continued(series: Series, known: Belief) -> Belief:
    """Return what is known with the later slots of `series` decoded.

    `series` starts where what is known does, and goes on longer. The last half day of
    what is known is decoded again, so that midnight cuts no charge.
    """
    begin = len(known.series) - series.slots_a_day // 2
    for stretch in known.stretches:
        if stretch.first < begin < stretch.end:
            begin = stretch.first
    kept = [stretch for stretch in known.stretches if stretch.end <= begin]
    prior = adapted_prior(series, known.stretches)
    since = series.cells[begin] // series.slots_a_day
    _, rest = car_and_house(series, known.house, kept, known.power)
    rest[begin:] = [None] * (len(series) - begin)
    house, found = known.house, list[Stretch]()
    for _ in range(_PASSES):
        usual = usual_baseline(series, rest, since)
        house = _onward(series, known.house, usual, begin)
        found = decode(series, house, prior, known.power, begin)
        if known.strangers:
            strange = strangers(series, house, found, known.power)
            found = without(strange, series, found, known.power)
        rest[begin:] = car_and_house(series, house, found, known.power)[1][begin:]
    return replace(known, series=series, stretches=[*kept, *found], house=house)


def _onward(series: Series, house: House, usual: Baseline, begin: int) -> House:
    """Return the house as it was learnt, on a baseline that is new from `begin` on."""
    count = series.slots_a_day
    of_day = {
        cell % count: tail
        for cell, *tail in zip(
            series.cells, house.tail_weights, house.tail_means, strict=False
        )
    }
    tails = [of_day[cell % count] for cell in series.cells]
    residuals = [
        0.0 if energy is None else energy - load
        for energy, load in zip(
            series.energies[begin:], usual.load[begin:], strict=True
        )
    ]
    return House(
        residuals=house.residuals[:begin] + residuals,
        spreads=house.spreads[:begin] + usual.spread[begin:],
        tail_weights=[weight for weight, _ in tails],
        tail_means=[mean for _, mean in tails],
        carry=house.carry,
    )
