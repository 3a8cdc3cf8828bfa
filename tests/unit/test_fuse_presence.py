"""Where a car was seen plugged in tells what else was its charge, and what was not."""

from dataclasses import replace

from custom_components.octopus_ev.core.session import SessionType, Source

from .build import span
from .claims import NIGHT, claim, found, metered
from .smart import CAR, OTHER_CAR, completed, drew, states
from .supplied import DISPATCHED, LISTED, fused

THERE = states(
    ("2026-07-13 06:00", "2026-07-14 18:00", False),
    ("2026-07-14 18:15", "2026-07-15 07:00", True),
)
SUSPENDED = states(
    ("2026-07-13 06:00", "2026-07-14 18:00", False),
    ("2026-07-14 21:00", "2026-07-15 07:00", True),
)
EVENING = claim(span("2026-07-14 18:10", "2026-07-14 20:30"))
LONGER = claim(span("2026-07-14 23:00", "2026-07-15 04:30"))
PLAIN = replace(LISTED, charges=(replace(LISTED.charges[0], span=NIGHT.span),))
BEFORE = (
    drew(
        "2026-07-13 00:00",
        "2026-07-13 02:00",
        ("2026-07-13 00:00", "2026-07-13 01:00", "3.5"),
    ),
)


def test_the_supplier_has_the_word_on_a_car_that_it_sees_alone() -> None:
    record = replace(LISTED, plugged=THERE)
    (session,) = fused(record, found(LONGER), readings=metered(LONGER))

    assert session.span == span("2026-07-15 00:33", "2026-07-15 04:27")


def test_what_is_next_to_its_charge_may_be_another_car_s() -> None:
    other = states(("2026-07-14 18:15", "2026-07-15 07:00", True), car=OTHER_CAR)
    record = replace(LISTED, plugged={**THERE, **other})
    sessions = fused(record, found(LONGER), readings=metered(LONGER))

    assert sessions[0].span.start == LONGER.span.start


def test_a_charge_while_smart_control_was_off_is_the_same_plug_in_s() -> None:
    record = replace(PLAIN, plugged=SUSPENDED)
    readings = metered(EVENING, NIGHT)
    (session,) = fused(record, found(EVENING, NIGHT), readings=readings)

    assert session.span.start == EVENING.span.start
    assert session.device == CAR
    assert Source.HALF_HOURLY in session.provenance.sources


def test_a_charge_that_the_supplier_should_have_seen_stays_apart() -> None:
    record = replace(PLAIN, plugged=THERE)
    readings = metered(EVENING, NIGHT)

    assert len(fused(record, found(EVENING, NIGHT), readings=readings)) == 2


def test_a_charge_before_the_car_was_unplugged_stays_apart() -> None:
    left = states(
        ("2026-07-13 06:00", "2026-07-14 18:00", False),
        ("2026-07-14 21:00", "2026-07-14 23:00", False),
        ("2026-07-14 23:15", "2026-07-15 07:00", True),
    )
    record = replace(PLAIN, plugged=left)
    readings = metered(EVENING, NIGHT)

    assert len(fused(record, found(EVENING, NIGHT), readings=readings)) == 2


def test_dispatches_of_a_car_that_was_there_all_the_time_are_one_charge() -> None:
    later = completed("2026-07-15 06:40", "2026-07-15 07:00")
    rows = (*DISPATCHED.completed, later)
    readings = metered(NIGHT, claim(later.span))
    apart = fused(replace(DISPATCHED, completed=rows), readings=readings)
    one = fused(
        replace(DISPATCHED, completed=rows, plugged=THERE, charges=BEFORE),
        readings=readings,
    )

    assert len(apart) == 2
    (session,) = [session for session in one if session.span.overlaps(NIGHT.span)]
    assert session.span.end == later.span.end
    assert session.type is SessionType.SMART
