"""What a user says of a session outlasts what the machine finds, and can be undone."""

from dataclasses import replace
from decimal import Decimal

import pytest

from custom_components.octopus_ev.core import amend
from custom_components.octopus_ev.core.changes import Action, Changes
from custom_components.octopus_ev.core.edits import Verdict
from custom_components.octopus_ev.core.errors import DomainError
from custom_components.octopus_ev.core.ledger import Ledger
from custom_components.octopus_ev.core.payload import summary
from custom_components.octopus_ev.core.session import (
    Confidence,
    Session,
    SessionState,
    Source,
)
from custom_components.octopus_ev.core.summary import totals
from custom_components.octopus_ev.core.timeline import Timeline

from .build import GB, POINT, charge, flat, span, utc

PROVISIONAL, SETTLED, WITHDRAWN, DELETED = (
    SessionState.PROVISIONAL,
    SessionState.SETTLED,
    SessionState.WITHDRAWN,
    SessionState.DELETED,
)
NIGHT = charge("2026-07-15 00:30", "2026-07-15 04:30")
MORNING = charge("2026-07-15 06:00", "2026-07-15 08:00")
NEXT = charge("2026-07-16 00:30", "2026-07-16 04:30")
ELSEWHERE = charge("2026-07-15 20:00", "2026-07-15 22:00", key="ffffffffff")
ID = NIGHT.session_id
KWH = NIGHT.energy


def one(ledger: Ledger, session_id: str = ID) -> Session:
    session = ledger.get(session_id)
    assert session is not None
    return session


def actions(changes: Changes) -> list[Action | None]:
    return [change.action for change in changes.items]


def content(ledger: Ledger) -> list[Session]:
    """Return what is shown, but for the revisions."""
    return [replace(session, revision=1) for session in ledger.sessions()]


def again(ledger: Ledger) -> Ledger:
    """Return the ledger after a restart."""
    return Ledger(ledger.machine, ledger.overlay)


def grown(session: Session, end: str) -> Session:
    """Return the session as the machine has it after more readings."""
    longer = charge(session.span.start.strftime("%Y-%m-%d %H:%M"), end)
    return replace(longer, session_id=session.session_id, anchor=session.anchor)


def test_an_edited_energy_scales_the_slots_and_says_so() -> None:
    ledger = Ledger([replace(NIGHT, reference_cost=Decimal(10))])

    changes = amend.edit(ledger, ID, energy=Decimal("10.001"))

    edited = one(ledger)
    assert edited.energy == Decimal("10.001")
    assert edited.cost == Decimal("10.001") * Decimal("0.25")
    assert sum(block.energy for block in edited.blocks) == edited.energy
    assert totals(ledger.sessions()).energy == edited.energy
    assert edited.reference_cost == 10 * Decimal("10.001") / KWH
    assert summary(edited, GB)["edited"] == ["energy"]
    assert actions(changes) == [Action.UPDATED]
    assert edited.revision == 2


def test_an_edit_outlasts_what_the_machine_finds_later() -> None:
    ledger = Ledger([NIGHT])
    amend.edit(ledger, ID, energy=Decimal(10), note="guest", vehicle="leaf")

    ledger.apply([grown(NIGHT, "2026-07-15 05:30")])

    edited = one(again(ledger))
    assert edited.energy == Decimal(10)
    assert (edited.note, edited.vehicle) == ("guest", "leaf")
    assert edited.span.end == utc("2026-07-15 05:30")
    amend.edit(ledger, ID, energy=None, note=None, vehicle=None)
    assert content(ledger) == [grown(NIGHT, "2026-07-15 05:30")]
    assert ledger.overlay.edits == {}


def test_edited_times_move_the_boundaries() -> None:
    ledger = Ledger([NIGHT])

    amend.edit(ledger, ID, start=utc("2026-07-15 01:45"), end=utc("2026-07-15 05:00"))

    edited = one(ledger)
    assert edited.span == span("2026-07-15 01:45", "2026-07-15 05:00")
    assert edited.energy == Decimal("3.6") * 5 + Decimal("1.8")
    assert edited.slots[0].start == utc("2026-07-15 01:30")
    assert edited.edited == ("start", "end")
    ledger.apply([grown(NIGHT, "2026-07-15 06:30")])
    assert one(ledger).span == edited.span
    amend.edit(ledger, ID, start=None, end=None)
    assert content(ledger) == [grown(NIGHT, "2026-07-15 06:30")]


