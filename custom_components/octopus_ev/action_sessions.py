"""The action that lists sessions, and how any action chooses among them."""

from collections.abc import Iterator
from typing import Final

import probatio

from homeassistant.core import ServiceCall, ServiceResponse

from .action import (
    ATTR_END,
    ATTR_START,
    POINT,
    UTC_TIME,
    Action,
    Fields,
    points_of,
    span_of,
)
from .action_vehicle import ATTR_VEHICLE, VEHICLE, vehicle_key
from .core.away import away_charges
from .core.choice import Choice
from .core.listing import listing
from .core.model import Region
from .core.payload import JSON, by_supplier, elsewhere, provenance, slots, summary
from .core.session import Confidence, Session, SessionType, Source
from .core.smart_record import SmartRecord
from .core.span import BEGINNING, FOREVER
from .runtime import OctopusEvConfigEntry

ATTR_TYPE: Final = "type"
ATTR_SOURCE: Final = "source"
ATTR_CONFIDENCE: Final = "confidence"

CHOICE: Final[Fields] = {
    **POINT,
    **VEHICLE,
    probatio.Optional(ATTR_START, default=BEGINNING): UTC_TIME,
    probatio.Optional(ATTR_END, default=FOREVER): UTC_TIME,
    probatio.Optional(ATTR_TYPE, default=list): probatio.All(
        probatio.EnsureList(), [probatio.Coerce(SessionType)]
    ),
    probatio.Optional(ATTR_SOURCE, default=list): probatio.All(
        probatio.EnsureList(), [probatio.Coerce(Source)]
    ),
    probatio.Optional(ATTR_CONFIDENCE, default=Confidence.POSSIBLE): probatio.Coerce(
        Confidence
    ),
}
"""What a user may say of the sessions to be chosen."""


def chosen(call: ServiceCall, entry: OctopusEvConfigEntry) -> Iterator[Session]:
    """Yield the sessions that a call chooses, by supply point and start.

    Raises:
        ServiceValidationError: The times are reversed, or the supply point is none.
    """
    choice = choice_of(call, entry)
    engine = entry.runtime_data.engine
    for key in points_of(call, entry):
        yield from (one for one in engine.view(key).sessions if one in choice)


def choice_of(call: ServiceCall, entry: OctopusEvConfigEntry) -> Choice:
    """Return what a call says of the sessions to be chosen.

    A vehicle that is not known may be one that was.

    Raises:
        ServiceValidationError: The times are reversed.
    """
    said: str | None = call.data.get(ATTR_VEHICLE)
    return Choice(
        window=span_of(call.data[ATTR_START], call.data[ATTR_END]),
        vehicle=None if said is None else vehicle_key(call.hass, entry, said) or said,
        types=call.data[ATTR_TYPE],
        sources=call.data[ATTR_SOURCE],
        confidence=call.data[ATTR_CONFIDENCE],
    )


def listed(session: Session, region: Region, record: SmartRecord) -> dict[str, JSON]:
    """Return a session as it is listed, with its half hours.

    Of one that the supplier listed lately, what else it says of it is told.
    """
    return {
        "point": session.point_key,
        **summary(session, region),
        "provenance": provenance(session),
        "supplier": by_supplier(listing(record, session)),
        "slots": slots(session),
    }


async def _async_list_sessions(
    call: ServiceCall, entry: OctopusEvConfigEntry
) -> ServiceResponse:
    """Return the sessions that fall, wholly or in part, between two times.

    Apart from them, the charges elsewhere of which the supplier told lately.
    """
    engine = entry.runtime_data.engine
    region = entry.runtime_data.provider.region
    choice = choice_of(call, entry)
    return {
        "sessions": [
            listed(session, region, engine.smart(session.point_key))
            for session in chosen(call, entry)
        ],
        "away": [
            {"point": key, **elsewhere(charge, region)}
            for key in points_of(call, entry)
            for charge in away_charges(engine.smart(key))
            if charge.span.overlaps(choice.window)
            and choice.vehicle in (None, charge.device)
        ],
    }


LIST_SESSIONS: Final = Action(
    name="list_sessions", run=_async_list_sessions, fields=CHOICE
)
