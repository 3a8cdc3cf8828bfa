"""What is known of one supply point: readings, rates and telemetry, never forgotten."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from .core.model import PowerSample, RateBook, Reading
from .core.span import BEGINNING, Span, floor
from .core.timeline import Timeline

NO_RATES: Final = RateBook(house=Timeline(), vehicle=Timeline(), standing=Timeline())

_NO_READINGS: Final[Mapping[datetime, Decimal]] = MappingProxyType({})

# A session lasts a day at most; telemetry before it shows what the house drew.
SAMPLES_KEPT: Final = timedelta(hours=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """The evidence of one supply point, each fact kept until a newer one replaces it.

    Each step returns new facts, so that a thread may read the old ones in peace.
    """

    readings: Mapping[datetime, Decimal] = _NO_READINGS
    """Imported kWh by slot start."""
    book: RateBook = field(default=NO_RATES)
    samples: tuple[PowerSample, ...] = ()
    """Telemetry, oldest first."""

    @property
    def newest(self) -> datetime | None:
        """The start of the newest slot with a reading."""
        return max(self.readings, default=None)

    def with_readings(self, readings: Mapping[datetime, Decimal]) -> Facts:
        """Return the facts with `readings` added, or put in place of others."""
        return replace(self, readings=MappingProxyType({**self.readings, **readings}))

    def with_rates(self, book: RateBook, now: datetime) -> Facts:
        """Return the facts with the rates of `book`.

        What was known of the past stays where `book` is silent; of the future `book`
        alone is believed, because an agreement may have ended since.
        """
        past = clipped(self.book, Span(BEGINNING, now))
        return replace(self, book=_tidy(past.overlaid(book)))

    def with_samples(self, samples: Iterable[PowerSample], now: datetime) -> Facts:
        """Return the facts with telemetry added, and what is too old left out."""
        joined = {sample.at: sample for sample in (*self.samples, *samples)}
        oldest = now - SAMPLES_KEPT
        kept = (joined[at] for at in sorted(joined) if at >= oldest)
        return replace(self, samples=tuple(kept))


def clipped(book: RateBook, window: Span) -> RateBook:
    """Return the rates of `book` within `window`."""
    return RateBook(
        house=Timeline(book.house.over(window)),
        vehicle=Timeline(book.vehicle.over(window)),
        standing=Timeline(book.standing.over(window)),
    )


def _tidy(book: RateBook) -> RateBook:
    """Return the same rates without the seams that asking by the window leaves."""
    return RateBook(
        house=book.house.joined(),
        vehicle=book.vehicle.joined(),
        standing=book.standing.joined(),
    )


def news(
    known: Mapping[datetime, Decimal],
    readings: Iterable[Reading],
    window: Span,
    interval: timedelta,
) -> dict[datetime, Decimal]:
    """Return the readings that are new or differ from what is known.

    What no meter can have measured is left out: energy below zero, and slots that lie
    outside the window that was asked for or off the grid.
    """
    return {
        reading.start: reading.energy
        for reading in readings
        if reading.start in window
        and floor(reading.start, interval) == reading.start
        and reading.energy >= 0
        and known.get(reading.start) != reading.energy
    }


def years_changed(before: Facts, after: Facts) -> set[int]:
    """Return the years in which what was used is now rated differently."""
    years = {start.year for start in after.readings}
    return {
        year
        for year in years
        if clipped(before.book, year_span(year)) != clipped(after.book, year_span(year))
    }


def year_span(year: int) -> Span:
    """Return a year of UTC."""
    return Span(datetime(year, 1, 1, tzinfo=UTC), datetime(year + 1, 1, 1, tzinfo=UTC))
