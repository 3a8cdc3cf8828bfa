"""The nouns of smart charging: what the supplier knows of a car, its plan and its bill."""

from dataclasses import dataclass, field
from datetime import datetime, time
from decimal import Decimal
from enum import StrEnum

from .span import Span


class DeviceKind(StrEnum):
    """What the supplier controls: the car itself, or the charge point on the wall."""

    VEHICLE = "vehicle"
    CHARGE_POINT = "charge_point"


class DeviceState(StrEnum):
    """What a device does, as far as the supplier sees it."""

    UNPLUGGED = "unplugged"
    PLUGGED_IN = "plugged_in"
    SMART_CHARGING = "smart_charging"
    BOOSTING = "boosting"
    SUSPENDED = "suspended"
    """Smart control is off; the car charges as it likes."""
    LOST = "lost"
    """The supplier has no connection to the device."""

    @property
    def plugged_in(self) -> bool | None:
        """Whether a car is connected; `None` where the state does not tell."""
        if self in (DeviceState.SUSPENDED, DeviceState.LOST):
            return None
        return self is not DeviceState.UNPLUGGED

    @property
    def charging(self) -> bool:
        """Whether the supplier has the car charge."""
        return self in (DeviceState.SMART_CHARGING, DeviceState.BOOSTING)


@dataclass(frozen=True, slots=True)
class Gauge:
    """A figure that a device reported, and when."""

    at: datetime
    value: Decimal


@dataclass(frozen=True, slots=True)
class Alert:
    """A message of the supplier about a device; free text, to be escaped."""

    at: datetime | None
    message: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """What is asked of one weekday's charge."""

    weekday: int
    """0 is Monday."""
    ready_by: time
    """Local time."""
    most: Decimal
    """State of charge in percent to reach by then."""
    least: Decimal | None = None
    """What to charge to at once, whatever it costs; `None` where nothing is set."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetLimits:
    """The targets that the supplier accepts for a device."""

    least: Decimal | None
    most: Decimal | None
    step: Decimal
    """Of the state of charge, in percent; `None` where there is no limit."""
    earliest: time | None
    latest: time | None
    step_minutes: int
    """Of the ready-by time, in local time; `None` where there is no limit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Device:
    """A car or a charge point that the supplier can control."""

    key: str
    """The public stand-in for the supplier's id; see `identity.device_key`."""
    device_id: str = field(repr=False)
    kind: DeviceKind
    home: int = 0
    """Which of the account's properties it belongs to, counted from 0."""
    make: str | None = None
    model: str | None = None
    battery_kwh: Decimal | None = None
    charger_power_kw: Decimal | None = None
    state: DeviceState | None = None
    """`None` while the supplier does not say, or is still setting it up."""
    suspended: bool | None = None
    """Whether the driver has switched smart control off."""
    retired: bool = False
    charge: Gauge | None = None
    """State of charge in percent."""
    power: Gauge | None = None
    """What it draws in kW; negative while it feeds the house."""
    alerts: tuple[Alert, ...] = ()
    targets: tuple[Target, ...] = ()
    """For each weekday, Monday first; none where the supplier gives none."""
    limits: TargetLimits | None = None


class DispatchType(StrEnum):
    """Why the supplier has a car charge."""

    SMART = "smart"
    BOOST = "boost"
    TEST = "test"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedDispatch:
    """A time in which the supplier means to have a car charge; it may not happen."""

    span: Span
    type: DispatchType | None
    """`None` where the supplier says what we do not know."""
    energy: Decimal | None = None
    """In kWh, as planned; never what was drawn."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenPlan:
    """A planned dispatch with the time in which it was seen."""

    device_key: str
    dispatch: PlannedDispatch
    first_seen: datetime
    last_seen: datetime

    @property
    def started(self) -> bool:
        """Whether it still stood when its time came."""
        return self.last_seen >= self.dispatch.span.start


@dataclass(frozen=True, slots=True, kw_only=True)
class CompletedDispatch:
    """A time in which a car of the account charged, as the supplier says later."""

    span: Span
    energy: Decimal | None
    """Drawn, in kWh; negative where the car fed the house, `None` if unknown."""
    away: bool = False
    """Whether it was not at home, so that the meter never saw it."""


class ChargeType(StrEnum):
    """What kind of charge the supplier lists."""

    SMART = "smart"
    BOOST = "boost"
    PUBLIC = "public"


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplierSession:
    """A charge that the supplier lists for a device."""

    device_key: str
    span: Span
    type: ChargeType | None
    """`None` where the supplier says what we do not know."""
    energy: Decimal | None = None
    """In kWh; `None` until it is known."""
    cost: Decimal | None = None
    """In pounds; `None` until it is known."""
    charge_added: Decimal | None = None
    charge_final: Decimal | None = None
    """State of charge in percentage points gained, and in percent at the end."""
    dispatches: tuple[PlannedDispatch, ...] = ()
    """The times in which it drew power; their energy is what was added."""
    problems: tuple[str, ...] = ()
    """The supplier's codes of what went wrong, in lower case."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BilledSlot:
    """One slot as billed: energy in kWh, cost in pounds with tax, house and car apart."""

    start: datetime
    house_energy: Decimal
    house_cost: Decimal
    vehicle_energy: Decimal
    vehicle_cost: Decimal
