"""Which vehicle charged: the clearest word counts, and doubt leaves it open."""

from dataclasses import replace
from decimal import Decimal
from typing import Final

import pytest

from custom_components.octopus_ev.core.attribution import attributed, steady_power
from custom_components.octopus_ev.core.payload import summary
from custom_components.octopus_ev.core.session import Session
from custom_components.octopus_ev.core.vehicle import AttributedBy, Sighting, Vehicle
from custom_components.octopus_ev.core.witness import Sightings

from .build import GB, charge

LEAF: Final = Vehicle(key="leaf000001", name="Leaf", power_kw=Decimal("3.6"))
TESLA: Final = Vehicle(
    key="tesla00001", name="Model 3", power_kw=Decimal("7.2"), device="device0001"
)
BOTH: Final = (LEAF, TESLA)
NIGHT: Final = charge("2026-07-15 00:30", "2026-07-15 04:30", energy="3.6")
SLOW: Final = charge("2026-07-15 00:30", "2026-07-15 04:30", energy="1.8")


def seen(**cars: Sighting) -> Sightings:
    """Return what the vehicles' own entities told of the night."""
    keys = {"leaf": LEAF.key, "tesla": TESLA.key}
    return {keys[name]: sighting for name, sighting in cars.items()}


def plugged(share: str) -> Sighting:
    return Sighting(plugged=Decimal(share))


def gained(percent: int) -> Sighting:
    return Sighting(charge_before=Decimal(40), charge_after=Decimal(40 + percent))


def verdict(
    session: Session, *vehicles: Vehicle, witness: Sightings | None = None
) -> tuple[str | None, str | None]:
    told = attributed(session, vehicles, witness or {})
    return told.vehicle_name, told.vehicle_by


def test_without_vehicles_no_session_changes() -> None:
    assert attributed(NIGHT, (), {}) is NIGHT
    assert NIGHT.vehicle_name is None


def test_the_only_vehicle_it_is_unless_the_supplier_names_another() -> None:
    assert verdict(NIGHT, LEAF) == ("Leaf", AttributedBy.ONLY)
    assert verdict(replace(NIGHT, device="device0002"), LEAF) == ("Leaf", "only")
    assert verdict(replace(NIGHT, device="device0002"), TESLA) == (None, None)


def test_the_suppliers_device_tells_whatever_else_is_seen() -> None:
    session = replace(SLOW, device=TESLA.device)
    witness = seen(leaf=gained(30), tesla=plugged("0"))

    assert verdict(session, *BOTH, witness=witness) == ("Model 3", AttributedBy.DEVICE)


def test_the_user_outranks_the_supplier_by_key_name_or_device() -> None:
    for words in (LEAF.key, "leaf", " Leaf".strip()):
        session = replace(NIGHT, device=TESLA.device, vehicle=words)
        told = attributed(session, BOTH, seen(leaf=gained(5)))
        assert (told.vehicle, told.vehicle_by) == (LEAF.key, AttributedBy.MANUAL)
        assert told.car is LEAF
        assert told.sighting == gained(5)
    by_device = attributed(replace(NIGHT, vehicle="device0001"), BOTH, {})
    assert by_device.car is TESLA


def test_a_vehicle_that_the_user_has_not_described_keeps_its_words() -> None:
    told = attributed(replace(NIGHT, vehicle="a friend's"), BOTH, seen(leaf=gained(5)))

    assert (told.vehicle_name, told.vehicle_by) == ("a friend's", AttributedBy.MANUAL)
    assert told.car is None
    assert told.sighting is None


def test_a_vehicle_that_is_described_no_more_has_no_name_left() -> None:
    told = attributed(replace(NIGHT, vehicle="0a1b2c3d4e"), BOTH, {})

    assert (told.vehicle, told.vehicle_by) == ("0a1b2c3d4e", AttributedBy.MANUAL)
    assert told.vehicle_name is None
    assert summary(told, GB)["vehicle_key"] == "0a1b2c3d4e"


