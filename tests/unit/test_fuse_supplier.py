"""The supplier has the word on its cars; half-hours tell of what it does not know."""

from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal

import pytest

from custom_components.octopus_ev.core.evidence import Candidate
from custom_components.octopus_ev.core.fuse import fuse
from custom_components.octopus_ev.core.session import (
    Confidence,
    SessionState,
    SessionType,
    Source,
)
from custom_components.octopus_ev.core.smart_record import SmartRecord
from custom_components.octopus_ev.core.span import Span

from .build import span, utc
from .claims import LATER, NIGHT, claim, found, live, metered
from .smart import CAR, completed, drew, seen, watched
from .supplied import DISPATCHED, LISTED, NIGHT_DISPATCHES, around, fused


def test_completed_dispatches_are_a_charge_before_any_reading() -> None:
    (session,) = fused(DISPATCHED)

    assert session.span == NIGHT.span
    assert session.energy == Decimal(28)
    assert session.provenance.boundaries is Source.DISPATCH
    assert session.provenance.energy is Source.DISPATCH
    assert session.provenance.sources == (Source.DISPATCH,)
    assert session.confidence is Confidence.CONFIRMED
    assert session.type is SessionType.SMART


def test_half_hours_bear_dispatches_out_and_do_not_change_them() -> None:
    (session,) = fused(DISPATCHED, found(NIGHT), readings=metered(NIGHT))

    assert session.energy == Decimal(28)
    assert session.provenance.energy is Source.DISPATCH
    assert session.provenance.sources == (Source.DISPATCH, Source.HALF_HOURLY)


def test_the_list_of_charges_knows_the_minute_and_the_car() -> None:
    readings = metered(NIGHT)
    (session,) = fused(LISTED, found(NIGHT), readings=readings)

    assert session.span == span("2026-07-15 00:33", "2026-07-15 04:27")
    assert session.device == CAR
    assert session.provenance.boundaries is Source.SUPPLIER
    assert session.provenance.stated_energy == Decimal("27.6")
    assert abs(session.energy - Decimal("27.6")) < Decimal("0.01")


def test_the_meter_is_the_limit_and_what_was_stated_is_kept() -> None:
    readings = metered(NIGHT) | {utc("2026-07-15 01:00"): Decimal(1)}
    (session,) = fused(DISPATCHED, found(NIGHT), readings=readings)

    assert session.energy == Decimal("25.5")
    assert session.provenance.stated_energy == Decimal(28)


EVENING = claim(span("2026-07-15 18:00", "2026-07-15 20:00"))
PLANNED = replace(
    DISPATCHED,
    plans=(seen("2026-07-15 00:30", "2026-07-15 04:30"),),
    watched=watched("2026-07-13", "2026-07-17"),
)


def test_what_only_half_hours_see_while_plans_are_watched_is_outside_the_plan() -> None:
    readings = metered(NIGHT, EVENING)
    night, evening = fused(PLANNED, found(NIGHT, EVENING), readings=readings)

    assert (night.type, night.device) == (SessionType.SMART, CAR)
    assert (evening.type, evening.device) == (SessionType.UNPLANNED, None)
    assert night.unplanned_energy == 0
    assert evening.unplanned_energy == evening.energy


@pytest.mark.parametrize(
    ("record", "now"),
    [
        (replace(PLANNED, watched=watched("2026-07-13", "2026-07-15 19:00")), LATER),
        (PLANNED, utc("2026-07-15 20:59")),
        (replace(PLANNED, plans=()), LATER),
    ],
    ids=["nobody watched", "a plan may still change", "it never has a plan"],
)
def test_otherwise_nobody_knows_whether_it_was_planned(
    record: SmartRecord, now: datetime
) -> None:
    readings = metered(NIGHT, EVENING)
    sessions = fused(record, found(NIGHT, EVENING), readings=readings, now=now)

    if now is LATER:
        assert sessions[0].type is SessionType.SMART or not record.plans
    late = [slot.type for slot in sessions[1].slots]
    assert late[-1] is None


def test_it_is_told_the_same_evening_and_a_report_has_the_last_word() -> None:
    readings, candidates = metered(NIGHT, EVENING), found(NIGHT, EVENING)
    now = utc("2026-07-15 21:00")
    known = fused(PLANNED, candidates, readings=readings, now=now)
    assert [session.type for session in known] == [
        SessionType.SMART,
        SessionType.UNPLANNED,
    ]

    late = completed("2026-07-15 18:00", "2026-07-15 20:00", "14.4")
    reported = replace(PLANNED, completed=(*PLANNED.completed, late))
    _, evening = fused(reported, candidates, readings=readings, known=known)
    # What nobody planned and the supplier drew all the same was a boost.
    assert evening.type is SessionType.BOOST


def test_a_plan_that_stood_says_why_before_the_report_comes() -> None:
    record = replace(PLANNED, completed=())
    (session,) = fused(record, found(NIGHT), readings=metered(NIGHT))

    assert session.type is SessionType.SMART


LONGER = claim(span("2026-07-14 23:00", "2026-07-15 04:30"))


