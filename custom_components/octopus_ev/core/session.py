"""A charging session: what we stand by, and how we know it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from functools import reduce
from operator import add
from typing import Final

from .identity import is_key
from .model import Band
from .span import Span
from .vehicle import AttributedBy, Sighting, Vehicle

ZERO: Final = Decimal(0)

_PURE: Final = Decimal("0.9")
"""Share of one type from which a session is of it altogether."""


class SessionState(StrEnum):
    """How far a session has come."""

    LIVE = "live"
    """The car is charging now."""
    PROVISIONAL = "provisional"
    """Over, but a reading, a rate or later evidence may still change it."""
    SETTLED = "settled"
    """Every slot has a reading and a rate, and a re-run changes nothing."""
    WITHDRAWN = "withdrawn"
    """Settled readings showed that there was no charge."""
    DELETED = "deleted"
    """The user removed it; its time stays barred to new detections."""

    @property
    def shown(self) -> bool:
        """Whether the session counts: in lists, totals and statistics."""
        return self not in (SessionState.WITHDRAWN, SessionState.DELETED)


class SessionType(StrEnum):
    """Why a car charged, where the supplier controls one at the point."""

    SMART = "smart"
    """By the supplier's plan, as far as anyone knows."""
    BOOST = "boost"
    """Because the driver wanted it at once."""
    UNPLANNED = "unplanned"
    """Without the supplier: by a timer, another lead or another car."""
    MIXED = "mixed"
    """More than one of these in good part; of sessions, never of slots."""


class Source(StrEnum):
    """Where evidence of a session comes from; what tells a boundary best, first."""

    CHARGER = "charger"
    """The user's own sensor on the charger."""
    SUPPLIER = "supplier"
    """The charges that the supplier lists for a car that it controls."""
    LIVE = "live"
    """Power steps in a Home Mini's telemetry."""
    DISPATCH = "dispatch"
    """Completed dispatches of the supplier's."""
    HALF_HOURLY = "half_hourly"
    """Runs above the house's usual load in half-hourly readings."""
    MANUAL = "manual"
    """The user's word."""


class Confidence(StrEnum):
    """How sure the detection is."""

    POSSIBLE = "possible"
    PROBABLE = "probable"
    CONFIRMED = "confirmed"


@dataclass(frozen=True, slots=True)
class Block:
    """One stretch of a session in which energy flowed, in kWh."""

    span: Span
    energy: Decimal


@dataclass(frozen=True, slots=True)
class Estimate:
    """What we had made of a slot before it was billed."""

    energy: Decimal
    unit_rate: Decimal | None
    band: Band | None

    @property
    def cost(self) -> Decimal | None:
        """What it would have cost, or `None` where there was no rate."""
        return None if self.unit_rate is None else self.energy * self.unit_rate


@dataclass(frozen=True, slots=True, kw_only=True)
class PricedSlot:
    """A session's share of one slot, with the rate that it is billed at."""

    start: datetime
    energy: Decimal
    unit_rate: Decimal | None = None
    """`None` where no rate is known: the slot is unpriced, not free."""
    band: Band | None = None
    metered: bool = False
    """Whether half-hours tell the energy; otherwise telemetry does, and the reading of
    the slot, once there is one, is its limit."""
    total: Decimal | None = None
    """All that the charger delivered, by its own sensor, in kWh; more than `energy`
    where a part did not come through the meter, as from the sun. It is never billed."""
    type: SessionType | None = None
    """Why the car drew most of it; `None` where no supplier tells."""
    estimate: Estimate | None = None
    """What stood here until the slot was billed; `None` while it is not."""

    @property
    def cost(self) -> Decimal | None:
        """What the slot cost, unrounded, or `None` where it has no rate."""
        return None if self.unit_rate is None else self.energy * self.unit_rate


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """Which evidence gave each part of a session."""

    boundaries: Source
    energy: Source
    sources: tuple[Source, ...]
    live_energy: Decimal | None = None
    """What the charge came to in kWh before a reading of it had arrived; `None` if
    nothing told of it live."""
    stated_energy: Decimal | None = None
    """What the supplier says was drawn, in kWh; more than the meter saw where a part
    came from the sun."""


@dataclass(frozen=True, slots=True)
class Leeway:
    """How far, either way, the first start and the last end may really be."""

    start: timedelta = timedelta()
    end: timedelta = timedelta()


EXACT: Final = Leeway()


