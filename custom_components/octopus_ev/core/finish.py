"""The last step of fusing: the meter's limit, the price and the state."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Final

from .blocks import allotted
from .model import Rate, Region
from .periods import day_span, local_day
from .pricing import repriced
from .session import EXACT, PricedSlot, Session, SessionState, Source
from .span import BEGINNING, Span
from .timeline import Timeline

_SILENCE: Final = timedelta(hours=2)
"""A charge that nothing was heard of for so long is over, if readings reach past it."""

_LONG_SILENCE: Final = timedelta(hours=24)
"""The same without such readings: no charge lasts longer."""

_QUIET: Final = timedelta(hours=1)
"""Readings on either side of a charge that tell where it began and ended."""

_SECOND_THOUGHTS: Final = timedelta(hours=12)
"""Half-hours are looked at again for so long, as more of the house around a charge
comes to light; until then the same result twice tells nothing."""

_REPORTED: Final = timedelta(hours=48)
"""Dispatches that are no older may still be corrected, or come at all."""


def finished(
    sessions: Iterable[Session],
    before: Mapping[str, Session],
    *,
    region: Region,
    readings: Mapping[datetime, Decimal],
    rates: Timeline[Rate],
    charger_power_kw: Decimal | None,
    examined: Sequence[Span],
    now: datetime,
    supplied: bool = False,
) -> tuple[Session, ...]:
    """Return the sessions of one point priced and in order of start.

    `before` has them as they were, by id; `examined` is where half-hours were looked
    at again. Without the charger's power the excess stays as it was known. Where the
    supplier tells of cars (`supplied`), it may do so for two days more.
    """
    room = dict(readings)
    newest = max(readings, default=BEGINNING)
    stored = {
        slot.start: slot
        for session in before.values()
        for slot in session.slots
        if slot.unit_rate is not None
    }
    result: list[Session] = []
    for session in sorted(sessions, key=lambda session: session.span.start):
        former = before.get(session.session_id)
        if not session.state.shown:
            result.append(session)
            continue
        if session is former and _stands(session, room, rates):
            _metered(session, room)
            result.append(session)
            continue
        metered = _metered(session, room)
        if not metered:
            if former is not None:
                result.append(replace(former, state=SessionState.WITHDRAWN))
            continue
        whole = _with_slots(session, former, metered, stored, region)
        whole = _told_live(whole, readings)
        whole = repriced(whole, rates, region, power_kw=charger_power_kw, room=room)
        looked = any(
            window.start <= whole.span.start and whole.span.end <= window.end
            for window in examined
        )
        patience = _REPORTED if supplied else timedelta()
        read = newest >= whole.span.end + _SECOND_THOUGHTS and all(
            slot in readings
            for slot in whole.span.pad(_QUIET, _QUIET).slots(region.interval)
        )
        ripe = looked and read and now - whole.span.end >= patience
        firm = ripe and newest in _next_day(whole, region)
        state = _state(whole, former, newest=newest, ripe=ripe, firm=firm, now=now)
        result.append(replace(whole, state=state))
    return tuple(result)


def _next_day(session: Session, region: Region) -> Span:
    """Return the slots that close the local day after the one a session ended on."""
    day = local_day(region, session.span.end) + timedelta(days=1)
    end = day_span(region, day).end
    return Span(end - region.interval, end + timedelta(days=1) - region.interval)


def _stands(
    session: Session, room: Mapping[datetime, Decimal], rates: Timeline[Rate]
) -> bool:
    """Tell whether nothing speaks against a settled session; most are that."""
    if session.state is not SessionState.SETTLED:
        return False
    for slot in session.slots:
        rate = rates.at(slot.start)
        if rate is not None and (
            rate.unit_rate != slot.unit_rate or rate.band is not slot.band
        ):
            return False
        if slot.energy != _limited(slot, room):
            return False
    return True


def _metered(session: Session, room: dict[datetime, Decimal]) -> tuple[PricedSlot, ...]:
    """Return the session's slots within what is left of the readings, and take it."""
    slots: list[PricedSlot] = []
    for slot in session.slots:
        if (left := room.get(slot.start)) is not None:
            energy = _limited(slot, room)
            room[slot.start] = left - energy
            if slot.energy != energy:
                slot = replace(slot, energy=energy)
        if slot.energy or slot.total:
            slots.append(slot)
    return tuple(slots)


