"""The actions that look again: at the supplier for news, at what is known for sessions."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any, Final

import probatio

from homeassistant.core import ServiceCall, ServiceResponse, SupportsResponse
from homeassistant.exceptions import HomeAssistantError
from homeassistant.util import dt as dt_util

from .action import (
    ATTR_END,
    ATTR_START,
    POINT,
    UTC_TIME,
    Action,
    points_of,
    refused,
    span_of,
)
from .action_period import LONGEST
from .const import DOMAIN
from .coordinator.base import OctopusEvCoordinator
from .core.choice import Choice
from .core.payload import JSON
from .core.session import Session
from .core.span import Span
from .runtime import OctopusEvConfigEntry, OctopusEvRuntime
from .view import PointView

# One look at everything takes a dozen; polling needs the rest.
_LEAST: Final = 40

_LONGEST_SESSION: Final = timedelta(days=1)


async def _async_refresh(
    call: ServiceCall, entry: OctopusEvConfigEntry
) -> ServiceResponse:
    """Ask the supplier now, and return what came.

    Raises:
        HomeAssistantError: It was asked much of late, or answers nothing at all.
    """
    runtime = entry.runtime_data
    if runtime.provider.requests_left < _LEAST:
        raise HomeAssistantError(
            translation_domain=DOMAIN, translation_key="asked_much"
        )
    before = _views(runtime)
    asked = [*_coordinators(runtime)]
    for coordinator in asked:
        await coordinator.async_refresh()
    failed = [one for one in asked if not one.last_update_success]
    if len(failed) == len(asked) and isinstance(
        error := failed[0].last_exception, HomeAssistantError
    ):
        raise HomeAssistantError(
            translation_domain=DOMAIN, translation_key=error.translation_key
        )
    return {
        "points": [_news(before[key], view) for key, view in _views(runtime).items()],
        "failed": [one.name for one in failed],
        "requests_left": runtime.provider.requests_left,
    }


def _coordinators(
    runtime: OctopusEvRuntime,
) -> Iterator[OctopusEvCoordinator[Any]]:
    """Yield what is asked, rates first, so that readings are priced at once."""
    yield runtime.rates
    yield runtime.readings
    yield from runtime.live.values()
    if runtime.smart.cars.data:
        yield from (runtime.smart.cars, runtime.smart.charges, runtime.smart.billed)


def _views(runtime: OctopusEvRuntime) -> dict[str, PointView]:
    return {key: runtime.engine.view(key) for key in runtime.engine.point_keys}


def _news(before: PointView, after: PointView) -> dict[str, JSON]:
    """Return what differs of a supply point."""
    rates = [span.end for span, _ in after.book.house]
    return {
        "point": after.point.key,
        "new_readings": sum(
            before.readings.get(start) != energy
            for start, energy in after.readings.items()
        ),
        "newest_reading": _told(after.newest_reading),
        "rates_until": _told(max(rates, default=None)),
        **_differing(before.sessions, after.sessions),
    }


async def _async_redetect(
    call: ServiceCall, entry: OctopusEvConfigEntry
) -> ServiceResponse:
    """Look for sessions in a period once more, and return what differs.

    Raises:
        ServiceValidationError: The period is none, too long or has not begun, or
            nothing is known of it.
    """
    engine = entry.runtime_data.engine
    now = dt_util.utcnow()
    window = span_of(call.data[ATTR_START], call.data.get(ATTR_END, now))
    if window.duration > LONGEST:
        raise refused("period_too_long")
    points: list[JSON] = []
    for key in points_of(call, entry):
        months = engine.history(key).months
        known = window.clip(Span(months[0], now)) if months else None
        if known is None:
            continue
        # Meanwhile, an import may find sessions of another time.
        near = Choice(window=known.pad(_LONGEST_SESSION, _LONGEST_SESSION))
        before = [one for one in engine.view(key).sessions if one in near]
        await engine.async_redetect(key, known)
        after = [one for one in engine.view(key).sessions if one in near]
        points.append({"point": key, **_differing(before, after)})
    if not points:
        raise refused("no_readings")
    return {"points": points}


def _differing(before: Iterable[Session], after: Iterable[Session]) -> dict[str, JSON]:
    """Return the ids of the sessions that came, differ now, or went."""
    old = {session.session_id: session for session in before}
    new = {session.session_id: session for session in after}
    return {
        "added": [name for name in new if name not in old],
        "changed": [
            name
            for name, session in new.items()
            if name in old and session.revision != old[name].revision
        ],
        "removed": [name for name in old if name not in new],
    }


def _told(instant: datetime | None) -> str | None:
    return None if instant is None else instant.isoformat(timespec="seconds")


REFRESH: Final = Action(
    name="refresh", run=_async_refresh, response=SupportsResponse.OPTIONAL
)
REDETECT: Final = Action(
    name="redetect",
    run=_async_redetect,
    fields={
        **POINT,
        probatio.Required(ATTR_START): UTC_TIME,
        probatio.Optional(ATTR_END): UTC_TIME,
    },
    response=SupportsResponse.OPTIONAL,
    admin=True,
)
