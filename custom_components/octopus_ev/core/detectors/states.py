"""The hidden states of a charger, slot by slot, and their most likely course."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from math import hypot, log
from typing import Final

from .house import CARRIED, FLOOR, House, laplace, laplace_below
from .runs import Run, Slot


class State(IntEnum):
    """What the charger does in a slot."""

    OFF = 0
    START = 1
    """The first slot of a charge, in part."""
    FULL = 2
    END = 3
    """The last slot of a charge, in part; or several, as a full battery tapers."""
    ONLY = 4
    """A charge that begins and ends within the slot."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Slots on end in which the charger was on."""

    first: int
    states: tuple[State, ...]
    score: float
    """Log-odds that the car charged, the prior included."""

    @property
    def end(self) -> int:
        """The slot after the last one."""
        return self.first + len(self.states)


_LEAST_PART: Final = 0.03
_MOST_PART: Final = 0.97
"""The share of a slot that a charger in part may be on for."""

_WAVER: Final = 0.02
"""How far the supply's voltage moves a charger's power, as a share."""

_TYPICAL_CHARGE: Final = 13.0
"""Energy of a usual charge in kWh: it says how long a charger stays on."""

_TAPERS: Final = 0.1
"""The probability that a charge goes on after a slot in part, with less and less."""

_IMPOSSIBLE: Final = -1e18

# Where a slot's emissions stand in their tuple, by what the car does there and what
# it did before. "Anew" is after a slot in part, whose house residual nobody knows.
_OFF_AFTER_OFF: Final = 0
_OFF_AFTER_FULL: Final = 1
_OFF_ANEW: Final = 2
_FULL_AFTER_OFF: Final = 3
_FULL_AFTER_FULL: Final = 4
_FULL_ANEW: Final = 5
_PART_AFTER_OFF: Final = 6
_PART_AFTER_FULL: Final = 7
_PART_ANEW: Final = 8

type _Emissions = tuple[float, ...]
type _Scores = list[float]
type _Moves = tuple[tuple[tuple[int, float, int], ...], ...]
"""By state: whence it is reached, with which log-probability and which emission."""


