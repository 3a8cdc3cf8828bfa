"""Check a home whose car the supplier controls: every platform has something to show."""

import asyncio

from .home import Home
from .processes import DemoError

PERSONA = "P11"
SEED = 1

SHOWN = {
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

SECONDS = 60
"""Cars are asked for once the entry is loaded."""


async def check_cars(running: Home) -> None:
    """Wait until all of the car is shown; raises DemoError where it is not."""
    missing = SHOWN
    for _ in range(SECONDS):
        states = await running.states()
        missing = {
            key
            for key in SHOWN
            if states.get(key, {}).get("state") in {None, "unavailable"}
        }
        if not missing:
            return
        await asyncio.sleep(1)
    raise DemoError(f"check failed: nothing is shown of {sorted(missing)}")
