"""What the supplier says becomes clean draws, each with its car and its reason."""

from dataclasses import replace
from decimal import Decimal

import pytest

from custom_components.octopus_ev.core.drawn import Drawn, Plug, devices, drawn, plugs
from custom_components.octopus_ev.core.session import SessionType, Source
from custom_components.octopus_ev.core.smart import (
    ChargeType,
    CompletedDispatch,
    SupplierSession,
)
from custom_components.octopus_ev.core.smart_record import SmartRecord

from .build import span
from .smart import CAR, OTHER_CAR, completed, drew, seen, watched

SMART, BOOST = SessionType.SMART, SessionType.BOOST

type Row = tuple[str, str, str, str | None]


def record(*rows: CompletedDispatch | SupplierSession, **others: object) -> SmartRecord:
    return SmartRecord(
        completed=tuple(row for row in rows if isinstance(row, CompletedDispatch)),
        charges=tuple(row for row in rows if isinstance(row, SupplierSession)),
        **others,  # type: ignore[arg-type]
    )


def rows(found: tuple[Drawn, ...]) -> list[Row]:
    """Return start and end of day, energy and car."""
    return [
        (f"{d.span.start:%H:%M}", f"{d.span.end:%H:%M}", str(d.energy), d.device)
        for d in found
    ]


def test_of_nothing_nothing_was_drawn() -> None:
    assert drawn(SmartRecord()) == ()
    assert plugs(SmartRecord()) == ()
    assert devices(SmartRecord()) == frozenset()


def test_dispatches_of_next_to_nothing_and_what_was_fed_back_are_no_draws() -> None:
    told = record(
        completed("2026-03-01 01:00", "2026-03-01 01:30", "0.04"),
        completed("2026-03-01 02:00", "2026-03-01 02:30", "-3.5"),
        replace(completed("2026-03-01 03:00", "2026-03-01 03:30"), energy=None),
        replace(completed("2026-03-01 04:00", "2026-03-01 04:30"), away=True),
        drew("2026-03-02 00:00", "2026-03-02 01:00", energy="0.02"),
        drew(
            "2026-03-03 00:00",
            "2026-03-03 01:00",
            ("2026-03-03 00:00", "2026-03-03 00:30", "0.01"),
        ),
        drew(
            "2026-03-04 00:00",
            "2026-03-04 01:00",
            energy="20",
            type_=ChargeType.PUBLIC,
        ),
    )

    assert drawn(told) == ()
    assert plugs(told) == (
        Plug(CAR, span("2026-03-02 00:00", "2026-03-02 01:00")),
        Plug(CAR, span("2026-03-03 00:00", "2026-03-03 01:00")),
    )


def test_what_is_told_twice_was_drawn_once() -> None:
    row = completed("2026-03-01 01:00", "2026-03-01 01:30")

    assert rows(drawn(record(row, row))) == [("01:00", "01:30", "3.5", None)]


def test_a_listed_charge_tells_its_dispatches_and_its_plug() -> None:
    night = drew(
        "2026-03-01 00:00",
        "2026-03-01 06:00",
        ("2026-03-01 00:30", "2026-03-01 01:30", "7"),
        ("2026-03-01 04:00", "2026-03-01 05:00", "6.8"),
        ("2026-03-01 05:00", "2026-03-01 05:30", None),
    )

    found = drawn(record(night))
    assert rows(found) == [
        ("00:30", "01:30", "7", CAR),
        ("04:00", "05:00", "6.8", CAR),
    ]
    assert {draw.plug for draw in found} == {night.span}
    assert {draw.source for draw in found} == {Source.SUPPLIER}


def test_a_dispatch_within_a_charge_that_tells_its_own_adds_nothing() -> None:
    night = drew(
        "2026-03-01 00:10",
        "2026-03-01 06:00",
        ("2026-03-01 00:40", "2026-03-01 01:30", "6"),
    )
    told = record(
        night,
        completed("2026-03-01 00:00", "2026-03-01 00:30", "1.2"),
        completed("2026-03-01 00:30", "2026-03-01 01:00", "2.4"),
        completed("2026-03-01 05:30", "2026-03-01 07:30", "8"),
    )

    assert rows(drawn(told)) == [
        ("00:40", "01:30", "6", CAR),
        ("06:00", "07:30", "6.000", CAR),
    ]


@pytest.mark.parametrize("energy", [None, "20"])
def test_dispatches_tell_more_than_a_charge_without_its_own(energy: str | None) -> None:
    charge = drew(
        "2026-02-28 18:00", "2026-03-01 07:00", energy=energy, type_=ChargeType.BOOST
    )
    told = record(charge, completed("2026-03-01 01:00", "2026-03-01 01:30"))

    (draw,) = drawn(told)
    assert rows((draw,)) == [("01:00", "01:30", "3.5", CAR)]
    assert (draw.source, draw.type, draw.plug) == (Source.DISPATCH, BOOST, charge.span)


def test_a_charge_without_any_dispatch_was_drawn_over_its_whole_time() -> None:
    (draw,) = drawn(record(drew("2026-03-01 01:00", "2026-03-01 04:00", energy="20")))

    assert rows((draw,)) == [("01:00", "04:00", "20", CAR)]
    assert (draw.source, draw.type) == (Source.SUPPLIER, SMART)