class Charger:
    """A charger of one power against the house: which explains a run better?"""

    def __init__(
        self, full: float, house: House, prior: list[float], only: float
    ) -> None:
        """Set up a charger that draws `full` kWh in a whole slot.

        `prior` is the log-probability, by slot, that a charge starts; `only` the share
        of charges that begin and end within one.
        """
        self._full = full
        self._house = house
        self._prior = prior
        self._moves = _moves(full, only)

    def support(self, run: Run) -> float:
        """Return the log-odds that the car charged in the run, at least 0."""
        return max(self._forward(run)[-1][State.OFF], 0.0)

    def decode(self, run: Run) -> Iterator[Stretch]:
        """Yield the stretches of the most likely course of the run, in order."""
        scores = self._forward(run)
        if scores[-1][State.OFF] <= 0:
            return
        course = self._trace_back(run, scores)
        place = 0
        while place < len(course):
            if course[place] is State.OFF:
                place += 1
                continue
            begin = place
            while course[place] is not State.OFF:
                place += 1
            earlier = scores[begin - 1][State.OFF] if begin else 0.0
            yield Stretch(
                first=run.first + begin,
                states=tuple(course[begin:place]),
                score=scores[place][State.OFF] - earlier,
            )

    def _forward(self, run: Run) -> list[_Scores]:
        """Return the best score of each state in each slot and the closing one.

        Scores are relative to a course that is OFF throughout.
        """
        scores = [0.0, *[_IMPOSSIBLE] * 4]
        course = []
        for emissions in self._emissions(run):
            # The innermost loop of the detector: lists here, a generator costs more.
            scores = [
                max(
                    [
                        scores[source] + chance + emissions[emission]
                        for source, chance, emission in moves
                    ]
                )
                for moves in self._moves
            ]
            course.append(scores)
        return course

    def _trace_back(self, run: Run, course: list[_Scores]) -> list[State]:
        """Return the states that led to OFF after the run, the closing one included."""
        states = [State.OFF]
        emissions = list(self._emissions(run))
        for place in range(len(course) - 1, 0, -1):
            _, source = max(
                (
                    course[place - 1][source] + chance + emissions[place][emission],
                    source,
                )
                for source, chance, emission in self._moves[states[-1]]
            )
            states.append(State(source))
        return states[::-1]

    def _emissions(self, run: Run) -> Iterator[_Emissions]:
        """Yield each slot's emissions, then the closing one's."""
        for slot in run.slots:
            yield self._emitted(slot, first=slot.index == run.first)
        if run.closing is None:
            yield (0.0,) * 9
        else:
            left = run.closing.before - self._full
            scale = self._house.carried_scale(run.closing.index, left)
            fall = self._fall(run.closing, left, scale)
            yield (0.0, fall, run.closing.anew, *(0.0,) * 6)

    def _fall(self, slot: Slot, left: float, scale: float) -> float:
        """Return the log-likelihood that the car, on until now, is off in the slot.

        The house drew `left` above its baseline before, beside the car.
        """
        carry = self._house.carry
        carried = laplace(slot.residual - CARRIED * left, scale)
        return log(carry * carried + (1 - carry) * slot.fresh) - slot.alone

    def _emitted(self, slot: Slot, *, first: bool) -> _Emissions:
        """Return the log-likelihoods of a slot, less that of the house alone."""
        full, house, index, alone = self._full, self._house, slot.index, slot.alone
        waver, carry = _WAVER * full, house.carry
        over = slot.residual - full
        spread = hypot(house.spreads[index], waver)
        full_fresh = house.fresh(index, over, spread)
        low, high = (
            slot.residual - _MOST_PART * full,
            slot.residual - _LEAST_PART * full,
        )
        width = high - low
        part_fresh = house.fresh_between(index, low, high) / width + FLOOR

        def full_after(left: float, scale: float) -> float:
            """Weigh FULL where the house drew `left` above its baseline before."""
            carried = laplace(over - CARRIED * left, scale)
            return log(carry * carried + (1 - carry) * full_fresh) - alone

        def part_after(left: float, scale: float) -> float:
            """Weigh a slot in part, likewise."""
            carried = laplace_below(high - CARRIED * left, scale)
            carried -= laplace_below(low - CARRIED * left, scale)
            return log(carry * carried / width + (1 - carry) * part_fresh) - alone

        before, scale, start = slot.before, slot.carried_scale, self._prior[index]
        full_after_off = start + full_after(before, hypot(scale, waver))
        part_after_off = start + part_after(before, scale)
        if first:
            return (0.0, 0.0, 0.0, full_after_off, 0.0, 0.0, part_after_off, 0.0, 0.0)
        left = before - full
        scale = house.carried_scale(index, left)
        return (
            0.0,
            self._fall(slot, left, scale),
            slot.anew,
            full_after_off,
            full_after(left, scale),
            log(full_fresh) - alone,
            part_after_off,
            part_after(left, scale),
            log(part_fresh) - alone,
        )


def _moves(full: float, only: float) -> _Moves:
    """Return how a charger of `full` kWh a slot passes from state to state."""
    stay = min(max(1 - full / _TYPICAL_CHARGE, 0.70), 0.93)
    at_once = 0.33
    # Plain integers: they index faster than members of an enumeration.
    off, start, on, end, single = (int(state) for state in State)
    return (
        (
            (off, 0.0, _OFF_AFTER_OFF),
            (on, log(0.22 * (1 - stay)), _OFF_AFTER_FULL),
            (end, log(0.98 - _TAPERS), _OFF_ANEW),
            (single, 0.0, _OFF_ANEW),
        ),
        (
            (off, log(1 - at_once - only), _PART_AFTER_OFF),
            (end, log(0.02), _PART_ANEW),
        ),
        (
            (off, log(at_once), _FULL_AFTER_OFF),
            (start, log(0.9), _FULL_ANEW),
            (on, log(stay), _FULL_AFTER_FULL),
        ),
        (
            (start, log(0.1), _PART_ANEW),
            (on, log(0.78 * (1 - stay)), _PART_AFTER_FULL),
            (end, log(_TAPERS), _PART_ANEW),
        ),
        ((off, log(only), _PART_AFTER_OFF),),
    )
