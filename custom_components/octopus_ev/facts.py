"""What is known of one supply point: readings, rates and telemetry, never forgotten."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import chain
from types import MappingProxyType
from typing import Final

from .core.model import ChargerReports, PowerSample, RateBook, Reading, Region, Report
from .core.remembered import Remembered
from .core.smart_record import SmartRecord
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
    charger: ChargerReports = field(default_factory=ChargerReports)
    """What the charger's own sensors said lately."""
    told: Timeline[None] = field(default_factory=Timeline)
    """When they told what the charger did."""
    smart: SmartRecord = field(default_factory=SmartRecord)
    """What the supplier told of the cars."""
    remembered: Remembered = field(
        default_factory=Remembered, compare=False, repr=False
    )
    """The rates that were worked out lately."""

    @property
    def newest(self) -> datetime | None:
        """The start of the newest slot with a reading."""
        return max(self.readings, default=None)

    def paid(self, region: Region, now: datetime) -> RateBook:
        """Return the rates that really apply, as far as is known at `now`."""
        return self.remembered.effective(self.book, self.smart, region, now)

    def estimated(self, region: Region, now: datetime) -> RateBook:
        """Return the same by our own reckoning, whatever has been billed."""
        return self.remembered.effective(
            self.book, self.smart, region, now, billed=False
        )

    def with_readings(self, readings: Mapping[datetime, Decimal]) -> Facts:
        """Return the facts with `readings` added, or put in place of others."""
        return replace(self, readings=MappingProxyType({**self.readings, **readings}))

    def with_rates(self, book: RateBook, now: datetime) -> Facts:
        """Return the facts with the rates of `book`.

        What was known of the past stays where `book` is silent; of the future `book`
        alone is believed, because an agreement may have ended since.
        """
        house = _continued(self.book.house, book.house, now)
        return replace(
            self,
            book=RateBook(
                house=house,
                # One object for both, where they are alike, halves a year of prices.
                vehicle=house
                if book.vehicle == book.house and self.book.vehicle == self.book.house
                else _continued(self.book.vehicle, book.vehicle, now),
                standing=_continued(self.book.standing, book.standing, now),
                tax=_continued(self.book.tax, book.tax, now),
                smart=_continued(self.book.smart, book.smart, now),
            ),
        )

    def with_past(self, past: Facts) -> Facts:
        """Return the facts with readings and rates of the past in place of others."""
        book = self.book.overlaid(past.book)
        house, vehicle = book.house.joined(), book.vehicle.joined()
        return replace(
            self,
            readings=MappingProxyType({**self.readings, **past.readings}),
            book=RateBook(
                house=house,
                vehicle=house if vehicle == house else vehicle,
                standing=book.standing.joined(),
                tax=book.tax.joined(),
                smart=book.smart.joined(),
            ),
        )

    def with_samples(self, samples: Iterable[PowerSample], now: datetime) -> Facts:
        """Return the facts with telemetry added, and what is too old left out."""
        joined = {sample.at: sample for sample in (*self.samples, *samples)}
        oldest = now - SAMPLES_KEPT
        kept = (joined[at] for at in sorted(joined) if at >= oldest)
        return replace(self, samples=tuple(kept))

    def with_charger(self, reports: ChargerReports) -> Facts:
        """Return the facts with what the charger's own sensors said added."""
        known = self.charger
        return replace(
            self,
            charger=ChargerReports(
                power=_merged(known.power, reports.power),
                counter=_merged(known.counter, reports.counter),
            ),
        )

    def with_told(self, told: Timeline[None], now: datetime) -> Facts:
        """Return the facts with when the charger was heard; what is old is left out."""
        oldest = now - SAMPLES_KEPT
        return replace(
            self,
            told=self.told.overlaid(told).joined(),
            charger=ChargerReports(
                power=_recent(self.charger.power, oldest),
                counter=_recent(self.charger.counter, oldest),
            ),
        )


def _merged(known: Sequence[Report], newer: Sequence[Report]) -> tuple[Report, ...]:
    joined = {report.at: report for report in (*known, *newer)}
    return tuple(joined[at] for at in sorted(joined))


def _recent(reports: Sequence[Report], oldest: datetime) -> tuple[Report, ...]:
    """Return the reports since `oldest`, from the one on that held by then."""
    first = bisect_right(reports, oldest, key=lambda report: report.at)
    return tuple(reports[max(first - 1, 0) :])


def clipped(book: RateBook, window: Span) -> RateBook:
    """Return the rates of `book` within `window`."""
    house = Timeline(book.house.over(window))
    return RateBook(
        house=house,
        vehicle=house
        if book.vehicle is book.house
        else Timeline(book.vehicle.over(window)),
        standing=Timeline(book.standing.over(window)),
        tax=Timeline(book.tax.over(window)),
        smart=Timeline(book.smart.over(window)),
    )


def chained(books: Sequence[RateBook]) -> RateBook:
    """Return books that follow one another in time as one."""
    house = _chained(book.house for book in books)
    return RateBook(
        house=house,
        vehicle=house
        if all(book.vehicle is book.house for book in books)
        else _chained(book.vehicle for book in books),
        standing=_chained(book.standing for book in books),
        tax=_chained(book.tax for book in books),
        smart=_chained(book.smart for book in books),
    )


def _chained[T](timelines: Iterable[Timeline[T]]) -> Timeline[T]:
    return Timeline(chain.from_iterable(timelines)).joined()


def _continued[T](known: Timeline[T], newer: Timeline[T], now: datetime) -> Timeline[T]:
    """Return what held up to `now`, and over that what is newly known.

    Asking window by window leaves seams where nothing changes; they are joined.
    """
    first = next((span.start for span, _ in newer), now)
    turn = min(first, now)
    head = known.over(Span(BEGINNING, turn))
    between = known.over(Span(turn, now)) if turn < now else ()
    return Timeline([*head, *Timeline(between).overlaid(newer)]).joined()


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
