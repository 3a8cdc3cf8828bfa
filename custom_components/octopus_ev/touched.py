"""Say since when the figures of a supply point may differ from before."""

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal

from homeassistant.core import CALLBACK_TYPE, callback

from .core.changes import Changes
from .core.model import RateBook
from .core.session import Session

type Hearer = Callable[[str, datetime], None]
"""Hears a point key and an instant: from then on everything may differ."""


class Touched:
    """What a step of the engine changed in the past, for those who derive from it.

    It is told once the step is over and the views show it. What is told is a promise of
    the rest: whatever is earlier has not changed.
    """

    def __init__(self) -> None:
        """Start with nobody to tell, and nothing."""
        self._hearers: list[Hearer] = []
        self._since: dict[str, datetime] = {}

    @callback
    def async_subscribe(self, hearer: Hearer) -> CALLBACK_TYPE:
        """Call `hearer` after every step that changed something."""
        self._hearers.append(hearer)
        return callback(lambda: self._hearers.remove(hearer))

    def note(self, point_key: str, since: datetime | None) -> None:
        """Note that figures may differ from `since` on, where it is not `None`."""
        if since is not None:
            self._since[point_key] = min(since, self._since.get(point_key, since))

    def note_sessions(self, changes: Changes) -> None:
        """Note the slots in which a car took another amount, or at another price."""
        for change in changes.items:
            slots = _taken(change.before) ^ _taken(change.session)
            first = min((start for start, *_ in slots), default=None)
            self.note(change.session.point_key, first)

    @callback
    def async_tell(self) -> None:
        """Tell what was noted."""
        noted, self._since = self._since, {}
        for hearer in tuple(self._hearers):
            for point_key, since in noted.items():
                hearer(point_key, since)


def rates_differ(before: RateBook, after: RateBook) -> datetime | None:
    """Return since when the house pays another rate, or `None`."""
    old, new = iter(before.house), iter(after.house)
    while True:
        was, now = next(old, None), next(new, None)
        if was is None or now is None:
            entry = was or now
            return None if entry is None else entry[0].start
        (former, price), (span, value) = was, now
        if former.start != span.start:
            return min(former.start, span.start)
        if price != value:
            return span.start
        if former.end != span.end:
            return min(former.end, span.end)


def _taken(
    session: Session | None,
) -> set[tuple[datetime, Decimal, Decimal | None]]:
    """Return what a session counts for: by slot, the energy and its rate."""
    if session is None or not session.state.shown:
        return set()
    return {(slot.start, slot.energy, slot.unit_rate) for slot in session.slots}
