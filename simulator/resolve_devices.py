"""Cars and charge points over GraphQL, and what is planned for them."""

from decimal import Decimal
from math import inf

from .charge import Charge
from .context import Context
from .errors import ApiError
from .site import Device
from .times import SLOT
from .world import World

PLAN_DELAY = 180
"""Seconds between a plug-in and the first plan."""

MINUTE = 60


def devices(context: Context, /, **arguments: object) -> object:
    """Return the account's devices, or the one asked for."""
    world = context.world
    context.own(str(arguments["accountNumber"]))
    wanted = arguments.get("deviceId")
    return [
        _device(world, device)
        for device in world.account.devices
        if wanted in (None, device.id)
    ]


def _device(world: World, device: Device) -> dict[str, object]:
    days = [
        "MONDAY",
        "TUESDAY",
        "WEDNESDAY",
        "THURSDAY",
        "FRIDAY",
        "SATURDAY",
        "SUNDAY",
    ]
    return {
        "__typename": device.typename,
        "id": device.id,
        "name": device.name,
        "deviceType": "ELECTRIC_VEHICLES",
        "provider": device.provider,
        "propertyId": str(world.account.properties[-1].id),
        "status": _failing
        if world.scenario.device_status_fails
        else _status(world, device),
        "alerts": [],
        "preferences": {
            "__typename": "SmartFlexDevicePreferences",
            "targetType": "ABSOLUTE_STATE_OF_CHARGE",
            "unit": "PERCENTAGE",
            "mode": "CHARGE",
            "gridExport": "NOT_APPLICABLE",
            "isChargingDurationCapped": "ENABLED",
            "schedules": [
                {"dayOfWeek": day, "time": "07:00:00", "max": 80.0} for day in days
            ],
        },
        "preferenceSetting": None,
        "make": device.make,
        "model": device.model,
        "vehicleBatterySize": device.battery_kwh,
        "chargePointPowerOutput": device.power_kw,
        "chargingSessions": _switched_off,
    }


def _switched_off(_info: object, **_: object) -> object:
    raise ApiError("KT-CT-1113")


def _failing(_info: object) -> object:
    raise ApiError("KT-CT-4360")


def state(world: World) -> str:
    """Return the car's state: away, plugged in, charging, and done again."""
    if world.scenario.device_state:
        return world.scenario.device_state
    charge = world.supply.car.plugged_at(world.now)
    if charge is None:
        return "SMART_CONTROL_NOT_AVAILABLE"
    if _power(charge, world.now) > 0:
        return "SMART_CONTROL_IN_PROGRESS"
    return "SMART_CONTROL_CAPABLE"


def _power(charge: Charge, now: float) -> float:
    return next((kw for start, end, kw in charge.pieces if start <= now < end), 0.0)


def _status(world: World, device: Device) -> dict[str, object]:
    charge = world.supply.car.plugged_at(world.now)
    power = _power(charge, world.now) if charge else 0.0
    level = None
    if charge is not None and device.typename == "SmartFlexVehicle":
        missing = charge.energy(world.now, inf) / float(device.battery_kwh) * 100
        level = _measured(max(5.0, 80 - missing), world.now)
    return {
        "__typename": f"{device.typename}Status",
        "current": "RETIRED" if state(world) == "RETIRED" else "LIVE",
        "isSuspended": state(world) == "SMART_CONTROL_OFF",
        "currentState": state(world),
        "stateOfCharge": level,
        "activePower": _measured(power, world.now) if power else None,
        "stateOfChargeLimit": {"upperSocLimit": 80, "isLimitViolated": False}
        if level
        else None,
    }


def _measured(value: float, now: float) -> dict[str, object]:
    return {"value": Decimal(f"{value:.2f}"), "timestamp": now // MINUTE * MINUTE}


def planned_dispatches(context: Context, /, **arguments: object) -> object:
    """Return the plan for a car that is plugged in, in half-hours."""
    world, now, scenario = context.world, context.world.now, context.world.scenario
    if not world.limits.take(
        "flexPlannedDispatches",
        now,
        scenario.planned_limit,
        MINUTE,
        dynamic=scenario.dynamic_limits,
    ):
        raise ApiError("KT-CT-1199")
    device = next(
        (d for d in world.account.devices if d.id == arguments["deviceId"]), None
    )
    if device is None:
        raise ApiError("KT-CT-4301")
    if not device.plans:
        return []
    charge = world.supply.car.plugged_at(now)
    if charge is None:
        if scenario.plan_while_unplugged == "error":
            raise ApiError("KT-CT-4340")
        return []
    if now < charge.plugged + PLAN_DELAY:
        return []
    return [
        {
            "start": start // SLOT * SLOT,
            "end": -(-end // SLOT) * SLOT,
            "type": "SMART",
            "energyAddedKwh": Decimal(f"{charge.energy(start, end):.2f}"),
        }
        for start, end in charge.blocks(inf)
        if end > now
    ]
