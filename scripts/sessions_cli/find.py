"""The charging sessions in half-hourly readings, priced."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Final

from custom_components.octopus_ev.core.causal import CausalDetection, detect_daily
from custom_components.octopus_ev.core.detectors import HalfHourlyDetector
from custom_components.octopus_ev.core.evidence import Candidate, Detection, Evidence
from custom_components.octopus_ev.core.identity import session_anchor, session_id
from custom_components.octopus_ev.core.model import Rate, Region
from custom_components.octopus_ev.core.pricing import priced
from custom_components.octopus_ev.core.session import ZERO, Confidence, PricedSlot
from custom_components.octopus_ev.core.span import Span
from custom_components.octopus_ev.core.timeline import Timeline

_ANY_POINT: Final = "0" * 10
"""A file does not tell its supply point: ids depend on the start alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Charge:
    """A session as the shell shows it."""

    session_id: str
    span: Span
    slots: tuple[PricedSlot, ...]
    confidence: Confidence

    @property
    def energy(self) -> Decimal:
        """In kWh."""
        return sum((slot.energy for slot in self.slots), ZERO)

    @property
    def cost(self) -> Decimal | None:
        """In pounds; `None` where a slot has no rate."""
        costs = [slot.cost for slot in self.slots if slot.cost is not None]
        return sum(costs, ZERO) if len(costs) == len(self.slots) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """All sessions, and the charger's power that they rest on."""

    charger_power_kw: Decimal | None
    """As it draws, or as given where that is about the same or nothing shows it."""
    charges: tuple[Charge, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """What is known of the home beside its readings."""

    region: Region
    charger_power_kw: Decimal | None
    """`None` leaves it to be learnt."""
    hints: Timeline[Rate]
    """Rates whose cheap window says when cars charge."""
    rates: Timeline[Rate]
    """What energy costs."""
    causal: bool
    """Whether each session is found from what was known a day after it."""


def find(readings: Mapping[datetime, Decimal], home: Home) -> Found:
    """Return the sessions in at least one reading: kWh by the half hour's start."""
    found = _daily(readings, home) if home.causal else _at_once(readings, home)
    return Found(
        charger_power_kw=found.charger_power_kw,
        charges=tuple(_charge(candidate, home) for candidate in found.candidates),
    )


def _daily(readings: Mapping[datetime, Decimal], home: Home) -> CausalDetection:
    return detect_daily(
        region=home.region,
        readings=readings,
        rates=home.hints,
        charger_power_kw=home.charger_power_kw,
    )


def _at_once(readings: Mapping[datetime, Decimal], home: Home) -> Detection:
    return HalfHourlyDetector().detect(
        Evidence(
            region=home.region,
            window=Span(min(readings), max(readings) + home.region.interval),
            readings=readings,
            rates=home.hints,
            charger_power_kw=home.charger_power_kw,
        )
    )


def _charge(candidate: Candidate, home: Home) -> Charge:
    anchor = session_anchor(candidate.span.start, home.region.interval)
    return Charge(
        session_id=session_id(_ANY_POINT, anchor),
        span=candidate.span,
        slots=priced(candidate.slots, home.rates, metered=candidate.slots),
        confidence=candidate.confidence,
    )
