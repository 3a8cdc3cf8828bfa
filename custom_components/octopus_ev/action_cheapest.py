"""The action that finds the cheapest time to charge."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any, Final

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
    point_of,
    refused,
    span_of,
)
from .core.cap import CAP
from .core.cheapest import Priced, cheapest, planned_rates, price_of
from .core.model import Rate
from .core.payload import JSON, rounded
from .core.period_payload import span_payload, spans_payload
from .core.plan import blocks
from .core.timeline import Timeline
from .runtime import OctopusEvConfigEntry
from .view import PointView

ATTR_MINUTES: Final = "duration_min"
ATTR_POWER: Final = "power_kw"
ATTR_SPLIT: Final = "split"

_DAY: Final = timedelta(hours=24)
_FURTHEST: Final = timedelta(days=366)
"""No rate is told so long before."""
_HOUR: Final = Decimal(3600)
_SECOND: Final = timedelta(seconds=1)


async def _async_cheapest_window(
    call: ServiceCall, entry: OctopusEvConfigEntry
) -> ServiceResponse:
    """Return when to charge, what it costs, and what is not known yet.

    Raises:
        ServiceValidationError: It is not said how long to charge, or there is no time
            for it, or its rates are not known.
    """
    view = entry.runtime_data.engine.view(point_of(call, entry))
    now = dt_util.utcnow().replace(microsecond=0)
    start: datetime = max(call.data.get(ATTR_START, now), now)
    if start - now > _FURTHEST:
        raise refused("rates_unknown")
    window = span_of(start, call.data.get(ATTR_END, start + _DAY))
    power: Decimal | None = call.data.get(ATTR_POWER, view.charger_power_kw)
    duration = _duration(call.data, power)
    if duration > window.duration:
        raise refused("no_time")
    planned = _planned(view)
    rates = view.book.vehicle.overlaid(planned)
    pieces = cheapest(rates, window, duration, split=call.data[ATTR_SPLIT])
    if pieces is None:
        raise refused("rates_unknown")
    unknown = tuple(rates.gaps(window))
    cost = None if power is None else price_of(pieces, power)
    hours = Decimal(duration // _SECOND) / _HOUR
    return {
        "point": view.point.key,
        "currency": view.region.currency,
        "start": span_payload(pieces[0][0])["start"],
        "end": span_payload(pieces[-1][0])["end"],
        "duration_min": round(duration / timedelta(minutes=1)),
        "power_kw": rounded(power, 3),
        "energy_kwh": None if power is None else rounded(power * hours, 3),
        "cost": rounded(cost, 2),
        "average_rate": rounded(price_of(pieces, Decimal(1)) / hours, 4),
        "blocks": [_block(piece, power, planned) for piece in pieces],
        "complete": not unknown,
        "unknown": spans_payload(unknown),
    }


def _duration(data: dict[str, Any], power: Decimal | None) -> timedelta:
    """Return how long to charge, to the second."""
    energy: Decimal | None = data.get(ATTR_ENERGY)
    minutes: float | None = data.get(ATTR_MINUTES)
    if (energy is None) == (minutes is None):
        raise refused("energy_or_duration")
    if minutes is not None:
        return max(round(minutes * 60), 1) * _SECOND
    if power is None:
        raise refused("power_unknown")
    return max(round((energy or 0) / power * _HOUR), 1) * _SECOND


def _planned(view: PointView) -> Timeline[Rate]:
    """Return what the car pays while it charges by the supplier's plan."""
    left = CAP if view.cap is None else view.cap.left
    planned = [
        block
        for device in view.devices or ()
        if device.plan is not None
        for block in blocks(device.plan)
        if block.end > view.as_of
    ]
    return planned_rates(view.book.smart, sorted(planned), view.region, left)


def _block(
    piece: Priced, power: Decimal | None, planned: Timeline[Rate]
) -> dict[str, JSON]:
    span, rate = piece
    hours = Decimal(span.duration // _SECOND) / _HOUR
    return {
        **span_payload(span),
        "unit_rate": rounded(rate.unit_rate, 4),
        "band": rate.band.value,
        "energy_kwh": None if power is None else rounded(power * hours, 3),
        "cost": None if power is None else rounded(price_of([piece], power), 2),
        "planned": any(True for _ in planned.over(span)),
    }


CHEAPEST_WINDOW: Final = Action(
    name="cheapest_window",
    run=_async_cheapest_window,
    fields={
        **POINT,
        probatio.Optional(ATTR_ENERGY): KWH,
        probatio.Optional(ATTR_MINUTES): probatio.All(
            probatio.Coerce(float), probatio.Range(1, 7 * 24 * 60)
        ),
        probatio.Optional(ATTR_POWER): probatio.All(
            probatio.Coerce(float),
            probatio.Range(0.1, 50),
            lambda power: Decimal(str(power)),
        ),
        probatio.Optional(ATTR_START): UTC_TIME,
        probatio.Optional(ATTR_END): UTC_TIME,
        probatio.Optional(ATTR_SPLIT, default=False): probatio.Boolean(),
    },
)
