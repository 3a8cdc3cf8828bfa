"""How a load comes and goes: a charger by its own power, whatever else is on."""

from collections.abc import Iterable, Iterator
from statistics import fmean
from typing import Final

from .series import Series
from .states import State, Stretch

_NEAR: Final = 0.12
"""How far, as a share, a step may be from what a charger draws and be its own."""


def shows_step(series: Series, stretch: Stretch, full: float) -> bool:
    """Tell whether a stretch begins or ends by what a charger draws in a whole slot.

    `full` is that energy in kWh. A stretch without a full slot shows nothing, and
    neither does one beside a gap.
    """
    if State.FULL not in stretch.states:
        return False
    return any(abs(edge - 1) < _NEAR for edge in _edges(series, stretch, full))


def bluntness(series: Series, stretches: Iterable[Stretch], full: float) -> float:
    """Return how far, as a share, the edges of a charge fall short of `full` kWh.

    What warms up by degrees falls short at both of them. More than the charger's power
    is no shortcoming, as much else is switched on, too; nor is what nobody knows.
    """
    short = [
        1 - min(max(edge, 0.0), 1.0)
        for stretch in stretches
        for edge in _edges(series, stretch, full)
    ]
    return fmean(short) if short else 0.0


def _edges(series: Series, stretch: Stretch, full: float) -> Iterator[float]:
    """Yield the rise and the fall of a stretch, as shares of `full`, where known.

    They are those of its full slots. Without any, they are shares of its highest slot:
    the charger was on for a part of it.
    """
    whole = [
        index
        for index, state in enumerate(stretch.states, stretch.first)
        if state is State.FULL
    ]
    if not whole:
        slots = range(stretch.first, stretch.end)
        full, highest = max((series.energies[index] or 0.0, index) for index in slots)
        whole = [highest]
    for inside, outside in ((whole[0], stretch.first - 1), (whole[-1], stretch.end)):
        within = series.energies[inside]
        beside = series.energies[outside] if 0 <= outside < len(series) else None
        if within is not None and beside is not None:
            yield (within - beside) / full
