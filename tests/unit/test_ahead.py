"""What a car is still to take, and at which rates, follows from plan and target."""

from dataclasses import replace
from datetime import time, timedelta
from decimal import Decimal
from typing import Final

import pytest

from custom_components.octopus_ev.core.ahead import (
    Piece,
    needed,
    planned_pieces,
    rates_ahead,
)
from custom_components.octopus_ev.core.cap import CAP, CapUse
from custom_components.octopus_ev.core.model import RateBook
from custom_components.octopus_ev.core.periods import noon_span
from custom_components.octopus_ev.core.plan import Plan
from custom_components.octopus_ev.core.session import Session
from custom_components.octopus_ev.core.smart import (
    Device,
    DeviceKind,
    DispatchType,
    Gauge,
    Target,
)
from custom_components.octopus_ev.core.span import Span

from .build import GB, charge, flat, span, utc
from .nights import DAY, NIGHT, OFF_PEAK, PEAK, apart, classic, planned

NOW: Final = utc("2026-01-14 18:00")
TARGET: Final = Target(weekday=3, ready_by=time(7), most=Decimal(80))
CAR: Final = Device(
    key="abcdef0123",
    device_id="x",
    kind=DeviceKind.VEHICLE,
    battery_kwh=Decimal(60),
    charge=Gauge(utc("2026-01-14 17:00"), Decimal(50)),
)


def paid(
    book: RateBook, plan: Plan, *instants: str, use: CapUse | None = None
) -> list[Decimal]:
    """Return what a car pays at some times of the evening and the night."""
    told = rates_ahead(book, (plan,), use, GB, NOW)
    rates = (told.at(utc(instant)) for instant in instants)
    return [rate.unit_rate for rate in rates if rate is not None]


def used(hours: float) -> CapUse:
    """Return an allowance of which so many hours are used."""
    return CapUse(
        day=noon_span(GB, NOW),
        used=timedelta(hours=hours),
        at_most=timedelta(hours=hours),
    )


EVENING: Final = (planned("2026-01-14 19:00", "2026-01-14 21:00"),)
AT: Final = ("2026-01-14 18:30", "2026-01-14 19:00", "2026-01-14 20:30")


def test_by_the_plan_a_car_pays_the_off_peak_rate_by_day() -> None:
    assert paid(classic(), EVENING, *AT) == [DAY, NIGHT, NIGHT]
    assert paid(apart(), EVENING, *AT) == [PEAK, OFF_PEAK, OFF_PEAK]


def test_a_boost_is_not_by_the_plan() -> None:
    boost = (planned("2026-01-14 19:00", "2026-01-14 21:00", kind=DispatchType.BOOST),)

    assert paid(apart(), boost, *AT) == [PEAK, PEAK, PEAK]


@pytest.mark.parametrize(
    ("hours", "expected"),
    [(5.0, [PEAK, OFF_PEAK, PEAK]), (6.5, [PEAK, PEAK, PEAK])],
)
def test_beyond_the_allowance_a_car_pays_its_peak_rate(
    hours: float, expected: list[Decimal]
) -> None:
    assert paid(apart(), EVENING, *AT, use=used(hours)) == expected


def test_the_next_day_has_an_allowance_of_its_own() -> None:
    plan = (planned("2026-01-15 12:30", "2026-01-15 19:30"),)
    instants = ("2026-01-15 18:00", "2026-01-15 19:00")

    assert timedelta(hours=6) == CAP
    assert paid(apart(), plan, *instants, use=used(6)) == [OFF_PEAK, PEAK]


def test_what_is_over_is_not_ahead() -> None:
    over = (planned("2026-01-14 15:00", "2026-01-14 17:00"),)

    assert paid(apart(), over, *AT) == [PEAK, PEAK, PEAK]
    assert planned_pieces(over, flat(), None, NOW) == ()


@pytest.mark.parametrize(
    ("session", "need"),
    [
        pytest.param(
            charge("2026-01-14 16:30", "2026-01-14 17:30", energy="4"),
            "16",
            id="half of it drawn since",
        ),
        pytest.param(
            charge("2026-01-14 15:30", "2026-01-14 16:30", energy="4"),
            "20",
            id="drawn before it was told",
        ),
        pytest.param(
            charge("2026-01-14 17:00", "2026-01-14 18:00", energy="30"),
            "0",
            id="more than that",
        ),
    ],
)
def test_a_target_needs_what_is_missing_in_the_battery_and_a_tenth_is_lost(
    session: Session, need: str
) -> None:
    assert needed(CAR, TARGET, session, NOW) == Decimal(need)


def test_without_target_battery_or_its_state_nothing_tells_what_is_needed() -> None:
    session = charge("2026-01-14 16:30", "2026-01-14 17:30")
    later = utc("2026-01-15 18:00")

    assert needed(CAR, None, session, NOW) is None
    assert needed(replace(CAR, charge=None), TARGET, session, NOW) is None
    assert needed(replace(CAR, battery_kwh=None), TARGET, session, NOW) is None
    assert needed(CAR, TARGET, session, later) is None


PLAN: Final = (
    planned("2026-01-14 17:30", "2026-01-14 18:30", "6"),
    planned("2026-01-14 19:00", "2026-01-14 20:00", "7"),
)


def test_a_plan_is_told_from_now_on_with_its_cost() -> None:
    assert planned_pieces(PLAN, flat(), None, NOW) == (
        Piece(Span(NOW, utc("2026-01-14 18:30")), Decimal(3), Decimal("0.75")),
        Piece(
            span("2026-01-14 19:00", "2026-01-14 20:00"), Decimal(7), Decimal("1.75")
        ),
    )


def test_a_plan_without_energies_is_charged_at_the_power_of_the_charger() -> None:
    [piece] = planned_pieces(EVENING, flat(), Decimal("7.2"), NOW)
    [unknown] = planned_pieces(EVENING, flat(), None, NOW)

    assert (piece.energy, piece.cost) == (Decimal("14.4"), Decimal("3.6"))
    assert (unknown.energy, unknown.cost) == (None, None)


def test_a_plan_beyond_the_known_rates_has_no_cost() -> None:
    rates = flat(window=span("2026-01-14", "2026-01-14 19:30"))

    assert [piece.cost for piece in planned_pieces(PLAN, rates, None, NOW)] == [
        Decimal("0.75"),
        None,
    ]
