"""Where the charger's own sensor is silent, others speak."""

from dataclasses import replace
from decimal import Decimal

from custom_components.octopus_ev.core.fuse import fuse
from custom_components.octopus_ev.core.session import Session, Source
from custom_components.octopus_ev.core.span import Span

from .build import span, utc
from .chargers import (
    HALF_HOURS,
    LIVE,
    NIGHT,
    PROVISIONAL,
    SETTLED,
    charger,
    hearing,
    only,
    shown,
    times,
    told_of,
    totals,
)
from .claims import DAYS, claim, context, found, live, metered


def test_half_hours_fill_a_gap_in_the_middle() -> None:
    away = times(
        Span(DAYS.start, utc("2026-07-15 02:00")),
        Span(utc("2026-07-15 03:00"), DAYS.end),
    )
    parts = (
        span("2026-07-15 00:37", "2026-07-15 02:00"),
        span("2026-07-15 03:00", "2026-07-15 04:12"),
    )
    before = fuse([charger(*parts, told=away)], [], hearing(away, {}))
    known = before
    for _ in range(3):
        known = fuse([found(HALF_HOURS)], known, hearing(away))

    session = only(known)
    assert session.session_id == before[0].session_id
    assert session.span == NIGHT
    assert [block.span for block in session.blocks] == [NIGHT]
    # The slots that the charger told of are its own, the two in between the meter's.
    assert session.energy == 6 * Decimal("3.5") + 2 * Decimal("3.4")
    assert totals(session).count(None) == 2
    assert session.provenance.boundaries is Source.CHARGER
    assert session.provenance.energy is Source.HALF_HOURLY
    assert session.state is SETTLED


def test_a_sensor_that_comes_in_the_middle_leaves_the_start_to_the_half_hours() -> None:
    late = times(Span(utc("2026-07-15 02:10"), DAYS.end))
    seen = charger(span("2026-07-15 02:10", "2026-07-15 04:12"), told=late)
    before = fuse([seen], [], hearing(late, {}))
    assert only(before).provenance.boundaries is Source.CHARGER

    after = only(fuse([found(HALF_HOURS)], before, hearing(late)))

    assert after.session_id == before[0].session_id
    assert after.span == span("2026-07-15 00:30", "2026-07-15 04:12")
    # The slot that both saw a part of keeps the larger claim.
    assert after.slots[3].energy == Decimal("3.5")
    assert after.slots[3].metered
    assert after.provenance.boundaries is Source.HALF_HOURLY


def test_telemetry_fills_a_gap_as_well() -> None:
    away = times(Span(DAYS.start, utc("2026-07-15 02:00")))
    seen = charger(span("2026-07-15 00:37", "2026-07-15 02:00"), told=away, open_=True)
    now = utc("2026-07-15 03:00")
    before = fuse([seen], [], hearing(away, {}, now))
    mini = live(
        span("2026-07-15 00:38", "2026-07-15 03:00"),
        energy="3.3",
        open_=True,
        window=span("2026-07-14 20:00", "2026-07-15 03:00"),
    )
    grown = only(fuse([mini], before, hearing(away, {}, now)))

    assert grown.session_id == before[0].session_id
    assert grown.state is LIVE
    assert grown.span == span("2026-07-15 00:37", "2026-07-15 03:00")
    assert grown.energy == 3 * Decimal("3.5") + 2 * Decimal("3.3")
    assert grown.provenance.boundaries is Source.LIVE
    assert grown.provenance.energy is Source.LIVE


def test_an_energy_that_a_counter_found_in_a_gap_is_placed_by_the_half_hours() -> None:
    # The counter was away all night: what it brought back is spread by guess.
    told = times(
        Span(DAYS.start, utc("2026-07-15 00:00")),
        Span(utc("2026-07-15 06:00"), DAYS.end),
    )
    guess = charger(span("2026-07-15 02:00", "2026-07-15 06:00"), told=told)
    before = fuse([guess], [], hearing(told, {}))
    assert only(before).provenance.energy is Source.CHARGER

    known = fuse([found(HALF_HOURS)], before, hearing(told))
    after = only(known)

    assert after.session_id == before[0].session_id
    assert after.energy == 8 * Decimal("3.4")
    assert after.span == HALF_HOURS.span
    # The same guess again does not come back over what the meter said.
    assert only(fuse([guess], known, hearing(told))).energy >= after.energy


def test_a_guess_stays_until_there_are_readings() -> None:
    told = times(Span(DAYS.start, utc("2026-07-15 00:00")))
    guess = charger(span("2026-07-15 02:00", "2026-07-15 04:00"), told=told)
    before = fuse([guess], [], hearing(told, {}))
    mini = live(span("2026-07-15 03:00", "2026-07-15 05:00"), energy="3.3")

    after = only(fuse([mini], before, hearing(told, {})))
    assert [slot.energy for slot in after.slots] == [
        *[Decimal("3.5")] * 2,
        *[Decimal("3.3")] * 4,
    ]
    half = claim(span("2026-07-15 03:00", "2026-07-15 05:00"), energy="3.4")
    read = {slot: Decimal(4) for slot in half.slots}
    judged = only(fuse([found(half)], (after,), hearing(told, read)))
    assert judged.slots[0].energy == Decimal("3.5")
    # And telemetry does not come back over what the meter said.
    later = only(fuse([mini], (judged,), hearing(told, read)))
    assert later.slots[-1].energy == Decimal("3.4")


def test_a_splinter_beside_what_the_charger_told_is_no_claim() -> None:
    almost = times(
        Span(DAYS.start, utc("2026-07-15 02:00")),
        Span(utc("2026-07-15 02:04"), DAYS.end),
    )
    assert fuse([found(HALF_HOURS)], [], hearing(almost)) == ()


