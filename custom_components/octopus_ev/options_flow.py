"""Change what is known of the charger and the home."""

from typing import Any

from homeassistant.config_entries import ConfigFlowResult, OptionsFlowWithReload

from .flow_schemas import HOME_SCHEMA


class OctopusEvOptionsFlow(OptionsFlowWithReload):
    """Ask again what was asked when the entry was made."""

    async def async_step_init(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Show what is set; an emptied charger power is learnt again."""
        if user_input is not None:
            return self.async_create_entry(data=user_input)
        return self.async_show_form(
            step_id="init",
            data_schema=self.add_suggested_values_to_schema(
                HOME_SCHEMA, self.config_entry.options
            ),
        )
