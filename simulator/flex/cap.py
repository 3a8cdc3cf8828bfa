"""The allowance of smart charging: six hours of real charging from noon to noon."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise
from typing import Final

from ..times import HOUR, local_day, wall
from .nouns import Draw

NOON: Final = 12 * 60


def cap_day(instant: float) -> int:
    """Return the local noon at which the cap day of an instant begins."""
    day = local_day(instant)
    noon = wall(day, NOON)
    return noon if instant >= noon else wall(day - timedelta(days=1), NOON)


def cap_end(start: int) -> int:
    """Return the local noon at which a cap day ends: 23, 24 or 25 hours later."""
    return wall(local_day(start) + timedelta(days=1), NOON)


@dataclass(frozen=True, slots=True)
class Stretch:
    """A draw, or the part of one that lies on one side of the cap."""

    device: str
    draw: Draw
    cheap: bool
    """Smart, and within the allowance."""


def stretches(
    draws: Iterable[tuple[str, Draw]], cap_hours: float
) -> tuple[list[Stretch], float]:
    """Rate what cars drew on one cap day; return it with the seconds used of the cap.

    Every car's minutes count, so two cars at once use it up twice as fast.
    """
    own = sorted(draws, key=lambda one: (one[1].start, one[0]))
    smart = [draw for _, draw in own if draw.kind == "SMART"]
    used, until = _used(smart, cap_hours * HOUR)
    found: list[Stretch] = []
    for device, draw in own:
        if draw.kind != "SMART":
            found.append(Stretch(device, draw, cheap=False))
            continue
        if draw.start < until:
            part = Draw(draw.start, min(draw.end, until), draw.power, draw.kind)
            found.append(Stretch(device, part, cheap=True))
        if draw.end > until:
            part = Draw(max(draw.start, until), draw.end, draw.power, draw.kind)
            found.append(Stretch(device, part, cheap=False))
    return found, used


def _used(smart: list[Draw], limit: float) -> tuple[float, float]:
    """Return the seconds charged, and the instant at which a limit was reached."""
    edges = sorted({draw.start for draw in smart} | {draw.end for draw in smart})
    used, until = 0.0, float("inf")
    first = 0
    for start, end in pairwise(edges):
        while smart[first].end <= start:
            first += 1
        number = 0
        for draw in smart[first:]:
            if draw.start >= end:
                break
            number += draw.end > start
        added = number * (end - start)
        if number and used < limit <= used + added:
            until = start + (limit - used) / number
        used += added
    return used, until
