"""The allowance counts the time that a car really charged by the plan."""

from datetime import timedelta
from decimal import Decimal

import pytest

from custom_components.octopus_ev.core.cap import CAP, cap_use, counted
from custom_components.octopus_ev.core.draws import Draw
from custom_components.octopus_ev.core.smart import DispatchType
from custom_components.octopus_ev.core.smart_record import SmartRecord

from .build import GB, span, utc
from .nights import boost, seen, smart, told, watch
from .smart import OTHER_CAR, charge, completed

MORNING = utc("2026-01-15 09:00")


def used(record: SmartRecord, now: str = "2026-01-15 09:00") -> float:
    """Return the minutes used by then."""
    return cap_use(record, GB, utc(now)).used / timedelta(minutes=1)


@pytest.mark.parametrize(
    ("record", "minutes"),
    [
        pytest.param(SmartRecord(), 0, id="nothing"),
        pytest.param(
            smart("2026-01-15 00:10", "2026-01-15 02:40", "17.5"),
            150,
            id="a dispatch off the half hours",
        ),
        pytest.param(
            SmartRecord(
                completed=(
                    completed("2026-01-15 00:00", "2026-01-15 00:30", "1.2"),
                    completed("2026-01-15 00:30", "2026-01-15 01:00", "3.6"),
                    completed("2026-01-15 01:00", "2026-01-15 01:30", "0.6"),
                )
            ),
            10 + 30 + 5,
            id="half hours that were not full",
        ),
        pytest.param(
            told(
                smart("2026-01-15 00:00", "2026-01-15 01:00", "7.2"),
                boost("2026-01-15 02:00", "2026-01-15 04:00", "14.4"),
            ),
            60,
            id="a boost is not counted",
        ),
        pytest.param(
            told(
                SmartRecord(charges=(charge("2026-01-15 00:00", "2026-01-15 01:00"),)),
                SmartRecord(
                    charges=(
                        charge(
                            "2026-01-15 00:00", "2026-01-15 01:00", "2.3", OTHER_CAR
                        ),
                        charge(
                            "2026-01-15 03:00", "2026-01-15 03:05", "0.5", OTHER_CAR
                        ),
                    )
                ),
            ),
            60 + 60 + 5,
            id="two cars of different power",
        ),
        pytest.param(
            smart("2026-01-15 03:00", "2026-01-15 03:04", "0.4"),
            4,
            id="a short one alone",
        ),
        pytest.param(
            told(
                smart("2026-01-14 10:00", "2026-01-14 14:00", "28"),
                smart("2026-01-15 11:00", "2026-01-15 13:00", "14"),
            ),
            120 + 60,
            id="from noon to noon only",
        ),
    ],
)
def test_what_is_used_is_the_time_that_the_energy_takes(
    record: SmartRecord, minutes: int
) -> None:
    assert used(record) == pytest.approx(minutes, abs=0.001)


def test_a_listed_charge_of_one_car_ends_nothing_of_what_another_is_taken_to_draw() -> (
    None
):
    plan = seen("2026-01-15 00:30", "2026-01-15 05:30", "2026-01-15 05:30")
    listed = charge("2026-01-15 01:30", "2026-01-15 03:30", "14", OTHER_CAR)

    assert used(SmartRecord(plans=(plan,), charges=(listed,))) == 300 + 120


def test_pauses_within_a_dispatch_count_at_most() -> None:
    record = SmartRecord(
        completed=(
            completed("2026-01-15 00:00", "2026-01-15 00:30", "3.6"),
            completed("2026-01-15 00:30", "2026-01-15 02:30", "3.6"),
        )
    )

    found = cap_use(record, GB, MORNING)

    assert found.used == timedelta(minutes=60)
    assert found.at_most == timedelta(minutes=150)
    assert found.left == timedelta(hours=5)


