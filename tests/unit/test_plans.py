"""A plan explains a draw if it stood at its time, and only then."""

from dataclasses import replace

import pytest

from custom_components.octopus_ev.core.plans import Plans
from custom_components.octopus_ev.core.session import SessionType
from custom_components.octopus_ev.core.smart import DispatchType
from custom_components.octopus_ev.core.smart_record import SmartRecord
from custom_components.octopus_ev.core.span import BEGINNING, Span

from .build import span
from .smart import CAR, OTHER_CAR, seen, watched

NIGHT = span("2026-03-01 01:00", "2026-03-01 01:30")


def plans(*rows: object, **others: object) -> Plans:
    return Plans(SmartRecord(plans=rows, **others))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("start", "end", "type_"),
    [
        ("2026-03-01 00:30", "2026-03-01 02:00", SessionType.SMART),
        ("2026-03-01 01:25", "2026-03-01 03:00", SessionType.SMART),
        ("2026-03-01 01:26", "2026-03-01 03:00", None),
        ("2026-03-01 01:30", "2026-03-01 03:00", None),
        ("2026-02-28 23:00", "2026-03-01 01:00", None),
    ],
)
def test_a_plan_that_shares_five_minutes_with_a_draw_explains_it(
    start: str, end: str, type_: SessionType | None
) -> None:
    assert plans(seen(start, end)).type_of(NIGHT) is type_


def test_of_a_short_draw_half_is_enough() -> None:
    short = span("2026-03-01 01:00", "2026-03-01 01:06")
    plan = seen("2026-03-01 01:03", "2026-03-01 02:00")

    assert plans(plan).type_of(short) is SessionType.SMART


def test_a_plan_that_vanished_before_its_time_explains_nothing() -> None:
    gone = seen("2026-03-01 01:00", "2026-03-01 02:00", last="2026-03-01 00:58")

    assert plans(gone).type_of(NIGHT) is None


def test_the_plan_that_shares_most_says_whether_it_is_a_boost() -> None:
    smart = seen("2026-03-01 00:00", "2026-03-01 01:10")
    boost = seen("2026-03-01 01:10", "2026-03-01 02:00", type_=DispatchType.BOOST)

    assert plans(smart, boost).type_of(NIGHT) is SessionType.BOOST


@pytest.mark.parametrize(
    ("until", "type_"),
    [("2026-03-01 05:00", SessionType.SMART), ("2026-02-28 22:10", SessionType.BOOST)],
    ids=["it was cancelled", "nobody looked any more"],
)
def test_a_boost_that_was_cancelled_explains_nothing_later(
    until: str, type_: SessionType
) -> None:
    boost = seen(
        "2026-02-28 22:00",
        "2026-03-01 06:00",
        last="2026-02-28 22:00",
        type_=DispatchType.BOOST,
    )
    smart = seen("2026-03-01 01:05", "2026-03-01 02:00")
    record = {"watched": watched("2026-02-28 12:00", until)}

    assert plans(boost, smart, **record).type_of(NIGHT) is type_


def test_a_plan_of_a_kind_that_we_do_not_know_is_smart() -> None:
    odd = seen("2026-03-01 01:00", "2026-03-01 02:00", type_=None)

    assert plans(odd).type_of(NIGHT) is SessionType.SMART


def test_plans_are_found_in_all_time() -> None:
    plan = seen("2026-03-01 01:00", "2026-03-01 02:00")
    ever = Span(BEGINNING, NIGHT.end)

    assert [*plans(plan).over(ever)] == [plan]


def test_only_the_plans_of_the_car_are_asked() -> None:
    other = plans(seen("2026-03-01 01:00", "2026-03-01 02:00", car=OTHER_CAR))

    assert other.type_of(NIGHT) is SessionType.SMART
    assert other.type_of(NIGHT, CAR) is None
    assert [plan.device_key for plan in other.over(NIGHT, OTHER_CAR)] == [OTHER_CAR]


YESTERDAY = seen("2026-02-27 01:00", "2026-02-27 02:00")


@pytest.mark.parametrize(
    ("start", "end", "unforeseen"),
    [
        ("2026-02-28", "2026-03-02", True),
        ("2026-02-28", "2026-03-01 01:20", False),
    ],
)
def test_what_no_plan_foresaw_is_known_only_where_plans_were_watched(
    start: str, end: str, unforeseen: bool
) -> None:
    known = plans(YESTERDAY, watched=watched(start, end))

    assert known.unforeseen(NIGHT) is unforeseen
    assert known.unforeseen(NIGHT, CAR) is unforeseen
    assert not known.unforeseen(NIGHT, OTHER_CAR)


def test_what_a_plan_explains_was_foreseen() -> None:
    plan = seen("2026-03-01 01:00", "2026-03-01 02:00")

    assert not plans(plan, watched=watched("2026-02-28", "2026-03-02")).unforeseen(
        NIGHT
    )


def test_a_car_that_never_has_a_plan_does_nothing_unforeseen() -> None:
    alone = plans(watched=watched("2026-02-28", "2026-03-02"))
    later = seen("2026-03-05 01:00", "2026-03-05 02:00")

    assert not alone.unforeseen(NIGHT)
    assert not plans(later, watched=watched("2026-02-28", "2026-03-02")).unforeseen(
        NIGHT
    )


def test_a_plan_that_stands_shows_that_the_car_stays_plugged_in() -> None:
    known = plans(
        seen("2026-03-01 01:00", "2026-03-01 02:00"),
        seen("2026-03-01 03:00", "2026-03-01 04:00", last="2026-03-01 02:30"),
    )

    assert known.plugged_in(span("2026-02-28 20:00", "2026-03-01 02:40"), CAR)
    assert not known.plugged_in(span("2026-02-28 20:00", "2026-03-01 02:51"), CAR)
    assert not known.plugged_in(span("2026-02-28 18:00", "2026-03-01 02:00"), CAR)
    assert not known.plugged_in(NIGHT, OTHER_CAR)


def test_a_plan_that_was_seen_only_once_before_its_time_stands_for_no_time() -> None:
    once = seen("2026-03-01 03:00", "2026-03-01 04:00")
    once = replace(once, first_seen=NIGHT.start, last_seen=NIGHT.start)

    assert not plans(once).plugged_in(NIGHT, CAR)
