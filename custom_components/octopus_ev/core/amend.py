"""What a user can do to sessions; each of it can be undone.

Every function changes a ledger and returns what that changed, or raises `RefusedError`
and changes nothing.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Unpack

from .changes import Changes
from .edits import NO_EDITS, Arrangement, EditFields, Edits, Join, Split, Verdict
from .errors import Reason, RefusedError
from .identity import session_anchor, session_id as new_session_id
from .ledger import Ledger
from .matching import two_cars
from .model import Rate, Region
from .pricing import repriced
from .session import Block, Confidence, Provenance, Session, SessionState, Source
from .slicing import spread
from .span import Span
from .timeline import Timeline
from .vehicle import named


def delete(
    ledger: Ledger, session_id: str, verdict: Verdict = Verdict.DELETED
) -> Changes:
    """Hide a session and bar its time; `NO_CHARGE` says that it was something else.

    The time of a session that was added by hand is not barred.
    """
    session = _shown(ledger, session_id)
    edits = ledger.overlay.of(session_id)
    return _put(
        ledger,
        session_id,
        replace(
            edits,
            verdict=verdict,
            barred=None if session.by_hand else session.span,
            former=edits.verdict,
        ),
    )


def confirm(ledger: Ledger, session_id: str) -> Changes:
    """Stand by a session: whatever the machine finds, it stays."""
    _shown(ledger, session_id)
    edits = replace(ledger.overlay.of(session_id), verdict=Verdict.CONFIRMED)
    return _put(ledger, session_id, edits)


def restore(ledger: Ledger, session_id: str) -> Changes:
    """Take back that a session was deleted, rejected or confirmed.

    One that was confirmed before it was deleted is confirmed again.
    """
    edits = ledger.overlay.of(session_id)
    if edits.verdict is None:
        raise RefusedError(Reason.NOTHING_TO_TAKE_BACK)
    session = ledger.get(session_id)
    if edits.hides and session is not None and session.by_hand:
        _free(ledger, session, session.span)
    edits = replace(edits, verdict=edits.former, barred=None, former=None)
    return _put(ledger, session_id, edits)


def edit(ledger: Ledger, session_id: str, **fields: Unpack[EditFields]) -> Changes:
    """Set what is given; `None` takes that edit back.

    A new time must share some with the charge, and none with another session. Where
    another session has a part of the charge, both ends are set, as they are shown.
    """
    session = _shown(ledger, session_id)
    edits = replace(ledger.overlay.of(session_id), **fields)
    if edits.vehicle is not None:
        # A vehicle keeps its key when it is given another name.
        known = named(ledger.garage.vehicles, edits.vehicle)
        edits = replace(edits, vehicle=edits.vehicle if known is None else known.key)
    if edits.energy is not None:
        _positive(edits.energy)
    if fields.get("start") is not None or fields.get("end") is not None:
        start, end = edits.start or session.span.start, edits.end or session.span.end
        if end <= start:
            raise RefusedError(Reason.END_BEFORE_START)
        span = Span(start, end)
        if not span.overlaps(session.span):
            raise RefusedError(Reason.ANOTHER_TIME)
        _free(ledger, session, span)
        trial = ledger.copy()
        _put(trial, session_id, edits)
        tried = trial.get(session_id)
        if tried is None or not tried.state.shown or tried.span != span:
            # It begins or ends where others do, not where the machine has it.
            edits = replace(edits, start=start, end=end)
    return _put(ledger, session_id, edits)


def merge(ledger: Ledger, session_ids: Iterable[str]) -> Changes:
    """Make one session of several that follow each other; the oldest keeps its id."""
    sessions = [_shown(ledger, name) for name in dict.fromkeys(session_ids)]
    if len(sessions) < 2 or len({session.point_key for session in sessions}) > 1:
        raise RefusedError(Reason.NOT_SEVERAL)
    # Both parts of a session that was cut in its first slot have the same anchor.
    sessions.sort(key=lambda session: (session.anchor, session.span))
    names = tuple(session.session_id for session in sessions)
    _plain(ledger, names)
    starts = [session.span.start for session in sessions]
    whole = Span(min(starts), max(session.span.end for session in sessions))
    _free(ledger, sessions[0], whole, but=names)
    return _arrange(ledger, (*ledger.overlay.arrangements, Join(session_ids=names)))


def split(ledger: Ledger, session_id: str, at: datetime, region: Region) -> Changes:
    """Make two sessions of one; the earlier keeps the id, the later is new."""
    session = _shown(ledger, session_id)
    _plain(ledger, (session_id,))
    if at not in session.span:
        raise RefusedError(Reason.OUTSIDE)
    made = Split(
        point_key=session.point_key,
        at=at,
        session_id=session_id,
        new_id=_free_id(ledger, session.point_key, at),
        anchor=session_anchor(at, region.interval),
    )
    arrangements = (*ledger.overlay.arrangements, made)
    trial = ledger.copy()
    _arrange(trial, arrangements)
    parts = [trial.get(name) for name in (session_id, made.new_id)]
    if not all(part is not None and part.state.shown for part in parts):
        raise RefusedError(Reason.ONE_SIDE)
    return _arrange(ledger, arrangements)


def take_apart(ledger: Ledger, session_id: str) -> Changes:
    """Undo the last merge or split that a session came of."""
    arrangements = ledger.overlay.arrangements
    own = [index for index, made in enumerate(arrangements) if session_id in made.ids]
    if not own:
        raise RefusedError(Reason.NEITHER_MERGED_NOR_SPLIT)
    last = own[-1]
    made = arrangements[last]
    if any(made.ids & later.ids for later in arrangements[last + 1 :]):
        raise RefusedError(Reason.LATER_FIRST)
    _plain(ledger, made.ids)
    rest = (*arrangements[:last], *arrangements[last + 1 :])
    return _arrange(ledger, rest)


def add(
    ledger: Ledger,
    point_key: str,
    span: Span,
    energy: Decimal,
    *,
    rates: Timeline[Rate],
    region: Region,
) -> Changes:
    """Add a charge that no machine found, its energy evenly over its time."""
    _positive(energy)
    session = Session(
        session_id=_free_id(ledger, point_key, span.start),
        point_key=point_key,
        anchor=session_anchor(span.start, region.interval),
        span=span,
        blocks=(Block(span, energy),),
        slots=spread(span, energy, region.interval),
        state=SessionState.PROVISIONAL,
        provenance=Provenance(
            boundaries=Source.MANUAL, energy=Source.MANUAL, sources=(Source.MANUAL,)
        ),
        confidence=Confidence.CONFIRMED,
    )
    _free(ledger, session, span)
    priced = priced_by_hand(session, rates, region)
    return ledger.amend(ledger.overlay, (priced,))


def priced_by_hand(session: Session, rates: Timeline[Rate], region: Region) -> Session:
    """Return a session by hand at these rates; it is settled once all of it has one."""
    session = repriced(session, rates, region, power_kw=None, room={})
    state = SessionState.PROVISIONAL
    if not session.unpriced_energy:
        state = SessionState.SETTLED
    return replace(session, state=state)


def _shown(ledger: Ledger, session_id: str) -> Session:
    session = ledger.get(session_id)
    if session is None or not session.state.shown:
        raise RefusedError(Reason.NO_SUCH_SESSION)
    return session


def _positive(energy: Decimal) -> None:
    if not energy.is_finite() or energy <= 0:
        raise RefusedError(Reason.NO_ENERGY)


def _plain(ledger: Ledger, names: Iterable[str]) -> None:
    """Refuse sessions whose figures are edited: whose would they be then?"""
    for name in names:
        edits = ledger.overlay.of(name)
        if edits.figures or edits.hides:
            raise RefusedError(Reason.EDITED)


def _free(
    ledger: Ledger, session: Session, span: Span, but: Sequence[str] = ()
) -> None:
    """Refuse a time that another session has."""
    for other in ledger.sessions(session.point_key):
        if other.session_id in (session.session_id, *but):
            continue
        if other.span.overlaps(span) and not two_cars(other.device, session.device):
            raise RefusedError(Reason.TAKEN)


def _free_id(ledger: Ledger, point_key: str, at: datetime) -> str:
    """Return an id that no session has or will be given by the machine."""
    taken = {
        split.new_id
        for split in ledger.overlay.arrangements
        if isinstance(split, Split)
    }
    while True:
        name = new_session_id(f"{point_key}|user", at)
        if name not in taken and ledger.get(name) is None:
            return name
        at += timedelta.resolution


def _put(ledger: Ledger, session_id: str, edits: Edits) -> Changes:
    kept = {
        name: value
        for name, value in ledger.overlay.edits.items()
        if name != session_id
    }
    if edits != NO_EDITS:
        kept[session_id] = edits
    return ledger.amend(replace(ledger.overlay, edits=kept))


def _arrange(ledger: Ledger, arrangements: tuple[Arrangement, ...]) -> Changes:
    return ledger.amend(replace(ledger.overlay, arrangements=arrangements))
