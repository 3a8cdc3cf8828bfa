"""From stretches of slots to candidates: energies, boundaries, merging, confidence."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from decimal import ROUND_DOWN, Decimal
from functools import reduce
from itertools import pairwise
from operator import add
from typing import Final

from ..evidence import Candidate, Evidence
from ..session import ZERO, Block, Confidence, Leeway, Source
from ..span import Span
from .belief import Belief
from .house import House
from .lookalikes import LARGE, Lookalikes
from .series import Series, Tariff
from .states import State, Stretch

_WATT_HOUR: Final = Decimal("0.001")

_PAUSE: Final = timedelta(minutes=120)
"""The longest pause within one charge, if something controls it."""

_IDLE_PAUSE: Final = timedelta(minutes=60)
"""By day, and where no price calls for it, a car has no reason to pause for longer."""

_EVENING: Final = time(23, 30)
_MORNING: Final = time(7)
"""A pause between these is a controlled charge even where no window is known."""

_LEAST_CHARGE: Final = Decimal(1)
"""Energy in kWh below which a charge is not reported."""

_TAPERED: Final = 1 / 3
"""Share of its power that a charger still gives at the end of a taper."""

_SPILL: Final = 6 / 60
"""Hours by which a charge may seem to spill over the cheap window's edge."""

_COMMAND_DELAY: Final = 2 / 60
"""Hours from the edge of a slot until a controlled car draws power."""

_DOUBT: Final = 2.2
"""What the share by which a charger is smaller than a large one takes off a score: the
house has loads like it, and at 2.2 kW a score is 2.8 too sure."""

_LONG: Final = 8
"""Slots from which more of them are no more evidence: heating that stays on, too, is
less like the house with every slot."""

_LEAST_SURE: Final = 0.5
_PROBABLE: Final = 3.0
_CONFIRMED: Final = 8.0
"""How sure a charge must be to be told of at all, and for a better tier.

Of the charges in a tier, so many were real: `POSSIBLE` 82 %, `PROBABLE` 97 % and
`CONFIRMED` 99 %; beside a heat pump 73, 92 and 96 %.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One block, its share of each slot, and the odds behind it."""

    block: Block
    slots: dict[datetime, Decimal]
    score: float
    open: bool
    leeway: Leeway


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """Turns stretches into blocks of energy, for one power."""

    evidence: Evidence
    series: Series
    house: House
    power: float

    def pieces(self, stretch: Stretch) -> list[Piece]:
        """Return the blocks of a stretch: a slot that ends one may precede a start."""
        states = stretch.states
        cuts = [
            place
            for place in range(1, len(states))
            if (states[place - 1], states[place]) == (State.END, State.START)
        ]
        edges = [0, *cuts, len(states)]
        edges[0] += self._spills(stretch.first, states[0], inner=1)
        edges[-1] -= self._spills(stretch.end - 1, states[-1], inner=-1)
        return [
            self._piece(
                stretch.first + begin,
                states[begin:end],
                stretch.score * (end - begin) / len(states),
            )
            for begin, end in pairwise(edges)
        ]

    def _spills(self, index: int, state: State, *, inner: int) -> bool:
        """Tell whether a slot in part is but the house, at the cheap window's edge.

        `inner` leads to the next slot of the charge. A car that charges by the window
        does not begin or end minutes outside it.
        """
        tariff = self.series.tariff
        return (
            state in (State.START, State.END)
            and tariff[index] is Tariff.DEAR
            and tariff[index + inner] is Tariff.CHEAP
            and self.energy(index, state) <= _SPILL * self.power
        )

    def _piece(self, first: int, states: tuple[State, ...], score: float) -> Piece:
        """Return one block."""
        energies = [self.energy(at, state) for at, state in enumerate(states, first)]
        last = first + len(states) - 1
        starts = [self.series.at(at) for at in range(first, last + 1)]
        slots = {
            start: self._metered(start, energy)
            for start, energy in zip(starts, energies, strict=True)
        }
        begin, end = starts[0], self.series.at(last + 1)
        if states[0] is State.START:
            begin = self.series.at(first + 1, -energies[0] / self.power)
        if states[-1] is State.END:
            tapers = states[-2:] == (State.END, State.END)
            share = _TAPERED if tapers else 1.0
            hours = min(energies[-1] / (share * self.power), self.series.hours)
            end = self.series.at(last, hours)
        if states[0] is State.ONLY:
            begin, end = self._within(first, energies[0] / self.power)
        # Where the readings stop, only a slot drawn in part after full ones has seen
        # the end; a lone slot may as well be the start of a long charge.
        is_open = states[-1] is not State.END and last == len(self.series) - 1
        return Piece(
            block=Block(Span(begin, end), reduce(add, slots.values())),
            slots=slots,
            score=score,
            open=is_open,
            leeway=Leeway(
                self._leeway(first), timedelta() if is_open else self._leeway(last)
            ),
        )

    def _leeway(self, index: int) -> timedelta:
        """Return how far a boundary in a slot may be off, in whole minutes."""
        hours = min(self.house.spreads[index] / self.power, self.series.hours)
        return timedelta(minutes=max(round(60 * hours), 1))

    def energy(self, index: int, state: State) -> float:
        """Return what the car drew in a slot, in kWh.

        A full slot's residual and the charger's power each know a part of it.
        """
        residual = self.house.residuals[index]
        full = self.power * self.series.hours
        if state is not State.FULL:
            return min(max(residual, 0.0), full)
        seen = 1 / (self.house.spreads[index] ** 2 + 0.02)
        rated = 1 / (0.03 * full) ** 2
        bounded = min(max(residual, 0.8 * full), 1.06 * full)
        return (seen * bounded + rated * full) / (seen + rated)

    def _metered(self, start: datetime, energy: float) -> Decimal:
        """Return the energy to the watt-hour, never more than the meter read."""
        reading = self.evidence.readings[start].quantize(_WATT_HOUR, ROUND_DOWN)
        return min(Decimal(energy).quantize(_WATT_HOUR), reading)

    def _within(self, index: int, hours: float) -> tuple[datetime, datetime]:
        """Place a charge that is shorter than its slot."""
        series = self.series
        spare = series.hours - hours
        lead = spare / 2
        if series.has_window:
            opens = (
                series.tariff[index] is Tariff.CHEAP
                and index > 0
                and series.tariff[index - 1] is not Tariff.CHEAP
            )
            lead = 0.0 if opens else min(_COMMAND_DELAY, spare)
        return series.at(index, lead), series.at(index, lead + hours)


