"""Where a charge may end is told only where something tells."""

from dataclasses import replace
from decimal import Decimal

import pytest

from custom_components.octopus_ev.core.forecast import (
    Forecast,
    forecast,
    power_of,
    usual_energy,
)
from custom_components.octopus_ev.core.model import Band
from custom_components.octopus_ev.core.session import Session, SessionState
from tests.unit.build import charge, flat, rates, span, utc

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
        finish=utc("2026-11-20 02:00"), energy=Decimal("14.4"), cost=Decimal("3.6")
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
