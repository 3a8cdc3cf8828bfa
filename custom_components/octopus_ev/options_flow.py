"""Change what is known of the charger and the home, and choose sensors of one's own."""

from typing import Any, Final

from homeassistant.config_entries import ConfigFlowResult, OptionsFlowWithReload
from homeassistant.helpers import device_registry as dr

from .const import DOMAIN
from .flow_schemas import HOME_SCHEMA, SENSORS_SCHEMA
from .own_sensors import ENERGY, POWER, Quantity, refusal
from .settings import (
    CONF_CHARGER_ENERGY_SENSOR,
    CONF_CHARGER_POWER_SENSOR,
    CONF_HOUSE_POWER_SENSOR,
    CONF_SENSORS,
    Settings,
)

_QUANTITIES: Final[dict[str, Quantity]] = {
    CONF_CHARGER_ENERGY_SENSOR: ENERGY,
    CONF_CHARGER_POWER_SENSOR: POWER,
    CONF_HOUSE_POWER_SENSOR: POWER,
}


class OctopusEvOptionsFlow(OptionsFlowWithReload):
    """Ask again what was asked at first, then for sensors at each supply point."""

    _home: dict[str, Any]
    _sensors: dict[str, dict[str, str]]
    _waiting: list[str]

    async def async_step_init(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Show what is set; an emptied charger power is learnt again."""
        if user_input is not None:
            self._home = user_input
            self._sensors = dict(self.config_entry.options.get(CONF_SENSORS, {}))
            self._waiting = [*Settings.from_entry(self.config_entry).point_keys]
            return await self.async_step_sensors()
        return self.async_show_form(
            step_id="init",
            data_schema=self.add_suggested_values_to_schema(
                HOME_SCHEMA, self.config_entry.options
            ),
            last_step=False,
        )

    async def async_step_sensors(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Let sensors be chosen for the next supply point; none is needed."""
        errors: dict[str, str] = {}
        key = self._waiting[0]
        if user_input is not None:
            errors = {
                field: reason
                for field, entity_id in user_input.items()
                if (reason := refusal(self.hass, entity_id, _QUANTITIES[field]))
            }
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
            description_placeholders={"device": self._name(key)},
            last_step=len(self._waiting) == 1,
        )

    def _name(self, key: str) -> str:
        """Return what the user calls a supply point."""
        device = dr.async_get(self.hass).async_get_device(identifiers={(DOMAIN, key)})
        name = device and (device.name_by_user or device.name)
        return name or self.config_entry.title
