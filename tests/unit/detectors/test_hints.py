"""What is told of a car makes a start likelier, and is never energy."""

from dataclasses import replace
from datetime import timedelta
from math import log

import pytest

from custom_components.octopus_ev.core.detectors import HalfHourlyDetector, LiveDetector
from custom_components.octopus_ev.core.detectors.hints import Hints
from custom_components.octopus_ev.core.drawn import drawn
from custom_components.octopus_ev.core.evidence import Evidence
from custom_components.octopus_ev.core.plans import Plans
from custom_components.octopus_ev.core.presence import Presence
from custom_components.octopus_ev.core.smart_record import SmartRecord
from tests.unit.build import GB, SLOT, span
from tests.unit.detectors.homes import Home, charges, cheap_nights
from tests.unit.detectors.telemetry import Minutes
from tests.unit.smart import CAR, OTHER_CAR, drew, seen, states

STAY = states(("2026-03-01 18:05", "2026-03-02 07:00", True))
SUSPENDED = states(
    ("2026-03-01 18:05", "2026-03-01 19:30", True),
    ("2026-03-01 22:00", "2026-03-02 07:00", True),
)
LISTED = drew(
    "2026-03-02 01:00",
    "2026-03-02 03:00",
    ("2026-03-02 01:00", "2026-03-02 03:00", "14"),
)


def told(
    record: SmartRecord, car: str = CAR, until: str = "2026-03-05 00:00"
) -> dict[str, float]:
    """Return the slots in which a start is likelier, by how much."""
    evidence = Evidence(region=GB, window=span("2026-02-01", until), smart=record)
    draws = drawn(record)
    hints = Hints(draws, Plans(record), Presence(record, draws))
    found = hints.starts([car], evidence)
    return {f"{slot:%d %H:%M}": found[slot] for slot in sorted(found)}


def test_without_a_supplier_s_word_there_are_no_hints() -> None:
    assert told(SmartRecord()) == {}


def test_a_plan_tells_of_a_start_until_its_reports_are_due() -> None:
    late = seen("2026-03-04 01:00", "2026-03-04 02:00")
    record = SmartRecord(
        plans=(seen("2026-03-01 01:00", "2026-03-01 02:00"), late), charges=(LISTED,)
    )

    assert told(record) == {"04 01:00": log(8), "04 01:30": log(8)}
    assert told(record, until="2026-03-02 02:00") == {}
    assert told(record, OTHER_CAR) == {}
    assert len(told(SmartRecord(plans=record.plans))) == 4


def test_a_car_that_came_and_is_not_reported_may_have_charged_at_once() -> None:
    came = {"01 17:30": log(100), "01 18:00": log(100), "01 18:30": log(100)}

    assert told(SmartRecord(plugged=STAY)) == came
    assert told(SmartRecord(plugged=STAY, charges=(LISTED,))) == {}
    # Its charge may be reported yet.
    assert told(SmartRecord(plugged=STAY), until="2026-03-03 00:00") == {}


def test_so_may_one_whose_driver_took_it_out_of_the_supplier_s_hands() -> None:
    record = SmartRecord(plugged=SUSPENDED, charges=(LISTED,))
    until_then = drew(
        "2026-03-01 19:00",
        "2026-03-01 19:40",
        ("2026-03-01 19:00", "2026-03-01 19:40", "4"),
    )

    assert [*told(record)] == ["01 19:00", "01 19:30"]
    assert told(replace(record, charges=(until_then, LISTED))) == told(record)


def test_a_hint_makes_a_charge_of_a_charge_too_short_to_be_told() -> None:
    home = Home(60, seed=7)
    days = range(1, 56, 2)
    charges(home, 7.2, [day + 0.06 for day in days], [2.5 for _ in days])
    (last,) = charges(home, 7.2, [58.34], [0.4])
    evidence = home.evidence(rates=cheap_nights(home.window))
    slots = dict.fromkeys(last.span.slots(SLOT), log(30))

    def found(known: Evidence) -> bool:
        detection = HalfHourlyDetector().detect(known)
        return any(one.span.overlaps(last.span) for one in detection.candidates)

    assert not found(evidence)
    assert found(replace(evidence, starts=slots))


@pytest.mark.parametrize(("power", "minutes"), [("7.2", 2), (None, 4)])
def test_a_planned_charge_is_told_live_within_minutes(
    power: str | None, minutes: int
) -> None:
    row = Minutes(20 + minutes)
    row.draw(20, 20 + minutes, 7.2)
    evidence = row.evidence(charger_power_kw=power)
    plan = seen("2026-01-05 18:20", "2026-01-05 19:00", last="2026-01-05 18:05")
    gone = replace(plan, last_seen=plan.dispatch.span.start - timedelta(minutes=21))

    def told_of(*plans: object) -> bool:
        record = SmartRecord(plans=plans)  # type: ignore[arg-type]
        found = LiveDetector().detect(replace(evidence, smart=record))
        return bool(found.candidates)

    assert told_of(plan)
    assert not told_of(gone)
    assert not told_of()
    assert plan.device_key == CAR


def test_a_plan_does_not_make_a_car_of_a_fan_heater() -> None:
    row = Minutes(40)
    row.draw(20, 40, 2.2)
    record = SmartRecord(plans=(seen("2026-01-05 18:20", "2026-01-05 19:00"),))

    evidence = replace(row.evidence(), smart=record)
    assert LiveDetector().detect(evidence).candidates == ()
