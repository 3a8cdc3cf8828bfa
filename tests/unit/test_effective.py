"""The rate of a half hour follows from what cars really drew in it."""

from dataclasses import replace
from decimal import Decimal

import pytest

from custom_components.octopus_ev.core.effective import effective
from custom_components.octopus_ev.core.model import Band, Rate, RateBook
from custom_components.octopus_ev.core.smart import DispatchType, SeenPlan
from custom_components.octopus_ev.core.smart_record import SmartRecord
from custom_components.octopus_ev.core.timeline import Timeline

from .build import GB, flat, span, utc
from .nights import (
    CHEAP,
    DAY,
    DEAR,
    NIGHT,
    REPORTED,
    boost,
    classic,
    price,
    prices,
    seen,
    smart,
    told,
    watch,
)
from .smart import charge, completed

EVENING = utc("2026-01-14 19:00")


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        pytest.param(SmartRecord(), [DEAR, DEAR, DEAR], id="nothing is told"),
        pytest.param(
            smart("2026-01-14 19:00", "2026-01-14 20:00", "7.0"),
            [CHEAP, CHEAP, DEAR],
            id="a charge by the plan",
        ),
        pytest.param(
            smart("2026-01-14 19:20", "2026-01-14 19:40", "2.4"),
            [CHEAP, CHEAP, DEAR],
            id="a start within a slot makes the whole slot cheap",
        ),
        pytest.param(
            smart("2026-01-14 19:29", "2026-01-14 19:31", "0.2"),
            [CHEAP, CHEAP, DEAR],
            id="two minutes across an edge make two slots cheap",
        ),
        pytest.param(
            smart("2026-01-14 19:00", "2026-01-14 19:30:10", "3.5"),
            [CHEAP, DEAR, DEAR],
            id="a few seconds of a slot are not a draw",
        ),
        pytest.param(
            smart("2026-01-14 19:00", "2026-01-14 19:30", "0.04"),
            [DEAR, DEAR, DEAR],
            id="next to nothing was not drawn",
        ),
        pytest.param(
            boost("2026-01-14 19:00", "2026-01-14 20:00", "7.0"),
            [DEAR, DEAR, DEAR],
            id="a boost",
        ),
        pytest.param(
            told(
                boost("2026-01-14 19:00", "2026-01-14 19:40", "4.7"),
                SmartRecord(charges=(charge("2026-01-14 19:45", "2026-01-14 19:55"),)),
            ),
            [DEAR, CHEAP, DEAR],
            id="a boost, and then by the plan in the same slot",
        ),
        pytest.param(
            told(
                SmartRecord(
                    plans=(
                        seen(
                            "2026-01-14 19:00", "2026-01-14 20:00", "2026-01-14 19:59"
                        ),
                    )
                ),
                REPORTED,
            ),
            [DEAR, DEAR, DEAR],
            id="planned, and nothing drawn",
        ),
        pytest.param(
            SmartRecord(
                completed=(
                    replace(
                        completed("2026-01-14 19:00", "2026-01-14 20:00"), away=True
                    ),
                )
            ),
            [DEAR, DEAR, DEAR],
            id="away from home",
        ),
    ],
)
def test_on_the_classic_tariff_a_real_draw_by_the_plan_is_cheap_for_the_home(
    record: SmartRecord, expected: list[tuple[str, str]]
) -> None:
    assert prices(classic(), record, "2026-01-14 19:00", "2026-01-14 20:30") == expected


def test_house_and_car_share_their_rates_where_nothing_is_billed_apart() -> None:
    found = effective(classic(), smart("2026-01-14 19:00", "2026-01-14 20:00", "7"), GB)

    assert found.vehicle is found.house
    assert found.house.at(EVENING) == Rate(NIGHT, Band.OFF_PEAK)


def test_a_night_without_dispatches_by_day_is_left_as_it_was() -> None:
    night = smart("2026-01-14 23:30", "2026-01-15 05:30", "40")

    assert effective(classic(), night, GB).house == classic().house


def test_other_tariffs_make_nothing_of_dispatches() -> None:
    book = RateBook(house=flat(), vehicle=flat(), standing=Timeline())

    assert (
        effective(book, smart("2026-01-14 19:00", "2026-01-14 20:00", "7"), GB) is book
    )


