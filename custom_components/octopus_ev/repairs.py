"""What a repair asks the user, and does."""

from homeassistant.components.repairs import ConfirmRepairFlow, RepairsFlow
from homeassistant.core import HomeAssistant

from .energy_flow import EnergyDashboardFlow
from .energy_offer import ENTRY_ID, OFFER


async def async_create_fix_flow(
    hass: HomeAssistant,
    issue_id: str,
    data: dict[str, str | int | float | None] | None,
) -> RepairsFlow:
    """Return the dialog of a repair; of most there is nothing but to confirm it."""
    if issue_id.startswith(OFFER) and data is not None:
        return EnergyDashboardFlow(str(data[ENTRY_ID]))
    return ConfirmRepairFlow()
