"""Run the simulator, and use its control API."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from decimal import Decimal
import json
from pathlib import Path
import sys
from typing import Any

from aiohttp import ClientError, ClientSession

from .config_folder import ROOT
from .processes import DemoError, free_port, running, wait_until

HALF_HOUR = timedelta(minutes=30)
AWAY = timedelta(hours=4)
"""Longer than any pause within one charge."""


class Simulator:
    """One simulated supplier with one customer."""

    def __init__(self, http: ClientSession, base: str) -> None:
        """Address a simulator; nothing is sent yet."""
        self.base = base
        self._http = http

    @property
    def gb_url(self) -> str:
        """The address that stands for Octopus's own."""
        return f"{self.base}/gb"

    async def answers(self) -> bool:
        """Tell whether the simulator serves yet."""
        try:
            async with self._http.get(f"{self.base}/_sim/clock") as response:
                return response.status == 200
        except ClientError:
            return False

    async def control(
        self,
        method: str,
        name: str,
        body: Mapping[str, Any] | None = None,
        **query: str,
    ) -> Any:
        """Call the control API; raises DemoError on a refusal."""
        url = f"{self.base}/_sim/{name}"
        async with self._http.request(method, url, json=body, params=query) as response:
            if response.status >= 400:
                raise DemoError(f"The simulator refused {method} {name}")
            return await response.json()

    async def truth(self, start: datetime, end: datetime) -> list[dict[str, Any]]:
        """Return the sessions that really began in a window."""
        query = {"from": start.isoformat(), "to": end.isoformat()}
        answer = await self.control("GET", "truth", None, **query)
        sessions: list[dict[str, Any]] = answer["sessions"]
        return sessions

    async def drive_away(self) -> None:
        """Let the car have been away for some hours, whatever the time of day."""
        now = datetime.now(UTC)
        for session in await self.truth(now - timedelta(days=1), now):
            start, end = map(datetime.fromisoformat, (session["start"], session["end"]))
            if now - end < AWAY:
                since = max(start, now - AWAY)
                minutes = (datetime.now(UTC) - since) / timedelta(minutes=1)
                await self.control("POST", "unplug", {"minutes_ago": minutes})

    async def api_key(self) -> str:
        """Return the customer's API key."""
        key: str = (await self.control("GET", "scenario"))["api_key"]
        return key

    async def identifiers(self) -> list[str]:
        """Return what belongs into no log: key, account, meter points and meters."""
        scenario = await self.control("GET", "scenario")
        points = _points(scenario)
        meters = [meter for point in points for meter in point["meters"]]
        return [
            scenario["api_key"],
            scenario["account"],
            *(point["mpan"] for point in points),
            *(meter["serial"] for meter in meters if meter["serial"]),
        ]

    async def unit_rates(
        self, first: datetime, last: datetime
    ) -> dict[datetime, Decimal]:
        """Return pounds per kWh, VAT included, by half-hour from first to last.

        Read from the public prices of the tariff that the customer is on.
        """
        scenario = await self.control("GET", "scenario")
        tariff = next(p["tariff_code"] for p in _points(scenario) if not p["export"])
        product = "-".join(tariff.split("-")[2:-1])
        url = f"{self.gb_url}/v1/products/{product}/electricity-tariffs/{tariff}"
        query = {
            "period_from": first.isoformat(),
            "period_to": (last + HALF_HOUR).isoformat(),
        }
        async with self._http.get(
            f"{url}/standard-unit-rates/", params=query
        ) as response:
            rows = json.loads(await response.text(), parse_float=Decimal)["results"]
        slots = [first + HALF_HOUR * n for n in range((last - first) // HALF_HOUR + 1)]
        return {
            slot: Decimal(row["value_inc_vat"]) / 100
            for row in rows
            for slot in slots
            if row["payment_method"] in {None, "DIRECT_DEBIT"} and _holds(row, slot)
        }


def _points(scenario: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the meter points of the customer's present home."""
    return [
        point
        for home in scenario["properties"]
        if home["current"]
        for point in home["points"]
    ]


def _holds(row: Mapping[str, Any], slot: datetime) -> bool:
    """Tell whether a price is in force when a half-hour begins."""
    start, end = row["valid_from"], row["valid_to"]
    return (start is None or datetime.fromisoformat(start) <= slot) and (
        end is None or slot < datetime.fromisoformat(end)
    )


@asynccontextmanager
async def simulated(
    http: ClientSession,
    *,
    persona: str,
    seed: int,
    readings: Path | None,
    log: Path,
) -> AsyncIterator[Simulator]:
    """Run a simulator at the machine's clock while the context lasts."""
    port = free_port()
    command = [
        *(sys.executable, "-m", "simulator", "--port", str(port)),
        *("--persona", persona, "--seed", str(seed)),
        *(("--readings", str(readings)) if readings else ()),
    ]
    simulator = Simulator(http, f"http://127.0.0.1:{port}")
    async with running(
        "the simulator", command, environment={}, log=log, cwd=ROOT
    ) as process:
        await wait_until(
            simulator.answers, name="The simulator", process=process, log=log
        )
        yield simulator
