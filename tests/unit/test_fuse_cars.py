"""Two cars that the supplier names may charge at the same time."""

from dataclasses import replace
from datetime import datetime
from decimal import Decimal

import pytest

from custom_components.octopus_ev.core.fuse import fuse
from custom_components.octopus_ev.core.session import Session, SessionState, Source
from custom_components.octopus_ev.core.smart_record import SmartRecord

from .build import span
from .chargers import charger
from .claims import NIGHT, claim, found, live, metered
from .smart import CAR, OTHER_CAR, completed, drew, seen
from .supplied import DISPATCHED, LISTED, around, fused, told

TWO = SmartRecord(
    charges=(
        drew(
            "2026-07-15 00:00",
            "2026-07-15 06:00",
            ("2026-07-15 00:30", "2026-07-15 04:30", "16"),
        ),
        drew(
            "2026-07-15 01:00",
            "2026-07-15 05:00",
            ("2026-07-15 02:00", "2026-07-15 05:00", "12"),
            car=OTHER_CAR,
        ),
    )
)


def test_a_dispatch_of_nobody_s_and_a_car_s_charge_at_the_same_time_are_one() -> None:
    record = replace(
        LISTED,
        charges=(
            *LISTED.charges,
            drew("2026-07-13 19:00", "2026-07-13 20:00", car=OTHER_CAR),
        ),
        completed=(
            completed("2026-07-15 02:00", "2026-07-15 02:30", "1.1"),
            completed("2026-07-15 02:00", "2026-07-15 02:30", "3.3"),
        ),
    )
    (session,) = fused(record)

    assert session.span == span("2026-07-15 00:33", "2026-07-15 04:27")
    assert session.device == CAR
    assert session.provenance.sources == (Source.SUPPLIER, Source.DISPATCH)


def test_a_charge_that_turns_out_to_be_another_car_s_keeps_its_id() -> None:
    planned = replace(DISPATCHED, plans=(seen("2026-07-15 00:30", "2026-07-15 04:30"),))
    (first,) = fused(planned)
    other = replace(LISTED.charges[0], device_key=OTHER_CAR)
    (session,) = fused(replace(planned, charges=(other,)), known=[first])

    assert (first.device, session.device) == (CAR, OTHER_CAR)
    assert session.session_id == first.session_id


def test_two_cars_overlap_and_share_no_energy() -> None:
    both = claim(span("2026-07-15 00:30", "2026-07-15 05:00"), energy="4")
    readings = metered(both)
    sessions = fused(TWO, found(both), readings=readings)

    assert [session.device for session in sessions] == [CAR, OTHER_CAR]
    assert sessions[0].span.overlaps(sessions[1].span)
    used: dict[datetime, Decimal] = {}
    for session in sessions:
        for slot in session.slots:
            used[slot.start] = used.get(slot.start, Decimal(0)) + slot.energy
    assert all(energy <= readings[slot] for slot, energy in used.items())


@pytest.mark.parametrize("turns", [1, 3])
def test_what_was_one_charge_becomes_two_when_the_supplier_names_both(
    turns: int,
) -> None:
    both = claim(span("2026-07-15 00:30", "2026-07-15 05:00"), energy="4")
    readings = metered(both)
    (first,) = fused(SmartRecord(), found(both), readings=readings)
    known: list[Session] = [first]
    for _ in range(turns):
        known = list(
            fuse([found(both), *told(TWO, readings)], known, around(TWO, readings))
        )

    shown = [session for session in known if session.state.shown]
    assert [session.device for session in shown] == [CAR, OTHER_CAR]
    assert first.session_id in {session.session_id for session in shown}


def test_telemetry_and_a_sensor_s_charge_do_not_join_two_cars() -> None:
    seen_live = live(span("2026-07-15 00:31", "2026-07-15 04:58"))
    sessions = fused(TWO)
    after = fuse([seen_live], sessions, around(TWO))

    assert len([session for session in after if session.state.shown]) == 2


def test_what_was_deleted_of_one_car_does_not_bar_the_other() -> None:
    sessions = fused(TWO)
    deleted = [replace(sessions[0], state=SessionState.DELETED), sessions[1]]

    assert [session.device for session in fused(TWO, known=deleted)] == [OTHER_CAR]
    assert [session.device for session in fused(TWO, known=deleted[:1])] == [OTHER_CAR]


def test_where_there_are_two_cars_what_lies_apart_may_be_the_other_s() -> None:
    early = claim(
        span("2026-07-14 20:00", "2026-07-14 22:00"), NIGHT.span, energy="3.6"
    )
    readings = metered(early)
    plug = drew("2026-07-13 19:00", "2026-07-13 20:00", car=OTHER_CAR)
    both = replace(LISTED, charges=(plug, replace(LISTED.charges[0], span=NIGHT.span)))

    alone = replace(both, charges=both.charges[1:])
    assert len(fused(alone, found(early), readings=readings)) == 1
    first, second = fused(both, found(early), readings=readings)
    assert (first.device, second.device) == (None, CAR)
    assert first.span == early.blocks[0].span


def test_a_sensor_on_one_charger_has_nothing_to_say_of_another_car() -> None:
    night = TWO.charges[0].dispatches[0].span
    readings = metered(claim(span("2026-07-15 00:30", "2026-07-15 05:00"), energy="4"))
    sensed = charger(night, energy="2")
    heard = replace(around(TWO, readings), told=sensed.told)
    every = [found(), *told(TWO, readings)]

    known = fuse([sensed], (), replace(heard, smart=SmartRecord()))
    for detections in (every, [sensed], every):
        known = fuse(detections, known, heard)
        shown = [session for session in known if session.state.shown]
        assert [session.device for session in shown] == [CAR, OTHER_CAR]
    assert Source.CHARGER in shown[0].provenance.sources
    assert shown[0].provenance.stated_energy == Decimal(16)
    assert Source.CHARGER not in shown[1].provenance.sources


def test_a_sensor_that_rests_does_not_deny_what_another_car_drew() -> None:
    late = drew(
        "2026-07-15 10:00",
        "2026-07-15 12:00",
        ("2026-07-15 10:00", "2026-07-15 12:00", "8"),
        car=OTHER_CAR,
    )
    record = SmartRecord(charges=(TWO.charges[0], late))
    sensed = charger(TWO.charges[0].dispatches[0].span, energy="2")
    heard = replace(around(record), told=sensed.told)

    known: tuple[Session, ...] = ()
    for detections in ([sensed], told(record), [sensed], told(record)):
        known = fuse(detections, known, heard)

    shown = [session for session in known if session.state.shown]
    assert [session.device for session in shown] == [CAR, OTHER_CAR]
