"""What is seen live and what the half-hours say later become one account of it."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from itertools import permutations

import pytest

from custom_components.octopus_ev.core.evidence import Detection
from custom_components.octopus_ev.core.fuse import fuse
from custom_components.octopus_ev.core.session import Session, SessionState, Source

from .build import SLOT, charge, even, span, utc
from .claims import DAYS, claim, context, found, live, metered

LIVE, PROVISIONAL, SETTLED, WITHDRAWN, DELETED = (
    SessionState.LIVE,
    SessionState.PROVISIONAL,
    SessionState.SETTLED,
    SessionState.WITHDRAWN,
    SessionState.DELETED,
)
NIGHT = span("2026-07-15 23:07", "2026-07-16 04:52")
FOUND = claim(span("2026-07-15 23:00", "2026-07-16 05:00"), energy="3.5")


def at(now: str) -> object:
    return context(now=utc(now))


def running(until: str, *, since: str = "2026-07-15 23:07") -> tuple[Session, ...]:
    """Return the session of a charge that was still on at `until`."""
    seen = live(span(since, until), energy="3", open_=True)
    return fuse([seen], [], context(now=utc(until)))


def ended() -> tuple[Session, ...]:
    return fuse([live(NIGHT)], [], context(now=NIGHT.end))


def states(sessions: tuple[Session, ...]) -> list[SessionState]:
    return [session.state for session in sessions]


def test_a_charge_that_is_on_is_live_from_its_minute() -> None:
    (session,) = running("2026-07-15 23:30")

    assert session.state is LIVE
    assert session.span.start == utc("2026-07-15 23:07")
    assert session.anchor == utc("2026-07-15 23:00")
    assert session.cost == Decimal("0.75")
    assert not any(slot.metered for slot in session.slots)
    assert session.provenance.energy is Source.LIVE


def test_it_grows_under_its_id_until_it_ends() -> None:
    known = running("2026-07-15 23:30")
    grown = live(span("2026-07-15 23:07", "2026-07-16 01:00"), energy="3", open_=True)
    over = live(span("2026-07-15 23:07", "2026-07-16 01:10"), energy="3")

    (later,) = fuse([grown], known, context(now=utc("2026-07-16 01:00")))
    (done,) = fuse([over], [later], context(now=utc("2026-07-16 01:12")))

    assert (later.state, done.state) == (LIVE, PROVISIONAL)
    assert known[0].session_id == later.session_id == done.session_id
    assert later.energy == Decimal(12)
    assert done.span.end == utc("2026-07-16 01:10")


@pytest.mark.parametrize(
    ("hours", "state"), [(2, LIVE), (3, LIVE), (24, LIVE), (25, PROVISIONAL)]
)
def test_silence_alone_ends_nothing_for_a_day(hours: int, state: SessionState) -> None:
    known = running("2026-07-16 01:00")
    now = utc("2026-07-16 01:00") + timedelta(hours=hours)

    (session,) = fuse([], known, context(now=now))

    assert session.state is state
    assert session.span.end == utc("2026-07-16 01:00")


@pytest.mark.parametrize(("minutes", "state"), [(120, LIVE), (121, PROVISIONAL)])
def test_silence_ends_what_readings_reach_past(
    minutes: int, state: SessionState
) -> None:
    known = running("2026-07-16 01:00")
    now = utc("2026-07-16 01:00") + timedelta(minutes=minutes)

    (session,) = fuse([], known, context(even(DAYS, "4"), now=now))

    assert session.state is state
    assert session.span.end == utc("2026-07-16 01:00")


@pytest.mark.parametrize(
    ("since", "state"),
    [("2026-07-15 23:02", PROVISIONAL), ("2026-07-15 23:03", LIVE)],
)
def test_telemetry_of_its_whole_time_that_does_not_show_it_ends_it(
    since: str, state: SessionState
) -> None:
    known = running("2026-07-16 00:30")
    looked = found(window=span(since, "2026-07-16 00:40"), source=Source.LIVE)

    assert states(fuse([looked], known, context(now=utc("2026-07-16 00:40")))) == [
        state
    ]


def test_a_restart_in_the_middle_goes_on_with_the_same_session() -> None:
    known = running("2026-07-15 23:40")
    after = live(
        span("2026-07-15 23:55", "2026-07-16 00:30"),
        energy="2",
        open_=True,
        window=span("2026-07-15 23:55", "2026-07-16 00:30"),
    )
    now = context(now=utc("2026-07-16 00:30"))

    (session,) = once = fuse([after], known, now)

    assert session.session_id == known[0].session_id
    assert session.state is LIVE
    assert session.span == span("2026-07-15 23:07", "2026-07-16 00:30")
    assert [block.span for block in session.blocks] == [
        span("2026-07-15 23:07", "2026-07-15 23:40"),
        span("2026-07-15 23:55", "2026-07-16 00:30"),
    ]
    # The slot that the restart cut in two keeps the larger of what each part saw.
    assert [slot.energy for slot in session.slots] == [
        Decimal(3),
        Decimal(3),
        Decimal(2),
    ]
    assert fuse([after], once, now) == once


def test_a_larger_part_after_the_restart_counts() -> None:
    known = running("2026-07-15 23:40")
    window = span("2026-07-15 23:45", "2026-07-16 00:30")
    after = live(window, energy="3.2", open_=True, window=window)

    (session,) = fuse([after], known, context(now=window.end))

    assert [slot.energy for slot in session.slots] == [
        Decimal(3),
        Decimal("3.2"),
        Decimal("3.2"),
    ]


def test_charging_again_after_a_pause_is_the_same_session() -> None:
    again = live(
        span("2026-07-16 06:40", "2026-07-16 07:00"),
        open_=True,
        window=span("2026-07-16 05:00", "2026-07-16 07:00"),
    )

    (session,) = fuse([again], ended(), context(now=utc("2026-07-16 07:00")))

    assert session.session_id == ended()[0].session_id
    assert session.state is LIVE
    assert len(session.blocks) == 2
    assert session.energy == ended()[0].energy + Decimal("3.6")


def test_telemetry_that_was_dropped_does_not_shorten_the_session_it_showed() -> None:
    again = live(span("2026-07-16 06:40", "2026-07-16 07:00"), open_=True)

    (session,) = fuse([again], ended(), context(now=utc("2026-07-16 07:00")))

    assert session.span.start == NIGHT.start
    assert session.energy == ended()[0].energy + Decimal("3.6")


def test_charging_again_much_later_is_another_session() -> None:
    again = live(span("2026-07-16 06:53", "2026-07-16 07:10"), open_=True)

    after = fuse([again], ended(), context(now=utc("2026-07-16 07:10")))

    assert states(after) == [PROVISIONAL, LIVE]


def test_half_hours_correct_the_energy_and_leave_the_minutes() -> None:
    (session,) = fuse([found(FOUND)], ended(), context(metered(FOUND)))

    assert session.span == NIGHT
    assert {slot.energy for slot in session.slots} == {Decimal("3.5")}
    assert session.blocks[0].energy == session.energy == Decimal(42)
    assert session.provenance.boundaries is Source.LIVE
    assert session.provenance.energy is Source.HALF_HOURLY
    assert session.provenance.sources == (Source.LIVE, Source.HALF_HOURLY)


@pytest.mark.parametrize(
    "half_hours",
    [
        span("2026-07-15 22:30", "2026-07-16 05:00"),
        span("2026-07-15 23:00", "2026-07-16 06:30"),
    ],
    ids=["start", "end"],
)
def test_half_hours_that_differ_much_were_right_and_the_telemetry_broke(
    half_hours: object,
) -> None:
    assert isinstance(half_hours, type(NIGHT))
    claimed = claim(half_hours, energy="3.5")
    around = context(metered(claimed))

    (session,) = once = fuse([found(claimed)], ended(), around)

    assert session.span == half_hours
    assert session.provenance.boundaries is Source.HALF_HOURLY
    assert session.session_id == ended()[0].session_id
    again = fuse([live(NIGHT), found(claimed)], once, around)
    assert again == once


def test_what_telemetry_shows_outside_its_own_time_is_not_the_cars() -> None:
    wide = claim(span("2026-07-15 22:50", "2026-07-16 05:00"), energy="3.5")

    (session,) = fuse([found(wide)], ended(), context(metered(wide)))

    assert session.span == NIGHT
    assert session.slots[0].start == utc("2026-07-15 23:00")


def test_half_hours_up_to_midnight_do_not_cut_the_night_short() -> None:
    evening = claim(
        span("2026-07-15 23:00", "2026-07-16 00:00"), energy="3.5", open_=True
    )
    readings = metered(evening, window=span("2026-07-13", "2026-07-16"))
    around = context(readings, now=utc("2026-07-16 09:00"))

    (session,) = once = fuse([found(evening)], ended(), around)

    assert session.span == NIGHT
    assert [slot.metered for slot in session.slots] == [True] * 2 + [False] * 10
    assert session.energy == Decimal(2) * Decimal("3.5") + 10 * Decimal("3.6")
    assert fuse([found(evening)], once, around) == once


def test_a_hole_in_the_readings_keeps_what_was_seen_live() -> None:
    readings = metered(FOUND)
    hole = {utc("2026-07-16 01:00"), utc("2026-07-16 01:30")}
    first = claim(span("2026-07-15 23:00", "2026-07-16 01:00"), energy="3.5")
    second = claim(span("2026-07-16 02:00", "2026-07-16 05:00"), energy="3.5")
    for slot in hole:
        del readings[slot]

    (session,) = fuse([found(first, second)], ended(), context(readings))

    assert session.span == NIGHT
    assert {slot.energy for slot in session.slots if slot.start in hole} == {
        Decimal("3.6")
    }
    assert session.energy == 10 * Decimal("3.5") + 2 * Decimal("3.6")


def test_a_reading_limits_what_was_seen_live() -> None:
    low = even(span("2026-07-15 23:00", "2026-07-16 00:00"), "1.25")

    (session,) = fuse([], ended(), context(low))

    assert [slot.energy for slot in session.slots[:3]] == [
        Decimal("1.25"),
        Decimal("1.25"),
        Decimal("3.6"),
    ]
    assert session.blocks[0].energy == session.energy


def test_the_order_in_which_they_come_does_not_matter() -> None:
    seen, told = live(NIGHT), found(FOUND)
    around = context(metered(FOUND))
    results = []
    for order in permutations([seen, told]):
        sessions: tuple[Session, ...] = ()
        for detection in order:
            sessions = fuse([detection], sessions, around)
        results.append(fuse([seen, told], sessions, around))
    results.append(fuse([told, seen], fuse([told, seen], [], around), around))

    assert results[0][0].state is SETTLED
    assert results[0][0].span == NIGHT
    assert results[0] == results[1] == results[2]


def test_telemetry_of_a_part_does_not_shorten_what_half_hours_found() -> None:
    around = context(metered(FOUND))
    known = fuse([found(FOUND)], [], around)
    part = live(span("2026-07-16 00:07", "2026-07-16 01:00"))

    assert fuse([part], known, around)[0].span == FOUND.span
    assert fuse([part], known, around)[0].energy == known[0].energy


def test_a_charge_goes_on_after_what_the_half_hours_have() -> None:
    evening = claim(span("2026-07-15 22:00", "2026-07-16 00:00"), energy="3.5")
    readings = metered(evening, window=span("2026-07-13", "2026-07-16"))
    known = fuse([found(evening)], [], context(readings))
    again = live(
        span("2026-07-15 23:50", "2026-07-16 02:00"),
        energy="3",
        open_=True,
        window=span("2026-07-15 23:45", "2026-07-16 02:00"),
    )

    (session,) = fuse([again], known, context(readings, now=utc("2026-07-16 02:00")))

    assert session.session_id == known[0].session_id
    assert session.state is LIVE
    assert session.span == span("2026-07-15 22:00", "2026-07-16 02:00")
    assert session.energy == 4 * Decimal("3.5") + 4 * Decimal(3)


def test_two_parts_seen_live_that_half_hours_join_are_one() -> None:
    first = live(span("2026-07-15 23:07", "2026-07-16 00:10"))
    second = live(
        span("2026-07-16 03:07", "2026-07-16 04:52"),
        window=span("2026-07-16 03:00", "2026-07-18"),
    )
    known = fuse([second], fuse([first], [], context()), context())
    assert len(known) == 2

    after = fuse([found(FOUND)], known, context(metered(FOUND)))

    assert states(after) == [SETTLED, WITHDRAWN]
    assert after[0].session_id == known[0].session_id
    assert after[0].energy == Decimal(42)
    assert after[0].provenance.boundaries is Source.LIVE
    assert after[0].span == NIGHT
    # The meter shows that it charged while the telemetry was interrupted.
    assert [block.span for block in after[0].blocks] == [
        span("2026-07-15 23:07", "2026-07-16 00:10"),
        span("2026-07-16 00:30", "2026-07-16 03:00"),
        span("2026-07-16 03:07", "2026-07-16 04:52"),
    ]


def test_one_charge_seen_live_that_half_hours_part_stays_one() -> None:
    first = claim(span("2026-07-15 23:00", "2026-07-16 01:00"), energy="3.5")
    second = claim(span("2026-07-16 02:30", "2026-07-16 05:00"), energy="3.5")

    (session,) = fuse([found(first, second)], ended(), context(metered(first, second)))

    assert session.span == NIGHT
    assert session.energy == 9 * Decimal("3.5")


def test_a_charge_of_the_next_evening_is_not_bridged() -> None:
    other = claim(span("2026-07-16 20:00", "2026-07-16 22:00"), energy="3.5")
    before = claim(span("2026-07-14 20:00", "2026-07-14 22:00"), energy="3.5")

    after = fuse(
        [found(before, FOUND, other)], ended(), context(metered(before, FOUND, other))
    )

    assert [session.span for session in after] == [before.span, NIGHT, other.span]


def test_a_running_charge_that_joins_an_older_one_still_runs() -> None:
    early = claim(span("2026-07-15 22:00", "2026-07-16 00:30"), energy="3.5")
    known = [
        charge("2026-07-15 22:00", "2026-07-15 23:00"),
        *running("2026-07-16 00:40", since="2026-07-15 23:10"),
    ]
    readings = metered(early, window=span("2026-07-13", "2026-07-16 00:30"))

    after = fuse([found(early)], known, context(readings, now=utc("2026-07-16 00:45")))

    assert states(after) == [LIVE, WITHDRAWN]
    assert after[0].span == span("2026-07-15 22:00", "2026-07-16 00:40")


def test_a_running_charge_that_was_deleted_does_not_come_back_as_it_grows() -> None:
    deleted = replace(running("2026-07-15 23:30")[0], state=DELETED)
    sessions: tuple[Session, ...] = (deleted,)
    for hours in range(1, 9):
        until = NIGHT.start + timedelta(hours=hours)
        seen = live(span("2026-07-15 23:07", f"{until:%Y-%m-%d %H:%M}"), open_=True)
        sessions = fuse([seen], sessions, context(now=until))

    assert sessions == (deleted,)


def test_both_settle_together() -> None:
    around = context(metered(FOUND))
    both: list[Detection] = [live(NIGHT), found(FOUND)]
    sessions = fuse(both, fuse(both, ended(), around), around)

    assert states(sessions) == [SETTLED]
    assert fuse(both, sessions, around) == sessions
    assert sessions[0].span.duration == NIGHT.duration
    assert all(slot.start in set(DAYS.slots(SLOT)) for slot in sessions[0].slots)
