"""What the supplier tells is claimed as charges: by car, by plug, within the meter."""

from datetime import datetime
from decimal import Decimal

from custom_components.octopus_ev.core.detectors import (
    DispatchDetector,
    SupplierDetector,
)
from custom_components.octopus_ev.core.evidence import Candidate, Evidence
from custom_components.octopus_ev.core.session import Confidence, Source
from custom_components.octopus_ev.core.smart import CompletedDispatch, SupplierSession
from custom_components.octopus_ev.core.smart_record import SmartRecord
from tests.unit.build import GB, span
from tests.unit.smart import CAR, OTHER_CAR, completed, drew, seen

WINDOW = span("2026-03-01", "2026-03-08")


def claims(
    *rows: CompletedDispatch | SupplierSession,
    readings: dict[datetime, Decimal] | None = None,
    **others: object,
) -> tuple[Candidate, ...]:
    """Return what both detectors claim, listed charges first."""
    evidence = Evidence(
        region=GB,
        window=WINDOW,
        readings=readings or {},
        smart=SmartRecord(
            completed=tuple(row for row in rows if isinstance(row, CompletedDispatch)),
            charges=tuple(row for row in rows if isinstance(row, SupplierSession)),
            **others,  # type: ignore[arg-type]
        ),
    )
    detections = [
        detector.detect(evidence)
        for detector in (SupplierDetector(), DispatchDetector())
    ]
    assert [one.source for one in detections] == [Source.SUPPLIER, Source.DISPATCH]
    return tuple(claim for one in detections for claim in one.candidates)


def test_a_plug_holds_its_blocks_together_whatever_the_pause() -> None:
    (claim,) = claims(
        drew(
            "2026-03-01 18:00",
            "2026-03-02 07:00",
            ("2026-03-01 18:30", "2026-03-01 19:00", "3.6"),
            ("2026-03-02 03:00", "2026-03-02 03:30", "3.6"),
            ("2026-03-02 03:30", "2026-03-02 04:00", "3.0"),
        )
    )

    assert [block.span for block in claim.blocks] == [
        span("2026-03-01 18:30", "2026-03-01 19:00"),
        span("2026-03-02 03:00", "2026-03-02 04:00"),
    ]
    assert claim.source is Source.SUPPLIER
    assert claim.device == CAR
    assert claim.stated == Decimal("10.2")
    assert claim.confidence is Confidence.CONFIRMED


def test_dispatches_two_hours_apart_are_one_charge_and_no_further() -> None:
    first, second = claims(
        completed("2026-03-01 00:00", "2026-03-01 00:30"),
        completed("2026-03-01 02:30", "2026-03-01 03:00"),
        completed("2026-03-01 05:01", "2026-03-01 05:30"),
    )

    assert first.span == span("2026-03-01 00:00", "2026-03-01 03:00")
    assert second.span == span("2026-03-01 05:01", "2026-03-01 05:30")
    assert first.sources == {Source.DISPATCH}


def test_no_row_of_dispatches_makes_a_charge_of_more_than_a_day() -> None:
    rows = [
        completed(f"2026-03-0{day} {hour:02}:00", f"2026-03-0{day} {hour:02}:30")
        for day in (1, 2)
        for hour in range(0, 24, 2)
    ]

    assert [len(claim.blocks) for claim in claims(*rows)] == [12, 12]


def test_dispatches_within_one_plug_are_one_charge() -> None:
    (claim,) = claims(
        drew("2026-03-01 18:00", "2026-03-02 07:00"),
        completed("2026-03-01 18:30", "2026-03-01 19:00"),
        completed("2026-03-02 03:00", "2026-03-02 03:30"),
    )

    assert claim.source is Source.DISPATCH
    assert len(claim.blocks) == 2


def test_two_listed_charges_are_one_only_if_they_meet() -> None:
    smart = drew(
        "2026-03-01 18:00",
        "2026-03-01 19:00",
        ("2026-03-01 18:00", "2026-03-01 19:00", "7"),
    )
    boost = drew(
        "2026-03-01 19:02",
        "2026-03-01 20:00",
        ("2026-03-01 19:02", "2026-03-01 20:00", "7"),
        boost=True,
    )
    later = drew(
        "2026-03-01 21:00",
        "2026-03-01 22:00",
        ("2026-03-01 21:00", "2026-03-01 22:00", "7"),
    )

    assert [len(claim.blocks) for claim in claims(smart, boost, later)] == [2, 1]


def test_a_dispatch_that_follows_a_listed_charge_is_part_of_it() -> None:
    (claim,) = claims(
        drew(
            "2026-03-01 00:00",
            "2026-03-01 02:00",
            ("2026-03-01 00:00", "2026-03-01 02:00", "14"),
        ),
        completed("2026-03-01 02:00", "2026-03-01 02:30", "3"),
    )

    assert claim.source is Source.DISPATCH
    assert claim.sources == {Source.SUPPLIER, Source.DISPATCH}
    assert claim.energy_source is Source.SUPPLIER


def test_two_cars_have_a_charge_each_at_the_same_time() -> None:
    plans = (
        seen("2026-03-01 01:00", "2026-03-01 02:00"),
        seen("2026-03-01 01:30", "2026-03-01 02:30", car=OTHER_CAR),
    )
    first, second = claims(
        completed("2026-03-01 01:00", "2026-03-01 02:00", "7.2"),
        completed("2026-03-01 01:30", "2026-03-01 02:30", "3.6"),
        plans=plans,
    )

    assert (first.device, second.device) == (CAR, OTHER_CAR)
    assert first.span.overlaps(second.span)


def test_a_charge_of_which_the_meter_saw_nothing_is_none_at_home() -> None:
    row = completed("2026-03-01 01:00", "2026-03-01 02:00")
    silent = dict.fromkeys(WINDOW.slots(GB.interval), Decimal(0))

    assert claims(row, readings=silent) == ()


def test_what_lies_outside_the_window_is_not_claimed() -> None:
    assert claims(completed("2026-04-01 01:00", "2026-04-01 02:00")) == ()


def test_a_boost_and_what_was_planned_meanwhile_are_one_charge() -> None:
    boost = drew(
        "2026-03-01 18:00",
        "2026-03-01 19:00",
        ("2026-03-01 18:00", "2026-03-01 19:00", "7"),
        boost=True,
    )
    smart = drew(
        "2026-03-02 00:00",
        "2026-03-02 02:00",
        ("2026-03-02 00:00", "2026-03-02 02:00", "14"),
    )
    plan = seen("2026-03-02 00:00", "2026-03-02 02:00")

    assert len(claims(boost, smart)) == 2
    assert len(claims(boost, smart, plans=(plan,))) == 1
