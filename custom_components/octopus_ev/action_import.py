"""The action that imports everything the account has, once more."""

from typing import Final

from homeassistant.core import ServiceCall, ServiceResponse, SupportsResponse

from .action import Action, failed
from .kraken.errors import KrakenError
from .runtime import OctopusEvConfigEntry


async def _async_import_history(
    call: ServiceCall, entry: OctopusEvConfigEntry
) -> ServiceResponse:
    """Start an import; return what there is to import.

    Raises:
        HomeAssistantError: Octopus Energy does not tell.
    """
    runtime = entry.runtime_data
    try:
        plans = await runtime.backfill.async_again()
    except KrakenError as err:
        raise failed(err) from err
    return {
        "supply_points": [
            {
                "point_key": plan.point_key,
                "direction": runtime.account.data[plan.point_key].direction.value,
                "since": None if plan.since is None else plan.since.isoformat(),
                "readings": plan.readings,
            }
            for plan in plans
        ]
    }


IMPORT_HISTORY: Final = Action(
    name="import_history",
    run=_async_import_history,
    response=SupportsResponse.OPTIONAL,
    admin=True,
)
