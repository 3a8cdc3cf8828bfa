"""See that every action answers what is true, and refuses what cannot be."""

import asyncio
from collections.abc import Mapping
import csv
from datetime import UTC, datetime, timedelta
from decimal import Decimal
import io
from typing import Any, Final

from .home import DOMAIN, Home, say
from .processes import DemoError, require

PENNY: Final = Decimal("0.01")
IMPORT_SECONDS: Final = 300

REVERSED: Final = {"start": "2026-01-02T00:00Z", "end": "2026-01-01T00:00Z"}
TO_COME: Final = {"start": "2099-01-01", "end": "2099-01-02"}
NO_SESSION: Final = {"session_id": "none"}
NO_ACCOUNT: Final = {"config_entry_id": "none"}

REFUSED: Final[Mapping[str, Mapping[str, Any]]] = {
    "add_session": {**REVERSED, "energy_kwh": 7},
    "assign_vehicle": NO_SESSION,
    "bill_summary": TO_COME,
    "cheapest_window": {},
    "compare_tariffs": TO_COME,
    "confirm_session": NO_SESSION,
    "delete_session": NO_SESSION,
    "edit_session": NO_SESSION,
    "energy_dashboard_ids": NO_ACCOUNT,
    "export_sessions": {"format": "csv", "path": "/etc/octopus.csv"},
    "import_history": NO_ACCOUNT,
    "list_sessions": REVERSED,
    "merge_sessions": {"session_ids": ["none"]},
    "price_period": REVERSED,
    "rebuild_statistics": NO_ACCOUNT,
    "redetect": REVERSED,
    "refresh": NO_ACCOUNT,
    "reject_session": NO_SESSION,
    "restore_session": NO_SESSION,
    "split_session": {**NO_SESSION, "at": "2026-01-01T00:00Z"},
    "take_apart_session": NO_SESSION,
}
"""Every action, and what it has to refuse."""


class Caller:
    """Calls the actions of one account, and keeps which of them answered."""

    def __init__(self, running: Home) -> None:
        """Call for the demo's account."""
        self._running = running
        self.answered: set[str] = set()

    async def __call__(self, name: str, **fields: Any) -> Any:
        """Call an action and return its response."""
        answer = await self._running.home_assistant.action(
            f"{DOMAIN}.{name}",
            {"config_entry_id": self._running.entry_id, **fields},
            response=True,
        )
        self.answered.add(name)
        return answer

    async def undo(self, answer: Mapping[str, Any]) -> Any:
        """Take back what an answer tells how to take back; that can be undone, too."""
        name: str = answer["undo"]["action"].partition(".")[2]
        return await self(name, **answer["undo"]["data"])

    async def refuses(self, name: str, fields: Mapping[str, Any]) -> bool:
        """Tell whether an action is a bad request; over REST, which logs none."""
        about = {"config_entry_id": self._running.entry_id, **fields}
        path = f"/api/services/{DOMAIN}/{name}?return_response"
        try:
            await self._running.home_assistant.rest("POST", path, about)
        except DemoError as err:
            return str(err).endswith(": 400")
        return False


async def check_actions(running: Home) -> None:
    """Check one answer of each action against the truth, and one refusal."""
    await _imported(running)
    call = Caller(running)
    for check in (_check_money, _check_times, _check_edits, _check_rest):
        await check(running, call)
    for name, fields in REFUSED.items():
        require(await call.refuses(name, fields), f"{name} did not refuse {fields}")
    services = await running.home_assistant.command("get_services")
    ours = set(services[DOMAIN])
    require(
        ours == call.answered == REFUSED.keys(),
        f"actions that were not checked: {ours ^ call.answered | ours ^ REFUSED.keys()}",
    )
    say(f"{len(ours)} actions answered, and refused what cannot be")


async def _imported(running: Home) -> None:
    """Wait until the past is there: as it comes in, it may change a session."""
    for _ in range(IMPORT_SECONDS):
        shown = (await running.states()).get("history_imported", {})
        if shown.get("attributes", {}).get("complete"):
            return
        await asyncio.sleep(1)
    raise DemoError("check failed: the past was not imported")


