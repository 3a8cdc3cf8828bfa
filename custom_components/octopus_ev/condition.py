"""Offer the conditions to the automation editor, where Home Assistant can use them.

Its interface for them is young and may change without notice. What imports it is apart,
so that a change takes the conditions away and nothing else.
"""

from typing import TYPE_CHECKING

from homeassistant.core import HomeAssistant

from .const import LOGGER

if TYPE_CHECKING:
    from homeassistant.helpers.condition import Condition

try:
    from .automating.conditions import CONDITIONS
except ImportError:
    LOGGER.warning("This version of Home Assistant cannot use the conditions")
    CONDITIONS = {}


async def async_get_conditions(hass: HomeAssistant) -> dict[str, type[Condition]]:
    """Return the conditions by their keys."""
    return CONDITIONS
