"""What the cards order: to correct and add sessions, each of it to be undone."""

from collections.abc import Awaitable, Callable, Collection, Mapping
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, Final, cast

import probatio

from homeassistant.components import websocket_api
from homeassistant.components.websocket_api import ActiveConnection
from homeassistant.core import HomeAssistant, callback
from homeassistant.exceptions import HomeAssistantError, Unauthorized
from homeassistant.helpers import config_validation as cv
from homeassistant.util import dt as dt_util

from .card_access import async_seen_points
from .card_wire import CardDone
from .const import DOMAIN
from .core.changes import Changes
from .core.edits import EditFields
from .core.errors import Reason, RefusedError
from .core.span import Span
from .engine import Engine

AMEND: Final = f"{DOMAIN}/amend"
EDIT: Final = f"{DOMAIN}/edit"
MERGE: Final = f"{DOMAIN}/merge"
SPLIT: Final = f"{DOMAIN}/split"
ADD: Final = f"{DOMAIN}/add"

ERR_NOT_POSSIBLE: Final = "not_possible"
ERR_NOT_SAVED: Final = "not_saved"

_MOST_KWH: Final = 1000
_LONGEST_TEXT: Final = 500

ORDERS: Final[Mapping[str, Callable[[Engine, str], Awaitable[Changes]]]] = {
    "delete": Engine.async_delete,
    "reject": Engine.async_reject,
    "confirm": Engine.async_confirm,
    "restore": Engine.async_restore,
    "take_apart": Engine.async_take_apart,
}

_ENERGY: Final = probatio.All(probatio.Coerce(float), probatio.Range(0, _MOST_KWH))
_TEXT: Final = probatio.Any(
    None, probatio.All(str, probatio.Length(min=1, max=_LONGEST_TEXT))
)


@callback
def async_setup(hass: HomeAssistant) -> None:
    """Register the commands."""
    for command in (_amend, _edit, _merge, _split, _add):
        websocket_api.async_register_command(hass, command)


@websocket_api.websocket_command(
    {
        probatio.Required("type"): AMEND,
        probatio.Required("point"): str,
        probatio.Required("session"): str,
        probatio.Required("order"): probatio.In(ORDERS),
    }
)
@websocket_api.async_response
async def _amend(
    hass: HomeAssistant, connection: ActiveConnection, msg: dict[str, Any]
) -> None:
    """Delete, reject or confirm a session, or take that, a merger or a split back."""
    engine = _engine(hass, connection, msg["point"])
    order = ORDERS[msg["order"]]
    name: str = msg["session"]
    await _async_do(engine, connection, msg, (name,), lambda: order(engine, name))


@websocket_api.websocket_command(
    {
        probatio.Required("type"): EDIT,
        probatio.Required("point"): str,
        probatio.Required("session"): str,
        probatio.Optional("energy_kwh"): probatio.Any(None, _ENERGY),
        probatio.Optional("start"): probatio.Any(None, cv.datetime),
        probatio.Optional("end"): probatio.Any(None, cv.datetime),
        probatio.Optional("note"): _TEXT,
        probatio.Optional("vehicle"): _TEXT,
    }
)
@websocket_api.async_response
async def _edit(
    hass: HomeAssistant, connection: ActiveConnection, msg: dict[str, Any]
) -> None:
    """Correct what is given of a session; null takes that correction back."""
    engine = _engine(hass, connection, msg["point"])
    name: str = msg["session"]
    fields = _fields(msg)
    await _async_do(
        engine, connection, msg, (name,), lambda: engine.async_edit(name, **fields)
    )


@websocket_api.websocket_command(
    {
        probatio.Required("type"): MERGE,
        probatio.Required("point"): str,
        probatio.Required("sessions"): probatio.All(
            [str], probatio.Length(min=2, max=20)
        ),
    }
)
@websocket_api.async_response
async def _merge(
    hass: HomeAssistant, connection: ActiveConnection, msg: dict[str, Any]
) -> None:
    """Make one session of several."""
    engine = _engine(hass, connection, msg["point"])
    names: list[str] = msg["sessions"]
    await _async_do(engine, connection, msg, names, lambda: engine.async_merge(names))