def test_a_dispatch_is_priced_by_the_tariff_of_its_own_time() -> None:
    dearer = classic(span("2026-01-15", "2026-01-21"))
    dearer = replace(
        dearer,
        smart=Timeline(
            (span, replace(rates, house=Decimal("0.09"), vehicle=Decimal("0.09")))
            for span, rates in dearer.smart
        ),
    )
    book = classic().overlaid(dearer)
    record = told(
        smart("2026-01-14 20:00", "2026-01-14 20:30", "3.5"),
        smart("2026-01-15 20:00", "2026-01-15 20:30", "3.5"),
    )

    found = effective(book, record, GB)

    assert price(found.house, utc("2026-01-14 20:00")) == NIGHT
    assert price(found.house, utc("2026-01-15 20:00")) == Decimal("0.09")


def test_a_dispatch_before_a_change_to_an_intelligent_tariff_changes_nothing() -> None:
    book = RateBook(
        house=flat(window=span("2026-01-10", "2026-01-15")),
        vehicle=flat(window=span("2026-01-10", "2026-01-15")),
        standing=Timeline(),
    ).overlaid(classic(span("2026-01-15", "2026-01-21")))
    record = smart("2026-01-14 23:45", "2026-01-15 06:00", "40")

    found = effective(book, record, GB)

    assert price(found.house, utc("2026-01-14 23:30")) == Decimal("0.25")
    assert price(found.house, utc("2026-01-15 05:30")) == NIGHT


def test_a_half_hour_is_at_the_tariff_of_its_start() -> None:
    late = classic(span("2026-01-14 19:15", "2026-01-21"))
    book = replace(classic(), smart=late.smart)
    record = smart("2026-01-14 19:00", "2026-01-14 20:00", "7")

    found = prices(book, record, "2026-01-14 19:00", "2026-01-14 20:00")

    assert found == [DEAR, CHEAP]


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (None, [CHEAP, DEAR]),
        ("2026-01-14 19:20", [CHEAP, DEAR]),
        ("2026-01-14 19:40", [CHEAP, CHEAP]),
    ],
)
def test_a_plan_that_is_carried_out_is_cheap_until_the_report_is_due(
    now: str | None, expected: list[tuple[str, str]]
) -> None:
    record = SmartRecord(
        plans=(seen("2026-01-14 19:00", "2026-01-14 22:00", "2026-01-14 19:10"),),
        watched=watch("2026-01-14 12:00", "2026-01-14 19:10:01"),
    )

    found = prices(classic(), record, "2026-01-14 19:00", "2026-01-14 20:00", now)

    assert found == expected


@pytest.mark.parametrize(
    ("plan", "expected"),
    [
        pytest.param(
            seen("2026-01-14 19:00", "2026-01-14 20:00", "2026-01-14 18:58"),
            DEAR,
            id="it vanished two minutes before its time",
        ),
        pytest.param(
            seen("2026-01-14 19:00", "2026-01-14 20:00", "2026-01-14 19:00"),
            CHEAP,
            id="it still stood at its time",
        ),
        pytest.param(
            seen(
                "2026-01-14 19:00",
                "2026-01-14 20:00",
                "2026-01-14 19:00",
                DispatchType.BOOST,
            ),
            DEAR,
            id="it was a boost",
        ),
    ],
)
def test_a_plan_counts_if_it_stood_when_its_time_came(
    plan: SeenPlan, expected: tuple[str, str]
) -> None:
    record = SmartRecord(
        plans=(plan,),
        watched=watch("2026-01-14 12:00", "2026-01-14 21:00:01"),
    )

    found = prices(
        classic(), record, "2026-01-14 19:00", "2026-01-14 19:30", "2026-01-14 21:00"
    )

    assert found == [expected]


def test_after_a_day_without_a_report_nothing_was_drawn() -> None:
    plans = (seen("2026-01-14 19:00", "2026-01-14 19:30", "2026-01-14 19:29"),)
    before = smart("2026-01-13 01:00", "2026-01-13 01:30", "3")

    def at(looked: str) -> list[tuple[str, str]]:
        record = SmartRecord(
            plans=plans,
            completed=before.completed,
            watched=watch("2026-01-13 12:00", looked),
        )
        return prices(classic(), record, "2026-01-14 19:00", "2026-01-14 19:30")

    assert at("2026-01-15 19:00") == [CHEAP]
    assert at("2026-01-15 19:30:01") == [DEAR]


def test_on_the_days_of_a_clock_change_the_night_stays_local() -> None:
    window = span("2026-03-28", "2026-03-31")
    record = smart("2026-03-29 18:00", "2026-03-29 18:30", "3.5")

    found = effective(classic(window), record, GB)

    assert price(found.house, utc("2026-03-29 18:00")) == NIGHT
    assert price(found.house, utc("2026-03-29 04:00")) == NIGHT
    assert price(found.house, utc("2026-03-29 04:30")) == DAY
    assert not list(found.house.gaps(window))
