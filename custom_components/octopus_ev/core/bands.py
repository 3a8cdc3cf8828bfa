"""Where each price stands among the prices of its local day."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from functools import reduce
from operator import add
from typing import Final

from .model import Band, Rate, Region
from .periods import day_span, local_day
from .span import BEGINNING, FOREVER, Span
from .timeline import Timeline

_LONGEST_WINDOW: Final = timedelta(hours=22)
"""A price that lasts longer is no window of the day: where it gives way to another off
midnight, the tariff changed its price; it did not have a cheap hour."""

_SECOND: Final = timedelta(seconds=1)

_MOST_WINDOW_PRICES: Final = 4
"""A day with more prices than this is priced by the slot."""


def banded(prices: Timeline[Decimal], region: Region) -> Timeline[Rate]:
    """Return the prices, each with the band that it has on its local day.

    A day of one price is standard. Of two to four prices the cheapest is off-peak, the
    dearest is peak if there are three or more, and the others are standard; a price
    that lasts all day is standard, whatever it is. With more prices, or where none
    lasts longer than a slot, each is below or above the day's mean over time.
    Neighbours that come out equal are joined.
    """
    runs = prices.joined()
    # All other days see one price from midnight to midnight, or none.
    split = Timeline(
        (day, _bands(day, runs, region)) for day in _split_days(runs, region)
    )
    rates: list[tuple[Span, Rate]] = []
    for span, price in runs:
        day = split.entry_at(span.start)
        if day is not None and span.end <= day[0].end:
            rates.append((span, Rate(price, day[1][price])))
            continue
        rates.extend(
            (part, Rate(price, bands[price])) for part, bands in split.over(span)
        )
        rates.extend((part, Rate(price, Band.STANDARD)) for part in split.gaps(span))
    return Timeline(rates).joined()


def mean_price(prices: Iterable[tuple[Span, Decimal]]) -> Decimal:
    """Return the mean of at least one price, each weighted by how long it holds."""
    held = [(Decimal(span.duration // _SECOND), price) for span, price in prices]
    total = reduce(add, (seconds * price for seconds, price in held))
    return total / reduce(add, (seconds for seconds, _ in held))


def off_peak_now(rates: Timeline[Rate], region: Region, now: datetime) -> bool | None:
    """Tell whether the rate at `now` is a cheap one of its local day.

    `None` where no rate is known, or where the day has no cheap hours.
    """
    if (rate := rates.at(now)) is None:
        return None
    today = rates.over(day_span(region, local_day(region, now)))
    return rate.band.cheap if any(held.band.cheap for _, held in today) else None


def _split_days(runs: Timeline[Decimal], region: Region) -> Iterator[Span]:
    """Yield the local days within which a price begins or ends."""
    reached = BEGINNING
    for span, _ in runs:
        for edge in (span.start, span.end):
            if edge < reached or edge in (BEGINNING, FOREVER):
                continue
            day = day_span(region, local_day(region, edge))
            if edge != day.start:
                yield day
                reached = day.end


def _bands(
    day: Span, runs: Timeline[Decimal], region: Region
) -> Mapping[Decimal, Band]:
    """Return the band of every price that holds within `day`."""
    held = list(runs.touching(day))
    prices = sorted({price for _, price in held})
    bands = dict.fromkeys(prices, Band.STANDARD)
    if len(prices) == 1:
        return bands
    if len(prices) > _MOST_WINDOW_PRICES or all(
        span.duration <= region.interval for span, _ in held
    ):
        mean = mean_price(runs.over(day))
        return {
            price: Band.BELOW_MEAN if price < mean else Band.ABOVE_MEAN
            for price in prices
        }
    windows = {price for span, price in held if span.duration <= _LONGEST_WINDOW}
    if prices[0] in windows:
        bands[prices[0]] = Band.OFF_PEAK
    if len(prices) > 2 and prices[-1] in windows:
        bands[prices[-1]] = Band.PEAK
    return bands
