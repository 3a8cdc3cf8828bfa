"""Octopus EV Charging: what each home charge of a car cost, without a smart charger."""

from typing import Final

from homeassistant.const import Platform
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import config_validation as cv, device_registry as dr
from homeassistant.helpers.typing import ConfigType

from .api import create_provider
from .automating.notice import async_notice
from .backfill import Backfill
from .const import DOMAIN
from .control import Control
from .coordinator import (
    AccountCoordinator,
    LiveCoordinator,
    RatesCoordinator,
    ReadingsCoordinator,
    SmartCoordinators,
)
from .coordinator.refusals import forget_refusals
from .device_follow import async_follow_devices, followed, listed_keys
from .energy_offer import async_keep_offering
from .engine import Engine
from .frontend import async_setup as async_setup_frontend
from .kept import async_ask_to_erase, async_kept_name, async_take_up
from .own_sensor_follow import async_follow, async_read_further
from .own_sensor_repair import async_keep_looking
from .repair_points import async_keep_watching
from .runtime import OctopusEvConfigEntry, OctopusEvRuntime
from .services import async_setup as async_setup_services
from .settings import NO_SENSORS, Settings
from .statistics import Statistics
from .vehicle_repair import async_watch_links
from .websocket import async_setup as async_setup_websocket
from .websocket_edits import async_setup as async_setup_edits

CONFIG_SCHEMA = cv.config_entry_only_config_schema(DOMAIN)

PLATFORMS: Final = (
    Platform.BINARY_SENSOR,
    Platform.CALENDAR,
    Platform.EVENT,
    Platform.NUMBER,
    Platform.SENSOR,
    Platform.SWITCH,
    Platform.TIME,
)


async def async_setup(hass: HomeAssistant, config: ConfigType) -> bool:
    """Register the actions and what the cards need; they outlive any account."""
    async_setup_services(hass)
    async_setup_websocket(hass)
    async_setup_edits(hass)
    await async_setup_frontend(hass)
    return True


async def async_setup_entry(hass: HomeAssistant, entry: OctopusEvConfigEntry) -> bool:
    """Set up an account: what was kept, then what is new, then the entities."""
    settings = Settings.from_entry(entry)
    provider = create_provider(hass, settings.api_key, settings.payment_method)
    name = await async_kept_name(hass, settings)
    # Home Assistant shows it in dialogs and logs: not the account's number.
    hass.config_entries.async_update_entry(entry, unique_id=name)
    async_take_up(hass, name)
    engine = Engine(hass, name, settings, provider.region)
    entry.async_on_unload(engine.async_shutdown)
    await engine.async_load()

    account = AccountCoordinator(hass, entry, settings, engine, provider, provider)
    rates = RatesCoordinator(hass, entry, account, engine, provider)
    readings = ReadingsCoordinator(hass, entry, account, engine, provider)
    await account.async_config_entry_first_refresh()
    # How it stood before is the measure of what happens.
    async_notice(hass, entry, engine)
    # Rates first: readings then become sessions that are priced at once.
    await rates.async_config_entry_first_refresh()
    # What the charger tells keeps other evidence from being taken for a charge.
    watches = await async_follow(hass, entry, engine, settings)
    await readings.async_config_entry_first_refresh()
    live = {
        key: LiveCoordinator(hass, entry, account, engine, provider, key)
        for key, point in account.data.items()
        if point.has_telemetry
        and settings.sensors.get(key, NO_SENSORS).house_power is None
    }
    # A Home Mini that is unplugged must not take the account down.
    for coordinator in live.values():
        await coordinator.async_refresh()

    smart = SmartCoordinators(hass, entry, account, engine, provider.smart)
    statistics = Statistics(hass, name, engine)
    entry.runtime_data = OctopusEvRuntime(
        settings=settings,
        provider=provider,
        offers=provider,
        engine=engine,
        statistics=statistics,
        account=account,
        rates=rates,
        readings=readings,
        smart=smart,
        control=Control(hass, entry, smart.provider, smart.cars),
        backfill=Backfill(hass, entry, account, engine, provider),
        live=live,
    )
    await hass.config_entries.async_forward_entry_setups(entry, PLATFORMS)
    await engine.async_start()
    entry.async_on_unload(statistics.async_shutdown)
    await statistics.async_start()
    async_keep_offering(hass, entry)
    async_keep_looking(hass, entry)
    async_watch_links(hass, entry, settings)
    async_keep_watching(hass, entry)
    _keep_polling(hass, entry)
    smart.async_start()
    entry.runtime_data.backfill.async_start()
    async_read_further(hass, entry, watches)
    async_follow_devices(hass, entry)
    entry.async_on_unload(entry.add_update_listener(_async_reload))
    return True


async def _async_reload(hass: HomeAssistant, entry: OctopusEvConfigEntry) -> None:
    """Load an account anew when its settings change, or a vehicle comes or goes."""
    hass.config_entries.async_schedule_reload(entry.entry_id)


async def async_unload_entry(hass: HomeAssistant, entry: OctopusEvConfigEntry) -> bool:
    """Unload an account; what is waiting to be written is written after that."""
    return await hass.config_entries.async_unload_platforms(entry, PLATFORMS)


async def async_remove_entry(hass: HomeAssistant, entry: OctopusEvConfigEntry) -> None:
    """Keep what is known of an account, for its return, and ask whether to erase it."""
    name = await async_kept_name(hass, Settings.from_entry(entry))
    await async_ask_to_erase(hass, name)
    forget_refusals(hass, entry.entry_id)


async def async_remove_config_entry_device(
    hass: HomeAssistant, entry: OctopusEvConfigEntry, device: dr.AnyDeviceEntry
) -> bool:
    """Let a supply point be removed that is no longer followed, or a car likewise.

    A vehicle of the user's is removed with its description.
    """
    if device.config_subentry_id is not None:
        return False
    keys = {*entry.runtime_data.engine.point_keys, *(listed_keys(entry) or ())}
    return followed(keys).isdisjoint(device.identifiers)


@callback
def _keep_polling(hass: HomeAssistant, entry: OctopusEvConfigEntry) -> None:
    """Listen to every coordinator: one that nobody listens to stops polling."""
    runtime = entry.runtime_data

    @callback
    def follow() -> None:
        """Ask at once for the rates of a new tariff and the readings of a new meter."""
        runtime.rates.forget()
        runtime.backfill.async_go_on()
        for coordinator in (runtime.rates, runtime.readings):
            entry.async_create_background_task(
                hass,
                coordinator.async_request_refresh(),
                f"{DOMAIN} follow the account",
            )

    entry.async_on_unload(runtime.account.async_add_listener(follow))
    for coordinator in (runtime.rates, runtime.readings, *runtime.live.values()):
        entry.async_on_unload(coordinator.async_add_listener(_nothing))


@callback
def _nothing() -> None:
    """Entities listen to the engine, which knows of more than one coordinator."""
