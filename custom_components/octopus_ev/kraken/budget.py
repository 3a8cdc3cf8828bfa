"""Keep requests to one host few and spread out, and stay away while it refuses."""

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from .errors import KrakenRateLimitError

# Everyday polling takes about 140 requests an hour. This leaves room for setting
# up and for a backfill, and stops a runaway loop long before Kraken would.
_ALLOWANCE: Final = 400
_PERIOD: Final = timedelta(hours=1)
# Enough that setting up does not look like an attack to the edge.
_SPACING: Final = timedelta(milliseconds=50)
# How long to stay away when a refusal names no time: doubled each time in a row.
_FIRST_PAUSE: Final = 60.0
LONGEST_PAUSE: Final = 3600.0
"""Seconds after which anything may be asked again, whatever a header says."""


class Budget:
    """What may be asked of one host; share one between clients of the same host.

    A short wait for the spacing is waited here. An allowance that is used up or
    a host that refuses is an error with the time to come back, because a poller
    that knows can show it and plan, and one that hangs for an hour can do neither.
    """

    def __init__(
        self,
        now: Callable[[], datetime],
        *,
        allowance: int = _ALLOWANCE,
        period: timedelta = _PERIOD,
        spacing: timedelta = _SPACING,
    ) -> None:
        """Start with the whole allowance, which grows back evenly over the period."""
        self._now = now
        self._allowance = allowance
        self._grown_per_second = allowance / period.total_seconds()
        self._spacing = spacing
        self._left = float(allowance)
        self._counted_at = now()
        self._last = datetime.min.replace(tzinfo=self._counted_at.tzinfo)
        self._paused_until = self._last
        self._refusals = 0
        self._gate = asyncio.Lock()

    @property
    def left(self) -> int:
        """How many requests may be made now; none while the host refuses."""
        now = self._now()
        if self._pause_left(now):
            return 0
        return int(self._grown(now))

    async def take(self) -> None:
        """Wait for the next request's turn and count it.

        Raises:
            KrakenRateLimitError: if the host is to be left alone for now.
        """
        async with self._gate:
            now = self._now()
            self._check_pause(now)
            self._count(now)
            wait = self._last + self._spacing - now
            if timedelta(0) < wait <= self._spacing:
                await asyncio.sleep(wait.total_seconds())
            self._last = self._now()

    def refused(self, retry_after: float | None) -> float:
        """Leave the host alone and return for how many seconds."""
        pause = retry_after
        if pause is None:
            pause = _FIRST_PAUSE * 2 ** min(self._refusals, 10)
        pause = min(pause, LONGEST_PAUSE)
        self._refusals += 1
        self._paused_until = self._now() + timedelta(seconds=pause)
        return pause

    def accepted(self) -> None:
        """Note that the host answers again."""
        self._refusals = 0

    def _check_pause(self, now: datetime) -> None:
        if left := self._pause_left(now):
            raise KrakenRateLimitError(retry_after=left)

    def _pause_left(self, now: datetime) -> float:
        left = (self._paused_until - now).total_seconds()
        # More than the longest pause means that the machine's clock was set back.
        return left if 0 < left <= LONGEST_PAUSE else 0.0

    def _grown(self, now: datetime) -> float:
        """Return the allowance with what has grown back since it was counted."""
        passed = max(0.0, (now - self._counted_at).total_seconds())
        return min(float(self._allowance), self._left + passed * self._grown_per_second)

    def _count(self, now: datetime) -> None:
        self._left = self._grown(now)
        self._counted_at = now
        if self._left < 1:
            wait = (1 - self._left) / self._grown_per_second
            raise KrakenRateLimitError(
                "The request budget for Kraken is used up", retry_after=wait
            )
        self._left -= 1
