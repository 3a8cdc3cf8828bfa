"""When the car charged, and the house without it: each helps to see the other."""

from dataclasses import dataclass
from typing import Final

from .baseline import quiet_load, usual_baseline
from .edges import shows_step
from .house import House, learn_house, relearnt
from .power import refined_power, short_share
from .prior import adapted_prior, first_prior
from .runs import find_runs
from .series import Series, Tariff
from .states import Charger, State, Stretch

_PASSES: Final = 3
"""Times the charges are decoded, each with a better idea of the house."""

_CAR_LIKE: Final = 0.7
"""Share of a charger's full slot from which a load may be the car."""


_TELLING: Final = 2
_STRANGE: Final = 0.10
_MANY: Final = 0.15
"""Full slots that tell a level, how far off as a share it is another load's, and the
share of such stretches from which they are no coincidence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Belief:
    """When the car charged, and with which power, beside which house."""

    series: Series
    stretches: list[Stretch]
    sought: float
    """The power in kW that the charges were looked for by."""
    power: float
    """The power in kW that they showed."""
    house: House
    quiet: House
    """The house as it was learnt before any car was believed in."""
    strangers: bool = False
    """Whether another heavy load is about, that must not pass for the car."""


def settle(series: Series, house: House, power: float) -> Belief:
    """Decode the charges, learn the house without them, and again."""
    believed, quiet = power, house
    prior = first_prior(series)
    house = relearnt(series, house, _likely_car(series, house, power))
    stretches = decode(series, house, prior, power)
    for _ in range(1, _PASSES):
        prior = adapted_prior(series, stretches)
        power = refined_power(series, house, stretches, believed)
        house = _without_car(series, house, stretches, power)
        stretches = decode(series, house, prior, power)
    strange = strangers(series, house, stretches, power)
    # A car may be charged while an oven is on; where such charges are many, the home
    # has another heavy load, and they are its.
    many = len(strange) >= max(_MANY * _told(stretches), 1)
    if many:
        stretches = without(strange, series, stretches, power)
    return Belief(
        series=series,
        stretches=stretches,
        sought=believed,
        power=power,
        house=house,
        quiet=quiet,
        strangers=many,
    )


def _likely_car(series: Series, house: House, power: float) -> list[float]:
    """Guess the car's kWh by slot: what is heavy in the cheap window, not each night.

    A car that charges on most nights would otherwise pass for a habit of the house.
    """
    least = _CAR_LIKE * power * series.hours
    car = [0.0] * len(series)
    if series.has_window:
        cheap = [
            index for index, hint in enumerate(series.tariff) if hint is Tariff.CHEAP
        ]
        loads = quiet_load(series, {series.slot_of_day(index) for index in cheap})
        for index in cheap:
            energy = series.energies[index]
            if energy is not None and energy - loads[index] > least:
                car[index] = house.residuals[index]
    return car


def decode(
    series: Series, house: House, prior: list[float], power: float, begin: int = 0
) -> list[Stretch]:
    """Return when the charger was on, in order, from the slot `begin` on."""
    full = power * series.hours
    charger = Charger(full, house, prior, short_share(series))
    return [
        stretch
        for run in find_runs(series, house, 0.3 * min(1.0, full), begin)
        for stretch in charger.decode(run)
    ]


def strangers(
    series: Series, house: House, stretches: list[Stretch], power: float
) -> set[int]:
    """Return the starts of what draws another power than a charger of `power` kW.

    Where the supplier's word speaks for a start, it is no stranger's.
    """
    full = power * series.hours
    strange = set()
    for stretch in stretches:
        if series.expected(stretch.first):
            continue
        drawn = sorted(
            house.residuals[index] / full
            for index, state in enumerate(stretch.states, stretch.first)
            if state is State.FULL
        )
        if len(drawn) >= _TELLING and (
            drawn[len(drawn) // 4] > 1 + _STRANGE
            or drawn[len(drawn) // 2] < 1 - _STRANGE
        ):
            strange.add(stretch.first)
    return strange


def without(
    strange: set[int], series: Series, stretches: list[Stretch], power: float
) -> list[Stretch]:
    """Return the stretches of a charger of `power` kW, less those of another load.

    `strange` are the starts of what draws too much or too little. A car that is charged
    beside that load does as well, but it shows when the car comes or goes.
    """
    return [
        one
        for one in stretches
        if one.first not in strange or shows_step(series, one, power * series.hours)
    ]


def _told(stretches: list[Stretch]) -> int:
    """Return how many stretches are long enough to tell their power."""
    return sum(stretch.states.count(State.FULL) >= _TELLING for stretch in stretches)


def _without_car(
    series: Series, house: House, stretches: list[Stretch], power: float
) -> House:
    """Learn the house anew once the car is taken out of the readings."""
    car, rest = car_and_house(series, house, stretches, power)
    return learn_house(series, usual_baseline(series, rest), car, house.carry)


def car_and_house(
    series: Series, house: House, stretches: list[Stretch], power: float
) -> tuple[list[float], list[float | None]]:
    """Part the readings into the car's kWh and the house's.

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
    return car, rest
