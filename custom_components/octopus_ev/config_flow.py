"""Ask for an account, the meters to follow, and what is known of the home."""

from collections.abc import Mapping
from datetime import datetime
import re
from typing import Any, Final, override

from homeassistant.config_entries import (
    SOURCE_RECONFIGURE,
    ConfigEntry,
    ConfigFlowResult,
    ConfigSubentryFlow,
    OptionsFlow,
)
from homeassistant.const import CONF_API_KEY
from homeassistant.core import callback
from homeassistant.data_entry_flow import AbortFlow
from homeassistant.util import dt as dt_util

from .api import create_provider
from .const import DOMAIN
from .core.model import SupplyPoint
from .flow_errors import Refused, reported
from .flow_schemas import (
    HOME_SCHEMA,
    REAUTH_SCHEMA,
    RECONFIGURE_SCHEMA,
    USER_SCHEMA,
    account_schema,
)
from .handover import Answers
from .kept import async_kept_name
from .kraken.errors import (
    KrakenAuthError,
    KrakenError,
    KrakenForbiddenError,
    KrakenNotFoundError,
)
from .meter_choice import import_points, is_current, masked
from .meter_flow import MeterFlow, tidied
from .options_flow import OctopusEvOptionsFlow
from .runtime import OctopusEvConfigEntry
from .settings import (
    CONF_ACCOUNT_NUMBER,
    SUBENTRY_VEHICLE,
    ChosenPoint,
    Settings,
    entry_data,
)
from .subentry_flow import VehicleFlow

TITLE: Final = "Octopus EV Charging"

_WHERE_KEYS_ARE: Final = {
    "api_key_url": "https://octopus.energy/dashboard/new/accounts/personal-details/api-access"
}

# What HTTP can carry as a user name.
_API_KEY: Final = re.compile(r"[!-9;-~]+")


class OctopusEvConfigFlow(MeterFlow, domain=DOMAIN):
    """Set up an account, and later change its key or its meters."""

    VERSION = 1
    MINOR_VERSION = 1

    _api_key: str
    _numbers: tuple[str, ...]
    _read_at: datetime

    @staticmethod
    @callback
    @override
    def async_get_options_flow(config_entry: OctopusEvConfigEntry) -> OptionsFlow:
        """Return the flow for what is known of the home."""
        return OctopusEvOptionsFlow()

    @classmethod
    @callback
    @override
    def async_get_supported_subentry_types(
        cls, config_entry: OctopusEvConfigEntry
    ) -> dict[str, type[ConfigSubentryFlow]]:
        """Return the flow that adds a vehicle."""
        return {SUBENTRY_VEHICLE: VehicleFlow}

    @override
    async def async_step_user(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Ask for the key, and for the account if there is a reason to."""
        errors: dict[str, str] = {}
        if user_input is not None:
            with reported(errors, USER_SCHEMA):
                self._connect(user_input[CONF_API_KEY])
                number = tidied(user_input.get(CONF_ACCOUNT_NUMBER)).upper()
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

    @override
    async def async_step_go_on(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Keep the meters: store them, or first ask for the rest."""
        if self.source != SOURCE_RECONFIGURE:
            return await self.async_step_charger()
        return self._stored(self._get_reconfigure_entry(), self._data())

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
                data = {**entry.data, CONF_API_KEY: self._api_key}
                return self._stored(entry, data)
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
        key = tidied(typed)
        if not _API_KEY.fullmatch(key):
            raise Refused("invalid_auth", CONF_API_KEY)
        self._api_key = key
        self._provider = create_provider(self.hass, key)

    async def _async_find(self) -> ConfigFlowResult:
        """Open the key's account; where there are several, ask which."""
        numbers = await self._provider.account_numbers()
        if not numbers:
            raise Refused("no_account", CONF_API_KEY)
        entries = self._async_current_entries()
        configured = {Settings.from_entry(entry).account_number for entry in entries}
        self._numbers = tuple(number for number in numbers if number not in configured)
        match self._numbers:
            case ():
                raise AbortFlow("already_configured")
            case (number,):
                return await self._async_open(number)
        return await self.async_step_account()

    async def _async_open(self, number: str) -> ConfigFlowResult:
        """Read an account that is not set up yet, and let its meters be picked."""
        self._async_abort_entries_match({CONF_ACCOUNT_NUMBER: number})
        settings = Settings(api_key=self._api_key, account_number=number, points=())
        await self.async_set_unique_id(await async_kept_name(self.hass, settings))
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

    @callback
    def _stored(
        self, entry: ConfigEntry, data: Mapping[str, object]
    ) -> ConfigFlowResult:
        """Store what identifies an account, and load it anew.

        An entry that is loaded hears of a change and sees to that itself; one that
        failed to set up does not, nor is there a change where nothing differs.
        """
        hears = bool(entry.update_listeners) and data != entry.data
        result = self.async_update_and_abort(entry, data=data)
        if not hears:
            self.hass.config_entries.async_schedule_reload(entry.entry_id)
        return result
