"""Ask what became of cars, once it is known which there are."""

from dataclasses import dataclass
from typing import ClassVar

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant

from ..engine import Engine
from ..providers.base import SmartProvider
from .base import OctopusEvCoordinator
from .capabilities import Capabilities
from .cars import CarsCoordinator


@dataclass(frozen=True, slots=True)
class Followed:
    """The cars of an account, who tells of them, and who is told."""

    cars: CarsCoordinator
    engine: Engine
    provider: SmartProvider
    capabilities: Capabilities


class FollowerCoordinator(OctopusEvCoordinator[None]):
    """Follow the cars that another coordinator finds."""

    label: ClassVar[str]
    """What is asked for, in logs."""
    proves_key: ClassVar[bool] = False

    def __init__(
        self, hass: HomeAssistant, entry: ConfigEntry, followed: Followed
    ) -> None:
        """Set up polling; nothing is asked yet."""
        super().__init__(hass, entry, self.label)
        self.cars = followed.cars
        self.engine = followed.engine
        self.provider = followed.provider
        self.capabilities = followed.capabilities
