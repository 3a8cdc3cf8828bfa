"""Start programs, keep what they print, and end them by their ids."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
import os
from pathlib import Path
import signal
import socket

GRACE_SECONDS = 20


class DemoError(Exception):
    """Something the demo needs did not happen; the message is for the user."""


def require(fact: bool, otherwise: str) -> None:
    """Raise DemoError with the words given if a fact does not hold."""
    if not fact:
        raise DemoError(f"check failed: {otherwise}")


@asynccontextmanager
async def running(
    name: str,
    command: Sequence[str],
    *,
    environment: Mapping[str, str],
    log: Path,
    cwd: Path,
) -> AsyncIterator[asyncio.subprocess.Process]:
    """Run a program while the context lasts; its output goes to a file.

    It has a session of its own, so that Ctrl-C reaches it through us and not twice.
    """
    with log.open("ab") as output:
        process = await asyncio.create_subprocess_exec(
            *command,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            env={**os.environ, **environment},
            cwd=cwd,
            start_new_session=True,
        )
    try:
        yield process
    finally:
        await _end(process)


async def _end(process: asyncio.subprocess.Process) -> None:
    try:
        if process.returncode is None:
            process.terminate()
            with suppress(TimeoutError):
                async with asyncio.timeout(GRACE_SECONDS):
                    await process.wait()
    finally:
        # Whatever it started and left behind shares its session's group.
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    await process.wait()


async def wait_until(
    ready: Callable[[], Awaitable[bool]],
    *,
    name: str,
    process: asyncio.subprocess.Process,
    log: Path,
    seconds: float = 120,
) -> None:
    """Wait until a program answers; raises DemoError if it ends or takes too long."""
    try:
        async with asyncio.timeout(seconds):
            while not await ready():
                if process.returncode is not None:
                    raise DemoError(
                        f"{name} ended with status {process.returncode}; see {log}\n"
                        f"{tail(log)}"
                    )
                await asyncio.sleep(0.2)
    except TimeoutError:
        raise DemoError(
            f"{name} did not answer within {seconds:.0f} s; see {log}"
        ) from None


def tail(log: Path, lines: int = 15) -> str:
    """Return the last lines of a log."""
    return "\n".join(log.read_text(errors="replace").splitlines()[-lines:])


def free_port(wanted: int | None = None) -> int:
    """Return the wanted loopback port if it is free, else any that is."""
    with socket.socket() as probe:
        if wanted is not None:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            with suppress(OSError):
                probe.bind(("127.0.0.1", wanted))
                return wanted
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
