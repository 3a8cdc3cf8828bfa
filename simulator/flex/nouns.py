"""The nouns of a smart night: arrival, order, plan, draw, visit."""

from dataclasses import dataclass, field
from math import inf
from typing import Final, Literal

from ..charge import Charge, Piece

type Kind = Literal["SMART", "BOOST", "PLAIN"]
"""Why a car draws power; a plain charge is none of the supplier's doing."""

type What = Literal["boost", "cancel", "suspend", "resume", "want"]

EFFICIENCY: Final = 0.9
"""Share of the energy from the meter that ends up in the battery."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A time in which the supplier means to charge a car."""

    start: float
    end: float
    kind: Kind = "SMART"
    kwh: float | None = None
    """As planned; unknown now and then."""


@dataclass(frozen=True, slots=True)
class Revision:
    """The plan from an instant on."""

    at: float
    slots: tuple[Slot, ...]


@dataclass(frozen=True, slots=True)
class Order:
    """What somebody tells a device, at the instant at which it obeys."""

    at: float
    what: What
    kwh: float = 0.0
    """By how much more (or less) is wanted, for `want`."""


@dataclass(frozen=True, slots=True)
class Draw:
    """A stretch of nearly constant power, in kW."""

    start: float
    end: float
    power: float
    kind: Kind

    def energy(self, start: float = -inf, end: float = inf) -> float:
        """Return the kWh drawn between two instants."""
        return max(0.0, min(self.end, end) - max(self.start, start)) / 3600 * self.power


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """A plug-in, and what there is to charge."""

    key: str
    """What its chances hang on."""
    plugged: float
    leaves: float = inf
    ready: float
    """By when the driver wants the charge."""
    need: float
    """Energy to the target, in kWh."""
    battery: float
    """In kWh."""
    power: float
    """In kW."""
    target: float = 80.0
    """State of charge, in percent."""
    plain: bool = False
    """The car charges at once, whatever the supplier plans."""
    suspended: bool = False
    """Smart control is off when the car arrives."""
    lost: tuple[float, float] | None = None
    """A time in which the supplier has no connection to the car."""
    taper: float = 0.0
    """Energy over which the power falls off at the end, in kWh."""
    manual: bool = False

    @property
    def level(self) -> float:
        """The state of charge on arrival, in percent."""
        return self.target - self.need * EFFICIENCY / self.battery * 100

    @property
    def room(self) -> float:
        """The energy to a full battery, in kWh."""
        return (100 - self.level) / 100 * self.battery / EFFICIENCY


@dataclass(slots=True, kw_only=True)
class Visit:
    """What came of an arrival."""

    arrival: Arrival
    leaves: float
    wanted: float
    """Energy to what is wanted in the end, in kWh."""
    revisions: list[Revision] = field(default_factory=list)
    draws: list[Draw] = field(default_factory=list)
    modes: list[tuple[float, Kind]] = field(default_factory=list)
    """What the device did from an instant on, whether or not power flowed."""
    filled: float = inf
    """When the battery was full."""

    @property
    def plugged(self) -> float:
        """The instant of the plug-in."""
        return self.arrival.plugged

    def plan(self, now: float) -> tuple[Slot, ...]:
        """Return the plan that stands at an instant, without what is over."""
        found: tuple[Slot, ...] = ()
        for revision in self.revisions:
            if revision.at > now:
                break
            found = revision.slots
        return tuple(slot for slot in found if slot.end > now)

    def mode(self, now: float) -> Kind:
        """Return what the device does at an instant."""
        found: Kind = "SMART"
        for start, kind in self.modes:
            if start > now:
                break
            found = kind
        return found

    def power(self, now: float) -> float:
        """Return the kW drawn at an instant."""
        return next((d.power for d in self.draws if d.start <= now < d.end), 0.0)

    def energy(self, start: float = -inf, end: float = inf) -> float:
        """Return the kWh drawn between two instants."""
        return sum(draw.energy(start, end) for draw in self.draws)

    def level(self, now: float) -> float:
        """Return the state of charge in percent at an instant."""
        arrival = self.arrival
        taken = self.energy(end=now) * EFFICIENCY / arrival.battery * 100
        return min(100.0, arrival.level + taken)

    def charge(self) -> Charge:
        """Return it as the meter sees it."""
        pieces: list[Piece] = [(d.start, d.end, d.power) for d in self.draws]
        leaves = None if self.leaves == inf else self.leaves
        return Charge(self.plugged, leaves, pieces, manual=self.arrival.manual)
