"""Build what a supplier tells of a car."""

from datetime import datetime, timedelta
from decimal import Decimal

from custom_components.octopus_ev.core.smart import (
    BilledSlot,
    ChargeType,
    CompletedDispatch,
    DispatchType,
    PlannedDispatch,
    SeenPlan,
    SupplierSession,
)
from custom_components.octopus_ev.core.timeline import Timeline

from .build import span, utc

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


def seen(
    start: str,
    end: str,
    *,
    car: str = CAR,
    last: str | None = None,
    type_: DispatchType | None = DispatchType.SMART,
) -> SeenPlan:
    """Return a plan that was seen since the day before, by default until its start."""
    dispatch = PlannedDispatch(span=span(start, end), type=type_)
    return SeenPlan(
        device_key=car,
        dispatch=dispatch,
        first_seen=dispatch.span.start - timedelta(hours=6),
        last_seen=utc(last or start),
    )


def drew(
    start: str,
    end: str,
    *dispatches: tuple[str, str, str | None],
    energy: str | None = None,
    car: str = CAR,
    type_: ChargeType | None = ChargeType.SMART,
    boost: bool = False,
) -> SupplierSession:
    """Return a listed charge with what it drew when."""
    kind = DispatchType.BOOST if boost else DispatchType.SMART
    return SupplierSession(
        device_key=car,
        span=span(start, end),
        type=type_,
        energy=None if energy is None else Decimal(energy),
        dispatches=tuple(
            PlannedDispatch(
                span=span(begin, stop),
                type=kind,
                energy=None if kwh is None else Decimal(kwh),
            )
            for begin, stop, kwh in dispatches
        ),
    )


def watched(start: str, end: str, car: str = CAR) -> dict[str, Timeline[None]]:
    """Return when the plan of one car was read."""
    return {car: Timeline([(span(start, end), None)])}


def states(
    *rows: tuple[str, str, bool | None], car: str = CAR
) -> dict[str, Timeline[bool | None]]:
    """Return when one car was seen plugged in, and when not."""
    return {car: Timeline((span(start, end), there) for start, end, there in rows)}
