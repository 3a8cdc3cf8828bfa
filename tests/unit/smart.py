"""Build what a supplier tells of a car."""

from datetime import datetime
from decimal import Decimal

from custom_components.octopus_ev.core.smart import (
    BilledSlot,
    ChargeType,
    CompletedDispatch,
    DispatchType,
    PlannedDispatch,
    SupplierSession,
)

from .build import span

CAR = "0123456789"
OTHER_CAR = "9876543210"


def planned(start: str, end: str, energy: str | None = None) -> PlannedDispatch:
    """Return a planned smart dispatch."""
    return PlannedDispatch(
        span=span(start, end),
        type=DispatchType.SMART,
        energy=None if energy is None else Decimal(energy),
    )


def completed(start: str, end: str, energy: str = "3.5") -> CompletedDispatch:
    """Return a completed dispatch at home."""
    return CompletedDispatch(span=span(start, end), energy=Decimal(energy))


def charge(
    start: str, end: str, energy: str | None = "7", car: str = CAR
) -> SupplierSession:
    """Return a smart charge that the supplier lists."""
    return SupplierSession(
        device_key=car,
        span=span(start, end),
        type=ChargeType.SMART,
        energy=None if energy is None else Decimal(energy),
    )


def billed(start: datetime, vehicle: str = "3.5") -> BilledSlot:
    """Return a slot in which the house took a little."""
    return BilledSlot(
        start=start,
        house_energy=Decimal("0.2"),
        house_cost=Decimal("0.05"),
        vehicle_energy=Decimal(vehicle),
        vehicle_cost=Decimal(vehicle) * Decimal("0.07"),
    )
