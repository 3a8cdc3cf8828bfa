"""The shapes in which prices come: steps, daily windows, days, half-hours."""

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import Final
from zoneinfo import ZoneInfo

from .chance import chance
from .tariff import Row
from .times import DAY, HOUR, LONDON, SLOT, days_between, local_day, wall

AHEAD: Final = 14 * DAY
"""How long before it starts a new price is published."""

PENCE: Final = Decimal("0.0001")


def quarters(first: date, last: date) -> list[date]:
    """Return a start and the quarter days after it, up to a day."""
    days = [first]
    days += [
        date(year, month, 1)
        for year in range(first.year, last.year + 1)
        for month in (1, 4, 7, 10)
        if first < date(year, month, 1) <= last
    ]
    return days


@lru_cache(maxsize=4096)
def moved(price: Decimal, day: date, spread: float = 0.05) -> Decimal:
    """Return a price as it stands in the quarter of a day."""
    quarter = f"{day.year}-{(day.month - 1) // 3}"
    factor = 1 + chance("price", quarter).uniform(-spread, spread)
    return (price * Decimal(str(round(factor, 4)))).quantize(PENCE)


def _select(rows: list[Row], start: float, end: float) -> list[Row]:
    """Keep the rows that overlap a window, newest first."""
    kept = [
        row
        for row in rows
        if (row.valid_from is None or row.valid_from < end)
        and (row.valid_to is None or row.valid_to > start)
    ]
    return kept[::-1]


@dataclass(frozen=True)
class Steps:
    """A price that holds until it changes at a local midnight.

    With methods, each period comes once per payment method, as (name, factor).
    """

    base: Decimal
    since: date
    changes: bool = True
    methods: tuple[tuple[str | None, str], ...] = ((None, "1"),)
    open_start: bool = False
    keyless_first: bool = False

    def rows(self, start: float, end: float, now: float) -> list[Row]:
        """Return the periods that overlap a window."""
        last = local_day(now + AHEAD) if self.changes else self.since
        edges = [wall(day, 0) for day in quarters(self.since, last)]
        rows: list[Row] = []
        for edge, upper in zip(edges, [*edges[1:], None], strict=True):
            first = edge == edges[0]
            methods = ((None, "1"),) if first and self.keyless_first else self.methods
            rows += (
                Row(
                    exc_vat=(self.price(edge) * Decimal(factor)).quantize(PENCE),
                    valid_from=None if first and self.open_start else edge,
                    valid_to=upper,
                    payment=method,
                    keyless=first and self.keyless_first,
                )
                for method, factor in methods
            )
        return _select(rows, start, end)

    def price(self, instant: int) -> Decimal:
        """Return the price by direct debit."""
        day = local_day(instant)
        return moved(self.base, day) if self.changes else self.base


@dataclass(frozen=True)
class Windows:
    """Prices that repeat each day by the clock of a zone.

    Bands are (minute of the day at which one begins, price), in order.
    """

    bands: tuple[tuple[int, Decimal], ...]
    since: date
    changes: bool = True
    zone: ZoneInfo = LONDON

    def rows(self, start: float, end: float, now: float) -> list[Row]:
        """Return the bands that overlap a window, up to two days ahead."""
        horizon = wall(local_day(now, self.zone), 2 * 1440, self.zone)
        start = max(start, wall(self.since, 0, self.zone))
        end = min(end, horizon)
        if start >= end:
            return []
        rows: list[Row] = []
        for day in days_between(start - DAY, end + DAY, self.zone):
            for edge, upper, price in self._day(day):
                if rows and rows[-1].exc_vat == price:
                    edge = rows.pop().valid_from or edge
                rows.append(Row(exc_vat=price, valid_from=edge, valid_to=upper))
        return _select(rows, start, end)

    def price(self, instant: int) -> Decimal:
        """Return the price of the band an instant lies in."""
        bands = self._day(local_day(instant, self.zone))
        return bands[bisect_right(bands, instant, key=lambda band: band[0]) - 1][2]

    @cached_property
    def _days(self) -> dict[date, list[tuple[int, int, Decimal]]]:
        return {}

    def _day(self, day: date) -> list[tuple[int, int, Decimal]]:
        """Return (start, end, price) for the bands of a day."""
        if day not in self._days:
            edges = [wall(day, minute, self.zone) for minute, _ in self.bands]
            edges.append(wall(day, 1440, self.zone))
            self._days[day] = [
                (low, high, moved(price, day) if self.changes else price)
                for (low, high), (_, price) in zip(
                    pairwise(edges), self.bands, strict=True
                )
                if low < high
            ]
        return self._days[day]


