"""Say where in the past the figures of a supply point may differ from before."""

from collections.abc import Callable, Collection, Sequence
from datetime import datetime, timedelta
from decimal import Decimal

from homeassistant.core import CALLBACK_TYPE, callback

from .core.changes import Changes
from .core.session import Session
from .core.span import FOREVER, Span

type Hearer = Callable[[str, Sequence[Span]], None]
"""Hears a point key, and the stretches of time in which everything may differ."""


class Touched:
    """What a step of the engine changed in the past, for those who derive from it.

    It is told once the step is over and the views show it. What is told is a promise of
    the rest: what lies outside has not changed.
    """

    def __init__(self, interval: timedelta) -> None:
        """Start with nobody to tell, and nothing, where slots are this long."""
        self._interval = interval
        self._hearers: list[Hearer] = []
        self._noted: dict[str, list[Span]] = {}

    @callback
    def async_subscribe(self, hearer: Hearer) -> CALLBACK_TYPE:
        """Call `hearer` after every step that changed something."""
        self._hearers.append(hearer)
        return callback(lambda: self._hearers.remove(hearer))

    def note(self, point_key: str, where: Span) -> None:
        """Note that figures may differ there."""
        self._noted.setdefault(point_key, []).append(where)

    def note_since(self, point_key: str, since: datetime | None) -> None:
        """Note that figures may differ from `since` on, where it is not `None`."""
        if since is not None:
            self.note(point_key, Span(since, FOREVER))

    def note_slots(self, point_key: str, slots: Collection[datetime]) -> None:
        """Note that figures may differ from the first of some slots to the last."""
        if slots:
            self.note(point_key, Span(min(slots), max(slots) + self._interval))

    def note_sessions(self, changes: Changes) -> None:
        """Note the slots in which a car took another amount, or at another price.

        Or another car did.
        """
        for change in changes.items:
            slots = _taken(change.before) ^ _taken(change.session)
            self.note_slots(change.session.point_key, {start for start, *_ in slots})

    @callback
    def async_tell(self) -> None:
        """Tell what was noted."""
        noted, self._noted = self._noted, {}
        for hearer in tuple(self._hearers):
            for point_key, spans in noted.items():
                hearer(point_key, spans)


def _taken(
    session: Session | None,
) -> set[tuple[datetime, Decimal, Decimal | None, str | None]]:
    """Return what a session counts for: by slot, the energy, its rate and its vehicle."""
    if session is None or not session.state.shown:
        return set()
    return {
        (slot.start, slot.energy, slot.unit_rate, session.vehicle)
        for slot in session.slots
    }
