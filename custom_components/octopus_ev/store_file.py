"""One file in Home Assistant's storage that loses nothing to a full or faulty disk."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, Final, override

from homeassistant.core import CoreState, HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import issue_registry as ir
from homeassistant.helpers.storage import Store, UnsupportedStorageVersionError
from homeassistant.util import dt as dt_util
from homeassistant.util.file import WriteError

from .codec import CodecError, Json
from .const import DOMAIN, LOGGER

_RETRY_SECONDS: Final = 300.0
"""A disk that is full now may have been tidied up by then."""


class StoreFile[T](Store[Json]):
    """A versioned file whose content is decoded, or moved aside, when it is read.

    A newer minor version is read as it is. What cannot be read is kept under another
    name and reported as a repair; the caller goes on as if there had been no file.
    """

    def __init__(
        self,
        hass: HomeAssistant,
        key: str,
        *,
        version: int,
        minor_version: int,
        decode: Callable[[Json], T],
        snapshot: Callable[[], Json],
        first: Callable[[], Awaitable[bool]] | None = None,
    ) -> None:
        """Take what reads the content and what returns it.

        `snapshot` is called in a thread, so it may touch frozen values only. `first`
        is awaited before each write, and tells whether it may follow.
        """
        super().__init__(
            hass,
            version,
            key,
            private=True,
            atomic_writes=True,
            minor_version=minor_version,
            serialize_in_event_loop=False,
        )
        self._decode = decode
        self._snapshot = snapshot
        self._first = first
        self._failing = False
        self._waiting = False
        self._due = 0.0
        self._closed = False

    async def async_read(self) -> T | None:
        """Return what the file holds; `None` when there is none that can be read."""
        try:
            data = await self.async_load()
            return (
                None
                if data is None
                else await self.hass.async_add_executor_job(self._decode, data)
            )
        except (
            AttributeError,
            CodecError,
            KeyError,
            NotImplementedError,
            TypeError,
            UnsupportedStorageVersionError,
        ):
            await self._async_move_aside()
            return None

    def schedule(self, delay: float) -> None:
        """Write within `delay` seconds, and again until it worked."""
        due = self.hass.loop.time() + delay
        if self._waiting and self._due <= due:
            # What waits for long must not hold up what is to be written soon.
            return
        self._waiting, self._due = True, due
        self.async_delay_save(self._snapshot, delay)

    async def async_write(self) -> bool:
        """Write now; tell whether the content reached the disk.

        While Home Assistant stops it has not: the write then comes last of all.
        """
        self.async_delay_save(self._snapshot)
        if self.hass.state is not CoreState.stopping:
            # Who waits may be cancelled; the thread that writes is not, and whoever
            # comes next waits for it.
            writing = self._async_handle_write_data()  # type: ignore[no-untyped-call]
            await asyncio.shield(self.hass.async_create_task(writing))
        return not self._failing and not self.hass.is_stopping

    async def async_flush(self) -> bool:
        """Write what is waiting; tell whether nothing is left to be written."""
        # A write under way ends first, or its old content could come last.
        async with self._write_lock:
            waiting = self._waiting
        if waiting:
            await self.async_write()
        return not self._failing

    async def async_close(self) -> None:
        """Write what is waiting, for the last time: another entry takes over."""
        self._closed = True
        await self.async_flush()

    @override
    async def _async_write_data(self, data: dict[str, Any]) -> None:
        # What is scheduled while this is written waits for a write of its own.
        self._waiting = False
        try:
            await self._async_write_first()
            await super()._async_write_data(data)
        except WriteError:
            if not self._failing:
                LOGGER.warning("Storage cannot be written; it is tried again")
            self._failing = True
            if not self._closed and not self.hass.is_stopping:
                self.schedule(_RETRY_SECONDS)
        else:
            self._failing = False

    async def _async_write_first(self) -> None:
        """Write what must not be older on disk than this.

        Raises:
            WriteError: It cannot be written.
        """
        if self._first is not None and not await self._first():
            raise WriteError

    async def _async_move_aside(self) -> None:
        """Keep the file under another name, and say so in a repair."""
        aside = f"{self.key}.unreadable.{dt_util.utcnow():%Y%m%dT%H%M%S}"
        path = Path(self.path)
        try:
            await self.hass.async_add_executor_job(path.rename, path.with_name(aside))
        except OSError as err:
            raise HomeAssistantError(
                translation_domain=DOMAIN, translation_key="store_stuck"
            ) from err
        ir.async_create_issue(
            self.hass,
            DOMAIN,
            aside,
            # Confirming it is all there is to do, and makes it go away.
            is_fixable=True,
            is_persistent=True,
            severity=ir.IssueSeverity.WARNING,
            translation_key="store_unreadable",
            translation_placeholders={"file": aside},
        )
