"""The action that says what a stretch of time came to."""

from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal
from typing import Final

import probatio

from homeassistant.core import ServiceCall, ServiceResponse
from homeassistant.util import dt as dt_util

from .action import (
    ATTR_END,
    ATTR_ENERGY,
    ATTR_START,
    KWH,
    POINT,
    UTC_TIME,
    Action,
    points_of,
    refused,
    span_of,
)
from .core.model import Region
from .core.payload import JSON
from .core.period_payload import period_payload, usage_payload
from .core.period_use import period_use, usage
from .core.session import Session
from .core.slicing import spread
from .core.span import Span
from .history import History
from .runtime import OctopusEvConfigEntry

LONGEST: Final = timedelta(days=366)
"""More would take seconds to add up."""


async def _async_price_period(
    call: ServiceCall, entry: OctopusEvConfigEntry
) -> ServiceResponse:
    """Return what was used between two instants, and what it cost.

    Raises:
        ServiceValidationError: The period is none, too long or has not begun, or nothing
            is known of it.
    """
    window = span_of(call.data[ATTR_START], call.data[ATTR_END])
    if window.duration > LONGEST:
        raise refused("period_too_long")
    if window.start > dt_util.utcnow():
        raise refused("period_not_begun")
    engine, region = entry.runtime_data.engine, entry.runtime_data.provider.region
    energy: Decimal | None = call.data.get(ATTR_ENERGY)
    periods: list[JSON] = []
    for key in points_of(call, entry):
        found = await call.hass.async_add_executor_job(
            _period,
            engine.history(key),
            engine.view(key).sessions,
            region,
            window,
            energy,
        )
        if found is not None:
            periods.append({"point": key, **found})
    if not periods:
        raise refused("no_readings")
    return {"periods": periods}


def _period(
    history: History,
    sessions: Sequence[Session],
    region: Region,
    window: Span,
    energy: Decimal | None,
) -> dict[str, JSON] | None:
    """Add up a period, and price what is given; runs in a thread.

    What is given is spread evenly over the time, as a session that is added by hand.
    """
    known = history.used(window)
    use = period_use(known.readings, known.book, sessions, region, window)
    told = period_payload(use, region)
    if energy is None:
        seen = use.imported.energy or use.missing != (window,)
        return told if seen else None
    given = usage(
        (slot.energy, known.book.vehicle.at(slot.start))
        for slot in spread(window, energy, region.interval)
    )
    return {**told, "given": usage_payload(given)}


PRICE_PERIOD: Final = Action(
    name="price_period",
    run=_async_price_period,
    fields={
        **POINT,
        probatio.Required(ATTR_START): UTC_TIME,
        probatio.Required(ATTR_END): UTC_TIME,
        probatio.Optional(ATTR_ENERGY): KWH,
    },
)
