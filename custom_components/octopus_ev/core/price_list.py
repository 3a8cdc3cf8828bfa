"""A published list of unit rates as prices over time, for one way to pay.

Pence become pounds here and nowhere else.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from decimal import Decimal
from typing import Final, Protocol

from .span import BEGINNING, FOREVER, Span
from .timeline import Timeline

_PENCE: Final = Decimal(100)


class PriceRow(Protocol):
    """A row of a list, by the names that Octopus's REST interface gives its fields."""

    @property
    def value_inc_vat(self) -> Decimal:
        """The price in pence, tax included."""

    @property
    def valid_from(self) -> datetime | None:
        """Since when it holds; since ever where null."""

    @property
    def valid_to(self) -> datetime | None:
        """Until when; still open where null."""

    @property
    def payment_method(self) -> str | None:
        """`DIRECT_DEBIT`, `NON_DIRECT_DEBIT`, or null where the price is one."""


def prices_of(rows: Iterable[PriceRow], method: str, window: Span) -> Timeline[Decimal]:
    """Return a list's prices in pounds, tax included, for one way to pay."""
    return Timeline(
        (span, row.value_inc_vat / _PENCE) for span, row in held(rows, method, window)
    )


def held[R: PriceRow](
    rows: Iterable[R], method: str, window: Span
) -> Iterator[tuple[Span, R]]:
    """Yield the rows for one way to pay, and when within `window` each holds.

    A variable tariff lists each period once for every way to pay. A row that is
    open at either end reaches to the next one, and to the edge of the window.
    """
    best: dict[object, R] = {}
    for row in rows:
        known = best.get(row.valid_from)
        if known is None or _suits(row, method) > _suits(known, method):
            best[row.valid_from] = row
    if any(_suits(row, method) for row in best.values()):
        best = {start: row for start, row in best.items() if _suits(row, method)}
    ordered = sorted(best.values(), key=lambda row: row.valid_from or BEGINNING)
    starts = [row.valid_from or BEGINNING for row in ordered]
    ends = [
        min(row.valid_to or FOREVER, following)
        for row, following in zip(ordered, [*starts, FOREVER][1:], strict=True)
    ]
    for row, start, end in zip(ordered, starts, ends, strict=True):
        if start < end and (shared := Span(start, end).clip(window)) is not None:
            yield shared, row


def _suits(row: PriceRow, method: str) -> int:
    """Rank a row: the customer's way to pay, then any way, then another's."""
    return {method: 2, None: 1}.get(row.payment_method, 0)