def test_a_charge_that_moves_out_of_its_edited_time_takes_its_energy_along() -> None:
    ledger = Ledger([NIGHT])
    amend.edit(ledger, ID, end=utc("2026-07-15 01:30"), start=utc("2026-07-15 00:15"))

    late = charge("2026-07-15 02:00", "2026-07-15 04:30")
    ledger.apply([replace(late, session_id=ID, anchor=NIGHT.anchor)])

    assert one(ledger).span == span("2026-07-15 00:15", "2026-07-15 01:30")
    assert one(ledger).energy == late.energy
    assert one(ledger).cost is None


def test_a_start_after_the_end_that_the_machine_finds_is_left_alone() -> None:
    ledger = Ledger([NIGHT])
    amend.edit(ledger, ID, start=utc("2026-07-15 04:00"))

    ledger.apply([grown(NIGHT, "2026-07-15 03:00")])

    assert one(ledger).span == span("2026-07-15 00:30", "2026-07-15 03:00")


@pytest.mark.parametrize("verdict", [Verdict.DELETED, Verdict.NO_CHARGE])
def test_a_deleted_session_is_barred_until_it_is_restored(verdict: Verdict) -> None:
    ledger = Ledger([NIGHT, NEXT])

    changes = amend.delete(ledger, ID, verdict)

    assert actions(changes) == [Action.REMOVED]
    assert ledger.sessions() == (NEXT,)
    assert [s.state for s in ledger.known(POINT)] == [DELETED, PROVISIONAL]
    assert not ledger.apply([grown(NIGHT, "2026-07-15 05:30")])
    assert again(ledger).sessions() == (NEXT,)
    assert actions(amend.restore(ledger, ID)) == [Action.UPDATED]
    assert content(ledger) == [NIGHT, NEXT]
    assert ledger.known(POINT) == ledger.sessions()


def test_only_what_was_no_charge_teaches() -> None:
    ledger = Ledger([NIGHT, NEXT, ELSEWHERE])
    amend.delete(ledger, ID)
    amend.delete(ledger, NEXT.session_id, Verdict.NO_CHARGE)
    amend.delete(ledger, ELSEWHERE.session_id, Verdict.NO_CHARGE)

    assert ledger.rejected(POINT) == (NEXT.span,)


def test_a_deleted_time_stays_free_of_a_neighbour_that_grows() -> None:
    ledger = Ledger([NIGHT, MORNING])
    amend.delete(ledger, ID)

    wide = charge("2026-07-15 01:00", "2026-07-15 12:00")
    ledger.apply([replace(wide, session_id=MORNING.session_id)])

    assert one(ledger, MORNING.session_id).span.start == NIGHT.span.end
    amend.restore(ledger, ID)
    first, second = ledger.sessions()
    assert (first.session_id, first.span) == (ID, NIGHT.span)
    assert second.span == span("2026-07-15 04:30", "2026-07-15 12:00")


def test_a_confirmed_session_is_not_withdrawn() -> None:
    ledger = Ledger([NIGHT])
    amend.confirm(ledger, ID)
    assert one(ledger).confidence is Confidence.CONFIRMED

    ledger.apply([replace(NIGHT, state=WITHDRAWN)])

    assert one(ledger).state is SETTLED
    assert actions(amend.restore(ledger, ID)) == [Action.REMOVED]
    assert ledger.sessions() == ()


def test_what_was_confirmed_without_a_price_is_not_settled() -> None:
    ledger = Ledger([charge("2026-07-15 00:30", "2026-07-15 04:30", rate=None)])
    amend.confirm(ledger, ID)

    ledger.apply([replace(ledger.machine[0], state=WITHDRAWN)])

    assert one(ledger).state is PROVISIONAL


def test_an_edited_session_stays_beside_one_that_the_machine_makes_of_both() -> None:
    ledger = Ledger([NIGHT, MORNING])
    amend.edit(ledger, MORNING.session_id, energy=Decimal(9))

    whole = grown(NIGHT, "2026-07-15 08:00")
    ledger.apply([whole, replace(MORNING, state=WITHDRAWN)])

    assert [s.session_id for s in ledger.sessions()] == [ID, MORNING.session_id]
    assert one(ledger).span.end == MORNING.span.start
    assert one(ledger, MORNING.session_id).energy == 9


