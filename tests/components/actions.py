"""Call actions as an automation, a page or a person does."""

from typing import Any

from custom_components.octopus_ev.const import DOMAIN

from .conftest import Home


async def act(home: Home, action: str, **fields: object) -> dict[str, Any]:
    """Call an action for the home's account and return its response."""
    response: Any = await home.hass.services.async_call(
        DOMAIN,
        action,
        {"config_entry_id": home.entry.entry_id, **fields},
        blocking=True,
        return_response=True,
    )
    return dict(response)


async def undo(home: Home, response: dict[str, Any]) -> dict[str, Any]:
    """Call the action that a response says undoes it."""
    domain, action = response["undo"]["action"].split(".")
    undone: Any = await home.hass.services.async_call(
        domain,
        action,
        response["undo"]["data"],
        blocking=True,
        return_response=True,
    )
    return dict(undone)
