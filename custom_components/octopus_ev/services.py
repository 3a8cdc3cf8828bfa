"""The actions of the integration."""

from typing import Final

from homeassistant.core import HomeAssistant, callback

from .action import Action
from .action_bill import BILL_SUMMARY
from .action_cheapest import CHEAPEST_WINDOW
from .action_compare import COMPARE_TARIFFS
from .action_edits import EDITS
from .action_export import EXPORT_SESSIONS
from .action_import import IMPORT_HISTORY
from .action_period import PRICE_PERIOD
from .action_refresh import REDETECT, REFRESH
from .action_sessions import LIST_SESSIONS
from .action_statistics import ENERGY_DASHBOARD_IDS, REBUILD_STATISTICS

ACTIONS: Final[tuple[Action, ...]] = (
    *EDITS,
    BILL_SUMMARY,
    CHEAPEST_WINDOW,
    COMPARE_TARIFFS,
    ENERGY_DASHBOARD_IDS,
    EXPORT_SESSIONS,
    IMPORT_HISTORY,
    LIST_SESSIONS,
    PRICE_PERIOD,
    REBUILD_STATISTICS,
    REDETECT,
    REFRESH,
)


@callback
def async_setup(hass: HomeAssistant) -> None:
    """Register the actions."""
    for action in ACTIONS:
        action.async_register(hass)
