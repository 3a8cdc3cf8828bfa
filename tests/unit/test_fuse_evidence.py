"""Absence is not withdrawal, the meter is the limit, and rates are not forgotten."""

from dataclasses import replace
from decimal import Decimal

import pytest

from custom_components.octopus_ev.core.fuse import fuse
from custom_components.octopus_ev.core.model import Band
from custom_components.octopus_ev.core.session import Session, SessionState, Source
from custom_components.octopus_ev.core.span import Span
from custom_components.octopus_ev.core.timeline import Timeline

from .build import SLOT, charge, even, flat, rates, span, utc
from .claims import DAYS, NIGHT, claim, context, found, live, metered

PROVISIONAL, SETTLED, WITHDRAWN = (
    SessionState.PROVISIONAL,
    SessionState.SETTLED,
    SessionState.WITHDRAWN,
)
KNOWN = charge("2026-07-15 00:30", "2026-07-15 04:30")
QUIET = metered()


def states(sessions: tuple[Session, ...]) -> list[SessionState]:
    return [session.state for session in sessions]


@pytest.mark.parametrize("state", [PROVISIONAL, SETTLED])
def test_settled_readings_without_a_charge_withdraw_it(state: SessionState) -> None:
    known = replace(KNOWN, state=state)
    # The readings have room for it, or it would be withdrawn for want of energy.
    readings = even(DAYS, "4")

    assert states(fuse([found()], [known], context(readings))) == [WITHDRAWN]


def test_a_missing_slot_withdraws_nothing() -> None:
    readings = even(DAYS, "4")
    del readings[utc("2026-07-15 02:00")]

    assert states(fuse([found()], [KNOWN], context(readings))) == [PROVISIONAL]


def test_an_empty_answer_withdraws_nothing() -> None:
    nothing = context(rates=Timeline())

    assert fuse([found()], [KNOWN], nothing) == (KNOWN,)
    assert fuse([], [KNOWN], nothing) == (KNOWN,)


def test_a_detector_that_believes_in_no_charger_withdraws_nothing() -> None:
    blind = found(power=None)

    assert states(fuse([blind], [KNOWN], context(even(DAYS, "4")))) == [PROVISIONAL]


def test_a_power_on_trust_takes_back_only_what_it_claimed() -> None:
    trusting = replace(found(), on_trust=True)
    seen_live = fuse([live(NIGHT.span)], [], context({}))
    readings = context(even(DAYS, "4"))

    assert states(fuse([trusting], [KNOWN], readings)) == [WITHDRAWN]
    assert states(fuse([trusting], seen_live, readings)) != [WITHDRAWN]


@pytest.mark.parametrize(
    "window",
    [
        span("2026-07-15 01:00", "2026-07-18"),
        span("2026-07-13", "2026-07-15 04:00"),
        span("2026-07-16", "2026-07-18"),
    ],
)
def test_only_who_looked_at_all_of_it_withdraws_it(window: Span) -> None:
    looked = replace(found(), window=window)

    assert states(fuse([looked], [KNOWN], context(even(DAYS, "4")))) == [PROVISIONAL]


def test_telemetry_without_a_charge_withdraws_nothing() -> None:
    silent = found(source=Source.LIVE)

    assert states(fuse([silent], [KNOWN], context(even(DAYS, "4")))) == [PROVISIONAL]


def test_a_charge_seen_live_that_half_hours_deny_is_withdrawn() -> None:
    known = fuse([live(NIGHT.span)], [], context({}))

    after = fuse([found()], known, context(even(DAYS, "4")))

    assert states(after) == [WITHDRAWN]


def test_half_hours_cannot_deny_a_charge_too_short_for_them() -> None:
    known = fuse([live(span("2026-07-15 12:10", "2026-07-15 12:50"))], [], context({}))

    after = fuse([found()], known, context(even(DAYS, "4")))

    assert states(after) == [SETTLED]
    assert after[0].energy == known[0].energy


def test_a_withdrawn_session_comes_back_under_its_id() -> None:
    withdrawn = replace(KNOWN, state=WITHDRAWN)

    (session,) = fuse([found(NIGHT)], [withdrawn], context(metered(NIGHT)))

    assert session.session_id == KNOWN.session_id
    assert session.state is PROVISIONAL


