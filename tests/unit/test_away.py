"""What was charged elsewhere is told apart, and once."""

from dataclasses import replace
from decimal import Decimal

from custom_components.octopus_ev.core.away import AwayCharge, away_charges
from custom_components.octopus_ev.core.drawn import drawn
from custom_components.octopus_ev.core.payload import elsewhere
from custom_components.octopus_ev.core.smart import ChargeType, CompletedDispatch
from custom_components.octopus_ev.core.smart_record import SmartRecord

from .build import GB, span
from .smart import CAR, completed, drew


def away(start: str, end: str, energy: str = "3.5") -> CompletedDispatch:
    return replace(completed(start, end, energy), away=True)


PUBLIC = replace(
    drew("2026-03-01 12:00", "2026-03-01 12:40", energy="30", type_=ChargeType.PUBLIC),
    cost=Decimal("18.60"),
)


def test_nothing_told_is_no_charge() -> None:
    assert away_charges(SmartRecord()) == ()


def test_a_public_charge_is_told_with_what_the_supplier_says_it_cost() -> None:
    record = SmartRecord(
        charges=(PUBLIC, drew("2026-03-02 00:00", "2026-03-02 01:00", energy="7")),
        completed=(away("2026-03-01 12:00", "2026-03-01 12:40", "30"),),
    )

    (charge,) = away_charges(record)
    assert elsewhere(charge, GB) == {
        "start": "2026-03-01T12:00:00+00:00",
        "end": "2026-03-01T12:40:00+00:00",
        "energy_kwh": 30.0,
        "cost": 18.6,
        "currency": "GBP",
        "device": CAR,
    }


def test_dispatches_elsewhere_are_a_charge_and_none_at_home() -> None:
    record = SmartRecord(
        completed=(
            away("2026-03-01 12:00", "2026-03-01 12:30"),
            away("2026-03-01 12:30", "2026-03-01 13:00", "0.01"),
            completed("2026-03-01 13:00", "2026-03-01 13:30"),
            away("2026-03-01 14:30", "2026-03-01 15:00"),
            away("2026-03-01 17:01", "2026-03-01 17:30"),
        )
    )

    assert away_charges(record) == (
        AwayCharge(
            span=span("2026-03-01 12:00", "2026-03-01 15:00"), energy=Decimal(7)
        ),
        AwayCharge(
            span=span("2026-03-01 17:01", "2026-03-01 17:30"), energy=Decimal("3.5")
        ),
    )
    assert len(drawn(record)) == 1