def _limited(slot: PricedSlot, room: Mapping[datetime, Decimal]) -> Decimal:
    """Return what of a slot's energy can have come through the meter.

    A reading that is corrected upwards has room for more of what the charger told.
    """
    if (left := room.get(slot.start)) is None:
        return slot.energy
    return min(slot.energy if slot.total is None else slot.total, left)


def _with_slots(
    session: Session,
    former: Session | None,
    slots: Sequence[PricedSlot],
    stored: Mapping[datetime, PricedSlot],
    region: Region,
) -> Session:
    """Return the session with these energies, the stored rates and blocks to match."""
    priced = tuple(
        slot
        if slot.unit_rate is not None or slot.start not in stored
        else replace(
            slot,
            unit_rate=stored[slot.start].unit_rate,
            band=stored[slot.start].band,
        )
        for slot in slots
    )
    spans = [block.span for block in session.blocks]
    same = former is not None and _energies(former.slots) == _energies(priced)
    if former is not None and same and [b.span for b in former.blocks] == spans:
        blocks = former.blocks
    else:
        blocks = allotted(spans, priced, region.interval)
    whole = replace(session, slots=priced, blocks=blocks)
    if former is None or not same:
        return replace(
            whole, reference_cost=None, excess=None, cost_low=None, cost_high=None
        )
    return replace(
        whole,
        reference_cost=former.reference_cost,
        excess=former.excess,
        cost_low=former.cost_low,
        cost_high=former.cost_high,
    )


def _told_live(session: Session, readings: Mapping[datetime, Decimal]) -> Session:
    """Return the session with its energy kept as it was told before any reading."""
    origin = session.provenance
    seen = Source.CHARGER in origin.sources or Source.LIVE in origin.sources
    told = origin.energy in (Source.SUPPLIER, Source.DISPATCH)
    if not seen or told or any(slot.start in readings for slot in session.slots):
        return session
    return replace(session, provenance=replace(origin, live_energy=session.energy))


def _energies(slots: Iterable[PricedSlot]) -> list[tuple[datetime, Decimal]]:
    return [(slot.start, slot.energy) for slot in slots]


def _state(
    session: Session,
    former: Session | None,
    *,
    newest: datetime,
    ripe: bool,
    firm: bool,
    now: datetime,
) -> SessionState:
    """Return how far the session has come.

    It is settled once its slots are all read and priced and half-hours, looked at
    again, say the same, or have the whole of the next day behind them: more of them
    would move it for ever. A correction does not take that back. Silence
    ends nothing: telemetry that comes back, or readings, tell when a charge ended.
    """
    read = newest >= session.span.end
    patience = _SILENCE if read else _LONG_SILENCE
    if session.state is SessionState.LIVE and now - session.span.end <= patience:
        return SessionState.LIVE
    priced = all(slot.unit_rate is not None for slot in session.slots)
    if former is None or not priced:
        return SessionState.PROVISIONAL
    if former.state is SessionState.SETTLED:
        return SessionState.SETTLED
    unchanged = _firm(former) == _firm(replace(session, state=SessionState.PROVISIONAL))
    return (
        SessionState.SETTLED
        if firm or (ripe and unchanged)
        else SessionState.PROVISIONAL
    )


def _firm(session: Session) -> Session:
    """Return a session without what wavers as the house becomes better known."""
    return replace(session, leeway=EXACT, excess=None, cost_low=None, cost_high=None)
