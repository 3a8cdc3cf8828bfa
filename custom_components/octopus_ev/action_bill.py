"""The action that adds up a bill."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import Final, cast

import probatio

from homeassistant.const import ATTR_CONFIG_ENTRY_ID
from homeassistant.core import (
    HomeAssistant,
    ServiceCall,
    ServiceResponse,
    SupportsResponse,
    callback,
)
from homeassistant.exceptions import ServiceValidationError
from homeassistant.helpers import config_validation as cv, selector, service
from homeassistant.util import dt as dt_util

from .const import DOMAIN
from .core.bill import Bill
from .core.bill_payload import bill_payload
from .core.billing import bill
from .core.model import Direction, Region
from .core.periods import day_span, local_day, month_days
from .core.session import Session
from .engine import Engine
from .history import History
from .runtime import OctopusEvConfigEntry

BILL_SUMMARY: Final = "bill_summary"
ATTR_MONTH: Final = "month"
ATTR_START: Final = "start"
ATTR_END: Final = "end"

# More is no bill, and would take seconds to add up.
_LONGEST: Final = timedelta(days=366)

BILL_SUMMARY_SCHEMA: Final = probatio.Schema(
    {
        probatio.Required(ATTR_CONFIG_ENTRY_ID): selector.ConfigEntrySelector(
            {"integration": DOMAIN}
        ),
        probatio.Optional(ATTR_MONTH): cv.date,
        probatio.Optional(ATTR_START): cv.date,
        probatio.Optional(ATTR_END): cv.date,
    }
)


@callback
def async_setup(hass: HomeAssistant) -> None:
    """Register the action."""
    hass.services.async_register(
        DOMAIN,
        BILL_SUMMARY,
        _async_bill_summary,
        schema=BILL_SUMMARY_SCHEMA,
        supports_response=SupportsResponse.ONLY,
    )


async def _async_bill_summary(call: ServiceCall) -> ServiceResponse:
    """Return what each supply point of an account comes to in a period.

    Raises:
        ServiceValidationError: The account is not set up, the period is none, too long
            or has not begun, or nothing is known of it.
    """
    entry: OctopusEvConfigEntry = service.async_get_config_entry(
        call.hass, DOMAIN, call.data[ATTR_CONFIG_ENTRY_ID]
    )
    engine, region = entry.runtime_data.engine, entry.runtime_data.provider.region
    now = dt_util.utcnow()
    today = local_day(region, now)
    first, last = _period(call, today)
    if first > today:
        raise _refused("period_not_begun")
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
        raise _refused("no_readings")
    return {"bills": [bill_payload(found, key, region) for key, found in known.items()]}


def _period(call: ServiceCall, today: date) -> tuple[date, date]:
    """Return the first and the last day; by default, of the last month that is over."""
    month, first, last = (
        cast(date | None, call.data.get(field))
        for field in (ATTR_MONTH, ATTR_START, ATTR_END)
    )
    if first is None and last is None:
        return month_days(month or today.replace(day=1) - timedelta(days=1))
    if month is not None or first is None or last is None:
        raise _refused("period_unclear")
    if last < first:
        raise _refused("end_before_start")
    if last - first >= _LONGEST:
        raise _refused("period_too_long")
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


def _refused(key: str) -> ServiceValidationError:
    return ServiceValidationError(translation_domain=DOMAIN, translation_key=key)
