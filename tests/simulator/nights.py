"""Find a night of a certain kind in a simulated year."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from simulator.flex.nouns import Slot, Visit
from simulator.world import World
from tests.simulator.api import Api

VEHICLE = "00000000-0000-4000-8000-000000000001"
CHARGER = "00000000-0000-4000-8000-000000000002"
SECOND = "00000000-0000-4000-8000-000000000003"
ACCOUNT = "A-AAAA1111"
MONTH = 30 * 86400
PLANNED = """query Planned($id: String!) {
  flexPlannedDispatches(deviceId: $id) { start end type energyAddedKwh } }"""
STATUS = """query Devices { devices(accountNumber: "A-AAAA1111") { id
  status { current isSuspended currentState
    ... on SmartFlexVehicleStatus { stateOfCharge { value timestamp } activePower { value } }
  } alerts { message publishedAt } } }"""


def at(instant: float) -> datetime:
    return datetime.fromtimestamp(instant, UTC)


def nights(world: World, device: str = VEHICLE) -> Iterator[Visit]:
    """Yield the visits that are over, the newest first."""
    car, end = world.car(device), world.now
    while end > world.since:
        for visit in reversed(car.near(end - MONTH, end)):
            if end - MONTH <= visit.plugged < end and visit.leaves < world.now:
                yield visit
        end -= MONTH


def night(
    world: World, wanted: Callable[[Visit], bool], device: str = VEHICLE
) -> Visit:
    """Return the newest visit that is as wanted."""
    return next(visit for visit in nights(world, device) if wanted(visit))


def changes(visit: Visit) -> Iterator[tuple[float, tuple[Slot, ...], tuple[Slot, ...]]]:
    """Yield when a plan was changed, the plan before and the plan after."""
    for before, after in zip(visit.revisions, visit.revisions[1:], strict=False):
        yield after.at, before.slots, after.slots


async def go(api: Api, instant: float) -> None:
    """Set the clock; the token of before may have run out."""
    api.world.clock.set(at(instant))
    api.token = None


async def status(api: Api, device: str = VEHICLE) -> dict[str, Any]:
    """Return the status of a device."""
    answer = await api.graphql(STATUS)
    found: dict[str, Any] = next(
        d["status"] for d in answer["data"]["devices"] if d["id"] == device
    )
    return found


async def planned(api: Api, device: str = VEHICLE) -> list[dict[str, Any]]:
    """Return the plan of a device, with instants."""
    answer = await api.graphql(PLANNED, id=device)
    found: list[dict[str, Any]] = answer["data"]["flexPlannedDispatches"]
    for slot in found:
        slot["start"] = datetime.fromisoformat(slot["start"])
        slot["end"] = datetime.fromisoformat(slot["end"])
    return found


def minutes(number: float) -> timedelta:
    return timedelta(minutes=number)