@dataclass(frozen=True)
class Daily:
    """A price for each local day, from one midnight to the next."""

    base: Decimal
    since: date
    spread: float = 0
    """How far a day's price strays from the base; 0 repeats one price."""
    lag: Callable[[], int] = field(default=lambda: -1)
    """Days by which the newest row trails today; -1 has tomorrow's as well."""

    def rows(self, start: float, end: float, now: float) -> list[Row]:
        """Return the days that overlap a window."""
        last = wall(local_day(now) - timedelta(days=self.lag()), 1440)
        start, end = max(start, wall(self.since, 0)), min(end, last)
        if start >= end:
            return []
        rows = [
            Row(
                exc_vat=self.price(wall(day, 0)),
                valid_from=wall(day, 0),
                valid_to=wall(day, 1440),
            )
            for day in days_between(start, end)
        ]
        return _select(rows, start, end)

    def price(self, instant: int) -> Decimal:
        """Return the price of the local day of an instant."""
        day = local_day(instant)
        if not self.spread:
            return moved(self.base, day)
        factor = 1 + chance("daily", day).gauss(0, self.spread)
        return (self.base * Decimal(str(round(factor, 4)))).quantize(PENCE)


# Agile's mean shape over the local day, in pence: the dear hours are 16 to 19.
_AGILE: Final = (
    *(14, 13, 12.5, 12, 12, 13, 16, 19, 19.5, 18, 16.5, 15.5),
    *(15, 14.5, 15.5, 18, 33, 35, 34, 24, 21, 19, 17, 15.5),
)


@lru_cache(maxsize=2048)
def agile_day(day: date) -> tuple[Decimal, ...]:
    """Return the price before VAT of each half-hour of a local wall-clock day.

    On windy days prices fall, and at times below nothing.
    """
    rng = chance("agile", day)
    wind = rng.gauss(0, 4.5) - (14 if rng.random() < 0.06 else 0)
    drift, prices = 0.0, []
    for number in range(48):
        drift = 0.75 * drift + rng.gauss(0, 1.1)
        price = min(_AGILE[number // 2] + wind + drift, 95.0)
        prices.append(Decimal(str(round(price, 2))))
    return tuple(prices)


@dataclass(frozen=True)
class HalfHours:
    """A price for each half-hour, published for the next day in the afternoon."""

    since: date
    delay_minutes: Callable[[], int]
    """How long after 16:00 local time tomorrow's prices appear."""

    def rows(self, start: float, end: float, now: float) -> list[Row]:
        """Return the half-hours that overlap a window."""
        start = max(start, wall(self.since, 0)) // SLOT * SLOT
        first, last = int(start), int(min(end, self.published(now)))
        return [
            Row(exc_vat=self.price(slot), valid_from=slot, valid_to=slot + SLOT)
            for slot in range(first, last, SLOT)
        ][::-1]

    def published(self, now: float) -> int:
        """Return where the newest publication ends: 23:00 local time."""
        today = local_day(now)
        out = wall(today, 16 * 60) + 60 * self.delay_minutes() <= now
        return wall(today, 23 * 60 + (1440 if out else 0))

    def price(self, instant: int) -> Decimal:
        """Return the price of the half-hour an instant lies in."""
        day = local_day(instant)
        number = (instant - wall(day, 0)) // SLOT
        prices = agile_day(day)
        # The repeated or left-out hour of a clock change: the wall clock decides.
        if wall(day, 1440) - wall(day, 0) != DAY and number >= 2:
            number -= (wall(day, 1440) - wall(day, 0) - DAY) // (HOUR // 2)
        return prices[number]
