"""What a repair asks the user, and does."""

from homeassistant.components.repairs import ConfirmRepairFlow, RepairsFlow
from homeassistant.core import HomeAssistant

from .energy_flow import EnergyDashboardFlow
from .energy_offer import ENTRY_ID, OFFER
from .kept import CONF_NAME, KEPT
from .kept_flow import HistoryKeptFlow
from .own_sensor_repair import GONE, POINT_KEY, SensorGoneFlow
from .repair_points import HomeMovedFlow
from .repair_troubles import Trouble


async def async_create_fix_flow(
    hass: HomeAssistant,
    issue_id: str,
    data: dict[str, str | int | float | None] | None,
) -> RepairsFlow:
    """Return the dialog of a repair; of most there is nothing but to confirm it."""
    if issue_id.startswith(OFFER) and data is not None:
        return EnergyDashboardFlow(str(data[ENTRY_ID]))
    if issue_id.startswith(KEPT) and data is not None:
        return HistoryKeptFlow(str(data[CONF_NAME]))
    if issue_id.startswith(GONE) and data is not None:
        return SensorGoneFlow(str(data[ENTRY_ID]), str(data[POINT_KEY]))
    if issue_id.startswith(Trouble.HOME_MOVED) and data is not None:
        return HomeMovedFlow(str(data[ENTRY_ID]), str(data[POINT_KEY]))
    return ConfirmRepairFlow()
