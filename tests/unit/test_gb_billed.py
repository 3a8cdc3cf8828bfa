"""House and car are billed apart only where it is said whose energy it is."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from custom_components.octopus_ev.core.model import Band, RateBook
from custom_components.octopus_ev.core.timeline import Timeline
from custom_components.octopus_ev.kraken.errors import (
    KrakenForbiddenError,
    KrakenResponseError,
)
from custom_components.octopus_ev.kraken.gb.billing_wire import CostPeriod, Measurement
from custom_components.octopus_ev.providers.gb_billed import of_costs, of_measurements

from .build import rates, span, utc

# A day in winter on four rates, with 5 % tax.
DAY = span("2026-11-20 00:00", "2026-11-21 00:00")
NIGHT = ("2026-11-20 00:00", "2026-11-20 05:30")
REST = ("2026-11-20 05:30", "2026-11-21 00:00")
BOOK = RateBook(
    house=rates((*NIGHT, "0.0525", Band.OFF_PEAK), (*REST, "0.3211", Band.STANDARD)),
    vehicle=rates((*NIGHT, "0.0630", Band.OFF_PEAK), (*REST, "0.3150", Band.STANDARD)),
    standing=Timeline(),
    tax=Timeline([(DAY, Decimal("0.05"))]),
)
AT = "2026-11-20T02:00:00+00:00"
HALF_PAST = "2026-11-20T02:30:00+00:00"


def cost(
    band: str, energy: str, rate: str, start: str = AT, end: str = HALF_PAST
) -> dict[str, Any]:
    """Return an interval of costs, of a rate in pence."""
    return {
        "period": {"start": start, "end": end},
        "consumption": energy,
        "cost": str(Decimal(energy) * Decimal(rate)),
        "rateApplied": rate,
        "bandSubcategory": band,
    }


def costs(*intervals: dict[str, Any], **changes: str) -> tuple[CostPeriod, ...]:
    """Return a period of energy with the standing charge after it."""
    energy: dict[str, Any] = {
        "consumptionUnit": "kilowatt_hour",
        "currency": "GBP_PENCE",
        "intervals": list(intervals),
    }
    standing: dict[str, Any] = energy | {"consumptionUnit": "day", "intervals": []}
    return tuple(CostPeriod.read(row) for row in (energy | changes, standing))


@pytest.mark.parametrize(
    ("band", "with_tax", "without"),
    [
        ("ECO7_NIGHT", "5.25", "5.00"),
        ("ECO7_DAY", "32.11", "30.58"),
        ("EV_DEVICE_OFF_PEAK", "6.3", "6.0"),
        ("EV_DEVICE_PEAK", "31.5", "30.0"),
    ],
)
def test_a_bill_without_its_tax_is_told_by_the_published_rate_of_the_band(
    band: str, with_tax: str, without: str
) -> None:
    (taxed,) = of_costs(costs(cost(band, "2", with_tax)), DAY, BOOK)
    (untaxed,) = of_costs(costs(cost(band, "2", without)), DAY, BOOK)

    paid = 2 * Decimal(with_tax) / 100
    assert taxed.house_cost + taxed.vehicle_cost == paid
    assert abs(untaxed.house_cost + untaxed.vehicle_cost - paid) < Decimal("0.0001")


def test_house_and_car_are_apart_in_each_half_hour_and_in_order() -> None:
    later, end = "2026-11-20T03:00:00+00:00", "2026-11-20T03:30:00+00:00"
    bill = of_costs(
        costs(
            cost("EV_DEVICE_OFF_PEAK", "3", "6.3", later, end),
            cost("ECO7_NIGHT", "0.2", "5.25"),
            cost("EV_DEVICE_OFF_PEAK", "1.5", "6.3"),
            cost("EV_DEVICE_PEAK", "2", "31.5"),
            cost("EV_DEVICE_PEAK", "0", "99"),
        ),
        DAY,
        BOOK,
    )

    first, second = bill
    assert first.start == utc("2026-11-20 02:00")
    assert (first.house_energy, first.house_cost) == (Decimal("0.2"), Decimal("0.0105"))
    assert first.vehicle_energy == Decimal("3.5")
    assert first.vehicle_cost == Decimal("0.7245")
    assert (second.house_energy, second.vehicle_energy) == (Decimal(0), Decimal(3))


def test_a_tax_that_is_not_published_is_the_usual_one() -> None:
    (slot,) = of_costs(
        costs(cost("ECO7_NIGHT", "2", "5")), DAY, replace(BOOK, tax=Timeline())
    )

    assert slot.house_cost == Decimal("0.105")


def test_what_is_not_settled_has_no_bill() -> None:
    assert of_costs((), DAY, BOOK) == ()
    assert of_measurements((), DAY, BOOK) == ()


def test_another_day_is_left_out() -> None:
    other = cost(
        "ECO7_DAY", "1", "32.11", "2026-11-21T00:00:00Z", "2026-11-21T00:30:00Z"
    )
    assert of_costs(costs(other), DAY, BOOK) == ()
    assert of_measurements([said(startAt="2026-11-21T00:00:00Z")], DAY, BOOK) == ()


@pytest.mark.parametrize(
    "periods",
    [
        costs(cost("ECO7_NIGHT", "2", "5.9")),
        costs(cost("ECO8_NIGHT", "2", "5.25")),
        costs(cost("ECO7_NIGHT", "2", "5.25", end="2026-11-20T03:00:00Z")),
        costs(cost("ECO7_NIGHT", "2", "5.25", start="2026-11-20T01:45:00Z")),
        costs(consumptionUnit="megajoule"),
        costs(currency="EUR_CENT"),
    ],
)
def test_costs_in_words_that_nobody_knows_are_no_bill(
    periods: tuple[CostPeriod, ...],
) -> None:
    with pytest.raises(KrakenResponseError):
        of_costs(periods, DAY, BOOK)


def test_without_a_published_rate_nobody_knows_about_the_tax() -> None:
    unpriced = replace(BOOK, house=Timeline())

    with pytest.raises(KrakenResponseError):
        of_costs(costs(cost("ECO7_NIGHT", "2", "5.25")), DAY, unpriced)


def statistic(
    label: str | None, energy: str | None, pence: str | None, **changes: Any
) -> dict[str, Any]:
    """Return a bucket of a half hour with its cost, tax included."""
    money = None if pence is None else {"estimatedAmount": pence, "costCurrency": "GBP"}
    return {
        "type": "TOU_BUCKET_COST",
        "label": label,
        "value": energy,
        "costInclTax": money,
        "costExclTax": None,
    } | changes


def said(
    *statistics: dict[str, Any], value: str = "2.2", **changes: str
) -> Measurement:
    """Return a half hour with what is said of it."""
    row: dict[str, Any] = {
        "value": value,
        "unit": "kwh",
        "startAt": AT,
        "endAt": HALF_PAST,
        "metaData": {"statistics": list(statistics)},
    }
    return Measurement.read(row | changes)


@pytest.mark.parametrize(
    ("house", "vehicle"),
    [
        ("HOME LOW RATE", "EV LOW RATE"),
        ("HOME STANDARD RATE", "EV STANDARD RATE"),
        (
            "CONSUMPTION_CHARGE_ECO7_NIGHT_B",
            "CONSUMPTION_CHARGE_EV_DEVICE_OFF_PEAK_B",
        ),
        ("CONSUMPTION_CHARGE_ECO7_DAY_H", "CONSUMPTION_CHARGE_EV_DEVICE_PEAK_H"),
    ],
)
def test_both_vocabularies_tell_house_from_car(house: str, vehicle: str) -> None:
    row = said(
        statistic(house, "0.2", "1.05"),
        statistic(vehicle, "2.0", "12.6"),
        statistic("EV NOVEL RATE", "0", "0"),
        statistic("STANDING", None, "50", type="STANDING_CHARGE_COST"),
    )

    (slot,) = of_measurements([row], DAY, BOOK)

    assert (slot.house_energy, slot.house_cost) == (Decimal("0.2"), Decimal("0.0105"))
    assert (slot.vehicle_energy, slot.vehicle_cost) == (Decimal(2), Decimal("0.126"))


def test_a_cost_without_tax_gets_it() -> None:
    money = {"estimatedAmount": "10", "costCurrency": "GBP"}
    row = said(statistic("EV LOW RATE", "2.2", None, costExclTax=money))

    (slot,) = of_measurements([row], DAY, BOOK)

    assert slot.vehicle_cost == Decimal("0.105")


def test_where_there_are_no_buckets_the_whole_may_be_somebodys() -> None:
    row = said(statistic("HOME LOW RATE", "2.2", "11", type="CONSUMPTION_COST"))

    (slot,) = of_measurements([row], DAY, BOOK)

    assert slot.house_cost == Decimal("0.11")


def test_a_settled_half_hour_without_energy_is_settled() -> None:
    row = said(statistic("HOME LOW RATE", "0", "0"), value="0")

    (slot,) = of_measurements([row], DAY, BOOK)

    assert slot.house_energy == slot.vehicle_energy == 0


def test_a_half_hour_that_is_not_settled_has_no_bill() -> None:
    assert of_measurements([said()], DAY, BOOK) == ()


@pytest.mark.parametrize("label", ["OFF_PEAK", "STANDARD_RATE", "CONSUMPTION"])
def test_a_tariff_of_one_bill_for_both_has_no_split(label: str) -> None:
    with pytest.raises(KrakenForbiddenError):
        of_measurements([said(statistic(label, "2.2", "11"))], DAY, BOOK)


@pytest.mark.parametrize(
    "row",
    [
        said(statistic("VAN LOW RATE", "2.2", "11")),
        said(statistic(None, "2.2", "11")),
        said(statistic("HOME LOW RATE", "2.2", None)),
        said(
            statistic(
                "HOME LOW RATE",
                "2.2",
                None,
                costInclTax={"estimatedAmount": "1", "costCurrency": "EUR"},
            )
        ),
        said(statistic("HOME LOW RATE", "1.2", "11")),
        said(statistic("HOME LOW RATE", "2.2", "11"), endAt="2026-11-20T03:00:00Z"),
    ],
)
def test_measurements_in_words_that_nobody_knows_are_no_bill(row: Measurement) -> None:
    with pytest.raises(KrakenResponseError):
        of_measurements([row], DAY, BOOK)
