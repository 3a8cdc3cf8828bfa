"""What half-hours claim becomes sessions that keep their names."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from custom_components.octopus_ev.core.fuse import fuse
from custom_components.octopus_ev.core.identity import session_id
from custom_components.octopus_ev.core.session import (
    Confidence,
    Session,
    SessionState,
    Source,
)
from custom_components.octopus_ev.core.timeline import Timeline

from .build import POINT, SLOT, charge, span, utc
from .claims import DAYS, NIGHT, claim, context, found, metered

PROVISIONAL, SETTLED, WITHDRAWN, DELETED = (
    SessionState.PROVISIONAL,
    SessionState.SETTLED,
    SessionState.WITHDRAWN,
    SessionState.DELETED,
)


def shown(sessions: tuple[Session, ...]) -> list[Session]:
    return [session for session in sessions if session.state.shown]


def test_a_candidate_becomes_a_session() -> None:
    (session,) = fuse([found(NIGHT)], [], context(metered(NIGHT)))

    assert session.state is PROVISIONAL
    assert session.span == NIGHT.span
    assert session.energy == Decimal("28.8")
    assert session.cost == Decimal("7.2")
    assert session.reference_cost == session.cost
    assert all(slot.metered for slot in session.slots)
    assert session.anchor == utc("2026-07-15 00:30")
    assert session.session_id == session_id(POINT, session.anchor)
    assert session.provenance.sources == (Source.HALF_HOURLY,)


def test_the_same_again_settles_it_and_then_changes_nothing() -> None:
    around = context(metered(NIGHT))

    first = fuse([found(NIGHT)], [], around)
    second = fuse([found(NIGHT)], first, around)
    third = fuse([found(NIGHT)], second, around)

    assert [session.state for session in second] == [SETTLED]
    assert [replace(session, state=PROVISIONAL) for session in second] == list(first)
    assert third == second


def test_rebuilding_from_nothing_gives_the_same_ids() -> None:
    around = context(metered(NIGHT))
    once = fuse([found(NIGHT)], [], around)

    assert fuse([found(NIGHT)], once, around)[0].session_id == once[0].session_id
    assert fuse([found(NIGHT)], [], around) == once


def test_sessions_of_another_point_are_not_its_business() -> None:
    elsewhere = charge("2026-07-15 00:30", "2026-07-15 04:30", key="ffffffffff")

    (session,) = fuse([found(NIGHT)], [elsewhere], context(metered(NIGHT)))

    assert session.point_key == POINT


def test_a_start_that_moves_keeps_the_id_and_the_anchor() -> None:
    known = fuse([found(NIGHT)], [], context(metered(NIGHT)))
    earlier = claim(span("2026-07-14 23:30", "2026-07-15 04:30"))

    (session,) = fuse([found(earlier)], known, context(metered(earlier)))

    assert session.session_id == known[0].session_id
    assert session.anchor == known[0].anchor
    assert session.span == earlier.span
    assert session.energy == Decimal("36.0")


def test_late_readings_make_a_session_longer_under_its_id() -> None:
    half = claim(span("2026-07-15 00:30", "2026-07-15 02:00"))
    part = {
        slot: energy
        for slot, energy in metered(NIGHT).items()
        if slot < utc("2026-07-15 02:00")
    }
    known = fuse([found(half)], [], context(part))

    (session,) = fuse([found(NIGHT)], known, context(metered(NIGHT)))

    assert session.session_id == known[0].session_id
    assert session.energy == Decimal("28.8")
    assert session.state is PROVISIONAL


@pytest.mark.parametrize(
    ("until", "state"),
    [
        ("2026-07-16 22:30", PROVISIONAL),
        ("2026-07-16 23:00", SETTLED),
        ("2026-07-17 22:30", SETTLED),
        ("2026-07-17 23:00", PROVISIONAL),
    ],
)
def test_what_the_next_day_changes_is_settled_by_the_end_of_that_day(
    until: str, state: SessionState
) -> None:
    window = span("2026-07-13", until)
    half = claim(span("2026-07-15 00:30", "2026-07-15 04:00"))
    around = context(metered(NIGHT, window=window))
    known = fuse([found(half)], [], around)

    (session,) = fuse([found(NIGHT)], known, around)

    assert session.state is state


def test_a_correction_changes_a_settled_session_and_it_stays_settled() -> None:
    known = [charge("2026-07-15 00:30", "2026-07-15 04:30", state=SETTLED)]
    lower = claim(NIGHT.span, energy="3.1")

    (session,) = fuse([found(lower)], known, context(metered(lower)))

    assert session.state is SETTLED
    assert session.energy == Decimal("24.8")


def test_two_sessions_that_turn_out_to_be_one_keep_the_older_id() -> None:
    first = claim(span("2026-07-15 00:30", "2026-07-15 01:30"))
    second = claim(span("2026-07-15 03:30", "2026-07-15 04:30"))
    known = fuse([found(first, second)], [], context(metered(first, second)))

    after = fuse([found(NIGHT)], known, context(metered(NIGHT)))

    assert [session.session_id for session in shown(after)] == [known[0].session_id]
    assert [session.state for session in after] == [PROVISIONAL, WITHDRAWN]
    assert shown(after)[0].energy == Decimal("28.8")


def test_a_session_that_turns_out_to_be_two_leaves_its_id_to_the_larger() -> None:
    known = fuse([found(NIGHT)], [], context(metered(NIGHT)))
    first = claim(span("2026-07-15 00:30", "2026-07-15 01:30"))
    second = claim(span("2026-07-15 02:30", "2026-07-15 04:30"))

    after = fuse([found(first, second)], known, context(metered(first, second)))

    assert [session.session_id == known[0].session_id for session in after] == [
        False,
        True,
    ]
    assert len({session.session_id for session in after}) == 2
    assert [session.energy for session in after] == [Decimal("7.2"), Decimal("14.4")]


def test_the_two_parts_become_one_again_and_then_two_under_their_ids() -> None:
    first = claim(span("2026-07-15 00:30", "2026-07-15 01:30"))
    second = claim(span("2026-07-15 03:30", "2026-07-15 04:30"))
    apart = context(metered(first, second))
    two = fuse([found(first, second)], [], apart)

    one = fuse([found(NIGHT)], two, context(metered(NIGHT)))
    again = fuse([found(first, second)], one, apart)

    assert [session.session_id for session in again] == [
        session.session_id for session in two
    ]
    assert [session.energy for session in again] == [session.energy for session in two]


def test_a_session_that_moved_nearby_keeps_its_id() -> None:
    known = fuse([found(NIGHT)], [], context(metered(NIGHT)))
    later = claim(span("2026-07-15 05:30", "2026-07-15 07:30"))

    (session,) = fuse([found(later)], known, context(metered(later)))

    assert session.session_id == known[0].session_id
    assert session.span == later.span


def test_a_session_far_away_is_another_one() -> None:
    known = fuse([found(NIGHT)], [], context(metered(NIGHT)))
    later = claim(span("2026-07-15 07:30", "2026-07-15 09:30"))

    after = fuse([found(NIGHT, later)], known, context(metered(NIGHT, later)))

    assert [session.span for session in after] == [NIGHT.span, later.span]
    assert after[0].session_id == known[0].session_id


def test_the_nearest_of_two_goes_by_the_id() -> None:
    known = fuse([found(NIGHT)], [], context(metered(NIGHT)))
    near = claim(span("2026-07-15 05:30", "2026-07-15 06:30"))
    far = claim(span("2026-07-14 21:00", "2026-07-14 23:00"))

    after = fuse([found(far, near)], known, context(metered(near, far)))

    assert [session.session_id == known[0].session_id for session in after] == [
        False,
        True,
    ]


def test_nearness_does_not_chain_charges_into_days() -> None:
    long = claim(span("2026-07-14 04:00", "2026-07-15 02:00"))
    known = fuse([found(long)], [], context(metered(long)))
    next_ = claim(span("2026-07-15 03:00", "2026-07-15 06:00"))
    window = span("2026-07-15 02:30", "2026-07-18")

    after = fuse([found(next_, window=window)], known, context(metered(long, next_)))

    assert [session.span for session in after] == [long.span, next_.span]


def test_overlapping_claims_of_one_detector_are_one_charge() -> None:
    first = claim(span("2026-07-15 00:30", "2026-07-15 02:30"), energy="1.5")
    second = claim(
        span("2026-07-15 02:00", "2026-07-15 04:30"),
        energy="1.5",
        confidence=Confidence.CONFIRMED,
    )

    (session,) = fuse([found(first, second)], [], context(metered(first, second)))

    assert session.span == NIGHT.span
    assert session.energy == Decimal("13.5")
    assert session.confidence is Confidence.CONFIRMED


def test_the_part_before_the_window_is_not_cut_anew() -> None:
    known = fuse([found(NIGHT)], [], context(metered(NIGHT)))
    window = span("2026-07-15 02:30", "2026-07-18")
    rest = claim(span("2026-07-15 02:30", "2026-07-15 05:30"))

    (session,) = fuse(
        [found(rest, window=window)], known, context(metered(NIGHT, rest))
    )

    assert session.session_id == known[0].session_id
    assert session.span == span("2026-07-15 00:30", "2026-07-15 05:30")
    assert session.energy == Decimal("36.0")
    assert [block.span for block in session.blocks] == [session.span]
    assert session.blocks[0].energy == session.energy


def test_a_charge_that_was_cut_at_the_window_is_whole_again() -> None:
    evening = claim(span("2026-07-14 21:00", "2026-07-15 00:00"))
    morning = claim(span("2026-07-15 00:00", "2026-07-15 02:00"))
    around = context(metered(evening, morning))
    known = fuse([found(evening, window=span("2026-07-14", "2026-07-15"))], [], around)

    window = span("2026-07-15", "2026-07-16")
    (session,) = fuse([found(morning, window=window)], known, around)

    assert session.session_id == known[0].session_id
    assert session.span == span("2026-07-14 21:00", "2026-07-15 02:00")
    assert len(session.blocks) == 1


@pytest.mark.parametrize(
    "again",
    [
        [NIGHT],
        [claim(span("2026-07-14 23:30", "2026-07-15 06:30"))],
        [claim(span("2026-07-15 01:00", "2026-07-15 02:00"))],
        [
            claim(span("2026-07-15 00:30", "2026-07-15 01:30")),
            claim(span("2026-07-15 03:30", "2026-07-15 04:30")),
        ],
    ],
    ids=["the same", "longer", "shorter", "in two"],
)
def test_a_deleted_session_does_not_come_back(again: list[object]) -> None:
    deleted = charge("2026-07-15 00:30", "2026-07-15 04:30", state=DELETED)
    candidates = [one for one in again if isinstance(one, type(NIGHT))]

    after = fuse([found(*candidates)], [deleted], context(metered(*candidates)))

    assert after == (deleted,)


def test_a_deleted_session_does_not_creep_into_its_neighbour() -> None:
    deleted = charge("2026-07-15 00:30", "2026-07-15 04:30", state=DELETED)
    neighbour = charge("2026-07-15 05:30", "2026-07-15 07:30")
    window = span("2026-07-15", "2026-07-15 06:00")

    after = fuse(
        [found(NIGHT, window=window)],
        [deleted, neighbour],
        context(rates=Timeline()),
    )

    assert after == (deleted, neighbour)


def test_a_charge_beside_a_deleted_one_has_an_id_of_its_own() -> None:
    deleted = charge("2026-07-15 00:30", "2026-07-15 01:00", state=DELETED)
    other = claim(span("2026-07-15 00:50", "2026-07-15 05:00"))

    after = fuse([found(other)], [deleted], context(metered(other)))

    assert len({session.session_id for session in after}) == 2
    assert shown(after)[0].anchor == utc("2026-07-15 01:00")


def test_a_charge_still_on_in_the_last_reading_waits_for_its_end() -> None:
    evening = claim(span("2026-07-17 23:30", "2026-07-18 00:00"), open_=True)
    readings = metered(evening)
    soon = context(readings, now=utc("2026-07-18 09:00"))
    late = context(readings, now=utc("2026-07-20 00:00"))

    assert fuse([found(evening)], [], soon) == ()
    assert [session.span for session in fuse([found(evening)], [], late)] == [
        evening.span
    ]


def test_nothing_found_and_nothing_known_is_nothing() -> None:
    assert fuse([], [], context()) == ()
    assert fuse([found()], [], context(metered())) == ()


def test_a_claim_that_the_meter_denies_is_no_session() -> None:
    readings = dict.fromkeys(DAYS.slots(SLOT), Decimal(0))

    assert fuse([found(NIGHT)], [], context(readings)) == ()


def test_energies_are_kept_to_the_watt_hour() -> None:
    fine = claim(NIGHT.span, energy="3.60049")

    (session,) = fuse([found(fine)], [], context(metered(fine)))

    assert {slot.energy for slot in session.slots} == {Decimal("3.600")}
    assert session.span.duration == timedelta(hours=4)
