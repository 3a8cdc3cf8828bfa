"""Which candidate is which session, so that a session keeps its id as evidence moves."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from functools import reduce
from operator import add
from typing import Final

from .evidence import Candidate
from .session import ZERO, Confidence, Leeway, Session
from .span import Span
from .timeline import Timeline

_BARRED: Final = 0.5
"""Share of the shorter that a deleted session must cover to bar another."""

_SAME: Final = 0.8
"""Share of their hull that two must have in common to be the very same."""

_LONGEST: Final = timedelta(hours=24)
"""No joining makes a longer session, or one charge a night would chain up for ever."""

_SURENESS: Final = tuple(Confidence)


@dataclass(frozen=True, slots=True)
class Pair:
    """A candidate with the sessions that it is, oldest first; none if it is new."""

    candidate: Candidate
    sessions: tuple[Session, ...]


def paired(
    candidates: Sequence[Candidate],
    sessions: Iterable[Session],
    withdrawn: Sequence[Session] = (),
) -> tuple[list[Pair], list[Session]]:
    """Give every session to the candidate that shares most with it.

    Of several, one that is a withdrawn session come back goes by its own id. Return a
    pair for each candidate, and the sessions that no candidate is. The candidates must
    not overlap.
    """
    spans = Timeline(
        (candidate.span, place) for place, candidate in enumerate(candidates)
    )
    owned: list[list[Session]] = [[] for _ in candidates]
    left: list[Session] = []
    for session in sorted(sessions, key=lambda session: session.anchor):
        if rivals := [place for _, place in spans.touching(session.span)]:
            own = [
                place
                for place in rivals
                if len(rivals) == 1 or not _is_back(candidates[place], withdrawn)
            ]
            best = max(
                own or rivals,
                key=lambda place: _shared_energy(session, candidates[place]),
            )
            owned[best].append(session)
        else:
            left.append(session)
    pairs = [
        Pair(candidate, tuple(owners))
        for candidate, owners in zip(candidates, owned, strict=True)
    ]
    return pairs, left


def nearest(
    candidates: Iterable[Candidate], sessions: Iterable[Session], gap: timedelta
) -> dict[int, Session]:
    """Pair what lies no more than `gap` apart, closest first, one to one.

    Return the session of each candidate's place.
    """
    sessions = list(sessions)
    distances = sorted(
        (apart, place, index)
        for place, candidate in enumerate(candidates)
        for index, session in enumerate(sessions)
        if (apart := _distance(candidate.span, session.span)) <= gap
        and candidate.span.hull(session.span).duration <= _LONGEST
    )
    found: dict[int, Session] = {}
    taken: set[int] = set()
    for _, place, index in distances:
        if place not in found and index not in taken:
            found[place] = sessions[index]
            taken.add(index)
    return found


def barred(candidate: Candidate, deleted: Iterable[Session]) -> bool:
    """Tell whether a candidate is a charge that the user deleted."""
    return any(_share(candidate.span, session.span) >= _BARRED for session in deleted)


def one_claim_a_charge(
    candidates: Iterable[Candidate], bridges: Iterable[Session]
) -> list[Candidate]:
    """Join candidates that overlap, and those that one session of `bridges` touches."""
    joined: list[Candidate] = []
    for candidate in sorted(candidates, key=lambda candidate: candidate.span):
        if joined and joined[-1].span.overlaps(candidate.span):
            candidate = _joined(joined.pop(), candidate)
        joined.append(candidate)
    for session in bridges:
        touched = [one for one in joined if one.span.overlaps(session.span)]
        if len(touched) > 1:
            first = joined.index(touched[0])
            joined[first : first + len(touched)] = [reduce(_joined, touched)]
    return joined


def surer(first: Confidence, second: Confidence) -> Confidence:
    """Return the higher of two confidences."""
    return max(first, second, key=_SURENESS.index)


def _is_back(candidate: Candidate, withdrawn: Iterable[Session]) -> bool:
    """Tell whether a candidate is a withdrawn session, near enough from end to end."""
    return any(
        (both := candidate.span.clip(session.span)) is not None
        and both.duration >= _SAME * candidate.span.hull(session.span).duration
        for session in withdrawn
    )


def _joined(first: Candidate, second: Candidate) -> Candidate:
    """Return one claim for both, of which `first` starts earlier."""
    slots = dict(first.slots)
    for start, energy in second.slots.items():
        slots[start] = slots.get(start, ZERO) + energy
    last = max(first, second, key=lambda candidate: candidate.span.end)
    return Candidate(
        source=first.source,
        blocks=tuple(sorted((*first.blocks, *second.blocks), key=lambda b: b.span)),
        slots=slots,
        confidence=surer(first.confidence, second.confidence),
        open=first.open or second.open,
        leeway=Leeway(first.leeway.start, last.leeway.end),
    )


def _share(first: Span, second: Span) -> float:
    """Return the time both cover as a share of the shorter."""
    both = first.clip(second)
    shorter = min(first.duration, second.duration)
    return 0.0 if both is None else both.duration / shorter


def _distance(first: Span, second: Span) -> timedelta:
    """Return the time between two spans; zero where they meet or overlap."""
    return max(second.start - first.end, first.start - second.end, timedelta())


def _shared_energy(session: Session, candidate: Candidate) -> tuple[Decimal, timedelta]:
    """Return the energy that both claim in the same slots, then the shared time."""
    energy = reduce(
        add,
        (
            min(slot.energy, candidate.slots.get(slot.start, ZERO))
            for slot in session.slots
        ),
        ZERO,
    )
    both = session.span.clip(candidate.span)
    return energy, timedelta() if both is None else both.duration
