"""What Octopus in Great Britain knows of cars, in the core's nouns."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
import re
from typing import Final

from ..core.identity import device_key
from ..core.model import Account, Direction, RateBook, SupplyPoint
from ..core.smart import (
    Alert,
    BilledSlot,
    ChargeType,
    CompletedDispatch,
    Device,
    DeviceKind,
    DeviceState,
    DispatchType,
    Gauge,
    PlannedDispatch,
    SupplierSession,
    Target,
    TargetLimits,
)
from ..core.span import Span
from ..kraken.errors import KrakenForbiddenError, KrakenNotFoundError, KrakenQueryError
from ..kraken.gb import GbClient, device_wire
from .gb_account import GB
from .gb_billed import of_costs, of_measurements

_PENCE: Final = Decimal(100)

_KINDS: Final = {
    "SmartFlexVehicle": DeviceKind.VEHICLE,
    "SmartFlexChargePoint": DeviceKind.CHARGE_POINT,
}

_STATES: Final = {
    "SMART_CONTROL_NOT_AVAILABLE": DeviceState.UNPLUGGED,
    "SMART_CONTROL_CAPABLE": DeviceState.PLUGGED_IN,
    "SMART_CONTROL_IN_PROGRESS": DeviceState.SMART_CHARGING,
    "BOOSTING": DeviceState.BOOSTING,
    "SMART_CONTROL_OFF": DeviceState.SUSPENDED,
    "LOST_CONNECTION": DeviceState.LOST,
}
"""What the words seem to mean; the rest are of setting a device up."""

_DISPATCHES: Final = {
    "SMART": DispatchType.SMART,
    "BOOST": DispatchType.BOOST,
    "TEST": DispatchType.TEST,
}
_CHARGES: Final = {
    "SMART": ChargeType.SMART,
    "BOOST": ChargeType.BOOST,
    # The supplier's own trial of a device is under its control like any other.
    "TEST": ChargeType.SMART,
    device_wire.PUBLIC: ChargeType.PUBLIC,
}
_UNDER_CONTROL: Final = "SmartFlexChargingSession"

_WEEK: Final = (
    "MONDAY",
    "TUESDAY",
    "WEDNESDAY",
    "THURSDAY",
    "FRIDAY",
    "SATURDAY",
    "SUNDAY",
)

_AT_HOME: Final = "AT_HOME"
_CODE: Final = re.compile(r"[A-Za-z_]{1,60}")


class GbSmartProvider:
    """Cars and charge points under the supplier's control; see `SmartProvider`."""

    def __init__(self, client: GbClient) -> None:
        """Take a customer's access."""
        self._client = client

    async def devices(
        self, account: Account, *, detailed: bool = True
    ) -> tuple[Device, ...]:
        """Return the cars and charge points of an account; none is an answer."""
        found = await self._client.smart.devices(account.number, detailed=detailed)
        return tuple(
            _device(account, row) for row in found.value if row.typename in _KINDS
        )

    async def planned(self, device: Device) -> tuple[PlannedDispatch, ...] | None:
        """Return the plan for a device, in order; `None` if it cannot be told now."""
        rows = await self._client.smart.planned(device.device_id)
        return None if rows is None else _dispatches(rows)

    async def completed(self, account: Account) -> tuple[CompletedDispatch, ...]:
        """Return what the account's devices drew of late, oldest first."""
        rows = await self._client.smart.completed(account.number)
        return tuple(
            CompletedDispatch(
                span=span,
                # What is imported is below zero on the wire.
                energy=None if row.delta is None else -row.delta,
                away=row.location not in (None, _AT_HOME),
            )
            for row in sorted(rows, key=lambda row: row.start)
            if (span := _span(row.start, row.end)) is not None
        )

    async def charges(
        self, account: Account, device: Device, window: Span
    ) -> tuple[SupplierSession, ...]:
        """Return the charges that the supplier lists in `window`, oldest first."""
        rows = await self._client.smart.charging_sessions(
            account.number, device.device_id, window.start, window.end
        )
        return tuple(
            _charge(device, row, span)
            for row in rows
            if (span := _span(row.start, row.end)) is not None
        )

    async def billed(
        self, account: Account, point: SupplyPoint, day: Span, rates: RateBook
    ) -> tuple[BilledSlot, ...]:
        """Return a local day's bill by slot, oldest first; none until it is settled.

        The costs of an account are those of its one meter point; with a second one the
        measurements tell them apart.
        """
        if _imports(account) == 1:
            try:
                costs = await self._client.smart.cost_of_usage(
                    account.number, day.start, day.end
                )
            except KrakenForbiddenError, KrakenNotFoundError, KrakenQueryError:
                pass
            else:
                return of_costs(costs, day, rates)
        rows = await self._client.smart.measurements(
            account.number, point.mpan, day.start, day.end
        )
        return of_measurements(rows, day, rates)

    async def boost(self, device: Device, on: bool) -> None:
        """Have the car charge now, or stop that; its refusal says why."""
        await self._client.smart.boost(device.device_id, "BOOST" if on else "CANCEL")

    async def control(self, device: Device, on: bool) -> None:
        """Let the supplier control the device, or stop that."""
        await self._client.smart.smart_control(
            device.device_id, "UNSUSPEND" if on else "SUSPEND"
        )

    async def set_targets(self, device: Device, targets: tuple[Target, ...]) -> None:
        """Set what to reach by when, for all seven days, within the limits."""
        await self._client.smart.set_preferences(
            device.device_id,
            [
                {
                    "dayOfWeek": _WEEK[target.weekday],
                    "time": f"{target.ready_by:%H:%M}",
                    "min": None if target.least is None else str(target.least),
                    "max": str(target.most),
                }
                for target in targets
            ],
        )


