"""The action that lists sessions."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import probatio
import pytest

from custom_components.octopus_ev.const import DOMAIN
from custom_components.octopus_ev.core.smart import (
    ChargeType,
    CompletedDispatch,
    SupplierSession,
)
from custom_components.octopus_ev.core.span import Span
from homeassistant.exceptions import ServiceValidationError
from homeassistant.helpers import device_registry as dr

from .conftest import Home


async def listed(home: Home, **fields: object) -> list[dict[str, Any]]:
    """Return what the action answers."""
    response: Any = await home.hass.services.async_call(
        DOMAIN,
        "list_sessions",
        {"config_entry_id": home.entry.entry_id, **fields},
        blocking=True,
        return_response=True,
    )
    sessions: list[dict[str, Any]] = response["sessions"]
    return sessions


async def test_all_sessions_are_listed_in_order(home: Home) -> None:
    sessions = await listed(home)

    starts = [session["start"] for session in sessions]
    assert len(starts) > 10
    assert starts == sorted(set(starts))
    assert {session["point"] for session in sessions} == {
        *home.runtime.engine.point_keys
    }


async def test_the_slots_of_a_session_add_up_to_its_cost(home: Home) -> None:
    session = (await listed(home))[-1]

    energy = sum(Decimal(slot["energy_kwh"]) for slot in session["slots"])
    cost = sum(
        Decimal(slot["energy_kwh"]) * Decimal(slot["unit_rate"])
        for slot in session["slots"]
    )
    assert session["energy_kwh"] == pytest.approx(float(energy), abs=0.0005)
    assert session["cost"] == pytest.approx(float(cost), abs=0.005)
    assert session["currency"] == "GBP"
    assert "action" not in session


async def test_a_session_that_crosses_the_bounds_is_listed(home: Home) -> None:
    last = (await listed(home))[-1]
    start, end = map(datetime.fromisoformat, (last["start"], last["end"]))
    middle = start + (end - start) / 2

    assert await listed(home, start=middle.isoformat()) == [last]
    assert last in await listed(home, end=middle.isoformat())
    assert await listed(home, start=last["end"]) == []
    assert last not in await listed(home, end=last["start"])


async def test_a_time_without_an_offset_is_local(home: Home) -> None:
    await home.hass.config.async_set_time_zone("Asia/Tokyo")
    last = (await listed(home))[-1]
    end = datetime.fromisoformat(last["end"])
    in_tokyo = f"{end.hour + 9:02}:{end.minute:02}:{end.second:02}"

    day = end.date().isoformat()
    assert await listed(home, start=f"{day} {last['end'][11:19]}") == [last]
    assert await listed(home, start=f"{day} {in_tokyo}") == []


async def test_sessions_are_chosen_by_what_they_are(home: Home) -> None:
    every = await listed(home)
    (key,) = home.runtime.engine.point_keys
    first, last = every[0], every[-1]
    engine = home.runtime.engine
    await engine.async_edit(first["session_id"], vehicle="Leaf")
    added = Span(
        datetime(2026, 11, 20, 9, tzinfo=UTC), datetime(2026, 11, 20, 10, tzinfo=UTC)
    )
    await engine.async_add(key, added, Decimal(7))
    point = dr.async_get(home.hass).async_get_device_by_identifier(
        (DOMAIN, key), home.entry.entry_id
    )
    assert point is not None

    def ids(sessions: list[dict[str, Any]]) -> list[str]:
        return [session["session_id"] for session in sessions]

    assert ids(await listed(home, vehicle="Leaf")) == [first["session_id"]]
    (by_hand,) = await listed(home, source="manual")
    assert by_hand["start"] == added.start.isoformat()
    assert ids(await listed(home, source=["half_hourly"])) == ids(every)
    assert await listed(home, type=["smart", "boost"]) == []
    sure = await listed(home, confidence="confirmed")
    assert ids(sure) == [
        one["session_id"]
        for one in await listed(home)
        if one["confidence"] == "confirmed"
    ]
    assert last["session_id"] in ids(await listed(home, device_id=point.id))


async def test_what_is_no_supply_point_is_refused(home: Home) -> None:
    other = dr.async_get(home.hass).async_get_or_create(
        config_entry_id=home.entry.entry_id, identifiers={(DOMAIN, "something else")}
    )

    for device_id in (other.id, "none"):
        with pytest.raises(ServiceValidationError) as refused:
            await listed(home, device_id=device_id)

        assert refused.value.translation_key == "no_supply_point"


async def test_reversed_times_are_refused(home: Home) -> None:
    with pytest.raises(ServiceValidationError) as refused:
        await listed(home, start="2026-11-02 00:00:00", end="2026-11-01 00:00:00")

    assert refused.value.translation_domain == DOMAIN
    assert refused.value.translation_key == "end_before_start"


async def test_a_time_beyond_all_time_is_refused(home: Home) -> None:
    await home.hass.config.async_set_time_zone("Asia/Tokyo")

    with pytest.raises(probatio.MultipleInvalid):
        await listed(home, start="0001-01-01 00:00:00")


async def test_an_account_that_is_not_loaded_is_refused(home: Home) -> None:
    await home.hass.config_entries.async_unload(home.entry.entry_id)

    with pytest.raises(ServiceValidationError):
        await listed(home)


async def test_the_account_must_be_named(home: Home) -> None:
    with pytest.raises(probatio.MultipleInvalid):
        await home.hass.services.async_call(
            DOMAIN, "list_sessions", {}, blocking=True, return_response=True
        )


async def test_a_charge_elsewhere_is_listed_apart(home: Home) -> None:
    (key,) = home.runtime.engine.point_keys
    before = await listed(home)
    last = datetime.fromisoformat(before[-1]["end"]).astimezone(UTC)
    span = Span(last + timedelta(hours=1), last + timedelta(hours=2))
    dispatch = CompletedDispatch(span=span, energy=Decimal(20), away=True)

    await home.runtime.engine.async_smart(
        key, lambda record: record.with_completed([dispatch])
    )
    response: Any = await home.hass.services.async_call(
        DOMAIN,
        "list_sessions",
        {"config_entry_id": home.entry.entry_id},
        blocking=True,
        return_response=True,
    )

    (charge,) = response["away"]
    assert (charge["point"], charge["energy_kwh"]) == (key, 20.0)
    assert [one["energy_kwh"] for one in response["sessions"]] == [
        one["energy_kwh"] for one in before
    ]


async def test_a_completed_dispatch_tells_why_the_car_charged(home: Home) -> None:
    (key,) = home.runtime.engine.point_keys
    last = (await listed(home))[-1]
    assert last["type"] is None
    start, end = (
        datetime.fromisoformat(last[name]).astimezone(UTC) for name in ("start", "end")
    )
    energy = Decimal(str(last["energy_kwh"]))
    dispatch = CompletedDispatch(span=Span(start, end), energy=energy)

    await home.runtime.engine.async_smart(
        key, lambda record: record.with_completed([dispatch])
    )

    after = (await listed(home))[-1]
    assert after["session_id"] == last["session_id"]
    assert after["type"] == "smart"
    assert "dispatch" in after["sources"]
    assert after["energy_kwh"] == pytest.approx(last["energy_kwh"], abs=0.2)
    assert after["provenance"]["supplier_kwh"] == last["energy_kwh"]


async def test_a_session_has_what_the_supplier_lists_besides(home: Home) -> None:
    (key,) = home.runtime.engine.point_keys
    first, last = (await listed(home))[-2:]
    start, end = (
        datetime.fromisoformat(last[name]).astimezone(UTC) for name in ("start", "end")
    )
    charge = SupplierSession(
        device_key="0123456789",
        span=Span(start, end),
        type=ChargeType.SMART,
        energy=Decimal(str(last["energy_kwh"])),
        charge_added=Decimal("31.04"),
        charge_final=Decimal(80),
        problems=("disconnected",),
    )

    await home.runtime.engine.async_smart(
        key, lambda record: record.with_charges([charge])
    )

    before, after = (await listed(home))[-2:]
    assert (before["session_id"], before["supplier"]) == (first["session_id"], None)
    assert after["supplier"] == {
        "percent_added": 31.0,
        "percent_final": 80.0,
        "problems": ["disconnected"],
    }
