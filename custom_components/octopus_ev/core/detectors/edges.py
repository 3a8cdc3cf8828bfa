"""How a load comes and goes: a charger by its own power, whatever else is on."""

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
    whole = [
        index
        for index, state in enumerate(stretch.states, stretch.first)
        if state is State.FULL
    ]
    edges = ((whole[0], stretch.first - 1), (whole[-1], stretch.end)) if whole else ()
    return any(
        abs(_step(series, inside, outside) / full - 1) < _NEAR
        for inside, outside in edges
    )


def _step(series: Series, inside: int, outside: int) -> float:
    """Return by how many kWh a slot is above its neighbour; 0 if nobody knows."""
    known = 0 <= outside < len(series)
    within = series.energies[inside]
    beside = series.energies[outside] if known else None
    return 0.0 if within is None or beside is None else within - beside
