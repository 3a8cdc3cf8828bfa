"""Which parts of smart charging an account has, found out by asking for them.

No list of makes or tariffs tells. A part that is refused, unknown or not understood is
left alone until the next day and then asked for again; the other parts go on. It is
kept in memory: a restart asks anew.
"""

from collections.abc import Callable, Coroutine, Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from homeassistant.util import dt as dt_util

from ..const import CAPABILITY_RETRY, LOGGER
from ..kraken.errors import (
    KrakenError,
    KrakenForbiddenError,
    KrakenNotFoundError,
    KrakenQueryError,
    KrakenResponseError,
)


class Part(StrEnum):
    """What a supplier may know of cars."""

    DEVICES = "devices"
    DETAILS = "device_details"
    """All of a device but what it is and what it does."""
    PLANNED = "planned_dispatches"
    COMPLETED = "completed_dispatches"
    CHARGES = "charging_sessions"
    BILLED = "billed_split"


class Capabilities:
    """The parts of one account that are off for now."""

    def __init__(self) -> None:
        """Start with every part worth asking for."""
        self._refused: dict[tuple[Part, str], tuple[datetime, KrakenError]] = {}
        self._since: dict[tuple[Part, str], datetime] = {}

    @property
    def off(self) -> Mapping[Part, str]:
        """Why a part is off, in our own words and the supplier's codes."""
        return {part: str(err) for (part, _), (_, err) in self._refused.items()}

    def refused_for(self, part: Part) -> timedelta:
        """Return how long a part has been off for the whole account, if it is."""
        since = self._since.get((part, ""))
        return timedelta() if since is None else dt_util.utcnow() - since

    async def async_ask[T](
        self,
        part: Part,
        question: Callable[[], Coroutine[Any, Any, T]],
        subject: str = "",
    ) -> T | None:
        """Return the answer to a question, or `None` while its part is off.

        `subject` is what the part may be off for alone, like a device's key.

        Raises:
            KrakenError: Asking again soon may help.
        """
        refused = self._refused.get((part, subject))
        if refused and dt_util.utcnow() - refused[0] < CAPABILITY_RETRY:
            return None
        try:
            answer = await question()
        except (
            KrakenForbiddenError,
            KrakenNotFoundError,
            KrakenQueryError,
            KrakenResponseError,
        ) as err:
            LOGGER.debug("%s is left alone until tomorrow: %s", part, err)
            now = dt_util.utcnow()
            self._refused[part, subject] = (now, err)
            self._since.setdefault((part, subject), now)
            return None
        self.note_back(part, subject)
        return answer

    def note_back(self, part: Part, subject: str = "") -> None:
        """Take a part for one that is there, whoever told so."""
        self._refused.pop((part, subject), None)
        self._since.pop((part, subject), None)
