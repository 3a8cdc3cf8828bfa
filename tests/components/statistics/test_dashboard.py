"""What the integration wrote itself is what the bill says and the dashboard takes."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from pytest_homeassistant_custom_component.typing import WebSocketGenerator

from custom_components.octopus_ev.const import DOMAIN
from homeassistant.components.recorder import get_instance
from homeassistant.components.recorder.statistics import statistics_during_period
from homeassistant.components.repairs import repairs_flow_manager
from homeassistant.setup import async_setup_component
from tests.components.conftest import Home, Settle

from .books import KINDS, named


@pytest.fixture
async def fortnight(settle: Settle) -> Home:
    """Return a home with a fortnight of readings, all of it written."""
    home = await settle(history_days=14)
    for component in ("energy", "repairs"):
        assert await async_setup_component(home.hass, component, {})
    assert await home.set_up()
    await home.hass.async_block_till_done(wait_background_tasks=True)
    await get_instance(home.hass).async_block_till_done()
    return home


def key(home: Home) -> str:
    [found] = home.runtime.engine.point_keys
    return found


async def test_the_hours_of_some_days_add_up_to_their_bill(fortnight: Home) -> None:
    home = fortnight
    answer: Any = await home.hass.services.async_call(
        DOMAIN,
        "bill_summary",
        {
            "config_entry_id": home.entry.entry_id,
            "start": "2026-11-10",
            "end": "2026-11-16",
        },
        blocking=True,
        return_response=True,
    )
    [bill] = answer["bills"]
    found = await get_instance(home.hass).async_add_executor_job(
        statistics_during_period,
        home.hass,
        datetime(2026, 11, 10, tzinfo=UTC),
        datetime(2026, 11, 17, tzinfo=UTC),
        {named(kind, key(home)) for kind in KINDS},
        "hour",
        None,
        {"state"},
    )

    assert bill["complete"]
    for kind in KINDS:
        part, measure = kind.split("_")
        billed = bill["car" if part == "ev" else part][
            "energy_kwh" if measure == "energy" else "cost"
        ]
        hours = [row["state"] for row in found[named(kind, key(home))]]
        assert len(hours) == 7 * 24
        # To the last digit: an hour has few enough for a binary fraction to hold.
        assert sum(Decimal(str(hour)) for hour in hours) == Decimal(billed)


async def test_the_dashboard_finds_nothing_wrong_with_what_is_added(
    fortnight: Home, hass_ws_client: WebSocketGenerator
) -> None:
    home = fortnight
    await home.pass_time(minutes=6)
    repairs = repairs_flow_manager(home.hass)
    assert repairs is not None
    issue_id = f"energy_dashboard_{key(home)}"
    flow = await repairs.async_init(DOMAIN, context={"issue_id": issue_id})
    placeholders = flow["description_placeholders"]
    assert placeholders is not None
    assert "Octopus EV" in placeholders["statistics"]
    await repairs.async_configure(flow["flow_id"], {"next_step_id": "add"})

    socket = await hass_ws_client(home.hass)
    answers = {}
    for command in ("energy/get_prefs", "energy/validate"):
        await socket.send_json_auto_id({"type": command})
        answers[command] = (await socket.receive_json())["result"]

    [source] = answers["energy/get_prefs"]["energy_sources"]
    assert source["stat_cost"] == named("import_cost", key(home))
    assert answers["energy/validate"]["energy_sources"] == [[]]
    assert answers["energy/validate"]["device_consumption"] == [[]]
