"""What the supplier's list says of a session besides its energy."""

from dataclasses import replace
from decimal import Decimal

from custom_components.octopus_ev.core.listing import listing
from custom_components.octopus_ev.core.payload import by_supplier
from custom_components.octopus_ev.core.smart import ChargeType
from custom_components.octopus_ev.core.smart_record import SmartRecord

from .build import charge
from .smart import CAR, OTHER_CAR, drew

SESSION = replace(charge("2026-03-01 22:00", "2026-03-02 05:00"), device=CAR)
EVENING = replace(
    drew("2026-03-01 22:00", "2026-03-01 23:00", energy="7"),
    charge_added=Decimal("11.04"),
    charge_final=Decimal("61.04"),
    problems=("boost_charging",),
)
NIGHT = replace(
    drew("2026-03-02 00:30", "2026-03-02 05:00", energy="20"),
    charge_added=Decimal("28.96"),
    charge_final=Decimal(90),
    problems=("boost_charging", "full_charge"),
)


def test_charges_of_one_session_are_told_together() -> None:
    record = SmartRecord(charges=(NIGHT, EVENING))

    assert by_supplier(listing(record, SESSION)) == {
        "percent_added": 40.0,
        "percent_final": 90.0,
        "problems": ["boost_charging", "full_charge"],
    }


def test_what_is_not_told_of_all_is_not_known() -> None:
    record = SmartRecord(charges=(EVENING, replace(NIGHT, charge_added=None)))

    found = listing(record, SESSION)

    assert found is not None
    assert found.percent_added is None
    assert found.percent_final == Decimal(90)


def test_charges_of_another_car_elsewhere_or_another_night_are_not_its_own() -> None:
    record = SmartRecord(
        charges=(
            replace(EVENING, device_key=OTHER_CAR),
            replace(NIGHT, type=ChargeType.PUBLIC),
            drew("2026-03-03 00:00", "2026-03-03 01:00", energy="7"),
        )
    )

    assert listing(record, SESSION) is None
    assert by_supplier(None) is None


def test_a_session_of_which_the_car_is_not_known_takes_what_is_listed_then() -> None:
    record = SmartRecord(charges=(replace(EVENING, device_key=OTHER_CAR),))

    assert listing(record, replace(SESSION, device=None)) is not None
