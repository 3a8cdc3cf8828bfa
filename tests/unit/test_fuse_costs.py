"""What a session could have cost follows its evidence, and settles with it."""

from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal

from custom_components.octopus_ev.core.context import FuseContext
from custom_components.octopus_ev.core.evidence import Candidate, Detection
from custom_components.octopus_ev.core.fuse import fuse
from custom_components.octopus_ev.core.model import Band
from custom_components.octopus_ev.core.session import (
    Leeway,
    Session,
    SessionState,
    Source,
)

from .build import charge, rates, span
from .claims import claim, context, found, live, metered

RATES = rates(
    ("2026-07-12 23:00", "2026-07-14 23:30", "0.27", Band.STANDARD),
    ("2026-07-14 23:30", "2026-07-15 04:30", "0.085", Band.OFF_PEAK),
    ("2026-07-15 04:30", "2026-07-18 23:00", "0.27", Band.STANDARD),
)
EARLY = span("2026-07-14 23:30", "2026-07-15 01:30")
LATE = span("2026-07-15 02:30", "2026-07-15 04:30")
WHOLE = EARLY.hull(LATE)
HALF_HOURLY = Leeway(timedelta(minutes=4), timedelta(minutes=6))
TO_THE_MINUTE = Leeway(timedelta(minutes=1), timedelta(minutes=2))
POWER = Decimal("7.2")


def sure_to(detection: Detection, *leeways: Leeway) -> Detection:
    """Return the detection with leeways for its candidates."""
    candidates = zip(detection.candidates, leeways, strict=True)
    return replace(
        detection, candidates=tuple(replace(one, leeway=by) for one, by in candidates)
    )


def told(
    *candidates: Candidate,
    power: Decimal | None = POWER,
    readings: dict[datetime, Decimal] | None = None,
) -> FuseContext:
    """Return the context of a home in which the candidates charged."""
    known = metered(*candidates) if readings is None else readings
    return replace(context(known, rates=RATES), charger_power_kw=power)


def only(sessions: tuple[Session, ...]) -> Session:
    """Return the one session that is shown."""
    (shown,) = (session for session in sessions if session.state.shown)
    return shown


def test_a_charge_knows_its_excess_and_the_limits_of_its_cost() -> None:
    charge = claim(EARLY)
    session = only(fuse([sure_to(found(charge), HALF_HOURLY)], (), told(charge)))

    assert session.cost == Decimal("14.4") * Decimal("0.085")
    assert session.excess == 0
    assert session.cost_low == session.cost
    # Up to four minutes at 7.2 kW lie before the edge, but the house had 0.2 kWh there.
    assert session.cost_high == session.cost + Decimal("0.2") * Decimal("0.185")


def test_the_excess_is_unknown_with_the_power_and_stays_known_without_it() -> None:
    charge = claim(EARLY)
    unknown = fuse([found(charge)], (), told(charge, power=None))
    known = fuse([found(charge)], unknown, told(charge))
    later = fuse([found(charge)], known, told(charge, power=None))

    assert only(unknown).excess is None
    assert only(known).excess == 0
    assert only(later).excess == 0


def test_other_energy_has_another_excess_or_none() -> None:
    charge, smaller = claim(EARLY), claim(EARLY, energy="3.2")
    known = fuse([found(charge)], (), told(charge))
    later = fuse([found(smaller)], known, told(smaller, power=None))

    assert only(known).excess == 0
    assert only(later).excess is None


def test_half_hours_that_agree_leave_minutes_as_sure_as_they_were() -> None:
    charge = claim(EARLY)
    first = fuse([sure_to(live(EARLY), TO_THE_MINUTE)], (), told(readings={}))
    both = fuse([sure_to(found(charge), HALF_HOURLY)], first, told(charge))

    assert only(first).leeway == TO_THE_MINUTE
    assert only(both).provenance.boundaries is Source.LIVE
    assert only(both).leeway == TO_THE_MINUTE


def test_half_hours_that_disagree_bring_their_own_leeway() -> None:
    charge = claim(WHOLE)
    first = fuse([sure_to(live(EARLY), TO_THE_MINUTE)], (), told(readings={}))
    both = fuse([sure_to(found(charge), HALF_HOURLY)], first, told(charge))

    assert only(both).span == WHOLE
    assert only(both).leeway == HALF_HOURLY


def test_claims_that_are_one_charge_are_as_sure_as_its_outer_ends() -> None:
    charge = claim(WHOLE)
    known = fuse([sure_to(found(charge), HALF_HOURLY)], (), told(charge))
    minutes = found(
        claim(EARLY, source=Source.LIVE),
        claim(LATE, source=Source.LIVE),
        source=Source.LIVE,
    )
    sure = sure_to(
        minutes,
        Leeway(timedelta(minutes=1), timedelta(minutes=9)),
        Leeway(timedelta(minutes=9), timedelta(minutes=2)),
    )
    both = fuse([sure], known, told(charge))

    assert only(both).provenance.boundaries is Source.LIVE
    assert only(both).leeway == TO_THE_MINUTE


def test_sessions_that_turn_out_to_be_one_are_as_sure_as_its_outer_ends() -> None:
    minutes = found(
        claim(EARLY, source=Source.LIVE),
        claim(LATE, source=Source.LIVE),
        source=Source.LIVE,
    )
    sure = sure_to(
        minutes,
        Leeway(timedelta(minutes=1), timedelta(minutes=9)),
        Leeway(timedelta(minutes=9), timedelta(minutes=2)),
    )
    charge = claim(WHOLE)
    apart = fuse([sure], (), told(readings={}))
    joined = fuse([sure_to(found(charge), HALF_HOURLY)], apart, told(charge))

    assert len(apart) == 2
    assert only(joined).provenance.boundaries is Source.LIVE
    assert only(joined).leeway == TO_THE_MINUTE


def test_a_leeway_that_wavers_keeps_nothing_from_settling() -> None:
    charge = claim(EARLY)
    other = Leeway(timedelta(minutes=5), timedelta(minutes=5))
    first = fuse([sure_to(found(charge), HALF_HOURLY)], (), told(charge))
    second = fuse(
        [sure_to(found(charge), other)], first, told(charge, power=Decimal(7))
    )

    assert only(first).state is SessionState.PROVISIONAL
    assert only(second).state is SessionState.SETTLED
    assert only(second).leeway == other


def test_the_same_evidence_twice_changes_no_cost() -> None:
    charge = claim(EARLY)
    detection = sure_to(found(charge), HALF_HOURLY)
    settled = fuse([detection], (), told(charge))
    settled = fuse([detection], settled, told(charge))

    assert fuse([detection], settled, told(charge)) == settled


def test_sessions_found_to_overlap_are_as_sure_as_their_outer_ends() -> None:
    whole = claim(WHOLE)
    first = replace(
        charge("2026-07-14 23:30", "2026-07-15 03:00"),
        leeway=Leeway(timedelta(minutes=1), timedelta(minutes=9)),
    )
    second = replace(
        charge("2026-07-15 02:30", "2026-07-15 04:30"),
        leeway=Leeway(timedelta(minutes=9), timedelta(minutes=2)),
    )
    nothing = found(window=span("2026-07-17", "2026-07-18"), power=None)
    joined = fuse([nothing], (first, second), told(whole))

    assert only(joined).session_id == first.session_id
    assert only(joined).span == WHOLE
    assert only(joined).leeway == TO_THE_MINUTE
