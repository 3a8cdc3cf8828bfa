"""How much the house by itself draws what the charger draws."""

from bisect import bisect_left
from math import exp, sqrt
from typing import Final

from .belief import Belief
from .edges import bluntness

LARGE: Final = 5.0
"""Power in kW from which few loads of a house are like a charger. Below it every house
has some each day, and how many says nothing."""

_ALIKE: Final = (0.6, 1.3)
"""Shares of a charger's full slot between which what the house draws is like it."""

_MUCH: Final = 0.8
_MANY: Final = 0.1
"""The same share for the heavy loads that the house has as a rule, and how many of them
a day make a charge a third as sure."""

_PER_USUAL: Final = 1.5
_PER_BLUNT: Final = 2.0
"""How much less sure, as a logarithm, a large charger's charge is for what the house
draws as a rule, and for edges that fall short altogether."""

_WEAK: Final = 4.0
_SOME: Final = 0.25
_PER_WEAK: Final = 2.0
"""The score below which a stretch may as well be the house, the share of such stretches
that every home has, and by how much more of them make a charge less sure. Where a large
charger is used at will they say nothing: a short charge by day is weak by nature."""


class Lookalikes:
    """What of a home's loads, beside the charges believed in, is like its charger.

    Heating that draws as much now and then does so, too, where it passes for a charge.
    """

    def __init__(self, belief: Belief) -> None:
        """Look for them, by how the charges and the house are parted."""
        series, house = belief.series, belief.house
        self._belief = belief
        self._day = series.slots_a_day
        self._slots: list[int] = []
        self._usual = 1.0
        large = belief.power >= LARGE
        if series.has_window or not large:
            weak = sum(stretch.score < _WEAK for stretch in belief.stretches)
            share = weak / max(len(belief.stretches), 1)
            self._usual += _PER_WEAK * max(share - _SOME, 0.0)
        if not large:
            return
        full = belief.power * series.hours
        least, most = (share * full for share in _ALIKE)
        charged = {
            index
            for stretch in belief.stretches
            for index in range(stretch.first, stretch.end)
        }
        self._slots = [
            index
            for index, residual in enumerate(house.residuals)
            if least <= residual <= most and index not in charged
        ]
        expected = sum(
            weight * exp(-_MUCH * full / mean)
            for weight, mean in zip(
                house.tail_weights[-self._day :],
                house.tail_means[-self._day :],
                strict=True,
            )
        )
        self._usual = (self._usual * (1 + expected / _MANY)) ** _PER_USUAL

    def doubt(self, begin: int, end: int) -> float:
        """Return how many times less sure they make a charge in slots up to `end`.

        Those half a day around it count, as a root, because they come in rows; how many
        are to be expected on any day; and how little the charge itself comes and goes
        as a charger does.
        """
        around = self._day // 2
        first = bisect_left(self._slots, begin - around)
        near = bisect_left(self._slots, end + around) - first
        blunt = _PER_BLUNT * self._bluntness(begin, end)
        return sqrt(1 + near) * self._usual * exp(blunt)

    def _bluntness(self, begin: int, end: int) -> float:
        """Return how blunt a charge is; beside a small charger every edge is."""
        belief = self._belief
        if belief.power < LARGE:
            return 0.0
        own = (
            stretch
            for stretch in belief.stretches
            if stretch.first < end and begin < stretch.end
        )
        return bluntness(belief.series, own, belief.power * belief.series.hours)
