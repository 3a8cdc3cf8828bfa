"""Dispatches over GraphQL: what is planned for a car, and what the cars did."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Final, NamedTuple

from .chance import chance, noise
from .context import Context
from .errors import ApiError
from .flex.nouns import Visit
from .resolve_devices import out_of_reach
from .site import Device
from .times import DAY, HOUR, SLOT, floor_to
from .world import World

MINUTE: Final = 60

SPURIOUS: Final = 0.04
"""Share of the visits after which a record of next to nothing is listed."""


def planned_dispatches(context: Context, /, **arguments: object) -> object:
    """Return the plan that stands for a car that is plugged in."""
    world, now, scenario = context.world, context.world.now, context.world.scenario
    if not world.limits.take(
        "flexPlannedDispatches",
        now,
        scenario.planned_limit,
        MINUTE,
        dynamic=scenario.dynamic_limits,
    ):
        raise ApiError("KT-CT-1199")
    device = next((d for d in world.devices if d.id == arguments["deviceId"]), None)
    if device is None:
        raise ApiError("KT-CT-4301")
    if not device.plans:
        return []
    visit = world.car(device.id).visit_at(now)
    if visit is None or out_of_reach(device, visit, now):
        if scenario.plan_while_unplugged == "error":
            raise ApiError("KT-CT-4340")
        return []
    return [
        {
            "start": slot.start,
            "end": slot.end,
            "type": slot.kind,
            "energyAddedKwh": None if slot.kwh is None else Decimal(f"{slot.kwh:.2f}"),
        }
        for slot in visit.plan(now)
    ]


class Record(NamedTuple):
    """A completed dispatch, as the supplier lists it."""

    start: float
    end: float
    kwh: float
    location: str


def completed_dispatches(context: Context, /, **arguments: object) -> object:
    """Return what the account's cars took, hours late and newest first.

    Boosts are among them, without a mark; a charge that the supplier had no hand in
    is not.
    """
    context.own(str(arguments["accountNumber"]))
    world, scenario = context.world, context.world.scenario
    if world.fleet is None:
        return []
    late = world.now - HOUR * scenario.completed_delay_hours
    first = world.now - DAY * scenario.completed_reach_days
    found = [
        record
        for device in world.devices
        for record in records(world, device, first, late)
    ]
    found.sort(reverse=True)
    bare = scenario.completed_without_meta
    return [
        {
            "start": record.start,
            "end": record.end,
            "delta": Decimal(f"{-record.kwh:.2f}"),
            "meta": None if bare else {"source": None, "location": record.location},
        }
        for record in found
    ]


def records(
    world: World, device: Device, first: float, late: float
) -> Iterator[Record]:
    """Yield a device's dispatches that began in [first, late) and have been listed.

    A charger that does not plan lists a visit only once the car has left.
    """
    car = world.car(device.id)
    for visit in car.near(first, late):
        if not device.plans and visit.leaves > late:
            continue
        for record in _of_visit(visit):
            if first <= record.start and record.end <= late:
                yield record
    for charge in car.away(late):
        if charge.start >= first and charge.end <= late:
            yield Record(charge.start, charge.end, charge.kwh, "AWAY")


def _of_visit(visit: Visit) -> Iterator[Record]:
    """Yield a record for each half-hour of a stretch of one kind, in whole minutes."""
    key, salt = visit.arrival.key, int(visit.plugged)
    spans: list[list[float]] = []
    for draw in visit.draws:
        if draw.kind == "PLAIN":
            continue
        at = draw.start
        while at < draw.end:
            end = min(draw.end, floor_to(at) + SLOT)
            if spans and spans[-1][1] == at and floor_to(spans[-1][0]) == floor_to(at):
                spans[-1][1] = end
                spans[-1][2] += draw.energy(at, end)
            else:
                spans.append([at, end, draw.energy(at, end)])
            at = end
    for start, end, kwh in spans:
        begin, stop = start // MINUTE * MINUTE, -(-end // MINUTE) * MINUTE
        # What the car tells is not quite what the meter counts.
        share = 0.984 + 0.02 * noise(salt, int(start))
        yield Record(begin, stop, kwh * share, "AT_HOME")
    rng = chance("spurious", key)
    if spans and rng.random() < SPURIOUS:
        end = -(-spans[-1][1] // MINUTE) * MINUTE
        yield Record(end, end + MINUTE * rng.randint(1, 3), 0.02, "AT_HOME")
