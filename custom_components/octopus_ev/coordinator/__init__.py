"""What polls the supplier: one coordinator for each cadence."""

from .account import AccountCoordinator
from .live import LiveCoordinator
from .rates import RatesCoordinator
from .readings import ReadingsCoordinator
from .smart import SmartCoordinators

__all__ = [
    "AccountCoordinator",
    "LiveCoordinator",
    "RatesCoordinator",
    "ReadingsCoordinator",
    "SmartCoordinators",
]
