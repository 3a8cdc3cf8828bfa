"""What is told of a bill: every digit, and null where something is not known."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
import json
from typing import Any

from custom_components.octopus_ev.core.bill_payload import bill_payload
from custom_components.octopus_ev.core.billing import bill
from custom_components.octopus_ev.core.model import RateBook
from custom_components.octopus_ev.core.timeline import Timeline
from tests.clock_changes import CHANGES

from .build import GB, POINT, flat, utc

SPRING = CHANGES[4]
FIFTH = Timeline([(SPRING.window, Decimal("0.050"))])


def told(book: RateBook, **options: Any) -> Any:
    days = date(2026, 3, 28), date(2026, 3, 30)
    found = bill(
        SPRING.readings,
        book,
        SPRING.sessions,
        GB,
        *days,
        now=utc("2026-04-02"),
        **options,
    )
    return json.loads(json.dumps(bill_payload(found, POINT, GB)))


def test_a_bill_is_told_with_every_digit() -> None:
    whole = told(replace(SPRING.book, tax=FIFTH))

    assert whole | {"house": None, "car": None} == {
        "point": POINT,
        "start": "2026-03-28",
        "end": "2026-03-30",
        "currency": "GBP",
        "complete": True,
        "half_hours": 142,
        "missing_half_hours": 0,
        # 28 cheap slots of 3.615 kWh and 114 others of 0.205 kWh.
        "import": {
            "energy_kwh": "124.590",
            "unpriced_kwh": "0",
            "cost": "14.94553650",
            "billed_cost": "14.798960",
            "rounding": "-0.14657650",
            "bands": [
                {
                    "band": "off_peak",
                    "energy_kwh": "101.220",
                    "cost": "8.60876100",
                    "billed_energy_kwh": "101.36",
                    "billed_cost": "8.615600",
                },
                {
                    "band": "standard",
                    "energy_kwh": "23.370",
                    "cost": "6.33677550",
                    "billed_energy_kwh": "22.80",
                    "billed_cost": "6.183360",
                },
            ],
        },
        "house": None,
        "car": None,
        "export": None,
        "standing_charge": {
            "days": 3,
            "cost": "1.4747",
            "billed_cost": "1.4747",
            "rates": [
                {"start": "2026-03-28", "days": 2, "rate": "0.4812"},
                {"start": "2026-03-30", "days": 1, "rate": "0.5123"},
            ],
        },
        "total": "16.42023650",
        "billed_total": "16.273660",
        "rounding": "-0.14657650",
        # 16.4202365 / 21
        "vat": {"included": "0.7819", "rates": ["0.05"]},
    }


def test_what_is_not_known_is_null() -> None:
    nothing = RateBook(house=Timeline(), vehicle=Timeline(), standing=Timeline())

    whole = told(nothing)

    assert whole["house"]["cost"] is whole["house"]["billed_cost"] is None
    assert whole["house"]["rounding"] is None
    assert whole["house"]["unpriced_kwh"] == whole["house"]["energy_kwh"] == "29.110"
    assert whole["total"] is whole["rounding"] is whole["vat"] is None
    assert whole["standing_charge"]["rates"] == [
        {"start": "2026-03-28", "days": 3, "rate": None}
    ]
    assert not whole["complete"]


def test_an_export_is_told_beside_the_import() -> None:
    whole = told(SPRING.book, export=(SPRING.readings, flat("0.15")))

    assert whole["export"]["energy_kwh"] == "124.590"
    assert whole["export"]["cost"] == "18.68850"
