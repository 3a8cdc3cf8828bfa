"""What was written of an hourly series, and what a change of a month makes of it.

A series is written by months of UTC: for each we keep what its hours add up to, which
hours have a row, and a digest of their values. That is enough to tell a month that has
changed from one that has not, and to know every sum without reading one back.
"""

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from decimal import Decimal
from hashlib import blake2s
from typing import Final

from .hourly import HOUR
from .session import ZERO
from .span import Span, floor

type Row = tuple[datetime, float | None, float]
"""The start of an hour, what it adds, and the sum of everything up to its end."""

type Series = Mapping[datetime, Month]
"""By the start of the month."""

_DIGEST_BYTES: Final = 8
_BYTES_OF_HOURS: Final = 31 * 24 // 8

# A fortnight's readings are asked for again and again; what lies before changes rarely.
_MONTHS_AT_HAND: Final = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """What was written of one month."""

    total: Decimal
    rows: int
    """The hours that have a row, as bits: the lowest is the first hour of the month."""
    digest: str
    values: Mapping[datetime, Decimal] | None = field(default=None, compare=False)
    """The hours themselves, where they are at hand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """What has to be written because a month changed."""

    series: Series
    """With the month as it is now."""
    rows: Sequence[Row] = ()
    """From the first hour that changed to the end of the month; empty if none did."""
    shift: Decimal = ZERO
    """What every later month's sums grow by; their rows stay as they are otherwise."""


def month_start(instant: datetime) -> datetime:
    """Return the start of the month of UTC that `instant` falls in."""
    return instant.replace(day=1, hour=0, minute=0, second=0, microsecond=0)


def month_end(month: datetime) -> datetime:
    """Return the start of the month after one that starts at `month`."""
    return month_start(month + timedelta(days=31))


def months(window: Span) -> Iterator[datetime]:
    """Yield the start of every month of UTC that `window` touches, in order."""
    month = month_start(window.start)
    while month < window.end:
        yield month
        month = month_end(month)


def revised(
    series: Series,
    month: datetime,
    values: Mapping[datetime, Decimal],
    since: datetime,
) -> Revision:
    """Return what has to be written where `month` now has these hours.

    No hour before `since` has changed. An hour that had a value and has none any more
    keeps a row that adds nothing: rows cannot be taken back one by one.
    """
    hours = list(Span(month, month_end(month)).slots(HOUR))
    has = sum(1 << index for index, hour in enumerate(hours) if hour in values)
    numbers = array("d", (float(values[hour]) for hour in hours if hour in values))
    digest = _digest(has, numbers)
    known = series.get(month)
    if known is not None and known.digest == digest:
        return Revision(series=_with(series, month, replace(known, values=values)))
    if known is None:
        if not values:
            return Revision(series=series)
        known = Month(total=ZERO, rows=0, digest="")
        first = month
    else:
        first = _first_change(known, values, month, since)
    amount = sum(values.values(), start=ZERO)
    now = Month(total=amount, rows=known.rows | has, digest=digest, values=values)
    rows = [
        row
        for row in _rows(hours, now, values, before(series, month))
        if row[0] >= first
    ]
    return Revision(
        series=_with(series, month, now), rows=rows, shift=amount - known.total
    )


def before(series: Series, month: datetime) -> Decimal:
    """Return the sum of everything before `month`."""
    return sum(
        (known.total for start, known in series.items() if start < month), start=ZERO
    )


def last_row(series: Series) -> tuple[datetime, Decimal] | None:
    """Return the start of the last hour that has a row, and the sum at its end."""
    written = [month for month, known in series.items() if known.rows]
    if not written:
        return None
    month = max(written)
    hour = month + (series[month].rows.bit_length() - 1) * HOUR
    return hour, before(series, month) + series[month].total


def count_rows(series: Series) -> int:
    """Return the number of rows."""
    return sum(month.rows.bit_count() for month in series.values())


def _rows(
    hours: Iterable[datetime],
    month: Month,
    values: Mapping[datetime, Decimal],
    total: Decimal,
) -> Iterator[Row]:
    """Yield the rows of a month, `total` being the sum of everything before it."""
    for index, hour in enumerate(hours):
        value = values.get(hour)
        if value is not None:
            total += value
            yield hour, float(value), float(total)
        elif month.rows >> index & 1:
            yield hour, None, float(total)


def _first_change(
    known: Month, values: Mapping[datetime, Decimal], month: datetime, since: datetime
) -> datetime:
    """Return the first hour whose row differs."""
    former = known.values
    if former is None:
        return max(month, floor(since, HOUR))
    return min(
        hour
        for hour in former.keys() | values.keys()
        if former.get(hour) != values.get(hour)
    )


def _with(series: Series, month: datetime, now: Month) -> Series:
    """Return the series with a month; of the newest two the hours stay at hand."""
    after = {**series, month: now}
    at_hand = sorted(after)[-_MONTHS_AT_HAND:]
    return {
        start: known
        if known.values is None or start in at_hand
        else replace(known, values=None)
        for start, known in after.items()
    }


def _digest(rows: int, numbers: array[float]) -> str:
    """Return a digest of which hours there are, and of their values."""
    content = rows.to_bytes(_BYTES_OF_HOURS) + numbers.tobytes()
    return blake2s(content, digest_size=_DIGEST_BYTES).hexdigest()
