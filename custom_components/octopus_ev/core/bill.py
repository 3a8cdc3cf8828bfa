"""The nouns of a bill: what a period of local days comes to, for house and car."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Final

from .model import Band
from .session import ZERO

_ENERGY_STEP: Final = Decimal("0.01")
_RATE_STEP: Final = Decimal("0.0001")


def billed_energy(energy: Decimal) -> Decimal:
    """Return a half hour's energy in kWh as it is billed: half to even, to 0.01.

    So says the supplier's guide to its REST interface. No other figure is rounded.
    """
    return energy.quantize(_ENERGY_STEP, ROUND_HALF_EVEN)


def billed_rate(rate: Decimal) -> Decimal:
    """Return a rate in pounds as it is billed: to 0.01 p."""
    return rate.quantize(_RATE_STEP, ROUND_HALF_EVEN)


@dataclass(frozen=True, slots=True)
class Amount:
    """Energy that has a rate, and its cost: as it is, and as a bill rounds it."""

    energy: Decimal = ZERO
    """In kWh."""
    cost: Decimal = ZERO
    """In the region's currency, tax included, unrounded."""
    billed_energy: Decimal = ZERO
    billed_cost: Decimal = ZERO

    def __add__(self, other: Amount) -> Amount:
        """Return both together."""
        return Amount(
            self.energy + other.energy,
            self.cost + other.cost,
            self.billed_energy + other.billed_energy,
            self.billed_cost + other.billed_cost,
        )

    @property
    def rounding(self) -> Decimal:
        """What rounding adds to the cost; below zero where it takes away."""
        return self.billed_cost - self.cost


@dataclass(frozen=True, slots=True)
class Usage:
    """What one user of energy, or one direction of it, comes to in a period."""

    bands: Mapping[Band, Amount]
    """Every band that a slot of it fell in, in the order of the bands."""
    unpriced: Decimal
    """Energy without a rate, in kWh; it is in no amount."""

    @property
    def priced(self) -> Amount:
        """All bands together."""
        return sum(self.bands.values(), start=Amount())

    @property
    def energy(self) -> Decimal:
        """All of it in kWh, with a rate or without."""
        return self.priced.energy + self.unpriced

    @property
    def cost(self) -> Decimal | None:
        """Cost of what has a rate, or `None` when there is energy and none of it has."""
        priced = self.priced
        return priced.cost if priced.energy or not self.unpriced else None


@dataclass(frozen=True, slots=True)
class StandingRun:
    """Days in a row at one standing charge."""

    first: date
    days: int
    rate: Decimal | None
    """For a day, tax included; `None` where none is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bill:
    """What a supply point's bill for some local days comes to, so far as is known."""

    first: date
    last: date
    """The last day that is counted; no later than today."""
    slots: int
    """Slots that are over."""
    missing: int
    """Of these, the ones without a reading; nothing of them is in `imported`."""
    imported: Usage
    """All that came through the meter: house and car together."""
    house: Usage
    """The import less what sessions say the car took."""
    car: Usage
    """What sessions say, also where there is no reading yet."""
    exported: Usage | None
    """What went out, at what is paid for it; `None` where no export is known."""
    missing_exported: int
    """Slots that are over and have no reading of an export that is known."""
    standing: tuple[StandingRun, ...]
    gross: Mapping[Decimal | None, Decimal]
    """What was charged under each rate of tax, tax included; `None`: rate not known."""
    finished: bool
    """Whether the whole period is over."""

    @property
    def seen(self) -> bool:
        """Whether anything is known of what was used."""
        return self.missing < self.slots or bool(self.car.energy)

    @property
    def complete(self) -> bool:
        """Whether nothing is missing: no day, reading, rate or standing charge."""
        return (
            self.finished
            and not self.missing
            and not self.missing_exported
            and not self.imported.unpriced
            and all(run.rate is not None for run in self.standing)
        )

    @property
    def standing_cost(self) -> Decimal | None:
        """Standing charge of the days whose rate is known; `None` where none is."""
        return _standing(self.standing, lambda rate: rate)

    @property
    def billed_standing(self) -> Decimal | None:
        """The same, with each day's rate rounded as on a bill."""
        return _standing(self.standing, billed_rate)

    @property
    def total(self) -> Decimal | None:
        """Import and standing charge, unrounded; `None` where nothing is known of one."""
        return _both(self.imported.cost, self.standing_cost)

    @property
    def billed_total(self) -> Decimal | None:
        """The same, rounded as on a bill."""
        if self.imported.cost is None:
            return None
        return _both(self.imported.priced.billed_cost, self.billed_standing)

    @property
    def tax_included(self) -> Decimal | None:
        """The tax in `total`, unrounded; `None` where its rate is not known."""
        if self.total is None or None in self.gross:
            return None
        shares = (
            gross * rate / (1 + rate)
            for rate, gross in self.gross.items()
            if rate is not None
        )
        return sum(shares, start=ZERO)


def _standing(
    runs: Iterable[StandingRun], billed: Callable[[Decimal], Decimal]
) -> Decimal | None:
    known = [run.days * billed(run.rate) for run in runs if run.rate is not None]
    return sum(known, start=ZERO) if known else None


def _both(one: Decimal | None, other: Decimal | None) -> Decimal | None:
    return None if one is None or other is None else one + other
