"""Which candidate is which session, so that a session keeps its id as evidence moves."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from functools import reduce
from operator import add
from typing import Final

from .evidence import Candidate
from .session import ZERO, Block, Confidence, Leeway, Session, Source
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
    pair for each candidate, and the sessions that no candidate is. Only candidates of
    two cars may overlap.
    """
    lanes = {
        car: Timeline(
            (candidate.span, place)
            for place, candidate in enumerate(candidates)
            if candidate.device == car
        )
        for car in {candidate.device for candidate in candidates}
    }
    owned: list[list[Session]] = [[] for _ in candidates]
    left: list[Session] = []
    for session in sorted(sessions, key=lambda session: session.anchor):
        found = {
            car: [place for _, place in spans.touching(session.span)]
            for car, spans in lanes.items()
        }
        rivals = sorted(
            place
            for car, places in found.items()
            if not two_cars(car, session.device)
            for place in places
        )
        origin = session.provenance
        own_sensor = Source.CHARGER in origin.sources
        if not rivals and not own_sensor:
            # It has come to be told of another car.
            rivals = sorted(
                place
                for places in found.values()
                for place in places
                if _share(candidates[place].span, session.span) >= _BARRED
            )
        if rivals:
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
        and not two_cars(candidate.device, session.device)
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
    return any(
        _share(candidate.span, session.span) >= _BARRED
        and not two_cars(candidate.device, session.device)
        for session in deleted
    )


def one_claim_a_charge(
    candidates: Iterable[Candidate], bridges: Iterable[Session]
) -> list[Candidate]:
    """Join candidates that overlap, and those that one session of `bridges` touches.

    Candidates of two cars stay apart, and so do charges that the supplier lists apart.
    """
    joined: list[Candidate] = []
    for candidate in sorted(candidates, key=_by_start):
        whole = candidate
        for other in [one for one in joined if one.span.overlaps(candidate.span)]:
            if not two_cars(other.device, whole.device):
                joined.remove(other)
                whole = _joined(other, whole)
        joined.append(whole)
    for session in bridges:
        touched = [
            one
            for one in joined
            if one.span.overlaps(session.span)
            and one.source is not Source.SUPPLIER
            and not two_cars(one.device, session.device)
        ]
        cars = {one.device for one in touched} - {None}
        if len(touched) > 1 and len(cars) <= 1:
            joined = [one for one in joined if one not in touched]
            joined.append(reduce(_joined, touched))
    return sorted(joined, key=_by_start)


def two_cars(one: str | None, other: str | None) -> bool:
    """Tell whether two devices are known to be different cars."""
    return one is not None and other is not None and one != other


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


def _by_start(candidate: Candidate) -> tuple[Span, str]:
    return candidate.span, candidate.device or ""


def _joined(first: Candidate, second: Candidate) -> Candidate:
    """Return one claim for both, of which `first` starts earlier."""
    slots = dict(first.slots)
    for start, energy in second.slots.items():
        slots[start] = slots.get(start, ZERO) + energy
    last = max(first, second, key=lambda candidate: candidate.span.end)
    others = dict(first.others)
    for source, energy in second.energies.items():
        if source is not first.source:
            others[source] = others.get(source, ZERO) + energy
    stated = [one for one in (first.stated, second.stated) if one is not None]
    return Candidate(
        source=first.source,
        blocks=_joined_blocks((*first.blocks, *second.blocks)),
        slots=slots,
        confidence=surer(first.confidence, second.confidence),
        open=first.open or second.open,
        leeway=Leeway(first.leeway.start, last.leeway.end),
        device=first.device or second.device,
        stated=reduce(add, stated) if stated else None,
        others=tuple(others.items()),
    )


def _joined_blocks(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """Return blocks in order, those that overlap as one with the energy of both."""
    joined: list[Block] = []
    for block in sorted(blocks, key=lambda block: block.span):
        if joined and joined[-1].span.overlaps(block.span):
            last = joined.pop()
            block = Block(last.span.hull(block.span), last.energy + block.energy)
        joined.append(block)
    return tuple(joined)


def shared(candidate: Candidate, session: Session) -> timedelta:
    """Return the time that a claim and a session have in common."""
    both = candidate.span.clip(session.span)
    return timedelta() if both is None else both.duration


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
    return energy, shared(candidate, session)
