"""Sensors of the supply: rates, the house's use, telemetry and how good the data is."""

from typing import Final

from homeassistant.components.sensor import SensorDeviceClass, SensorStateClass
from homeassistant.const import EntityCategory, UnitOfEnergy, UnitOfPower

from .core.import_mark import ImportMark
from .core.model import PowerSample, Rate
from .core.span import Span
from .core.summary import DayUse
from .entity import Attributes, has_demand, has_register, is_demand
from .sensor_description import (
    MONEY,
    MONEY_A_DAY,
    RATE,
    OctopusEvSensorDescription,
    bounds,
    show,
    tell,
    unpriced,
)
from .view import PointView


def _rate_now(view: PointView) -> tuple[Span, Rate] | None:
    return view.rate_now


def _rate_next(view: PointView) -> tuple[Span, Rate] | None:
    return view.rate_next


def _latest_day(view: PointView) -> DayUse | None:
    return view.latest_day


def _sample(view: PointView) -> PowerSample | None:
    return view.sample


def _imported(view: PointView) -> ImportMark | None:
    return view.imported


def _progress(mark: ImportMark) -> Attributes:
    """Say how much of the past is there, sessions included once it is complete."""
    return {"percent": int(100 * mark.share), "complete": mark.complete}


def _date(use: DayUse) -> Attributes:
    return {"date": use.day.isoformat()}


SUPPLY_SENSORS: Final[tuple[OctopusEvSensorDescription[PointView], ...]] = (
    OctopusEvSensorDescription(
        key="unit_rate",
        translation_key="unit_rate",
        currency_unit=RATE,
        state_class=SensorStateClass.MEASUREMENT,
        suggested_display_precision=4,
        value_fn=show(_rate_now, lambda held: held[1].unit_rate),
        attributes_fn=tell(_rate_now, lambda held: bounds(held[0])),
    ),
    OctopusEvSensorDescription(
        key="next_unit_rate",
        translation_key="next_unit_rate",
        currency_unit=RATE,
        suggested_display_precision=4,
        value_fn=show(_rate_next, lambda held: held[1].unit_rate),
        attributes_fn=tell(_rate_next, lambda held: bounds(held[0])),
    ),
    OctopusEvSensorDescription(
        key="next_unit_rate_start",
        translation_key="next_unit_rate_start",
        device_class=SensorDeviceClass.TIMESTAMP,
        value_fn=show(_rate_next, lambda held: held[0].start),
    ),
    OctopusEvSensorDescription(
        key="standing_charge",
        translation_key="standing_charge",
        currency_unit=MONEY_A_DAY,
        suggested_display_precision=4,
        value_fn=lambda view: view.standing_charge,
    ),
    OctopusEvSensorDescription(
        key="latest_day_energy",
        translation_key="latest_day_energy",
        device_class=SensorDeviceClass.ENERGY,
        native_unit_of_measurement=UnitOfEnergy.KILO_WATT_HOUR,
        suggested_display_precision=2,
        value_fn=show(_latest_day, lambda use: use.energy),
        attributes_fn=tell(_latest_day, _date),
    ),
    OctopusEvSensorDescription(
        key="latest_day_cost",
        translation_key="latest_day_cost",
        device_class=SensorDeviceClass.MONETARY,
        currency_unit=MONEY,
        suggested_display_precision=2,
        value_fn=show(_latest_day, lambda use: use.cost.amount),
        attributes_fn=tell(
            _latest_day, lambda use: {**_date(use), **unpriced(use.cost.unpriced)}
        ),
    ),
    OctopusEvSensorDescription(
        key="latest_reading",
        translation_key="latest_reading",
        device_class=SensorDeviceClass.TIMESTAMP,
        value_fn=lambda view: view.newest_reading,
    ),
    OctopusEvSensorDescription(
        key="live_demand",
        translation_key="live_demand",
        device_class=SensorDeviceClass.POWER,
        native_unit_of_measurement=UnitOfPower.WATT,
        state_class=SensorStateClass.MEASUREMENT,
        suggested_display_precision=0,
        exists_fn=has_demand,
        available_fn=is_demand,
        value_fn=show(_sample, lambda sample: sample.demand_w),
    ),
    OctopusEvSensorDescription(
        key="meter_register",
        translation_key="meter_register",
        device_class=SensorDeviceClass.ENERGY,
        native_unit_of_measurement=UnitOfEnergy.KILO_WATT_HOUR,
        # A new meter starts again from nothing.
        state_class=SensorStateClass.TOTAL_INCREASING,
        suggested_display_precision=2,
        exists_fn=has_register,
        available_fn=is_demand,
        value_fn=show(_sample, lambda sample: sample.register_kwh),
    ),
    OctopusEvSensorDescription(
        key="charger_power",
        translation_key="charger_power",
        device_class=SensorDeviceClass.POWER,
        native_unit_of_measurement=UnitOfPower.KILO_WATT,
        suggested_display_precision=1,
        entity_category=EntityCategory.DIAGNOSTIC,
        entity_registry_enabled_default=False,
        value_fn=lambda view: view.charger_power_kw,
    ),
    OctopusEvSensorDescription(
        key="missing_readings",
        translation_key="missing_readings",
        entity_category=EntityCategory.DIAGNOSTIC,
        entity_registry_enabled_default=False,
        value_fn=lambda view: view.missing_readings,
    ),
    OctopusEvSensorDescription(
        key="history_imported",
        translation_key="history_imported",
        device_class=SensorDeviceClass.TIMESTAMP,
        entity_category=EntityCategory.DIAGNOSTIC,
        value_fn=show(_imported, lambda mark: mark.reached),
        attributes_fn=tell(_imported, _progress),
    ),
    OctopusEvSensorDescription(
        key="readings_polled",
        translation_key="readings_polled",
        device_class=SensorDeviceClass.TIMESTAMP,
        entity_category=EntityCategory.DIAGNOSTIC,
        entity_registry_enabled_default=False,
        value_fn=lambda view: view.readings_polled,
    ),
)
