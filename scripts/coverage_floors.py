"""Fail when the coverage report on standard input is below what each part owes."""

import json
import sys
from typing import Any

FLOORS = {
    "custom_components/octopus_ev/core/": 100.0,
    "custom_components/octopus_ev/kraken/": 100.0,
    "custom_components/octopus_ev/config_flow.py": 100.0,
    "": 95.0,
}
"""Lines and branches that must be covered, in per cent, by the start of the path."""

MODULE = ("custom_components/", 95.0)
"""What each module of the integration owes by itself."""


def covered(report: dict[str, Any], prefix: str) -> float | None:
    """Return the covered share of lines and branches, or None when no file matches."""
    summaries = [
        file["summary"]
        for path, file in report["files"].items()
        if path.startswith(prefix)
    ]
    if not summaries:
        return None
    done = sum(s["covered_lines"] + s["covered_branches"] for s in summaries)
    todo = sum(s["num_statements"] + s["num_branches"] for s in summaries)
    return 100.0 * done / todo if todo else 100.0


def shortfalls(report: dict[str, Any]) -> list[str]:
    """Return a line for each part that is below its floor or was not measured."""
    found = []
    for prefix, floor in FLOORS.items():
        share = covered(report, prefix)
        if share is None:
            found.append(f"{prefix or 'all'}: not measured")
        elif share < floor:
            found.append(f"{prefix or 'all'}: {share:.2f} %, owes {floor:g} %")
    prefix, floor = MODULE
    for path in report["files"]:
        if path.startswith(prefix):
            share = covered(report, path)
            if share is not None and share < floor:
                found.append(f"{path}: {share:.2f} %, owes {floor:g} %")
    return found


if __name__ == "__main__":
    if lines := shortfalls(json.load(sys.stdin)):
        sys.exit("\n".join(["Coverage is too low:", *lines]))
    print("Every part has the coverage it owes.")
