"""The control API under /_sim: clock, scenario, faults, log, plug, publish, truth."""

from datetime import datetime
import json

from aiohttp import web

from .car import FULL_KWH
from .faults import FaultError
from .flex.truth import whole
from .paging import problem
from .scenario import UnknownSettingError
from .state import WORLD
from .times import DAY, LONDON, utc_text
from .world import World

routes = web.RouteTableDef()


async def _body(request: web.Request) -> dict[str, object]:
    text = await request.text()
    try:
        body = json.loads(text) if text.strip() else {}
    except ValueError as err:
        raise problem(400, "The body is not JSON.") from err
    if not isinstance(body, dict):
        raise problem(400, "The body is not an object.")
    return body


def _number(body: dict[str, object], name: str, default: float) -> float:
    value = body.get(name, default)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise problem(400, f"{name} is not a number.")
    return float(value)


def _instant(text: object) -> datetime:
    try:
        value = datetime.fromisoformat(str(text))
    except ValueError as err:
        raise problem(400, f"{text} is not an instant.") from err
    return value if value.tzinfo else value.replace(tzinfo=LONDON)


def _clock(world: World) -> web.Response:
    return web.json_response({"now": utc_text(world.now), "rate": world.clock.rate})


@routes.get("/_sim/clock")
async def clock(request: web.Request) -> web.Response:
    """Return the virtual time."""
    return _clock(request.app[WORLD])


@routes.post("/_sim/clock")
async def set_clock(request: web.Request) -> web.Response:
    """Jump to `now`, go on by `advance` seconds, run at `rate`."""
    world, body = request.app[WORLD], await _body(request)
    if "now" in body:
        world.clock.set(_instant(body["now"]))
    if "rate" in body:
        world.clock.rate = _number(body, "rate", 1)
    world.clock.advance(_number(body, "advance", 0))
    return _clock(world)


def _describe(world: World) -> dict[str, object]:
    devices = {device.id: device.name for device in world.account.devices}
    return {
        "persona": world.persona_id,
        "title": world.persona.title,
        "seed": world.seed,
        "now": utc_text(world.now),
        "since": utc_text(world.since),
        "api_key": world.api_key,
        "account": world.account_number,
        "keys": {"wrong": world.keys.wrong, "other_account": world.keys.foreign},
        "properties": [
            {
                "id": home.id,
                "current": home.moved_out is None,
                "points": [
                    {
                        "mpan": point.mpan,
                        "export": point.export,
                        "tariff_code": agreement.tariff.code if agreement else None,
                        "meters": [
                            {"serial": meter.serial, "device_id": meter.device_id}
                            for meter in point.meters
                        ],
                    }
                    for point in home.points
                    for agreement in [point.agreement(world.now)]
                ],
            }
            for home in world.account.properties
        ],
        "devices": devices,
        "car_kw": world.persona.car_kw,
        "home_mini": world.scenario.telemetry in ("live", "stale", "offline"),
        "replay": _replay(world),
        "settings": world.scenario.as_dict(),
    }


def _replay(world: World) -> dict[str, object] | None:
    """Say by how many days a home was moved, and the slots it then covers."""
    replay = world.replay
    if replay is None:
        return None
    return {
        "moved_days": replay.shift // DAY,
        "first": utc_text(replay.first),
        "last": utc_text(replay.last),
    }


@routes.get("/_sim/scenario")
async def scenario(request: web.Request) -> web.Response:
    """Describe the persona, its credentials and every switch."""
    return web.json_response(_describe(request.app[WORLD]))


@routes.post("/_sim/scenario")
async def change_scenario(request: web.Request) -> web.Response:
    """Set `settings`; `revoke_key`, `rotate_token_keys` or `switch_tariff`."""
    world, body = request.app[WORLD], await _body(request)
    actions = {"settings", "revoke_key", "rotate_token_keys", "switch_tariff"}
    if unknown := body.keys() - actions:
        raise problem(400, f"Unknown: {', '.join(sorted(unknown))}.")
    settings = body.get("settings", {})
    if not isinstance(settings, dict):
        raise problem(400, "settings is not an object.")
    try:
        world.scenario.update(settings)
    except UnknownSettingError as err:
        raise problem(400, str(err)) from err
    if "revoke_key" in body:
        world.revoke_key(revoked=bool(body["revoke_key"]))
    if body.get("rotate_token_keys"):
        world.tokens.rotate()
    if "switch_tariff" in body:
        _switch(world, body["switch_tariff"])
    return web.json_response(_describe(world))


def _switch(world: World, change: object) -> None:
    if not isinstance(change, dict):
        raise problem(400, "switch_tariff takes {to, at?}.")
    at = _instant(change["at"]) if change.get("at") else None
    try:
        world.switch_tariff(str(change.get("to")), at)
    except KeyError as err:
        raise problem(400, "No tariff has that name.") from err


