"""Compare the sessions that were found with those that really happened."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, Self, override

WHOLE = Decimal(1)
LEAST_KWH = Decimal(1)
"""Below this a charge is no session, found or not."""
OVERLAP = 0.5
"""A session is found where the time shared is this much of the time either spans."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """A charge: when, how much (kWh), at what cost (pounds)."""

    start: datetime
    end: datetime
    energy: Decimal
    cost: Decimal

    @classmethod
    def found(cls, entry: Mapping[str, Any]) -> Self:
        """Read one of Home Assistant's sessions."""
        return cls(
            start=datetime.fromisoformat(entry["start"]),
            end=datetime.fromisoformat(entry["end"]),
            energy=Decimal(str(entry["energy_kwh"])),
            cost=Decimal(str(entry["cost"])),
        )

    @classmethod
    def true(cls, entry: Mapping[str, Any]) -> Self:
        """Read one of the simulator's sessions."""
        return cls(
            start=datetime.fromisoformat(entry["start"]),
            end=datetime.fromisoformat(entry["end"]),
            energy=Decimal(str(entry["kwh"])),
            cost=Decimal(str(entry["cost_pence"])) / 100,
        )

    @property
    def middle(self) -> datetime:
        """The instant that decides which window a session is in."""
        return self.start + (self.end - self.start) / 2

    def overlap(self, other: Self) -> float:
        """Return the time shared as a part of the time that either spans."""
        shared = min(self.end, other.end) - max(self.start, other.start)
        spanned = max(self.end, other.end) - min(self.start, other.start)
        return max(shared / spanned, 0.0) if spanned else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """How many sessions were found, and the totals of both sides."""

    true: int
    found: int
    extra: int
    true_energy: Decimal
    energy: Decimal
    true_cost: Decimal
    cost: Decimal

    def __add__(self, other: Self) -> Self:
        """Put the homes of two scores together."""
        return type(self)(
            true=self.true + other.true,
            found=self.found + other.found,
            extra=self.extra + other.extra,
            true_energy=self.true_energy + other.true_energy,
            energy=self.energy + other.energy,
            true_cost=self.true_cost + other.true_cost,
            cost=self.cost + other.cost,
        )

    @property
    def share(self) -> float:
        """The part of the true sessions that was found."""
        return self.found / self.true if self.true else 0.0

    @property
    def energy_error(self) -> Decimal:
        """By how much the total energy is off, as a part of the true one."""
        return self.energy / self.true_energy - WHOLE

    @property
    def cost_error(self) -> Decimal:
        """By how much the total cost is off, as a part of the true one."""
        return self.cost / self.true_cost - WHOLE

    @override
    def __str__(self) -> str:
        """Show it on one line."""
        return (
            f"{self.found} of {self.true} sessions found ({self.share:.1%}), {self.extra} extra;"
            f" {self.energy:.1f} kWh against {self.true_energy:.1f} ({self.energy_error:+.1%});"
            f" £{self.cost:.2f} against £{self.true_cost:.2f} ({self.cost_error:+.1%})"
        )


def score(
    found: Sequence[Session], true: Sequence[Session], start: datetime, end: datetime
) -> Score:
    """Match sessions one to one, the best overlaps first, and add both sides up."""
    found = [s for s in found if start <= s.middle < end]
    small = [s for s in true if start <= s.middle < end and s.energy < LEAST_KWH]
    true = [s for s in true if start <= s.middle < end and s.energy >= LEAST_KWH]
    pairs = sorted(
        (
            (t.overlap(f), i, j)
            for i, t in enumerate(true)
            for j, f in enumerate(found)
            if t.overlap(f) > 0
        ),
        reverse=True,
    )
    touched = {j for _, _, j in pairs}
    matched_true: set[int] = set()
    matched_found: set[int] = set()
    for overlap, i, j in pairs:
        if overlap >= OVERLAP and i not in matched_true and j not in matched_found:
            matched_true.add(i)
            matched_found.add(j)
    return Score(
        true=len(true),
        found=len(matched_true),
        extra=sum(
            j not in touched and not any(f.overlap(s) for s in small)
            for j, f in enumerate(found)
        ),
        true_energy=sum((s.energy for s in true), Decimal()),
        energy=sum((s.energy for s in found), Decimal()),
        true_cost=sum((s.cost for s in true), Decimal()),
        cost=sum((s.cost for s in found), Decimal()),
    )
