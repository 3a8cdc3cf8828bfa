"""Where a charge may end is told only where something tells."""

from dataclasses import replace
from decimal import Decimal
from typing import Final

import pytest

from custom_components.octopus_ev.core.forecast import (
    Basis,
    Forecast,
    Intake,
    forecast,
    power_of,
    usual_energy,
)
from custom_components.octopus_ev.core.model import Band
from custom_components.octopus_ev.core.session import Session, SessionState
from tests.unit.build import charge, flat, rates, span, utc
from tests.unit.nights import planned

NOW = utc("2026-11-20 01:00")


def nights(count: int, energy: str = "3.6") -> list[Session]:
    """Return as many nights of 4 slots each, the last one under way since an hour."""
    before = [
        charge(f"2026-11-{day:02} 00:00", f"2026-11-{day:02} 02:00", energy=energy)
        for day in range(1, count + 1)
    ]
    return [*before, live()]


def live() -> Session:
    """Return a charge of 7.2 kWh so far, at 7.2 kW."""
    return charge("2026-11-20 00:00", "2026-11-20 01:00", state=SessionState.LIVE)


def test_it_takes_what_is_usual_at_the_power_that_it_has() -> None:
    assert forecast(live(), nights(5), flat(), NOW) == Forecast(
        finish=utc("2026-11-20 02:00"),
        energy=Decimal("14.4"),
        cost=Decimal("3.6"),
        basis=Basis.USUAL,
    )


def test_what_is_to_come_costs_its_own_rates() -> None:
    book = rates(
        ("2026-11-20 00:00", "2026-11-20 01:30", "0.1", Band.OFF_PEAK),
        ("2026-11-20 01:30", "2026-11-21 00:00", "0.3", Band.STANDARD),
    )

    told = forecast(live(), nights(5), book, NOW)

    assert told is not None
    assert told.cost == Decimal("1.8") + Decimal("0.36") + Decimal("1.08")


def test_an_unknown_rate_leaves_the_cost_unknown() -> None:
    book = flat(window=span("2026-11-20 00:00", "2026-11-20 01:30"))

    told = forecast(live(), nights(5), book, NOW)

    assert told is not None
    assert told.cost is None


def test_an_unpriced_part_is_not_added_to() -> None:
    unpriced = charge(
        "2026-11-20 00:00", "2026-11-20 01:00", rate=None, state=SessionState.LIVE
    )

    told = forecast(unpriced, nights(5), flat(), NOW)

    assert told is not None
    assert told.cost is None


@pytest.mark.parametrize(
    ("session", "sessions"),
    [
        (live(), nights(4)),
        (live(), nights(5, energy="1.8")),
        (replace(live(), blocks=()), nights(5)),
        (
            replace(live(), blocks=(replace(live().blocks[0], energy=Decimal(0)),)),
            nights(5),
        ),
        (
            replace(
                live(), blocks=(replace(live().blocks[0], energy=Decimal("0.01")),)
            ),
            nights(5),
        ),
    ],
    ids=["too few before", "more than usual", "no block", "no energy", "next to none"],
)
def test_where_nothing_tells_nothing_is_told(
    session: Session, sessions: list[Session]
) -> None:
    assert forecast(session, sessions, flat(), NOW) is None


PLAN: Final = (
    planned("2026-11-20 00:30", "2026-11-20 01:30", "7.2"),
    planned("2026-11-20 03:00", "2026-11-20 04:00", "7.2"),
)


@pytest.mark.parametrize(
    ("intake", "finish", "energy", "basis"),
    [
        pytest.param(
            Intake(need=Decimal("3.6")), "01:30", "10.8", Basis.TARGET, id="a target"
        ),
        pytest.param(
            Intake(need=Decimal("5.4"), plan=PLAN),
            "03:15",
            "12.6",
            Basis.TARGET,
            id="a target, by the plan",
        ),
        pytest.param(
            Intake(need=Decimal(40), plan=PLAN),
            "04:00",
            "18.0",
            Basis.TARGET,
            id="a plan that does not reach the target",
        ),
        pytest.param(
            Intake(plan=PLAN), "04:00", "18.0", Basis.PLAN, id="what is planned"
        ),
        pytest.param(
            Intake(plan=(planned("2026-11-20 01:00", "2026-11-20 02:00"),)),
            "02:00",
            "14.4",
            Basis.PLAN,
            id="a plan without energies",
        ),
        pytest.param(
            Intake(plan=PLAN[1:], charging=False),
            "04:00",
            "14.4",
            Basis.PLAN,
            id="a pause until the plan goes on",
        ),
        pytest.param(
            Intake(plan=PLAN[1:]),
            "02:00",
            "14.4",
            Basis.USUAL,
            id="a boost does not wait for the plan",
        ),
    ],
)
def test_a_target_or_a_plan_tells_more_than_what_is_usual(
    intake: Intake, finish: str, energy: str, basis: Basis
) -> None:
    told = forecast(live(), nights(5), flat(), NOW, intake)

    assert told is not None
    assert told.finish == utc(f"2026-11-20 {finish}")
    assert (told.energy, told.basis) == (Decimal(energy), basis)
    assert told.cost == Decimal(energy) * Decimal("0.25")


def test_what_has_reached_its_target_has_no_end_ahead() -> None:
    assert forecast(live(), nights(5), flat(), NOW, Intake(need=Decimal(0))) is None


def test_the_power_is_that_of_the_last_block() -> None:
    first, last = live().blocks[0], live().blocks[0]
    later = replace(last, span=span("2026-11-20 02:00", "2026-11-20 02:30"))

    assert power_of(replace(live(), blocks=(first, later))) == Decimal("14.4")


def test_what_is_usual_is_of_late() -> None:
    old = [
        charge(f"2026-01-{day:02} 00:00", f"2026-01-{day:02} 01:00", energy="9")
        for day in range(1, 31)
    ]
    new = [
        replace(session, span=span("2026-03-01", "2026-03-02"))
        for session in nights(20)[:-1]
    ]

    assert usual_energy([*old, *new]) == Decimal("14.4")
