"""See that statistics reach the Energy dashboard, as a user who agrees brings them there."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from .home import DOMAIN, Home
from .processes import DemoError, require

WAIT_SECONDS = 300
"""The recorder writes some thousand rows a second, on a machine that does nothing else."""

TRIES = 5
"""Where the recorder is behind, a start writes a statistic anew, and it is offered later."""

FIX = "/api/repairs/issues/fix"


async def check_energy(running: Home) -> None:
    """Accept the repair's offer; Home Assistant finds no fault with what it added."""
    wanted = {choice["energy"] for choice in await _choices(running)}
    left: set[str] = set()
    for _ in range(TRIES):
        await _until(lambda: _recorded(running, wanted), "a statistic was not written")
        await _accept(running)
        left = {choice["status"] for choice in await _choices(running)}
        if left == {"added"}:
            break
    require(left == {"added"}, f"the Energy dashboard has not all of it: {left}")
    await _until(lambda: _recorded(running, wanted), "a statistic was not kept")
    found = await running.home_assistant.command("energy/validate")
    faults = [fault for kind in found.values() for row in kind for fault in row]
    require(not faults, f"the Energy dashboard finds fault: {faults}")


async def _accept(running: Home) -> None:
    """Have the dashboard offered, and add what is offered."""
    instance = running.home_assistant
    # The offer is looked at every five minutes, and at every start.
    await instance.action(
        "homeassistant.reload_config_entry", {"entry_id": running.entry_id}
    )
    issue = await _until(lambda: _offer(running), "the dashboard was not offered")
    menu = await instance.rest("POST", FIX, {"handler": DOMAIN, "issue_id": issue})
    await instance.rest("POST", f"{FIX}/{menu['flow_id']}", {"next_step_id": "add"})


async def _choices(running: Home) -> list[dict[str, Any]]:
    answer = await running.home_assistant.action(
        f"{DOMAIN}.energy_dashboard_ids",
        {"config_entry_id": running.entry_id},
        response=True,
    )
    choices: list[dict[str, Any]] = answer["statistics"]
    return choices


async def _recorded(running: Home, wanted: set[str]) -> bool:
    rows = await running.home_assistant.command("recorder/list_statistic_ids")
    return wanted <= {row["statistic_id"] for row in rows}


async def _offer(running: Home) -> str | None:
    found = await running.home_assistant.command("repairs/list_issues")
    names: list[str] = [issue["issue_id"] for issue in found["issues"]]
    return next((name for name in names if name.startswith("energy_dashboard")), None)


async def _until[T](ask: Callable[[], Awaitable[T]], otherwise: str) -> T:
    """Ask until there is an answer; raises DemoError where none comes in time."""
    for _ in range(WAIT_SECONDS):
        if answer := await ask():
            return answer
        await asyncio.sleep(1)
    raise DemoError(f"check failed: {otherwise}")