@pytest.mark.parametrize(
    ("now", "day"),
    [
        ("2026-01-15 11:59", ("2026-01-14 12:00", "2026-01-15 12:00")),
        ("2026-01-15 12:00", ("2026-01-15 12:00", "2026-01-16 12:00")),
        ("2026-03-29 01:30", ("2026-03-28 12:00", "2026-03-29 11:00")),
        ("2026-10-25 01:30", ("2026-10-24 11:00", "2026-10-25 12:00")),
    ],
)
def test_the_day_of_the_allowance_is_from_local_noon_to_noon(
    now: str, day: tuple[str, str]
) -> None:
    assert cap_use(SmartRecord(), GB, utc(now)).day == span(*day)


@pytest.mark.parametrize(
    ("energy", "share", "nearly"),
    [("28.0", "0.67", False), ("33.6", "0.80", True), ("49.0", "1.17", True)],
)
def test_four_fifths_of_the_allowance_are_a_warning(
    energy: str, share: str, nearly: bool
) -> None:
    # 7 kW throughout.
    hours = Decimal(energy) / 7
    end = utc("2026-01-14 23:00") + timedelta(hours=float(hours))
    record = SmartRecord(
        completed=(completed("2026-01-14 23:00", f"{end:%Y-%m-%d %H:%M}", energy),)
    )

    found = cap_use(record, GB, MORNING)

    assert round(found.share, 2) == Decimal(share)
    assert found.nearly_used is nearly
    assert found.left == max(CAP - found.used, timedelta())


def test_a_plan_under_way_counts_up_to_now_and_the_rest_is_planned() -> None:
    record = SmartRecord(
        plans=(
            seen("2026-01-14 20:00", "2026-01-14 21:00", "2026-01-14 20:59"),
            seen("2026-01-14 22:00", "2026-01-15 03:00", "2026-01-14 22:10"),
            seen("2026-01-15 02:30", "2026-01-15 04:30", "2026-01-14 22:10"),
            seen("2026-01-15 05:00", "2026-01-15 06:00", "2026-01-14 22:07"),
            seen(
                "2026-01-15 07:00",
                "2026-01-15 08:00",
                "2026-01-14 22:10",
                DispatchType.BOOST,
            ),
            seen("2026-01-15 11:00", "2026-01-15 14:00", "2026-01-14 22:10"),
        ),
        watched=watch("2026-01-14 12:00", "2026-01-14 22:10:01"),
    )

    found = cap_use(record, GB, utc("2026-01-14 22:12"))

    assert found.used == timedelta(minutes=59 + 12)
    assert found.planned == timedelta(hours=6, minutes=18) + timedelta(hours=1)
    assert found.planned_beyond == timedelta(hours=2, minutes=29)


def test_what_has_been_reported_is_not_presumed_as_well() -> None:
    record = SmartRecord(
        plans=(seen("2026-01-14 22:00", "2026-01-15 01:00", "2026-01-15 00:59"),),
        completed=(completed("2026-01-14 22:00", "2026-01-15 00:30", "17.5"),),
    )

    assert used(record, "2026-01-15 00:59") == pytest.approx(150 + 29)


def test_an_instant_s_charge_takes_no_time_and_is_no_error() -> None:
    whole = counted(
        [
            Draw(
                span=span("2026-01-14 20:00", "2026-01-15 02:30"),
                smart=True,
                energy=Decimal("45.5"),
            ),
            Draw(
                span=span("2026-01-15 03:00", "2026-01-15 03:30"),
                smart=True,
                energy=Decimal("0.000000001"),
            ),
        ],
        GB,
        CAP,
    )

    assert whole[-1].time == timedelta()
    assert whole[-1].within == 0


def test_the_plans_of_two_cars_are_each_their_own() -> None:
    record = SmartRecord(
        plans=(
            seen("2026-01-14 22:00", "2026-01-14 23:00", "2026-01-14 21:00"),
            seen(
                "2026-01-14 22:00",
                "2026-01-14 23:00",
                "2026-01-14 21:00",
                car=OTHER_CAR,
            ),
        ),
    )

    found = cap_use(record, GB, utc("2026-01-14 21:00"))

    assert found.planned == timedelta(hours=2)
    assert not found.planned_beyond
