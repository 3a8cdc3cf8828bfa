"""Add the dashboard that the integration's own strategy makes."""

from collections.abc import Mapping
from typing import Any, Final

from .home_assistant import HomeAssistant

PATH: Final = "ev-charging"
TITLE: Final = "EV charging"
STRATEGY: Final[Mapping[str, Any]] = {"strategy": {"type": "custom:octopus-ev"}}


async def add_dashboard(
    instance: HomeAssistant,
    path: str = PATH,
    config: Mapping[str, Any] = STRATEGY,
) -> str:
    """Add a dashboard, by default as one click makes it, and return its address."""
    await instance.command(
        "lovelace/dashboards/create",
        url_path=path,
        title=TITLE,
        icon="mdi:ev-station",
        require_admin=False,
        show_in_sidebar=True,
    )
    await instance.command("lovelace/config/save", url_path=path, config=config)
    return f"{instance.base}/{path}"


async def start_on(instance: HomeAssistant, path: str) -> None:
    """Let everybody start on a dashboard."""
    await instance.command(
        "frontend/set_user_data", key="core", value={"default_panel": path}
    )
