"""What detectors are given, and what they may claim."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from functools import reduce
from operator import add
from typing import Protocol

from .errors import DomainError
from .model import ChargerReports, Household, PowerSample, Rate, Region
from .session import EXACT, ZERO, Block, Confidence, Leeway, Source
from .smart_record import SmartRecord
from .span import Span
from .timeline import Timeline


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Everything known of one supply point that a detector may look at."""

    region: Region
    window: Span
    """The time to report sessions for; evidence before it is context."""
    readings: Mapping[datetime, Decimal] = field(default_factory=dict)
    """Imported kWh by slot start in UTC; a slot without a reading is absent."""
    samples: tuple[PowerSample, ...] = ()
    """Live telemetry, oldest first."""
    charger: ChargerReports = field(default_factory=ChargerReports)
    """What a sensor on the charger itself says."""
    rates: Timeline[Rate] = field(default_factory=Timeline)
    """What the house pays; cheap windows are a hint to when cars charge."""
    charger_power_kw: Decimal | None = None
    """As the user or the device says; `None` leaves it to be learnt."""
    power_borne_out: bool = False
    """Whether that is what the charger was seen to draw, by sessions or the supplier."""
    believed_power_kw: Decimal | None = None
    """As learnt from earlier readings: it stands until another fits better."""
    household: Household = field(default_factory=Household)
    smart: SmartRecord = field(default_factory=SmartRecord)
    """What the supplier told of the cars that it controls."""
    starts: Mapping[datetime, float] = field(default_factory=dict)
    """What to add to the log-probability that a charge starts in a slot, by its start:
    see `detectors.hints`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One detector's claim that a car charged."""

    source: Source
    blocks: tuple[Block, ...]
    """In order, not overlapping, at least one."""
    slots: Mapping[datetime, Decimal]
    """The car's kWh by slot start."""
    confidence: Confidence
    open: bool = False
    """Whether the car still charges at the end of the evidence."""
    leeway: Leeway = EXACT
    sure: frozenset[datetime] = frozenset()
    """The slots whose energy the charger's own sensor told from end to end."""
    device: str | None = None
    """The key of the supplier's device that charged, where that is known."""
    stated: Decimal | None = None
    """The kWh that the supplier says were drawn, before the meter is asked."""
    others: tuple[tuple[Source, Decimal], ...] = ()
    """Other sources that bear it out, each with the kWh that it adds."""

    def __post_init__(self) -> None:
        """Refuse a claim of nothing."""
        if not self.blocks:
            raise DomainError("a candidate has at least one block")

    @property
    def energies(self) -> dict[Source, Decimal]:
        """What each source that shows the charge gave of its energy, in kWh."""
        rest = reduce(add, self.slots.values(), ZERO)
        rest -= reduce(add, (energy for _, energy in self.others), ZERO)
        return {self.source: rest, **dict(self.others)}

    @property
    def sources(self) -> frozenset[Source]:
        """Everything that shows the charge."""
        return frozenset(self.energies)

    @property
    def energy_source(self) -> Source:
        """What gave most of the energy."""
        energies = self.energies
        return max(energies, key=energies.__getitem__)

    @property
    def span(self) -> Span:
        """From the first block's start to the last one's end."""
        return Span(self.blocks[0].span.start, self.blocks[-1].span.end)


@dataclass(frozen=True, slots=True, kw_only=True)
class Detection:
    """What one detector found in a piece of evidence."""

    source: Source
    window: Span
    """Where the detector looked: no candidate here means that it saw no charge."""
    candidates: tuple[Candidate, ...] = ()
    charger_power_kw: Decimal | None = None
    """The power that the detection rests on, given or learnt; `None` when no
    charger was believed in."""
    on_trust: bool = False
    """Whether that power is but what was given: no reading has borne it out yet."""
    pending: bool = False
    """Whether a charge may have begun that is still too young to be claimed."""
    told: Timeline[None] = field(default_factory=Timeline)
    """When the charger's own sensor told what it did: drew, or rested."""


class Detector(Protocol):
    """A pure strategy: no clock, no waiting, no other detector."""

    @property
    def source(self) -> Source:
        """What kind of evidence it reads."""

    def detect(self, evidence: Evidence, /) -> Detection:
        """Return the charges that the evidence shows within its window."""
