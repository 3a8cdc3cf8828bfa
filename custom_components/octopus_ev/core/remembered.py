"""The rates that really apply, worked out anew only where something differs."""

from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Final

from .draws import Draw, presumed, reported, told, watched
from .effective import applied, kinds
from .model import RateBook, Region
from .periods import noon_span
from .smart import BilledSlot
from .smart_record import SmartRecord
from .span import BEGINNING, Span
from .timeline import Timeline

_NO_BILL: Final[Mapping[datetime, BilledSlot]] = MappingProxyType({})

_KEPT: Final = 4
"""Before and after a step, and each with and without the bill."""

_MOST_DAYS: Final = 14
_MOST: Final = timedelta(days=_MOST_DAYS)
"""To work out more days one by one takes longer than to begin anew."""

_TWO: Final = 2


class Remembered:
    """Works out the rates that apply, and what was worked out lately only once.

    A car that charges is looked at each minute, which changes next to nothing: only the
    days from noon to noon that do change are worked out anew.
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
        if not billed:
            record = replace(record, billed=_NO_BILL)
        matter = _that_matter(expected, book, region)
        inputs = _Inputs(book, record, region, (*found, *expected), matter)
        for known, rates in self._lately:
            if known.same(inputs):
                return rates
        rates = self._worked_out(inputs) if record else book
        self._lately = ((inputs, rates), *self._lately[: _KEPT - 1])
        return rates

    def _worked_out(self, inputs: _Inputs) -> RateBook:
        """Return the rates, on the basis of those that were worked out last if it can."""
        book, record, region = inputs.book, inputs.record, inputs.region
        for known, rates in self._lately:
            days = known.days_to(inputs) if known.alike(inputs) else None
            if days is not None:
                for day in days:
                    part = applied(book, record, region, inputs.draws, day)
                    rates = _spliced(rates, day, part)
                return rates
        return applied(book, record, region, inputs.draws)

    def _draws(self, record: SmartRecord) -> list[Draw]:
        """Return what the supplier reports."""
        known = self._told
        if known is None or not _same(known[0], record):
            self._told = known = (record, told(record))
        return known[1]


@dataclass(frozen=True, slots=True)
class _Inputs:
    """What rates were worked out from."""

    book: RateBook
    record: SmartRecord
    region: Region
    draws: tuple[Draw, ...]
    expected: Hashable
    """What of the draws depends on the time of the question, as far as it matters."""

    def same(self, other: _Inputs) -> bool:
        """Tell whether both lead to the same rates, without a look into them."""
        return (
            self.book is other.book
            and self.region == other.region
            and _same(self.record, other.record)
            and self.expected == other.expected
        )

    def alike(self, other: _Inputs) -> bool:
        """Tell whether the same rates lie below, which a bill changes or not."""
        return (
            self.book is other.book
            and self.region == other.region
            and bool(self.record.billed) is bool(other.record.billed)
        )

    def days_to(self, other: _Inputs) -> list[Span] | None:
        """Return the days whose rates may differ; `None` where those are too many."""
        days: list[Span] = []
        for span in sorted(self._changes(other)):
            if span.duration > _MOST:
                return None
            at = span.start
            if days and at in days[-1]:
                at = days[-1].end
            while at < span.end:
                if len(days) == _MOST_DAYS:
                    return None
                days.append(noon_span(self.region, at))
                at = days[-1].end
        return days

    def _changes(self, other: _Inputs) -> Iterator[Span]:
        """Yield when something differs that rates are worked out from."""
        for draw in {*self.draws} ^ {*other.draws}:
            yield draw.span
        before, after = self.record.billed, other.record.billed
        if before is not after:
            for slot in before.keys() | after.keys():
                if before.get(slot) != after.get(slot):
                    yield Span(slot, slot + self.region.interval)
        first, second = watched(self.record), watched(other.record)
        yield from _beyond(first, second)
        yield from _beyond(second, first)
        earlier = reported(self.record, self.draws)
        later = reported(other.record, other.draws)
        if earlier != later:
            ends = sorted(at for at in (earlier, later) if at is not None)
            yield Span(ends[0] if len(ends) == _TWO else BEGINNING, ends[-1])


def _same(record: SmartRecord, other: SmartRecord) -> bool:
    """Tell whether both tell the very same of what rates are worked out from."""
    return (
        record.plans is other.plans
        and record.watched is other.watched
        and record.completed is other.completed
        and record.charges is other.charges
        and record.billed is other.billed
    )


def _beyond(spans: Iterable[Span], others: Iterable[Span]) -> Iterator[Span]:
    """Yield the time within `spans` that `others` leave out; neither overlaps itself."""
    known = Timeline((span, None) for span in others)
    for span in spans:
        yield from known.gaps(span)


def _spliced(rates: RateBook, day: Span, part: RateBook) -> RateBook:
    """Return rates with those of a day in place of what was there."""
    house = rates.house.spliced(day, part.house)
    if part.vehicle is part.house:
        return replace(rates, house=house, vehicle=house)
    vehicle = rates.vehicle.spliced(day, part.vehicle)
    return replace(rates, house=house, vehicle=vehicle)


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
