"""Run the demo, or check it: `python -m scripts.demo_home --help`."""

import argparse
import asyncio
from contextlib import suppress
from pathlib import Path
import secrets
import signal
import sys

from . import check
from .config_folder import ROOT
from .dashboard import PATH, add_dashboard, start_on
from .home import home, say
from .home_assistant import USER
from .processes import DemoError

FOLDER = ROOT / ".demo"
PORT = 8123


def arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(
        prog="scripts/demo",
        description="Run a real Home Assistant against a simulated Octopus Energy.",
    )
    parser.add_argument("--check", action="store_true", help="assert, then end")
    parser.add_argument("--port", type=int, default=PORT)
    parser.add_argument("--persona", default="P10")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--readings",
        type=Path,
        metavar="FILE",
        help="replay a household: interval_start,consumption rows, plain or gzip",
    )
    return parser.parse_args()


async def show(chosen: argparse.Namespace) -> None:
    """Run until the user ends it."""
    password = secrets.token_urlsafe(9)
    async with home(
        FOLDER / f"home-{chosen.port}",
        persona=chosen.persona,
        seed=chosen.seed,
        password=password,
        port=chosen.port,
        readings=chosen.readings.resolve() if chosen.readings else None,
    ) as running:
        with suppress(DemoError):
            newest = await running.newest_reading()
            found = len(await running.sessions())
            say(f"{found} charging sessions in the readings up to {newest:%d %B %H:%M}")
        address = await add_dashboard(running.home_assistant)
        await start_on(running.home_assistant, PATH)
        print(
            f"\n  Open            {address}"
            f"\n  User            {USER}"
            f"\n  Password        {password}"
            f"\n  Simulator       {running.simulator.base}"
            f"\n  Log             {running.log}"
            "\n\n  Ctrl-C ends it.\n",
            flush=True,
        )
        await asyncio.Event().wait()


async def main() -> int:
    """Run what was asked for, and end all that was started whatever happens."""
    chosen = arguments()
    task = asyncio.ensure_future(
        check.check(FOLDER, chosen.persona) if chosen.check else show(chosen)
    )
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        loop.add_signal_handler(number, task.cancel, f"ended by {number.name}")
    status = 0
    try:
        await task
        say("all checks passed")
    except* asyncio.CancelledError as group:
        say(str(group.exceptions[0]) or "ended")
        status = 130 if chosen.check else 0
    except* DemoError as group:
        for error in group.exceptions:
            say(str(error))
        status = 1
    return status


if __name__ == "__main__":
    with suppress(KeyboardInterrupt):
        sys.exit(asyncio.run(main()))
