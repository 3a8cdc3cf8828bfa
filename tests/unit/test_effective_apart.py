"""What house and car pay where the tariff bills them apart."""

from decimal import Decimal

from custom_components.octopus_ev.core.effective import effective
from custom_components.octopus_ev.core.model import Band, Rate
from custom_components.octopus_ev.core.smart import BilledSlot
from custom_components.octopus_ev.core.smart_record import SmartRecord

from .build import GB, SLOT, span, utc
from .nights import (
    CHEAP,
    DAY,
    NIGHT,
    OFF_PEAK,
    REPORTED,
    apart,
    boost,
    classic,
    prices,
    seen,
    smart,
    told,
    watch,
)
from .smart import OTHER_CAR, charge

EVENING = utc("2026-01-14 19:00")


def test_a_car_billed_apart_is_off_peak_by_the_plan_and_so_is_the_house() -> None:
    record = smart("2026-01-14 19:00", "2026-01-14 20:00", "7.0")

    found = prices(apart(), record, "2026-01-14 19:00", "2026-01-14 20:30")

    assert found == [("0.07", "0.06"), ("0.07", "0.06"), ("0.26", "0.30")]


def test_a_boost_of_a_car_billed_apart_is_peak_also_at_night() -> None:
    record = boost("2026-01-15 00:00", "2026-01-15 01:00", "7.0")

    found = prices(apart(), record, "2026-01-15 00:00", "2026-01-15 01:30")

    assert found == [("0.07", "0.30"), ("0.07", "0.30"), ("0.07", "0.06")]


def test_by_plan_and_boost_within_a_slot_a_car_pays_the_mean() -> None:
    record = told(
        boost("2026-01-14 19:00", "2026-01-14 19:10", "1.2"),
        SmartRecord(
            charges=(charge("2026-01-14 19:10", "2026-01-14 19:30", energy="2.4"),)
        ),
    )

    found = effective(apart(), record, GB)

    # 2.4 kWh at 6 p and 1.2 kWh at 30 p.
    assert found.vehicle.at(EVENING) == Rate(Decimal("0.14"), Band.OFF_PEAK)
    assert found.house.at(EVENING) == Rate(NIGHT, Band.OFF_PEAK)


def test_beyond_six_hours_a_car_is_peak_and_the_house_no_longer_cheap() -> None:
    # 7 kW from 17:15 by plan: six hours end at 23:15, within the slot from 23:00.
    record = smart("2026-01-14 17:15", "2026-01-15 00:15", "49")

    found = prices(apart(), record, "2026-01-14 22:30", "2026-01-15 00:30")

    assert found == [
        ("0.07", "0.06"),
        ("0.07", "0.18000000"),
        ("0.07", "0.30"),
        ("0.07", "0.30"),
    ]
    assert prices(apart(), record, "2026-01-14 17:00", "2026-01-14 17:30") == [
        ("0.07", "0.06")
    ]


def test_an_over_long_dispatch_by_day_leaves_the_house_at_its_day_rate() -> None:
    record = smart("2026-01-14 12:00", "2026-01-14 19:00", "49")

    found = prices(apart(), record, "2026-01-14 17:30", "2026-01-14 18:30")

    assert found == [("0.07", "0.06"), ("0.26", "0.30")]


def test_what_is_not_planned_is_a_boost_until_the_report_is_due() -> None:
    record = SmartRecord(
        plans=(seen("2026-01-14 20:00", "2026-01-14 21:00", "2026-01-14 20:59"),),
        watched=watch("2026-01-14 12:00", "2026-01-15 02:00:01"),
    )

    found = prices(apart(), record, "2026-01-15 00:00", "2026-01-15 00:30")

    assert found == [("0.07", "0.30")]


