"""What the supplier refuses of a car's data is missed alone, and asked for next day."""

import json

import pytest

from custom_components.octopus_ev.coordinator.capabilities import Part
from homeassistant.config_entries import ConfigEntryState

from .conftest import Home, Settle

EVENING = "2026-11-20T17:00:00+00:00"
SWITCHED_OFF = {"graphql_error": "KT-CT-1113"}
FORBIDDEN = {"graphql_error": "KT-CT-1111"}
GONE = {"body": json.dumps({"errors": [{"message": "Cannot query field 'x'."}]})}


def _known(home: Home) -> dict[Part, bool]:
    """Return of which parts something came."""
    [key] = home.runtime.engine.point_keys
    record = home.runtime.engine.smart(key)
    cars = home.runtime.smart.cars.data.values()
    return {
        Part.DEVICES: bool(cars),
        Part.DETAILS: any(car.device.battery_kwh is not None for car in cars),
        Part.PLANNED: any(car.plan is not None for car in cars),
        Part.COMPLETED: bool(record.completed),
        Part.CHARGES: bool(record.charges),
        Part.BILLED: bool(record.billed),
    }


@pytest.mark.parametrize(
    ("part", "operations", "fault"),
    [
        (Part.DEVICES, ["Devices", "DeviceStates"], SWITCHED_OFF),
        (Part.DETAILS, ["Devices"], GONE),
        (Part.PLANNED, ["Planned"], SWITCHED_OFF),
        (Part.PLANNED, ["Planned"], FORBIDDEN),
        (Part.PLANNED, ["Planned"], GONE),
        (Part.COMPLETED, ["Completed"], SWITCHED_OFF),
        (Part.CHARGES, ["Charges"], FORBIDDEN),
        (Part.BILLED, ["CostOfUsage", "Measurements"], GONE),
    ],
)
async def test_a_part_that_is_refused_is_missed_alone_and_back_the_next_day(
    settle: Settle, part: Part, operations: list[str], fault: dict[str, object]
) -> None:
    home = await settle("P1", now=EVENING)
    for operation in operations:
        home.world.faults.add(fault, operation=operation, times=None)
    home.world.plug(minutes_ago=30)
    assert await home.set_up()
    await home.pass_minutes(4)

    assert home.entry.state is ConfigEntryState.LOADED
    missed = {name for name, there in _known(home).items() if not there}
    off = set(home.runtime.smart.capabilities.off)
    if part is Part.DEVICES:
        # Without a device there is nobody to ask after.
        assert (missed, off) == (set(Part), {Part.DEVICES, Part.DETAILS})
    else:
        assert (missed, off) == ({part}, {part})

    home.world.faults.clear()
    for hours in (1, 24, 7):
        await home.pass_time(hours=hours)
    await home.pass_minutes(4)

    assert home.runtime.smart.capabilities.off == {}
    assert all(_known(home).values())
