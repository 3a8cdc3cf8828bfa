"""The simulator's only clock: frozen, or running at a rate."""

from datetime import UTC, datetime, timedelta


class Clock:
    """A virtual clock; every answer of the simulator derives from it.

    Rate 0 is a frozen clock for tests, moved with `advance` or `set`. Rate 1 without
    a start is the machine's own clock.
    """

    def __init__(self, start: datetime | None = None, *, rate: float = 0) -> None:
        """Start at an aware instant (the machine's now by default)."""
        if start is not None and start.tzinfo is None:
            raise ValueError("The clock starts at an aware instant")
        self._rate = rate
        self._anchor = datetime.now(UTC)
        self._start = self._anchor if start is None else start.astimezone(UTC)

    @property
    def now(self) -> datetime:
        """The virtual instant, in UTC."""
        return self._start + (datetime.now(UTC) - self._anchor) * self._rate

    @property
    def timestamp(self) -> float:
        """The virtual instant in seconds since the epoch."""
        return self.now.timestamp()

    @property
    def rate(self) -> float:
        """Virtual seconds that pass in one real second."""
        return self._rate

    @rate.setter
    def rate(self, rate: float) -> None:
        self.set(self.now)
        self._rate = rate

    def set(self, now: datetime) -> None:
        """Jump to an aware instant and go on from there."""
        if now.tzinfo is None:
            raise ValueError("The clock is set to an aware instant")
        self._anchor = datetime.now(UTC)
        self._start = now.astimezone(UTC)

    def advance(self, step: float | timedelta) -> None:
        """Jump ahead by seconds, or by a timedelta."""
        delta = step if isinstance(step, timedelta) else timedelta(seconds=step)
        self.set(self.now + delta)