def _faults(world: World) -> web.Response:
    rules = [
        {
            "match": {"operation": rule.operation, "path": rule.path},
            "times": rule.times,
            "fault": rule.fault,
        }
        for rule in world.faults.rules
    ]
    return web.json_response({"faults": rules})


@routes.get("/_sim/faults")
async def faults(request: web.Request) -> web.Response:
    """List the faults that are set."""
    return _faults(request.app[WORLD])


@routes.post("/_sim/faults")
async def add_fault(request: web.Request) -> web.Response:
    """Set a fault: `{match, times, fault}`."""
    world, body = request.app[WORLD], await _body(request)
    match, fault, times = body.get("match", {}), body.get("fault"), body.get("times", 1)
    if not isinstance(match, dict) or not isinstance(fault, dict):
        raise problem(400, "A fault is {match, times, fault}.")
    if times is not None and type(times) is not int:
        raise problem(400, "times is a number, or null for ever.")
    try:
        world.faults.add(
            fault,
            operation=match.get("operation"),
            path=match.get("path"),
            times=times,
        )
    except FaultError as err:
        raise problem(400, str(err)) from err
    return _faults(world)


@routes.delete("/_sim/faults")
async def clear_faults(request: web.Request) -> web.Response:
    """Set no faults."""
    request.app[WORLD].faults.clear()
    return _faults(request.app[WORLD])


@routes.get("/_sim/log")
async def log(request: web.Request) -> web.Response:
    """List the requests so far."""
    return web.json_response({"requests": request.app[WORLD].log.as_list()})


@routes.delete("/_sim/log")
async def clear_log(request: web.Request) -> web.Response:
    """Forget the requests so far."""
    request.app[WORLD].log.clear()
    return web.json_response({"requests": []})


def _car(world: World, device: str | None, *, done: bool = True) -> web.Response:
    if world.fleet is None or device is None:
        plugged = world.supply.car.plugged_at(world.now) is not None
    else:
        plugged = world.fleet.car(device).visit_at(world.now) is not None
    return web.json_response({"done": done, "plugged": plugged})


def _named(world: World, body: dict[str, object]) -> str | None:
    """Return the id of the device that a request names."""
    device = body.get("device")
    if device is None:
        return None
    if device not in {d.id for d in world.account.devices}:
        raise problem(404, "No such device.")
    return str(device)


@routes.post("/_sim/plug")
async def plug(request: web.Request) -> web.Response:
    """Plug the car in: `{device?, kw?, minutes_ago?, kwh?, plain?}`."""
    world, body = request.app[WORLD], await _body(request)
    device = _named(world, body)
    world.plug(
        _number(body, "kw", 0) or None,
        _number(body, "minutes_ago", 0),
        _number(body, "kwh", FULL_KWH),
        device=device,
        plain=body.get("plain") is True,
    )
    return _car(world, device)


@routes.post("/_sim/unplug")
async def unplug(request: web.Request) -> web.Response:
    """Unplug the car, or every car: `{device?, minutes_ago?}`."""
    world, body = request.app[WORLD], await _body(request)
    device = _named(world, body)
    done = world.unplug(_number(body, "minutes_ago", 0), device=device)
    return _car(world, device, done=done)


@routes.post("/_sim/publish")
async def publish(request: web.Request) -> web.Response:
    """Publish, and bill, the half-hours that ended by now: `{until?, billed?}`."""
    world, body = request.app[WORLD], await _body(request)
    until = _instant(body["until"]) if body.get("until") else None
    world.publish(until, billed=body.get("billed") is True)
    return web.json_response({"published_until": utc_text(world.publication.until)})


@routes.post("/_sim/correct")
async def correct(request: web.Request) -> web.Response:
    """Correct what the meter is said to have imported: `{start, kwh}`."""
    world, body = request.app[WORLD], await _body(request)
    start, kwh = _instant(body.get("start")), _number(body, "kwh", 0)
    world.correct(start, kwh)
    return web.json_response({"start": utc_text(start.timestamp()), "kwh": kwh})


@routes.get("/_sim/truth")
async def truth(request: web.Request) -> web.Response:
    """Return the sessions that began in [from, to); the whole history by default.

    With `gap` a plug-in is cut where charging paused for more minutes than that.
    """
    world, query = request.app[WORLD], request.query
    start = _instant(query.get("from", utc_text(world.since)))
    end = _instant(query.get("to", utc_text(world.now)))
    gap = query.get("gap")
    if gap is not None and not gap.isdecimal():
        raise problem(400, "gap is a number of minutes.")
    found = world.truth(start, end, gap_minutes=float(gap) if gap else None)
    body: dict[str, object] = {"sessions": found}
    if world.fleet is not None and world.bill is not None:
        body |= whole(world.fleet, world.bill, start, end, world.now)
    return web.json_response(body)
