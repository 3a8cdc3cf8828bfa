"""The mutations: boost, smart control, preferences; what they refuse, and why."""

from collections.abc import Mapping
from datetime import time
from typing import Final

from .chance import noise
from .context import Context
from .errors import ApiError
from .flex.nouns import EFFICIENCY
from .flex.wishes import DAYS, Wish, accepted
from .resolve_devices import described, state
from .site import Device
from .times import local_day
from .world import World

type Given = Mapping[str, object]

SALT: Final = 77

DISCONNECTED: Final = "BC_DEVICE_DISCONNECTED"


def update_boost(context: Context, /, **arguments: object) -> object:
    """Charge at once up to the brim, or stop doing so."""
    world, given = context.world, _input(arguments)
    device = _device(world, given, "KT-CT-4301")
    car = world.car(device.id)
    soon = world.now + 60
    visit = car.visit_at(world.now)
    boosting = visit is not None and visit.mode(soon) == "BOOST"
    if given["action"] == "CANCEL":
        if not boosting:
            raise ApiError("KT-CT-4354")
        car.order(_when(world), "cancel")
    else:
        _refuse_boost(world, device, boosting=boosting)
        car.order(_when(world), "boost")
    world.forget()
    return described(world, device)


def _refuse_boost(world: World, device: Device, *, boosting: bool) -> None:
    """Raise what keeps a device from boosting, with the supplier's reasons."""
    reasons = [world.scenario.boost_refusal] if world.scenario.boost_refusal else []
    car, now = world.car(device.id), world.now
    seen, visit = state(world, device), car.visit_at(now)
    told = described(world, device)["status"]
    current = told["current"] if isinstance(told, dict) else "LIVE"
    if current == "RETIRED":
        reasons.append("BC_DEVICE_RETIRED")
    elif current != "LIVE":
        reasons.append("BC_DEVICE_NOT_YET_LIVE")
    if seen == "SMART_CONTROL_OFF":
        reasons.append("BC_DEVICE_SUSPENDED")
    if any(charge.start <= now < charge.end for charge in car.away(now)):
        reasons.append("BC_DEVICE_NOT_AT_HOME")
    elif visit is None or seen == "LOST_CONNECTION":
        reasons.append(DISCONNECTED)
    if boosting:
        reasons.append("BC_BOOST_CHARGE_IN_PROGRESS")
    if visit is not None and visit.level(now) > 99.5:
        reasons.append("BC_DEVICE_FULLY_CHARGED")
    if reasons:
        code = "KT-CT-4356" if "BC_DEVICE_NOT_YET_LIVE" in reasons else "KT-CT-4357"
        raise ApiError(code, boostChargeRefusalReasons=reasons)


def update_smart_control(context: Context, /, **arguments: object) -> object:
    """Let a device charge as it likes, or take control of it again."""
    world, given = context.world, _input(arguments)
    device = _device(world, given, "KT-CT-4313")
    car, soon = world.car(device.id), world.now + 60
    suspend = given["action"] == "SUSPEND"
    if suspend is car.suspended(soon):
        raise ApiError("KT-CT-4358" if suspend else "KT-CT-4359")
    car.order(_when(world), "suspend" if suspend else "resume")
    world.forget()
    return described(world, device)


def set_preferences(context: Context, /, **arguments: object) -> object:
    """Set the target and the ready-by time of every weekday."""
    world, given = context.world, _input(arguments)
    device = _device(world, given, "KT-CT-4313")
    if not device.plans:
        raise ApiError("KT-CT-4314")
    rows = given["schedules"]
    asked = accepted([_wish(row) for row in rows] if isinstance(rows, list) else [])
    if asked is None or (given["mode"], given["unit"]) != ("CHARGE", "PERCENTAGE"):
        raise ApiError("KT-CT-4321")
    car, when = world.car(device.id), _when(world)
    today = DAYS[local_day(world.now).weekday()]
    more = asked[today].most - car.wishes.at(when)[today].most
    car.wishes.ask(when, asked)
    if more and car.visit_at(world.now) is not None:
        car.order(when, "want", more / 100 * car.habit.battery / EFFICIENCY)
        world.forget()
    return described(world, device)


def _wish(row: Given) -> tuple[str, Wish]:
    least, ready = row.get("min"), str(row["time"])
    try:
        moment = time.fromisoformat(ready)
    except ValueError as err:
        raise ApiError("KT-CT-4321") from err
    level = None if least is None else float(str(least))
    return str(row["dayOfWeek"]), Wish(moment, float(str(row["max"])), level)


def _input(arguments: Given) -> Given:
    given = arguments.get("input")
    if not isinstance(given, dict):
        raise ApiError("KT-CT-1605")
    return given


def _device(world: World, given: Given, missing: str) -> Device:
    """Return the device that is meant, if the scenario lets it be controlled."""
    if world.scenario.control_error:
        raise ApiError(world.scenario.control_error)
    for device in world.devices:
        if device.id == given["deviceId"]:
            return device
    raise ApiError(missing)


def _when(world: World) -> float:
    """Return when the device will have obeyed: in 5 to 60 seconds."""
    return int(world.now) + 5 + int(55 * noise(world.seed + SALT, int(world.now)))
