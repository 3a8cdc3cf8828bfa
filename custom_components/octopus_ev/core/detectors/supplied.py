"""Charges that the supplier tells of: those that it lists, and completed dispatches."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from functools import reduce
from itertools import groupby
from operator import add
from typing import Final

from ..drawn import Drawn, drawn
from ..evidence import Candidate, Detection, Evidence
from ..plans import Plans
from ..presence import Presence
from ..session import ZERO, Block, Confidence, Source
from ..smart_record import SmartRecord
from ..span import Span
from .spread import Shares, spread

_PAUSE: Final = timedelta(minutes=120)
"""The longest pause within one charge, where nothing tells of plugging in."""

_SEAM: Final = timedelta(minutes=5)
"""What is listed as two charges so near to each other is one: a boost, say, that began
as the plan stopped."""

_LONGEST: Final = timedelta(hours=24)
"""No joining makes a longer session, or one charge a night would chain up for ever."""


class SupplierDetector:
    """Takes the charges that the supplier lists for each car: to the minute, by plug."""

    @property
    def source(self) -> Source:
        """The supplier's list of charges."""
        return Source.SUPPLIER

    def detect(self, evidence: Evidence, /) -> Detection:
        """Return the charges that touch the window, each in full."""
        return _detection(evidence, self.source)


class DispatchDetector:
    """Takes completed dispatches: what is near enough to each other is one charge."""

    @property
    def source(self) -> Source:
        """Completed dispatches."""
        return Source.DISPATCH

    def detect(self, evidence: Evidence, /) -> Detection:
        """Return the charges that touch the window, each in full."""
        return _detection(evidence, self.source)


def _detection(evidence: Evidence, source: Source) -> Detection:
    interval = evidence.region.interval
    draws = drawn(evidence.smart)
    rows = [(draw.span, draw.energy) for draw in draws]
    shares = spread(rows, evidence.readings, interval)
    groups = _grouped(zip(draws, shares, strict=True), _Stays(evidence.smart, draws))
    claims = (claim for group in groups if (claim := _claim(group)) is not None)
    return Detection(
        source=source,
        window=evidence.window,
        candidates=tuple(
            claim
            for claim in claims
            if claim.source is source and claim.span.overlaps(evidence.window)
        ),
    )


type _Part = tuple[Drawn, Shares]


class _Stays:
    """How long cars stayed plugged in."""

    def __init__(self, record: SmartRecord, draws: Sequence[Drawn]) -> None:
        self._plans = Plans(record)
        self._presence = Presence(record, draws)

    def through(self, span: Span, device: str) -> bool:
        """Tell whether a car surely was not unplugged in `span`."""
        plans, presence = self._plans, self._presence
        return plans.plugged_in(span, device) or presence.stayed(span, device)


def _grouped(parts: Iterable[_Part], stays: _Stays) -> Iterator[list[_Part]]:
    """Yield the draws of one car that are one charge."""

    def car(part: _Part) -> str:
        return part[0].device or ""

    for _, row in groupby(sorted(parts, key=car), key=car):
        group: list[_Part] = []
        for part in row:
            if group and not _goes_on(group[0][0], group[-1][0], part[0], stays):
                yield group
                group = []
            group.append(part)
        yield group


def _goes_on(first: Drawn, last: Drawn, draw: Drawn, stays: _Stays) -> bool:
    """Tell whether a draw belongs to the same charge as the one before it."""
    if draw.plug is not None and draw.plug == last.plug:
        return True
    if first.span.hull(draw.span).duration > _LONGEST:
        return False
    pause = _PAUSE if draw.plug is None and last.plug is None else _SEAM
    return draw.span.start - last.span.end <= pause or (
        draw.device is not None
        and stays.through(Span(last.span.end, draw.span.start), draw.device)
    )


def _claim(group: Sequence[_Part]) -> Candidate | None:
    """Return the claim of a charge; `None` where the meter saw nothing of it."""
    slots: dict[datetime, Decimal] = {}
    blocks: list[Block] = []
    energies: dict[Source, Decimal] = {}
    for draw, share in group:
        energy = reduce(add, share.values(), ZERO)
        energies[draw.source] = energies.get(draw.source, ZERO) + energy
        for slot, part in share.items():
            slots[slot] = slots.get(slot, ZERO) + part
        if blocks and draw.span.start <= blocks[-1].span.end:
            last = blocks.pop()
            blocks.append(Block(last.span.hull(draw.span), last.energy + energy))
        else:
            blocks.append(Block(draw.span, energy))
    if not any(slots.values()):
        return None
    ends = {group[0][0].source, group[-1][0].source}
    source = Source.DISPATCH if Source.DISPATCH in ends else Source.SUPPLIER
    return Candidate(
        source=source,
        blocks=tuple(blocks),
        slots=slots,
        confidence=Confidence.CONFIRMED,
        device=group[0][0].device,
        stated=reduce(add, (draw.energy for draw, _ in group), ZERO),
        others=tuple((of, kwh) for of, kwh in energies.items() if of is not source),
    )
