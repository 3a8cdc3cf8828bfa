"""The action that says what the same charges would have cost on other tariffs."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Final

import probatio

from homeassistant.core import ServiceCall, ServiceResponse
from homeassistant.exceptions import HomeAssistantError
from homeassistant.util import dt as dt_util

from .action import POINT, Action, failed, point_of, refused
from .action_bill import PERIOD, local_days
from .const import DOMAIN, IMPORT_RESERVE
from .core.model import RateBook, Region, SupplyPoint
from .core.offers import Offer, TariffUse, on_tariff
from .core.payload import JSON
from .core.period_payload import span_payload, text, usage_payload
from .core.period_use import car_parts, house_parts
from .core.periods import day_span, local_day
from .core.session import PricedSlot, Session
from .core.span import Span
from .history import History
from .kraken.errors import KrakenError
from .runtime import OctopusEvConfigEntry

ATTR_WHOLE_HOME: Final = "whole_home"

type _Used = tuple[Sequence[PricedSlot], Mapping[datetime, Decimal], RateBook, int]
"""What the car took, what the house used beside it, at which rates, and how many half
hours lack a reading."""


async def _async_compare_tariffs(
    call: ServiceCall, entry: OctopusEvConfigEntry
) -> ServiceResponse:
    """Return what the same energy comes to on each tariff on offer, own one first.

    Raises:
        HomeAssistantError: The supplier does not answer, or was asked much of late.
        ServiceValidationError: The period is none, too long or has not begun, nothing
            was charged in it, or the region is not known.
    """
    runtime = entry.runtime_data
    key, region = point_of(call, entry), runtime.provider.region
    view = runtime.engine.view(key)
    now = dt_util.utcnow()
    today = local_day(region, now)
    first, last = local_days(call, today)
    window = day_span(region, first).hull(day_span(region, min(last, today)))
    whole = bool(call.data[ATTR_WHOLE_HOME])
    car, house, book, missing = await call.hass.async_add_executor_job(
        _used, runtime.engine.history(key), view.sessions, region, window, whole, now
    )
    if not car and not house:
        raise refused("nothing_to_compare")
    own = on_tariff(car, house, book, region, window, own=True)
    held = _held(view.point, window)
    rows: list[JSON] = [_row("current", ", ".join(held.values()), own, own, whole)]
    try:
        offers = await _async_offers(runtime.provider.requests_left, entry, view.point)
        for offer in offers:
            if [*held] == [offer.agreement.product_code]:
                continue
            rates = await runtime.offers.offered(offer, window)
            use = await call.hass.async_add_executor_job(
                on_tariff, car, house, rates, region, window
            )
            rows.append(_row(offer.kind.value, offer.name, use, own, whole))
    except KrakenError as err:
        raise failed(err) from err
    return {
        "point": key,
        **span_payload(window),
        "currency": region.currency,
        "whole_home": whole,
        "missing_half_hours": missing,
        "tariffs": rows,
    }


async def _async_offers(
    left: int, entry: OctopusEvConfigEntry, point: SupplyPoint
) -> tuple[Offer, ...]:
    """Return what is on offer; everyday polling goes first."""
    if left < IMPORT_RESERVE:
        raise HomeAssistantError(
            translation_domain=DOMAIN, translation_key="asked_much"
        )
    offers = await entry.runtime_data.offers.offers(point)
    if offers is None:
        raise refused("region_unknown")
    return offers


def _used(
    history: History,
    sessions: Sequence[Session],
    region: Region,
    window: Span,
    whole: bool,
    now: datetime,
) -> _Used:
    """Return what was used; runs in a thread."""
    known = history.used(window)
    near = [session for session in sessions if session.span.overlaps(window)]
    house = house_parts(known.readings, near, region, window) if whole else {}
    missing = sum(
        slot + region.interval <= now and slot not in known.readings
        for slot in window.slots(region.interval)
    )
    return car_parts(near, region, window), house, known.book, missing


def _held(point: SupplyPoint, window: Span) -> dict[str, str]:
    """Return the names of the tariffs that a point had, by product."""
    return {
        agreement.product_code: agreement.name or agreement.product_code
        for _, agreement in point.agreements.over(window)
    }


def _row(
    tariff: str, name: str, use: TariffUse, own: TariffUse, whole: bool
) -> dict[str, JSON]:
    """Return what is told of a tariff; the standing charge is in no cost.

    `saving` is what it would have saved, where both are known altogether.
    """
    cost, others = (_cost(one, whole) for one in (use, own))
    return {
        "tariff": tariff,
        "name": name,
        "car": usage_payload(use.car),
        "house": usage_payload(use.house) if whole else None,
        "cost": text(cost),
        "standing_charge": text(use.standing),
        "days_without_standing_charge": use.days_without,
        "complete": cost is not None and not use.days_without,
        "saving": None if cost is None or others is None else text(others - cost),
    }


def _cost(use: TariffUse, whole: bool) -> Decimal | None:
    """Return the cost of all energy, if all of it has a rate."""
    parts = [use.car, use.house] if whole else [use.car]
    if any(part.unpriced for part in parts):
        return None
    return sum((part.priced.cost for part in parts), start=Decimal(0))


COMPARE_TARIFFS: Final = Action(
    name="compare_tariffs",
    run=_async_compare_tariffs,
    fields={
        **POINT,
        **PERIOD,
        probatio.Optional(ATTR_WHOLE_HOME, default=False): probatio.Boolean(),
    },
)
