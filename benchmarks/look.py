"""Time the looks that the half-hourly detector takes at labelled homes.

    python -m benchmarks.look DIR [NAME-PREFIX ...]

DIR is a folder of labelled homes (`benchmarks.labelled`); the charger's power is not
told. Prints the milliseconds of processor time that a look takes: the median, what nine
in ten stay below, and the slowest with its home. Each look is taken three times, and
the second fastest counts.
"""

from argparse import ArgumentParser
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
import gc
from pathlib import Path
from statistics import median
from time import process_time
from typing import Final

from custom_components.octopus_ev.core.causal import DETECTION_CONTEXT
from custom_components.octopus_ev.core.detectors import HalfHourlyDetector
from custom_components.octopus_ev.core.evidence import Detection, Evidence
from custom_components.octopus_ev.core.span import Span

from .labelled import DAY, Home, homes

TIMES: Final = 3
SIX_WEEKS: Final = 42 * DAY
YEAR: Final = 364 * DAY
APART: Final = 84 * DAY
"""From one look at a home to the next of the same kind."""

LATEST: Final = 2 * DAY
"""What is looked at again when a reading comes: its day and the day before."""

ASKED: Final = {"42 days": 100, "a year": 1000, "a reading more": None}
"""Milliseconds that the slowest look may take."""


@dataclass(slots=True)
class Times:
    """What the looks of one kind took."""

    looks: list[tuple[float, str]] = field(default_factory=list)
    """Milliseconds, and where."""

    def take(self, home: Home, evidence: Evidence) -> Detection:
        """Look, and note how long that took."""
        took = []
        for _ in range(TIMES):
            gc.collect()
            begun = process_time()
            detection = HalfHourlyDetector().detect(evidence)
            took.append(1000 * (process_time() - begun))
        where = f"{home.name} {evidence.window.start:%Y-%m-%d}"
        self.looks.append((median(took), where))
        return detection

    def line(self, name: str, asked: int | None) -> str:
        """Return the row of a table."""
        took, where = zip(*sorted(self.looks), strict=True)
        most = took[-1]
        limit = "" if asked is None else f"({asked}){'!' if most > asked else ' '}"
        return (
            f"{name:16} {len(took):5} {median(took):7.1f} {took[len(took) * 9 // 10]:7.1f}"
            f" {most:7.1f} {limit:8} {where[-1]}"
        )


def starts(home: Home, length: timedelta) -> Iterator[datetime]:
    """Yield when looks of a length at a home begin."""
    start = home.window.start
    while start + length <= home.window.end:
        yield start
        start += APART


def evidence(
    home: Home, known: Span, window: Span, believed: Decimal | None = None
) -> Evidence:
    """Return what a look at `window` has to go by, where `known` is what there is."""
    return Evidence(
        region=home.region,
        window=window,
        readings={
            start: energy for start, energy in home.readings.items() if start in known
        },
        rates=home.rates,
        believed_power_kw=believed,
    )


def measure(home: Home, times: dict[str, Times]) -> None:
    """Take looks of every kind at a home."""
    for name, length in (("42 days", SIX_WEEKS), ("a year", YEAR)):
        for start in starts(home, length):
            span = Span(start, start + length)
            times[name].take(home, evidence(home, span, span))
    for start in starts(home, DETECTION_CONTEXT + LATEST):
        end = start + DETECTION_CONTEXT + LATEST
        before = Span(start, end - LATEST)
        found = HalfHourlyDetector().detect(evidence(home, before, before))
        window = Span(end - LATEST, end)
        believed = found.charger_power_kw
        times["a reading more"].take(
            home, evidence(home, Span(start, end), window, believed)
        )


def main() -> None:
    """Print how long the looks of each kind take."""
    parser = ArgumentParser(prog="python -m benchmarks.look")
    parser.add_argument("folder", type=Path)
    parser.add_argument("prefixes", nargs="*", metavar="NAME-PREFIX")
    options = parser.parse_args()
    times = {name: Times() for name in ASKED}
    for home in homes(options.folder, options.prefixes):
        measure(home, times)
    print(f"{'ms':16} {'looks':>5} {'median':>7} {'9 in 10':>7} {'worst':>7} (asked)")
    for name, asked in ASKED.items():
        if times[name].looks:
            print(times[name].line(name, asked))


if __name__ == "__main__":
    main()
