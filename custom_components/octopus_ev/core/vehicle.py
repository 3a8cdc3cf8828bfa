"""A vehicle as its owner describes it, and what tells that it charged."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class AttributedBy(StrEnum):
    """How it is known which vehicle charged, what outranks all else first."""

    MANUAL = "manual"
    """The user says so."""
    DEVICE = "device"
    """The supplier names its device."""
    LINK = "link"
    """What the user linked to it tells: its plug, its battery, its own charger."""
    POWER = "power"
    """Only this one draws that much."""
    ONLY = "only"
    """There is no other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Vehicle:
    """What is known of a vehicle; what its owner does not say is `None`."""

    key: str
    """Ten hex digits that stand for it in ids."""
    name: str
    battery_kwh: Decimal | None = None
    miles_per_kwh: Decimal | None = None
    """How far it drives on a kWh that is drawn to charge it."""
    power_kw: Decimal | None = None
    """What it draws at home."""
    device: str | None = None
    """The key of the supplier's device that it is."""
    miles_per_gallon: Decimal | None = None
    """Of the petrol car that it is compared with, by the imperial gallon."""
    fuel_price: Decimal | None = None
    """A litre of petrol, in the currency's major unit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """What was told of one vehicle around a session; `None` where nothing was."""

    plugged: Decimal | None = None
    """For which share of the session it was plugged in, 0 to 1."""
    drawn: Decimal | None = None
    """What its own charger delivered in kWh."""
    charge_before: Decimal | None = None
    """How full the battery was, in percent."""
    charge_after: Decimal | None = None
    odometer: Decimal | None = None
    """In miles."""

    @property
    def charge_added(self) -> Decimal | None:
        """What the battery gained in percent, where it is known."""
        if self.charge_before is None or self.charge_after is None:
            return None
        return self.charge_after - self.charge_before


def named(vehicles: Iterable[Vehicle], words: str) -> Vehicle | None:
    """Return the vehicle that has this key or name, or that is this device.

    A user may have said which car it was before he described it.
    """
    spelt = words.casefold()
    return next(
        (v for v in vehicles if spelt in (v.key, v.device, v.name.casefold())), None
    )
