"""Where a charge that is under way may end: when, with how much, at what cost."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from statistics import median
from typing import Final

from .ahead import cost_of, energy_ahead, hours
from .model import Rate
from .plan import Plan, blocks
from .session import ZERO, Session, SessionState
from .span import FOREVER, Span
from .timeline import Timeline

_FEWEST: Final = 5
"""Charges that say what is usual; fewer are chance."""

_MOST: Final = 20
"""Those before are of another season, or another car."""

_SECOND: Final = timedelta(seconds=1)
_LONGEST: Final = timedelta(hours=24)
"""A power that would take longer is a charge that has all but stopped."""


class Basis(StrEnum):
    """What tells how much a charge will take, the surest first."""

    TARGET = "target"
    """The state of charge that the car is to reach."""
    PLAN = "plan"
    """What the supplier means to charge."""
    USUAL = "usual"
    """What charges took lately."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """The end of a charge, at the power that it has."""

    finish: datetime
    energy: Decimal
    """In kWh, from its beginning."""
    cost: Decimal | None
    """From its beginning; `None` where a rate until then is not known."""
    basis: Basis


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """What is known of what a car is still to take."""

    need: Decimal | None = None
    """To reach its target, in kWh; `None` where that is not known."""
    plan: Plan = ()
    charging: bool = True
    """Whether it charges now. One that charges outside its plan does not wait for it."""


UNKNOWN: Final = Intake()


def power_of(session: Session) -> Decimal | None:
    """Return the mean power of the session's last block in kW, or `None`."""
    if not session.blocks:
        return None
    block = session.blocks[-1]
    time = hours(block.span)
    return block.energy / time if time and block.energy else None


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
    intake: Intake = UNKNOWN,
) -> Forecast | None:
    """Return where `session` may end, or `None` where nothing tells.

    `rates` are the car's, from now on.
    """
    power = power_of(session)
    if power is None:
        return None
    ahead = Span(now, FOREVER)
    windows = [
        span for block in blocks(intake.plan) if (span := block.clip(ahead)) is not None
    ]
    by_plan = bool(windows) and (not intake.charging or windows[0].start == now)
    if not by_plan:
        windows = [Span(now, now + _LONGEST)]
    basis, need = _need(session, sessions, intake, now, by_plan=by_plan)
    if need is None:
        # Of a plan without energies only the times are known.
        if not by_plan:
            return None
        need = sum((power * hours(span) for span in windows), start=ZERO)
    if need <= 0:
        return None
    taken = _taken(windows, power, need)
    energy = sum((kwh for _, kwh in taken), start=ZERO)
    if not by_plan and energy < need:
        return None
    return Forecast(
        finish=taken[-1][0].end,
        energy=session.energy + energy,
        cost=_cost(session, taken, rates),
        basis=basis,
    )


def _need(
    session: Session,
    sessions: Sequence[Session],
    intake: Intake,
    now: datetime,
    *,
    by_plan: bool,
) -> tuple[Basis, Decimal | None]:
    """Return how much is to come, in kWh, and what tells so."""
    if intake.need is not None:
        return Basis.TARGET, intake.need
    if by_plan:
        return Basis.PLAN, energy_ahead(intake.plan, Span(now, FOREVER))
    usual = usual_energy(sessions)
    return Basis.USUAL, None if usual is None else usual - session.energy


def _taken(
    windows: Sequence[Span], power: Decimal, need: Decimal
) -> list[tuple[Span, Decimal]]:
    """Return when a car draws what it needs, and how much of it."""
    taken: list[tuple[Span, Decimal]] = []
    for span in windows:
        most = power * hours(span)
        if need <= most:
            time = max(timedelta(seconds=int(need / power * 3600)), _SECOND)
            taken.append((Span(span.start, span.start + time), need))
            break
        taken.append((span, most))
        need -= most
    return taken


def _cost(
    session: Session, taken: Sequence[tuple[Span, Decimal]], rates: Timeline[Rate]
) -> Decimal | None:
    """Return the cost so far and of what is to come, if all of it has a rate."""
    if session.unpriced_energy:
        return None
    total = session.cost or ZERO
    for span, energy in taken:
        if (cost := cost_of(span, energy, rates)) is None:
            return None
        total += cost
    return total
