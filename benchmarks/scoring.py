"""Hold what was found in a home against what really happened."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from statistics import fmean
from typing import Protocol, Self

from custom_components.octopus_ev.core.evidence import Candidate
from custom_components.octopus_ev.core.session import Confidence
from custom_components.octopus_ev.core.span import Span

from .labelled import DAY, HALF_HOUR, Home, Truth


@dataclass(slots=True)
class Score:
    """What came of one home, or of several added up."""

    true: int = 0
    found: int = 0
    right: int = 0
    phantoms: int = 0
    days: float = 0.0
    seconds: float = 0.0
    start: list[float] = field(default_factory=list)
    end: list[float] = field(default_factory=list)
    energy: list[float] = field(default_factory=list)
    cost: list[float] = field(default_factory=list)
    tiers: list[tuple[Confidence, bool]] = field(default_factory=list)
    """How sure each claim was, and whether it was right."""
    power: list[float] = field(default_factory=list)
    """Error of each home's learnt power, as a share; 1 where none was learnt."""
    astray: float = 0.0
    drawn: float = 0.0

    def __iadd__(self, other: Score) -> Self:
        """Add another home."""
        for name in self.__slots__:
            setattr(self, name, getattr(self, name) + getattr(other, name))
        return self

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        return 2 * self.right / max(self.true + self.found, 1)


def score(
    home: Home,
    found: Sequence[Candidate],
    charger_kw: Decimal | None,
    seconds: float = 0.0,
) -> Score:
    """Hold a home's claims, and the power learnt, against the truth."""
    # A charge below 1 kWh need not be found; finding it is no phantom, but no hit.
    truth = [charge for charge in home.truth if charge.energy >= 1]
    pairs = matched(truth, found)
    costs = [
        float(sum(kwh * rate_at(home, start) for start, kwh in claim.slots.items()))
        for claim in found
    ]
    result = Score(
        true=len(truth),
        found=len(found),
        right=len(pairs),
        phantoms=sum(
            not any(claim.span.overlaps(charge.span) for charge in home.truth)
            for claim in found
        ),
        days=home.window.duration / DAY,
        seconds=seconds,
    )
    right = {place for _, place in pairs}
    result.tiers = [(claim.confidence, at in right) for at, claim in enumerate(found)]
    if home.charger_kw:
        learnt = float(charger_kw or 0)
        result.power = [abs(learnt / home.charger_kw - 1)]
    for charge, place in pairs:
        claim = found[place]
        energy = float(sum(claim.slots.values()))
        result.start.append(minutes(claim.span.start, charge.span.start))
        result.end.append(minutes(claim.span.end, charge.span.end))
        result.energy.append(abs(energy - charge.energy) / charge.energy)
        result.cost.append(abs(costs[place] - charge.cost) / charge.cost)
    result.drawn, result.astray = strayed(home, found)
    return result


class Spanned(Protocol):
    """Anything that has its time."""

    @property
    def span(self) -> Span:
        """From its start to its end."""


def matched[T: Truth](
    truth: Sequence[T], found: Sequence[Spanned]
) -> list[tuple[T, int]]:
    """Pair charges with claims, best overlap first; half an overlap is a match."""
    overlaps = sorted(
        (
            (overlap(charge.span, claim.span), at, place)
            for at, charge in enumerate(truth)
            for place, claim in enumerate(found)
            if charge.span.overlaps(claim.span)
        ),
        reverse=True,
    )
    taken: set[int] = set()
    given: set[int] = set()
    pairs = []
    for share, at, place in overlaps:
        if at not in taken and place not in given:
            taken.add(at)
            given.add(place)
            if share >= 0.5:
                pairs.append((truth[at], place))
    return pairs


def overlap(one: Span, other: Span) -> float:
    """Return the shared time over the joint time of two spans that overlap."""
    shared = one.clip(other)
    return shared.duration / one.hull(other).duration if shared else 0.0


def strayed(home: Home, found: Sequence[Candidate]) -> tuple[float, float]:
    """Return the kWh truly drawn, and by how much the claims miss it slot by slot."""
    true: dict[datetime, float] = {}
    for charge in home.truth:
        for block in charge.blocks:
            for slot in block.span.slots(HALF_HOUR):
                shared = block.span.clip(Span(slot, slot + HALF_HOUR))
                share = shared.duration / block.span.duration if shared else 0.0
                true[slot] = true.get(slot, 0.0) + float(block.energy) * share
    claimed = {
        start: float(kwh) for claim in found for start, kwh in claim.slots.items()
    }
    astray = sum(
        abs(true.get(slot, 0.0) - claimed.get(slot, 0.0))
        for slot in true.keys() | claimed.keys()
    )
    return sum(true.values()), astray


def rate_at(home: Home, start: datetime) -> Decimal:
    """Return the price of a slot, in pence."""
    rate = home.rates.at(start)
    return rate.unit_rate if rate else Decimal(0)


def minutes(one: datetime, other: datetime) -> float:
    """Return how far apart two instants are, in minutes."""
    return abs(one - other) / timedelta(minutes=1)


def mean(values: list[float]) -> float:
    """Return the mean, or not a number where there is nothing."""
    return fmean(values) if values else float("nan")
