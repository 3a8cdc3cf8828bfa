"""How a binary sensor is described: which claim about the view it shows."""

from collections.abc import Callable
from dataclasses import dataclass

from homeassistant.components.binary_sensor import BinarySensorEntityDescription

from .entity import NO_ATTRIBUTES, Attributes, OctopusEvDescription


@dataclass(frozen=True, kw_only=True)
class OctopusEvBinarySensorDescription[V](
    OctopusEvDescription[V], BinarySensorEntityDescription
):
    """A yes or no, by the claim about the view that it shows."""

    value_fn: Callable[[V], bool | None]
    attributes_fn: Callable[[V], Attributes] = lambda _: NO_ATTRIBUTES
