"""Offer the triggers to the automation editor, where Home Assistant can use them.

Its interface for them is young and may change without notice. What imports it is apart,
so that a change takes the triggers away and nothing else.
"""

from typing import TYPE_CHECKING

from homeassistant.core import HomeAssistant

from .const import LOGGER

if TYPE_CHECKING:
    from homeassistant.helpers.trigger import Trigger

try:
    from .automating.triggers import TRIGGERS
except ImportError:
    LOGGER.warning("This version of Home Assistant cannot use the triggers")
    TRIGGERS = {}


async def async_get_triggers(hass: HomeAssistant) -> dict[str, type[Trigger]]:
    """Return the triggers by their keys."""
    return TRIGGERS