def test_a_car_that_began_before_its_plan_is_charged_partly_outside_it() -> None:
    (session,) = fused(PLANNED, found(LONGER), readings=metered(LONGER))

    assert session.span == LONGER.span
    assert session.type is SessionType.MIXED
    assert session.unplanned_energy == Decimal("10.8")
    assert session.provenance.energy is Source.DISPATCH


def test_half_hours_do_not_add_a_little_to_either_end_of_a_known_charge() -> None:
    wider = claim(span("2026-07-15 00:10", "2026-07-15 04:50"))
    (session,) = fused(DISPATCHED, found(wider), readings=metered(wider))

    assert session.span == NIGHT.span
    assert session.energy == Decimal(28)


def test_one_plug_holds_what_half_hours_see_together() -> None:
    plug = SmartRecord(charges=(drew("2026-07-14 18:00", "2026-07-15 07:00"),))
    early = claim(span("2026-07-14 18:30", "2026-07-14 20:00"))
    (session,) = fused(plug, found(early, NIGHT), readings=metered(early, NIGHT))

    assert session.device == CAR
    assert len(session.blocks) == 2
    assert session.provenance.sources == (Source.HALF_HOURLY,)


def test_a_block_of_the_same_plug_that_the_supplier_does_not_know_is_part_of_it() -> (
    None
):
    early = claim(span("2026-07-14 19:30", "2026-07-14 21:00"))
    (session,) = fused(LISTED, found(early, NIGHT), readings=metered(early, NIGHT))

    assert session.span.start == early.span.start
    assert session.provenance.sources == (Source.SUPPLIER, Source.HALF_HOURLY)


def test_dispatches_keep_the_minutes_of_telemetry() -> None:
    (first,) = fuse(
        [live(span("2026-07-15 00:32", "2026-07-15 04:24"))], (), around(SmartRecord())
    )
    (session,) = fused(DISPATCHED, found(NIGHT), readings=metered(NIGHT), known=[first])

    assert session.session_id == first.session_id
    assert session.span == span("2026-07-15 00:32", "2026-07-15 04:24")
    assert session.provenance.boundaries is Source.LIVE
    assert session.provenance.energy is Source.DISPATCH


def test_listed_charges_overrule_the_minutes_of_telemetry() -> None:
    (first,) = fuse(
        [live(span("2026-07-15 00:35", "2026-07-15 04:24"))], (), around(SmartRecord())
    )
    (session,) = fused(LISTED, known=[first])

    assert session.session_id == first.session_id
    assert session.span == span("2026-07-15 00:33", "2026-07-15 04:27")
    assert session.provenance.sources == (Source.SUPPLIER, Source.LIVE)


def test_a_dispatch_of_a_charge_that_goes_on_does_not_end_it() -> None:
    window = span("2026-07-15 00:00", "2026-07-15 02:00")
    now = utc("2026-07-15 02:00")
    (first,) = fuse(
        [live(span("2026-07-15 00:32", "2026-07-15 02:00"), open_=True, window=window)],
        (),
        around(SmartRecord(), now=now),
    )
    (session,) = fused(
        replace(DISPATCHED, completed=NIGHT_DISPATCHES[:1]), known=[first], now=now
    )

    assert session.state is SessionState.LIVE
    assert session.span == first.span
    assert session.energy > Decimal(10)


def test_nothing_settles_while_a_dispatch_is_younger_than_two_days() -> None:
    readings = metered(NIGHT)
    states = []
    for hours in (47, 49):
        now = NIGHT.span.end + timedelta(hours=hours)
        known = fused(DISPATCHED, found(NIGHT), readings=readings, now=now)
        known = fused(DISPATCHED, found(NIGHT), readings=readings, known=known, now=now)
        states.append(known[0].state)

    assert states == [SessionState.PROVISIONAL, SessionState.SETTLED]


def test_what_was_deleted_does_not_come_back_by_a_dispatch() -> None:
    (session,) = fused(SmartRecord(), found(NIGHT), readings=metered(NIGHT))
    deleted = replace(session, state=SessionState.DELETED)

    assert fused(DISPATCHED, known=[deleted]) == []


def test_half_hours_that_know_no_charger_withdraw_nothing() -> None:
    readings = metered(NIGHT, EVENING)
    (evening,) = fuse([live(EVENING.span)], (), around(SmartRecord()))
    blind = found(power=None)

    sessions = fused(DISPATCHED, blind, readings=readings, known=[evening])
    assert [session.span.start for session in sessions] == [
        NIGHT.span.start,
        EVENING.span.start,
    ]


def test_a_charge_later_than_the_readings_is_told_all_the_same() -> None:
    window = span("2026-07-13", "2026-07-14")
    sessions = fused(DISPATCHED, found(window=window))

    assert [session.span for session in sessions] == [NIGHT.span]


def test_the_end_of_the_readings_leaves_open_what_half_hours_add() -> None:
    tail = claim(span("2026-07-15 04:00", "2026-07-15 07:00"), open_=True)
    part: Candidate = replace(tail, slots=dict(tail.slots))
    (session,) = fused(DISPATCHED, found(part), readings=metered(NIGHT, tail))

    assert session.span == Span(NIGHT.span.start, tail.span.end)
