"""The action that adds up a bill."""

from datetime import date
from decimal import Decimal
from typing import Any, Final

import pytest

from custom_components.octopus_ev.const import DOMAIN
from custom_components.octopus_ev.core.periods import local_day
from homeassistant.exceptions import ServiceValidationError

from .conftest import Home, Settle


@pytest.fixture
def days_of_readings() -> int:
    """Tell of two months: the whole of the last one is among them."""
    return 60


async def billed(home: Home, **fields: object) -> dict[str, Any]:
    """Return the one bill that the action answers."""
    response: Any = await home.hass.services.async_call(
        DOMAIN,
        "bill_summary",
        {"config_entry_id": home.entry.entry_id, **fields},
        blocking=True,
        return_response=True,
    )
    [bill] = response["bills"]
    found: dict[str, Any] = bill
    return found


def view(home: Home) -> Any:
    [key] = home.runtime.engine.point_keys
    return home.runtime.engine.view(key)


async def test_the_last_month_is_added_up_unless_another_is_asked_for(
    home: Home,
) -> None:
    bill = await billed(home)

    assert (bill["start"], bill["end"]) == ("2026-10-01", "2026-10-31")
    assert bill["half_hours"] == 31 * 48 + 2
    assert bill["currency"] == "GBP"
    assert bill == await billed(home, month="2026-10-17")
    assert bill == await billed(home, start="2026-10-01", end="2026-10-31")


async def test_the_figures_are_those_of_the_readings_and_rates(home: Home) -> None:
    bill = await billed(home)
    known = view(home)
    slots = {
        slot: energy
        for slot, energy in known.readings.items()
        if local_day(known.region, slot).month == 10
    }

    assert bill["complete"]
    assert bill["missing_half_hours"] == 0
    assert Decimal(bill["import"]["energy_kwh"]) == sum(slots.values())
    assert Decimal(bill["import"]["cost"]) == sum(
        energy * known.book.house.at(slot).unit_rate for slot, energy in slots.items()
    )
    billed_cost = sum(
        round(energy, 2) * round(known.book.house.at(slot).unit_rate, 4)
        for slot, energy in slots.items()
    )
    assert Decimal(bill["import"]["billed_cost"]) == billed_cost
    standing = sum(
        known.book.standing.at(slot) for slot in slots if f"{slot:%H:%M}" == "12:00"
    )
    assert Decimal(bill["standing_charge"]["cost"]) == standing
    assert Decimal(bill["total"]) == Decimal(bill["import"]["cost"]) + standing


async def test_house_and_car_make_up_the_import_with_vat_in_it(home: Home) -> None:
    bill = await billed(home)

    for figure in ("energy_kwh", "cost", "billed_cost"):
        house, car, whole = (
            Decimal(bill[part][figure]) for part in ("house", "car", "import")
        )
        assert house > 0
        assert car > 0
        assert house + car == whole
    bands = {line["band"]: line for line in bill["import"]["bands"]}
    assert list(bands) == ["off_peak", "standard"]
    # 5 % on top is a twenty-first of the whole.
    assert bill["vat"]["rates"] == ["0.05"]
    assert Decimal(bill["vat"]["included"]) == round(Decimal(bill["total"]) / 21, 4)


async def test_the_car_of_the_month_equals_its_sensors(home: Home) -> None:
    bill = await billed(home, month="2026-11-01")

    month = view(home).month
    assert Decimal(bill["car"]["energy_kwh"]) == month.energy
    assert Decimal(bill["car"]["cost"]) == month.cost
    assert bill["end"] == "2026-11-20"
    assert not bill["complete"]
    assert bill["missing_half_hours"] > 0


async def test_the_house_of_a_day_equals_its_sensors(home: Home) -> None:
    day = view(home).latest_day

    bill = await billed(home, start=day.day.isoformat(), end=day.day.isoformat())

    assert Decimal(bill["import"]["energy_kwh"]) == day.energy
    assert Decimal(bill["import"]["cost"]) == day.cost.amount
    assert Decimal(bill["standing_charge"]["cost"]) == day.standing


