"""Ask whether what a removed account left behind is kept or erased."""

from typing import Any

from homeassistant.components.repairs import RepairsFlow, RepairsFlowResult

from .const import DOMAIN
from .kept import async_erase, async_kept_name, async_take_up
from .settings import Settings


class HistoryKeptFlow(RepairsFlow):
    """A choice of two; keeping comes first."""

    def __init__(self, name: str) -> None:
        """Take what the account's files are called."""
        self._name = name

    async def async_step_init(
        self, user_input: dict[str, Any] | None = None
    ) -> RepairsFlowResult:
        """Offer both."""
        return self.async_show_menu(step_id="init", menu_options=["keep", "erase"])

    async def async_step_keep(
        self, user_input: dict[str, Any] | None = None
    ) -> RepairsFlowResult:
        """Leave everything where it is."""
        return self.async_create_entry(data={})

    async def async_step_erase(
        self, user_input: dict[str, Any] | None = None
    ) -> RepairsFlowResult:
        """Erase everything, unless the account has been added again meanwhile."""
        for entry in self.hass.config_entries.async_entries(DOMAIN):
            settings = Settings.from_entry(entry)
            if await async_kept_name(self.hass, settings) == self._name:
                async_take_up(self.hass, self._name)
                return self.async_abort(reason="in_use")
        await async_erase(self.hass, self._name)
        return self.async_create_entry(data={})