def test_merged_sessions_are_one_until_they_are_taken_apart() -> None:
    ledger = Ledger([replace(NIGHT, reference_cost=Decimal(5)), MORNING, ELSEWHERE])
    before = content(ledger)

    changes = amend.merge(ledger, [MORNING.session_id, ID])

    merged = one(ledger)
    assert set(actions(changes)) == {Action.UPDATED, Action.REMOVED}
    assert merged.energy == KWH + MORNING.energy
    assert merged.span == span("2026-07-15 00:30", "2026-07-15 08:00")
    assert merged.reference_cost is None
    assert sum(block.energy for block in merged.blocks) == merged.energy
    assert ledger.sessions(POINT) == (merged,)
    between = charge("2026-07-15 05:00", "2026-07-15 05:30")
    ledger.apply([replace(NIGHT, state=SETTLED), MORNING, between])
    assert ledger.sessions(POINT) == (one(ledger),)
    assert one(ledger).energy == KWH + MORNING.energy + between.energy
    ledger.apply([replace(between, state=WITHDRAWN), NIGHT])
    amend.take_apart(ledger, ID)
    assert [s.span for s in ledger.sessions()] == [s.span for s in before]


def test_reference_costs_of_merged_sessions_add_up() -> None:
    sums = [replace(s, reference_cost=Decimal(5)) for s in (NIGHT, MORNING)]
    ledger = Ledger(sums)

    amend.merge(ledger, [s.session_id for s in sums])

    assert one(ledger).reference_cost == 10


def test_a_merge_goes_by_its_name_whatever_is_left_of_it() -> None:
    ledger = Ledger([NIGHT, MORNING])
    amend.merge(ledger, [ID, MORNING.session_id])

    ledger.apply([replace(NIGHT, state=WITHDRAWN)])
    assert one(ledger).span == MORNING.span
    ledger.apply([replace(MORNING, state=WITHDRAWN)])
    assert ledger.sessions() == ()


def test_a_merged_session_that_is_deleted_bars_all_of_it() -> None:
    ledger = Ledger([NIGHT, MORNING])
    amend.merge(ledger, [ID, MORNING.session_id])

    amend.delete(ledger, ID)

    assert ledger.sessions() == ()
    assert {session.state for session in ledger.known(POINT)} == {DELETED}
    amend.restore(ledger, ID)
    assert one(ledger).energy == KWH + MORNING.energy


@pytest.mark.parametrize("at", ["2026-07-15 02:30", "2026-07-15 02:47"])
def test_a_split_session_is_two_until_it_is_put_together(at: str) -> None:
    ledger = Ledger([ELSEWHERE, NIGHT])

    amend.split(ledger, ID, utc(at), GB)

    earlier, later = ledger.sessions(POINT)
    assert (earlier.session_id, earlier.span.end) == (ID, utc(at))
    assert later.span.start == utc(at)
    assert earlier.energy + later.energy == KWH
    ledger.apply([grown(NIGHT, "2026-07-15 05:30")])
    ledger = again(ledger)
    assert [s.session_id for s in ledger.sessions(POINT)] == [ID, later.session_id]
    grew = one(ledger, later.session_id)
    assert grew.span.end == utc("2026-07-15 05:30")
    assert grew.revision == 2
    ledger.apply([grown(NIGHT, "2026-07-15 02:00")])
    assert [s.session_id for s in ledger.sessions(POINT)] == [ID]
    ledger.apply([NIGHT])
    assert one(ledger, later.session_id).span == later.span
    amend.take_apart(ledger, later.session_id)
    assert content(ledger) == [NIGHT, ELSEWHERE]


def test_a_deleted_part_leaves_the_other_alone() -> None:
    ledger = Ledger([NIGHT])
    amend.split(ledger, ID, utc("2026-07-15 02:30"), GB)
    _, later = ledger.sessions()

    amend.delete(ledger, later.session_id)

    assert [s.session_id for s in ledger.sessions()] == [ID]
    assert ledger.known(POINT)[0].state is PROVISIONAL
    ledger.apply([replace(NIGHT, state=WITHDRAWN)])
    ledger.apply([charge("2026-07-15 02:00", "2026-07-15 04:30")])
    assert [s.span for s in ledger.sessions()] == [
        span("2026-07-15 02:00", "2026-07-15 02:30")
    ]
    amend.delete(again(ledger), ledger.sessions()[0].session_id)


