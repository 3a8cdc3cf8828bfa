"""Charges seen as they happen, in a Home Mini's telemetry."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from functools import reduce
from operator import add
from statistics import median
from typing import Final

from ..evidence import Candidate, Detection, Evidence
from ..model import Band
from ..session import ZERO, Block, Confidence, Leeway, Source
from ..span import Span
from .levels import Level, levels
from .plateaus import Before, Plateau, house_before, plateau_at

_SECOND: Final = timedelta(seconds=1)
_WATT_HOUR: Final = Decimal("0.001")
_TEN_WATTS: Final = Decimal("0.01")

_PAUSE: Final = timedelta(minutes=120)
"""The longest pause within one charge."""

_MATCH: Final = 0.15
"""How far from the power given, as a share, a plateau may be and still be its own."""

_SHOWER: Final = timedelta(minutes=15)
"""An electric shower draws as much as a car, but for less than this."""

_AT_ONCE: Final = timedelta(minutes=3)
"""What is enough where power and tariff both say that it is the car."""

_CHARGERS: Final = (2.0, 23.0)
"""Powers in kW that a home's charger may have."""

_ABOVE_HEATERS: Final = 3.3
"""Power in kW above which nothing in the house stays on for long: an immersion heater
has 3 kW. Outside a cheap window less than this is no sign of a car."""

_HEATER: Final = timedelta(minutes=45)
"""How long less than that must last in a cheap window to be taken for a car."""

_LONG: Final = timedelta(minutes=30)
"""A plateau that lasts so long is hardly anything but a charge."""

_AROUND: Final = timedelta(minutes=11)
"""The time over which the house's part of the power is taken to be steady."""


class LiveDetector:
    """Looks for the step of a charger that switches on, and for its fall.

    Silence is not an end: a charge stays open until samples show that it stopped.
    """

    @property
    def source(self) -> Source:
        """Live telemetry."""
        return Source.LIVE

    def detect(self, evidence: Evidence, /) -> Detection:
        """Return the charges that touch the window, each as far as the samples reach."""
        row = levels(evidence.samples)
        plateaus = list(_convincing(evidence, row))
        found = tuple(
            candidate
            for group in _grouped(plateaus)
            if (group[-1].open or _lasting(group) >= _SHOWER)
            and (candidate := _candidate(evidence, group)).span.overlaps(
                evidence.window
            )
        )
        return Detection(
            source=self.source,
            window=evidence.window,
            candidates=found,
            charger_power_kw=_power(evidence, plateaus) if found else None,
        )


def _convincing(evidence: Evidence, row: Sequence[Level]) -> Iterator[Plateau]:
    """Yield the plateaus that last long enough to be a charge."""
    given = _given(evidence)
    place = since = 0
    house: Before | None = None
    while place < len(row):
        before = house_before(row, place, since)
        house = house if before is None else before
        plateau = None
        if house is not None:
            plateau = plateau_at(
                row, place, house, given=given, solar=evidence.household.solar
            )
        if plateau is None or not _is_charge(evidence, plateau):
            place += 1
            continue
        yield plateau
        place = since = place + len(plateau.levels)
        house = plateau.house


def _is_charge(evidence: Evidence, plateau: Plateau) -> bool:
    """Tell whether a plateau lasted long enough for its power and time of day."""
    off_peak = _off_peak(evidence, plateau)
    if evidence.charger_power_kw is not None:
        at_once = off_peak and _matches(evidence, plateau)
        return plateau.duration >= (_AT_ONCE if at_once else _SHOWER)
    least, most = _CHARGERS
    heater = plateau.power < _ABOVE_HEATERS
    if heater and not off_peak:
        return False
    patience = _HEATER if heater else _SHOWER
    return least <= plateau.power <= most and plateau.duration >= patience


def _off_peak(evidence: Evidence, plateau: Plateau) -> bool:
    """Tell whether a plateau began in a cheap window."""
    rate = evidence.rates.at(plateau.start)
    return rate is not None and rate.band is Band.OFF_PEAK


def _matches(evidence: Evidence, plateau: Plateau) -> bool:
    """Tell whether a plateau has the power of the charger, as given.

    It must not exceed it over the quietest minute before either: a shower that follows
    a kettle looks smaller than it is.
    """
    given = _given(evidence)
    if given is None:
        return False
    above_lull = plateau.power + plateau.house.usual - plateau.house.least
    return plateau.power >= (1 - _MATCH) * given and above_lull <= (1 + _MATCH) * given


