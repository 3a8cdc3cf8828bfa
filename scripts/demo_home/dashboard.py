"""Lay out the demo's start page: last charge, this charge, what it costs now."""

from collections.abc import Mapping
from typing import Any, Final

from .home import Home

PATH: Final = "ev-charging"
TITLE: Final = "EV charging"

# Each section by the keys of its entities, with what they are called below its heading;
# what a home does not have is left out.
SECTIONS: Final[Mapping[str, Mapping[str, str]]] = {
    "Last charge": {
        "last_session_cost": "Cost",
        "last_session_energy": "Energy",
        "last_session_average_rate": "Average rate",
        "last_session_off_peak_share": "Off-peak share",
        "last_session_start": "Start",
        "last_session_duration": "Duration",
    },
    "Now": {
        "charging": "The car",
        "session_cost": "Cost so far",
        "session_energy": "Energy so far",
        "live_demand": "Live demand",
        "unit_rate": "Unit rate",
        "next_unit_rate": "Next unit rate",
    },
    "Charging in total": {
        "cost_this_month": "Cost this month",
        "energy_this_month": "Energy this month",
        "cost_ever": "Cost in total",
        "energy_ever": "Energy in total",
        "latest_reading": "Latest reading",
        "charging_session": "Latest event",
    },
}


async def add_dashboard(home: Home) -> str:
    """Add the page for everybody to start on, and return its address."""
    instance = home.home_assistant
    await instance.command(
        "lovelace/dashboards/create",
        url_path=PATH,
        title=TITLE,
        icon="mdi:ev-station",
        require_admin=False,
        show_in_sidebar=True,
    )
    entities = {key: state["entity_id"] for key, state in (await home.states()).items()}
    await instance.command(
        "lovelace/config/save", url_path=PATH, config=_config(entities)
    )
    await instance.command(
        "frontend/set_user_data", key="core", value={"default_panel": PATH}
    )
    return f"{instance.base}/{PATH}"


def _config(entities: Mapping[str, str]) -> dict[str, Any]:
    view = {
        "title": TITLE,
        "type": "sections",
        "sections": [
            {
                "type": "grid",
                "cards": [
                    {"type": "heading", "heading": heading},
                    *(
                        {"type": "tile", "entity": entities[key], "name": name}
                        for key, name in names.items()
                        if key in entities
                    ),
                ],
            }
            for heading, names in SECTIONS.items()
        ],
    }
    return {"title": TITLE, "views": [view]}
