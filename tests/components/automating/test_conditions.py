"""The conditions: what is so, what is not, and what is not known."""

from decimal import Decimal
from typing import Any

import probatio
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.octopus_ev.const import DOMAIN
from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import HomeAssistant
from homeassistant.helpers import condition, device_registry as dr
from tests.components.conftest import Home, Settle

KEYS = ("is_charging", "in_cheap_slot", "rate_below", "last_session_cost_above")
"""Their options, if any, are such that they are easily met."""
OPTIONS = {"rate_below": {"rate": 5}, "last_session_cost_above": {"cost": 0}}


async def holds(
    hass: HomeAssistant, key: str, options: Any = None, target: Any = None
) -> bool | None:
    """Tell whether a condition holds, as an automation does."""
    config = {
        "condition": f"octopus_ev.{key}",
        "options": OPTIONS.get(key, {}) if options is None else options,
        "target": target or {},
    }
    valid = await condition.async_validate_condition_config(hass, config)
    checker = await condition.async_from_config(hass, valid)
    return checker.async_check()


async def test_while_no_account_is_loaded_nothing_holds(home: Home) -> None:
    assert await home.hass.config_entries.async_unload(home.entry.entry_id)
    assert home.entry.state is ConfigEntryState.NOT_LOADED

    assert [await holds(home.hass, key) for key in KEYS] == [False] * 4


async def test_a_quiet_noon(home: Home) -> None:
    hass = home.hass

    assert not await holds(hass, "is_charging")
    assert not await holds(hass, "in_cheap_slot")
    assert await holds(hass, "rate_below", {"rate": 0.2816})
    assert not await holds(hass, "rate_below", {"rate": 0.2815})
    assert not await holds(hass, "rate_below", {"rate": 0.1, "hours": 12})
    assert await holds(hass, "rate_below", {"rate": 0.1, "hours": 13})


async def test_the_last_session_is_compared_by_its_cost(home: Home) -> None:
    [key] = home.runtime.engine.point_keys
    last = home.runtime.engine.view(key).last_session
    assert last is not None
    assert last.cost is not None
    less, more = (float(last.cost + Decimal(step)) for step in ("-0.01", "0.01"))

    assert await holds(home.hass, "last_session_cost_above", {"cost": less})
    assert not await holds(home.hass, "last_session_cost_above", {"cost": more})


async def test_a_cheap_night(settle: Settle) -> None:
    home = await settle(now="2026-11-21T01:00:00+00:00")
    assert await home.set_up()

    assert await holds(home.hass, "in_cheap_slot")
    assert await holds(home.hass, "rate_below", {"rate": 0.1})


async def test_a_charge_is_one_as_long_as_it_is_seen(home: Home) -> None:
    home.world.plug(kwh=60)
    for _ in range(5):
        await home.pass_time(minutes=5)
    assert await holds(home.hass, "is_charging")

    home.world.scenario.telemetry = "offline"
    for _ in range(3):
        await home.pass_time(minutes=5)
    [key] = home.runtime.engine.point_keys
    assert home.runtime.engine.view(key).live_session is not None
    assert not await holds(home.hass, "is_charging")


async def test_a_rate_that_is_always_the_same_is_never_cheap(settle: Settle) -> None:
    home = await settle("P14")
    assert await home.set_up()

    assert not await holds(home.hass, "in_cheap_slot")
    assert not await holds(home.hass, "is_charging")


async def test_a_target_is_asked_alone(home: Home) -> None:
    registry = dr.async_get(home.hass)
    [ours] = dr.async_entries_for_config_entry(registry, home.entry.entry_id)
    other = MockConfigEntry()
    other.add_to_hass(home.hass)
    another = registry.async_get_or_create(
        config_entry_id=other.entry_id, identifiers={("test", "another")}
    )

    assert await holds(home.hass, "rate_below", target={"device_id": ours.id})
    assert not await holds(home.hass, "rate_below", target={"device_id": another.id})


async def test_a_car_is_asked_for_its_own_charges(settle: Settle) -> None:
    home = await settle("P7")
    assert await home.set_up()
    [key] = home.runtime.engine.point_keys
    view = home.runtime.engine.view(key)
    registry = dr.async_get(home.hass)
    asked = []
    for car in view.devices or ():
        ours = (
            session for session in view.sessions if session.device == car.device.key
        )
        cost = [session.cost for session in ours][-1]
        assert cost is not None
        device = registry.async_get_device_by_identifier(
            (DOMAIN, car.device.key), home.entry.entry_id
        )
        assert device is not None
        for step in ("-0.01", "0.01"):
            options = {"cost": float(cost + Decimal(step))}
            target = {"device_id": device.id}
            asked.append(
                await holds(home.hass, "last_session_cost_above", options, target)
            )
        assert not await holds(home.hass, "is_charging", target=target)

    assert asked == [True, False] * 2


@pytest.mark.parametrize(
    ("key", "options"),
    [
        ("rate_below", {}),
        ("rate_below", {"rate": "cheap"}),
        ("rate_below", {"rate": 1, "hours": -1}),
        ("last_session_cost_above", {}),
        ("is_charging", {"rate": 1}),
    ],
)
async def test_what_cannot_be_asked_is_refused(
    hass: HomeAssistant, key: str, options: Any
) -> None:
    with pytest.raises(probatio.Invalid, match=r"options"):
        await holds(hass, key, options)
