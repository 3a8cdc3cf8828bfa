"""The hidden states of a charger, slot by slot, and their most likely course."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from math import exp, log, sqrt
from typing import Final

from .house import BELOW, BELOW_MEAN, CARRIED, FLOOR, House, laplace
from .runs import Run


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

_HUGE: Final = 1e100
"""Odds from which all are scaled down, before they outgrow a float."""

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

type _Emissions = tuple[float, float, float, float, float, float, float, float, float]
"""How many times likelier a slot is than by the house alone."""
type _Scores = tuple[float, float, float, float, float]
"""The odds of the best course to each state in a slot."""
type _Step = tuple[_Scores, float]
"""The odds of a slot, and the logarithm of what they were scaled down by."""
type _Moves = tuple[tuple[tuple[int, float, int], ...], ...]
"""By state: whence it is reached, with which probability and which emission."""


class Charger:
    """A charger of one power against the house: which explains a run better?"""

    def __init__(
        self, full: float, house: House, prior: list[float], only: float
    ) -> None:
        """Set up a charger that draws `full` kWh in a whole slot.

        `prior` is the probability, by slot, that a charge starts; `only` the share of
        charges that begin and end within one.
        """
        self._full = full
        self._house = house
        self._prior = prior
        self._moves = _moves(full, only)
        self._chances = [
            [chance for _, chance, _ in sources] for sources in self._moves
        ]
        self._least, self._most = _LEAST_PART * full, _MOST_PART * full
        self._waver2 = (_WAVER * full) ** 2

    def support(self, run: Run) -> float:
        """Return the log-odds that the car charged in the run, at least 0."""
        scores, level = self._followed(self._emitted(run))[-1]
        return max(log(scores[State.OFF]) + level, 0.0)

    def decode(self, run: Run) -> Iterator[Stretch]:
        """Yield the stretches of the most likely course of the run, in order."""
        emitted = self._emitted(run)
        steps = self._followed(emitted)
        odds = [log(scores[State.OFF]) + level for scores, level in steps]
        if odds[-1] <= 0:
            return
        course = self._trace_back(steps, emitted)
        place = 0
        while place < len(course):
            if course[place] is State.OFF:
                place += 1
                continue
            begin = place
            while course[place] is not State.OFF:
                place += 1
            yield Stretch(
                first=run.first + begin,
                states=tuple(course[begin:place]),
                score=odds[place] - (odds[begin - 1] if begin else 0.0),
            )

    def _followed(self, emitted: list[_Emissions]) -> list[_Step]:
        """Return the odds of each state in each slot and the closing one.

        The innermost loop of the detector, for every slot and as often as there are
        powers to try: moves are written out, and so is what would call `max`.
        """
        (_, full_off, end_off, _), (off_start, end_start), *others = self._chances
        (off_full, start_full, stay), (start_end, full_end, taper), (off_only,) = others
        off, start, full, end, only, level = 1.0, *[0.0] * 5
        steps = []
        for _, fall, anew, begun, kept, full_anew, part, after, part_anew in emitted:
            was_off, was_start = off, start
            if (odds := full * full_off * fall) > off:
                off = odds
            if (odds := end * end_off * anew) > off:
                off = odds
            if (odds := only * anew) > off:
                off = odds
            start, only = was_off * off_start * part, was_off * off_only * part
            if (odds := end * end_start * part_anew) > start:
                start = odds
            end *= taper * part_anew
            if (odds := full * full_end * after) > end:
                end = odds
            if (odds := was_start * start_end * part_anew) > end:
                end = odds
            full *= stay * kept
            if (odds := was_off * off_full * begun) > full:
                full = odds
            if (odds := was_start * start_full * full_anew) > full:
                full = odds
            if full > _HUGE:
                off, start, full = off / _HUGE, start / _HUGE, full / _HUGE
                end, only, level = end / _HUGE, only / _HUGE, level + log(_HUGE)
            steps.append(((off, start, full, end, only), level))
        return steps

    def _emitted(self, run: Run) -> list[_Emissions]:
        """Return the emissions of each slot and the closing one.

        This is where the time goes: twenty powers are tried on every run. So only what
        the power changes is worked out here, the densities of the house are written out,
        and nothing is called that need not be.
        """
        prior, carry = self._prior, self._house.carry
        half, afresh = carry / 2, 1 - carry
        full, least, most, waver2 = self._full, self._least, self._most, self._waver2
        per_part, floor = 1 / (most - least), FLOOR * (most - least)
        emitted: list[_Emissions] = []
        for slot in run.slots:
            index, residual, before, scale, spread, tail, mean, odds, anew = slot
            over, low, high = residual - full, residual - most, residual - least

            # The house beside a full slot and beside one in part, new in its slot.
            core, wide = (1 - tail) / 2, sqrt(spread * spread + waver2)
            if over > 0:
                density = (
                    core * exp(-over / wide) / wide + tail * exp(-over / mean) / mean
                )
            else:
                below = tail * BELOW * exp(over / BELOW_MEAN) / BELOW_MEAN
                density = core * exp(over / wide) / wide + below
            if low > 0:
                chance = core * (exp(-low / spread) - exp(-high / spread))
                chance += tail * (exp(-low / mean) - exp(-high / mean))
            elif high > 0:
                chance = core * (2 - exp(low / spread) - exp(-high / spread))
                chance += tail * (1 - exp(-high / mean))
            else:
                chance = core * (exp(high / spread) - exp(low / spread))
            full_anew = odds * (density + FLOOR)
            part_anew = odds * (chance + floor) * per_part
            full_fresh, part_fresh = afresh * full_anew, afresh * part_anew
            odds *= half
            part_odds = odds * per_part

            # The same carried over from the slot before, if the charger was off there.
            shift, wide = CARRIED * before, sqrt(scale * scale + waver2)
            stray, bottom, top = over - shift, low - shift, high - shift
            carried = odds * exp((stray if stray < 0 else -stray) / wide) / wide
            begun = prior[index] * (carried + full_fresh)
            if bottom > 0:
                chance = exp(-bottom / scale) - exp(-top / scale)
            elif top > 0:
                chance = 2 - exp(bottom / scale) - exp(-top / scale)
            else:
                chance = exp(top / scale) - exp(bottom / scale)
            part_begun = prior[index] * (part_odds * chance + part_fresh)
            if not emitted:
                emitted.append((1.0, 0.0, 0.0, begun, 0.0, 0.0, part_begun, 0.0, 0.0))
                continue

            # And if it was on throughout.
            left = before - full
            shift = CARRIED * left
            scale = sqrt(0.0009 + 0.0276 * spread * spread + 0.1225 * left * left)
            odds /= scale
            stray = residual - shift
            fall = odds * exp((stray if stray < 0 else -stray) / scale) + afresh * anew
            stray, bottom, top = over - shift, low - shift, high - shift
            kept = odds * exp((stray if stray < 0 else -stray) / scale) + full_fresh
            if bottom > 0:
                chance = exp(-bottom / scale) - exp(-top / scale)
            elif top > 0:
                chance = 2 - exp(bottom / scale) - exp(-top / scale)
            else:
                chance = exp(top / scale) - exp(bottom / scale)
            after = part_odds * chance + part_fresh
            emitted.append(
                (1.0, fall, anew, begun, kept, full_anew, part_begun, after, part_anew)
            )
        emitted.append(self._closing(run))
        return emitted

    def _trace_back(self, steps: list[_Step], emitted: list[_Emissions]) -> list[State]:
        """Return the states that led to OFF after the run, the closing one included."""
        states = [State.OFF]
        for (before, _), emissions in zip(steps[-2::-1], emitted[:0:-1], strict=True):
            _, source = max(
                (before[source] * chance * emissions[emission], source)
                for source, chance, emission in self._moves[states[-1]]
            )
            states.append(State(source))
        return states[::-1]

    def _closing(self, run: Run) -> _Emissions:
        """Return the emissions of the slot after a run: the charger is off there."""
        if run.closing is None:
            return (1.0, 1.0, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
        index, residual, before, *_, odds, anew = run.closing
        house, left = self._house, before - self._full
        scale = house.carried_scale(index, left)
        carried = house.carry * laplace(residual - CARRIED * left, scale)
        fall = carried * odds + (1 - house.carry) * anew
        return (1.0, fall, anew, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0)


def _moves(full: float, only: float) -> _Moves:
    """Return how a charger of `full` kWh a slot passes from state to state."""
    stay = min(max(1 - full / _TYPICAL_CHARGE, 0.70), 0.93)
    at_once = 0.33
    # Plain integers: they index faster than members of an enumeration.
    off, start, on, end, single = (int(state) for state in State)
    return (
        (
            (off, 1.0, _OFF_AFTER_OFF),
            (on, 0.22 * (1 - stay), _OFF_AFTER_FULL),
            (end, 0.98 - _TAPERS, _OFF_ANEW),
            (single, 1.0, _OFF_ANEW),
        ),
        (
            (off, 1 - at_once - only, _PART_AFTER_OFF),
            (end, 0.02, _PART_ANEW),
        ),
        (
            (off, at_once, _FULL_AFTER_OFF),
            (start, 0.9, _FULL_ANEW),
            (on, stay, _FULL_AFTER_FULL),
        ),
        (
            (start, 0.1, _PART_ANEW),
            (on, 0.78 * (1 - stay), _PART_AFTER_FULL),
            (end, _TAPERS, _PART_ANEW),
        ),
        ((off, only, _PART_AFTER_OFF),),
    )
