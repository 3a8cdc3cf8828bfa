"""Cars and charge points over GraphQL: what they are and what they do now."""

from decimal import Decimal
from typing import Final

from .context import Context
from .errors import ApiError
from .flex.nouns import Visit
from .flex.wishes import EARLIEST, LATEST, LEAST, MOST, STEP, STEP_MINUTES
from .resolve_sessions import charging_sessions
from .site import Device
from .world import World

MINUTE: Final = 60

NOT_LIVE: Final = {
    "RETIRED": "RETIRED",
    "AUTHENTICATION_PENDING": "ONBOARDING",
    "AUTHENTICATION_FAILED": "ONBOARDING",
    "AUTHENTICATION_COMPLETE": "ONBOARDING",
    "TEST_CHARGE_IN_PROGRESS": "ONBOARDING_TEST_IN_PROGRESS",
    "TEST_CHARGE_FAILED": "FAILED_ONBOARDING_TEST",
    "SETUP_COMPLETE": "PENDING_LIVE",
}
"""Where a device stands in its life, by the state it shows."""

_SETTING: Final = {
    "__typename": "SmartFlexDevicePreferenceSetting",
    "mode": "CHARGE",
    "unit": "PERCENTAGE",
    "scheduleSettings": [
        {
            "__typename": "SmartFlexDevicePreferenceScheduleSetting",
            "id": 1,
            "min": LEAST,
            "max": MOST,
            "step": STEP,
            "timeFrom": EARLIEST.isoformat(),
            "timeTo": LATEST.isoformat(),
            "timeStep": STEP_MINUTES,
        }
    ],
}


def devices(context: Context, /, **arguments: object) -> object:
    """Return the account's devices, or the one asked for."""
    world = context.world
    context.own(str(arguments["accountNumber"]))
    wanted = arguments.get("deviceId")
    return [
        described(world, device)
        for device in world.devices
        if wanted in (None, device.id)
    ]


def described(world: World, device: Device) -> dict[str, object]:
    """Return the fields of a device."""
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
        "alerts": _alerts(world, device),
        "preferences": _preferences(world, device),
        "preferenceSetting": _SETTING if device.plans else None,
        "make": device.make,
        "model": device.model,
        "vehicleBatterySize": device.battery_kwh,
        "chargePointPowerOutput": device.power_kw,
        "chargingSessions": charging_sessions(world, device),
    }


def _preferences(world: World, device: Device) -> dict[str, object]:
    asked = world.car(device.id).wishes.at(world.now)
    home = world.home(world.now)
    agreement = home[1].agreement(world.now) if home else None
    capped = agreement is not None and agreement.tariff.kind == "four_rate"
    return {
        "__typename": "SmartFlexDevicePreferences",
        "targetType": "ABSOLUTE_STATE_OF_CHARGE",
        "unit": "PERCENTAGE",
        "mode": "CHARGE",
        "gridExport": "NOT_APPLICABLE",
        "isChargingDurationCapped": "ENABLED" if capped else "NOT_APPLICABLE",
        "schedules": [
            {
                "dayOfWeek": day,
                "time": wish.ready.isoformat(),
                "min": wish.least,
                "max": wish.most,
                "upperLimit": None,
            }
            for day, wish in asked.items()
        ],
    }


def _failing(_info: object) -> object:
    raise ApiError("KT-CT-4360")


def state(world: World, device: Device) -> str:
    """Return what a device does: away, plugged in, charging, boosting and so on."""
    if world.scenario.device_state:
        return world.scenario.device_state
    return state_at(world, device, world.now)


def state_at(world: World, device: Device, now: float) -> str:
    """Return what a device does at an instant, whatever a scenario has it say."""
    car = world.car(device.id)
    visit = car.visit_at(now)
    if out_of_reach(device, visit, now):
        return "LOST_CONNECTION"
    if car.suspended(now):
        return "SMART_CONTROL_OFF"
    if visit is None:
        return "SMART_CONTROL_NOT_AVAILABLE"
    if visit.mode(now) == "BOOST":
        return "BOOSTING"
    if any(slot.start <= now for slot in visit.plan(now)):
        return "SMART_CONTROL_IN_PROGRESS"
    return "SMART_CONTROL_CAPABLE"


def out_of_reach(device: Device, visit: Visit | None, now: float) -> bool:
    """Say whether the supplier has no connection to a device."""
    if visit is None:
        return device.habit.flaky
    lost = visit.arrival.lost
    return lost is not None and lost[0] <= now < lost[1]


def _status(world: World, device: Device) -> dict[str, object]:
    car, now = world.car(device.id), world.now
    seen, found = state(world, device), car.last_visit(now)
    there = found is not None and now < found.leaves
    power = found.power(now) if found and there else 0.0
    level = None
    if (
        found is not None
        and device.typename == "SmartFlexVehicle"
        and not device.habit.flaky
        and seen != "LOST_CONNECTION"
    ):
        level = _measured(found.level(now), min(now, found.leaves))
    return {
        "__typename": f"{device.typename}Status",
        "current": NOT_LIVE.get(seen, "LIVE"),
        "isSuspended": seen == "SMART_CONTROL_OFF",
        "currentState": seen,
        "stateOfCharge": level,
        "activePower": _measured(power, now)
        if power and seen != "LOST_CONNECTION"
        else None,
        "stateOfChargeLimit": {
            "upperSocLimit": round(device.habit.target),
            "isLimitViolated": False,
        }
        if level
        else None,
    }


def _alerts(world: World, device: Device) -> list[dict[str, object]]:
    if state(world, device) != "LOST_CONNECTION":
        return []
    text = f"We have lost the connection to your {device.make}."
    return [
        {
            "__typename": "SmartFlexDeviceAlert",
            "message": text,
            "publishedAt": world.now // MINUTE * MINUTE,
        }
    ]


def _measured(value: float, now: float) -> dict[str, object]:
    return {"value": Decimal(f"{value:.2f}"), "timestamp": now // MINUTE * MINUTE}
