"""Files such as a customer has of his readings, and the command run on them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
import json
import os
from pathlib import Path
import subprocess
import sys
from typing import Any

from tests.unit.detectors.homes import LONDON, Charge, Home, charges

ROOT = Path(__file__).parents[2]
HALF_HOUR = timedelta(minutes=30)

type Readings = Mapping[datetime, Decimal]


@dataclass(frozen=True, slots=True)
class Ran:
    """What a run of the command left."""

    code: int
    out: str
    err: str

    @property
    def document(self) -> Any:
        assert self.code == 0, self.err
        return json.loads(self.out)

    @property
    def sessions(self) -> list[Any]:
        found: list[Any] = self.document["sessions"]
        return found

    @property
    def complaint(self) -> str:
        """Return what was wrong: one line, and nothing beside it."""
        assert (self.code, self.out) == (2, "")
        assert self.err.count("\n") == 1
        return self.err.strip()


def sessions(*arguments: str | Path, stdin: bytes | None = None) -> Ran:
    """Run the command."""
    done = subprocess.run(
        [sys.executable, "-P", "-m", "scripts.sessions_cli", *map(str, arguments)],
        input=stdin,
        capture_output=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=False,
        timeout=60,
    )
    return Ran(done.returncode, done.stdout.decode(), done.stderr.decode())


def home_with_car(start: datetime, days: int = 21) -> tuple[Home, list[Charge]]:
    """Return a home whose car charges on every other night, from a quarter past one."""
    home = Home(days, start=start)
    nights = range(1, days - 1, 2)
    return home, charges(
        home, 7.2, [day + 1.25 / 24 for day in nights], [3.0] * len(nights)
    )


def rest_rows(readings: Readings) -> list[dict[str, Any]]:
    """Return readings as REST does: the newest first, with local offsets."""
    return [
        {
            "consumption": float(energy),
            "interval_start": rest_time(start),
            "interval_end": rest_time(start + HALF_HOUR),
        }
        for start, energy in sorted(readings.items(), reverse=True)
    ]


def rest_time(instant: datetime) -> str:
    """Return an instant with the offset of London, `Z` in winter."""
    return instant.astimezone(LONDON.tz).isoformat().replace("+00:00", "Z")


def page(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """Return rows as a page of REST."""
    return {"count": len(rows), "next": None, "previous": None, "results": rows}


def rest_csv(readings: Readings) -> str:
    """Return readings as CSV with REST's names, instants in UTC."""
    rows = (
        f"{start:%Y-%m-%dT%H:%M:%SZ},{energy}\n"
        for start, energy in sorted(readings.items())
    )
    return "".join(("interval_start,consumption\n", *rows))


def dashboard_csv(readings: Readings, *, costs: bool = True) -> str:
    """Return readings as the dashboard exports them."""
    names = ["Consumption (kwh)"]
    if costs:
        names += ["Estimated Cost Inc. Tax (p)", "Standing Charge Inc. Tax (p)"]
    lines = [", ".join((*names, "Start", "End"))]
    for start, energy in sorted(readings.items()):
        figures = [str(energy), *(["12.5", "1.02"] if costs else [])]
        times = (
            moment.astimezone(LONDON.tz).isoformat()
            for moment in (start, start + HALF_HOUR)
        )
        lines.append(", ".join((*figures, *times)))
    return "\n".join((*lines, ""))


def local_csv(moments: Iterable[datetime], readings: Readings) -> str:
    """Return readings at these instants with local times that name no offset."""
    rows = (
        f"{at.astimezone(LONDON.tz):%Y-%m-%d %H:%M},{readings[at]}\n" for at in moments
    )
    return "".join(("Start,Consumption (kWh)\n", *rows))


def utc(text: str) -> datetime:
    """Return an instant that is written in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)
