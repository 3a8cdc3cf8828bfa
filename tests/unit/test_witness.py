"""What the user's own entities tell of a session, and what is kept of it."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from custom_components.octopus_ev.core.model import Report
from custom_components.octopus_ev.core.vehicle import Sighting
from custom_components.octopus_ev.core.witness import mean, merged, sighting

from .build import span, utc

NIGHT: Final = span("2026-07-15 00:30", "2026-07-15 04:30")


def said(*rows: tuple[str, str | None]) -> list[Report]:
    """Return reports from times of the night and values."""
    return list(_reports(rows))


def _reports(rows: tuple[tuple[str, str | None], ...]) -> Iterator[Report]:
    for at, value in rows:
        day = "14" if at > "12:00" else "15"
        number = None if value is None else Decimal(value)
        yield Report(utc(f"2026-07-{day} {at}"), number)


def test_a_plug_tells_its_share_of_the_session() -> None:
    assert sighting(NIGHT, plug=said(("18:00", "1"))).plugged == 1
    assert sighting(NIGHT, plug=said(("18:00", "1"), ("01:30", "0"))).plugged == (
        Decimal("0.25")
    )
    assert sighting(NIGHT, plug=said(("18:00", "1"), ("18:30", "0"))).plugged == 0


def test_half_of_the_session_must_be_known() -> None:
    half = said(("18:00", "1"), ("02:30", None))
    less = said(("18:00", "1"), ("02:29", None))

    assert mean(half, NIGHT) == 1
    assert mean(less, NIGHT) is None
    assert mean((), NIGHT) is None
    assert mean(said(("05:00", "1")), NIGHT) is None


def test_a_charger_of_its_own_tells_the_energy_by_power_or_by_counter() -> None:
    power = said(("18:00", "0"), ("00:30", "7000"), ("02:30", "0"))
    counter = said(("18:00", "100"), ("02:30", "103"), ("03:00", "1"), ("04:30", "4"))

    assert sighting(NIGHT, power=power, counter=counter).drawn == 14
    assert sighting(NIGHT, counter=counter).drawn == 6
    assert sighting(NIGHT, counter=said(("18:00", "100"))).drawn is None
    late = said(("18:00", "100"), ("05:01", "120"))
    assert sighting(NIGHT, counter=late).drawn is None


def test_a_battery_is_told_before_and_soon_after_the_session() -> None:
    charge = said(("20:00", "40"), ("00:45", "41"), ("04:30", "80"), ("05:00", "81"))
    told = sighting(NIGHT, charge=[*charge, *said(("05:01", "75"))])

    assert told.charge_before == 41
    assert told.charge_after == 81
    assert told.charge_added == 40


def test_a_battery_that_says_nothing_during_the_session_gained_nothing_known() -> None:
    told = sighting(NIGHT, charge=said(("20:00", "40")))

    assert told.charge_before == 40
    assert told.charge_after is None
    assert told.charge_added is None
    assert sighting(NIGHT, charge=said(("02:00", "60"))).charge_added is None


def test_an_odometer_is_read_before_the_car_leaves() -> None:
    odometer = said(("18:00", "9000"), ("18:30", None), ("06:00", "9050"))

    assert sighting(NIGHT, odometer=odometer).odometer == 9000


def test_what_is_told_no_more_was_true_all_the_same() -> None:
    older = Sighting(
        plugged=Decimal(1),
        drawn=Decimal(5),
        charge_before=Decimal(40),
        charge_after=Decimal(60),
        odometer=Decimal(9000),
    )
    newer = Sighting(
        plugged=Decimal("0.5"),
        drawn=Decimal(6),
        charge_before=Decimal(41),
        charge_after=Decimal(61),
        odometer=Decimal(9001),
    )

    assert merged(None, newer) == newer
    assert merged(older, newer) == newer
    assert merged(older, Sighting()) == older