@dataclass(frozen=True, slots=True)
class Carbon:
    """What the making of a session's energy set free."""

    grams: Decimal
    """Of the energy of which it is known."""
    unknown: Decimal
    """The energy of which it is not, in kWh."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """One charge of a car: every figure derives from its slots and blocks."""

    session_id: str
    point_key: str
    anchor: datetime
    """UTC start of the first slot when the session was first seen; never moves."""
    span: Span
    blocks: tuple[Block, ...]
    slots: tuple[PricedSlot, ...]
    state: SessionState
    provenance: Provenance
    confidence: Confidence
    revision: int = 1
    """Counts up with every change that a reader would notice."""
    reference_cost: Decimal | None = None
    """The same energy at the standard rate, or at the day's mean on half-hourly prices."""
    excess: Decimal | None = None
    """Cost less that of the same energy in the cheapest slots from noon to noon, at
    the charger's power."""
    leeway: Leeway = EXACT
    cost_low: Decimal | None = None
    """The least that the priced energy may have cost, its boundaries being uncertain;
    `None` where that makes no difference."""
    cost_high: Decimal | None = None
    """The most, likewise."""
    edited: tuple[str, ...] = ()
    """The figures that are the user's own, of `start`, `end` and `energy`."""
    note: str | None = None
    vehicle: str | None = None
    """The key of the vehicle that charged, or what the user calls one that has none."""
    vehicle_by: AttributedBy | None = None
    """How that is known."""
    car: Vehicle | None = None
    """That vehicle; `None` where it is not known or described."""
    sighting: Sighting | None = None
    """What it told itself of the charge."""
    carbon: Carbon | None = None
    """What its energy set free where it was made; `None` where nobody told."""
    device: str | None = None
    """The key of the supplier's device that charged, as the supplier says."""
    boost_premium: Decimal | None = None
    """What its boosts cost more than the same energy by the plan; `None` without any."""

    @property
    def vehicle_name(self) -> str | None:
        """What the vehicle is called; `None` where it is not known, or not any more."""
        if self.car is not None:
            return self.car.name
        words = self.vehicle
        return None if words is None or is_key(words) else words

    @property
    def by_hand(self) -> bool:
        """Whether the user added it."""
        return self.provenance.sources == (Source.MANUAL,)

    @property
    def energy(self) -> Decimal:
        """Energy that the car drew through the meter, in kWh."""
        return reduce(add, (slot.energy for slot in self.slots), ZERO)

    @property
    def total_energy(self) -> Decimal | None:
        """All that the charger delivered, in kWh; `None` where it has no sensor."""
        if all(slot.total is None for slot in self.slots):
            return None
        totals = (
            slot.energy if slot.total is None else slot.total for slot in self.slots
        )
        return reduce(add, totals, ZERO)

    @property
    def drift(self) -> Decimal | None:
        """What settling added to the energy that was told live, in kWh."""
        live = self.provenance.live_energy
        if live is None or self.edited or self.state is not SessionState.SETTLED:
            return None
        return self.energy - live

    @property
    def cost(self) -> Decimal | None:
        """Cost of what has a rate, unrounded; `None` when nothing has one."""
        costs = [slot.cost for slot in self.slots if slot.cost is not None]
        return reduce(add, costs) if costs else None

    @property
    def unpriced_energy(self) -> Decimal:
        """Energy in slots without a rate, in kWh; it is not in `cost`."""
        unpriced = (slot.energy for slot in self.slots if slot.unit_rate is None)
        return reduce(add, unpriced, ZERO)

    @property
    def average_rate(self) -> Decimal | None:
        """Cost per kWh of the priced energy, or `None`."""
        cost, energy = self.cost, self.energy - self.unpriced_energy
        return None if cost is None or not energy else cost / energy

    @property
    def energy_by_band(self) -> dict[Band, Decimal]:
        """Priced energy of each band, in kWh."""
        bands: dict[Band, Decimal] = {}
        for slot in self.slots:
            if slot.band is not None:
                bands[slot.band] = bands.get(slot.band, ZERO) + slot.energy
        return bands

    @property
    def off_peak_share(self) -> Decimal | None:
        """Share of the priced energy in cheap slots, 0 to 1, or `None`."""
        bands = self.energy_by_band
        total = reduce(add, bands.values(), ZERO)
        cheap = reduce(add, (kwh for band, kwh in bands.items() if band.cheap), ZERO)
        return cheap / total if total else None

    @property
    def type(self) -> SessionType | None:
        """Why the car charged, or `None` where no supplier tells."""
        energies = self._energy_by_type
        total = reduce(add, energies.values(), ZERO)
        if not total:
            return None
        most = max(energies, key=energies.__getitem__)
        return most if energies[most] >= _PURE * total else SessionType.MIXED

    @property
    def unplanned_energy(self) -> Decimal | None:
        """Energy drawn outside the supplier's plan, in kWh; `None` without a plan."""
        energies = self._energy_by_type
        return energies.get(SessionType.UNPLANNED, ZERO) if energies else None

    @property
    def _energy_by_type(self) -> dict[SessionType, Decimal]:
        energies: dict[SessionType, Decimal] = {}
        for slot in self.slots:
            if slot.type is not None:
                energies[slot.type] = energies.get(slot.type, ZERO) + slot.energy
        return energies

    @property
    def unplanned_cost(self) -> Decimal | None:
        """Cost of what was drawn outside the supplier's plan, or `None`."""
        total: Decimal | None = None
        for slot in self.slots:
            if slot.type is SessionType.UNPLANNED:
                if slot.cost is None:
                    return None
                total = (total or ZERO) + slot.cost
        return total

    @property
    def billed(self) -> bool:
        """Whether the supplier's bill tells its energy and cost."""
        return any(slot.estimate is not None for slot in self.slots)

    @property
    def estimated_energy(self) -> Decimal | None:
        """Energy as we had it before the bill, in kWh; `None` while there is none."""
        if not self.billed:
            return None
        return reduce(add, (ours.energy for ours in self._estimates), ZERO)

    @property
    def estimated_cost(self) -> Decimal | None:
        """Cost as we had it before the bill; `None` while there is none."""
        if not self.billed:
            return None
        costs = (ours.cost for ours in self._estimates)
        return reduce(add, (cost for cost in costs if cost is not None), ZERO)

    @property
    def _estimates(self) -> Iterator[Estimate]:
        return (slot.estimate for slot in self.slots if slot.estimate is not None)

    @property
    def charging_time(self) -> timedelta:
        """Time in which energy flowed; pauses are left out."""
        return reduce(add, (block.span.duration for block in self.blocks), timedelta())

    @property
    def saving(self) -> Decimal | None:
        """Reference cost less cost, or `None` where either is unknown."""
        if self.cost is None or self.reference_cost is None:
            return None
        return self.reference_cost - self.cost


def known_sum(values: Iterable[Decimal | None]) -> Decimal | None:
    """Return the sum, if all of it is known."""
    known = list(values)
    if any(value is None for value in known):
        return None
    return reduce(add, (value for value in known if value is not None), ZERO)
