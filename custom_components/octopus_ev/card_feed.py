"""Keep the cards of one browser up to date: a snapshot, then what changes."""

from collections.abc import Callable, Mapping
from typing import Final

from homeassistant.auth.models import User
from homeassistant.config_entries import (
    SIGNAL_CONFIG_ENTRY_CHANGED,
    ConfigEntry,
    ConfigEntryChange,
)
from homeassistant.core import CALLBACK_TYPE, HomeAssistant, callback
from homeassistant.helpers.dispatcher import async_dispatcher_connect

from .card_access import SeenPoint, async_loaded, async_seen_points
from .card_payload import card_point, card_session
from .card_wire import CardChanges, CardPoint, CardSession, CardSnapshot, CardUpdate
from .const import DOMAIN
from .core.session import Session

SNAPSHOT: Final = "snapshot"
UPDATE: Final = "update"


class CardFeed:
    """What one subscription has told of the supply points that its user may see."""

    def __init__(
        self,
        hass: HomeAssistant,
        user: User,
        send: Callable[[CardSnapshot | CardUpdate], None],
    ) -> None:
        """Take who listens; nothing is sent yet."""
        self._hass = hass
        self._user = user
        self._send = send
        self._seen: tuple[SeenPoint, ...] = ()
        self._told: dict[str, CardPoint] = {}
        self._sessions: dict[str, Mapping[str, Session]] = {}
        self._engines: list[CALLBACK_TYPE] = []

    @callback
    def async_start(self) -> CALLBACK_TYPE:
        """Send the snapshot and what follows; return what ends that."""
        forget = async_dispatcher_connect(
            self._hass, SIGNAL_CONFIG_ENTRY_CHANGED, self._async_entry_changed
        )
        self._async_begin()

        @callback
        def stop() -> None:
            forget()
            self._async_leave()

        return stop

    @callback
    def _async_entry_changed(
        self, _change: ConfigEntryChange, entry: ConfigEntry
    ) -> None:
        """Begin anew when an account is set up or taken away."""
        if entry.domain == DOMAIN:
            self._async_leave()
            self._async_begin()

    @callback
    def _async_leave(self) -> None:
        for leave in self._engines:
            leave()
        self._engines.clear()

    @callback
    def _async_begin(self) -> None:
        self._seen = tuple(async_seen_points(self._hass, self._user))
        self._engines.extend(
            entry.runtime_data.engine.async_subscribe(self._async_changed)
            for entry in async_loaded(self._hass)
        )
        self._told = {seen.key: _point(seen) for seen in self._seen}
        self._sessions = {seen.key: _sessions(seen) for seen in self._seen}
        self._send({"kind": SNAPSHOT, "points": list(self._told.values())})

    @callback
    def _async_changed(self) -> None:
        """Send what differs from what was told; nothing where nothing does."""
        points: dict[str, CardChanges] = {}
        changed: list[CardSession] = []
        removed: list[str] = []
        for seen in self._seen:
            point = _point(seen)
            if changes := _changes(self._told[seen.key], point):
                points[seen.key] = changes
                self._told[seen.key] = point
            before, after = self._sessions[seen.key], _sessions(seen)
            changed.extend(
                card_session(session, seen.view)
                for name, session in after.items()
                if before.get(name) is not session
            )
            removed.extend(before.keys() - after.keys())
            self._sessions[seen.key] = after
        if points or changed or removed:
            self._send(
                {
                    "kind": UPDATE,
                    "points": points,
                    "sessions": changed,
                    "removed": removed,
                }
            )


def _point(seen: SeenPoint) -> CardPoint:
    return card_point(
        seen.view, device_id=seen.device_id, name=seen.name, may_edit=seen.may_edit
    )


def _sessions(seen: SeenPoint) -> Mapping[str, Session]:
    return {session.session_id: session for session in seen.view.sessions}


def _changes(before: CardPoint, after: CardPoint) -> CardChanges:
    earlier: Mapping[str, object] = {**before}
    return {name: value for name, value in after.items() if earlier[name] != value}
