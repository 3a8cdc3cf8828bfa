"""Binary sensors of a car or charge point: is it plugged in, does it dispatch."""

from typing import Final

from homeassistant.components.binary_sensor import BinarySensorDeviceClass

from .binary_sensor_description import OctopusEvBinarySensorDescription
from .device_view import DeviceView

DEVICE_BINARY_SENSORS: Final[
    tuple[OctopusEvBinarySensorDescription[DeviceView], ...]
] = (
    OctopusEvBinarySensorDescription(
        key="plugged_in",
        translation_key="plugged_in",
        device_class=BinarySensorDeviceClass.PLUG,
        available_fn=lambda view: view.fresh,
        value_fn=lambda view: view.plugged_in,
    ),
    OctopusEvBinarySensorDescription(
        key="dispatching",
        translation_key="dispatching",
        available_fn=lambda view: view.fresh or view.plan is not None,
        value_fn=lambda view: view.dispatching,
    ),
)
