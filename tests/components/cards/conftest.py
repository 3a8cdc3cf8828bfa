"""Ask what the cards ask, as a page in a browser does."""

from typing import Any

import pytest
from pytest_homeassistant_custom_component.typing import (
    MockHAClientWebSocket,
    WebSocketGenerator,
)

from tests.components.conftest import Home


@pytest.fixture
async def page(home: Home, hass_ws_client: WebSocketGenerator) -> MockHAClientWebSocket:
    """Return the websocket of an administrator's page, once the home is set up."""
    return await hass_ws_client()


async def asked(page: MockHAClientWebSocket, kind: str, **fields: object) -> Any:
    """Ask something and return the answer, be it a success or a refusal."""
    await page.send_json_auto_id({"type": f"octopus_ev/{kind}", **fields})
    return await page.receive_json()


async def heard(page: MockHAClientWebSocket) -> Any:
    """Return the next message of the page's subscription."""
    message = await page.receive_json()
    assert message["type"] == "event", message
    return message["event"]
