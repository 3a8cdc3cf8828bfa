"""Run the simulator: `python -m simulator --port 8888 --persona P10 --seed 1`."""

import argparse
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Final

from aiohttp import web

from .app import create_app
from .clock import Clock
from .personas import PERSONAS
from .replay import ReadingsError
from .times import LONDON, utc_text
from .world import HISTORY_DAYS, World

HOST: Final = "127.0.0.1"


def _instant(text: str) -> datetime:
    value = datetime.fromisoformat(text)
    return value if value.tzinfo else value.replace(tzinfo=LONDON)


def parser() -> argparse.ArgumentParser:
    """Return the parser of the command line."""
    found = argparse.ArgumentParser(prog="simulator", description=__doc__)
    found.add_argument("--port", type=int, default=8888, help="0 takes a free one")
    found.add_argument("--persona", choices=PERSONAS, default="P10")
    found.add_argument("--seed", type=int, default=1)
    found.add_argument(
        "--start", type=_instant, help="ISO 8601; the machine's now if left out"
    )
    found.add_argument("--rate", type=float, default=1, help="0 is a frozen clock")
    found.add_argument(
        "--readings",
        type=Path,
        help="replay a home: CSV of interval_start,consumption, plain or .gz",
    )
    found.add_argument(
        "--history-days",
        type=int,
        default=HISTORY_DAYS,
        help="how long ago the customer came",
    )
    return found


def main() -> None:
    """Build the world and serve it on loopback until interrupted."""
    given = parser().parse_args()
    try:
        world = World.create(
            given.persona,
            given.seed,
            clock=Clock(given.start, rate=given.rate),
            readings=given.readings,
            history_days=given.history_days,
        )
    except ReadingsError as err:
        raise SystemExit(str(err)) from err
    # Who started this process reads the address from its output, and waits for it.
    tell = partial(print, flush=True)
    tell(f"{given.persona}, seed {given.seed}, at {utc_text(world.now)}")
    web.run_app(create_app(world), host=HOST, port=given.port, print=tell)


if __name__ == "__main__":
    main()
