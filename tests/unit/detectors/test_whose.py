"""Whose a charge is that the supplier does not tell of, or that it is nobody's."""

from dataclasses import replace

import pytest

from custom_components.octopus_ev.core.detectors.whose import Owners
from custom_components.octopus_ev.core.drawn import drawn
from custom_components.octopus_ev.core.model import Household
from custom_components.octopus_ev.core.presence import Presence
from custom_components.octopus_ev.core.session import Confidence
from custom_components.octopus_ev.core.smart_record import SmartRecord
from tests.unit.build import span
from tests.unit.claims import claim
from tests.unit.smart import CAR, OTHER_CAR, drew, states

BOTH = (CAR, OTHER_CAR)
EVENING = claim(span("2026-07-14 18:30", "2026-07-14 21:30"))
HOME = ("2026-07-14 18:00", "2026-07-15 07:00", True)
LATER = ("2026-07-14 23:00", "2026-07-15 07:00", True)
AWAY = ("2026-07-14 06:00", "2026-07-15 07:00", False)


def owners(
    mine: tuple[str, str, bool] | None,
    other: tuple[str, str, bool] | None,
    *drawn_at: tuple[str, str],
    heat_pump: bool = False,
) -> Owners:
    """Return who there is, and when the first car drew as the supplier tells."""
    record = SmartRecord(
        plugged={
            **(states(mine) if mine else {}),
            **(states(other, car=OTHER_CAR) if other else {}),
        },
        charges=tuple(
            drew(start, end, (start, end, "7"), energy="7") for start, end in drawn_at
        ),
    )
    draws = drawn(record)
    return Owners(draws, Presence(record, draws), Household(heat_pump=heat_pump))


@pytest.mark.parametrize(
    "known",
    [
        owners(AWAY, HOME),
        owners(AWAY, None),
        owners(HOME, HOME, ("2026-07-14 18:30", "2026-07-14 21:00")),
        owners(None, HOME, ("2026-07-14 18:30", "2026-07-14 21:00")),
        owners(HOME, HOME, ("2026-07-15 01:00", "2026-07-15 03:00")),
    ],
    ids=["it is out", "and the other unseen", "it drew", "unseen", "it draws later"],
)
def test_what_one_car_cannot_have_drawn_is_the_other_s(known: Owners) -> None:
    assert known.attributed(EVENING, BOTH) == replace(EVENING, device=OTHER_CAR)


@pytest.mark.parametrize(
    "known",
    [
        owners(None, None),
        owners(HOME, HOME),
        # Its state was not told: by no plan, it may have drawn all the same.
        owners(LATER, HOME, ("2026-07-15 01:00", "2026-07-15 03:00")),
        # The day before it was another stay.
        owners(HOME, HOME, ("2026-07-14 01:00", "2026-07-14 03:00")),
        owners(HOME, HOME, ("2026-07-10 01:00", "2026-07-10 03:00")),
    ],
)
def test_what_both_may_have_drawn_is_nobody_s(known: Owners) -> None:
    assert known.attributed(EVENING, BOTH) == EVENING
    assert known.attributed(EVENING, [CAR]) == replace(EVENING, device=CAR)
    assert known.attributed(EVENING, []) == EVENING


def test_what_none_can_have_drawn_is_a_guest_s_at_best() -> None:
    known = owners(AWAY, AWAY)
    sure = replace(EVENING, confidence=Confidence.CONFIRMED)

    assert known.attributed(EVENING, BOTH) is None
    assert known.attributed(sure, BOTH) == replace(sure, confidence=Confidence.POSSIBLE)
    assert owners(AWAY, AWAY, heat_pump=True).attributed(sure, BOTH) is None
