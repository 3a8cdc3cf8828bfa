"""Change what is known of the charger and the home, and choose sensors of one's own."""

from typing import Any

from homeassistant.config_entries import ConfigFlowResult, OptionsFlow

from .flow_schemas import OPTIONS_SCHEMA, SENSORS_SCHEMA
from .own_sensors import device_name, refusals
from .settings import CONF_CARBON_SENSOR, CONF_SENSORS, Settings
from .witness_sources import refused_intensity


class OctopusEvOptionsFlow(OptionsFlow):
    """Ask again what was asked at first, then for sensors at each supply point."""

    _home: dict[str, Any]
    _sensors: dict[str, dict[str, str]]
    _waiting: list[str]

    async def async_step_init(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Show what is set; an emptied charger power is learnt again."""
        errors: dict[str, str] = {}
        if user_input is not None:
            carbon = user_input.get(CONF_CARBON_SENSOR)
            reason = carbon and refused_intensity(self.hass, carbon)
            if not reason:
                self._home = user_input
                self._sensors = dict(self.config_entry.options.get(CONF_SENSORS, {}))
                self._waiting = [*Settings.from_entry(self.config_entry).point_keys]
                return await self.async_step_sensors()
            errors[CONF_CARBON_SENSOR] = reason
        return self.async_show_form(
            step_id="init",
            data_schema=self.add_suggested_values_to_schema(
                OPTIONS_SCHEMA,
                self.config_entry.options if user_input is None else user_input,
            ),
            errors=errors,
            last_step=False,
        )

    async def async_step_sensors(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Let sensors be chosen for the next supply point; none is needed."""
        errors: dict[str, str] = {}
        key = self._waiting[0]
        if user_input is not None:
            errors = refusals(self.hass, user_input)
            if not errors:
                self._sensors[key] = user_input
                del self._waiting[0]
                if self._waiting:
                    return await self.async_step_sensors()
                return self.async_create_entry(
                    data={**self._home, CONF_SENSORS: self._sensors}
                )
        return self.async_show_form(
            step_id="sensors",
            data_schema=self.add_suggested_values_to_schema(
                SENSORS_SCHEMA,
                self._sensors.get(key) if user_input is None else user_input,
            ),
            errors=errors,
            description_placeholders={
                "device": device_name(self.hass, self.config_entry, key)
            },
            last_step=len(self._waiting) == 1,
        )
