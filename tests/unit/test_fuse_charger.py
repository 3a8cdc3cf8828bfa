"""The charger's own sensor is heard first; others speak where it is silent."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from itertools import permutations

import pytest

from custom_components.octopus_ev.core.fuse import fuse
from custom_components.octopus_ev.core.reconcile import union
from custom_components.octopus_ev.core.session import (
    Confidence,
    Leeway,
    Provenance,
    Session,
    Source,
)
from custom_components.octopus_ev.core.span import Span
from custom_components.octopus_ev.core.timeline import Timeline

from .build import SLOT, charge, flat, span, utc
from .chargers import (
    DELETED,
    HALF_HOURS,
    LIVE,
    METER,
    NIGHT,
    PROVISIONAL,
    SETTLED,
    WITHDRAWN,
    charger,
    hearing,
    only,
    shown,
    times,
    told_of,
    totals,
)
from .claims import DAYS, context, found, live


def test_what_the_charger_tells_is_a_session_to_the_minute() -> None:
    session = only(told_of(NIGHT))

    assert session.span == NIGHT
    assert session.energy == session.total_energy == Decimal("28.0")
    assert session.state is PROVISIONAL
    assert session.provenance == Provenance(
        boundaries=Source.CHARGER,
        energy=Source.CHARGER,
        sources=(Source.CHARGER,),
        live_energy=Decimal("28.0"),
    )
    assert session.confidence is Confidence.CONFIRMED


def test_half_hours_that_show_it_too_change_nothing_but_the_sources() -> None:
    before = told_of(NIGHT)
    after = only(fuse([found(HALF_HOURS)], before, hearing()))

    assert after.session_id == before[0].session_id
    assert after.span == NIGHT
    assert after.energy == Decimal("28.0")
    assert after.provenance.sources == (Source.CHARGER, Source.HALF_HOURLY)
    assert after.provenance.boundaries is Source.CHARGER
    assert after.provenance.energy is Source.CHARGER


def test_it_settles_once_half_hours_have_looked_and_say_no_other() -> None:
    known = told_of(NIGHT)
    for _ in range(3):
        known = fuse([found(HALF_HOURS)], known, hearing())

    session = only(known)
    assert session.state is SETTLED
    assert session.drift == Decimal("0.0")


def test_half_hours_that_overlook_it_take_nothing_back() -> None:
    known = told_of(NIGHT)
    for _ in range(3):
        known = fuse([found()], known, hearing())

    session = only(known)
    assert session.state is SETTLED
    assert session.provenance.sources == (Source.CHARGER,)


def test_the_charger_told_later_makes_the_half_hours_session_its_own() -> None:
    before = fuse([found(HALF_HOURS)], [], context(METER))
    after = only(fuse([charger(NIGHT)], before, hearing()))

    assert after.session_id == before[0].session_id
    assert after.span == NIGHT
    assert after.energy == Decimal("28.0")
    assert not any(slot.metered for slot in after.slots)


def test_the_meter_is_the_limit_of_what_is_billed_and_the_rest_is_told_apart() -> None:
    sunny = {**METER, utc("2026-07-15 02:00"): Decimal("0.5")}
    session = only(fuse([], told_of(NIGHT), hearing(readings=sunny)))

    assert session.energy == Decimal("25.0")
    assert session.total_energy == Decimal("28.0")
    assert session.cost == Decimal("25.0") * Decimal("0.25")


def test_a_reading_that_is_corrected_makes_room_again_also_once_settled() -> None:
    sunny = {**METER, utc("2026-07-15 02:00"): Decimal("0.5")}
    known = told_of(NIGHT)
    for _ in range(3):
        known = fuse([found()], known, hearing(readings=sunny))
    assert only(known).state is SETTLED

    again = only(fuse([found()], known, hearing()))
    assert again.energy == Decimal("28.0")
    assert again.state is SETTLED
    assert only(fuse([found()], (again,), hearing(readings={}))).energy == 28


def test_a_charge_on_sunshine_alone_costs_nothing_and_stays() -> None:
    dark = dict.fromkeys(DAYS.slots(SLOT), Decimal(0))
    session = only(fuse([], told_of(NIGHT), hearing(readings=dark)))

    assert session.state is PROVISIONAL
    assert (session.energy, session.cost) == (Decimal(0), Decimal(0))
    assert session.total_energy == Decimal("28.0")
    assert session.average_rate is None


def test_what_half_hours_show_while_the_charger_rested_is_no_charge() -> None:
    assert fuse([found(HALF_HOURS)], [], hearing()) == ()
    assert fuse([live(HALF_HOURS.span)], [], hearing()) == ()


def test_what_they_had_shown_before_is_withdrawn_when_it_is_heard() -> None:
    before = fuse([found(HALF_HOURS)], [], context(METER))

    assert only(fuse([charger()], before, hearing())).state is WITHDRAWN


def test_without_its_sensor_what_was_withdrawn_comes_back_under_its_id() -> None:
    before = fuse([found(HALF_HOURS)], [], context(METER))
    gone = fuse([charger()], before, hearing())
    again = only(fuse([found(HALF_HOURS)], gone, context(METER)))

    assert again.session_id == before[0].session_id
    assert again.state is PROVISIONAL


def test_without_its_sensor_what_it_told_stays_as_it_was() -> None:
    before = told_of(NIGHT)
    known = before
    for _ in range(3):
        known = fuse([found(HALF_HOURS)], known, context(METER))

    session = only(known)
    assert (session.session_id, session.state) == (before[0].session_id, SETTLED)
    assert session.span == NIGHT
    assert totals(session) == totals(before[0])
    assert session.provenance.boundaries is Source.CHARGER


def test_telemetry_does_not_end_what_the_charger_holds_open() -> None:
    now = utc("2026-07-15 02:00")
    seen = charger(
        span("2026-07-15 00:37", "2026-07-15 02:00"),
        open_=True,
        window=Span(DAYS.start, now),
    )
    before = fuse([seen], [], hearing(readings={}, now=now))
    blind = found(window=Span(DAYS.start, now), source=Source.LIVE)
    shut = live(span("2026-07-15 00:37", "2026-07-15 01:50"))

    assert only(fuse([blind], before, hearing(readings={}, now=now))).state is LIVE
    assert only(fuse([shut], before, hearing(readings={}, now=now))).state is LIVE


def test_its_own_end_ends_it() -> None:
    now = utc("2026-07-15 02:00")
    until = Span(DAYS.start, now)
    on = charger(Span(NIGHT.start, now), open_=True, window=until)
    off = charger(NIGHT)
    known = fuse([on], [], hearing(readings={}, now=now))
    ended = only(fuse([off], known, hearing(readings={})))

    assert only(known).state is LIVE
    assert ended.state is PROVISIONAL
    assert ended.session_id == known[0].session_id


def test_what_the_user_deleted_stays_deleted() -> None:
    deleted = replace(charge("2026-07-15 00:30", "2026-07-15 04:30"), state=DELETED)

    assert only(fuse([charger(NIGHT)], [deleted], hearing())) == deleted


def test_two_that_grow_together_add_up_what_the_charger_told() -> None:
    first = told_of(span("2026-07-15 00:30", "2026-07-15 02:10"))
    second = told_of(span("2026-07-15 02:20", "2026-07-15 04:00"))
    both = union((first[0], second[0]))

    assert both.slots[3].total == Decimal("7.0")
    assert both.total_energy == first[0].energy + second[0].energy
    assert both.provenance.live_energy == both.energy
    half = replace(second[0], provenance=charge("2026-07-15", "2026-07-16").provenance)
    assert union((first[0], half)).provenance.live_energy is None
    mixed = replace(second[0], slots=(replace(second[0].slots[0], total=None),))
    assert union((first[0], mixed)).slots[3].total is None


def test_leeway_goes_with_the_edge() -> None:
    vague = replace(
        HALF_HOURS, leeway=Leeway(timedelta(minutes=5), timedelta(minutes=6))
    )
    before = fuse([found(vague)], [], context(METER))

    assert only(before).leeway.start == timedelta(minutes=5)
    assert only(fuse([charger(NIGHT)], before, hearing())).leeway == Leeway()


@pytest.mark.parametrize("order", [*permutations(("charger", "half_hours", "live"))])
def test_whatever_comes_first_they_end_alike(order: tuple[str, ...]) -> None:
    seen = {
        "charger": charger(NIGHT),
        "half_hours": found(HALF_HOURS),
        "live": live(span("2026-07-15 00:38", "2026-07-15 04:10"), energy="3.3"),
    }
    known: tuple[Session, ...] = ()
    heard = False
    for detection in [seen[name] for name in (*order, *order)]:
        heard = heard or detection.source is Source.CHARGER
        told = times(DAYS) if heard else Timeline[None]()
        known = fuse([detection], known, hearing(told))

    (session,) = shown(known)
    assert session.span == NIGHT
    assert session.energy == Decimal("28.0")
    assert session.provenance.energy is Source.CHARGER


def test_drift_is_what_settling_added_to_the_live_energy() -> None:
    sunny = {**METER, utc("2026-07-15 02:00"): Decimal("0.5")}
    known = told_of(NIGHT)
    assert only(known).drift is None
    for _ in range(3):
        known = fuse([found()], known, hearing(readings=sunny))
    session = only(known)

    assert session.drift == Decimal("-3.0")
    assert replace(session, edited=("energy",)).drift is None
    alone = fuse([found(HALF_HOURS)], [], context(METER, rates=flat()))
    assert only(alone).provenance.live_energy is None


def test_a_candidate_that_touches_no_told_time_is_itself() -> None:
    early = times(span("2026-07-13", "2026-07-14"))
    session = only(fuse([found(HALF_HOURS)], [], hearing(early)))

    assert session.span == HALF_HOURS.span
