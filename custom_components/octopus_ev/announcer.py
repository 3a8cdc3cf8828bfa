"""Say what happened to sessions: on the event bus and to whoever listens, once each."""

from collections.abc import Awaitable, Callable, Collection, Container
from datetime import datetime, timedelta
from typing import Final

from homeassistant.core import CALLBACK_TYPE, HomeAssistant, callback
from homeassistant.helpers.dispatcher import (
    async_dispatcher_connect,
    async_dispatcher_send,
)
from homeassistant.util.signal_type import SignalType

from .const import DOMAIN, EVENT_CHARGING_SESSION
from .core.announce import Announcement, Marks, inherited, marked, to_announce
from .core.changes import Changes
from .core.model import Region
from .core.payload import payload
from .core.span import BEGINNING

# Half-hours arrive a day later: what they show of the day before an account was set up
# may be news, what they show of earlier days is history.
_LATE: Final = timedelta(days=1)


class Announcer:
    """Holds what is to be said until the mark that it was said is on disk.

    A crash between the mark and the words loses the words: at most once, then, and
    never twice.
    """

    def __init__(
        self,
        hass: HomeAssistant,
        entry_id: str,
        region: Region,
        write: Callable[[], Awaitable[bool]],
    ) -> None:
        """Take what writes the marks and tells whether they reached the disk."""
        self._hass = hass
        self._region = region
        self._write = write
        self._signal: SignalType[Announcement] = SignalType(f"{DOMAIN}_{entry_id}_said")
        self._unsaid: tuple[Announcement, ...] = ()
        self._news_from: dict[str, datetime] = {}
        self.marks: Marks = {}

    @callback
    def async_subscribe(self, hearer: Callable[[Announcement], None]) -> CALLBACK_TYPE:
        """Call `hearer` with everything that is said."""

        @callback
        def hear(announcement: Announcement) -> None:
            hearer(announcement)

        return async_dispatcher_connect(self._hass, self._signal, hear)

    def fresh(
        self, point_key: str, slots: Collection[datetime], now: datetime, *, first: bool
    ) -> Collection[datetime]:
        """Return in which of the slots, whose readings came just now, a charge is news.

        In the first readings of a point it is not, nor in those that complete them.
        """
        if first:
            self._news_from[point_key] = now - _LATE
            return ()
        since = self._news_from.get(point_key, BEGINNING)
        return [slot for slot in slots if slot >= since]

    def take(self, changes: Changes, fresh: Container[datetime], now: datetime) -> None:
        """Take note of what there is to say of `changes`, and mark it."""
        said = to_announce(changes, self.marks, now=now, fresh=fresh)
        self.marks = marked(inherited(self.marks, changes), said)
        self._unsaid += said

    async def async_say(self) -> bool:
        """Say what is waiting; tell whether nothing is left."""
        if not self._unsaid:
            return True
        if not await self._write():
            return False
        said, self._unsaid = self._unsaid, ()
        for announcement in said:
            self._hass.bus.async_fire(
                EVENT_CHARGING_SESSION,
                dict(payload(announcement.session, announcement.action, self._region)),
            )
            async_dispatcher_send(self._hass, self._signal, announcement)
        return True