def test_a_charge_of_a_kind_that_we_do_not_know_leaves_it_to_the_plans() -> None:
    told = record(
        drew("2026-03-01 00:00", "2026-03-01 06:00", type_=None),
        completed("2026-03-01 01:00", "2026-03-01 01:30"),
        plans=(seen("2026-02-27 01:00", "2026-02-27 02:00"),),
        watched=watched("2026-02-28", "2026-03-02"),
    )

    assert [draw.type for draw in drawn(told)] == [BOOST]


def test_a_boost_within_a_smart_charge_is_told_apart() -> None:
    told = record(
        drew(
            "2026-03-01 00:00",
            "2026-03-01 02:00",
            ("2026-03-01 00:30", "2026-03-01 01:10", "4.8"),
        ),
        drew(
            "2026-03-01 01:00",
            "2026-03-01 02:00",
            ("2026-03-01 01:00", "2026-03-01 02:00", "7.2"),
            boost=True,
        ),
    )

    found = drawn(told)
    assert rows(found) == [
        ("00:30", "01:10", "4.8", CAR),
        ("01:10", "02:00", "7.2", CAR),
    ]
    assert [draw.type for draw in found] == [SMART, BOOST]


def test_what_one_car_drew_within_another_draw_of_its_own_is_left_out() -> None:
    told = record(
        drew(
            "2026-03-01 00:00",
            "2026-03-01 02:00",
            ("2026-03-01 00:30", "2026-03-01 01:30", "7"),
            ("2026-03-01 00:40", "2026-03-01 01:10", "3"),
        )
    )

    assert rows(drawn(told)) == [("00:30", "01:30", "7", CAR)]


PLAN = seen("2026-02-27 01:00", "2026-02-27 02:00")


def test_a_dispatch_that_was_planned_and_stood_is_smart() -> None:
    plan = seen("2026-03-01 01:00", "2026-03-01 02:00")
    told = record(
        completed("2026-03-01 01:00", "2026-03-01 01:30"),
        plans=(PLAN, plan),
        watched=watched("2026-02-28", "2026-03-02"),
    )

    assert [(d.type, d.device) for d in drawn(told)] == [(SMART, CAR)]


def test_a_dispatch_that_nobody_planned_is_a_boost() -> None:
    told = record(
        completed("2026-03-01 01:00", "2026-03-01 01:30"),
        plans=(PLAN,),
        watched=watched("2026-02-28", "2026-03-02"),
    )

    assert [draw.type for draw in drawn(told)] == [BOOST]


def test_a_dispatch_while_nobody_watched_is_taken_for_smart() -> None:
    told = record(completed("2026-03-01 01:00", "2026-03-01 01:30"), plans=(PLAN,))

    assert [draw.type for draw in drawn(told)] == [SMART]


TWO_CARS = (
    seen("2026-02-27 01:00", "2026-02-27 02:00"),
    seen("2026-02-27 01:00", "2026-02-27 02:00", car=OTHER_CAR),
)


def test_a_dispatch_is_the_car_s_that_drew_then() -> None:
    told = record(
        drew("2026-03-01 00:00", "2026-03-01 02:00"),
        drew("2026-03-01 03:00", "2026-03-01 05:00", car=OTHER_CAR),
        completed("2026-03-01 01:00", "2026-03-01 01:30"),
        completed("2026-03-01 03:30", "2026-03-01 04:00"),
        completed("2026-03-01 12:00", "2026-03-01 12:30"),
    )

    assert [draw.device for draw in drawn(told)] == [CAR, OTHER_CAR, None]


def test_of_two_dispatches_at_a_time_each_car_has_the_one_that_fits() -> None:
    told = record(
        drew(
            "2026-03-01 00:00",
            "2026-03-01 02:00",
            ("2026-03-01 01:00", "2026-03-01 01:30", "1.1"),
        ),
        drew("2026-03-01 00:00", "2026-03-01 02:00", car=OTHER_CAR),
        completed("2026-03-01 01:00", "2026-03-01 01:30", "3.5"),
        completed("2026-03-01 01:00", "2026-03-01 01:30", "1.2"),
    )

    assert rows(drawn(told)) == [
        ("01:00", "01:30", "1.1", CAR),
        ("01:00", "01:30", "3.5", OTHER_CAR),
    ]


def test_a_second_dispatch_at_the_same_time_is_not_of_the_same_car() -> None:
    told = record(
        drew("2026-03-01 00:00", "2026-03-01 02:00"),
        completed("2026-03-01 01:00", "2026-03-01 01:30", "3.5"),
        completed("2026-03-01 01:00", "2026-03-01 01:30", "1.2"),
        completed("2026-03-01 01:29", "2026-03-01 02:00", "3.5"),
        plans=TWO_CARS,
    )

    assert rows(drawn(told)) == [
        ("01:00", "01:30", "1.2", None),
        ("01:00", "01:30", "3.5", CAR),
        ("01:30", "02:00", "3.5", CAR),
    ]


def test_without_a_charge_the_plan_says_which_car_it_was() -> None:
    plan = seen("2026-03-01 01:00", "2026-03-01 02:00", car=OTHER_CAR)
    told = record(
        completed("2026-03-01 01:00", "2026-03-01 01:30"), plans=(*TWO_CARS, plan)
    )

    assert [draw.device for draw in drawn(told)] == [OTHER_CAR]
    assert devices(told) == {CAR, OTHER_CAR}


def test_energies_are_exact() -> None:
    (draw,) = drawn(record(completed("2026-03-01 01:00", "2026-03-01 01:30", "3.51")))

    assert draw.energy == Decimal("3.51")
