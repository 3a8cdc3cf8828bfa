"""The one place where an error of Kraken becomes an error of Home Assistant."""

from abc import abstractmethod
from datetime import timedelta
import random
from typing import ClassVar, override

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import ConfigEntryAuthFailed
from homeassistant.helpers.update_coordinator import DataUpdateCoordinator, UpdateFailed
from homeassistant.util import dt as dt_util

from ..const import (
    AUTH_REFUSAL_SPACING,
    DOMAIN,
    JITTER,
    JITTER_MOST,
    LOGGER,
    RETRY_FIRST,
    RETRY_LAST,
)
from ..kraken.errors import (
    KrakenAuthError,
    KrakenConnectionError,
    KrakenError,
    KrakenForbiddenError,
    KrakenNotFoundError,
    KrakenRateLimitError,
)
from .refusals import refusals_of


class OctopusEvCoordinator[T](DataUpdateCoordinator[T]):
    """Poll with jitter, back off from failures, and tell a revoked key from a hiccup."""

    config_entry: ConfigEntry

    proves_key: ClassVar[bool] = True
    """Whether an answer shows that the key is good; public data does not."""

    def __init__(self, hass: HomeAssistant, entry: ConfigEntry, name: str) -> None:
        """Set up polling; nothing is asked yet."""
        super().__init__(
            hass,
            LOGGER,
            config_entry=entry,
            name=name,
            update_interval=RETRY_LAST,
            always_update=False,
        )
        self._failures = 0
        self._refusals = refusals_of(hass, entry.entry_id)

    @abstractmethod
    async def async_fetch(self) -> T:
        """Ask the supplier and hand what came to the engine.

        Raises:
            KrakenError: As the provider does.
        """

    @abstractmethod
    def interval(self, data: T) -> timedelta:
        """Return how long to wait after a success that brought `data`."""

    @override
    async def _async_update_data(self) -> T:
        try:
            data = await self.async_fetch()
        except KrakenError as err:
            self._failures += 1
            raise self._translated(err) from err
        self._failures = 0
        if self.proves_key:
            self._refusals.forget()
        self.update_interval = spread(self.interval(data))
        return data

    def _translated(self, err: KrakenError) -> UpdateFailed | ConfigEntryAuthFailed:
        """Return what Home Assistant is told of `err`."""
        wait = min(RETRY_FIRST * 2 ** min(self._failures - 1, 10), RETRY_LAST)
        match err:
            case KrakenAuthError():
                if self._refusals.count(dt_util.utcnow()):
                    return ConfigEntryAuthFailed(
                        translation_domain=DOMAIN, translation_key=error_key(err)
                    )
                wait = AUTH_REFUSAL_SPACING
            case KrakenRateLimitError():
                wait = max(wait, timedelta(seconds=err.retry_after))
            case KrakenConnectionError():
                pass
            case _:
                # Asking again will hardly help; agreements and meters are read anew
                # every few hours, and this then follows.
                wait = RETRY_LAST
        return UpdateFailed(
            translation_domain=DOMAIN,
            translation_key=error_key(err),
            retry_after=spread(wait).total_seconds(),
        )


def error_key(err: KrakenError) -> str:
    """Return the key of the sentence that tells a user of `err`."""
    match err:
        case KrakenAuthError():
            return "key_refused"
        case KrakenRateLimitError():
            return "throttled"
        case KrakenConnectionError():
            return "unreachable"
        case KrakenForbiddenError() | KrakenNotFoundError():
            return "not_available"
    return "unexpected_answer"


def spread(wait: timedelta) -> timedelta:
    """Return `wait`, a little longer, so that homes do not ask in step.

    Never shorter: whoever asked to wait is not asked early, and no budget is passed.
    """
    return wait + random.random() * min(wait * JITTER, JITTER_MOST)
