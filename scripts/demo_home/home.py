"""Bring up one home: a simulator, and a Home Assistant that is set up against it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
import sys
from typing import Any

from aiohttp import ClientSession

from . import config_folder
from .home_assistant import HomeAssistant
from .processes import DemoError, free_port, running, wait_until
from .simulator import Simulator, simulated

DOMAIN = "octopus_ev"
SETTLE_SECONDS = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """A running home; `entry_id` is the integration's config entry."""

    simulator: Simulator
    home_assistant: HomeAssistant
    entry_id: str
    log: Path
    """What Home Assistant printed."""

    async def sessions(self) -> list[dict[str, Any]]:
        """Return the sessions as the action gives them, oldest first."""
        answer = await self.home_assistant.action(
            f"{DOMAIN}.list_sessions",
            {"config_entry_id": self.entry_id},
            response=True,
        )
        sessions: list[dict[str, Any]] = answer["sessions"]
        return sorted(sessions, key=lambda session: session["start"])

    async def states(self) -> dict[str, dict[str, Any]]:
        """Return the states of the entry's entities by their translation keys."""
        registry = await self.home_assistant.command("config/entity_registry/list")
        keys = {
            entity["entity_id"]: entity["translation_key"]
            for entity in registry
            if entity["config_entry_id"] == self.entry_id
        }
        return {
            keys[state["entity_id"]]: state
            for state in await self.home_assistant.command("get_states")
            if state["entity_id"] in keys
        }

    async def newest_reading(self) -> datetime:
        """Wait until sessions are found, and return how far the readings reach.

        Raises DemoError where none is found in a minute.
        """
        for _ in range(SETTLE_SECONDS):
            state = (await self.states()).get("latest_reading", {}).get("state")
            if state not in {None, "unknown", "unavailable"} and await self.sessions():
                return datetime.fromisoformat(state)
            await asyncio.sleep(1)
        raise DemoError("No session was found in the readings")


@asynccontextmanager
async def home(
    folder: Path,
    *,
    persona: str,
    seed: int,
    password: str,
    port: int | None = None,
    readings: Path | None = None,
    idle: bool = False,
) -> AsyncIterator[Home]:
    """Run a home in a folder while the context lasts; an idle one has no car at it."""
    port = free_port(port)
    config_folder.write(folder, port)
    log = folder / "console.log"
    async with AsyncExitStack() as stack:
        http = await stack.enter_async_context(ClientSession())
        simulator = await stack.enter_async_context(
            simulated(
                http,
                persona=persona,
                seed=seed,
                readings=readings,
                log=folder / "simulator.log",
            )
        )
        say(f"{persona}, seed {seed}: simulator at {simulator.base}")
        if idle:
            await simulator.drive_away()
        process = await stack.enter_async_context(
            running(
                "Home Assistant",
                [
                    *(sys.executable, "-m", "homeassistant"),
                    *("--config", str(folder), "--log-no-color"),
                ],
                # Everything is installed; nothing may be fetched at run time.
                environment={"UV_OFFLINE": "1", "OCTOPUS_EV_GB_URL": simulator.gb_url},
                log=log,
                cwd=folder,
            )
        )
        instance = HomeAssistant(http, f"http://127.0.0.1:{port}")
        await wait_until(
            instance.answers, name="Home Assistant", process=process, log=log
        )
        await instance.onboard(password)
        await stack.enter_async_context(instance.connected())
        await wait_until(
            instance.started, name="Home Assistant", process=process, log=log
        )
        say(f"{persona}, seed {seed}: Home Assistant at {instance.base}")
        entry_id = await set_up(instance, simulator)
        say(f"{persona}, seed {seed}: the integration is set up")
        yield Home(
            simulator=simulator, home_assistant=instance, entry_id=entry_id, log=log
        )


async def set_up(instance: HomeAssistant, simulator: Simulator) -> str:
    """Walk the config flow as a user who accepts what it proposes; return the entry.

    Raises DemoError, with the flow's own words, where it does not end in an entry.
    """
    flows = "/api/config/config_entries/flow"
    step = await instance.rest("POST", flows, {"handler": DOMAIN})
    for _ in range(8):
        answer: dict[str, Any] = {}
        match step:
            case {"type": "create_entry"}:
                entry_id: str = step["result"]["entry_id"]
                return entry_id
            case {"type": "form", "errors": dict() as errors} if errors:
                raise DemoError(f"The form {step['step_id']} said {errors}")
            case {"type": "form", "step_id": "user"}:
                answer = {"api_key": await simulator.api_key()}
            case {"type": "menu"}:
                answer = {"next_step_id": step["menu_options"][0]}
            case {"type": "form"}:
                pass
            case _:
                break
        step = await instance.rest("POST", f"{flows}/{step['flow_id']}", answer)
    raise DemoError(f"The config flow ended in {step.get('reason') or step['type']}")


def say(text: str) -> None:
    """Show progress."""
    print(f"demo: {text}", flush=True)
