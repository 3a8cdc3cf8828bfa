"""Two detectors that look at the same hours do not overrule each other in turns."""

from decimal import Decimal

from custom_components.octopus_ev.core.fuse import fuse
from custom_components.octopus_ev.core.reconcile import union
from custom_components.octopus_ev.core.session import Session, SessionState, Source

from .build import charge, even, span, utc
from .claims import DAYS, claim, context, found, live, metered

PROVISIONAL, SETTLED, WITHDRAWN = (
    SessionState.PROVISIONAL,
    SessionState.SETTLED,
    SessionState.WITHDRAWN,
)
EVENING = span("2026-07-15 18:05", "2026-07-15 20:10")


def states(sessions: tuple[Session, ...]) -> list[SessionState]:
    return [session.state for session in sessions]


def test_telemetry_does_not_bring_back_what_half_hours_withdrew() -> None:
    around = context(even(DAYS, "4"))
    seen = live(EVENING)
    withdrawn = fuse([found()], fuse([seen], [], around), around)

    assert states(withdrawn) == [WITHDRAWN]
    assert fuse([seen], withdrawn, around) == withdrawn


def test_telemetry_brings_it_back_where_a_reading_is_missing() -> None:
    around = context(even(DAYS, "4"))
    withdrawn = fuse([found()], fuse([live(EVENING)], [], around), around)
    readings = even(DAYS, "4")
    del readings[utc("2026-07-15 19:00")]

    (session,) = fuse([live(EVENING)], withdrawn, context(readings))

    assert session.state is PROVISIONAL
    assert session.session_id == withdrawn[0].session_id


def test_telemetry_does_not_join_what_half_hours_have_parted() -> None:
    first = claim(span("2026-07-15 17:00", "2026-07-15 18:30"), energy="3.5")
    second = claim(span("2026-07-15 19:40", "2026-07-15 22:00"), energy="3.5")
    told, around = found(first, second), context(metered(first, second))
    apart = fuse([told], [], around)

    after = fuse([live(EVENING)], apart, around)

    assert [session.span for session in after] == [first.span, second.span]
    assert [session.energy for session in after] == [
        session.energy for session in apart
    ]
    assert [session.session_id for session in fuse([told], after, around)] == [
        session.session_id for session in apart
    ]


def test_telemetry_does_not_part_what_half_hours_have_joined() -> None:
    whole = claim(span("2026-07-15 18:00", "2026-07-16 02:00"), energy="3.5")
    late = span("2026-07-16 00:05", "2026-07-16 02:00")
    candidates = [
        candidate for part in (EVENING, late) for candidate in live(part).candidates
    ]
    seen = found(*candidates, source=Source.LIVE)
    around = context(metered(whole))
    joined = fuse([found(whole)], fuse([seen], [], around), around)
    assert states(joined) == [SETTLED, WITHDRAWN]

    after = fuse([seen], joined, around)

    assert after == joined
    assert after[0].energy == 16 * Decimal("3.5")
    assert after[0].span == span("2026-07-15 18:05", "2026-07-16 02:00")


def test_a_session_that_comes_back_from_a_union_has_its_own_id_again() -> None:
    small = claim(span("2026-07-15 00:00", "2026-07-15 00:30"))
    large = claim(span("2026-07-15 02:00", "2026-07-15 04:00"))
    whole = claim(span("2026-07-15 00:00", "2026-07-15 04:00"))
    apart = context(metered(small, large))
    two = fuse([found(small, large)], [], apart)

    one = fuse([found(whole)], two, context(metered(whole)))
    again = fuse([found(small, large)], one, apart)

    assert [session.session_id for session in again] == [
        session.session_id for session in two
    ]


def test_telemetry_that_has_dropped_the_beginning_changes_nothing() -> None:
    known = fuse([live(EVENING)], [], context())
    window = span("2026-07-15 18:01", "2026-07-16 18:01")
    again = live(span("2026-07-15 19:30", "2026-07-15 20:05"), window=window)

    assert fuse([again], known, context()) == known


def test_a_block_that_was_on_when_telemetry_began_is_not_lost() -> None:
    first, second = (
        span("2026-07-15 18:05", "2026-07-15 19:00"),
        span("2026-07-15 19:30", "2026-07-15 20:20"),
    )
    known = fuse([live(first, second)], [], context())
    window = span("2026-07-15 18:03", "2026-07-15 21:30")
    again = live(second, span("2026-07-15 21:00", "2026-07-15 21:30"), window=window)

    (session,) = fuse([again], known, context())

    assert [block.span for block in session.blocks] == [
        first,
        second,
        span("2026-07-15 21:00", "2026-07-15 21:30"),
    ]
    assert session.energy == 5 * Decimal("3.6")


