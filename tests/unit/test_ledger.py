"""The ledger keeps sessions and says what is new in them."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from custom_components.octopus_ev.core.changes import Action, Changes
from custom_components.octopus_ev.core.ledger import Ledger
from custom_components.octopus_ev.core.session import Session, SessionState
from custom_components.octopus_ev.core.span import Span

from .build import POINT, charge, utc

LIVE, PROVISIONAL, SETTLED, WITHDRAWN, DELETED = (
    SessionState.LIVE,
    SessionState.PROVISIONAL,
    SessionState.SETTLED,
    SessionState.WITHDRAWN,
    SessionState.DELETED,
)
NIGHT = charge("2026-07-15 00:30", "2026-07-15 04:30")
NEXT = charge("2026-07-16 00:30", "2026-07-16 04:30")
ELSEWHERE = charge("2026-07-15 20:00", "2026-07-15 22:00", key="ffffffffff")


def heavier(session: Session, energy: str, rate: str = "0.25") -> Session:
    first = replace(
        session.slots[0],
        energy=session.slots[0].energy + Decimal(energy),
        unit_rate=Decimal(rate),
    )
    return replace(session, slots=(first, *session.slots[1:]))


def actions(changes: Changes) -> list[Action | None]:
    return [change.action for change in changes.items]


def test_the_same_sessions_twice_change_nothing() -> None:
    ledger = Ledger()

    assert ledger.apply([NIGHT, NEXT])
    assert not ledger.apply([NIGHT, NEXT])


def test_sessions_come_in_order_of_their_start() -> None:
    ledger = Ledger([NEXT, ELSEWHERE, NIGHT])

    assert ledger.sessions() == (NIGHT, ELSEWHERE, NEXT)
    assert ledger.sessions(POINT) == (NIGHT, NEXT)
    assert ledger.get(NIGHT.session_id) == NIGHT
    assert ledger.get("unknown") is None


@pytest.mark.parametrize("state", [WITHDRAWN, DELETED])
def test_what_does_not_count_is_given_only_when_asked_for(state: SessionState) -> None:
    hidden = replace(NIGHT, state=state)
    ledger = Ledger([hidden])

    assert ledger.sessions() == ()
    assert ledger.sessions(POINT, shown=False) == (hidden,)
    assert ledger.last_ended(POINT) is None


def test_the_session_that_ended_last_is_not_the_one_still_charging() -> None:
    charging = charge("2026-07-16 23:00", "2026-07-16 23:20", state=LIVE)
    ledger = Ledger([NIGHT, NEXT, ELSEWHERE, charging])

    assert ledger.last_ended(POINT) == NEXT
    assert ledger.live(POINT) == charging
    assert ledger.live("ffffffffff") is None


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (None, LIVE, [Action.STARTED]),
        (None, PROVISIONAL, [Action.ENDED]),
        (None, SETTLED, [Action.ENDED, Action.SETTLED]),
        (None, WITHDRAWN, [None]),
        (None, DELETED, [None]),
        (LIVE, PROVISIONAL, [Action.ENDED]),
        (LIVE, SETTLED, [Action.ENDED, Action.SETTLED]),
        (LIVE, WITHDRAWN, [Action.REMOVED]),
        (LIVE, DELETED, [Action.REMOVED]),
        (PROVISIONAL, LIVE, [Action.UPDATED]),
        (PROVISIONAL, SETTLED, [Action.SETTLED]),
        (PROVISIONAL, WITHDRAWN, [Action.REMOVED]),
        (PROVISIONAL, DELETED, [Action.REMOVED]),
        (SETTLED, PROVISIONAL, [Action.UPDATED]),
        (SETTLED, WITHDRAWN, [Action.REMOVED]),
        (WITHDRAWN, PROVISIONAL, [Action.ENDED]),
        (WITHDRAWN, LIVE, [Action.STARTED]),
        (WITHDRAWN, DELETED, [None]),
    ],
)
def test_each_change_of_state_has_its_word(
    before: SessionState | None, after: SessionState, expected: list[Action | None]
) -> None:
    ledger = Ledger([] if before is None else [replace(NIGHT, state=before)])

    changes = ledger.apply([replace(NIGHT, state=after)])

    assert actions(changes) == expected
    revision = 1 if before is None else 2
    assert {change.session.revision for change in changes.items} == {revision}


@pytest.mark.parametrize(
    ("later", "noticed"),
    [
        (heavier(NIGHT, "0.049", "0.247"), False),
        (heavier(NIGHT, "0.05", "0.247"), True),
        (heavier(NIGHT, "-0.05", "0.2535"), True),
        (heavier(NIGHT, "0", "0.2528"), True),
        (heavier(NIGHT, "0", "0.2527"), False),
        (
            replace(
                NIGHT,
                span=Span(NIGHT.span.start + timedelta(minutes=5), NIGHT.span.end),
            ),
            True,
        ),
        (
            replace(
                NIGHT,
                span=Span(NIGHT.span.start, NIGHT.span.end - timedelta(minutes=5)),
            ),
            True,
        ),
        (
            replace(
                NIGHT,
                span=Span(NIGHT.span.start, NIGHT.span.end - timedelta(minutes=4)),
            ),
            False,
        ),
    ],
)
@pytest.mark.parametrize("state", [PROVISIONAL, SETTLED])
def test_a_revision_is_what_a_reader_would_notice(
    state: SessionState, later: Session, noticed: bool
) -> None:
    ledger = Ledger([replace(NIGHT, state=state)])

    changes = ledger.apply([replace(later, state=state)])

    assert actions(changes) == [Action.UPDATED if noticed else None]
    kept = ledger.get(NIGHT.session_id)
    assert kept == replace(later, state=state, revision=2 if noticed else 1)


def test_a_first_rate_is_noticed() -> None:
    dark = charge("2026-07-15 00:30", "2026-07-15 01:00", rate=None, energy="0.01")
    lit = charge("2026-07-15 00:30", "2026-07-15 01:00", rate="0.10", energy="0.01")

    assert actions(Ledger([dark]).apply([lit])) == [Action.UPDATED]
    assert actions(Ledger([dark]).apply([heavier(dark, "0.001")])) == [Action.UPDATED]


def test_a_running_charge_grows_without_a_word() -> None:
    charging = replace(NIGHT, state=LIVE)
    ledger = Ledger([charging])

    changes = ledger.apply([replace(heavier(NIGHT, "3"), state=LIVE)])

    assert changes
    assert actions(changes) == [None]
    assert [change.session.revision for change in changes.items] == [1]


def test_what_the_user_deleted_stays_deleted() -> None:
    deleted = replace(NIGHT, state=DELETED)
    ledger = Ledger([deleted])

    assert not ledger.apply([NIGHT])
    assert ledger.get(NIGHT.session_id) == deleted


def test_a_change_remembers_what_was_before() -> None:
    ledger = Ledger([NIGHT])

    (change,) = ledger.apply([heavier(NIGHT, "1")]).items

    assert change.before == NIGHT
    assert change.session == ledger.get(NIGHT.session_id)


def test_the_earliest_start_counts_before_and_after() -> None:
    moved = replace(NIGHT, span=Span(utc("2026-07-15 01:30"), NIGHT.span.end))

    assert Ledger([NIGHT]).apply([NEXT, moved]).earliest == NIGHT.span.start
    assert Ledger([moved]).apply([NIGHT]).earliest == NIGHT.span.start
    assert Ledger().apply([NEXT]).earliest == NEXT.span.start
    assert Changes().earliest is None


def test_a_correction_and_its_reverse_restore_all_but_the_revision() -> None:
    ledger = Ledger([NIGHT])

    ledger.apply([heavier(NIGHT, "1")])
    ledger.apply([NIGHT])

    assert ledger.sessions() == (replace(NIGHT, revision=3),)
