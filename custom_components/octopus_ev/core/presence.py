"""When no car that the supplier knows was plugged in, and what of a claim that denies."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from functools import reduce
from operator import add
from typing import Final

from .drawn import Drawn, devices
from .evidence import Candidate, Evidence
from .session import ZERO, Block, Confidence
from .sight import Sight, throughout
from .smart_record import SmartRecord
from .span import Span
from .timeline import Timeline

_VISIT: Final = timedelta(hours=1)
"""A car that comes and leaves again unseen within less has hardly charged."""

_LEAST: Final = Decimal(1)
_LEAST_SLOTS: Final = 2
"""In kWh, and in slots: what is less of a claim beside the time in which it is denied
is the house."""


class Presence:
    """Which cars were plugged in when, as far as they were seen."""

    def __init__(self, record: SmartRecord, draws: Iterable[Drawn]) -> None:
        """Keep what was seen, and whether it can be believed by what cars drew."""
        spans: dict[str | None, list[Span]] = {}
        for draw in draws:
            spans.setdefault(draw.device, []).append(draw.span)
        self._cars = {
            car: Sight(times, spans.get(car, ()))
            for car, times in record.plugged.items()
        }
        self._all_told = self._cars.keys() == devices(record) and all(
            sight.believed for sight in self._cars.values()
        )
        """Whether each of all cars is looked at and believed."""
        self.away = self._all_out()
        """When each of the cars was seen unplugged, time and again."""

    def unreported(self, device: str) -> Iterator[Span]:
        """Yield the times in each of which a charge may have gone unreported.

        Each whole stay, and within one the time for which nobody told how the car
        stood; whether anything was reported then, the caller knows.
        """
        if (sight := self._cars.get(device)) is not None:
            yield from (stay for stay, _ in sight.stays)
            yield from sight.unsaid()

    def stayed(self, span: Span, device: str) -> bool:
        """Tell whether a car was plugged in, and surely not unplugged in between."""
        sight = self._cars.get(device)
        return sight is not None and sight.stayed(span)

    def same_stay(self, one: Span, two: Span, device: str) -> bool:
        """Tell whether a car was plugged in from one time to another."""
        first, last = sorted((one, two))
        return last.start <= first.end or self.stayed(
            Span(first.end, last.start), device
        )

    def out(self, span: Span, device: str) -> bool:
        """Tell whether a car was away all the time."""
        sight = self._cars.get(device)
        return sight is not None and throughout(span, sight.out)

    def in_sight(self, span: Span, device: str) -> bool:
        """Tell whether a car was seen plugged in all the time."""
        sight = self._cars.get(device)
        return sight is not None and throughout(span, sight.there)

    def alone(self, span: Span, device: str) -> bool:
        """Tell whether each of the other cars was away all the time."""
        return self._all_told and all(
            self.out(span, car) for car in self._cars if car != device
        )

    def _all_out(self) -> Timeline[None]:
        if not self._cars or not self._all_told:
            return Timeline()
        first, *others = self._cars.values()
        away = [span for span, _ in first.out]
        for sight in others:
            away = [part for span in away for part, _ in sight.out.over(span)]
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
            any(sight.there.over(Span(left, back))) for sight in self._cars.values()
        )


def believed(
    claims: Iterable[Candidate], presence: Presence, evidence: Evidence
) -> tuple[Candidate, ...]:
    """Return what half-hours claim, but for the time in which no car was there.

    Another car than those that the supplier knows may have charged then. What looks
    like nothing but a charger stays, as possible, unless the home is heated by a pump,
    which may look the same.
    """
    return tuple(
        claim
        for whole in claims
        if (claim := _left(whole, presence.away, evidence)) is not None
    )


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
