"""The private endpoints: account, meter point and half-hourly consumption."""

from base64 import b64decode
from collections.abc import Iterable
from datetime import date, timedelta
from math import isinf
from typing import Final

from aiohttp import web

from .paging import envelope, period, problem
from .site import POSTCODE, Account, Meter, MeterPoint, Property
from .state import WORLD
from .times import SLOT, floor_to, local_day, local_text, midnight, optional, slots_of
from .world import World

CONSUMPTION_MAXIMUM: Final = 25000
GROUPS: Final = frozenset({"hour", "day", "week", "month", "quarter"})


def _owner(request: web.Request) -> str:
    """Return the account number the request's key opens; raises 401."""
    header = request.headers.get("Authorization", "")
    if not header:
        raise problem(401, "Authentication credentials were not provided.")
    scheme, _, text = header.partition(" ")
    try:
        key, _, password = b64decode(text, validate=True).decode().partition(":")
    except ValueError as err:
        raise problem(401, "Invalid API key") from err
    owner = request.app[WORLD].keys.owner(key)
    if scheme.lower() != "basic" or password or owner is None:
        raise problem(401, "Invalid API key")
    return owner


def _refuse(world: World) -> web.HTTPError:
    if world.scenario.foreign_account_status == 403:
        text = "You do not have permission to perform this action."
        return problem(403, text)
    return problem(404, "Not found.")


async def account(request: web.Request) -> web.Response:
    """Describe the account, its homes, meters and agreements."""
    world, number = request.app[WORLD], request.match_info["number"]
    if _owner(request) != number:
        raise _refuse(world)
    if number != world.account_number:
        return web.json_response({"number": number, "properties": []})
    return web.json_response(_account(world.account))


def _account(account: Account) -> dict[str, object]:
    return {
        "number": account.number,
        "properties": [_property(home) for home in account.properties],
    }


def _property(home: Property) -> dict[str, object]:
    return {
        "id": home.id,
        "moved_in_at": local_text(home.moved_in),
        "moved_out_at": optional(local_text, home.moved_out),
        "address_line_1": "10 Downing Street",
        "address_line_2": "",
        "address_line_3": "",
        "town": "LONDON",
        "county": "",
        "postcode": POSTCODE,
        "electricity_meter_points": [_point(point) for point in home.points],
        "gas_meter_points": [],
    }


def _point(point: MeterPoint) -> dict[str, object]:
    two = any(a.tariff.kind == "day_night" for a in point.agreements)
    usage: dict[str, object] = (
        {"consumption_day": 1600, "consumption_night": 1900}
        if two
        else {"consumption_standard": 3500}
    )
    registers = ("DAY", "NIGHT") if two else ("STANDARD",)
    return {
        "mpan": point.mpan,
        "profile_class": 8 if point.export else 2 if two else 1,
        **usage,
        "meters": [
            {
                "serial_number": meter.serial,
                "registers": [
                    {
                        "identifier": str(number),
                        "rate": rate,
                        "is_settlement_register": True,
                    }
                    for number, rate in enumerate(registers, 1)
                ],
            }
            for meter in point.meters
        ],
        "agreements": [
            {
                "tariff_code": agreement.tariff.code,
                "valid_from": local_text(agreement.valid_from),
                "valid_to": optional(local_text, agreement.valid_to),
            }
            for agreement in point.agreements
        ],
        "is_export": point.export,
    }


def _find(request: web.Request) -> tuple[Property, MeterPoint]:
    world, owner = request.app[WORLD], _owner(request)
    if owner == world.account_number:
        for home, point in world.account.points:
            if point.mpan == request.match_info["mpan"]:
                return home, point
    raise problem(404, "Not found.")


async def meter_point(request: web.Request) -> web.Response:
    """Describe a meter point."""
    _, point = _find(request)
    profile = 8 if point.export else 1
    body = {"gsp": f"_{point.region}", "mpan": point.mpan, "profile_class": profile}
    return web.json_response(body)


async def consumption(request: web.Request) -> web.Response:
    """List a meter's settled half-hours, newest first unless asked otherwise."""
    world = request.app[WORLD]
    home, point = _find(request)
    serial = request.match_info["serial"]
    meter = next((m for m in point.meters if m.serial == serial), None)
    if meter is None:
        raise problem(404, "Not found.")
    order, group = request.query.get("order_by"), request.query.get("group_by")
    if order not in (None, "period", "-period"):
        raise problem(400, {"order_by": ["Select a valid choice."]})
    if group is not None and group not in GROUPS:
        raise problem(400, {"group_by": ["Select a valid choice."]})
    rows = _readings(world, home, point, meter, period(request))
    if group:
        rows = _grouped(rows, group)
    if order != "period":
        rows.reverse()
    head, page = envelope(request, rows, maximum=CONSUMPTION_MAXIMUM)
    text = world.scenario.consumption_as_text
    results = [
        {
            "consumption": f"{energy:.3f}" if text else round(energy, 3),
            "interval_start": local_text(start),
            "interval_end": local_text(end),
        }
        for start, end, energy in page
    ]
    return web.json_response({**head, "results": results})


type Interval = tuple[int, int, float]


def _readings(
    world: World,
    home: Property,
    point: MeterPoint,
    meter: Meter,
    bounds: tuple[float, float],
) -> list[Interval]:
    """Return what is published of a meter in a window, oldest first."""
    if not meter.smart:
        return []
    start = max(bounds[0], world.since, home.moved_in, meter.active_from)
    end = min(bounds[1], world.now)
    first = floor_to(start + SLOT - 1)
    if not isinf(bounds[0]):
        first -= SLOT * min(2, world.scenario.extra_rows)
    found = []
    for slot in range(first, int(end), SLOT):
        energy = world.reading(home, point, meter, slot)
        if energy is not None:
            found.append((slot, slot + SLOT, round(energy, 3)))
    return found


def _bounds(slot: int, group: str) -> tuple[int, int]:
    """Return the hour, or the local day, week, month or quarter, of a slot."""
    if group == "hour":
        return floor_to(slot, 3600), floor_to(slot, 3600) + 3600
    day = local_day(slot)
    if group == "day":
        slots = slots_of(day)
        return slots.start, slots.stop
    if group == "week":
        first = day - timedelta(days=day.weekday())
        return midnight(first), midnight(first + timedelta(days=7))
    length = 1 if group == "month" else 3
    month = day.month - (day.month - 1) % length
    later = date(day.year, month, 1) + timedelta(days=31 * length)
    return midnight(date(day.year, month, 1)), midnight(later.replace(day=1))


def _grouped(rows: Iterable[Interval], group: str) -> list[Interval]:
    sums: dict[tuple[int, int], float] = {}
    for start, _, energy in rows:
        bounds = _bounds(start, group)
        sums[bounds] = sums.get(bounds, 0.0) + energy
    return [(start, end, energy) for (start, end), energy in sums.items()]
