"""What was switched on beside a charging car, and will go off again."""

from collections.abc import Iterator
from itertools import combinations
from typing import Final

NOISE: Final = 0.25
"""Change in kW that is nothing but the house's unrest."""

ALIKE: Final = 0.15
"""How far apart, as a share, the rise and the fall of one load may be."""

_APPLIANCE: Final = 0.4
"""Rise in kW that is an appliance which will go off again."""

_SHOWER: Final = 5.0
"""Rise in kW that can only be a shower, which is soon over."""

_LIKE_A_SHOWER: Final = 0.35
"""How far apart its rise and fall may be: much else may change in the same minute."""

_TOGETHER: Final = 3
"""Appliances that may go off at once."""


class Beside:
    """The rises of the appliances that are on since the car is, in kW."""

    def __init__(self) -> None:
        """Start with none."""
        self._on: list[float] = []

    @property
    def total(self) -> float:
        """What they draw together."""
        return sum(self._on)

    @property
    def least(self) -> float:
        """What the smallest of them draws; 0 without any."""
        return min(self._on, default=0.0)

    def went_on(self, rise: float) -> None:
        """Take a rise that is not the car's."""
        if rise >= _APPLIANCE:
            self._on.append(rise)

    def went_off(self, fall: float, house: float) -> bool:
        """Tell whether a fall is theirs, and take out those that went off.

        They cannot be more than all that the house draws.
        """
        best = min(
            self._within(house), key=lambda some: abs(sum(some) - fall), default=()
        )
        share = _LIKE_A_SHOWER if max(best, default=0.0) >= _SHOWER else ALIKE
        if not best or abs(sum(best) - fall) > max(NOISE, share * sum(best)):
            return False
        for rise in best:
            self._on.remove(rise)
        return True

    def fell_with(self, extra: float, house: float) -> float:
        """Return the least of them that makes up for what is too much for the car."""
        enough = (sum(some) for some in self._within(house))
        return min((rises for rises in enough if rises >= extra - NOISE), default=0.0)

    def lessen(self, fall: float) -> None:
        """Take a fall that is none of theirs from the smallest that is enough for it."""
        enough = min((rise for rise in self._on if rise > fall), default=None)
        if enough is None:
            self._on.clear()
        else:
            self._on.remove(enough)
            self._on.append(enough - fall)

    def _within(self, house: float) -> Iterator[tuple[float, ...]]:
        """Yield what may go off at once."""
        for count in range(1, min(len(self._on), _TOGETHER) + 1):
            for some in combinations(self._on, count):
                if sum(some) <= house + NOISE:
                    yield some
