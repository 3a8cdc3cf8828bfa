"""The simulator as a process."""

from collections.abc import Iterator
import json
import os
from pathlib import Path
import socket
import subprocess
import sys
import time
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from simulator.__main__ import main, parser
from simulator.state import WORLD

ROOT = Path(__file__).parents[2]
UNBUFFERED = "PYTHONUNBUFFERED"
"""With it in the environment no text is held back, which would hide that some is."""


@pytest.fixture
def port(socket_enabled: None) -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        number: int = found.getsockname()[1]
        return number


@pytest.fixture
def process(port: int) -> Iterator[str]:
    """Run the simulator; yield its address."""
    command = [sys.executable, "-m", "simulator", "--port", str(port), "--persona"]
    command += ["P14", "--seed", "7", "--start", "2026-07-01T12:00", "--rate", "0"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL) as running:
        yield f"http://127.0.0.1:{port}"
        running.terminate()


def fetch(url: str) -> Any:
    deadline = time.monotonic() + 20
    while True:
        try:
            with urlopen(url) as answer:
                return json.load(answer)
        except URLError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)


def test_the_process_serves_what_was_asked_for(process: str) -> None:
    found = fetch(f"{process}/_sim/scenario")
    assert (found["persona"], found["seed"]) == ("P14", 7)
    assert found["now"] == "2026-07-01T11:00:00Z"
    assert fetch(f"{process}/gb/v1/products/")["count"] > 5


def test_who_reads_its_output_is_told_the_address_at_once(port: int) -> None:
    command = [sys.executable, "-m", "simulator", "--port", str(port)]
    unset = {name: text for name, text in os.environ.items() if name != UNBUFFERED}
    with subprocess.Popen(
        command, cwd=ROOT, env=unset, stdout=subprocess.PIPE
    ) as running:
        assert running.stdout is not None
        os.set_blocking(running.stdout.fileno(), False)
        fetch(f"http://127.0.0.1:{port}/_sim/scenario")
        told = running.stdout.read() or b""
        running.terminate()
    assert f"http://127.0.0.1:{port}".encode() in told


def test_the_defaults_are_the_demos() -> None:
    given = parser().parse_args([])
    assert (given.port, given.persona, given.seed) == (8888, "P10", 1)
    assert (given.start, given.rate, given.readings) == (None, 1, None)


def test_it_listens_on_loopback_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: dict[str, Any] = {}
    monkeypatch.setattr("sys.argv", ["simulator", "--start", "2026-07-01T12:00Z"])
    monkeypatch.setattr(
        "aiohttp.web.run_app", lambda app, **given: seen.update(given, app=app)
    )
    main()
    assert (seen["host"], seen["port"]) == ("127.0.0.1", 8888)
    assert seen["app"][WORLD].persona_id == "P10"


def test_a_file_that_cannot_be_read_ends_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.argv", ["simulator", "--readings", "/nowhere.csv"])
    with pytest.raises(SystemExit, match=r"nowhere\.csv is not a file of readings"):
        main()
