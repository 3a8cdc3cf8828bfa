"""Ask for another sensor where one that the user chose is gone."""

from collections.abc import Mapping
from typing import Any, Final

from homeassistant.components.repairs import RepairsFlow, RepairsFlowResult
from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant, callback
from homeassistant.data_entry_flow import AbortFlow
from homeassistant.helpers import entity_registry as er, issue_registry as ir
from homeassistant.helpers.event import async_track_entity_registry_updated_event
from homeassistant.helpers.start import async_at_started

from .const import DOMAIN
from .energy_offer import ENTRY_ID
from .flow_schemas import SENSORS_SCHEMA
from .own_sensors import device_name, refusals
from .settings import CONF_SENSORS

GONE: Final = "sensor_gone"
POINT_KEY: Final = "point_key"


@callback
def async_keep_looking(hass: HomeAssistant, entry: ConfigEntry) -> None:
    """Raise a repair while a supply point has a sensor that is gone."""
    chosen: Mapping[str, Mapping[str, str]] = entry.options.get(CONF_SENSORS, {})

    @callback
    def look(_: object) -> None:
        for key, sensors in chosen.items():
            _look(hass, entry, key, sensors)

    @callback
    def withdraw() -> None:
        for key in chosen:
            ir.async_delete_issue(hass, DOMAIN, f"{GONE}_{key}")

    entry.async_on_unload(withdraw)
    ids = {entity_id for sensors in chosen.values() for entity_id in sensors.values()}
    entry.async_on_unload(async_track_entity_registry_updated_event(hass, ids, look))
    # Before Home Assistant has started, one that is not there is only late.
    entry.async_on_unload(async_at_started(hass, look))


@callback
def _look(
    hass: HomeAssistant, entry: ConfigEntry, key: str, sensors: Mapping[str, str]
) -> None:
    """Raise the repair of a supply point, or take it back."""
    gone = [name for name in sensors.values() if not exists(hass, name)]
    if not gone:
        ir.async_delete_issue(hass, DOMAIN, f"{GONE}_{key}")
        return
    ir.async_create_issue(
        hass,
        DOMAIN,
        f"{GONE}_{key}",
        data={ENTRY_ID: entry.entry_id, POINT_KEY: key},
        is_fixable=True,
        severity=ir.IssueSeverity.WARNING,
        translation_key=GONE,
        translation_placeholders={
            "device": device_name(hass, entry, key),
            "sensors": "\n".join(f"- `{name}`" for name in gone),
        },
    )


def exists(hass: HomeAssistant, entity_id: str) -> bool:
    """Tell whether there is such a sensor, if only as one that is not there now."""
    registered = er.async_get(hass).async_get(entity_id) is not None
    return registered or hass.states.get(entity_id) is not None


class SensorGoneFlow(RepairsFlow):
    """Choose a supply point's sensors again."""

    def __init__(self, entry_id: str, point_key: str) -> None:
        """Take whose sensors they are."""
        self._entry_id = entry_id
        self._key = point_key

    async def async_step_init(
        self, user_input: dict[str, str] | None = None
    ) -> RepairsFlowResult:
        """Begin; what comes with it names the repair."""
        return await self.async_step_sensors()

    async def async_step_sensors(
        self, user_input: dict[str, str] | None = None
    ) -> RepairsFlowResult:
        """Show what is left of them; none is needed.

        Raises:
            AbortFlow: The account is gone, too.
        """
        entry = self.hass.config_entries.async_get_entry(self._entry_id)
        if entry is None:
            raise AbortFlow("not_loaded")
        errors: dict[str, str] = {}
        if user_input is not None:
            errors = refusals(self.hass, user_input)
            if not errors:
                self._choose(entry, user_input)
                return self.async_create_entry(data={})
        chosen = entry.options.get(CONF_SENSORS, {}).get(self._key, {})
        left = {
            field: entity_id
            for field, entity_id in chosen.items()
            if exists(self.hass, entity_id)
        }
        issue = ir.async_get(self.hass).async_get_issue(DOMAIN, self.issue_id)
        return self.async_show_form(
            step_id="sensors",
            data_schema=self.add_suggested_values_to_schema(
                SENSORS_SCHEMA, left if user_input is None else user_input
            ),
            errors=errors,
            description_placeholders=None
            if issue is None
            else issue.translation_placeholders,
        )

    def _choose(self, entry: ConfigEntry, sensors: dict[str, Any]) -> None:
        others = entry.options.get(CONF_SENSORS, {})
        self.hass.config_entries.async_update_entry(
            entry,
            options={**entry.options, CONF_SENSORS: {**others, self._key: sensors}},
        )
