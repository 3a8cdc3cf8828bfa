"""The action that compares tariffs: each row against the simulator's own prices."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, Final

import pytest

from custom_components.octopus_ev import action_compare
from custom_components.octopus_ev.const import DOMAIN
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError
from simulator.catalogue import TARIFFS

from .actions import act
from .conftest import Home, Settle

MONTH: Final = {"start": "2026-11-01", "end": "2026-11-19"}
OFFERS: Final = {
    "agile": "agile",
    "cosy": "cosy",
    "flexible": "variable",
    "intelligent": "four_rate",
}


def view(home: Home) -> Any:
    (key,) = home.runtime.engine.point_keys
    return home.runtime.engine.view(key)


def charged(home: Home) -> list[tuple[int, Decimal]]:
    """Return what every session took by slot, in seconds since 1970."""
    first = datetime(2026, 11, 1, tzinfo=UTC)
    last = datetime(2026, 11, 20, tzinfo=UTC)
    return [
        (int(slot.start.timestamp()), slot.energy)
        for session in view(home).sessions
        for slot in session.slots
        if first <= slot.start < last
    ]


async def test_each_tariff_costs_what_the_supplier_would_have_billed(
    home: Home,
) -> None:
    before = len(home.world.log.entries)
    told = await act(home, "compare_tariffs", **MONTH)
    asked = [entry.path for entry in home.world.log.entries][before:]
    own, *others = told["tariffs"]

    slots = charged(home)
    assert len(slots) > 50
    assert own["tariff"] == "current"
    assert Decimal(own["saving"]) == 0
    bill = (await act(home, "bill_summary", **MONTH))["bills"][0]
    assert own["car"]["energy_kwh"] == bill["car"]["energy_kwh"]
    assert own["car"]["cost"] == own["cost"] == bill["car"]["cost"]
    assert own["standing_charge"] == bill["standing_charge"]["cost"]
    assert told["missing_half_hours"] == bill["missing_half_hours"]
    # The customer is on Go already.
    assert {row["tariff"] for row in others} == {*OFFERS}
    for row in others:
        tariff = TARIFFS[OFFERS[row["tariff"]]]("C", home.world.scenario)
        truth = sum(
            (energy * tariff.car_price(slot) for slot, energy in slots),
            start=Decimal(0),
        )
        assert abs(Decimal(row["cost"]) - truth / 100) < Decimal("0.00001"), row[
            "tariff"
        ]
        assert Decimal(row["saving"]) == Decimal(own["cost"]) - Decimal(row["cost"])
        assert (row["complete"], row["house"]) == (True, None)
    # A list, and of each offer its links, its rates and its standing charge.
    assert len(asked) < 20
    assert all("/products/" in path for path in asked)
    assert {entry.auth for entry in home.world.log.entries[before:]} == {"none"}

    again = len(home.world.log.entries)
    assert await act(home, "compare_tariffs", **MONTH) == told
    assert len(home.world.log.entries) == again + 1


async def test_the_whole_home_is_compared_as_its_bill(home: Home) -> None:
    told = await act(home, "compare_tariffs", **MONTH, whole_home=True)

    bill = (await act(home, "bill_summary", **MONTH))["bills"][0]
    own, *others = told["tariffs"]
    assert own["house"]["cost"] == bill["house"]["cost"]
    assert Decimal(own["cost"]) == Decimal(bill["import"]["cost"])
    (agile,) = (row for row in others if row["tariff"] == "agile")
    tariff = TARIFFS["agile"]("C", home.world.scenario)
    readings = view(home).readings
    truth = sum(
        energy * tariff.house_price(int(at.timestamp()))
        for at, energy in readings.items()
        if "2026-11-01" <= f"{at:%Y-%m-%d}" <= "2026-11-19"
    )
    assert abs(Decimal(agile["cost"]) - truth / 100) < Decimal("0.00001")
    assert agile["days_without_standing_charge"] == 0


async def test_a_period_without_charges_is_not_compared(home: Home) -> None:
    for fields, reason in (
        ({"start": "2026-12-01", "end": "2026-12-02"}, "period_not_begun"),
        ({"start": "2019-01-01", "end": "2019-01-02"}, "nothing_to_compare"),
    ):
        with pytest.raises(ServiceValidationError) as refused:
            await act(home, "compare_tariffs", **fields)
        assert refused.value.translation_domain == DOMAIN
        assert refused.value.translation_key == reason


async def test_a_tariff_without_rates_is_said_to_be_incomplete(home: Home) -> None:
    home.world.faults.add(
        {"status": 404}, path="*-COSY-*/standard-unit-rates/", times=None
    )
    home.world.faults.add(
        {"status": 404}, path="*-COSY-*/standing-charges/", times=None
    )

    told = await act(home, "compare_tariffs", **MONTH)

    (cosy,) = (row for row in told["tariffs"] if row["tariff"] == "cosy")
    assert cosy["car"]["unpriced_kwh"] == told["tariffs"][0]["car"]["energy_kwh"]
    assert (cosy["cost"], cosy["saving"], cosy["complete"]) == (None, None, False)
    assert cosy["days_without_standing_charge"] == 19


async def test_a_supplier_that_does_not_answer_is_an_error_in_words(
    home: Home,
) -> None:
    home.world.faults.add({"status": 503}, path="*/products/", times=None)

    with pytest.raises(HomeAssistantError) as failed:
        await act(home, "compare_tariffs", **MONTH)

    assert failed.value.translation_key == "unreachable"


async def test_everyday_polling_goes_before_a_comparison(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(action_compare, "IMPORT_RESERVE", 400)

    with pytest.raises(HomeAssistantError) as failed:
        await act(home, "compare_tariffs", **MONTH)

    assert failed.value.translation_key == "asked_much"


async def test_a_tariff_that_names_no_region_has_nothing_to_compare(
    settle: Settle,
) -> None:
    home = await settle("P6")
    assert await home.set_up()
    start = datetime(2026, 11, 18, 9, tzinfo=UTC)
    await act(
        home,
        "add_session",
        start=start.isoformat(),
        end=start.replace(hour=10).isoformat(),
        energy_kwh=7,
    )

    with pytest.raises(ServiceValidationError) as refused:
        await act(home, "compare_tariffs", **MONTH)

    assert refused.value.translation_key == "region_unknown"
