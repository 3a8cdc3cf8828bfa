"""What the supplier and half-hours claim, as one claim a charge.

The supplier has the word on when its cars drew and how much. Half-hours bear it out,
and tell of what it does not know: a charge of another car, or outside its plan.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from functools import reduce
from operator import add
from typing import Final

from .drawn import Plug, drawn, plugs
from .evidence import Candidate, Detection
from .matching import two_cars
from .owners import lane
from .presence import Presence
from .session import ZERO, Block, Source
from .smart_record import SmartRecord
from .span import Span, ceiling, floor

SUPPLIED: Final = (Source.SUPPLIER, Source.DISPATCH)
"""What the supplier tells."""

_LEAST: Final = Decimal(1)
_LEAST_SLOTS: Final = 2
"""In kWh, and in slots that the supplier does not touch: what half-hours see less of
beside a charge that is known is the house."""

_LONGEST: Final = timedelta(hours=24)
"""What was not unplugged for longer is not one charge for all that."""

_TWO: Final = 2
_SEAM: Final = timedelta(minutes=45)
"""Where there are two cars, what is further from a known charge may be the other's."""


def composed(
    detections: Iterable[Detection], record: SmartRecord, interval: timedelta
) -> list[Detection]:
    """Return the detections with what the supplier tells within those of half-hours.

    Half-hours that know of no charger to look for have not seen that nothing charged.
    """
    others: list[Detection] = []
    told: list[Detection] = []
    for detection in detections:
        (told if detection.source in SUPPLIED else others).append(detection)
    claims = [claim for detection in told for claim in detection.candidates]
    known = _Known(plugs(record), Presence(record, drawn(record)))
    if not claims and not known.plugs:
        return others
    result: list[Detection] = []
    taken: list[Candidate] = []
    for detection in others:
        if detection.source is Source.HALF_HOURLY:
            seen = reduce(
                Span.hull, (one.span for one in detection.candidates), detection.window
            )
            mine = [claim for claim in claims if claim.span.overlaps(seen)]
            taken += mine
            found = _as_one(mine, detection.candidates, known, interval)
            blind = mine and detection.charger_power_kw is None
            detection = replace(
                detection,
                source=Source.DISPATCH if blind else detection.source,
                candidates=tuple(found),
            )
        result.append(detection)
    if rest := tuple(claim for claim in claims if claim not in taken):
        result.append(
            Detection(source=Source.DISPATCH, window=told[0].window, candidates=rest)
        )
    return result


def _as_one(
    supplied: Iterable[Candidate],
    half_hours: Iterable[Candidate],
    known: _Known,
    interval: timedelta,
) -> Iterator[Candidate]:
    """Yield one claim a charge: what half-hours show of one, or show of it beside."""
    claims = [*supplied]
    cars = {claim.device for claim in claims} | {plug.device for plug in known.plugs}
    for found in half_hours:
        mine = [
            place
            for place, claim in enumerate(claims)
            if not two_cars(claim.device, found.device)
        ]
        places = [
            place for place in mine if claims[place].slots.keys() & found.slots.keys()
        ]
        if not places and (plug := _plug_of(found, known.plugs)) is not None:
            found = replace(found, device=plug.device)
            places = [
                place
                for place in mine
                if claims[place].device == plug.device
                and claims[place].span.overlaps(plug.span)
            ]
        if not places:
            places = [
                place
                for place in mine
                if claims[place].source in SUPPLIED
                and known.one_stay(found, claims[place])
            ]
        if not places:
            claims.append(found)
            continue
        pieces = [*_beside(found, [claims[place] for place in places], interval)]
        for place in places:
            claims[place] = _with(claims[place], found, None, interval)
        for piece in pieces:
            place = min(places, key=lambda at: _apart(claims[at].span, piece))
            if known.accounts_for(piece, claims[place].device):
                continue
            if (
                len(cars) < _TWO
                or found.device is not None
                or _apart(claims[place].span, piece) <= _SEAM
            ):
                claims[place] = _with(claims[place], found, piece, interval)
            else:
                claims.append(_only(found, piece, interval))
    yield from claims


@dataclass(frozen=True, slots=True)
class _Known:
    """What else the supplier tells of its cars."""

    plugs: tuple[Plug, ...]
    presence: Presence

    def accounts_for(self, piece: Span, car: str | None) -> bool:
        """Tell whether the supplier saw the one car that was there, and no charge."""
        return (
            car is not None
            and self.presence.in_sight(piece, car)
            and self.presence.alone(piece, car)
        )

    def one_stay(self, found: Candidate, claim: Candidate) -> bool:
        """Tell whether a charge of which the supplier saw nothing is the same car's.

        It was not unplugged in between, and is the only one that can have charged.
        """
        car = claim.device
        return (
            car is not None
            and not found.span.overlaps(claim.span)
            and found.span.hull(claim.span).duration <= _LONGEST
            and self.presence.same_stay(found.span, claim.span, car)
            and (found.device == car or self.presence.alone(found.span, car))
            and not self.presence.in_sight(found.span, car)
        )


def _plug_of(found: Candidate, plugs: Iterable[Plug]) -> Plug | None:
    """Return the one charge that is listed for most of the time of a claim."""
    return next(
        (
            plug
            for plug in plugs
            if not two_cars(plug.device, found.device)
            and (both := plug.span.clip(found.span)) is not None
            and both.duration > found.span.duration / 2
        ),
        None,
    )


def _beside(
    found: Candidate, known: Iterable[Candidate], interval: timedelta
) -> Iterator[Span]:
    """Yield when half-hours see a charge in slots that the supplier does not touch."""
    covered = lane(
        (Span(floor(block.span.start, interval), ceiling(block.span.end, interval)), 0)
        for claim in known
        for block in claim.blocks
    )
    for block in found.blocks:
        for gap in covered.gaps(block.span):
            energies = _energies(found, gap, interval).values()
            if len(energies) >= _LEAST_SLOTS and reduce(add, energies) >= _LEAST:
                yield gap


def _with(
    claim: Candidate, found: Candidate, piece: Span | None, interval: timedelta
) -> Candidate:
    """Return a claim that half-hours bear out, with a piece of theirs if there is one."""
    more = {} if piece is None else _energies(found, piece, interval)
    energy = reduce(add, more.values(), ZERO)
    blocks = claim.blocks
    if piece is not None:
        ordered = sorted((*blocks, Block(piece, energy)), key=lambda block: block.span)
        blocks = tuple(ordered)
    others = dict(claim.others)
    if claim.source is not found.source:
        others[found.source] = others.get(found.source, ZERO) + energy
    return replace(
        claim,
        blocks=blocks,
        slots={**claim.slots, **more},
        others=tuple(others.items()),
        open=claim.open or (found.open and piece == blocks[-1].span),
    )


def _only(found: Candidate, piece: Span, interval: timedelta) -> Candidate:
    """Return the claim of a piece alone: it is as likely another car's."""
    slots = _energies(found, piece, interval)
    block = Block(piece, reduce(add, slots.values()))
    last = piece.end == found.span.end
    return replace(found, blocks=(block,), slots=slots, open=found.open and last)


def _energies(
    found: Candidate, piece: Span, interval: timedelta
) -> dict[datetime, Decimal]:
    return {
        slot: found.slots[slot] for slot in piece.slots(interval) if slot in found.slots
    }


def _apart(one: Span, two: Span) -> timedelta:
    """Return the time between two spans; zero where they meet or overlap."""
    return max(two.start - one.end, one.start - two.end, timedelta())
