"""Raise a repair for what only the user can put right, and do what a click can."""

from typing import Any

from homeassistant.components.repairs import RepairsFlow, RepairsFlowResult
from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import HomeAssistant, callback
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import issue_registry as ir
from homeassistant.helpers.start import async_at_started
from homeassistant.util import dt as dt_util

from .const import DOMAIN
from .coordinator.base import OctopusEvCoordinator
from .coordinator.capabilities import Part
from .core.model import SupplyPoint
from .energy_offer import ENTRY_ID, withdraw
from .meter_choice import import_points, is_current
from .own_sensor_repair import POINT_KEY
from .own_sensors import device_name
from .repair_troubles import Found, Trouble, troubles
from .runtime import OctopusEvConfigEntry
from .settings import CONF_POINTS, ChosenPoint, points_data


@callback
def async_keep_watching(hass: HomeAssistant, entry: OctopusEvConfigEntry) -> None:
    """Raise what is wrong while it is, once Home Assistant has started."""
    engine = entry.runtime_data.engine
    raised: set[str] = set()

    @callback
    def look() -> None:
        found = {
            f"{one.trouble}_{key}": (key, one)
            for key in engine.point_keys
            for one in _found(entry, key)
        }
        for issue_id, (key, one) in found.items():
            _raise(hass, entry, issue_id, key, one)
        for issue_id in raised - found.keys():
            ir.async_delete_issue(hass, DOMAIN, issue_id)
        raised.clear()
        raised.update(found)

    @callback
    def begin(_: HomeAssistant) -> None:
        look()
        entry.async_on_unload(engine.async_subscribe(look))

    @callback
    def leave() -> None:
        for issue_id in raised:
            withdraw(hass, issue_id)

    entry.async_on_unload(leave)
    entry.async_on_unload(async_at_started(hass, begin))


def _found(entry: OctopusEvConfigEntry, key: str) -> list[Found]:
    """Return what is wrong at a point."""
    runtime = entry.runtime_data
    return list(
        troubles(
            runtime.engine.view(key),
            runtime.account.account.points,
            _elsewhere(entry),
            prices_answered=_answered(runtime.rates),
            cars_refused=runtime.smart.capabilities.refused_for(Part.DEVICES),
        )
    )


def _answered(coordinator: OctopusEvCoordinator[Any]) -> bool:
    """Tell whether the supplier answered when it was last asked, if only with a no."""
    failure = coordinator.last_exception
    return not (
        isinstance(failure, HomeAssistantError)
        and failure.translation_key in ("unreachable", "throttled")
    )


def _elsewhere(entry: OctopusEvConfigEntry) -> list[SupplyPoint]:
    """Return the points of the customer's present homes that are not followed."""
    runtime = entry.runtime_data
    now = dt_util.utcnow()
    return [
        point
        for point in import_points(runtime.account.account)
        if is_current(point, now) and point.key not in runtime.settings.point_keys
    ]


def _raise(
    hass: HomeAssistant,
    entry: OctopusEvConfigEntry,
    issue_id: str,
    key: str,
    found: Found,
) -> None:
    ir.async_create_issue(
        hass,
        DOMAIN,
        issue_id,
        data={ENTRY_ID: entry.entry_id, POINT_KEY: key},
        is_fixable=found.trouble is Trouble.HOME_MOVED,
        severity=ir.IssueSeverity.WARNING,
        translation_key=found.trouble.value,
        translation_placeholders={
            "device": device_name(hass, entry, key),
            **found.placeholders,
        },
    )


class HomeMovedFlow(RepairsFlow):
    """Follow the customer's present home in place of one that was left."""

    def __init__(self, entry_id: str, point_key: str) -> None:
        """Take which home was left."""
        self._entry_id = entry_id
        self._key = point_key

    async def async_step_init(
        self, user_input: dict[str, Any] | None = None
    ) -> RepairsFlowResult:
        """Begin; what comes with it names the repair."""
        return await self.async_step_confirm()

    async def async_step_confirm(
        self, user_input: dict[str, Any] | None = None
    ) -> RepairsFlowResult:
        """Say what will be done, and do it."""
        entry: OctopusEvConfigEntry | None
        entry = self.hass.config_entries.async_get_entry(self._entry_id)
        if entry is None or entry.state is not ConfigEntryState.LOADED:
            return self.async_abort(reason="not_loaded")
        if user_input is None:
            issue = ir.async_get(self.hass).async_get_issue(DOMAIN, self.issue_id)
            return self.async_show_form(
                step_id="confirm",
                description_placeholders=None
                if issue is None
                else issue.translation_placeholders,
            )
        self.hass.config_entries.async_update_entry(
            entry, data={**entry.data, CONF_POINTS: points_data(self._points(entry))}
        )
        return self.async_create_entry(data={})

    def _points(self, entry: OctopusEvConfigEntry) -> list[ChosenPoint]:
        """Return what is followed from now on."""
        settings = entry.runtime_data.settings
        chosen = zip(settings.point_keys, settings.points, strict=True)
        kept = [point for key, point in chosen if key != self._key]
        return [*kept, *(ChosenPoint(point.mpan) for point in _elsewhere(entry))]
