"""How much carbon dioxide the making of a session's energy set free."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import Decimal

from .session import ZERO, Carbon, Session


def carbon_of(session: Session, intensity: Mapping[datetime, Decimal]) -> Carbon | None:
    """Return a session's carbon; `None` where no part of it is known.

    `intensity` is in grams for each kWh, by slot start.
    """
    if not intensity:
        return None
    grams = unknown = ZERO
    known = False
    for slot in session.slots:
        value = intensity.get(slot.start)
        if value is None:
            unknown += slot.energy
        else:
            grams += slot.energy * value
            known = True
    return Carbon(grams, unknown) if known else None


def carbon_together(sessions: Iterable[Session]) -> Carbon | None:
    """Return the carbon of several sessions; `None` where none of it is known."""
    known = False
    grams = unknown = ZERO
    for session in sessions:
        if session.carbon is None:
            unknown += session.energy
        else:
            grams += session.carbon.grams
            unknown += session.carbon.unknown
            known = True
    return Carbon(grams, unknown) if known else None
