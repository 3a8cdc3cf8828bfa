"""The hidden states of a charger, slot by slot, and their most likely course."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from itertools import pairwise
from math import exp, log, sqrt
from typing import Final

from .house import BELOW, BELOW_MEAN, CARRIED, FLOOR, House, laplace, laplace_between
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

_HOPELESS: Final = 20.0
"""Log-odds behind a charger that is off from which a charge is not followed on."""

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

_UNSEEN: Final = (_IMPOSSIBLE, _IMPOSSIBLE)

type _Emissions = tuple[float, ...]
type _Scores = list[float]
type _Step = tuple[_Scores, _Emissions]
"""The best score of each state in a slot, and what led to it."""
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
        self._entries = tuple(
            chance
            for state in (State.START, State.FULL, State.ONLY)
            for source, chance, _ in self._moves[state]
            if source == State.OFF
        )
        self._least, self._most = _LEAST_PART * full, _MOST_PART * full
        self._waver2 = (_WAVER * full) ** 2

    def support(self, run: Run) -> float:
        """Return the log-odds that the car charged in the run, at least 0."""
        return max(self._forward(run)[-1][0][State.OFF], 0.0)

    def decode(self, run: Run) -> Iterator[Stretch]:
        """Yield the stretches of the most likely course of the run, in order."""
        steps = self._forward(run)
        if steps[-1][0][State.OFF] <= 0:
            return
        course = self._trace_back(steps)
        place = 0
        while place < len(course):
            if course[place] is State.OFF:
                place += 1
                continue
            begin = place
            while course[place] is not State.OFF:
                place += 1
            earlier = steps[begin - 1][0][State.OFF] if begin else 0.0
            yield Stretch(
                first=run.first + begin,
                states=tuple(course[begin:place]),
                score=steps[place][0][State.OFF] - earlier,
            )

    def _forward(self, run: Run) -> list[_Step]:
        """Return the best score of each state in each slot and the closing one.

        Scores are relative to a course that is OFF throughout.
        """
        scores = [0.0, *[_IMPOSSIBLE] * 4]
        steps = []
        for slot in run.slots:
            on = max(scores[1:]) > scores[0] - _HOPELESS
            emissions = self._emitted(slot, on=on)
            scores = self._reached(scores, emissions, on=on)
            steps.append((scores, emissions))
        closing = self._closing(run)
        steps.append((self._reached(scores, closing, on=True), closing))
        return steps

    def _reached(self, scores: _Scores, emissions: _Emissions, *, on: bool) -> _Scores:
        """Return the best score of each state after one more slot.

        The innermost loop of the detector: lists here, a generator costs more.
        """
        if not on:
            off = scores[0]
            start, full, only = self._entries
            part = off + emissions[_PART_AFTER_OFF]
            begun = off + full + emissions[_FULL_AFTER_OFF]
            return [off, part + start, begun, _IMPOSSIBLE, part + only]
        return [
            max(
                [
                    scores[source] + chance + emissions[emission]
                    for source, chance, emission in moves
                ]
            )
            for moves in self._moves
        ]

    def _trace_back(self, steps: list[_Step]) -> list[State]:
        """Return the states that led to OFF after the run, the closing one included."""
        states = [State.OFF]
        for (before, _), (_, emissions) in reversed(list(pairwise(steps))):
            _, source = max(
                (before[source] + chance + emissions[emission], source)
                for source, chance, emission in self._moves[states[-1]]
            )
            states.append(State(source))
        return states[::-1]

    def _closing(self, run: Run) -> _Emissions:
        """Return the emissions of the slot after a run: the charger is off there."""
        slot, house = run.closing, self._house
        if slot is None:
            return (0.0,) * 9
        left = slot.before - self._full
        scale = house.carried_scale(slot.index, left)
        carried = house.carry * laplace(slot.residual - CARRIED * left, scale)
        fall = log(carried + (1 - house.carry) * slot.fresh) - slot.alone
        return (0.0, fall, slot.anew, *(0.0,) * 6)

    def _emitted(self, slot: Slot, *, on: bool) -> _Emissions:
        """Return the log-likelihoods of a slot, less that of the house alone.

        `on` tells whether the charger may have been on in the slot before. This is
        where the time goes, so the densities of the house are written out.
        """
        house, index, alone = self._house, slot.index, slot.alone
        spread, carry = house.spreads[index], house.carry
        weight, mean = house.tail_weights[index], house.tail_means[index]
        afresh = 1 - carry
        over = slot.residual - self._full
        low, high = slot.residual - self._most, slot.residual - self._least
        width = high - low

        wide = sqrt(spread * spread + self._waver2)
        full_fresh = (1 - weight) * exp(-abs(over) / wide) / (2 * wide) + FLOOR
        if over > 0:
            full_fresh += weight * exp(-over / mean) / mean
        else:
            full_fresh += weight * BELOW * exp(over / BELOW_MEAN) / BELOW_MEAN
        part_fresh = FLOOR
        if high > 0:
            tail = exp(-high / mean)
            tail = (exp(-low / mean) if low > 0 else 1.0) - tail
            part_fresh += weight * tail / width
        part_fresh += (1 - weight) * laplace_between(low, high, spread) / width

        scale, shift = slot.carried_scale, CARRIED * slot.before
        wide = sqrt(scale * scale + self._waver2)
        carried = carry * exp(-abs(over - shift) / wide) / (2 * wide)
        begin = self._prior[index] - alone
        full_begun = begin + log(carried + afresh * full_fresh)
        carried = carry * laplace_between(low - shift, high - shift, scale) / width
        part_begun = begin + log(carried + afresh * part_fresh)
        if not on:
            return (0.0, *_UNSEEN, full_begun, *_UNSEEN, part_begun, *_UNSEEN)
        left = slot.before - self._full
        scale = house.carried_scale(index, left)
        shift = CARRIED * left
        fall = carry * exp(-abs(slot.residual - shift) / scale) / (2 * scale)
        kept = carry * exp(-abs(over - shift) / scale) / (2 * scale)
        carried = carry * laplace_between(low - shift, high - shift, scale) / width
        return (
            0.0,
            log(fall + afresh * slot.fresh) - alone,
            slot.anew,
            full_begun,
            log(kept + afresh * full_fresh) - alone,
            log(full_fresh) - alone,
            part_begun,
            log(carried + afresh * part_fresh) - alone,
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