def _device(account: Account, row: device_wire.Device) -> Device:
    status = row.status
    state = None if status is None else _STATES.get(status.current_state or "")
    return Device(
        key=device_key(GB.code, account.number, row.id),
        device_id=row.id,
        kind=_KINDS[row.typename],
        home=_home(account, row.property_id),
        make=row.make,
        model=row.model,
        battery_kwh=row.vehicle_battery_size,
        charger_power_kw=row.charge_point_power_output,
        state=state,
        suspended=None
        if status is None
        else status.is_suspended or state is DeviceState.SUSPENDED,
        retired=status is not None
        and "RETIRED" in (status.current, status.current_state),
        charge=None if status is None else _gauge(status.state_of_charge),
        power=None if status is None else _gauge(status.active_power),
        alerts=tuple(
            Alert(at=alert.published_at, message=alert.message)
            for alert in row.alerts
            if alert.message
        ),
        targets=_targets(row.preferences),
        limits=_limits(row.preference_setting),
    )


def _home(account: Account, property_id: str | None) -> int:
    """Return the home of a device: the one it names, or the one that is lived in."""
    if property_id in account.homes:
        return account.homes.index(property_id)
    return max((point.home for point in account.points if point.occupied), default=0)


def _imports(account: Account) -> int:
    """Count the meter points through which the account uses energy today."""
    return sum(
        point.occupied and point.direction is Direction.IMPORT
        for point in account.points
    )


def _gauge(row: device_wire.Gauge | None) -> Gauge | None:
    return None if row is None else Gauge(at=row.timestamp, value=row.value)


def _targets(row: device_wire.Preferences | None) -> tuple[Target, ...]:
    """Return what is asked of each weekday, where that is a state of charge."""
    if row is None or (row.mode, row.unit) != ("CHARGE", "PERCENTAGE"):
        return ()
    targets = (
        Target(
            weekday=_WEEK.index(day.day_of_week),
            ready_by=day.time,
            most=day.max,
            least=day.min,
        )
        for day in row.schedules
        if day.day_of_week in _WEEK and day.max is not None
    )
    return tuple(sorted(targets, key=lambda target: target.weekday))


def _limits(row: device_wire.PreferenceSetting | None) -> TargetLimits | None:
    if row is None or (row.mode, row.unit) != ("CHARGE", "PERCENTAGE"):
        return None
    return next(
        (
            TargetLimits(
                least=limits.min,
                most=limits.max,
                step=limits.step,
                earliest=limits.time_from,
                latest=limits.time_to,
                step_minutes=int(limits.time_step),
            )
            for limits in row.schedule_settings
        ),
        None,
    )


def _dispatches(rows: tuple[device_wire.Dispatch, ...]) -> tuple[PlannedDispatch, ...]:
    return tuple(
        PlannedDispatch(
            span=span,
            type=_known(_DISPATCHES, row.type),
            energy=row.energy_added_kwh,
        )
        for row in sorted(rows, key=lambda row: row.start)
        if (span := _span(row.start, row.end)) is not None
    )


def _charge(
    device: Device, row: device_wire.ChargingSession, span: Span
) -> SupplierSession:
    # What is not under control is public, too; the schema lists no others.
    kind = (
        _known(_CHARGES, row.type)
        if row.typename == _UNDER_CONTROL
        else ChargeType.PUBLIC
    )
    pounds = row.cost is not None and row.currency == GB.currency
    return SupplierSession(
        device_key=device.key,
        span=span,
        type=kind,
        energy=row.energy_added,
        cost=row.cost / _PENCE if row.cost is not None and pounds else None,
        charge_added=row.state_of_charge_change,
        charge_final=row.state_of_charge_final,
        dispatches=_dispatches(row.dispatches),
        problems=tuple(
            problem.lower() for problem in row.problems if _CODE.fullmatch(problem)
        ),
    )


def _known[T: StrEnum](words: Mapping[str, T], word: str | None) -> T | None:
    return words.get(word or "")


def _span(start: datetime, end: datetime) -> Span | None:
    """Return a span in whole seconds; what ends before it starts has none."""
    start, end = start.replace(microsecond=0), end.replace(microsecond=0)
    return Span(start, end) if start < end else None
