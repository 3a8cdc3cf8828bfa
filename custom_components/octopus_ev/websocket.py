"""What the cards ask over the websocket: a feed, pages of sessions, one in detail.

Home Assistant lets only users who are signed in ask anything here.
"""

from datetime import UTC, datetime
from typing import Any, Final

import probatio

from homeassistant.components import websocket_api
from homeassistant.components.websocket_api import ActiveConnection
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import config_validation as cv
from homeassistant.util import dt as dt_util

from .card_access import SeenPoint, async_seen_points
from .card_feed import CardFeed
from .card_payload import card_session, card_slots, session_teller
from .card_wire import CardDetail, CardPage, CardSnapshot, CardUpdate
from .const import DOMAIN
from .core.session import Session
from .core.span import BEGINNING, FOREVER, Span

SUBSCRIBE: Final = f"{DOMAIN}/subscribe"
SESSIONS: Final = f"{DOMAIN}/sessions"
SESSION: Final = f"{DOMAIN}/session"

_PAGE: Final = 250
"""A page of sessions is about 200 kB, which a phone takes in at once."""


@callback
def async_setup(hass: HomeAssistant) -> None:
    """Register the commands."""
    for command in (_subscribe, _page, _detail):
        websocket_api.async_register_command(hass, command)


@callback
@websocket_api.websocket_command({probatio.Required("type"): SUBSCRIBE})
def _subscribe(
    hass: HomeAssistant, connection: ActiveConnection, msg: dict[str, Any]
) -> None:
    """Send all supply points, and then what changes."""

    @callback
    def send(payload: CardSnapshot | CardUpdate) -> None:
        connection.send_message(websocket_api.event_message(msg["id"], payload))

    connection.send_result(msg["id"])
    feed = CardFeed(hass, connection.user, send)
    connection.subscriptions[msg["id"]] = feed.async_start()


@callback
@websocket_api.websocket_command(
    {
        probatio.Required("type"): SESSIONS,
        probatio.Required("point"): str,
        probatio.Optional("start"): cv.datetime,
        probatio.Optional("end"): cv.datetime,
        probatio.Optional("limit", default=_PAGE): probatio.All(
            int, probatio.Range(min=1, max=_PAGE)
        ),
    }
)
def _page(
    hass: HomeAssistant, connection: ActiveConnection, msg: dict[str, Any]
) -> None:
    """Send the sessions that began between two times, newest first."""
    if (point := _point(hass, connection, msg["point"])) is None:
        _not_found(connection, msg)
        return
    start, end = _utc(msg.get("start")) or BEGINNING, _utc(msg.get("end")) or FOREVER
    window = Span(start, end) if start < end else None
    within = [
        session
        for session in reversed(point.view.sessions)
        if window is not None and session.span.start in window
    ]
    limit, told = msg["limit"], session_teller(point.view)
    while limit < len(within) and _begin(within, limit) == _begin(within, limit - 1):
        limit += 1  # The next page begins earlier than this one ends.
    page: CardPage = {
        "sessions": [told(session) for session in within[:limit]],
        "before": _begin(within, limit - 1) if limit < len(within) else None,
    }
    connection.send_result(msg["id"], page)


@callback
@websocket_api.websocket_command(
    {
        probatio.Required("type"): SESSION,
        probatio.Required("point"): str,
        probatio.Required("session"): str,
    }
)
def _detail(
    hass: HomeAssistant, connection: ActiveConnection, msg: dict[str, Any]
) -> None:
    """Send one session with its slots."""
    point = _point(hass, connection, msg["point"])
    session = None if point is None else point.engine.session(msg["session"])
    if (
        point is None
        or session is None
        or session.point_key != point.key
        or not session.state.shown
    ):
        _not_found(connection, msg)
        return
    detail: CardDetail = {
        "session": card_session(session, point.view),
        "slots": card_slots(session),
    }
    connection.send_result(msg["id"], detail)


@callback
def _point(
    hass: HomeAssistant, connection: ActiveConnection, key: str
) -> SeenPoint | None:
    """Return a supply point, if the user may see it."""
    seen = async_seen_points(hass, connection.user)
    return next((point for point in seen if point.key == key), None)


@callback
def _not_found(connection: ActiveConnection, msg: dict[str, Any]) -> None:
    """Refuse, with the same words whether it does not exist or is not to be seen."""
    connection.send_error(msg["id"], websocket_api.ERR_NOT_FOUND, "Not found")


def _begin(sessions: list[Session], index: int) -> str:
    return sessions[index].span.start.isoformat()


def _utc(instant: datetime | None) -> datetime | None:
    return None if instant is None else dt_util.as_utc(instant).astimezone(UTC)