def test_a_session_is_never_above_the_meter() -> None:
    over = claim(NIGHT.span, energy="5")

    (session,) = fuse([found(over)], [], context(metered(NIGHT)))

    assert {slot.energy for slot in session.slots} == {Decimal("3.8")}


def test_two_sessions_share_what_the_meter_read() -> None:
    first = claim(span("2026-07-15 00:30", "2026-07-15 02:10"))
    second = claim(span("2026-07-15 02:20", "2026-07-15 04:30"))
    readings = metered(NIGHT)

    after = fuse([found(first, second)], [], context(readings))

    shared = [
        slot.energy
        for session in after
        for slot in session.slots
        if slot.start == utc("2026-07-15 02:00")
    ]
    assert shared == [Decimal("3.6"), Decimal("0.2")]
    assert fuse([found(first, second)], after, context(readings))[0].state is SETTLED


def test_a_reading_corrected_to_nothing_takes_the_session_back() -> None:
    after = fuse([], [KNOWN], context(dict.fromkeys(DAYS.slots(SLOT), Decimal(0))))

    assert states(after) == [WITHDRAWN]
    assert after[0].slots == KNOWN.slots


def test_a_correction_elsewhere_leaves_a_session_alone() -> None:
    readings = metered(claim(span("2026-07-16 12:00", "2026-07-16 13:00")))
    near = {slot: kwh for slot, kwh in readings.items() if slot >= utc("2026-07-16")}
    window = span("2026-07-16", "2026-07-18")

    after = fuse([found(window=window)], [KNOWN], context(near, rates=Timeline()))
    assert after == (KNOWN,)


@pytest.mark.parametrize("hole", ["2026-07-14 23:30", "2026-07-15 05:00"])
def test_it_settles_only_with_an_hour_of_readings_on_either_side(hole: str) -> None:
    readings = metered(NIGHT)
    del readings[utc(hole)]
    around = context(readings)
    known = fuse([found(NIGHT)], [], around)

    assert states(fuse([found(NIGHT)], known, around)) == [PROVISIONAL]


def test_it_settles_only_when_half_hours_were_looked_at_again() -> None:
    around = context(metered(NIGHT))
    known = fuse([found(NIGHT)], [], around)

    assert states(fuse([], known, around)) == [PROVISIONAL]
    elsewhere = found(window=span("2026-07-16", "2026-07-18"))
    assert states(fuse([elsewhere], known, around)) == [PROVISIONAL]


def test_a_session_with_a_slot_unpriced_does_not_settle() -> None:
    partly = flat("0.25", span("2026-07-15", "2026-07-15 02:00"))
    around = context(metered(NIGHT), rates=partly)
    known = fuse([found(NIGHT)], [], around)

    (session,) = fuse([found(NIGHT)], known, around)

    assert session.state is PROVISIONAL
    assert session.cost == Decimal("2.7")
    assert session.unpriced_energy == Decimal("18.0")


def test_a_late_rate_prices_what_was_unpriced() -> None:
    known = fuse([found(NIGHT)], [], context(metered(NIGHT), rates=Timeline()))

    (session,) = fuse([], known, context({}, rates=flat("0.10")))

    assert known[0].cost is None
    assert session.cost == Decimal("2.88")
    assert session.unpriced_energy == 0


def test_a_rate_that_is_no_longer_loaded_stays() -> None:
    known = fuse([found(NIGHT)], [], context(metered(NIGHT), rates=flat("0.10")))
    longer = claim(span("2026-07-15 00:30", "2026-07-15 05:00"))

    (session,) = fuse(
        [found(longer)], known, context(metered(longer), rates=Timeline())
    )

    assert session.cost == known[0].cost == Decimal("2.88")
    assert session.unpriced_energy == Decimal("3.6")


def test_a_rate_survives_a_session_that_changed_its_id() -> None:
    known = fuse([found(NIGHT)], [], context(metered(NIGHT), rates=flat("0.10")))
    first = claim(span("2026-07-15 00:30", "2026-07-15 01:30"))
    second = claim(span("2026-07-15 02:30", "2026-07-15 04:30"))

    after = fuse(
        [found(first, second)],
        known,
        context(metered(first, second), rates=Timeline()),
    )

    assert [session.cost for session in after] == [Decimal("0.72"), Decimal("1.44")]


