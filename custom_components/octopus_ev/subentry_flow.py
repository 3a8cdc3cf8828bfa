"""Add a vehicle, or describe it anew."""

from collections.abc import Mapping
from typing import Any, Final

from homeassistant.config_entries import (
    SOURCE_USER,
    ConfigEntryState,
    ConfigSubentryFlow,
    SubentryFlowResult,
)
from homeassistant.const import CONF_NAME
from homeassistant.core import callback
from homeassistant.helpers.translation import async_get_translations

from .const import DOMAIN
from .core.identity import vehicle_key
from .core.smart import DeviceKind
from .own_sensors import refusals
from .runtime import OctopusEvConfigEntry
from .settings import CONF_DEVICE_KEY, SUBENTRY_VEHICLE, Settings
from .vehicle_schemas import SENSORS_SCHEMA, petrol_schema, vehicle_schema

# The region's, which is known only once the account is loaded.
_CURRENCY: Final = "GBP"


class VehicleFlow(ConfigSubentryFlow):
    """Ask for the vehicle, for what tells of it, and for what it is compared with."""

    def __init__(self) -> None:
        """Start with nothing typed."""
        self._typed: dict[str, Any] = {}
        self._before: Mapping[str, Any] = {}

    async def async_step_user(
        self, user_input: dict[str, Any] | None = None
    ) -> SubentryFlowResult:
        """Describe a vehicle for the first time."""
        return await self.async_step_vehicle()

    async def async_step_reconfigure(
        self, user_input: dict[str, Any] | None = None
    ) -> SubentryFlowResult:
        """Describe it anew, beginning with what was typed before."""
        subentry = self._get_reconfigure_subentry()
        self._before = {**subentry.data, CONF_NAME: subentry.title}
        return await self.async_step_vehicle()

    async def async_step_vehicle(
        self, user_input: dict[str, Any] | None = None
    ) -> SubentryFlowResult:
        """Ask for its name and its figures."""
        errors: dict[str, str] = {}
        devices = await self._async_devices()
        if user_input is not None:
            name = " ".join(user_input[CONF_NAME].split())
            if not name:
                errors[CONF_NAME] = "no_name"
            elif name.casefold() in self._names():
                errors[CONF_NAME] = "name_taken"
            elif user_input.get(CONF_DEVICE_KEY) in self._taken_devices():
                errors[CONF_DEVICE_KEY] = "device_taken"
            else:
                self._typed = {**user_input, CONF_NAME: name}
                return await self.async_step_sensors()
        return self.async_show_form(
            step_id="vehicle",
            data_schema=self.add_suggested_values_to_schema(
                vehicle_schema(devices),
                self._before if user_input is None else user_input,
            ),
            errors=errors,
            last_step=False,
        )

    async def async_step_sensors(
        self, user_input: dict[str, Any] | None = None
    ) -> SubentryFlowResult:
        """Ask for the entities that tell of this vehicle; none is needed."""
        errors: dict[str, str] = {}
        if user_input is not None:
            errors = refusals(self.hass, user_input)
            if not errors:
                self._typed |= user_input
                return await self.async_step_petrol()
        return self.async_show_form(
            step_id="sensors",
            data_schema=self.add_suggested_values_to_schema(
                SENSORS_SCHEMA, self._before if user_input is None else user_input
            ),
            errors=errors,
            description_placeholders={"vehicle": self._typed[CONF_NAME]},
            last_step=False,
        )

    async def async_step_petrol(
        self, user_input: dict[str, Any] | None = None
    ) -> SubentryFlowResult:
        """Ask for the petrol car to compare with, and keep all of it."""
        if user_input is None:
            return self.async_show_form(
                step_id="petrol",
                data_schema=self.add_suggested_values_to_schema(
                    petrol_schema(_CURRENCY), self._before
                ),
                description_placeholders={"vehicle": self._typed[CONF_NAME]},
                last_step=True,
            )
        data = self._typed | user_input
        name = data.pop(CONF_NAME)
        if self.source == SOURCE_USER:
            return self.async_create_entry(
                title=name, data=data, unique_id=self._new_key(name)
            )
        return self.async_update_and_abort(
            self._get_entry(), self._get_reconfigure_subentry(), title=name, data=data
        )

    def _others(self) -> list[str]:
        """Return the subentries of the other vehicles."""
        own = None if self.source == SOURCE_USER else self._reconfigure_subentry_id
        vehicles = self._get_entry().get_subentries_of_type(SUBENTRY_VEHICLE)
        return [one.subentry_id for one in vehicles if one.subentry_id != own]

    def _names(self) -> set[str]:
        subentries = self._get_entry().subentries
        return {subentries[name].title.casefold() for name in self._others()}

    def _taken_devices(self) -> set[str]:
        subentries = self._get_entry().subentries
        chosen = (subentries[name].data.get(CONF_DEVICE_KEY) for name in self._others())
        return {device for device in chosen if device is not None}

    def _new_key(self, name: str) -> str:
        """Return the key of a new vehicle: one that had this name may have another."""
        settings = Settings.from_entry(self._get_entry())
        taken = {own.vehicle.key for own in settings.vehicles}
        while True:
            key = vehicle_key(settings.region_code, settings.account_number, name)
            if key not in taken:
                return key
            name += "'"

    @callback
    def _listed(self) -> dict[str, str | None]:
        """Return the cars that the supplier lists: make and model by key."""
        entry: OctopusEvConfigEntry = self._get_entry()
        if entry.state is not ConfigEntryState.LOADED:
            return {}
        engine = entry.runtime_data.engine
        return {
            view.device.key: view.name or None
            for point_key in engine.point_keys
            for view in engine.view(point_key).devices or ()
            if view.device.kind is DeviceKind.VEHICLE
        }

    async def _async_devices(self) -> dict[str, str]:
        """Return the cars to choose from by key; one that is gone stays chosen."""
        listed = self._listed()
        if (before := self._before.get(CONF_DEVICE_KEY)) is not None:
            listed.setdefault(before, None)
        texts = await async_get_translations(
            self.hass, self.hass.config.language, "device", {DOMAIN}
        )
        car = texts[f"component.{DOMAIN}.device.vehicle.name"]
        return {key: name or car for key, name in listed.items()}
