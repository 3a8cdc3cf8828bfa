"""Prices that come without a clock: a day rate and a night rate."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from decimal import Decimal

from .model import Band, Rate, SmartRates
from .span import BEGINNING, Span
from .timeline import Timeline


@dataclass(frozen=True, slots=True)
class DailyWindow:
    """The same hours of every day, on the clocks of one zone."""

    start: time
    end: time
    """Earlier than `start` where the window reaches past midnight."""
    tz: tzinfo
    """UTC where the meter's own clock never changes to summer time."""

    def over(self, window: Span) -> Iterator[Span]:
        """Yield every occurrence that shares time with `window`, clipped to it.

        An occurrence that a clock change leaves no time for is left out.
        """
        past_midnight = timedelta(days=1 if self.end <= self.start else 0)
        day = window.start.astimezone(self.tz).date() - timedelta(days=1)
        while (start := self._instant(day, self.start)) < window.end:
            start = max(start, window.start)
            end = min(self._instant(day + past_midnight, self.end), window.end)
            if start < end:
                yield Span(start, end)
            day += timedelta(days=1)

    def _instant(self, day: date, clock: time) -> datetime:
        return datetime.combine(day, clock, tzinfo=self.tz).astimezone(UTC)


def windowed(
    day: Timeline[Decimal],
    night: Timeline[Decimal],
    nights: DailyWindow,
    window: Span,
) -> Timeline[Decimal]:
    """Return the night price in `nights` and the day price in between.

    The two may trail each other: each is carried forward from its own last value,
    never from the other's. `window` must be bounded.
    """
    dark = Timeline((span, None) for span in nights.over(window))
    day, night = _carried(day, window), _carried(night, window)
    return Timeline(
        [
            *(entry for span, _ in dark for entry in night.over(span)),
            *(entry for span in dark.gaps(window) for entry in day.over(span)),
        ]
    )


def classic_smart(rates: Timeline[Rate], window: Span) -> Timeline[SmartRates]:
    """Return what a half hour with a dispatch costs where that is the off-peak rate.

    It is that of the night before; ahead of the first night of `window` it is that
    night's. Without an off-peak rate there is none.
    """
    nights = [
        (span, rate.unit_rate)
        for span, rate in rates.over(window)
        if rate.band is Band.OFF_PEAK
    ]
    if nights:
        (first, price), *rest = nights
        nights = [(Span(window.start, first.end), price), *rest]
    return Timeline(
        (span, SmartRates(house=price, vehicle=price))
        for span, price in _carried(Timeline(nights), window)
    ).joined()


def capped_smart(
    night: Timeline[Decimal],
    off_peak: Timeline[Decimal],
    peak: Timeline[Decimal],
    window: Span,
) -> Timeline[SmartRates]:
    """Return what dispatches make of the prices where the car is billed apart.

    `night` is the house's, the others are the car's. It is told where all are known.
    """
    night, off_peak, peak = (
        _carried(prices, window) for prices in (night, off_peak, peak)
    )
    return Timeline(
        (part, SmartRates(house=house, vehicle=cheap, beyond=dear))
        for span, house in night.over(window)
        for within, cheap in off_peak.over(span)
        for part, dear in peak.over(within)
    )


def _carried(prices: Timeline[Decimal], window: Span) -> Timeline[Decimal]:
    """Return the prices in `window`, each held until the next begins."""
    held: list[tuple[Span, Decimal]] = []
    for span, price in prices.touching(Span(BEGINNING, window.end)):
        if held:
            held[-1] = (Span(held[-1][0].start, span.start), held[-1][1])
        held.append((Span(span.start, window.end), price))
    return Timeline(held)
