"""Blocks and slots of a session: shared out, cut and joined."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from functools import reduce
from typing import Final

from .session import ZERO, Block, PricedSlot
from .span import Span

WATT_HOUR: Final = Decimal("0.001")
"""The meter's own grain."""


def allotted(
    spans: Iterable[Span], slots: Iterable[PricedSlot], interval: timedelta
) -> tuple[Block, ...]:
    """Share the slots' energies among blocks, by the time that each has in the slot.

    The blocks add up to the slots exactly. A slot outside all of them goes to the
    nearest.
    """
    spans = list(spans)
    energies = [ZERO] * len(spans)
    for slot in slots:
        where = Span(slot.start, slot.start + interval)
        shares = [
            (place, both.duration)
            for place, span in enumerate(spans)
            if (both := span.clip(where)) is not None
        ]
        if not shares:
            near = min(
                range(len(spans)),
                key=lambda place: abs(spans[place].start - where.start),
            )
            shares = [(near, interval)]
        total = reduce(timedelta.__add__, (time for _, time in shares))
        rest = slot.energy
        for place, time in shares[:-1]:
            part = slot.energy * Decimal(time / total)
            part = min(part.quantize(WATT_HOUR), rest)
            energies[place] += part
            rest -= part
        energies[shares[-1][0]] += rest
    return tuple(map(Block, spans, energies, strict=False))


def parts(
    blocks: Iterable[Block], interval: timedelta
) -> Iterator[tuple[datetime, Span]]:
    """Yield the blocks cut at the slots' boundaries, each part with its slot."""
    for block in blocks:
        for slot in block.span.slots(interval):
            yield (
                slot,
                Span(max(slot, block.span.start), min(slot + interval, block.span.end)),
            )


def joined_blocks(spans: Iterable[Span]) -> tuple[Block, ...]:
    """Return blocks, still without energy, for spans; those that meet are joined."""
    joined: list[Span] = []
    for span in sorted(spans):
        if joined and span.start <= joined[-1].end:
            joined[-1] = joined[-1].hull(span)
        else:
            joined.append(span)
    return tuple(Block(span, ZERO) for span in joined)


def in_order(slots: Mapping[datetime, PricedSlot]) -> tuple[PricedSlot, ...]:
    """Return slots in order of their start."""
    return tuple(slots[start] for start in sorted(slots))
