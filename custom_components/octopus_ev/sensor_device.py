"""Sensors of a car or charge point: what it does, and what is planned for it."""

from html import unescape
import re
from typing import Final

from homeassistant.components.sensor import SensorDeviceClass, SensorStateClass
from homeassistant.const import PERCENTAGE, EntityCategory, UnitOfEnergy, UnitOfPower

from .core.smart import Alert, DeviceState
from .core.span import BEGINNING, Span
from .device_view import DeviceView
from .entity import Attributes
from .sensor_description import OctopusEvSensorDescription, show, tell

_MOST: Final = 255
"""Characters of a state in Home Assistant."""


def _block(view: DeviceView) -> Span | None:
    return view.block


def _alert(view: DeviceView) -> Alert | None:
    """Return the newest alert; one without a time counts as old."""
    alerts = view.device.alerts
    return max(alerts, key=lambda alert: alert.at or BEGINNING, default=None)


def _published(alert: Alert) -> Attributes:
    return {"published": None if alert.at is None else alert.at.isoformat()}


def plain(text: str) -> str:
    """Return the supplier's text on one line, without markup, as a state may be."""
    words = re.sub(r"<[^>]*>?", " ", unescape(text)).split()
    line = " ".join(words)
    return line if len(line) <= _MOST else f"{line[: _MOST - 1]}…"


DEVICE_SENSORS: Final[tuple[OctopusEvSensorDescription[DeviceView], ...]] = (
    OctopusEvSensorDescription(
        key="state",
        translation_key="state",
        device_class=SensorDeviceClass.ENUM,
        options=[state.value for state in DeviceState],
        available_fn=lambda view: view.fresh,
        value_fn=lambda view: view.state,
    ),
    OctopusEvSensorDescription(
        key="state_of_charge",
        translation_key="state_of_charge",
        device_class=SensorDeviceClass.BATTERY,
        native_unit_of_measurement=PERCENTAGE,
        state_class=SensorStateClass.MEASUREMENT,
        suggested_display_precision=0,
        exists_fn=lambda view: view.device.charge is not None,
        comes_back=True,
        available_fn=lambda view: view.fresh,
        value_fn=show(lambda view: view.device.charge, lambda gauge: gauge.value),
    ),
    OctopusEvSensorDescription(
        key="charging_power",
        translation_key="charging_power",
        device_class=SensorDeviceClass.POWER,
        native_unit_of_measurement=UnitOfPower.KILO_WATT,
        state_class=SensorStateClass.MEASUREMENT,
        suggested_display_precision=1,
        exists_fn=lambda view: view.device.power is not None,
        comes_back=True,
        available_fn=lambda view: view.fresh,
        value_fn=lambda view: view.power,
    ),
    OctopusEvSensorDescription(
        key="planned_start",
        translation_key="planned_start",
        device_class=SensorDeviceClass.TIMESTAMP,
        exists_fn=lambda view: view.plans,
        available_fn=lambda view: view.plan is not None,
        value_fn=show(_block, lambda block: block.start),
    ),
    OctopusEvSensorDescription(
        key="planned_end",
        translation_key="planned_end",
        device_class=SensorDeviceClass.TIMESTAMP,
        exists_fn=lambda view: view.plans,
        available_fn=lambda view: view.plan is not None,
        value_fn=show(_block, lambda block: block.end),
    ),
    OctopusEvSensorDescription(
        key="planned_energy",
        translation_key="planned_energy",
        device_class=SensorDeviceClass.ENERGY,
        native_unit_of_measurement=UnitOfEnergy.KILO_WATT_HOUR,
        suggested_display_precision=1,
        exists_fn=lambda view: view.plans,
        available_fn=lambda view: view.plan is not None,
        value_fn=lambda view: view.planned_energy,
    ),
    OctopusEvSensorDescription(
        key="alert",
        translation_key="alert",
        entity_category=EntityCategory.DIAGNOSTIC,
        available_fn=lambda view: view.fresh,
        value_fn=show(_alert, lambda alert: plain(alert.message)),
        attributes_fn=tell(_alert, _published),
    ),
    OctopusEvSensorDescription(
        key="battery_size",
        translation_key="battery_size",
        device_class=SensorDeviceClass.ENERGY_STORAGE,
        native_unit_of_measurement=UnitOfEnergy.KILO_WATT_HOUR,
        suggested_display_precision=0,
        entity_category=EntityCategory.DIAGNOSTIC,
        entity_registry_enabled_default=False,
        exists_fn=lambda view: view.device.battery_kwh is not None,
        value_fn=lambda view: view.device.battery_kwh,
    ),
    OctopusEvSensorDescription(
        key="charge_point_power",
        translation_key="charge_point_power",
        device_class=SensorDeviceClass.POWER,
        native_unit_of_measurement=UnitOfPower.KILO_WATT,
        suggested_display_precision=1,
        entity_category=EntityCategory.DIAGNOSTIC,
        entity_registry_enabled_default=False,
        exists_fn=lambda view: view.device.charger_power_kw is not None,
        value_fn=lambda view: view.device.charger_power_kw,
    ),
)
