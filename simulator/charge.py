"""One plug-in of a car: its pieces of nearly constant power."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from math import pi, sin
from typing import Final

from .chance import noise
from .times import DAY, HOUR, SLOT, floor_to

type Piece = tuple[float, float, float]
"""(start, end, kW), instants in seconds since the epoch."""

type Block = tuple[float, float]
"""(start, end) of unbroken charging."""

STEP: Final = 600
"""Seconds for which the supply voltage is taken as constant."""

LEAST_KW: Final = 1.4
"""A charger cannot offer a car less than 6 A."""


def voltage(seed: int, instant: float) -> float:
    """Return the supply voltage at an instant as a factor, within 2 %."""
    swing = sin(2 * pi * (instant / DAY + noise(seed, 0)))
    return 1 + 0.011 * swing + 0.018 * (noise(seed, int(instant // STEP)) - 0.5)


@dataclass(slots=True)
class Charge:
    """What a car drew while it was plugged in."""

    plugged: float
    unplugged: float | None
    """Unknown while a manual plug-in lasts."""
    pieces: list[Piece] = field(default_factory=list)
    manual: bool = False

    @property
    def start(self) -> float:
        """The instant the first energy flows; the plug-in if none ever does."""
        return self.pieces[0][0] if self.pieces else self.plugged

    @property
    def end(self) -> float:
        """The instant the last energy flows; the plug-in if none ever does."""
        return self.pieces[-1][1] if self.pieces else self.plugged

    def holds(self, instant: float) -> bool:
        """Say whether the car is plugged in at an instant."""
        if instant < self.plugged:
            return False
        return self.unplugged is None or instant < self.unplugged

    def cut(self, instant: float) -> None:
        """Unplug at an instant; nothing is drawn from then on."""
        self.unplugged = max(instant, self.plugged)
        self.pieces = [
            (start, min(end, instant), power)
            for start, end, power in self.pieces
            if start < instant
        ]

    def energy(self, start: float, end: float) -> float:
        """Return the kWh drawn between two instants."""
        return sum(
            (min(piece[1], end) - max(piece[0], start)) / HOUR * piece[2]
            for piece in self.pieces
            if piece[0] < end and piece[1] > start
        )

    def blocks(self, until: float) -> list[Block]:
        """Return the unbroken stretches of charging up to an instant."""
        blocks: list[Block] = []
        for piece in self.pieces:
            start, end, _ = piece
            if start >= until:
                break
            if blocks and blocks[-1][1] == start:
                start = blocks.pop()[0]
            blocks.append((start, min(end, until)))
        return blocks

    def sessions(self, until: float, gap: float | None) -> list[list[Block]]:
        """Return the blocks in one list, or cut where a pause exceeds a gap."""
        sessions: list[list[Block]] = []
        for block in self.blocks(until):
            if sessions and (gap is None or block[0] - sessions[-1][-1][1] <= gap):
                sessions[-1].append(block)
            else:
                sessions.append([block])
        return sessions

    def slots(self, first: float, until: float) -> list[tuple[int, float]]:
        """Return (slot start, kWh) for each slot in which energy flowed."""
        energies: dict[int, float] = {}
        for begin, end, power in self.pieces:
            at, last = max(begin, first), min(end, until)
            while at < last:
                slot = floor_to(at)
                stop = min(last, slot + SLOT)
                energies[slot] = energies.get(slot, 0) + (stop - at) / HOUR * power
                at = stop
        return sorted(energies.items())


def fill(
    seed: int,
    windows: Iterable[tuple[float, float]],
    power: float,
    energy: float,
    *,
    taper: float = 0,
) -> list[Piece]:
    """Charge in the windows, in order, until the energy is in.

    Over the last `taper` kWh the power falls off, as it does in a full battery.
    """
    return list(_pieces(seed, windows, power, energy, taper))


def _pieces(
    seed: int,
    windows: Iterable[tuple[float, float]],
    power: float,
    energy: float,
    taper: float,
) -> Iterator[Piece]:
    left = energy
    for begin, end in windows:
        at = begin
        while at < end and left > 0.01:
            level = power * voltage(seed, at)
            step = STEP
            if left < taper:
                level, step = max(level * left / taper, LEAST_KW), STEP // 2
            full = max(round(at + left / level * HOUR), at + 1)
            stop = min(end, float(floor_to(at, step) + step), full)
            yield at, stop, level
            left -= (stop - at) / HOUR * level
            at = stop
