"""All that is known of a supply point, month by month, however long ago."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from functools import reduce
import re
from typing import Final

from .codec import CodecError, Json
from .codec_evidence import PointEvidence, decode_month
from .core.effective import effective
from .core.model import Region
from .core.series import month_end, month_start, months
from .core.smart_record import SmartRecord
from .core.span import Span
from .facts import NO_RATES, Facts, chained, clipped

_MONTH: Final = re.compile(r"\d{4}-(0[1-9]|1[0-2])")
_DAY: Final = timedelta(days=1)
_NOTHING: Final = PointEvidence(readings={}, book=NO_RATES)


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """The past of one supply point at one moment.

    What is recent is in memory; what is not stays as it is stored until it is asked for,
    so that years of it cost little.
    """

    facts: Facts
    stored: Mapping[str, Json]
    """By month, like `2026-01`."""
    region: Region

    @property
    def months(self) -> list[datetime]:
        """The start of every month of UTC with readings, in order."""
        recent = {month_start(start) for start in self.facts.readings}
        stored = {
            datetime.fromisoformat(f"{month}-01").replace(tzinfo=UTC)
            for month in self.stored
            if _MONTH.fullmatch(month)
        }
        return sorted(recent | stored)

    def month(self, start: datetime) -> PointEvidence:
        """Return the readings of a month and the rates in it; call it in a thread.

        A month that does not decode is as one that was never stored.
        """
        window = Span(start, month_end(start))
        older = self._stored(start)
        recent = {
            slot: self.facts.readings[slot]
            for slot in window.slots(self.region.interval)
            if slot in self.facts.readings
        }
        return PointEvidence(
            readings={**older.readings, **recent},
            book=older.book.overlaid(clipped(self.facts.book, window)),
            smart=older.smart.joined(self.facts.smart.within(window)),
        )

    def over(self, window: Span) -> PointEvidence:
        """Return the months that `window` touches as one; call it in a thread."""
        found = [self.month(start) for start in months(window)]
        readings: dict[datetime, Decimal] = {}
        for month in found:
            readings.update(month.readings)
        return PointEvidence(
            readings=readings,
            book=chained([month.book for month in found]),
            smart=reduce(SmartRecord.joined, (month.smart for month in found)),
        )

    def used(self, window: Span) -> PointEvidence:
        """Return the months that `window` touches, at the rates that really applied.

        The bill goes before what we make of dispatches; call it in a thread.
        """
        found = self.over(window)
        if not found.book.smart:
            return found
        # A dispatch may reach into the month, and an allowance is from noon to noon.
        near = self.over(window.pad(_DAY, _DAY))
        whole = [Span(start, month_end(start)) for start in months(window)]
        book = effective(near.book, near.smart, self.region)
        return replace(found, book=clipped(book, whole[0].hull(whole[-1])))

    def between(self, window: Span) -> Facts:
        """Return what is known within `window`; call it in a thread."""
        found = self.over(window)
        return Facts(
            readings={
                at: energy for at, energy in found.readings.items() if at in window
            },
            book=clipped(found.book, window),
            smart=found.smart.within(window),
        )

    def _stored(self, start: datetime) -> PointEvidence:
        if (data := self.stored.get(f"{start:%Y-%m}")) is None:
            return _NOTHING
        try:
            return decode_month(data, self.region.interval)
        except CodecError:
            return _NOTHING
