"""Let the meters of an account be picked, from a list or by hand."""

from abc import abstractmethod
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from homeassistant.config_entries import ConfigFlow, ConfigFlowResult
from homeassistant.util import dt as dt_util

from .api import SharedProvider
from .const import FIRST_READINGS
from .core.model import Account, Direction, Meter, Reading, SupplyPoint
from .core.span import Span
from .flow_errors import Refused, reported
from .flow_schemas import BY_HAND_SCHEMA, CONF_BY_HAND, meters_schema
from .kraken.errors import KrakenNotFoundError
from .meter_choice import async_labels, import_points, is_current, offered
from .providers.gb_account import mpan_valid
from .settings import CONF_MPAN, CONF_POINTS, CONF_SERIAL, ChosenPoint


class MeterFlow(ConfigFlow):
    """The part of the flow that chooses meters of an account that has been read."""

    _provider: SharedProvider
    _account: Account
    _home_minis: Mapping[str, bool | None]
    _window: Span
    _readings: Mapping[str, tuple[Reading, ...]]

    def __init__(self) -> None:
        """Start with nothing chosen."""
        self._chosen: dict[str, ChosenPoint] = {}

    @abstractmethod
    async def async_step_go_on(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Keep the meters that were chosen."""

    async def async_step_meters(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Ask which of the account's meters to follow."""
        errors: dict[str, str] = {}
        now = dt_util.utcnow()
        points = offered(self._account, self._chosen, now)
        labels = await async_labels(self.hass, points, self._home_minis, now)
        schema = meters_schema(labels, self._chosen)
        if user_input is not None:
            with reported(errors, schema):
                chosen = self._picked(user_input[CONF_POINTS])
                if not user_input[CONF_BY_HAND]:
                    return await self._async_choose(chosen)
                self._chosen = chosen
                return await self.async_step_by_hand()
        return self.async_show_form(
            step_id="meters",
            data_schema=self.add_suggested_values_to_schema(schema, user_input),
            errors=errors,
        )

    async def async_step_by_hand(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Ask for a meter that the list lacks; without one, return to the list."""
        errors: dict[str, str] = {}
        if user_input is not None:
            mpan = tidied(user_input.get(CONF_MPAN))
            if not mpan:
                return await self.async_step_meters()
            with reported(errors, BY_HAND_SCHEMA):
                typed = self._typed(mpan, tidied(user_input.get(CONF_SERIAL)))
                return await self._async_choose(self._chosen | typed)
        return self.async_show_form(
            step_id="by_hand",
            data_schema=self.add_suggested_values_to_schema(BY_HAND_SCHEMA, user_input),
            errors=errors,
        )

    async def async_step_no_data(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Warn that a meter has no readings yet; they can arrive later."""
        return self.async_show_menu(step_id="no_data", menu_options=["go_on", "meters"])

    def _picked(self, keys: list[str]) -> dict[str, ChosenPoint]:
        """Return the points that were ticked, as before where they were typed."""
        return {
            point.key: self._chosen.get(point.key, ChosenPoint(point.mpan))
            for point in import_points(self._account)
            if point.key in keys
        }

    def _typed(self, mpan: str, serial: str) -> dict[str, ChosenPoint]:
        """Return the point that was typed."""
        if not mpan_valid(mpan):
            raise Refused("invalid_mpan", CONF_MPAN)
        point = next((p for p in self._account.points if p.mpan == mpan), None)
        if point is None:
            raise Refused("meter_not_on_account", CONF_MPAN)
        if point.direction is not Direction.IMPORT:
            raise Refused("export_meter", CONF_MPAN)
        # Following the account's meters also follows their exchange.
        known = not serial or any(meter.serial == serial for meter in point.meters)
        return {point.key: ChosenPoint(mpan, None if known else serial)}

    async def _async_choose(self, chosen: dict[str, ChosenPoint]) -> ConfigFlowResult:
        """Follow these points if every one can be read."""
        if not chosen:
            raise Refused("nothing_chosen", CONF_POINTS)
        now = dt_util.utcnow()
        window = Span(now - FIRST_READINGS, now)
        readings = {
            point.key: await self._async_readings(
                point, chosen[point.key].serial, window
            )
            for point in import_points(self._account)
            if point.key in chosen
        }
        self._chosen, self._window, self._readings = chosen, window, readings
        if all(readings.values()):
            return await self.async_step_go_on()
        return await self.async_step_no_data()

    async def _async_readings(
        self, point: SupplyPoint, serial: str | None, window: Span
    ) -> tuple[Reading, ...]:
        """Return what has arrived; only a smart meter can be waited for."""
        asked = replace(point, meters=(Meter(serial=serial),)) if serial else point
        try:
            readings = await self._provider.readings(asked, window)
        except KrakenNotFoundError:
            raise Refused("meter_not_on_account", CONF_SERIAL) from None
        smart = serial or any(meter.device_id for meter in point.meters)
        if not readings and not smart and is_current(point, window.end):
            raise Refused("no_smart_meter")
        return readings


def tidied(typed: str | None) -> str:
    """Return what was typed without the blanks that come with pasting."""
    return "".join((typed or "").split())