def test_what_the_report_does_not_have_was_the_house_s() -> None:
    record = SmartRecord(
        plans=(seen("2026-01-14 20:00", "2026-01-14 21:00", "2026-01-14 20:59"),),
        watched=watch("2026-01-14 12:00", "2026-01-15 02:00:01"),
        completed=REPORTED.completed,
    )

    found = prices(apart(), record, "2026-01-14 23:00", "2026-01-15 00:00")

    assert found == [("0.26", "0.26"), ("0.07", "0.07")]


def test_without_a_look_at_the_plans_a_car_is_taken_to_charge_at_night() -> None:
    record = smart("2026-01-16 01:00", "2026-01-16 02:00", "7")

    found = prices(apart(), record, "2026-01-15 05:00", "2026-01-15 06:00")

    assert found == [("0.07", "0.06"), ("0.26", "0.30")]


def test_of_a_car_that_is_never_planned_nothing_follows_from_that() -> None:
    record = SmartRecord(
        plans=(seen("2026-01-14 20:00", "2026-01-14 21:00", "2026-01-14 20:59"),),
        watched={
            **watch("2026-01-14 12:00", "2026-01-15 02:00:01"),
            **watch("2026-01-14 12:00", "2026-01-15 02:00:01", car=OTHER_CAR),
        },
    )

    found = prices(apart(), record, "2026-01-15 00:00", "2026-01-15 00:30")

    assert found == [("0.07", "0.06")]


def test_what_was_not_planned_before_the_car_was_billed_apart_changes_nothing() -> None:
    book = classic(span("2026-01-10", "2026-01-15")).overlaid(
        apart(span("2026-01-15", "2026-01-21"))
    )
    record = SmartRecord(
        plans=(seen("2026-01-14 20:00", "2026-01-14 21:00", "2026-01-14 20:59"),),
        watched=watch("2026-01-14 12:00", "2026-01-15 02:00:01"),
    )

    found = prices(book, record, "2026-01-14 23:30", "2026-01-15 00:30")

    assert found == [CHEAP, ("0.07", "0.30")]


def test_what_is_billed_has_the_last_word() -> None:
    record = told(
        smart("2026-01-14 19:00", "2026-01-14 20:00", "7.0"),
        SmartRecord(
            billed={
                slot: BilledSlot(
                    start=slot,
                    house_energy=Decimal("0.5"),
                    house_cost=Decimal("0.13"),
                    vehicle_energy=Decimal(vehicle),
                    vehicle_cost=Decimal(paid),
                )
                for slot, vehicle, paid in [
                    (EVENING, "3.5", "0.7"),
                    (EVENING + SLOT, "0", "0"),
                    (utc("2025-12-01"), "3.5", "0.7"),
                ]
            }
        ),
    )

    found = effective(apart(), record, GB)

    assert found.house.at(EVENING) == Rate(DAY, Band.STANDARD)
    assert found.vehicle.at(EVENING) == Rate(Decimal("0.2"), Band.STANDARD)
    assert found.vehicle.at(EVENING + SLOT) == Rate(DAY, Band.STANDARD)


def test_a_half_hour_billed_at_the_low_rate_is_off_peak() -> None:
    record = SmartRecord(
        billed={
            EVENING: BilledSlot(
                start=EVENING,
                house_energy=Decimal("0.5"),
                house_cost=Decimal("0.035"),
                vehicle_energy=Decimal("3.5"),
                vehicle_cost=Decimal("0.21"),
            )
        }
    )

    found = effective(apart(), record, GB)

    assert found.house.at(EVENING) == Rate(NIGHT, Band.OFF_PEAK)
    assert found.vehicle.at(EVENING) == Rate(OFF_PEAK, Band.OFF_PEAK)


def test_a_bill_of_a_tariff_that_bills_nothing_apart_is_not_asked() -> None:
    record = SmartRecord(
        billed={
            EVENING: BilledSlot(
                start=EVENING,
                house_energy=Decimal("0.5"),
                house_cost=Decimal("0.035"),
                vehicle_energy=Decimal("3.5"),
                vehicle_cost=Decimal("0.21"),
            )
        }
    )

    assert effective(classic(), record, GB).house == classic().house
