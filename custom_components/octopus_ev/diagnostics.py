"""What may be shown of an entry to somebody else: counts, times and states alone.

An allow-list: no key, account, MPAN, serial or device id is read here, so none can
slip through; nor is a reading or the time of a charge, which tell when one is away.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import HomeAssistant
from homeassistant.helpers import device_registry as dr

from .coordinator.base import OctopusEvCoordinator, error_key
from .core.span import FOREVER
from .device_follow import followed
from .device_view import DeviceView
from .kraken.errors import KrakenError
from .providers.base import Provider
from .runtime import OctopusEvConfigEntry
from .settings import OwnSensors
from .view import PointView


async def async_get_config_entry_diagnostics(
    hass: HomeAssistant, entry: OctopusEvConfigEntry
) -> dict[str, Any]:
    """Return the state of an account's data, or why it is not set up."""
    if entry.state is not ConfigEntryState.LOADED:
        return _not_loaded(entry)
    runtime = entry.runtime_data
    settings = runtime.settings
    return {
        "settings": {
            "region": settings.region_code,
            "points": len(settings.points),
            "charger_power_given": settings.charger_power_kw is not None,
            "payment_method": settings.payment_method.value,
            "heat_pump": settings.household.heat_pump,
            "battery": settings.household.battery,
            "solar": settings.household.solar,
            "own_sensors": [_chosen(own) for own in settings.sensors.values()],
        },
        "coordinators": {
            "account": _coordinator(runtime.account),
            "rates": _coordinator(runtime.rates),
            "readings": _coordinator(runtime.readings),
            "live": [_coordinator(live) for live in runtime.live.values()],
            "cars": _coordinator(runtime.smart.cars),
            "charges": _coordinator(runtime.smart.charges),
            "billed": _coordinator(runtime.smart.billed),
        },
        "allowance": await _allowance(runtime.provider),
        # What is not listed has not been refused.
        "capabilities_off": {
            part.value: why for part, why in runtime.smart.capabilities.off.items()
        },
        "points": [
            _point(runtime.engine.view(key)) for key in runtime.engine.point_keys
        ],
    }


async def async_get_device_diagnostics(
    hass: HomeAssistant, entry: OctopusEvConfigEntry, device: dr.AnyDeviceEntry
) -> dict[str, Any]:
    """Return what is known of one supply point, or of one car; of others nothing."""
    if entry.state is not ConfigEntryState.LOADED:
        return _not_loaded(entry)
    engine = entry.runtime_data.engine
    views = {key: engine.view(key) for key in engine.point_keys}
    shown: dict[str, Any] = {}
    for key, point in views.items():
        if not followed({key}).isdisjoint(device.identifiers):
            shown["point"] = _point(point)
        for car in point.devices or ():
            if not followed({car.device.key}).isdisjoint(device.identifiers):
                shown["device"] = _device(car)
    return shown


def _not_loaded(entry: OctopusEvConfigEntry) -> dict[str, Any]:
    """Return what is wrong, by the key of its sentence."""
    return {
        "state": entry.state.value,
        "reason": entry.error_reason_translation_key,
    }


async def _allowance(provider: Provider) -> Mapping[str, Any] | str:
    """Return what the supplier lets all programs of the customer ask, or why not."""
    try:
        return asdict(await provider.allowance())
    except KrakenError as err:
        return error_key(err)


def _chosen(sensors: OwnSensors) -> Mapping[str, bool]:
    """Return which sensors there are; their names may tell of people and places."""
    return {
        "charger_energy": sensors.charger_energy is not None,
        "charger_power": sensors.charger_power is not None,
        "house_power": sensors.house_power is not None,
    }


def _coordinator(coordinator: OctopusEvCoordinator[Any]) -> Mapping[str, Any]:
    failure = coordinator.last_exception
    interval = coordinator.update_interval
    return {
        "last_update_success": coordinator.last_update_success,
        "last_failure": getattr(failure, "translation_key", None)
        or (failure and type(failure).__name__),
        "interval_seconds": None
        if interval is None
        else round(interval.total_seconds()),
    }


def _point(view: PointView) -> Mapping[str, Any]:
    point, rates = view.point, view.book.house
    agreement = point.agreements.at(view.as_of)
    return {
        "meters": len(point.meters),
        "direction": point.direction.value,
        "occupied": point.occupied,
        "has_telemetry": point.has_telemetry,
        # The tariff code would tell the region of the grid besides.
        "product": agreement and agreement.product_code,
        "agreements": len(point.agreements),
        "readings": len(view.readings),
        "newest_reading": _text(view.newest_reading),
        "missing_readings": view.missing_readings,
        "imported_back_to": _text(
            None if view.imported is None else view.imported.reached
        ),
        "import_complete": view.imported is not None and view.imported.complete,
        "rates": len(rates),
        "rates_until": _text(max((span.end for span, _ in rates), default=None)),
        "unpriced_kwh": None if view.ever is None else str(view.ever.unpriced),
        "charger_power_kw": view.charger_power_kw and str(view.charger_power_kw),
        "live_open": view.live_open,
        "charger_heard": view.charger_until is not None,
        "live_drift_kwh": _drift(view),
        "devices": None
        if view.devices is None
        else [_device(device) for device in view.devices],
        "sessions_by_state": dict(Counter(s.state.value for s in view.sessions)),
        "sessions_by_confidence": dict(
            Counter(s.confidence.value for s in view.sessions)
        ),
        "sessions_by_energy_source": dict(
            Counter(s.provenance.energy.value for s in view.sessions)
        ),
    }


def _device(view: DeviceView) -> Mapping[str, Any]:
    """Return what is known of a car; make and model would tell of its owner."""
    device = view.device
    return {
        "kind": device.kind.value,
        "fresh": view.fresh,
        "state": view.state and view.state.value,
        "suspended": device.suspended,
        "state_of_charge": device.charge is not None,
        "power": device.power is not None,
        "plans": view.plans,
        "planned": None if view.plan is None else len(view.plan),
        "targets": len(device.targets),
        "limits": device.limits is not None,
        "alerts": len(device.alerts),
    }


def _drift(view: PointView) -> str | None:
    """Return by how much settling moved what was told live, of the last session."""
    return None if view.drifted is None else str(view.drifted.drift)


def _text(instant: datetime | None) -> str | None:
    return None if instant is None or instant == FOREVER else instant.isoformat()
