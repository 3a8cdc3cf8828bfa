"""Binary sensors of smart charging at a supply point: what a driver should know."""

from decimal import Decimal
from typing import Final

from homeassistant.components.binary_sensor import BinarySensorDeviceClass

from .binary_sensor_description import OctopusEvBinarySensorDescription
from .core.session import Session
from .entity import NO_ATTRIBUTES, Attributes
from .view import PointView

_LEAST: Final = Decimal(1)
"""The kWh that are worth a word; a plan and a car are never quite of one mind."""


def _charge(view: PointView) -> Session | None:
    """Return the charge under way, or else the last one."""
    return view.live_session or view.last_session


def _has_type(view: PointView) -> bool:
    charge = _charge(view)
    return charge is not None and charge.type is not None


def _unplanned(view: PointView) -> bool | None:
    """Tell whether a charge took energy that nobody had planned."""
    charge = _charge(view)
    if charge is None or (energy := charge.unplanned_energy) is None:
        return None
    return energy >= _LEAST


def _amounts(view: PointView) -> Attributes:
    """Say how much was taken and paid, once the charge is over and it no longer grows."""
    charge = _charge(view)
    if charge is None or charge is view.live_session or not _unplanned(view):
        return NO_ATTRIBUTES
    energy, cost = charge.unplanned_energy, charge.unplanned_cost
    return {
        "energy_kwh": None if energy is None else float(round(energy, 2)),
        "cost": None if cost is None else float(round(cost, 2)),
        "average_rate": float(round(cost / energy, 4)) if cost and energy else None,
    }


SMART_BINARY_SENSORS: Final[tuple[OctopusEvBinarySensorDescription[PointView], ...]] = (
    OctopusEvBinarySensorDescription(
        key="allowance_nearly_used",
        translation_key="allowance_nearly_used",
        device_class=BinarySensorDeviceClass.PROBLEM,
        exists_fn=lambda view: view.cap is not None,
        value_fn=lambda view: None if view.cap is None else view.cap.nearly_used,
    ),
    OctopusEvBinarySensorDescription(
        key="outside_plan",
        translation_key="outside_plan",
        device_class=BinarySensorDeviceClass.PROBLEM,
        exists_fn=_has_type,
        value_fn=_unplanned,
        attributes_fn=_amounts,
    ),
)
