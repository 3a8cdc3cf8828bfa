"""No two sessions of one meter are shown at the same time."""

from dataclasses import replace
from decimal import Decimal

from custom_components.octopus_ev.core import amend
from custom_components.octopus_ev.core.edits import Verdict
from custom_components.octopus_ev.core.ledger import Ledger
from custom_components.octopus_ev.core.session import Session

from .build import GB, charge, utc

NIGHT = charge("2026-07-15 00:30", "2026-07-15 04:30")
MORNING = charge("2026-07-15 06:00", "2026-07-15 08:00")
ELSEWHERE = charge("2026-07-15 20:00", "2026-07-15 22:00", key="ffffffffff")
ID = NIGHT.session_id


def moved(session: Session, start: str, end: str) -> Session:
    elsewhere = charge(start, end)
    name, anchor = session.session_id, session.anchor
    return replace(elsewhere, session_id=name, anchor=anchor)


def test_of_two_sessions_of_one_charge_only_one_counts() -> None:
    twice = charge("2026-07-15 01:00", "2026-07-15 05:00")
    assert Ledger([NIGHT, twice]).sessions() == (NIGHT,)

    ledger = Ledger([NIGHT, MORNING])
    amend.confirm(ledger, ID)
    amend.confirm(ledger, MORNING.session_id)
    ledger.apply([moved(MORNING, "2026-07-15 01:00", "2026-07-15 04:00")])
    assert [s.session_id for s in ledger.sessions()] == [ID]


def test_a_deleted_time_is_that_of_one_meter() -> None:
    other = charge("2026-07-15 00:30", "2026-07-15 04:30", key="ffffffffff")
    ledger = Ledger([NIGHT, other, ELSEWHERE])

    amend.delete(ledger, other.session_id)

    assert list(ledger.sessions()) == [NIGHT, ELSEWHERE]


def test_a_word_on_a_session_that_is_lost_changes_nothing() -> None:
    ledger = Ledger([NIGHT])
    amend.delete(ledger, ID, Verdict.NO_CHARGE)

    left = Ledger([MORNING], ledger.overlay)

    assert left.sessions() == (MORNING,)
    assert left.rejected(MORNING.point_key) == ()
    left.apply([NIGHT])
    assert left.sessions() == (MORNING,)


def test_time_that_is_added_changes_no_sum() -> None:
    ledger = Ledger([replace(NIGHT, reference_cost=Decimal(8))])

    amend.edit(ledger, ID, end=utc("2026-07-15 04:50"))

    (longer,) = ledger.sessions()
    assert longer.span.end == utc("2026-07-15 04:50")
    assert longer.reference_cost == Decimal(8)


def test_a_part_has_its_part_of_what_the_charger_told() -> None:
    first, *rest = NIGHT.slots
    sunny = replace(first, energy=Decimal(0), total=Decimal("3.6"))
    ledger = Ledger([replace(NIGHT, slots=(sunny, *rest))])

    amend.split(ledger, ID, utc("2026-07-15 00:45"), GB)

    early, late = ledger.sessions()
    assert early.slots[0].total == late.slots[0].total == Decimal("1.8")
    assert late.total_energy == Decimal("1.8") + 7 * Decimal("3.6")
    assert late.drift is None


def test_an_edited_energy_is_all_that_is_known() -> None:
    first, *rest = NIGHT.slots
    sunny = replace(NIGHT, slots=(replace(first, total=Decimal(5)), *rest))
    ledger = Ledger([sunny])

    amend.edit(ledger, ID, energy=Decimal(20))

    assert ledger.sessions()[0].total_energy is None


FIRST_CAR = replace(NIGHT, device="0123456789")
SECOND_CAR = replace(
    charge("2026-07-15 01:00", "2026-07-15 05:00"), device="9876543210"
)


def test_two_cars_of_the_supplier_s_may_charge_at_the_same_time() -> None:
    ledger = Ledger([FIRST_CAR, SECOND_CAR])
    assert ledger.sessions() == (FIRST_CAR, SECOND_CAR)

    amend.confirm(ledger, ID)
    amend.confirm(ledger, SECOND_CAR.session_id)
    assert [s.span for s in ledger.sessions()] == [FIRST_CAR.span, SECOND_CAR.span]


def test_deleting_one_car_s_charge_leaves_the_other_s() -> None:
    ledger = Ledger([FIRST_CAR, SECOND_CAR])

    amend.delete(ledger, ID)

    assert ledger.sessions() == (SECOND_CAR,)
    assert ledger.known(FIRST_CAR.point_key)[0].state.shown is False


def test_joining_one_car_s_charges_leaves_the_other_s_apart() -> None:
    morning = replace(MORNING, device=FIRST_CAR.device)
    ledger = Ledger([FIRST_CAR, SECOND_CAR, morning])

    amend.merge(ledger, [ID, morning.session_id])

    assert [s.device for s in ledger.sessions()] == [
        FIRST_CAR.device,
        SECOND_CAR.device,
    ]
