"""See that automations made of our triggers and conditions run when they should."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from .home import DOMAIN, Home, say
from .processes import DemoError, require

RUN_SECONDS = 60
HALF_HOUR = timedelta(minutes=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """One automation: when it is triggered, when that counts, and what becomes of it."""

    trigger: str
    runs: bool | None
    """Whether a charge makes it run; `None` where a rate that changes decides."""
    options: Mapping[str, float] = field(default_factory=dict)
    condition: str | None = None
    limits: Mapping[str, float] = field(default_factory=dict)

    def config(self, name: str) -> dict[str, Any]:
        """Return it as the automation editor saves it."""
        condition = f"{DOMAIN}.{self.condition}"
        options = dict(self.limits)
        return {
            "alias": name,
            "triggers": [
                {"trigger": f"{DOMAIN}.{self.trigger}", "options": dict(self.options)}
            ],
            "conditions": [{"condition": condition, "options": options}]
            if self.condition
            else [],
            "actions": [{"event": "demo_automation_ran"}],
        }


async def make_automations(running: Home) -> dict[str, Made]:
    """Save the automations of a charge that begins now, is edited and deleted."""
    cheap = await _cheap_now(running)
    made = {
        f"demo_{number}": one for number, one in enumerate(_automations(cheap=cheap))
    }
    instance = running.home_assistant
    for name, one in made.items():
        await instance.rest(
            "POST", f"/api/config/automation/config/{name}", one.config(name)
        )
    # They are saved at once, and taken up a little later.
    for _ in range(RUN_SECONDS):
        states = await _states(running)
        on = {name for name in made if states.get(name, {}).get("state") == "on"}
        if on == made.keys():
            return made
        await asyncio.sleep(1)
    raise DemoError(f"check failed: automations refused: {made.keys() - on}")


async def check_automations(running: Home, made: Mapping[str, Made]) -> None:
    """Wait until all have run that should, and see that no other has."""
    should = {name for name, one in made.items() if one.runs}
    for _ in range(RUN_SECONDS):
        states = await _states(running)
        ran = {name for name in made if states[name]["attributes"]["last_triggered"]}
        if should <= ran:
            break
        await asyncio.sleep(1)
    wrong = [
        one
        for name, one in made.items()
        if one.runs is not None and one.runs != (name in ran)
    ]
    require(not wrong, f"automations that did not do as they should: {wrong}")
    say(f"{len(ran)} automations ran, and {len(made) - len(ran)} had no reason to")


async def edit_and_delete(running: Home, session_id: str) -> None:
    """Change a session, and delete it, as its driver."""
    chosen = {"config_entry_id": running.entry_id, "session_id": session_id}
    for name, fields in (
        ("edit_session", {"note": "In a hurry"}),
        ("delete_session", {}),
    ):
        await running.home_assistant.action(f"{DOMAIN}.{name}", {**chosen, **fields})


def _automations(*, cheap: bool | None) -> list[Made]:
    """Return an automation of each trigger and condition, and what shall come of it."""
    dear = None if cheap is None else not cheap
    started, ended = "session_started", "session_ended"
    cost = "last_session_cost_above"
    return [
        Made(trigger=started, runs=True),
        Made(trigger=ended, runs=True, options={"min_energy": 1}),
        Made(trigger=ended, runs=False, options={"min_cost": 999}),
        Made(trigger="session_updated", runs=True),
        Made(trigger="session_removed", runs=True),
        Made(trigger="session_settled", runs=False),
        Made(trigger="charging_at_peak", runs=dear),
        Made(trigger="cheap_slot_started", runs=None if cheap is None else False),
        Made(trigger="allowance_nearly_used", runs=False),
        Made(trigger="data_late", runs=False),
        Made(trigger=started, runs=True, condition="is_charging"),
        Made(trigger=ended, runs=False, condition="is_charging"),
        Made(trigger=started, runs=cheap, condition="in_cheap_slot"),
        Made(trigger=started, runs=True, condition="rate_below", limits={"rate": 9}),
        Made(trigger=started, runs=False, condition="rate_below", limits={"rate": -9}),
        Made(trigger=ended, runs=True, condition=cost, limits={"cost": 0}),
        Made(trigger=ended, runs=False, condition=cost, limits={"cost": 999}),
    ]


async def _cheap_now(running: Home) -> bool | None:
    """Tell whether it is cheap; `None` where that changes around now."""
    now = datetime.now(UTC)
    slot = now - (now - datetime.min.replace(tzinfo=UTC)) % HALF_HOUR
    day = 48 * HALF_HOUR
    rates = await running.simulator.unit_rates(slot - day, slot + HALF_HOUR)
    cheapest = min(rates.values())
    near = {rates[slot + n * HALF_HOUR] == cheapest for n in (-1, 0, 1)}
    return near.pop() if len(near) == 1 else None


async def _states(running: Home) -> dict[str, dict[str, Any]]:
    """Return the states of the automations by their names."""
    return {
        state["attributes"]["friendly_name"]: state
        for state in await running.home_assistant.command("get_states")
        if state["entity_id"].startswith("automation.")
    }
