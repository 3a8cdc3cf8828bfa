"""Why a session's car drew power, slot by slot."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Final

from .drawn import by_car, drawn
from .matching import two_cars
from .plans import Plans
from .session import ZERO, PricedSlot, Session, SessionType
from .smart_record import SmartRecord
from .span import Span

_CERTAIN: Final = timedelta(hours=1)
"""Plans change minutes before and after their time. What none stood for that was read
since, nobody planned; should it be reported all the same, the report has the word."""


def labelled(
    sessions: Iterable[Session],
    record: SmartRecord,
    interval: timedelta,
    now: datetime,
) -> dict[str, Session]:
    """Return the sessions of which the supplier now tells more than before, by id.

    What it told once stays: the record need not reach back as far as the sessions.
    """
    if not record:
        return {}
    known = _Known(record, interval, now)
    changed: dict[str, Session] = {}
    for session in sessions:
        if session.state.shown:
            slots = tuple(
                slot
                if (kind := known.type_of(slot, session)) in (None, slot.type)
                else replace(slot, type=kind)
                for slot in session.slots
            )
            if slots != session.slots:
                changed[session.session_id] = replace(session, slots=slots)
    return changed


class _Known:
    """What a record tells of any slot."""

    def __init__(self, record: SmartRecord, interval: timedelta, now: datetime) -> None:
        self._draws = by_car(drawn(record))
        self._plans = Plans(record)
        self._interval = interval
        self._now = now

    def type_of(self, slot: PricedSlot, session: Session) -> SessionType | None:
        """Return why a session's car drew in a slot, or `None` if nothing tells."""
        whole = Span(slot.start, slot.start + self._interval)
        part = whole.clip(session.span) or whole
        if (told := self._told(part, session.device)) is not None:
            return told
        if (planned := self._plans.type_of(part, session.device)) is not None:
            return planned
        certain = self._now - part.end >= _CERTAIN
        if certain and self._plans.unforeseen(part, session.device):
            return SessionType.UNPLANNED
        return None

    def _told(self, part: Span, car: str | None) -> SessionType | None:
        """Return the type of most of what was drawn by the supplier's word."""
        energies: dict[SessionType, Decimal] = {}
        for device, draws in self._draws.items():
            if two_cars(device, car):
                continue
            for span, draw in draws.over(part):
                energy = draw.energy * Decimal(span.duration / draw.span.duration)
                energies[draw.type] = energies.get(draw.type, ZERO) + energy
        return max(energies, key=energies.__getitem__) if energies else None
