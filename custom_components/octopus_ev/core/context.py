"""What the sessions of one supply point are held against."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Final

from .model import Rate, Region
from .smart_record import SmartRecord
from .timeline import Timeline

_MERGE_GAP: Final = timedelta(minutes=120)
"""The longest pause within one charge."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FuseContext:
    """What the sessions of one supply point are held against."""

    region: Region
    point_key: str
    readings: Mapping[datetime, Decimal]
    """Imported kWh by slot start; a slot that is not loaded judges nothing."""
    rates: Timeline[Rate]
    """What the car is billed at."""
    now: datetime
    charger_power_kw: Decimal | None = None
    """As given or learnt; without it no excess is known."""
    told: Timeline[None] = field(default_factory=Timeline)
    """When the charger's own sensor told what it did; other evidence is then mute."""
    smart: SmartRecord = field(default_factory=SmartRecord)
    """What the supplier told of the cars that it controls."""
    merge_gap: timedelta = _MERGE_GAP