async def _check_money(running: Home, call: Caller) -> None:
    """Check what the last session cost in three ways, at the simulator's prices."""
    sessions = (await call("list_sessions"))["sessions"]
    last = [one for one in sessions if one["state"] != "live"][-1]
    slots = {
        datetime.fromisoformat(slot["start"]): Decimal(slot["energy_kwh"])
        for slot in last["slots"]
    }
    rates = await running.simulator.unit_rates(min(slots), max(slots))
    cost = sum((kwh * rates[slot] for slot, kwh in slots.items()), Decimal())
    (period,) = (await call("price_period", start=last["start"], end=last["end"]))[
        "periods"
    ]
    require(
        abs(Decimal(period["car"]["cost"]) - cost) < PENNY / 100,
        f"the last session's time cost £{period['car']['cost']}, not £{cost}",
    )
    exported = await call("export_sessions", start=last["start"])
    row = next(csv.DictReader(io.StringIO(exported["content"])))
    require(
        abs(Decimal(row["cost"]) - cost) <= PENNY / 2,
        f"the last session was exported at £{row['cost']}, not £{cost}",
    )
    bill = (await call("bill_summary"))["bills"][0]
    month = {"start": bill["start"], "end": bill["end"]}
    own, *others = (await call("compare_tariffs", **month))["tariffs"]
    require(
        own["car"]["cost"] == bill["car"]["cost"],
        f"the car cost £{own['car']['cost']}, and £{bill['car']['cost']} by the bill",
    )
    require(
        len(others) >= 4 and all(row["complete"] for row in others),
        f"tariffs were not compared: {others}",
    )


async def _check_times(running: Home, call: Caller) -> None:
    """Check that the cheapest hour of the next day costs what the cheapest slots do."""
    now = datetime.now(UTC).replace(second=0, microsecond=0)
    slot = now - timedelta(minutes=now.minute % 30)
    ahead = await running.simulator.unit_rates(slot, slot + timedelta(hours=23))
    found = await call("cheapest_window", energy_kwh=7, power_kw=7)
    require(
        abs(Decimal(str(found["cost"])) - 7 * min(ahead.values())) <= PENNY / 2,
        f"the cheapest hour costs £{found['cost']}",
    )


async def _check_edits(_running: Home, call: Caller) -> None:
    """Change sessions in every way, and see that all of it can be undone."""
    before = await _sessions(call)
    (_, _, over, *_), (first, start, *_), (second, *last) = before[-3:]
    middle = _between(last[0], last[1])
    free = _between(over, start)
    orders: tuple[tuple[str, dict[str, Any]], ...] = (
        ("confirm_session", {"session_id": second}),
        ("delete_session", {"session_id": second}),
        ("reject_session", {"session_id": second}),
        ("edit_session", {"session_id": second, "energy_kwh": 3.2}),
        ("assign_vehicle", {"session_id": second, "vehicle": None}),
        ("merge_sessions", {"session_ids": [first, second]}),
        ("split_session", {"session_id": second, "at": middle.isoformat()}),
        (
            "add_session",
            {
                "start": free.isoformat(),
                "end": (free + timedelta(minutes=30)).isoformat(),
                "energy_kwh": 7,
            },
        ),
    )
    for name, fields in orders:
        done = await call(name, **fields)
        require(
            name in ("confirm_session", "assign_vehicle")
            or await _sessions(call) != before,
            f"{name} changed nothing",
        )
        await call.undo(done)
        require(await _sessions(call) == before, f"{name} was not undone")


async def _check_rest(_running: Home, call: Caller) -> None:
    """Check the actions that bring nothing new where all is known already."""
    chosen = await call("energy_dashboard_ids")
    require(len(chosen["statistics"]) == 2, f"statistics to choose: {chosen}")
    refreshed = await call("refresh")
    require(refreshed["failed"] == [], f"not all was refreshed: {refreshed}")
    since = datetime.now(UTC) - timedelta(days=7)
    (again,) = (await call("redetect", start=since.isoformat()))["points"]
    require(
        again["added"] == again["removed"] == [],
        f"other sessions were detected: {again}",
    )
    rebuilt = await call("rebuild_statistics")
    require(
        not rebuilt["done"] or all(rebuilt["rows"].values()),
        f"statistics were not rebuilt: {rebuilt}",
    )
    imported = await call("import_history")
    require(len(imported["supply_points"]) == 1, f"to be imported: {imported}")


async def _sessions(call: Caller) -> list[tuple[Any, ...]]:
    """Return what a driver sees of a month's sessions, but for the latest.

    The past still comes in, and a car may be charging.
    """
    now = datetime.now(UTC)
    month = {
        "start": (now - timedelta(days=30)).isoformat(),
        "end": (now - timedelta(days=2)).isoformat(),
    }
    return [
        (one["session_id"], one["start"], one["end"], one["energy_kwh"], one["cost"])
        for one in (await call("list_sessions", **month))["sessions"]
    ]


def _between(start: str, end: str) -> datetime:
    """Return the middle of two instants."""
    first, last = datetime.fromisoformat(start), datetime.fromisoformat(end)
    return first + (last - first) / 2
