"""In a whole home, statistics equal sensors equal sessions; and they can be rebuilt."""

import asyncio
from datetime import UTC, datetime
from typing import Any

import pytest
from pytest_homeassistant_custom_component.common import MockUser

from custom_components.octopus_ev import action_statistics
from custom_components.octopus_ev.const import DOMAIN
from custom_components.octopus_ev.statistics import async_committed
from homeassistant.components.recorder import get_instance
from homeassistant.components.recorder.statistics import statistics_during_period
from homeassistant.core import Context
from homeassistant.exceptions import ServiceValidationError, Unauthorized
from homeassistant.helpers import entity_registry as er
from tests.components.conftest import Home, Settle

from .books import KINDS, Rows, alike, named, worked_out


def point_key(home: Home) -> str:
    (key,) = home.runtime.engine.point_keys
    return key


async def written(home: Home) -> dict[str, Rows]:
    """Return every statistic of the home's supply point, by kind."""
    await home.hass.async_block_till_done(wait_background_tasks=True)
    await async_committed(home.hass)
    names = {named(kind, point_key(home)): kind for kind in KINDS}
    found = await get_instance(home.hass).async_add_executor_job(
        statistics_during_period,
        home.hass,
        datetime(2020, 1, 1, tzinfo=UTC),
        None,
        set(names),
        "hour",
        None,
        {"state", "sum"},
    )
    return {
        names[name]: {
            datetime.fromtimestamp(row["start"], UTC): (row["state"], row["sum"] or 0)
            for row in rows
        }
        for name, rows in found.items()
    }


async def act(home: Home, action: str, **options: Any) -> dict[str, Any]:
    """Call an action for the home's account and return its response."""
    response: Any = await home.hass.services.async_call(
        DOMAIN,
        action,
        {"config_entry_id": home.entry.entry_id},
        blocking=True,
        return_response=True,
        **options,
    )
    return dict(response)


def shown(home: Home, name: str) -> float:
    state = home.hass.states.get(f"sensor.octopus_ev_{name}")
    assert state is not None
    return float(state.state)


async def test_statistics_sensors_and_sessions_say_the_same(
    settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A fortnight of them, hour by hour; then all of it once more."""
    home = await settle(history_days=14)
    assert await home.set_up()
    rows = await written(home)

    truth = worked_out(home.runtime.engine.view(point_key(home)))
    assert all(alike(rows[kind], truth[kind]) for kind in KINDS)
    energy, cost = rows["ev_energy"], rows["ev_cost"]
    assert round(energy[max(energy)][1], 8) == shown(home, "charging_energy_in_total")
    assert round(cost[max(cost)][1], 8) == shown(home, "charging_cost_in_total")
    for session in (await act(home, "list_sessions"))["sessions"]:
        assert session["slots"]
        for slot in session["slots"]:
            hour = datetime.fromisoformat(slot["start"]).replace(minute=0)
            assert (energy[hour][0] or 0) + 1e-8 > float(slot["energy_kwh"])

    recorder = get_instance(home.hass)
    recorder.async_clear_statistics([named("ev_cost", point_key(home))])
    counted = await act(home, "rebuild_statistics")

    key = point_key(home)
    assert counted == {
        "done": True,
        "rows": {named(kind, key): len(rows[kind]) for kind in KINDS},
    }
    assert await written(home) == rows

    monkeypatch.setattr(action_statistics, "_PATIENCE", 0)
    recorder.async_clear_statistics([named("ev_cost", key)])
    assert await act(home, "rebuild_statistics") == {"done": False, "rows": None}
    await home.hass.async_block_till_done(wait_background_tasks=True)
    await async_committed(home.hass)
    assert await written(home) == rows


async def test_no_entity_has_to_be_enabled(settle: Settle) -> None:
    home = await settle()
    home.hass.config_entries.async_update_entry(
        home.entry, pref_disable_new_entities=True
    )
    assert await home.set_up()
    entities = er.async_get(home.hass).entities.values()
    assert all(entity.disabled for entity in entities)

    async with asyncio.timeout(30):
        while len(home.runtime.statistics.counts(point_key(home))) < len(KINDS):
            await asyncio.sleep(0.05)


async def test_only_an_administrator_may_rebuild(
    home: Home, hass_read_only_user: MockUser
) -> None:
    with pytest.raises(Unauthorized):
        await act(
            home, "rebuild_statistics", context=Context(user_id=hass_read_only_user.id)
        )


async def test_an_account_that_is_not_set_up_cannot_be_rebuilt(home: Home) -> None:
    await home.hass.config_entries.async_unload(home.entry.entry_id)

    with pytest.raises(ServiceValidationError):
        await act(home, "rebuild_statistics")


async def test_what_a_home_sends_back_is_counted_apart(settle: Settle) -> None:
    home = await settle("P3", history_days=4)
    assert await home.set_up()
    # It is asked for once the home itself is there.
    await home.pass_time(minutes=45)
    await home.pass_time(seconds=10)
    await async_committed(home.hass)

    counted = await act(home, "rebuild_statistics")

    kinds = sorted(name.split("_", 2)[-1] for name in counted["rows"])
    assert kinds == sorted(("export_cost", "export_energy", *KINDS))
    assert all(rows > 48 for rows in counted["rows"].values())