def test_a_merge_can_be_split_and_a_split_merged() -> None:
    ledger = Ledger([NIGHT, MORNING])
    amend.merge(ledger, [ID, MORNING.session_id])
    amend.split(ledger, ID, utc("2026-07-15 05:00"), GB)
    first, second = ledger.sessions()
    assert (first.energy, second.energy) == (KWH, MORNING.energy)
    amend.merge(ledger, [first.session_id, second.session_id])
    assert one(ledger).energy == KWH + MORNING.energy

    for _ in range(3):
        amend.take_apart(ledger, ID)
    assert content(ledger) == [NIGHT, MORNING]


def test_what_is_added_by_hand_outranks_what_is_found_there() -> None:
    ledger = Ledger()
    where = span("2026-07-15 00:40", "2026-07-15 04:20")

    changes = amend.add(ledger, POINT, where, Decimal(20), rates=flat(), region=GB)

    (added,) = ledger.sessions()
    assert actions(changes) == [Action.UPDATED]
    assert (added.energy, added.cost) == (Decimal(20), Decimal(5))
    assert added.span == where
    assert added.state is SETTLED
    assert added.provenance.sources == (Source.MANUAL,)
    ledger.apply([NIGHT])
    assert ledger.sessions() == (added,)
    amend.delete(ledger, added.session_id)
    assert [s.session_id for s in ledger.sessions()] == [ID]
    with pytest.raises(DomainError):
        amend.restore(ledger, added.session_id)
    amend.delete(ledger, ID)
    amend.restore(ledger, added.session_id)
    assert [s.session_id for s in ledger.sessions()] == [added.session_id]


def test_a_charge_by_hand_without_rates_waits_for_them() -> None:
    ledger = Ledger()
    where = span("2026-07-15 00:30", "2026-07-15 01:30")
    amend.add(ledger, POINT, where, Decimal(7), rates=Timeline(), region=GB)
    (added,) = ledger.sessions()
    assert (added.cost, added.state) == (None, PROVISIONAL)

    ledger.apply([amend.priced_by_hand(added, flat(), GB)])

    assert ledger.sessions()[0].cost == Decimal("1.75")


def test_a_split_with_no_charge_on_one_side_is_refused() -> None:
    first, last = NIGHT.slots[0], NIGHT.slots[-1]
    ledger = Ledger([replace(NIGHT, slots=(first, replace(last, energy=Decimal(0))))])

    with pytest.raises(DomainError):
        amend.split(ledger, ID, utc("2026-07-15 02:30"), GB)

    assert ledger.overlay.arrangements == ()


def test_a_sliver_beside_what_was_added_by_hand_is_not_a_charge() -> None:
    ledger = Ledger()
    where = span("2026-07-15 02:00", "2026-07-15 04:30")
    amend.add(ledger, POINT, where, Decimal(7), rates=flat(), region=GB)
    long = charge("2026-07-14 12:00", "2026-07-15 04:30")
    ledger.apply([replace(long, slots=long.slots[-3:])])

    assert [s.by_hand for s in ledger.sessions()] == [True]


def test_energy_outside_all_blocks_is_shared_by_the_clock() -> None:
    block = replace(NIGHT.blocks[0], span=span("2026-07-15 00:30", "2026-07-15 04:00"))
    ledger = Ledger([replace(NIGHT, blocks=(block,))])

    amend.edit(ledger, ID, end=utc("2026-07-15 04:10"))

    assert one(ledger).slots[-1].energy == Decimal("1.200")


def test_the_same_time_added_twice_is_another_session() -> None:
    ledger = Ledger()
    for _ in range(2):
        amend.add(ledger, POINT, NIGHT.span, Decimal(7), rates=flat(), region=GB)
        amend.delete(ledger, ledger.sessions()[0].session_id)

    assert len(ledger.machine) == 2


def test_a_short_charge_by_hand_takes_its_part_of_a_long_one() -> None:
    ledger = Ledger([NEXT])
    where = span("2026-07-15 02:00", "2026-07-15 03:00")
    amend.add(ledger, POINT, where, Decimal(7), rates=flat(), region=GB)

    ledger.apply([NIGHT, ELSEWHERE])

    assert one(ledger).span == span("2026-07-15 00:30", "2026-07-15 02:00")
    assert one(ledger, ELSEWHERE.session_id) == ELSEWHERE
