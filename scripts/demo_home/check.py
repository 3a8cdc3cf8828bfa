"""Run the demo without a browser, and hold Home Assistant to what really happened."""

import asyncio
from datetime import UTC, datetime, time, timedelta
from decimal import Decimal
from functools import reduce
from operator import add
from pathlib import Path
import re
import secrets
from typing import Any

from . import cars
from .actions import check_actions
from .automations import check_automations, edit_and_delete, make_automations
from .config_folder import ROOT
from .energy import check_energy
from .home import DOMAIN, Home, home, say
from .processes import DemoError, require
from .scoring import Score, Session, score

SEEDS = (40961, 51283, 62297, 73553, 84811)
"""Households that nobody looked at while the detectors were made."""

PLUGGED_SEED = SEEDS[0]
ENERGY_SEED = SEEDS[1]
ACTION_SEED = SEEDS[2]

FOUND = 0.90
OFF_BY = Decimal("0.05")
PENNY = Decimal("0.01")

DAYS = 58
"""Noon to noon, so that a night's charge is wholly inside or outside; the first set-up
reads 60 days, of which the first and the last are cut by the clock."""

REQUESTS = 12
"""What the flow and the first set-up may ask of Octopus, 60 days of history included."""

STARTED_SECONDS = 60
ENDED_SECONDS = 1800
"""After an unplug: a minute until the next poll, and some minutes to be sure of it. An
oven that comes on in the same minute passes for a battery that is nearly full, until it
rests."""

# A real car charges for longer before it is known to be no shower; telemetry that
# reaches back spares the wait.
PLUGGED_MINUTES = 25

RECORD = re.compile(r"^(?=\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3} )", re.MULTILINE)
SEVERE = re.compile(r"\S+ \S+ (WARNING|ERROR|CRITICAL) |Traceback")
LOADER = "We found a custom integration octopus_ev which has not been tested"


async def check(folder: Path, persona: str) -> None:
    """Check every seed, two at a time; raises DemoError where one thing is not so."""
    slots = asyncio.Semaphore(2)

    async def one(seed: int) -> Score:
        async with (
            slots,
            home(
                folder / f"check-{seed}",
                persona=persona,
                seed=seed,
                password=secrets.token_urlsafe(12),
                idle=seed == PLUGGED_SEED,
            ) as running,
        ):
            result = await check_history(running)
            say(f"{persona}, seed {seed}: {result}")
            if seed == PLUGGED_SEED:
                await check_plug(running)
            if seed == ENERGY_SEED:
                await check_energy(running)
                say(f"{persona}, seed {seed}: the Energy dashboard is content")
            if seed == ACTION_SEED:
                await check_actions(running)
            await check_log(running)
            return result

    async def smart() -> None:
        async with (
            slots,
            home(
                folder / "check-cars",
                persona=cars.PERSONA,
                seed=cars.SEED,
                password=secrets.token_urlsafe(12),
            ) as running,
        ):
            await cars.check_cars(running)
            say(f"{cars.PERSONA}, seed {cars.SEED}: the car and a vehicle are shown")
            await check_log(running)

    async with asyncio.TaskGroup() as tasks:
        scores = [tasks.create_task(one(seed)) for seed in SEEDS]
        tasks.create_task(smart())
    total = reduce(add, (task.result() for task in scores))
    say(f"all seeds: {total}")
    require(total.share >= FOUND, f"less than {FOUND:.0%} of the sessions were found")
    require(abs(total.energy_error) <= OFF_BY, "the total energy is off")
    require(abs(total.cost_error) <= OFF_BY, "the total cost is off")