def _given(evidence: Evidence) -> float | None:
    """Return the charger's power in kW, where it is known."""
    power = evidence.charger_power_kw
    return None if power is None else float(power)


def _grouped(plateaus: Sequence[Plateau]) -> list[list[Plateau]]:
    """Put the plateaus of one charge together."""
    groups: list[list[Plateau]] = []
    for plateau in plateaus:
        if groups and plateau.start - groups[-1][-1].end <= _PAUSE:
            groups[-1].append(plateau)
        else:
            groups.append([plateau])
    return groups


def _candidate(evidence: Evidence, group: Sequence[Plateau]) -> Candidate:
    """Return the claim that plateaus are the blocks of one charge."""
    blocks = []
    slots: dict[datetime, Decimal] = {}
    for plateau in group:
        drawn = _drawn(evidence, plateau)
        energy = reduce(add, drawn.values(), ZERO)
        blocks.append(Block(Span(plateau.start, plateau.end), energy))
        for slot, part in drawn.items():
            slots[slot] = slots.get(slot, ZERO) + part
    return Candidate(
        source=Source.LIVE,
        blocks=tuple(blocks),
        slots=slots,
        confidence=_confidence(evidence, group),
        open=group[-1].open,
        leeway=_leeway(group[0], group[-1]),
    )


def _leeway(first: Plateau, last: Plateau) -> Leeway:
    """Return the time between samples at either end: a step lies anywhere in it."""
    before, after = (
        (level.end - level.start) // _SECOND * _SECOND
        for level in (first.levels[0], last.levels[-1])
    )
    return Leeway(before, timedelta() if last.open else after)


def _drawn(evidence: Evidence, plateau: Plateau) -> dict[datetime, Decimal]:
    """Return the car's kWh by slot start, to the watt-hour."""
    interval = evidence.region.interval
    energies: dict[datetime, float] = {}
    for level, limit, house in zip(
        plateau.levels, plateau.limits, _house(plateau), strict=True
    ):
        stop = min(level.end, plateau.end)
        if stop <= level.start:
            continue
        energy = _car(level, limit, house)
        for slot in Span(level.start, stop).slots(interval):
            begin, end = max(slot, level.start), min(slot + interval, stop)
            share = (end - begin) / (stop - level.start)
            energies[slot] = energies.get(slot, 0.0) + energy * share
    return {
        slot: Decimal(energy).quantize(_WATT_HOUR) for slot, energy in energies.items()
    }


def _car(level: Level, limit: float, house: float) -> float:
    """Return the car's part of what the meter imported, in kWh."""
    imported = level.energy
    if imported is None:
        imported = max(level.power, 0.0) * level.hours
    rest = imported - max(house, 0.0) * level.hours
    return min(max(rest, 0.0), 1.05 * limit * level.hours)


def _house(plateau: Plateau) -> list[float]:
    """Return the house's power beside the car in each level, in kW.

    The median of what is above the charger's power for a few minutes around.
    """
    starts = [level.start for level in plateau.levels]
    above = [
        max(level.power - limit, 0.0)
        for level, limit in zip(plateau.levels, plateau.limits, strict=True)
    ]
    around = _AROUND / 2
    first = end = 0
    house = []
    for start in starts:
        while starts[first] < start - around:
            first += 1
        while end < len(starts) and starts[end] <= start + around:
            end += 1
        house.append(median(above[first:end]))
    return house


def _lasting(group: Sequence[Plateau]) -> timedelta:
    """Return how long the plateaus of a charge lasted, pauses left out."""
    return reduce(add, (plateau.duration for plateau in group))


def _confidence(evidence: Evidence, group: Sequence[Plateau]) -> Confidence:
    """Return how sure a charge is, by its length, its power and its time."""
    lasting = _lasting(group) >= _LONG
    likely = any(
        _matches(evidence, plateau) or _off_peak(evidence, plateau) for plateau in group
    )
    if lasting and likely:
        return Confidence.CONFIRMED
    return Confidence.PROBABLE if lasting or likely else Confidence.POSSIBLE


def _power(evidence: Evidence, plateaus: Sequence[Plateau]) -> Decimal:
    """Return the power given, or else that of the newest plateau, in kW."""
    if evidence.charger_power_kw is not None:
        return evidence.charger_power_kw
    return Decimal(plateaus[-1].power).quantize(_TEN_WATTS)
