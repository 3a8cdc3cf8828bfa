"""The action that adds up a bill."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import Final, cast

import probatio

from homeassistant.core import ServiceCall, ServiceResponse
from homeassistant.helpers import config_validation as cv
from homeassistant.util import dt as dt_util

from .action import ATTR_END, ATTR_START, Action, Fields, refused
from .core.bill import Bill
from .core.bill_payload import bill_payload
from .core.billing import bill
from .core.model import Direction, Region
from .core.periods import day_span, local_day, month_days
from .core.session import Session
from .engine import Engine
from .history import History
from .runtime import OctopusEvConfigEntry

ATTR_MONTH: Final = "month"

# More is no bill, and would take seconds to add up.
_LONGEST: Final = timedelta(days=366)

PERIOD: Final[Fields] = {
    probatio.Optional(ATTR_MONTH): cv.date,
    probatio.Optional(ATTR_START): cv.date,
    probatio.Optional(ATTR_END): cv.date,
}
"""A month, or its first and last day."""


async def _async_bill_summary(
    call: ServiceCall, entry: OctopusEvConfigEntry
) -> ServiceResponse:
    """Return what each supply point of an account comes to in a period.

    Raises:
        ServiceValidationError: The period is none, too long or has not begun, or
            nothing is known of it.
    """
    engine, region = entry.runtime_data.engine, entry.runtime_data.provider.region
    now = dt_util.utcnow()
    today = local_day(region, now)
    first, last = local_days(call, today)
    bills = {
        key: await call.hass.async_add_executor_job(
            _bill,
            engine.history(key),
            None if export is None else engine.history(export),
            engine.view(key).sessions,
            region,
            (first, last),
            now,
        )
        for key, export in _meters(engine)
    }
    known = {key: found for key, found in bills.items() if found.seen}
    if not known:
        raise refused("no_readings")
    return {"bills": [bill_payload(found, key, region) for key, found in known.items()]}


def local_days(call: ServiceCall, today: date) -> tuple[date, date]:
    """Return the first and the last day; by default, of the last month that is over.

    Raises:
        ServiceValidationError: The period is none, too long or has not begun.
    """
    month, first, last = (
        cast(date | None, call.data.get(field))
        for field in (ATTR_MONTH, ATTR_START, ATTR_END)
    )
    if (first or month or today) > today:
        raise refused("period_not_begun")
    if first is None and last is None:
        return month_days(month or today.replace(day=1) - timedelta(days=1))
    if month is not None or first is None or last is None:
        raise refused("period_unclear")
    if last < first:
        raise refused("end_before_start")
    if last - first >= _LONGEST:
        raise refused("period_too_long")
    return first, last


def _meters(engine: Engine) -> Iterator[tuple[str, str | None]]:
    """Yield the key of each point that is billed, with that of its home's export."""
    points = [engine.view(key).point for key in engine.all_keys]
    exports = {
        point.home: point.key for point in points if point.direction is Direction.EXPORT
    }
    for point in points:
        if point.direction is Direction.IMPORT:
            # Of two points of one home, one has the credit.
            yield point.key, exports.pop(point.home, None)


def _bill(
    history: History,
    export: History | None,
    sessions: Iterable[Session],
    region: Region,
    period: tuple[date, date],
    now: datetime,
) -> Bill:
    """Add up a period; runs in a thread."""
    first, last = period
    window = day_span(region, first).hull(day_span(region, last))
    used = history.used(window)
    sent = None if export is None else export.over(window)
    return bill(
        used.readings,
        used.book,
        sessions,
        region,
        first,
        last,
        now=now,
        export=None if sent is None else (sent.readings, sent.book.house),
    )


BILL_SUMMARY: Final = Action(
    name="bill_summary", run=_async_bill_summary, fields=PERIOD
)
