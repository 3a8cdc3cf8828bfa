"""Charging sessions over GraphQL, as the supplier lists them for a device."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from itertools import groupby, zip_longest
from math import inf
from operator import attrgetter
from typing import Final

from .chance import noise
from .errors import ApiError
from .flex.diary import PublicCharge
from .flex.nouns import EFFICIENCY, Draw, Kind, Visit
from .flex.truth import parts
from .site import Device
from .times import HOUR
from .world import World

type Fields = dict[str, object]

KINDS: Final = ("SMART", "BOOST", "PUBLIC")

MEASURED: Final = 0.984
"""What the car tells of its energy is up to this share of what the meter counts."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A session that is listed; what it tells is worked out for those on a page."""

    start: float
    end: float
    kind: str
    fields: Callable[[], Fields]


def charging_sessions(world: World, device: Device) -> Callable[..., Fields]:
    """Return the field of a device: it pages by the instants at which sessions began."""

    def field(_info: object, **arguments: object) -> Fields:
        if "chargingSessions" in world.scenario.disabled_fields.split(","):
            raise ApiError("KT-CT-1113")
        if world.scenario.sessions_fail:
            raise ApiError("KT-CT-4382")
        after, before = arguments.get("after"), arguments.get("before")
        low = after if isinstance(after, float) else -inf
        high = before if isinstance(before, float) else inf
        kinds = arguments.get("sessionTypes")
        wanted = kinds if isinstance(kinds, list) else list(KINDS)
        found = [
            one
            for one in listed(world, device, low, high)
            if low < one.start < high and one.kind in wanted
        ]
        page = found
        first, last = arguments.get("first"), arguments.get("last")
        if isinstance(first, int):
            page = page[:first]
        if isinstance(last, int):
            page = page[-last:]
        return {
            "pageInfo": {
                "startCursor": page[0].start if page else None,
                "endCursor": page[-1].start if page else None,
                "hasPreviousPage": bool(page) and page[0] is not found[0],
                "hasNextPage": bool(page) and page[-1] is not found[-1],
            },
            "edges": [{"cursor": one.start, "node": one.fields()} for one in page],
        }

    return field


def listed(
    world: World, device: Device, low: float = -inf, high: float = inf
) -> list[Listed]:
    """Return what is listed of a device by now, oldest first; all between two instants.

    Some that lie outside may be among it.
    """
    car = world.car(device.id)
    late = world.now - 60 * world.scenario.session_delay_minutes
    high = min(high, late)
    found = [
        one
        for visit in car.near(max(low, world.since), high)
        for one in _of_visit(world, device, visit)
        if one.end <= late
    ]
    found += [
        Listed(charge.start, charge.end, "PUBLIC", partial(_elsewhere, world, charge))
        for charge in car.away(high)
        if charge.end <= late
    ]
    return sorted(found, key=lambda one: one.start)


def _elsewhere(world: World, charge: PublicCharge) -> Fields:
    return {
        "__typename": "PublicChargingSession",
        "start": charge.start,
        "end": charge.end,
        "energyAdded": _energy(charge.kwh),
        "cost": _cost(world, charge.end, Decimal(f"{charge.pence:.2f}")),
        "stateOfChargeChange": None,
        "stateOfChargeFinal": None,
    }


def _of_visit(world: World, device: Device, visit: Visit) -> list[Listed]:
    """Return a session for each run of smart charging and for each boost."""
    runs = [list(run) for _, run in groupby(visit.draws, key=attrgetter("kind"))]
    found = []
    for run, after in zip_longest(runs, runs[1:]):
        over = after[0].start if after else _over(visit)
        if over > world.now:
            break
        kind = run[0].kind
        if kind != "PLAIN":
            then = after[0].kind if after else None
            fields = partial(_session, world, device, visit, run, then)
            found.append(Listed(run[0].start, run[-1].end, kind, fields))
    return found


def _over(visit: Visit) -> float:
    """Return when no more of a visit can come: it has what it wants, or is gone."""
    left = visit.wanted - visit.energy()
    return visit.draws[-1].end if left <= 0.02 else visit.leaves


def _session(
    world: World, device: Device, visit: Visit, run: list[Draw], then: Kind | None
) -> Fields:
    kind, start, end = run[0].kind, run[0].start, run[-1].end
    share = MEASURED + 0.02 * noise(int(visit.plugged), int(start))
    kwh = sum(draw.energy() for draw in run)
    seen = device.typename == "SmartFlexVehicle" and not device.habit.flaky
    final = visit.level(end)
    change = kwh * EFFICIENCY / visit.arrival.battery * 100
    pence = world.bill.pence(device.id, run) if world.bill else None
    return {
        "__typename": "SmartFlexChargingSession",
        "start": start,
        "end": end,
        "energyAdded": _energy(kwh * share),
        "cost": _cost(world, end, pence),
        "stateOfChargeChange": _percent(change) if seen else None,
        "stateOfChargeFinal": _percent(final) if seen else None,
        "type": kind,
        "targetType": "ABSOLUTE_STATE_OF_CHARGE",
        "dispatches": [
            {
                "start": first,
                "end": last,
                "type": kind,
                "energyAddedKwh": Decimal(f"{visit.energy(first, last) * share:.3f}"),
            }
            for _, first, last in parts(run)
        ],
        "problems": _problems(visit, kind, end, then),
    }


def _problems(visit: Visit, kind: Kind, end: float, then: Kind | None) -> list[Fields]:
    """Say what cut a session short, and what went wrong in it."""
    arrival, found = visit.arrival, list[Fields]()
    if arrival.lost is not None and arrival.lost[0] < end:
        found.append(_error("COMMUNICATION_ERROR"))
    if visit.filled <= end + 1:
        found.append(_error("FULL_CHARGE"))
    if kind != "SMART":
        return found
    cause = None
    if then is not None:
        cause = "BOOST_CHARGING" if then == "BOOST" else "SUSPENDED"
    elif visit.leaves < inf and visit.energy() < visit.wanted - 0.02:
        cause = "DISCONNECTED"
    if cause is not None:
        found.append(
            {
                "__typename": "SmartFlexChargingTruncation",
                "truncationCause": cause,
                "originalAchievableStateOfCharge": _percent(arrival.target),
                "achievableStateOfCharge": _percent(visit.level(end)),
            }
        )
    return found


def _error(cause: str) -> Fields:
    return {"__typename": "SmartFlexChargingError", "cause": cause}


def _energy(kwh: float) -> Fields:
    return {"value": Decimal(f"{kwh:.3f}"), "unit": "KILOWATT_HOUR"}


def _percent(value: float) -> Decimal:
    return Decimal(f"{value:.2f}")


def _cost(world: World, end: float, pence: Decimal | None) -> Fields | None:
    """Return the money in pence, once it is known."""
    if (
        pence is None
        or world.now < end + HOUR * world.scenario.session_cost_delay_hours
    ):
        return None
    return {"amount": pence.quantize(Decimal("0.01")), "currency": "GBP"}
