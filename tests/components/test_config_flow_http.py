"""The flow as a browser meets it: as JSON, over HTTP."""

from typing import Any

from aiohttp.test_utils import TestClient
import pytest
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from custom_components.octopus_ev.const import DOMAIN
from homeassistant.core import HomeAssistant
from homeassistant.setup import async_setup_component
from simulator.site import IMPORT_MPAN
from simulator.world import World

FLOW = "/api/config/config_entries/flow"


@pytest.fixture
async def browser(
    hass: HomeAssistant, hass_client: ClientSessionGenerator
) -> TestClient[Any, Any]:
    """Return a browser that is signed in."""
    for component in ("http", "websocket_api", "config"):
        assert await async_setup_component(hass, component, {})
    return await hass_client()


async def test_every_form_reaches_a_browser_and_the_entry_tells_no_secret(
    hass: HomeAssistant, world: World, browser: TestClient[Any, Any]
) -> None:
    first = await (await browser.post(FLOW, json={"handler": DOMAIN})).json()
    assert [row["name"] for row in first["data_schema"]] == [
        "api_key",
        "account_number",
    ]
    path = f"{FLOW}/{first['flow_id']}"

    meters = await browser.post(path, json={"api_key": world.api_key})
    assert IMPORT_MPAN not in await meters.text()
    assert [row["name"] for row in (await meters.json())["data_schema"]] == [
        "points",
        "by_hand",
    ]

    charger = await (await browser.post(path, json={})).json()
    assert [row["name"] for row in charger["data_schema"]] == [
        "charger_power_kw",
        "payment_method",
        "heat_pump",
        "battery",
        "solar",
    ]

    made = await (await browser.post(path, json={})).text()
    await hass.async_block_till_done()
    assert '"create_entry"' in made
    for secret in (world.api_key, world.account_number, IMPORT_MPAN):
        assert secret not in made