@pytest.mark.parametrize(
    ("leaf", "tesla", "whose"),
    [
        (gained(20), Sighting(), "Leaf"),
        (plugged("1"), gained(20), "Model 3"),
        (gained(20), Sighting(drawn=Decimal(20)), "Model 3"),
        # The other one was not plugged in, gained nothing, or its charger stood still.
        (plugged("0.05"), Sighting(), "Model 3"),
        (gained(0), Sighting(), "Model 3"),
        (Sighting(), Sighting(plugged=Decimal(1), drawn=Decimal(1)), "Leaf"),
    ],
)
def test_what_is_linked_tells_by_the_clearest_sign(
    leaf: Sighting, tesla: Sighting, whose: str
) -> None:
    # Its power would say the other one.
    session = SLOW if whose == "Model 3" else NIGHT
    witness = seen(leaf=leaf, tesla=tesla)

    assert verdict(session, *BOTH, witness=witness) == (whose, AttributedBy.LINK)


@pytest.mark.parametrize(
    ("leaf", "tesla"),
    [
        (plugged("1"), plugged("1")),
        (gained(1), gained(1)),
        (Sighting(drawn=Decimal(4)), Sighting()),
        (Sighting(), Sighting()),
    ],
)
def test_where_links_leave_it_open_the_power_tells(
    leaf: Sighting, tesla: Sighting
) -> None:
    witness = seen(leaf=leaf, tesla=tesla)

    assert verdict(NIGHT, *BOTH, witness=witness) == ("Model 3", AttributedBy.POWER)
    assert verdict(SLOW, *BOTH, witness=witness) == ("Leaf", AttributedBy.POWER)


def test_a_plug_tells_unless_the_power_is_that_of_another() -> None:
    witness = seen(leaf=plugged("0.9"), tesla=plugged("0.3"))

    assert verdict(SLOW, *BOTH, witness=witness) == ("Leaf", AttributedBy.LINK)
    assert verdict(NIGHT, *BOTH, witness=witness) == (None, None)
    unknown = (LEAF, replace(TESLA, power_kw=None))
    assert verdict(NIGHT, *unknown, witness=witness) == ("Leaf", AttributedBy.LINK)


def test_a_gauge_may_miss_a_few_kilowatt_hours() -> None:
    top_up = charge("2026-07-15 00:30", "2026-07-15 01:30", energy="1.4")

    assert verdict(top_up, *BOTH, witness=seen(leaf=gained(0))) == (None, None)


def test_where_all_were_elsewhere_it_is_none_of_them() -> None:
    witness = seen(leaf=plugged("0"), tesla=plugged("0"))

    assert verdict(NIGHT, *BOTH, witness=witness) == (None, None)


@pytest.mark.parametrize(
    "vehicles",
    [
        (LEAF, replace(TESLA, power_kw=None)),
        (replace(LEAF, power_kw=Decimal(7)), TESLA),
        (replace(LEAF, power_kw=Decimal(6)), TESLA),
        (LEAF, replace(TESLA, power_kw=Decimal(11))),
    ],
    ids=["one is unknown", "both are like it", "too close", "neither is like it"],
)
def test_powers_that_do_not_differ_clearly_tell_nothing(
    vehicles: tuple[Vehicle, ...],
) -> None:
    assert verdict(NIGHT, *vehicles) == (None, None)


def test_an_unknown_device_is_a_vehicle_that_has_none() -> None:
    session = replace(NIGHT, device="device0002")

    assert verdict(session, *BOTH) == (None, None)
    assert verdict(session, *BOTH, witness=seen(leaf=plugged("1"))) == ("Leaf", "link")


def test_a_power_is_that_of_full_slots() -> None:
    assert steady_power(NIGHT) == Decimal("7.2")
    assert steady_power(charge("2026-07-15 00:30", "2026-07-15 01:00")) is None
    assert steady_power(charge("2026-07-15 00:40", "2026-07-15 01:20")) is None
