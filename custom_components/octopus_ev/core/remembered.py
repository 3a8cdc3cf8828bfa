"""The rates that really apply, worked out anew only where something differs."""

from collections.abc import Hashable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from .draws import Draw, presumed, told
from .effective import applied, kinds
from .model import RateBook, Region
from .smart_record import SmartRecord

_KEPT: Final = 4
"""Before and after a step, and each with and without the bill."""


class Remembered:
    """Works out the rates that apply, and what was worked out lately only once.

    A car that charges is looked at each minute, which changes next to nothing.
    """

    def __init__(self) -> None:
        """Start with nothing worked out."""
        self._told: tuple[SmartRecord, list[Draw]] | None = None
        self._lately: tuple[tuple[_Inputs, RateBook], ...] = ()

    def effective(
        self,
        book: RateBook,
        record: SmartRecord,
        region: Region,
        now: datetime | None = None,
        *,
        billed: bool = True,
    ) -> RateBook:
        """Return the same as `effective`, or as if nothing had been billed."""
        if not book.smart or not record:
            return book
        found = self._draws(record)
        expected = presumed(record, found, now)
        inputs = _Inputs(
            book, record, region, billed, _that_matter(expected, book, region)
        )
        for known, rates in self._lately:
            if known.same(inputs):
                return rates
        if not billed:
            record = replace(record, billed={})
        rates = book
        if record:
            rates = applied(book, record, region, [*found, *expected])
        self._lately = ((inputs, rates), *self._lately[: _KEPT - 1])
        return rates

    def _draws(self, record: SmartRecord) -> list[Draw]:
        """Return what the supplier reports."""
        known = self._told
        if known is None or known[0] is not record:
            self._told = known = (record, told(record))
        return known[1]


@dataclass(frozen=True, slots=True)
class _Inputs:
    """What rates were worked out from."""

    book: RateBook
    record: SmartRecord
    region: Region
    billed: bool
    expected: Hashable
    """All that depends on the time of the question."""

    def same(self, other: _Inputs) -> bool:
        """Tell whether both lead to the same rates, without a look into them."""
        return (
            self.book is other.book
            and self.record is other.record
            and self.region == other.region
            and self.billed == other.billed
            and self.expected == other.expected
        )


def _that_matter(expected: list[Draw], book: RateBook, region: Region) -> Hashable:
    """Return what of the draws that are not told yet makes a difference.

    Where the car is not billed apart, it makes none how much of a slot they fill.
    """
    if any(apart for _, apart in kinds(book.smart)):
        return tuple(expected)
    return frozenset(
        (slot, draw.smart)
        for draw in expected
        for slot in draw.span.slots(region.interval)
    )
