"""Check a home whose car the supplier controls: every platform has something to show."""

import asyncio

from .home import DOMAIN, Home
from .processes import DemoError, require

PERSONA = "P11"
SEED = 1

CAR = {
    "boost",
    "charging_calendar",
    "charging_session",
    "last_session_cost",
    "plugged_in",
    "ready_by",
    "smart_control",
    "state",
    "target_state_of_charge",
}
"""At least one entity of each platform, and what the car's device is made of."""

VEHICLE = {"cost_per_mile", "percent_added"}
"""What a vehicle that the user describes has besides."""

ANSWERS = {
    "vehicle": {"name": "Leaf", "battery_kwh": 60, "miles_per_kwh": 4},
    "sensors": {},
    "petrol": {},
}

SECONDS = 60
"""Cars are asked for once the entry is loaded."""


async def check_cars(running: Home) -> None:
    """See the supplier's car, then a vehicle that is added as a user adds it."""
    await _shown(running, CAR)
    flows = "/api/config/config_entries/subentries/flow"
    instance = running.home_assistant
    step = await instance.rest(
        "POST", flows, {"handler": [running.entry_id, "vehicle"]}
    )
    for asked, answer in ANSWERS.items():
        require(step.get("step_id") == asked, f"the vehicle's flow said {step}")
        step = await instance.rest("POST", f"{flows}/{step['flow_id']}", answer)
    require(step["type"] == "create_entry", f"no vehicle was added: {step}")
    await _shown(running, CAR | VEHICLE)
    devices = await instance.command("config/device_registry/list")
    names = {
        device["name"]
        for device in devices
        if any(domain == DOMAIN for domain, _ in device["identifiers"])
    }
    require("Leaf" in names and len(names) == 3, f"these are the devices: {names}")


async def _shown(running: Home, wanted: set[str]) -> None:
    """Wait until all of it is shown; raises DemoError where it is not."""
    missing = wanted
    for _ in range(SECONDS):
        states = await running.states()
        missing = {
            key
            for key in wanted
            if states.get(key, {}).get("state") in {None, "unavailable"}
        }
        if not missing:
            return
        await asyncio.sleep(1)
    raise DemoError(f"check failed: nothing is shown of {sorted(missing)}")
