"""Sensors of a vehicle: what it drew, what that cost, and what it is worth."""

from datetime import datetime
from typing import Final

from homeassistant.components.sensor import SensorDeviceClass, SensorStateClass
from homeassistant.const import PERCENTAGE, UnitOfEnergy

from .core.periods import local_day, month_span
from .core.session import Session
from .core.travel import Figure, percent_added
from .entity import Attributes
from .sensor_description import (
    MONEY,
    MONEY_A_MILE,
    OctopusEvSensorDescription,
    show,
    tell,
    totals_of,
    unpriced,
)
from .vehicle_view import VehicleView


def _last(view: VehicleView) -> Session | None:
    return view.last_session


def _last_start(view: VehicleView) -> datetime | None:
    return None if view.last_session is None else view.last_session.span.start


def _added(view: VehicleView) -> Figure | None:
    return None if view.last_session is None else percent_added(view.last_session)


def _mile(view: VehicleView) -> Figure | None:
    return view.mile_cost


def _estimated(figure: Figure) -> Attributes:
    return {"estimate": figure.estimate}


def _since_the_first(view: VehicleView) -> datetime:
    return month_span(view.region, local_day(view.region, view.as_of)).start


def _compared(view: VehicleView) -> bool:
    """Tell whether there is a petrol car to compare with."""
    car = view.vehicle
    figures = (car.miles_per_kwh, car.miles_per_gallon, car.fuel_price)
    return None not in figures


VEHICLE_SENSORS: Final[tuple[OctopusEvSensorDescription[VehicleView], ...]] = (
    OctopusEvSensorDescription(
        key="last_session_energy",
        translation_key="last_session_energy",
        device_class=SensorDeviceClass.ENERGY,
        native_unit_of_measurement=UnitOfEnergy.KILO_WATT_HOUR,
        state_class=SensorStateClass.TOTAL,
        suggested_display_precision=2,
        value_fn=show(_last, lambda session: session.energy),
        last_reset_fn=_last_start,
    ),
    OctopusEvSensorDescription(
        key="last_session_cost",
        translation_key="last_session_cost",
        device_class=SensorDeviceClass.MONETARY,
        currency_unit=MONEY,
        state_class=SensorStateClass.TOTAL,
        suggested_display_precision=2,
        value_fn=show(_last, lambda session: session.cost),
        attributes_fn=tell(_last, lambda session: unpriced(session.unpriced_energy)),
        last_reset_fn=_last_start,
    ),
    OctopusEvSensorDescription(
        key="last_session_end",
        translation_key="last_session_end",
        device_class=SensorDeviceClass.TIMESTAMP,
        value_fn=show(_last, lambda session: session.span.end),
    ),
    OctopusEvSensorDescription(
        key="percent_added",
        translation_key="percent_added",
        native_unit_of_measurement=PERCENTAGE,
        suggested_display_precision=0,
        exists_fn=lambda view: (
            view.vehicle.battery_kwh is not None or _added(view) is not None
        ),
        value_fn=show(_added, lambda figure: figure.value),
        attributes_fn=tell(_added, _estimated),
    ),
    *totals_of("this_month", lambda view: view.month, _since_the_first),
    *totals_of("ever", lambda view: view.ever, lambda _: None),
    OctopusEvSensorDescription(
        key="cost_per_mile",
        translation_key="cost_per_mile",
        currency_unit=MONEY_A_MILE,
        state_class=SensorStateClass.MEASUREMENT,
        suggested_display_precision=3,
        exists_fn=lambda view: (
            view.vehicle.miles_per_kwh is not None or view.mile_cost is not None
        ),
        value_fn=show(_mile, lambda figure: figure.value),
        attributes_fn=tell(_mile, _estimated),
    ),
    OctopusEvSensorDescription(
        key="petrol_saving_this_month",
        translation_key="petrol_saving_this_month",
        device_class=SensorDeviceClass.MONETARY,
        currency_unit=MONEY,
        state_class=SensorStateClass.TOTAL,
        suggested_display_precision=2,
        exists_fn=_compared,
        value_fn=lambda view: view.month_saving,
        last_reset_fn=_since_the_first,
    ),
    OctopusEvSensorDescription(
        key="petrol_saving_ever",
        translation_key="petrol_saving_ever",
        device_class=SensorDeviceClass.MONETARY,
        currency_unit=MONEY,
        state_class=SensorStateClass.TOTAL,
        suggested_display_precision=2,
        exists_fn=_compared,
        value_fn=lambda view: view.saving,
    ),
)
