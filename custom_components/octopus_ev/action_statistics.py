"""The actions about statistics: which to choose in the Energy dashboard, and anew."""

import asyncio
from typing import Final

from homeassistant.core import ServiceCall, ServiceResponse, SupportsResponse

from .action import Action
from .const import DOMAIN
from .energy_dashboard import async_choices
from .runtime import OctopusEvConfigEntry

# Whoever calls over REST or a websocket gives up after a minute.
_PATIENCE: Final = 40.0


async def _async_energy_dashboard_ids(
    call: ServiceCall, entry: OctopusEvConfigEntry
) -> ServiceResponse:
    """Return the statistics to choose, and which of them are there already."""
    return {
        "statistics": [
            {
                "point": choice.point_key,
                "place": choice.place.value,
                "energy": choice.energy,
                "money": choice.money,
                "name": choice.name,
                "status": choice.status.value,
            }
            for choice in await async_choices(call.hass, entry.runtime_data.engine)
        ]
    }


async def _async_rebuild_statistics(
    call: ServiceCall, entry: OctopusEvConfigEntry
) -> ServiceResponse:
    """Write the statistics of an account anew; tell the rows of each.

    What takes longer than a caller waits goes on without them, until the account is
    unloaded.
    """
    work = entry.async_create_background_task(
        call.hass,
        entry.runtime_data.statistics.async_rebuild(),
        f"{DOMAIN} rebuild of statistics",
    )
    done, _ = await asyncio.wait([work], timeout=_PATIENCE)
    return {"done": bool(done), "rows": dict(work.result()) if done else None}


ENERGY_DASHBOARD_IDS: Final = Action(
    name="energy_dashboard_ids", run=_async_energy_dashboard_ids
)
REBUILD_STATISTICS: Final = Action(
    name="rebuild_statistics",
    run=_async_rebuild_statistics,
    response=SupportsResponse.OPTIONAL,
    admin=True,
)
