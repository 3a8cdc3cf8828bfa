"""Where a charge that is under way may end: when, with how much, at what cost."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from statistics import median
from typing import Final

from .model import Rate
from .session import ZERO, Session, SessionState
from .span import Span
from .timeline import Timeline

_FEWEST: Final = 5
"""Charges that say what is usual; fewer are chance."""

_MOST: Final = 20
"""Those before are of another season, or another car."""

_HOUR: Final = timedelta(hours=1)
_LONGEST: Final = timedelta(hours=24)
"""A power that would take longer is a charge that has all but stopped."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """The end of a charge if it takes as much as usual, at the power that it has."""

    finish: datetime
    energy: Decimal
    """In kWh, from its beginning."""
    cost: Decimal | None
    """From its beginning; `None` where a rate until then is not known."""


def power_of(session: Session) -> Decimal | None:
    """Return the mean power of the session's last block in kW, or `None`."""
    if not session.blocks:
        return None
    block = session.blocks[-1]
    hours = Decimal(block.span.duration // timedelta(seconds=1)) / 3600
    return block.energy / hours if hours and block.energy else None


def usual_energy(sessions: Sequence[Session]) -> Decimal | None:
    """Return the median energy of the latest charges in kWh; `None` if they are few."""
    over = [session for session in sessions if session.state is not SessionState.LIVE]
    if len(over) < _FEWEST:
        return None
    return median(session.energy for session in over[-_MOST:])


def forecast(
    session: Session,
    sessions: Sequence[Session],
    rates: Timeline[Rate],
    now: datetime,
) -> Forecast | None:
    """Return where `session` may end, or `None` where nothing tells."""
    power, usual = power_of(session), usual_energy(sessions)
    if power is None or usual is None or usual <= session.energy:
        return None
    hours = (usual - session.energy) / power
    if hours * _HOUR.seconds > _LONGEST.total_seconds():
        return None
    finish = now + timedelta(seconds=int(hours * 3600))
    return Forecast(
        finish=finish, energy=usual, cost=_cost(session, power, rates, now, finish)
    )


def _cost(
    session: Session,
    power: Decimal,
    rates: Timeline[Rate],
    now: datetime,
    finish: datetime,
) -> Decimal | None:
    """Return the cost so far and of what is to come, if all of it has a rate."""
    if session.unpriced_energy or finish <= now:
        return session.cost
    ahead = Span(now, finish)
    if any(True for _ in rates.gaps(ahead)):
        return None
    coming = ZERO
    for span, rate in rates.over(ahead):
        seconds = Decimal(span.duration // timedelta(seconds=1))
        coming += power * seconds / 3600 * rate.unit_rate
    return (session.cost or ZERO) + coming