def test_telemetry_older_than_the_session_says_nothing_of_it() -> None:
    known = fuse([live(EVENING)], [], context())
    window = span("2026-07-15 17:00", "2026-07-15 19:00")
    early = live(span("2026-07-15 18:03", "2026-07-15 19:00"), window=window)

    (session,) = fuse([early], known, context())

    assert session.span == span("2026-07-15 18:03", "2026-07-15 20:10")


SHORT = span("2026-07-15 20:40", "2026-07-15 21:05")
"""Too short for half-hours to see beside the house."""


def test_a_block_too_short_for_half_hours_stays_in_its_session() -> None:
    long = claim(span("2026-07-15 18:00", "2026-07-15 20:00"), energy="3.5")
    seen = live(span("2026-07-15 18:05", "2026-07-15 20:00"), SHORT)
    around = context(even(DAYS, "3.55"))
    told = found(long)

    both = fuse([told], fuse([seen], [], around), around)
    other_way = fuse([seen], fuse([told], [], around), around)

    assert both[0].span == other_way[0].span == EVENING.hull(SHORT)
    assert both[0].energy == other_way[0].energy
    assert both[0].energy == 4 * Decimal("3.5") + 2 * Decimal("3.55")
    assert [slot.metered for slot in both[0].slots] == [True] * 4 + [False] * 2
    assert fuse([seen], fuse([told], both, around), around)[0].slots == both[0].slots


def test_a_long_block_that_half_hours_deny_does_not() -> None:
    first = claim(span("2026-07-15 18:00", "2026-07-15 20:00"), energy="3.5")
    seen = live(
        span("2026-07-15 18:05", "2026-07-15 20:00"),
        span("2026-07-15 20:40", "2026-07-15 21:50"),
    )
    around = context(even(DAYS, "3.6"))

    (session,) = fuse([seen, found(first)], [], around)

    assert session.span == first.span
    assert session.energy == 4 * Decimal("3.5")


def test_a_short_charge_is_not_taken_for_the_long_one_after_it() -> None:
    long = claim(span("2026-07-15 22:00", "2026-07-15 23:30"), energy="3.5")
    around = context(even(DAYS, "3.6"))
    short = fuse([live(SHORT)], [], around)

    after = fuse([found(long)], short, around)

    assert [session.span for session in after] == [SHORT, long.span]
    assert after[0].session_id == short[0].session_id


def test_two_short_blocks_around_a_charge_give_it_no_boundaries() -> None:
    seen = live(
        span("2026-07-15 18:05", "2026-07-15 18:30"),
        span("2026-07-15 20:00", "2026-07-15 20:20"),
    )
    between = claim(span("2026-07-15 18:30", "2026-07-15 20:00"), energy="3.5")

    (session,) = fuse([seen, found(between)], [], context(metered(between)))

    assert session.span == between.span
    assert session.provenance.boundaries is Source.HALF_HOURLY


def test_a_charge_that_two_claim_counts_once() -> None:
    known = fuse([live(EVENING)], [], context())
    other = fuse([live(span("2026-07-15 20:20", "2026-07-15 21:10"))], [], context())
    window = span("2026-07-15 19:40", "2026-07-15 21:30")
    grown = live(span("2026-07-15 19:45", "2026-07-15 21:20"), window=window)

    shown = [
        session
        for session in fuse([grown], [*known, *other], context())
        if session.state.shown
    ]

    assert [session.span for session in shown] == [
        span("2026-07-15 18:05", "2026-07-15 21:20")
    ]
    assert shown[0].energy == 7 * Decimal("3.6")


def test_what_two_parts_have_in_a_slot_adds_up() -> None:
    first = charge("2026-07-15 18:05", "2026-07-15 19:10", energy="1.2")
    second = charge("2026-07-15 19:20", "2026-07-15 20:10", energy="1.3")

    whole = union((first, second))

    assert whole.session_id == first.session_id
    assert [slot.energy for slot in whole.slots] == [
        Decimal(energy) for energy in ("1.2", "1.2", "2.5", "1.3", "1.3")
    ]
