"""What automations are told adds up and names nothing that it must not."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
import json

from custom_components.octopus_ev.core.attribution import attributed
from custom_components.octopus_ev.core.changes import Action
from custom_components.octopus_ev.core.model import Band
from custom_components.octopus_ev.core.payload import (
    payload,
    provenance,
    slots,
    summary,
)
from custom_components.octopus_ev.core.session import (
    Block,
    Carbon,
    Estimate,
    PricedSlot,
    Provenance,
    Session,
    SessionState,
    SessionType,
    Source,
)
from custom_components.octopus_ev.core.span import Span
from custom_components.octopus_ev.core.vehicle import Vehicle

from .build import GB, JP, POINT, charge, span, utc


def night() -> Session:
    return replace(
        charge("2026-07-14 23:20", "2026-07-15 00:40"),
        slots=(
            PricedSlot(
                start=utc("2026-07-14 23:00"),
                energy=Decimal("1.2"),
                unit_rate=Decimal("0.26834"),
                band=Band.STANDARD,
            ),
            PricedSlot(
                start=utc("2026-07-14 23:30"),
                energy=Decimal("3.625"),
                unit_rate=Decimal("0.0851"),
                band=Band.OFF_PEAK,
            ),
            PricedSlot(start=utc("2026-07-15 00:00"), energy=Decimal("0.5")),
        ),
        blocks=(
            Block(span("2026-07-14 23:20", "2026-07-15 00:00"), Decimal("4.825")),
            Block(span("2026-07-15 00:36", "2026-07-15 00:40"), Decimal("0.5")),
        ),
        reference_cost=Decimal("1.29474"),
        excess=Decimal("0.220088"),
        cost_low=Decimal("0.6124"),
        cost_high=Decimal("0.6421"),
    )


def test_it_says_all_there_is_to_know_of_a_session() -> None:
    told = payload(night(), Action.ENDED, GB)

    assert told == {
        "action": "ended",
        "session_id": night().session_id,
        "revision": 1,
        "state": "provisional",
        "start": "2026-07-14T23:20:00+00:00",
        "end": "2026-07-15T00:40:00+00:00",
        "duration_min": 80,
        "charging_min": 44,
        "energy_kwh": 5.325,
        "total_kwh": None,
        "cost": 0.63,
        "cost_low": 0.61,
        "cost_high": 0.64,
        "currency": "GBP",
        "average_rate": 0.1307,
        "off_peak_kwh": 3.625,
        "peak_kwh": 1.2,
        "unpriced_kwh": 0.5,
        "energy_by_band": {"standard": 1.2, "off_peak": 3.625},
        "reference_cost": 1.29,
        "saving": 0.66,
        "excess": 0.22,
        "type": None,
        "unplanned_kwh": None,
        "unplanned_cost": None,
        "boost_premium": None,
        "billed": False,
        "estimated_kwh": None,
        "estimated_cost": None,
        "vehicle": None,
        "vehicle_key": None,
        "vehicle_by": None,
        "percent_added": None,
        "percent_estimated": None,
        "miles_added": None,
        "cost_per_mile": None,
        "petrol_saving": None,
        "carbon_g": None,
        "carbon_unknown_kwh": None,
        "device": None,
        "note": None,
        "edited": [],
        "sources": ["half_hourly"],
        "confidence": "probable",
        "blocks": [
            {
                "start": "2026-07-14T23:20:00+00:00",
                "end": "2026-07-15T00:00:00+00:00",
                "energy_kwh": 4.825,
            },
            {
                "start": "2026-07-15T00:36:00+00:00",
                "end": "2026-07-15T00:40:00+00:00",
                "energy_kwh": 0.5,
            },
        ],
    }


def test_it_is_json_and_has_no_key_of_the_point() -> None:
    text = json.dumps(payload(night(), Action.SETTLED, JP))

    assert POINT not in text
    assert '"JPY"' in text


def test_what_is_unknown_is_null() -> None:
    dark = charge("2026-07-14 23:00", "2026-07-15 00:00", rate=None)
    told = summary(dark, GB)

    for figure in ("cost", "average_rate", "saving", "excess", "cost_low", "cost_high"):
        assert told[figure] is None
    assert told["energy_by_band"] == {}
    assert told["unpriced_kwh"] == 7.2
    assert told["off_peak_kwh"] == told["peak_kwh"] == 0


def test_a_chopped_up_charge_is_told_in_24_blocks_that_add_up() -> None:
    first = utc("2026-07-15 08:00")
    blocks = tuple(
        Block(
            Span(
                first + index * timedelta(minutes=10),
                first
                + index * timedelta(minutes=10)
                + timedelta(minutes=2 + index % 7),
            ),
            Decimal("0.1"),
        )
        for index in range(40)
    )
    told = summary(replace(night(), blocks=blocks), GB)["blocks"]

    assert isinstance(told, list)
    assert len(told) == 24
    energies = [block["energy_kwh"] for block in told if isinstance(block, dict)]
    assert round(sum(value for value in energies if isinstance(value, float)), 3) == 4.0


def test_slots_are_told_unrounded() -> None:
    assert slots(night()) == [
        {
            "start": "2026-07-14T23:00:00+00:00",
            "energy_kwh": "1.2",
            "total_kwh": None,
            "unit_rate": "0.26834",
            "cost": "0.322008",
            "type": None,
        },
        {
            "start": "2026-07-14T23:30:00+00:00",
            "energy_kwh": "3.625",
            "total_kwh": None,
            "unit_rate": "0.0851",
            "cost": "0.3084875",
            "type": None,
        },
        {
            "start": "2026-07-15T00:00:00+00:00",
            "energy_kwh": "0.5",
            "total_kwh": None,
            "unit_rate": None,
            "cost": None,
            "type": None,
        },
    ]


def test_it_says_why_which_car_charged() -> None:
    first, *rest = night().slots
    typed = replace(
        night(),
        slots=(
            replace(first, type=SessionType.UNPLANNED),
            *(replace(slot, type=SessionType.SMART) for slot in rest),
        ),
        device="89abcdef01",
    )

    told = summary(typed, GB)
    assert (told["type"], told["unplanned_kwh"]) == ("mixed", 1.2)
    assert told["unplanned_cost"] == 0.32
    assert told["device"] == "89abcdef01"
    each = [slot["type"] for slot in slots(typed) if isinstance(slot, dict)]
    assert each == ["unplanned", "smart", "smart"]


def test_what_is_drawn_outside_the_plan_without_a_rate_has_no_cost() -> None:
    unpriced = night().slots[-1]
    assert unpriced.unit_rate is None
    outside = replace(night(), slots=(replace(unpriced, type=SessionType.UNPLANNED),))

    assert summary(outside, GB)["unplanned_kwh"] == 0.5
    assert summary(outside, GB)["unplanned_cost"] is None


def test_a_bill_has_the_word_and_the_estimate_stays_beside_it() -> None:
    first, *rest = night().slots
    billed = replace(
        night(),
        slots=(
            replace(
                first,
                energy=Decimal("1.5"),
                estimate=Estimate(first.energy, first.unit_rate, first.band),
            ),
            *(
                replace(slot, estimate=Estimate(slot.energy, slot.unit_rate, None))
                for slot in rest
            ),
        ),
    )

    told = summary(billed, GB)

    assert told["billed"] is True
    assert (told["energy_kwh"], told["estimated_kwh"]) == (5.625, 5.325)
    assert told["estimated_cost"] == summary(night(), GB)["cost"]
    assert provenance(billed)["price"] == "bill"


def test_what_the_charger_told_is_beside_what_the_meter_saw() -> None:
    first, *rest = night().slots
    sunny = replace(night(), slots=(replace(first, total=Decimal("3.125")), *rest))

    assert summary(sunny, GB)["energy_kwh"] == 5.325
    assert summary(sunny, GB)["total_kwh"] == 7.25
    told = slots(sunny)[0]
    assert isinstance(told, dict)
    assert told["total_kwh"] == "3.125"


def test_each_figure_says_what_it_rests_on() -> None:
    origin = Provenance(
        boundaries=Source.CHARGER,
        energy=Source.HALF_HOURLY,
        sources=(Source.CHARGER, Source.HALF_HOURLY),
        live_energy=Decimal("5.5"),
    )
    session = replace(night(), provenance=origin)

    assert provenance(session) == {
        "start": "charger",
        "end": "charger",
        "energy": "half_hourly",
        "price": "unit_rates",
        "vehicle": None,
        "live_kwh": 5.5,
        "supplier_kwh": None,
        "drift_kwh": None,
    }
    settled = replace(session, state=SessionState.SETTLED)
    assert provenance(settled)["drift_kwh"] == -0.175


def test_a_vehicle_and_its_worth_are_told() -> None:
    car = Vehicle(
        key="0a1b2c3d4e",
        name="Leaf",
        battery_kwh=Decimal(40),
        miles_per_kwh=Decimal("3.5"),
        miles_per_gallon=Decimal(45),
        fuel_price=Decimal("1.4"),
    )
    plain = charge("2026-07-15 00:30", "2026-07-15 02:30", energy="2.5")
    session = replace(
        attributed(plain, (car,), {}), carbon=Carbon(Decimal("1234.5"), Decimal(2))
    )
    told = summary(session, GB)

    assert {name: told[name] for name in told if name.startswith("vehicle")} == {
        "vehicle": "Leaf",
        "vehicle_key": "0a1b2c3d4e",
        "vehicle_by": "only",
    }
    assert (told["percent_added"], told["percent_estimated"]) == (25, True)
    assert (told["miles_added"], told["cost_per_mile"]) == (35, 0.0714)
    assert told["petrol_saving"] == 2.45
    assert (told["carbon_g"], told["carbon_unknown_kwh"]) == (1234, 2)
    assert provenance(session)["vehicle"] == "only"


def test_what_the_user_set_rests_on_the_user() -> None:
    dark = charge("2026-07-14 23:00", "2026-07-15 00:00", rate=None)
    dark = attributed(replace(dark, vehicle="red"), (), {})
    told = provenance(replace(dark, edited=("end", "energy")))

    assert (told["start"], told["end"]) == ("half_hourly", "manual")
    assert (told["energy"], told["vehicle"]) == ("manual", "manual")
    assert told["price"] is None