async def check_history(running: Home) -> Score:
    """Check the entry, what it found in the past, and the last session's cost."""
    entries = await running.home_assistant.command("config_entries/get", domain=DOMAIN)
    require(
        [entry["state"] for entry in entries] == ["loaded"],
        f"the entry is {[entry['state'] for entry in entries]}",
    )
    requests = len((await running.simulator.control("GET", "log"))["requests"])
    require(requests <= REQUESTS, f"the set-up cost {requests} requests")
    newest = await running.newest_reading()
    sessions = [session for session in await running.sessions() if session["end"]]
    await check_last_session(running, sessions)
    end = datetime.combine(newest.date(), time(12), UTC)
    end -= timedelta(days=1) if end > newest else timedelta()
    start = end - timedelta(days=DAYS)
    margin = timedelta(days=1)
    truth = await running.simulator.truth(start - margin, end + margin)
    return score(
        [Session.found(entry) for entry in sessions if entry["cost"] is not None],
        [Session.true(entry) for entry in truth if not entry["ongoing"]],
        start,
        end,
    )


async def check_last_session(running: Home, sessions: list[dict[str, Any]]) -> None:
    """Price the last session's own slots at the simulator's rates, to the penny."""
    shown = await running.states()
    start = datetime.fromisoformat(shown["last_session_start"]["state"])
    last = next(
        (
            s
            for s in sessions
            if abs(datetime.fromisoformat(s["start"]) - start) < timedelta(minutes=1)
        ),
        None,
    )
    if last is None:
        raise DemoError("check failed: the last session is not in the list")
    slots = {
        datetime.fromisoformat(slot["start"]): Decimal(str(slot["energy_kwh"]))
        for slot in last["slots"]
    }
    rates = await running.simulator.unit_rates(min(slots), max(slots))
    expected = sum((kwh * rates[slot] for slot, kwh in slots.items()), Decimal())
    cost = Decimal(shown["last_session_cost"]["state"])
    require(
        abs(cost - expected) <= PENNY / 2,
        f"the last session cost £{cost} and its slots £{expected:.4f}",
    )


async def check_plug(running: Home) -> None:
    """Plug the car in and unplug it; see that it starts and ends, and what that sets off."""
    instance = running.home_assistant
    automations = await make_automations(running)
    event = f"{DOMAIN}_charging_session"
    await instance.command("subscribe_events", event_type=event)
    await running.simulator.control(
        "POST", "plug", {"kw": 7.2, "minutes_ago": PLUGGED_MINUTES}
    )
    # The next poll can be five minutes off, and asks only for what is new.
    await instance.action(
        "homeassistant.reload_config_entry", {"entry_id": running.entry_id}
    )
    started = await wait_for_action(running, "started", STARTED_SECONDS)
    say("the car that was plugged in has started")
    await running.simulator.control("POST", "unplug", {})
    ended = await wait_for_action(running, "ended", ENDED_SECONDS)
    require(
        started["session_id"] == ended["session_id"],
        "another session ended than the one that started",
    )
    shown = (await running.states())["charging_session"]["attributes"]["event_type"]
    require(shown == "ended", f"the event entity shows {shown}")
    say(f"the car that was unplugged has ended: {ended['energy_kwh']} kWh")
    await edit_and_delete(running, ended["session_id"])
    await check_automations(running, automations)


async def wait_for_action(running: Home, action: str, seconds: float) -> dict[str, Any]:
    """Return the next announcement of a kind; others are passed over."""
    deadline = asyncio.get_running_loop().time() + seconds
    while (left := deadline - asyncio.get_running_loop().time()) > 0:
        event = await running.home_assistant.next_event(left)
        if event is not None and event["data"]["action"] == action:
            data: dict[str, Any] = event["data"]
            return data
    raise DemoError(f"check failed: no {action!r} within {seconds:.0f} s")


async def check_log(running: Home) -> None:
    """Check that the log has nothing to say of us, and gives nothing away."""
    text = running.log.read_text(errors="replace").replace(str(ROOT), "")
    require(
        not (lines := complaints(text)),
        "the log holds\n" + "\n".join(lines),
    )
    words = await running.simulator.identifiers()
    require(not any(word in text for word in words), "the log gives a secret away")


def complaints(log: str) -> list[str]:
    """Return the records from WARNING up that name the integration, tracebacks included."""
    return [
        record
        for record in RECORD.split(log)
        if DOMAIN in record and SEVERE.match(record) and LOADER not in record
    ]
