"""Mirror what Kraken tells of cars and charge points, and of their dispatches.

Instants are UTC. Words of an enumeration stay text: Kraken adds members without notice.
"""

from dataclasses import dataclass, field, replace
from datetime import datetime, time
from decimal import Decimal
from typing import Final, Self

from ..decode import (
    Object,
    clock,
    decimal,
    flag,
    instant,
    known_rows,
    optional,
    optional_nested,
    text,
)

PUBLIC: Final = "PUBLIC"


@dataclass(frozen=True, slots=True, kw_only=True)
class Gauge:
    """A figure that a device reported."""

    value: Decimal
    timestamp: datetime

    @classmethod
    def read(cls, row: Object) -> Self:
        """Read a figure with its time."""
        return cls(value=decimal(row, "value"), timestamp=instant(row, "timestamp"))


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceStatus:
    """How a device stands with Kraken and what it does now."""

    current: str | None
    current_state: str | None
    is_suspended: bool | None
    state_of_charge: Gauge | None
    """In percent."""
    active_power: Gauge | None
    """In kW, negative while it feeds the house."""

    @classmethod
    def read(cls, row: Object) -> Self:
        """Read the status of a device."""
        return cls(
            current=optional(row, "current", text),
            current_state=optional(row, "currentState", text),
            is_suspended=optional(row, "isSuspended", flag),
            state_of_charge=optional_nested(row, "stateOfCharge", Gauge.read),
            active_power=optional_nested(row, "activePower", Gauge.read),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """A message about a device."""

    message: str | None = field(repr=False)
    published_at: datetime | None

    @classmethod
    def read(cls, row: Object) -> Self:
        """Read an alert."""
        return cls(
            message=optional(row, "message", text),
            published_at=optional(row, "publishedAt", instant),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """What is asked of one weekday."""

    day_of_week: str
    time: time
    """Local time."""
    min: Decimal | None
    max: Decimal | None

    @classmethod
    def read(cls, row: Object) -> Self:
        """Read one day of a device's preferences."""
        return cls(
            day_of_week=text(row, "dayOfWeek"),
            time=clock(row, "time"),
            min=optional(row, "min", decimal),
            max=optional(row, "max", decimal),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Preferences:
    """What the customer asks of a device."""

    unit: str
    mode: str
    schedules: tuple[Schedule, ...]

    @classmethod
    def read(cls, row: Object) -> Self:
        """Read a device's preferences."""
        return cls(
            unit=text(row, "unit"),
            mode=text(row, "mode"),
            schedules=known_rows(row, "schedules", Schedule.read),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ScheduleSetting:
    """What may be asked of a weekday."""

    min: Decimal | None
    max: Decimal | None
    step: Decimal
    time_from: time | None
    time_to: time | None
    time_step: Decimal
    """In minutes."""

    @classmethod
    def read(cls, row: Object) -> Self:
        """Read the limits of a schedule."""
        return cls(
            min=optional(row, "min", decimal),
            max=optional(row, "max", decimal),
            step=decimal(row, "step"),
            time_from=optional(row, "timeFrom", clock),
            time_to=optional(row, "timeTo", clock),
            time_step=decimal(row, "timeStep"),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class PreferenceSetting:
    """What may be asked of a device."""

    unit: str
    mode: str
    schedule_settings: tuple[ScheduleSetting, ...]

    @classmethod
    def read(cls, row: Object) -> Self:
        """Read the limits of a device's preferences."""
        return cls(
            unit=text(row, "unit"),
            mode=text(row, "mode"),
            schedule_settings=known_rows(row, "scheduleSettings", ScheduleSetting.read),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Device:
    """A device under Kraken's smart control; `typename` tells a car from a charger."""

    typename: str
    id: str = field(repr=False)
    property_id: str | None = field(repr=False)
    make: str | None
    model: str | None
    vehicle_battery_size: Decimal | None
    """In kWh."""
    charge_point_power_output: Decimal | None
    """In kW."""
    status: DeviceStatus | None
    """Null where Kraken could not fetch it."""
    alerts: tuple[Alert, ...]
    preferences: Preferences | None
    preference_setting: PreferenceSetting | None

    @classmethod
    def read(cls, row: Object) -> Self:
        """Read a device."""
        return cls(
            typename=text(row, "__typename"),
            id=text(row, "id"),
            property_id=optional(row, "propertyId", text),
            make=optional(row, "make", text),
            model=optional(row, "model", text),
            vehicle_battery_size=optional(row, "vehicleBatterySize", decimal),
            charge_point_power_output=optional(row, "chargePointPowerOutput", decimal),
            status=optional_nested(row, "status", DeviceStatus.read),
            alerts=known_rows(row, "alerts", Alert.read),
            preferences=optional_nested(row, "preferences", Preferences.read),
            preference_setting=optional_nested(
                row, "preferenceSetting", PreferenceSetting.read
            ),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispatch:
    """A time in which Kraken has a device charge, or means to."""

    start: datetime
    end: datetime
    type: str
    energy_added_kwh: Decimal | None

    @classmethod
    def read(cls, row: Object) -> Self:
        """Read a dispatch of a device."""
        return cls(
            start=instant(row, "start"),
            end=instant(row, "end"),
            type=text(row, "type"),
            energy_added_kwh=optional(row, "energyAddedKwh", decimal),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class CompletedDispatch:
    """A time in which a device of the account charged."""

    start: datetime
    end: datetime
    delta: Decimal | None
    """In kWh; what was imported is negative."""
    location: str | None

    @classmethod
    def read(cls, row: Object) -> Self:
        """Read a completed dispatch."""
        return cls(
            start=instant(row, "start"),
            end=instant(row, "end"),
            delta=optional(row, "delta", decimal),
            location=optional_nested(
                row, "meta", lambda meta: optional(meta, "location", text)
            ),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ChargingSession:
    """A charge of a device."""

    typename: str
    start: datetime
    end: datetime
    type: str | None
    """`PUBLIC` if it is listed among the public ones; else only smart control has one."""
    state_of_charge_change: Decimal | None
    state_of_charge_final: Decimal | None
    energy_added: Decimal | None
    """In kWh."""
    cost: Decimal | None
    """In the minor unit of `currency`."""
    currency: str | None
    dispatches: tuple[Dispatch, ...]
    problems: tuple[str, ...]

    @classmethod
    def read(cls, row: Object) -> Self:
        """Read a charging session of any kind."""
        return cls(
            typename=text(row, "__typename"),
            start=instant(row, "start"),
            end=instant(row, "end"),
            type=optional(row, "type", text),
            state_of_charge_change=optional(row, "stateOfChargeChange", decimal),
            state_of_charge_final=optional(row, "stateOfChargeFinal", decimal),
            energy_added=optional_nested(
                row, "energyAdded", lambda energy: optional(energy, "value", decimal)
            ),
            cost=optional_nested(row, "cost", lambda cost: decimal(cost, "amount")),
            currency=optional_nested(row, "cost", lambda cost: text(cost, "currency")),
            dispatches=known_rows(row, "dispatches", Dispatch.read),
            problems=known_rows(row, "problems", _problem),
        )


def _problem(row: Object) -> str:
    """Return what went wrong: the cause of an error, or of an early end."""
    for key in ("cause", "truncationCause"):
        if row.get(key) is not None:
            return text(row, key)
    return text(row, "__typename")


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionPage:
    """The latest charging sessions of what was asked for, and where earlier ones are."""

    sessions: tuple[ChargingSession, ...]
    before: datetime | None
    """What to ask for the sessions before these; `None` if these are the first."""

    @classmethod
    def read(cls, row: Object) -> Self:
        """Read a page of charging sessions."""
        return cls(
            sessions=tuple(
                session
                for session in known_rows(row, "edges", _edge)
                if session is not None
            ),
            before=optional_nested(row, "pageInfo", _before),
        )


def _edge(row: Object) -> ChargingSession | None:
    return optional_nested(row, "node", ChargingSession.read)


def _before(row: Object) -> datetime | None:
    more = optional(row, "hasPreviousPage", flag)
    return optional(row, "startCursor", instant) if more else None


def page_of_device(row: Object) -> SessionPage | None:
    """Read the charging sessions in a device; null where an error took them.

    What is listed as public is, unless Kraken dispatched it.
    """
    page = optional_nested(row, "chargingSessions", SessionPage.read)
    public = optional_nested(row, "elsewhere", _spans)
    if page is None or not public:
        return page
    return replace(
        page,
        sessions=tuple(
            replace(session, type=PUBLIC)
            if (session.start, session.end) in public and not session.dispatches
            else session
            for session in page.sessions
        ),
    )


def _spans(row: Object) -> frozenset[tuple[datetime, datetime] | None]:
    return frozenset(
        known_rows(row, "edges", lambda edge: optional_nested(edge, "node", _span))
    )


def _span(row: Object) -> tuple[datetime, datetime]:
    return instant(row, "start"), instant(row, "end")
