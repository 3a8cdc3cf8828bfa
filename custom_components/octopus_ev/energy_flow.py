"""Ask whether to add an account's statistics to the Energy dashboard, and add them."""

from homeassistant.components.repairs import RepairsFlow, RepairsFlowResult
from homeassistant.config_entries import ConfigEntryState
from homeassistant.data_entry_flow import AbortFlow
from homeassistant.helpers import issue_registry as ir

from .const import DOMAIN
from .energy_dashboard import Choice, async_manager, preferences, with_added
from .energy_offer import Offer, async_offer
from .runtime import OctopusEvConfigEntry


class EnergyDashboardFlow(RepairsFlow):
    """Add an account's statistics to the Energy dashboard, once the user agrees."""

    def __init__(self, entry_id: str) -> None:
        """Take whose statistics they are."""
        self._entry_id = entry_id
        self._shown: tuple[Choice, ...] = ()

    async def async_step_init(
        self, user_input: dict[str, str] | None = None
    ) -> RepairsFlowResult:
        """Show what will be written, and ask."""
        if (offer := await self._async_offer()) is None:
            return self.async_create_entry(data={})
        self._shown = offer.choices
        return self.async_show_menu(
            step_id="init",
            menu_options=["add", "leave"],
            description_placeholders=offer.placeholders,
        )

    async def async_step_add(
        self, user_input: dict[str, str] | None = None
    ) -> RepairsFlowResult:
        """Write what was shown; where it is no longer the same, ask again."""
        offer = await self._async_offer()
        manager = await async_manager(self.hass)
        if offer is None or manager is None or offer.choices != self._shown:
            return await self.async_step_init()
        await manager.async_update(with_added(preferences(manager), offer.choices))
        return self.async_create_entry(data={})

    async def async_step_leave(
        self, user_input: dict[str, str] | None = None
    ) -> RepairsFlowResult:
        """Leave the dashboard as it is, and do not ask again."""
        # It is gone if the user has added everything by hand meanwhile.
        if ir.async_get(self.hass).async_get_issue(DOMAIN, self.issue_id) is not None:
            ir.async_ignore_issue(self.hass, DOMAIN, self.issue_id, ignore=True)
        return self.async_abort(reason="left")

    async def _async_offer(self) -> Offer | None:
        """Return what there is to add now.

        Raises:
            AbortFlow: The account is not loaded.
        """
        entry: OctopusEvConfigEntry | None = self.hass.config_entries.async_get_entry(
            self._entry_id
        )
        if entry is None or entry.state is not ConfigEntryState.LOADED:
            raise AbortFlow("not_loaded")
        return await async_offer(self.hass, entry.runtime_data.engine)
