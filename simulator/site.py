"""The customer's side: account, properties, meter points, meters, agreements."""

from dataclasses import dataclass, field

from .flex.diary import Habit
from .tariff import Tariff

IMPORT_MPAN = "1012345678903"
EXPORT_MPAN = "1012345678912"
ACCOUNT = "A-AAAA1111"
OTHER_ACCOUNT = "A-BBBB2222"
POSTCODE = "W1 1AA"

_WEIGHTS = (3, 5, 7, 13, 17, 19, 23, 29, 31, 37, 41, 43)


def mpan(first_twelve: str) -> str:
    """Return a 13-digit MPAN by adding the check digit."""
    total = sum(
        int(digit) * weight
        for digit, weight in zip(first_twelve, _WEIGHTS, strict=True)
    )
    return f"{first_twelve}{total % 11 % 10}"


@dataclass(slots=True, kw_only=True)
class Meter:
    """A meter, from its installation to its removal."""

    id: int
    serial: str
    active_from: float
    active_to: float | None = None
    smart: bool = True
    kind: str = "S2AD"
    device_id: str | None = None
    """The ESME's EUI-64; None where the meter has none."""
    old_device_id: str | None = None
    """A decommissioned device that is still listed."""


@dataclass(slots=True, kw_only=True)
class Agreement:
    """A tariff for a time; the tariff may be unknown to GraphQL."""

    id: int
    tariff: Tariff
    valid_from: float
    valid_to: float | None = None
    costed: bool = True

    def holds(self, instant: float) -> bool:
        """Say whether the agreement is in force."""
        if instant < self.valid_from:
            return False
        return self.valid_to is None or instant < self.valid_to


@dataclass(slots=True, kw_only=True)
class MeterPoint:
    """A supply point with its meters and agreements, oldest first."""

    id: int
    mpan: str
    region: str
    meters: list[Meter]
    agreements: list[Agreement]
    export: bool = False

    def agreement(self, instant: float) -> Agreement | None:
        """Return the agreement in force at an instant."""
        return next((a for a in self.agreements if a.holds(instant)), None)


@dataclass(slots=True, kw_only=True)
class Property:
    """A home the customer lives in or has left."""

    id: int
    moved_in: float
    moved_out: float | None = None
    points: list[MeterPoint] = field(default_factory=list)


@dataclass(slots=True, kw_only=True)
class Device:
    """A car or charge point under the supplier's control."""

    id: str
    name: str
    typename: str
    provider: str
    make: str
    model: str
    battery_kwh: str
    power_kw: str
    plans: bool = True
    habit: Habit = field(default_factory=Habit)


@dataclass(slots=True, kw_only=True)
class Account:
    """A customer's account."""

    number: str
    properties: list[Property]
    devices: list[Device] = field(default_factory=list)

    @property
    def points(self) -> list[tuple[Property, MeterPoint]]:
        """Every supply point with the home it belongs to."""
        return [(home, point) for home in self.properties for point in home.points]
