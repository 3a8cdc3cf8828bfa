"""Sensors of what the making of the car's energy set free."""

from decimal import Decimal
from typing import Final

from homeassistant.components.sensor import SensorDeviceClass
from homeassistant.const import UnitOfMass

from .core.session import Carbon
from .entity import NO_ATTRIBUTES, Attributes
from .sensor_description import OctopusEvSensorDescription, show, tell
from .view import PointView


def _last(view: PointView) -> Carbon | None:
    return None if view.last_session is None else view.last_session.carbon


def _month(view: PointView) -> Carbon | None:
    return view.month_carbon


def _kilograms(carbon: Carbon) -> Decimal:
    return carbon.grams / 1000


def _unknown(carbon: Carbon) -> Attributes:
    """Say of how many kWh it is not known."""
    if not carbon.unknown:
        return NO_ATTRIBUTES
    return {"unknown_kwh": float(carbon.unknown)}


def _tells(view: PointView) -> bool:
    return view.tells_carbon


CARBON_SENSORS: Final[tuple[OctopusEvSensorDescription[PointView], ...]] = (
    OctopusEvSensorDescription(
        key="last_session_carbon",
        translation_key="last_session_carbon",
        device_class=SensorDeviceClass.WEIGHT,
        native_unit_of_measurement=UnitOfMass.KILOGRAMS,
        suggested_display_precision=2,
        exists_fn=_tells,
        value_fn=show(_last, _kilograms),
        attributes_fn=tell(_last, _unknown),
    ),
    OctopusEvSensorDescription(
        key="carbon_this_month",
        translation_key="carbon_this_month",
        device_class=SensorDeviceClass.WEIGHT,
        native_unit_of_measurement=UnitOfMass.KILOGRAMS,
        suggested_display_precision=1,
        exists_fn=_tells,
        value_fn=show(_month, _kilograms),
        attributes_fn=tell(_month, _unknown),
    ),
)
