"""Instants from a file, on the clocks that it was written by."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from .errors import BadFileError

HALF_HOUR: Final = timedelta(minutes=30)


class Clock:
    """Puts offsets to local times, which must come in the order of time.

    Where the clocks go back, an hour of local times comes twice: first in summer time.
    """

    def __init__(self, tz: ZoneInfo) -> None:
        """Take the zone of the local times."""
        self._tz = tz
        self._seen: Counter[datetime] = Counter()

    def instant(self, moment: datetime) -> datetime:
        """Return the instant in UTC of a moment that may be without an offset.

        Raises:
            BadFileError: The clocks never showed it.
        """
        if moment.tzinfo is not None:
            return moment.astimezone(UTC)
        first, second = self._both(moment)
        if second < first:
            raise BadFileError(
                f"the clocks of {self._tz.key} went forward and never showed"
                f" {moment:%H:%M} on {moment:%Y-%m-%d}. If this is UTC, say"
                " --timezone UTC."
            )
        again = self._seen[moment] % 2
        self._seen[moment] += 1
        return second if again else first

    def check_half_hour(self, start: datetime, end: datetime) -> None:
        """Make sure that `end`, which may be without an offset, is half an hour on.

        Raises:
            BadFileError: It is not.
        """
        ends = self._both(end) if end.tzinfo is None else (end.astimezone(UTC),)
        if start + HALF_HOUR not in ends:
            minutes = (ends[0] - start) // timedelta(minutes=1)
            raise BadFileError(
                f"the reading is over {minutes} minutes; half-hours are needed."
            )

    def _both(self, moment: datetime) -> tuple[datetime, datetime]:
        """Return what a local time means before and after a change of the clocks."""
        first, second = (
            moment.replace(tzinfo=self._tz, fold=fold).astimezone(UTC)
            for fold in (0, 1)
        )
        return first, second
