"""The actions about time and money: what a period came to, and when to charge."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any, Final

import pytest

from custom_components.octopus_ev.const import DOMAIN
from custom_components.octopus_ev.core.smart import DispatchType, PlannedDispatch
from custom_components.octopus_ev.core.span import Span
from homeassistant.exceptions import ServiceValidationError

from .actions import act
from .conftest import Home, Settle
from .reports import report


def view(home: Home) -> Any:
    (key,) = home.runtime.engine.point_keys
    return home.runtime.engine.view(key)


async def test_a_period_equals_sensors_and_sessions_to_the_digit(home: Home) -> None:
    month, day = view(home).month, view(home).latest_day
    last = view(home).sessions[-1]

    (whole,) = (
        await act(
            home, "price_period", start="2026-11-01T00:00Z", end="2026-11-20T12:00Z"
        )
    )["periods"]
    following = day.day + timedelta(days=1)
    (one,) = (
        await act(
            home, "price_period", start=f"{day.day}T00:00Z", end=f"{following}T00:00Z"
        )
    )["periods"]
    (charge,) = (
        await act(
            home,
            "price_period",
            start=last.span.start.isoformat(),
            end=last.span.end.isoformat(),
        )
    )["periods"]

    assert Decimal(whole["car"]["energy_kwh"]) == month.energy
    assert Decimal(whole["car"]["cost"]) == month.cost
    assert not whole["complete"]
    newest = view(home).newest_reading
    assert whole["missing"][-1]["start"] == newest.isoformat()
    assert Decimal(one["import"]["energy_kwh"]) == day.energy
    assert Decimal(one["import"]["cost"]) == day.cost.amount
    assert (one["complete"], one["missing"]) == (True, [])
    assert Decimal(charge["car"]["energy_kwh"]) == last.energy
    assert Decimal(charge["car"]["cost"]) == last.cost


async def test_energy_that_is_given_is_priced_as_an_added_session(home: Home) -> None:
    start, end = "2026-11-19T23:10:00+00:00", "2026-11-20T01:10:00+00:00"
    rates = view(home).book.vehicle
    first, second, third = (
        rates.at(datetime(2026, 11, day, hour, minute, tzinfo=UTC)).unit_rate
        for day, hour, minute in ((19, 23, 10), (20, 0, 0), (20, 0, 30))
    )

    (told,) = (await act(home, "price_period", start=start, end=end, energy_kwh=12))[
        "periods"
    ]

    # 6 kW: for 50 minutes, for 30 and for 40.
    truth = 5 * first + 3 * second + 4 * third
    assert abs(Decimal(told["given"]["cost"]) - truth) < Decimal("1e-20")
    assert Decimal(told["given"]["energy_kwh"]) == 12


REFUSED: Final = [
    ("2026-11-10 00:00", "2026-11-10 00:00", "end_before_start"),
    ("2026-11-21 00:00", "2026-11-22 00:00", "period_not_begun"),
    ("2025-11-10 00:00", "2026-11-15 00:00", "period_too_long"),
    ("2019-11-10 00:00", "2019-11-15 00:00", "no_readings"),
]


async def test_a_period_of_which_nothing_can_be_told_is_refused(home: Home) -> None:
    for start, end, reason in REFUSED:
        with pytest.raises(ServiceValidationError) as refused:
            await act(home, "price_period", start=start, end=end)

        assert refused.value.translation_domain == DOMAIN
        assert refused.value.translation_key == reason


async def test_the_cheapest_time_is_the_cheap_night(home: Home) -> None:
    """On Go, 00:30 to 05:30 is cheap; 36 kWh take just these five hours at 7.2 kW."""
    book = view(home).book.vehicle
    cheap = book.at(datetime(2026, 11, 21, 2, tzinfo=UTC)).unit_rate

    night = await act(home, "cheapest_window", energy_kwh=36, power_kw=7.2)
    short = await act(
        home,
        "cheapest_window",
        duration_min=60,
        start="2026-11-20T23:00Z",
        end="2026-11-21T08:00Z",
        split=True,
    )

    assert night["start"] == "2026-11-21T00:30:00+00:00"
    assert night["end"] == "2026-11-21T05:30:00+00:00"
    assert night["cost"] == round(float(36 * cheap), 2)
    assert night["average_rate"] == round(float(cheap), 4)
    (block,) = night["blocks"]
    assert (block["energy_kwh"], block["band"]) == (36.0, "off_peak")
    assert (night["complete"], night["unknown"]) == (True, [])
    assert short["start"] == "2026-11-21T00:30:00+00:00"
    power = view(home).charger_power_kw
    assert short["energy_kwh"] == pytest.approx(float(power), abs=0.0005)


async def test_what_is_not_known_of_agile_tomorrow_is_said(settle: Settle) -> None:
    """At noon, the rates end at 23:00; the cheapest half hours are found by sorting."""
    home = await settle("P3")
    assert await home.set_up()
    now = datetime(2026, 11, 20, 12, tzinfo=UTC)
    prices = sorted(
        view(home).book.vehicle.at(now + index * timedelta(minutes=30)).unit_rate
        for index in range(22)
    )

    found = await act(home, "cheapest_window", duration_min=120, power_kw=7, split=True)

    assert found["cost"] == round(float(sum(prices[:4]) * 7 / 2), 2)
    assert found["energy_kwh"] == 14.0
    assert not found["complete"]
    assert found["unknown"][0]["start"] == "2026-11-20T23:00:00+00:00"
    with pytest.raises(ServiceValidationError) as refused:
        await act(home, "cheapest_window", duration_min=12 * 60)
    assert refused.value.translation_key == "rates_unknown"


NO_WINDOW: Final[list[tuple[dict[str, object], str]]] = [
    ({}, "energy_or_duration"),
    ({"energy_kwh": 7, "duration_min": 60}, "energy_or_duration"),
    ({"energy_kwh": 500}, "no_time"),
    ({"duration_min": 60, "end": "2026-11-20T11:00Z"}, "end_before_start"),
    ({"energy_kwh": 7}, "power_unknown"),
    ({"duration_min": 60, "start": "9999-12-31T23:59Z"}, "rates_unknown"),
]


async def test_a_time_that_cannot_be_found_is_refused(settle: Settle) -> None:
    home = await settle("P6")
    assert await home.set_up()

    for fields, reason in NO_WINDOW:
        power: dict[str, object] = {"power_kw": 7}
        if reason == "power_unknown":
            power = {}
        with pytest.raises(ServiceValidationError) as refused:
            await act(home, "cheapest_window", **fields, **power)

        assert (fields, refused.value.translation_key) == (fields, reason)


async def test_a_planned_half_hour_is_as_cheap_as_the_night(settle: Settle) -> None:
    home = await settle("P11")
    assert await home.set_up()
    await home.hass.async_block_till_done(wait_background_tasks=True)
    start = datetime(2026, 11, 20, 14, 10, tzinfo=UTC)
    dispatch = PlannedDispatch(
        span=Span(start, start + timedelta(minutes=40)), type=DispatchType.SMART
    )
    told = replace(report(), plan=(dispatch,))
    await home.runtime.engine.async_devices([told])
    night = min(rate.unit_rate for _, rate in view(home).book.vehicle)

    found = await act(
        home,
        "cheapest_window",
        duration_min=60,
        power_kw=7,
        end="2026-11-20T18:00Z",
    )

    (block,) = found["blocks"]
    assert block["start"] == "2026-11-20T14:00:00+00:00"
    assert block["end"] == "2026-11-20T15:00:00+00:00"
    assert (block["planned"], block["band"]) == (True, "off_peak")
    assert found["cost"] == round(float(7 * night), 2)
