"""What the sensors of a charger say, and what the detector makes of it."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal

from custom_components.octopus_ev.core.detectors import ChargerDetector
from custom_components.octopus_ev.core.evidence import Candidate, Detection, Evidence
from custom_components.octopus_ev.core.model import ChargerReports, Report
from custom_components.octopus_ev.core.span import Span
from tests.unit.build import GB, utc

DAY = "2026-07-15 "


def at(time: str) -> datetime:
    return utc(DAY + time)


def reports(*said: tuple[str, str | None]) -> tuple[Report, ...]:
    """Return reports from times of the day and values, `None` for unavailable."""
    return tuple(
        Report(at(time), None if value is None else Decimal(value))
        for time, value in said
    )


def look(
    power: Sequence[Report] = (),
    counter: Sequence[Report] = (),
    *,
    now: str = "20:00",
    since: str = "00:00",
    given: str | None = None,
) -> Detection:
    return ChargerDetector().detect(
        Evidence(
            region=GB,
            window=Span(at(since), at(now)),
            charger=ChargerReports(power=tuple(power), counter=tuple(counter)),
            charger_power_kw=None if given is None else Decimal(given),
        )
    )


def only(detection: Detection) -> Candidate:
    (candidate,) = detection.candidates
    return candidate


def energy(candidate: Candidate) -> Decimal:
    return sum(candidate.slots.values(), start=Decimal(0))


def spans(candidate: Candidate) -> list[Span]:
    return [block.span for block in candidate.blocks]


NIGHT = reports(("00:00", "4"), ("00:37", "7200"), ("04:12", "3"))
"""A charge of three hours and 35 minutes at 7.2 kW: 25.8 kWh."""


def ticking(
    start: str, minutes: int, every: int, kwh: str, first: str = "1000"
) -> tuple[Report, ...]:
    """Return a counter that idles from midnight on and then rises steadily."""
    value, when = Decimal(first), at(start)
    row = [Report(at("00:00"), value), Report(when, value)]
    for _ in range(minutes // every):
        when += timedelta(minutes=every)
        value += Decimal(kwh)
        row.append(Report(when, value))
    return tuple(row)