async def test_sessions_that_are_listed_add_up_to_the_car(home: Home) -> None:
    bill = await billed(home, start="2026-11-02", end="2026-11-15")
    listed: Any = await home.hass.services.async_call(
        DOMAIN,
        "list_sessions",
        {"config_entry_id": home.entry.entry_id},
        blocking=True,
        return_response=True,
    )

    costs = [
        Decimal(slot["cost"])
        for session in listed["sessions"]
        for slot in session["slots"]
        if "2026-11-02" <= slot["start"] < "2026-11-16"
    ]
    assert Decimal(bill["car"]["cost"]) == sum(costs)


async def test_what_was_left_on_disk_is_added_up_as_well(home: Home) -> None:
    before = await billed(home, month="2026-10-01")
    await home.pass_time(minutes=1)
    assert await home.hass.config_entries.async_unload(home.entry.entry_id)
    home.world.faults.add({"status": 503}, path="*/consumption/", times=None)
    await home.pass_time(days=200)
    home.world.faults.clear()
    assert await home.set_up()
    assert min(view(home).readings).date() > date(2026, 10, 31)

    assert await billed(home, month="2026-10-01") == before


REFUSED: Final = [
    ({"month": "2026-12-01"}, "period_not_begun"),
    ({"start": "2026-11-21", "end": "2026-11-22"}, "period_not_begun"),
    ({"start": "2026-11-10", "end": "2026-11-09"}, "end_before_start"),
    ({"start": "2025-11-10", "end": "2026-11-11"}, "period_too_long"),
    ({"start": "2026-11-10"}, "period_unclear"),
    ({"end": "2026-11-10"}, "period_unclear"),
    (
        {"month": "2026-10-01", "start": "2026-10-01", "end": "2026-10-02"},
        "period_unclear",
    ),
    ({"month": "2019-10-01"}, "no_readings"),
]


async def test_a_period_without_a_bill_is_refused(home: Home) -> None:
    for fields, reason in REFUSED:
        with pytest.raises(ServiceValidationError) as refused:
            await billed(home, **fields)

        assert refused.value.translation_domain == DOMAIN
        assert (fields, refused.value.translation_key) == (fields, reason)


async def test_an_account_that_is_not_loaded_has_no_bill(home: Home) -> None:
    await home.hass.config_entries.async_unload(home.entry.entry_id)

    with pytest.raises(ServiceValidationError):
        await billed(home)


async def test_what_a_home_sends_back_is_credited_beside_its_import(
    settle: Settle,
) -> None:
    home = await settle("P3", history_days=14)
    assert await home.set_up()
    await home.pass_time(minutes=40)
    _, export = home.runtime.engine.all_keys
    sent: Any = home.runtime.engine.view(export)

    bill = await billed(home, start="2026-11-10", end="2026-11-16")

    slots = {
        slot: energy
        for slot, energy in sent.readings.items()
        if "2026-11-10" <= f"{slot:%Y-%m-%d}" <= "2026-11-16"
    }
    assert len(slots) == 7 * 48
    assert Decimal(bill["export"]["energy_kwh"]) == sum(slots.values()) > 0
    paid = sum(
        energy * sent.book.house.at(slot).unit_rate for slot, energy in slots.items()
    )
    assert Decimal(bill["export"]["cost"]) == paid
    assert bill["export"]["missing_half_hours"] == 0
    assert bill["point"] != export
    places: Any = await home.hass.services.async_call(
        DOMAIN,
        "energy_dashboard_ids",
        {"config_entry_id": home.entry.entry_id},
        blocking=True,
        return_response=True,
    )
    assert [row["place"] for row in places["statistics"]] == [
        "grid_consumption",
        "individual_device",
        "return_to_grid",
    ]
    assert places["statistics"][2]["energy"] == f"octopus_ev:{export}_export_energy"