def test_a_revised_rate_is_taken_over() -> None:
    known = fuse([found(NIGHT)], [], context(metered(NIGHT), rates=flat("0.10")))

    (session,) = fuse([], known, context({}, rates=flat("0.12")))

    assert session.cost == Decimal("3.456")
    assert session.reference_cost == Decimal("3.456")


def test_a_tariff_change_inside_a_session_prices_each_part_as_it_was() -> None:
    both = rates(
        ("2026-07-14 23:00", "2026-07-15 02:30", "0.10", Band.STANDARD),
        ("2026-07-15 02:30", "2026-07-16", "0.30", Band.STANDARD),
    )

    (session,) = fuse([found(NIGHT)], [], context(metered(NIGHT), rates=both))

    assert session.cost == 4 * Decimal("0.36") + 4 * Decimal("1.08")


def test_a_day_loaded_in_part_changes_neither_band_nor_reference() -> None:
    day = rates(
        ("2026-07-14 23:00", "2026-07-15 04:30", "0.10", Band.OFF_PEAK),
        ("2026-07-15 04:30", "2026-07-15 23:00", "0.30", Band.STANDARD),
    )
    known = fuse([found(NIGHT)], [], context(metered(NIGHT), rates=day))
    part = flat("0.10", span("2026-07-15 02:00", "2026-07-15 04:30"))

    assert fuse([], known, context({}, rates=part)) == known
    assert known[0].reference_cost == Decimal("8.64")


def test_a_changed_energy_needs_a_new_reference() -> None:
    known = fuse([found(NIGHT)], [], context(metered(NIGHT)))
    lower = claim(NIGHT.span, energy="3")

    (session,) = fuse([found(lower)], known, context(metered(lower), rates=Timeline()))

    assert session.reference_cost is None
    assert session.cost == Decimal("6.0")


def test_a_night_of_the_clock_change_is_priced_slot_by_slot() -> None:
    night = claim(span("2026-03-28 23:30", "2026-03-29 04:30"))
    window = span("2026-03-28", "2026-03-30")
    readings = metered(night, window=window)

    (session,) = fuse(
        [found(night, window=window)],
        [],
        context(readings, rates=flat("0.085"), now=utc("2026-03-30")),
    )

    assert len(session.slots) == 10
    assert session.cost == 10 * Decimal("3.6") * Decimal("0.085")


def test_energy_outside_every_block_goes_to_the_nearest() -> None:
    paused = replace(
        claim(
            span("2026-07-15 00:30", "2026-07-15 01:30"),
            span("2026-07-15 02:30", "2026-07-15 04:30"),
        ),
        slots=NIGHT.slots,
    )

    (session,) = fuse([found(paused)], [], context(metered(NIGHT)))

    assert [block.energy for block in session.blocks] == [
        Decimal("7.2") + Decimal("3.6"),
        Decimal("14.4") + Decimal("3.6"),
    ]


@pytest.fixture
def settled() -> Session:
    around = context(metered(NIGHT))
    (session,) = fuse([found(NIGHT)], fuse([found(NIGHT)], [], around), around)
    assert session.state is SETTLED
    return session


def test_a_settled_session_is_left_as_it_is(settled: Session) -> None:
    (session,) = fuse([], [settled], context(metered(NIGHT)))

    assert session is settled


def test_a_settled_session_takes_a_revised_rate(settled: Session) -> None:
    (session,) = fuse([], [settled], context(rates=flat("0.12")))

    assert session.state is SETTLED
    assert session.cost == Decimal("3.456")


def test_a_settled_session_takes_a_corrected_reading(settled: Session) -> None:
    low = {utc("2026-07-15 01:00"): Decimal("1.1")}

    (session,) = fuse([], [settled], context(low))

    assert session.state is SETTLED
    assert session.energy == settled.energy - Decimal("2.5")
    assert session.blocks[0].energy == session.energy


@pytest.mark.parametrize(
    ("until", "state"),
    [("2026-07-15 16:30", PROVISIONAL), ("2026-07-15 17:00", SETTLED)],
)
def test_it_settles_only_when_half_a_day_of_readings_followed(
    until: str, state: SessionState
) -> None:
    readings = metered(NIGHT, window=span("2026-07-13", until))
    around = context(readings)
    known = fuse([found(NIGHT)], [], around)

    assert states(fuse([found(NIGHT)], known, around)) == [state]