@websocket_api.websocket_command(
    {
        probatio.Required("type"): SPLIT,
        probatio.Required("point"): str,
        probatio.Required("session"): str,
        probatio.Required("at"): cv.datetime,
    }
)
@websocket_api.async_response
async def _split(
    hass: HomeAssistant, connection: ActiveConnection, msg: dict[str, Any]
) -> None:
    """Make two sessions of one; the earlier keeps the id."""
    engine = _engine(hass, connection, msg["point"])
    name: str = msg["session"]
    at = _utc(msg["at"])
    await _async_do(
        engine, connection, msg, (name,), lambda: engine.async_split(name, at)
    )


@websocket_api.websocket_command(
    {
        probatio.Required("type"): ADD,
        probatio.Required("point"): str,
        probatio.Required("start"): cv.datetime,
        probatio.Required("end"): cv.datetime,
        probatio.Required("energy_kwh"): _ENERGY,
    }
)
@websocket_api.async_response
async def _add(
    hass: HomeAssistant, connection: ActiveConnection, msg: dict[str, Any]
) -> None:
    """Add a session that nothing detected."""
    point: str = msg["point"]
    engine = _engine(hass, connection, point)
    start, end = _utc(msg["start"]), _utc(msg["end"])
    if end <= start:
        _refuse(connection, msg, Reason.END_BEFORE_START)
        return
    energy = _energy(msg["energy_kwh"])
    await _async_do(
        engine,
        connection,
        msg,
        (),
        lambda: engine.async_add(point, Span(start, end), energy),
    )


async def _async_do(
    engine: Engine,
    connection: ActiveConnection,
    msg: Mapping[str, Any],
    names: Collection[str],
    order: Callable[[], Awaitable[Changes]],
) -> None:
    """Carry an order out and name the session that is left, or say why not."""
    for name in names:
        session = engine.session(name)
        if session is None or session.point_key != msg["point"]:
            connection.send_error(msg["id"], websocket_api.ERR_NOT_FOUND, "Not found")
            return
    try:
        changes = await order()
    except RefusedError as err:
        _refuse(connection, msg, err.reason)
        return
    except HomeAssistantError as err:
        connection.send_error(
            msg["id"],
            ERR_NOT_SAVED,
            "Not saved",
            translation_key=err.translation_key,
            translation_domain=err.translation_domain,
        )
        return
    # What was added has its name from the order.
    new = (change.session.session_id for change in changes.items)
    left = (engine.session(name) for name in names or new)
    kept = (one.session_id for one in left if one is not None and one.state.shown)
    done: CardDone = {"session": next(kept, None)}
    connection.send_result(msg["id"], done)


@callback
def _refuse(
    connection: ActiveConnection, msg: Mapping[str, Any], reason: Reason
) -> None:
    """Say in the user's language why an order is not possible."""
    connection.send_error(
        msg["id"],
        ERR_NOT_POSSIBLE,
        "Not possible",
        translation_key=reason.value,
        translation_domain=DOMAIN,
    )


@callback
def _engine(hass: HomeAssistant, connection: ActiveConnection, key: str) -> Engine:
    """Return the engine of a supply point whose sessions the user may edit.

    Raises:
        Unauthorized: They may not, or there is no such point.
    """
    for point in async_seen_points(hass, connection.user):
        if point.key == key and point.may_edit:
            return point.engine
    raise Unauthorized


def _fields(msg: Mapping[str, Any]) -> EditFields:
    """Return what is given in the units of the core."""
    fields: dict[str, object] = {
        name: msg[name] for name in ("note", "vehicle") if name in msg
    }
    if "energy_kwh" in msg:
        energy: float | None = msg["energy_kwh"]
        fields["energy"] = None if energy is None else _energy(energy)
    for name in ("start", "end"):
        if name in msg:
            instant: datetime | None = msg[name]
            fields[name] = None if instant is None else _utc(instant)
    return cast(EditFields, fields)


def _energy(kwh: float) -> Decimal:
    return Decimal(str(kwh))


def _utc(instant: datetime) -> datetime:
    return dt_util.as_utc(instant).astimezone(UTC)
