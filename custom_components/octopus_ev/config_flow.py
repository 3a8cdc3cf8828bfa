"""Ask for an account, the meters to follow, and what is known of the home."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
import re
from typing import Any, Final, override

from homeassistant.config_entries import (
    SOURCE_RECONFIGURE,
    ConfigEntry,
    ConfigFlow,
    ConfigFlowResult,
    OptionsFlow,
)
from homeassistant.const import CONF_API_KEY
from homeassistant.core import callback
from homeassistant.data_entry_flow import AbortFlow
from homeassistant.util import dt as dt_util

from .api import SharedProvider, create_provider
from .const import DOMAIN, FIRST_READINGS
from .core.model import Account, Direction, Meter, Reading, SupplyPoint
from .core.span import Span
from .flow_errors import Refused, reported
from .flow_schemas import (
    BY_HAND_SCHEMA,
    CONF_BY_HAND,
    HOME_SCHEMA,
    REAUTH_SCHEMA,
    RECONFIGURE_SCHEMA,
    USER_SCHEMA,
    account_schema,
    meters_schema,
)
from .handover import Answers
from .kraken.errors import (
    KrakenAuthError,
    KrakenError,
    KrakenForbiddenError,
    KrakenNotFoundError,
)
from .meter_choice import async_labels, import_points, is_current, masked, offered
from .options_flow import OctopusEvOptionsFlow
from .providers.gb_account import mpan_valid
from .settings import (
    CONF_ACCOUNT_NUMBER,
    CONF_MPAN,
    CONF_POINTS,
    CONF_SERIAL,
    ChosenPoint,
    Settings,
    entry_data,
    entry_unique_id,
)

TITLE: Final = "Octopus EV Charging"

_WHERE_KEYS_ARE: Final = {
    "api_key_url": "https://octopus.energy/dashboard/new/accounts/personal-details/api-access"
}

# What HTTP can carry as a user name.
_API_KEY: Final = re.compile(r"[!-9;-~]+")


class OctopusEvConfigFlow(ConfigFlow, domain=DOMAIN):
    """Set up an account, and later change its key or its meters."""

    VERSION = 1
    MINOR_VERSION = 1

    _api_key: str
    _provider: SharedProvider
    _numbers: tuple[str, ...]
    _account: Account
    _read_at: datetime
    _home_minis: Mapping[str, bool | None]
    _window: Span
    _readings: Mapping[str, tuple[Reading, ...]]

    def __init__(self) -> None:
        """Start with nothing chosen."""
        self._chosen: dict[str, ChosenPoint] = {}

    @staticmethod
    @callback
    @override
    def async_get_options_flow(config_entry: ConfigEntry) -> OptionsFlow:
        """Return the flow for what is known of the home."""
        return OctopusEvOptionsFlow()

    @override
    async def async_step_user(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Ask for the key, and for the account if there is a reason to."""
        errors: dict[str, str] = {}
        if user_input is not None:
            with reported(errors, USER_SCHEMA):
                self._connect(user_input[CONF_API_KEY])
                number = _tidied(user_input.get(CONF_ACCOUNT_NUMBER)).upper()
                return await (
                    self._async_open(number) if number else self._async_find()
                )
        return self.async_show_form(
            step_id="user",
            data_schema=self.add_suggested_values_to_schema(USER_SCHEMA, user_input),
            errors=errors,
            description_placeholders=_WHERE_KEYS_ARE,
        )

    async def async_step_account(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Ask which of the key's accounts to follow."""
        errors: dict[str, str] = {}
        schema = account_schema({number: masked(number) for number in self._numbers})
        if user_input is not None:
            with reported(errors, schema):
                return await self._async_open(user_input[CONF_ACCOUNT_NUMBER])
        return self.async_show_form(
            step_id="account",
            data_schema=self.add_suggested_values_to_schema(schema, user_input),
            errors=errors,
        )

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
            mpan = _tidied(user_input.get(CONF_MPAN))
            if not mpan:
                return await self.async_step_meters()
            with reported(errors, BY_HAND_SCHEMA):
                typed = self._typed(mpan, _tidied(user_input.get(CONF_SERIAL)))
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

    async def async_step_go_on(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Keep the meters: store them, or first ask for the rest."""
        if self.source != SOURCE_RECONFIGURE:
            return await self.async_step_charger()
        return self.async_update_reload_and_abort(
            self._get_reconfigure_entry(), data=self._data()
        )

    async def async_step_charger(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Ask what is known of the charger and the home, and make the entry."""
        if user_input is not None:
            self._provider.handover.put(self._answers())
            return self.async_create_entry(
                title=TITLE, data=self._data(), options=user_input
            )
        return self.async_show_form(step_id="charger", data_schema=HOME_SCHEMA)

    async def async_step_reauth(
        self, entry_data: Mapping[str, Any]
    ) -> ConfigFlowResult:
        """Ask for a new key when the stored one is refused."""
        return await self.async_step_reauth_confirm()

    async def async_step_reauth_confirm(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Take a new key for the same account."""
        errors: dict[str, str] = {}
        entry = self._get_reauth_entry()
        if user_input is not None:
            with reported(errors, REAUTH_SCHEMA):
                self._connect(user_input[CONF_API_KEY])
                await self._async_same_account(Settings.from_entry(entry))
                return self.async_update_reload_and_abort(
                    entry, data_updates={CONF_API_KEY: self._api_key}
                )
        return self.async_show_form(
            step_id="reauth_confirm",
            data_schema=self.add_suggested_values_to_schema(REAUTH_SCHEMA, user_input),
            errors=errors,
            description_placeholders=_WHERE_KEYS_ARE,
        )

    async def async_step_reconfigure(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Take a new key if one is typed, and let the meters be picked again."""
        errors: dict[str, str] = {}
        settings = Settings.from_entry(self._get_reconfigure_entry())
        if user_input is not None:
            with reported(errors, RECONFIGURE_SCHEMA):
                self._connect(user_input.get(CONF_API_KEY) or settings.api_key)
                await self._async_same_account(settings)
                await self._async_read(settings.account_number)
                by_mpan = {point.mpan: point for point in settings.points}
                self._chosen = {
                    point.key: by_mpan[point.mpan]
                    for point in import_points(self._account)
                    if point.mpan in by_mpan
                }
                return await self.async_step_meters()
        return self.async_show_form(
            step_id="reconfigure",
            data_schema=self.add_suggested_values_to_schema(
                RECONFIGURE_SCHEMA, user_input
            ),
            errors=errors,
            description_placeholders=_WHERE_KEYS_ARE,
        )

    def _connect(self, typed: str) -> None:
        """Use the key that was typed from now on."""
        key = _tidied(typed)
        if not _API_KEY.fullmatch(key):
            raise Refused("invalid_auth", CONF_API_KEY)
        self._api_key = key
        self._provider = create_provider(self.hass, key)

    async def _async_find(self) -> ConfigFlowResult:
        """Open the key's account; where there are several, ask which."""
        numbers = await self._provider.account_numbers()
        if not numbers:
            raise Refused("no_account", CONF_API_KEY)
        configured = self._async_current_ids()
        self._numbers = tuple(
            number for number in numbers if entry_unique_id(number) not in configured
        )
        match self._numbers:
            case ():
                raise AbortFlow("already_configured")
            case (number,):
                return await self._async_open(number)
        return await self.async_step_account()

    async def _async_open(self, number: str) -> ConfigFlowResult:
        """Read an account that is not set up yet, and let its meters be picked."""
        await self.async_set_unique_id(entry_unique_id(number))
        self._abort_if_unique_id_configured()
        await self._async_read(number)
        now = dt_util.utcnow()
        self._chosen = {
            point.key: ChosenPoint(point.mpan)
            for point in import_points(self._account)
            if is_current(point, now)
        }
        return await self.async_step_meters()

    async def _async_same_account(self, settings: Settings) -> None:
        """Refuse a key that does not open the entry's account."""
        if settings.account_number not in await self._provider.account_numbers():
            raise AbortFlow("unique_id_mismatch")

    async def _async_read(self, number: str) -> None:
        """Read an account and see which of its meters report live."""
        try:
            account = await self._provider.account(number)
        except KrakenNotFoundError, KrakenForbiddenError:
            raise Refused("wrong_account", CONF_ACCOUNT_NUMBER) from None
        except KrakenAuthError:
            # The refusal of an account can look like that of a key.
            if number in await self._provider.account_numbers():
                raise
            raise Refused("wrong_account", CONF_ACCOUNT_NUMBER) from None
        if not import_points(account):
            raise Refused("no_meter")
        self._account = account
        self._read_at = now = dt_util.utcnow()
        self._home_minis = {
            point.key: await self._async_has_home_mini(point)
            for point in import_points(account)
            if is_current(point, now)
        }

    async def _async_has_home_mini(self, point: SupplyPoint) -> bool | None:
        """Tell whether a point reports live; `None` if that cannot be told now."""
        try:
            return await self._provider.has_telemetry(point)
        except KrakenError:
            return None

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

    def _answers(self) -> Answers:
        """Return what the entry need not ask again."""
        typed = [key for key, point in self._chosen.items() if point.serial]
        return Answers(
            at=self._read_at,
            account=self._account,
            has_telemetry={
                key: known
                for key, known in self._home_minis.items()
                if known is not None
            },
            window=self._window,
            # Those of a typed meter are not all that the point has.
            readings={k: v for k, v in self._readings.items() if k not in typed},
        )

    def _data(self) -> dict[str, object]:
        number = self._account.number
        return entry_data(self._api_key, number, self._chosen.values())


def _tidied(typed: str | None) -> str:
    """Return what was typed without the blanks that come with pasting."""
    return "".join((typed or "").split())
