"""A plan makes a start likelier, a report more so, and neither is energy."""

from dataclasses import replace
from datetime import datetime, timedelta
from math import log

import pytest

from custom_components.octopus_ev.core.detectors import HalfHourlyDetector, LiveDetector
from custom_components.octopus_ev.core.detectors.hints import hints
from custom_components.octopus_ev.core.evidence import Evidence
from custom_components.octopus_ev.core.smart_record import SmartRecord
from custom_components.octopus_ev.core.span import Span
from tests.unit.build import GB, SLOT, span, utc
from tests.unit.detectors.homes import Home, charges, cheap_nights
from tests.unit.detectors.telemetry import Minutes
from tests.unit.smart import CAR, completed, seen, watched

FIRST = utc("2026-03-01 00:00")


def told(record: SmartRecord) -> list[float]:
    """Return the hints for the first six slots of a day, as factors."""
    evidence = Evidence(
        region=GB, window=span("2026-03-01", "2026-03-02"), smart=record
    )
    return hints(evidence, FIRST, 6)


def test_without_a_supplier_s_word_there_are_no_hints() -> None:
    assert told(SmartRecord()) == []


def test_a_report_says_more_than_a_plan_and_no_plan_says_nothing() -> None:
    record = SmartRecord(
        plans=(
            seen("2026-02-28 01:00", "2026-02-28 02:00"),
            seen("2026-03-01 00:30", "2026-03-01 01:30"),
        ),
        completed=(completed("2026-03-01 01:00", "2026-03-01 01:30"),),
        watched=watched("2026-03-01 00:00", "2026-03-01 02:30"),
    )

    assert told(record) == [0, log(8), log(30), 0, 0, 0]


def short_charge(hours: float) -> tuple[Home, datetime]:
    """Return a home with a charger that is known and one short charge at the end."""
    home = Home(60, seed=7)
    days = range(1, 56, 2)
    charges(home, 7.2, [day + 0.06 for day in days], [2.5 for _ in days])
    (last,) = charges(home, 7.2, [58.34], [hours])
    return home, last.start


def test_a_dispatch_makes_a_charge_of_a_charge_too_short_to_be_told() -> None:
    home, start = short_charge(0.4)
    evidence = home.evidence(rates=cheap_nights(home.window))
    end = start + SLOT
    record = SmartRecord(
        completed=(
            replace(
                completed("2026-03-01 01:00", "2026-03-01 01:30"), span=Span(start, end)
            ),
        )
    )

    def seen_then(known: SmartRecord) -> bool:
        detection = HalfHourlyDetector().detect(replace(evidence, smart=known))
        return any(one.span.overlaps(Span(start, end)) for one in detection.candidates)

    assert not seen_then(SmartRecord())
    assert seen_then(record)


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
