"""Whether half-hourly readings are later than they usually come."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

_USUAL: Final = timedelta(hours=48)
"""A day's readings come on the next morning, when the newest before them are up to a day
and a half old; half a day more is nothing unusual."""

_GRACE: Final = timedelta(hours=12)

WAITS: Final = 7
"""So many arrivals tell what is usual."""


def is_late(newest: datetime | None, waits: Iterable[timedelta], now: datetime) -> bool:
    """Tell whether what follows `newest`, the end of the newest reading, is overdue.

    `waits` are the ages that the newest reading had reached when the next ones came,
    lately; the one in the middle is the account's usual, whatever came very late once.
    Where there has never been a reading, none is late.
    """
    if newest is None:
        return False
    in_order = sorted(waits)
    usual = in_order[len(in_order) // 2] if in_order else timedelta()
    return now - newest > max(_USUAL, usual + _GRACE)
