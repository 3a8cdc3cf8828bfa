"""When no car that the supplier knows was plugged in, and what of a claim that denies."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from functools import reduce
from operator import add
from typing import Final

from .drawn import devices, drawn
from .evidence import Candidate, Evidence
from .session import ZERO, Block, Confidence
from .smart_record import SmartRecord
from .span import Span
from .timeline import Timeline

_MISTOLD: Final = 10
"""One draw in so many while a car was said to be unplugged, and it is not believed."""

_HALF: Final = 0.5
_UNSEEN: Final = timedelta(minutes=20)
"""A car is looked at every quarter of an hour at least."""
_VISIT: Final = timedelta(hours=1)
"""A car that comes and leaves again unseen within less has hardly charged."""
_ERRAND: Final = timedelta(hours=4)
"""Out of sight for longer, a car may have been away."""

_LEAST: Final = Decimal(1)
_LEAST_SLOTS: Final = 2
"""In kWh, and in slots: what is less of a claim beside the time in which it is denied
is the house."""


class Presence:
    """Which cars were plugged in when, as far as they were seen."""

    def __init__(self, record: SmartRecord) -> None:
        """Keep what was seen, and whether it can be believed."""
        cars = devices(record)
        told = drawn(record)
        self._there = {
            car: _when(times, plugged=True) for car, times in record.plugged.items()
        }
        self._out = {
            car: _when(times, plugged=False) for car, times in record.plugged.items()
        }
        self._cars = cars if cars <= record.plugged.keys() else None
        """All cars, if each of them is looked at and believed."""
        for car in record.plugged:
            draws = [draw.span for draw in told if draw.device == car]
            wrong = sum(_share(span, self._out[car]) > _HALF for span in draws)
            if wrong * _MISTOLD > len(draws):
                self._cars = None
                self._out[car] = Timeline()
        self.away = self._all_out()
        """When each of the cars was seen unplugged, time and again."""

    def stayed(self, span: Span, device: str) -> bool:
        """Tell whether a car was plugged in, and surely not unplugged in between."""
        there = self._there.get(device)
        if there is None or any(True for _ in self._out[device].over(span)):
            return False
        return _share(span, there) > _HALF and all(
            gap.duration <= _ERRAND for gap in there.gaps(span)
        )

    def in_sight(self, span: Span, device: str) -> bool:
        """Tell whether a car was seen plugged in all the time."""
        there = self._there.get(device)
        return there is not None and _throughout(span, there)

    def alone(self, span: Span, device: str) -> bool:
        """Tell whether each of the other cars was seen unplugged all the time."""
        return self._cars is not None and all(
            _throughout(span, self._out[car]) for car in self._cars if car != device
        )

    def _all_out(self) -> Timeline[None]:
        if not self._cars:
            return Timeline()
        first, *others = self._cars
        away = [span for span, _ in self._out[first]]
        for car in others:
            away = [part for span in away for part, _ in self._out[car].over(span)]
        joined: list[Span] = []
        for span in away:
            if joined and self._no_visit(joined[-1].end, span.start):
                joined[-1] = joined[-1].hull(span)
            else:
                joined.append(span)
        return Timeline((span, None) for span in joined)

    def _no_visit(self, left: datetime, back: datetime) -> bool:
        """Tell whether no car came and went again between two sights of none."""
        if back - left > _VISIT:
            return False
        return left == back or not any(
            True for there in self._there.values() for _ in there.over(Span(left, back))
        )


def believed(claims: Iterable[Candidate], evidence: Evidence) -> tuple[Candidate, ...]:
    """Return what half-hours claim, but for the time in which no car was there.

    Another car than those that the supplier knows may have charged then. What looks
    like nothing but a charger stays, as possible, unless the home is heated by a pump,
    which may look the same.
    """
    away = Presence(evidence.smart).away
    return tuple(
        claim for whole in claims if (claim := _left(whole, away, evidence)) is not None
    )


def _when(times: Timeline[bool], *, plugged: bool) -> Timeline[None]:
    return Timeline((span, None) for span, there in times if there is plugged)


def _throughout(span: Span, times: Timeline[None]) -> bool:
    return all(gap.duration <= _UNSEEN for gap in times.gaps(span))


def _share(span: Span, times: Timeline[None]) -> float:
    shared = (part.duration for part, _ in times.over(span))
    return sum(shared, timedelta()) / span.duration


def _left(
    claim: Candidate, away: Timeline[None], evidence: Evidence
) -> Candidate | None:
    """Return what is left of a claim."""
    if not any(True for block in claim.blocks for _ in away.over(block.span)):
        return claim
    interval = evidence.region.interval
    rest = [
        (part, dict(_energies(claim, block, part, interval)))
        for block in claim.blocks
        for part in away.gaps(block.span)
    ]
    slots: dict[datetime, Decimal] = {}
    for _, energies in rest:
        for slot, energy in energies.items():
            slots[slot] = slots.get(slot, ZERO) + energy
    if len(slots) >= _LEAST_SLOTS and reduce(add, slots.values()) >= _LEAST:
        blocks = tuple(
            Block(part, reduce(add, energies.values(), ZERO)) for part, energies in rest
        )
        last = blocks[-1].span.end == claim.span.end
        return replace(claim, blocks=blocks, slots=slots, open=claim.open and last)
    if claim.confidence is Confidence.CONFIRMED and not evidence.household.heat_pump:
        return replace(claim, confidence=Confidence.POSSIBLE)
    return None


def _energies(
    claim: Candidate, block: Block, part: Span, interval: timedelta
) -> Iterator[tuple[datetime, Decimal]]:
    """Yield what a part of a block has of each slot's energy, by time."""
    for slot, energy in claim.slots.items():
        cell = Span(slot, slot + interval)
        whole, mine = block.span.clip(cell), part.clip(cell)
        if whole is not None and mine is not None:
            yield slot, energy * Decimal(mine.duration / whole.duration)
