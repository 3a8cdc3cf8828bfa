"""What a user asks for that makes no sense is refused, and changes nothing."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest

from custom_components.octopus_ev.core import amend
from custom_components.octopus_ev.core.errors import Reason, RefusedError
from custom_components.octopus_ev.core.ledger import Ledger
from custom_components.octopus_ev.core.session import SessionState

from .build import GB, POINT, charge, flat, utc

NIGHT = charge("2026-07-15 00:30", "2026-07-15 04:30")
MORNING = charge("2026-07-15 06:00", "2026-07-15 08:00")
NEXT = charge("2026-07-16 00:30", "2026-07-16 04:30")
ELSEWHERE = charge("2026-07-15 20:00", "2026-07-15 22:00", key="ffffffffff")
ID = NIGHT.session_id
WITHDRAWN = SessionState.WITHDRAWN


def merged_and(change: Callable[[Ledger], object]) -> Ledger:
    ledger = Ledger([NIGHT, MORNING])
    amend.merge(ledger, [ID, MORNING.session_id])
    change(ledger)
    return ledger


NO: list[tuple[Reason, Ledger, Callable[[Ledger], object]]] = [
    (Reason.NO_SUCH_SESSION, Ledger(), lambda one: amend.delete(one, ID)),
    (Reason.NO_SUCH_SESSION, Ledger(), lambda one: amend.edit(one, ID, note="x")),
    (
        Reason.NO_SUCH_SESSION,
        Ledger([replace(NIGHT, state=WITHDRAWN)]),
        lambda one: amend.confirm(one, ID),
    ),
    (Reason.NOTHING_TO_TAKE_BACK, Ledger([NIGHT]), lambda one: amend.restore(one, ID)),
    (
        Reason.NEITHER_MERGED_NOR_SPLIT,
        Ledger([NIGHT]),
        lambda one: amend.take_apart(one, ID),
    ),
    (
        Reason.NO_ENERGY,
        Ledger([NIGHT]),
        lambda one: amend.edit(one, ID, energy=Decimal(0)),
    ),
    (
        Reason.NO_ENERGY,
        Ledger([NIGHT]),
        lambda one: amend.edit(one, ID, energy=Decimal("NaN")),
    ),
    (
        Reason.END_BEFORE_START,
        Ledger([NIGHT]),
        lambda one: amend.edit(one, ID, start=NEXT.span.start),
    ),
    (
        Reason.ANOTHER_TIME,
        Ledger([NIGHT]),
        lambda one: amend.edit(one, ID, start=NEXT.span.start, end=NEXT.span.end),
    ),
    (
        Reason.TAKEN,
        Ledger([NIGHT, NEXT]),
        lambda one: amend.edit(one, ID, end=NEXT.span.end),
    ),
    (Reason.NOT_SEVERAL, Ledger([NIGHT]), lambda one: amend.merge(one, [ID, ID])),
    (
        Reason.NOT_SEVERAL,
        Ledger([NIGHT, ELSEWHERE]),
        lambda one: amend.merge(one, [ID, ELSEWHERE.session_id]),
    ),
    (
        Reason.TAKEN,
        Ledger([NIGHT, MORNING, NEXT]),
        lambda one: amend.merge(one, [ID, NEXT.session_id]),
    ),
    (
        Reason.ONE_SIDE,
        Ledger([NIGHT]),
        lambda one: amend.split(one, ID, NIGHT.span.start, GB),
    ),
    (
        Reason.OUTSIDE,
        Ledger([NIGHT]),
        lambda one: amend.split(one, ID, NIGHT.span.end, GB),
    ),
    (
        Reason.EDITED,
        merged_and(lambda one: amend.edit(one, ID, energy=Decimal(7))),
        lambda one: amend.take_apart(one, ID),
    ),
    (
        Reason.EDITED,
        merged_and(lambda one: amend.delete(one, ID)),
        lambda one: amend.take_apart(one, ID),
    ),
    (
        Reason.LATER_FIRST,
        merged_and(lambda one: amend.split(one, ID, utc("2026-07-15 05:00"), GB)),
        lambda one: amend.take_apart(one, MORNING.session_id),
    ),
    (
        Reason.TAKEN,
        Ledger([NIGHT]),
        lambda one: amend.add(
            one, POINT, NIGHT.span, Decimal(1), rates=flat(), region=GB
        ),
    ),
]


@pytest.mark.parametrize(("reason", "ledger", "order"), NO)
def test_what_makes_no_sense_is_refused_and_changes_nothing(
    reason: Reason, ledger: Ledger, order: Callable[[Ledger], object]
) -> None:
    before = (ledger.sessions(shown=False), ledger.overlay)

    with pytest.raises(RefusedError) as refused:
        order(ledger)

    assert refused.value.reason is reason
    assert (ledger.sessions(shown=False), ledger.overlay) == before