def merged(
    evidence: Evidence, belief: Belief, pieces: list[Piece]
) -> tuple[Candidate, ...]:
    """Merge blocks, which are in order, into charges; leave out the doubtful."""
    lookalikes = Lookalikes(belief)
    return tuple(
        _candidate(group, sure)
        for group in _grouped(evidence, belief.series, pieces)
        if (sure := _sureness(group, belief, lookalikes)) >= _LEAST_SURE
        and reduce(add, (piece.block.energy for piece in group), ZERO) >= _LEAST_CHARGE
    )


def _sureness(group: list[Piece], belief: Belief, lookalikes: Lookalikes) -> float:
    """Return how sure a charge is, on one scale for all powers, lengths and homes."""
    series = belief.series
    score = sum(piece.score for piece in group)
    slots = sum(len(piece.slots) for piece in group)
    score -= _DOUBT * max(LARGE / belief.power - 1, 0.0)
    begin = (min(group[0].slots) - series.start) // series.interval
    end = (max(group[-1].slots) - series.start) // series.interval + 1
    return score * min(_LONG / slots, 1.0) / lookalikes.doubt(begin, end)


def _grouped(
    evidence: Evidence, series: Series, pieces: list[Piece]
) -> list[list[Piece]]:
    """Put the blocks of one charge together."""
    groups: list[list[Piece]] = []
    for piece in pieces:
        start = piece.block.span.start
        clock = start.astimezone(evidence.region.tz).time()
        controlled = series.priced_by_time or clock >= _EVENING or clock < _MORNING
        longest = _PAUSE if controlled else _IDLE_PAUSE
        if groups and start - groups[-1][-1].block.span.end <= longest:
            groups[-1].append(piece)
        else:
            groups.append([piece])
    return groups


def _candidate(group: list[Piece], sure: float) -> Candidate:
    """Return the claim that the blocks of `group` are one charge."""
    slots: dict[datetime, Decimal] = {}
    for piece in group:
        slots |= piece.slots
    return Candidate(
        source=Source.HALF_HOURLY,
        blocks=tuple(piece.block for piece in group),
        slots=slots,
        confidence=_confidence(sure),
        open=group[-1].open,
        leeway=Leeway(group[0].leeway.start, group[-1].leeway.end),
    )


def _confidence(sure: float) -> Confidence:
    """Return the tier of a charge."""
    if sure >= _CONFIRMED:
        return Confidence.CONFIRMED
    return Confidence.PROBABLE if sure >= _PROBABLE else Confidence.POSSIBLE
