"""A process that is killed at any moment has lost nothing, and doubles nothing."""

from pathlib import Path
import subprocess
import sys

ROOT = Path(__file__).parents[2]


def test_a_home_assistant_may_be_killed_at_any_moment() -> None:
    command = [sys.executable, "-m", "benchmarks.crash", "--times", "3", "--seed", "7"]
    done = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, timeout=600, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "asked 0 failures: 0" in done.stdout
