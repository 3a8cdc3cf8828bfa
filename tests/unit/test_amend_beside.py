"""What a user says of a session that lies beside another is done to that one alone."""

from dataclasses import replace
from decimal import Decimal

import pytest

from custom_components.octopus_ev.core import amend
from custom_components.octopus_ev.core.errors import Reason, RefusedError
from custom_components.octopus_ev.core.ledger import Ledger
from custom_components.octopus_ev.core.session import Session

from .build import GB, POINT, charge, flat, span, utc

NIGHT = charge("2026-07-15 00:00", "2026-07-15 02:00")
ID = NIGHT.session_id
BY_HAND = span("2026-07-14 23:00", "2026-07-15 00:40")
"""Longer than what it shares with the night, so that both stay."""
REST = span("2026-07-15 00:40", "2026-07-15 02:00")
FIRST_CAR = replace(NIGHT, device="0123456789")
SECOND_CAR = replace(
    charge("2026-07-15 01:00", "2026-07-15 03:00"), device="9876543210"
)


@pytest.fixture
def ledger() -> Ledger:
    """Return one in which a charge was added before the readings showed the night."""
    ledger = Ledger()
    amend.add(ledger, POINT, BY_HAND, Decimal(5), rates=flat(), region=GB)
    ledger.apply([NIGHT])
    assert [session.span for session in ledger.sessions()] == [BY_HAND, REST]
    return ledger


def test_an_earlier_end_leaves_the_start_where_it_is_shown(ledger: Ledger) -> None:
    amend.edit(ledger, ID, end=utc("2026-07-15 01:10"))

    kept = span("2026-07-15 00:40", "2026-07-15 01:10")
    assert [session.span for session in ledger.sessions()] == [BY_HAND, kept]

    amend.edit(ledger, ID, start=None, end=None)
    assert [session.span for session in ledger.sessions()] == [BY_HAND, REST]


@pytest.mark.parametrize("minute", range(1, 30, 4))
def test_what_is_cut_at_its_beginning_and_merged_keeps_its_name(minute: int) -> None:
    ledger = Ledger([NIGHT])
    amend.split(ledger, ID, utc(f"2026-07-15 00:{minute:02}"), GB)

    amend.merge(ledger, [session.session_id for session in ledger.sessions()])

    (merged,) = ledger.sessions()
    assert (merged.session_id, merged.span) == (ID, NIGHT.span)


def test_a_split_that_leaves_too_little_of_one_side_is_refused(ledger: Ledger) -> None:
    before = (ledger.sessions(shown=False), ledger.overlay)

    with pytest.raises(RefusedError) as refused:
        amend.split(ledger, ID, utc("2026-07-15 00:50"), GB)

    assert refused.value.reason is Reason.ONE_SIDE
    assert (ledger.sessions(shown=False), ledger.overlay) == before


def test_a_split_brings_nothing_back_that_was_deleted(ledger: Ledger) -> None:
    by_hand, night = ledger.sessions()
    amend.delete(ledger, by_hand.session_id)

    amend.split(ledger, night.session_id, utc("2026-07-15 00:20"), GB)

    assert [session.span for session in ledger.sessions()] == [
        span("2026-07-15 00:00", "2026-07-15 00:20"),
        span("2026-07-15 00:20", "2026-07-15 02:00"),
    ]
    assert sum(one.energy for one in ledger.sessions()) == NIGHT.energy


@pytest.mark.parametrize(
    ("own", "other"), [(FIRST_CAR, SECOND_CAR), (SECOND_CAR, FIRST_CAR)]
)
def test_of_two_cars_that_charge_at_a_time_the_one_that_is_meant_is_split(
    own: Session, other: Session
) -> None:
    ledger = Ledger([FIRST_CAR, SECOND_CAR])

    amend.split(ledger, own.session_id, utc("2026-07-15 01:30"), GB)

    shown = ledger.sessions()
    assert other in shown
    parts = [session for session in shown if session.device == own.device]
    assert len(parts) == 2
    assert sum(part.energy for part in parts) == own.energy


def test_two_cars_charges_that_are_merged_have_the_energy_of_both() -> None:
    ledger = Ledger([FIRST_CAR, SECOND_CAR])

    amend.merge(ledger, [FIRST_CAR.session_id, SECOND_CAR.session_id])

    (merged,) = ledger.sessions()
    assert merged.energy == FIRST_CAR.energy + SECOND_CAR.energy
    assert sum(block.energy for block in merged.blocks) == merged.energy


def test_a_split_does_not_turn_to_the_other_car_once_its_own_is_shorter() -> None:
    ledger = Ledger([FIRST_CAR, SECOND_CAR])
    amend.split(ledger, FIRST_CAR.session_id, utc("2026-07-15 01:30"), GB)

    shorter = charge("2026-07-15 00:00", "2026-07-15 01:00")
    ledger.apply([replace(shorter, device=FIRST_CAR.device)])

    assert [one.span for one in ledger.sessions()] == [shorter.span, SECOND_CAR.span]
