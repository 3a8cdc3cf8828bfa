"""Any stretch of time is shared between house and car without loss."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Final

from custom_components.octopus_ev.core.model import Band, RateBook
from custom_components.octopus_ev.core.period_payload import period_payload
from custom_components.octopus_ev.core.period_use import (
    PeriodUse,
    car_parts,
    period_use,
)
from custom_components.octopus_ev.core.timeline import Timeline
from tests.unit.build import GB, charge, even, rates, span

DAY: Final = span("2026-11-20 00:00", "2026-11-21 00:00")
RATES: Final = rates(
    ("2026-11-20 00:00", "2026-11-20 05:30", "0.08", Band.OFF_PEAK),
    ("2026-11-20 05:30", "2026-11-21 00:00", "0.28", Band.STANDARD),
)
BOOK: Final = RateBook(house=RATES, vehicle=RATES, standing=Timeline())
# The charge takes 3.6 kWh in each of its half hours, the whole house 4.
READINGS: Final = even(DAY, "4")


def used(
    start: str, end: str, readings: Mapping[datetime, Decimal] = READINGS
) -> PeriodUse:
    session = charge("2026-11-20 04:30", "2026-11-20 06:30", energy="3.6")
    return period_use(
        readings, BOOK, [session], GB, span(f"2026-11-20 {start}", f"2026-11-20 {end}")
    )


def test_house_and_car_make_up_the_import() -> None:
    use = used("04:00", "07:00")

    assert use.imported.energy == 24
    assert use.car.energy == Decimal("14.4")
    assert use.house.energy == Decimal("9.6")
    assert use.imported.cost == (use.house.cost or 0) + (use.car.cost or 0)
    assert use.house.cost == Decimal("0.08") * Decimal("4.8") + Decimal(
        "0.28"
    ) * Decimal("4.8")
    assert use.missing == ()


def test_what_the_car_took_is_at_the_rates_of_its_session() -> None:
    use = used("04:00", "07:00")

    assert use.car.cost == Decimal("14.4") * Decimal("0.25")
    assert list(use.car.bands) == [Band.STANDARD]
    assert list(use.imported.bands) == [Band.OFF_PEAK, Band.STANDARD]


def test_the_parts_of_a_cut_slot_add_up() -> None:
    whole = used("04:00", "07:00")
    first, second = used("04:00", "05:12"), used("05:12", "07:00")

    assert first.imported.energy + second.imported.energy == whole.imported.energy
    assert first.house.energy == 4 + Decimal("0.4") + Decimal("0.4") * 12 / 30
    assert first.car.energy == Decimal("3.6") + Decimal("3.6") * 12 / 30


def test_the_time_of_a_session_has_all_of_its_energy() -> None:
    late = charge("2026-11-20 01:07", "2026-11-20 03:41", energy="3.6")

    parts = car_parts([late], GB, late.span)

    assert sum(part.energy for part in parts) == late.energy


def test_what_is_missing_is_named_and_not_counted() -> None:
    readings = {
        at: energy
        for at, energy in READINGS.items()
        if at not in span("2026-11-20 10:00", "2026-11-20 11:00")
    }

    use = used("09:45", "12:00", readings)

    assert use.missing == (span("2026-11-20 10:00", "2026-11-20 11:00"),)
    assert use.imported.energy == 4 * Decimal(15) / 30 + 8
    told = period_payload(use, GB)
    assert told["complete"] is False
    assert told["missing"] == [
        {"start": "2026-11-20T10:00:00+00:00", "end": "2026-11-20T11:00:00+00:00"}
    ]


def test_energy_without_a_rate_is_unpriced() -> None:
    session = charge("2026-11-20 04:30", "2026-11-20 05:30", rate=None)
    nothing = RateBook(house=Timeline(), vehicle=Timeline(), standing=Timeline())

    use = period_use(READINGS, nothing, [session], GB, session.span)

    assert use.imported.energy == use.imported.unpriced == 8
    told = period_payload(use, GB)
    assert (told["complete"], use.imported.cost) == (False, None)
    assert told["car"] == {
        "energy_kwh": "7.2",
        "unpriced_kwh": "7.2",
        "cost": None,
        "bands": [],
    }
