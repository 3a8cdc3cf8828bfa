"""The coverage floors bite where a part is below what it owes."""

from typing import Any

import pytest

from scripts.coverage_floors import shortfalls

CORE = "custom_components/octopus_ev/core/span.py"
KRAKEN = "custom_components/octopus_ev/kraken/auth.py"
FLOW = "custom_components/octopus_ev/config_flow.py"
SENSOR = "custom_components/octopus_ev/sensor.py"


def report(**missing: int) -> dict[str, Any]:
    paths = {"core": CORE, "kraken": KRAKEN, "flow": FLOW, "sensor": SENSOR}
    return {
        "files": {
            path: {
                "summary": {
                    "num_statements": 90,
                    "covered_lines": 90,
                    "num_branches": 10,
                    "covered_branches": 10 - missing.get(name, 0),
                }
            }
            for name, path in paths.items()
        }
    }


def test_full_coverage_owes_nothing() -> None:
    assert shortfalls(report()) == []


@pytest.mark.parametrize("part", ["core", "kraken", "flow"])
def test_one_missing_branch_is_too_many_where_all_is_owed(part: str) -> None:
    assert len(shortfalls(report(**{part: 1}))) == 1


def test_the_shell_may_miss_a_little() -> None:
    assert shortfalls(report(sensor=5)) == []


def test_a_module_owes_its_share_though_the_others_make_up_for_it() -> None:
    (line,) = shortfalls(report(sensor=10))

    assert line == f"{SENSOR}: 90.00 %, owes 95 %"


def test_a_part_that_was_not_measured_is_a_shortfall() -> None:
    measured = report()
    del measured["files"][KRAKEN]

    assert len(shortfalls(measured)) == 1