def test_little_energy_in_a_gap_is_no_claim() -> None:
    told = times(
        Span(DAYS.start, utc("2026-07-15 04:00")),
        Span(utc("2026-07-15 04:30"), DAYS.end),
    )
    faint = replace(
        HALF_HOURS,
        slots={**HALF_HOURS.slots, utc("2026-07-15 04:00"): Decimal("0.05")},
    )
    assert fuse([found(faint)], [], hearing(told)) == ()


def test_what_is_left_in_a_gap_is_a_session_of_the_half_hours() -> None:
    late = times(Span(utc("2026-07-15 02:00"), DAYS.end))
    session = only(fuse([found(HALF_HOURS)], [], hearing(late)))

    assert session.span == span("2026-07-15 00:30", "2026-07-15 02:00")
    assert session.provenance.sources == (Source.HALF_HOURLY,)
    # The charger says so again, and a live one is over.
    again = only(fuse([charger(told=late)], (session,), hearing(late)))
    assert again.span == session.span
    running = replace(session, state=LIVE)
    over = only(fuse([charger(told=late)], (running,), hearing(late)))
    assert over.state is PROVISIONAL


def test_a_session_that_half_hours_misplaced_moves_and_keeps_its_id() -> None:
    early = claim(span("2026-07-15 00:30", "2026-07-15 02:00"))
    before = fuse([found(early)], [], context(metered(early)))
    real = span("2026-07-15 03:00", "2026-07-15 04:30")
    after = only(fuse([charger(real)], before, hearing(readings={})))

    assert after.session_id == before[0].session_id
    assert after.span == real


def test_what_is_no_longer_remembered_is_left_alone() -> None:
    known = told_of(NIGHT)
    window = span("2026-07-15 02:00", "2026-07-15 12:00")
    rest = charger(span("2026-07-15 02:00", "2026-07-15 04:12"), window=window)

    assert fuse([rest], known, hearing(readings={})) == known
    assert fuse([charger(window=window)], known, hearing(readings={})) == known


def test_a_charge_that_goes_on_keeps_what_is_no_longer_remembered() -> None:
    first = span("2026-07-15 00:37", "2026-07-15 02:10")
    known = fuse(
        [charger(first, open_=True, window=Span(DAYS.start, first.end))],
        [],
        hearing(readings={}, now=first.end),
    )
    window = span("2026-07-15 02:10", "2026-07-15 03:00")
    seen = charger(window, window=window, energy="2", open_=True)
    later = only(fuse([seen], known, hearing(readings={}, now=window.end)))

    assert later.state is LIVE
    assert later.span == span("2026-07-15 00:37", "2026-07-15 03:00")
    assert [slot.energy for slot in later.slots] == [
        *[Decimal("3.5")] * 4,
        Decimal(2),
    ]
    # A newer guess for a slot that was only partly told takes the older one's place.
    guess = replace(
        seen.candidates[0],
        sure=frozenset(),
        slots={utc("2026-07-15 02:30"): Decimal("2.5")},
    )
    newer = replace(seen, candidates=(guess,))
    assert only(fuse([newer], (later,), hearing(readings={}, now=window.end))).slots[
        -1
    ].energy == Decimal("2.5")


def test_a_charge_grows_in_the_slot_in_which_the_sensor_came() -> None:
    came = utc("2026-07-15 02:01")
    known: tuple[Session, ...] = ()
    for now, energy in (("02:10", "0.5"), ("02:20", "1.7")):
        until = utc(f"2026-07-15 {now}")
        on = span("2026-07-15 02:05", f"2026-07-15 {now}")
        seen = charger(on, window=Span(came, until), energy=energy, open_=True)
        known = fuse([seen], known, hearing(seen.told, {}, until))

    assert only(known).energy == Decimal("1.7")


def test_a_slot_that_the_charger_takes_back_is_gone() -> None:
    known = told_of(NIGHT)
    shorter = charger(span("2026-07-15 00:37", "2026-07-15 03:00"))
    session = only(fuse([shorter], known, hearing(readings={})))

    assert session.span.end == utc("2026-07-15 03:00")
    assert len(session.slots) == 5


def test_the_charger_parts_what_half_hours_took_for_one() -> None:
    long = claim(span("2026-07-15 00:30", "2026-07-15 09:30"), energy="3.4")
    before = fuse([found(long)], [], context(metered(long)))
    first = charger(span("2026-07-15 00:30", "2026-07-15 02:00"))
    second = charger(span("2026-07-15 06:00", "2026-07-15 09:00"))
    both = replace(first, candidates=(*first.candidates, *second.candidates))
    meter = hearing(readings=metered(long))
    after = fuse([both], before, meter)

    assert [session.span for session in shown(after)] == [
        first.candidates[0].span,
        second.candidates[0].span,
    ]
    assert shown(after)[1].session_id == before[0].session_id
    assert fuse([found(long)], after, meter) != before
    assert [s.span for s in shown(fuse([found(long)], after, meter))] == [
        first.candidates[0].span,
        second.candidates[0].span,
    ]


def test_what_telemetry_saw_before_the_sensor_came_stays() -> None:
    mini = live(span("2026-07-15 00:30", "2026-07-15 03:00"), energy="3.3")
    before = fuse([mini], [], context())
    late = times(Span(utc("2026-07-15 02:00"), DAYS.end))
    seen = charger(span("2026-07-15 02:00", "2026-07-15 03:10"), told=late)
    after = only(fuse([seen], before, hearing(late, {})))

    assert after.session_id == before[0].session_id
    assert after.span == span("2026-07-15 00:30", "2026-07-15 03:10")
    assert after.energy == 3 * Decimal("3.3") + 3 * Decimal("3.5")
    assert after.provenance.boundaries is Source.LIVE
