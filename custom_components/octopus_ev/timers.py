"""Call something later, or at every slot boundary, until the clocks are stopped."""

from collections.abc import Callable, Coroutine
from datetime import datetime, timedelta
from typing import Any

from homeassistant.core import CALLBACK_TYPE, HomeAssistant, callback
from homeassistant.helpers.event import async_call_later, async_track_utc_time_change

type Action = Callable[[datetime], Coroutine[Any, Any, None]]


class Timers:
    """The clocks of one engine; before `start` and after `stop` none is set."""

    def __init__(self, hass: HomeAssistant) -> None:
        """Start with none."""
        self._hass = hass
        self._cancels: dict[str, CALLBACK_TYPE] = {}
        self._running = False

    @callback
    def start(self, interval: timedelta, action: Action) -> None:
        """Call `action` at every slot boundary, and let others be set."""
        self._running = True
        minutes = list(range(0, 60, interval // timedelta(minutes=1)))
        self._cancels[""] = async_track_utc_time_change(
            self._hass, action, minute=minutes, second=0
        )

    @callback
    def set(self, name: str, wait: timedelta, action: Action) -> None:
        """Call `action` once after `wait`, in place of the last call of that name."""
        if (cancel := self._cancels.pop(name, None)) is not None:
            cancel()
        if self._running:
            self._cancels[name] = async_call_later(self._hass, wait, action)

    @callback
    def stop(self) -> None:
        """Call nothing any more."""
        self._running = False
        for cancel in self._cancels.values():
            cancel()
        self._cancels.clear()
