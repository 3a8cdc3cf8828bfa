"""A car as the supplier last told of it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any, Final

from custom_components.octopus_ev.core.plan import DeviceReport
from custom_components.octopus_ev.core.smart import (
    Device,
    DeviceKind,
    DeviceState,
    DispatchType,
    Gauge,
    PlannedDispatch,
)
from custom_components.octopus_ev.core.span import Span

CAR: Final = Device(
    key="abcdef0123",
    device_id="00000000-0000-4000-8000-000000000001",
    kind=DeviceKind.VEHICLE,
    make="Tesla",
    model="Model 3",
    battery_kwh=Decimal(60),
    charger_power_kw=Decimal("7.4"),
    state=DeviceState.PLUGGED_IN,
)


def report(**changes: Any) -> DeviceReport:
    """Return what was told just now of a car that is to charge for an hour tonight."""
    now = datetime.now(UTC)
    night = now.replace(hour=23, minute=30, second=0, microsecond=0)
    measured = {
        "charge": Gauge(now, Decimal(54)),
        "power": Gauge(now, Decimal("0.0")),
    }
    return DeviceReport(
        device=replace(CAR, **{**measured, **changes}),
        told=now,
        plan=(
            PlannedDispatch(
                span=Span(night, night + timedelta(hours=1)),
                type=DispatchType.SMART,
                energy=Decimal("7.2"),
            ),
        ),
        plan_told=now,
    )
