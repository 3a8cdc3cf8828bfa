"""What a loaded entry holds."""

from collections.abc import Mapping
from dataclasses import dataclass

from homeassistant.config_entries import ConfigEntry

from .backfill import Backfill
from .control import Control
from .coordinator import (
    AccountCoordinator,
    LiveCoordinator,
    RatesCoordinator,
    ReadingsCoordinator,
    SmartCoordinators,
)
from .engine import Engine
from .providers.base import OfferProvider, Provider
from .settings import Settings
from .statistics import Statistics


@dataclass(frozen=True, slots=True, kw_only=True)
class OctopusEvRuntime:
    """The parts of one account, wired together."""

    settings: Settings
    provider: Provider
    offers: OfferProvider
    engine: Engine
    statistics: Statistics
    account: AccountCoordinator
    rates: RatesCoordinator
    readings: ReadingsCoordinator
    smart: SmartCoordinators
    """What the supplier knows of cars; empty for most accounts."""
    control: Control
    backfill: Backfill
    live: Mapping[str, LiveCoordinator]
    """By point key; only points whose Home Mini answered have one."""


type OctopusEvConfigEntry = ConfigEntry[OctopusEvRuntime]
