"""A vehicle as its owner describes it."""

from dataclasses import dataclass
from decimal import Decimal


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
