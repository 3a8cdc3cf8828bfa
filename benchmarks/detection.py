"""Score the half-hourly detector on labelled homes.

    python -m benchmarks.detection DIR [NAME-PREFIX ...]

DIR holds `NAME.csv.gz` (`interval_start,consumption`, UTC) and `*.truth.json.gz` with
each home's sessions, prices by style. The charger's power is never told; the cheap
window is told for the styles that have one.
"""

from collections.abc import Iterator
import csv
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from decimal import Decimal
import gzip
import json
from pathlib import Path
from statistics import fmean
import sys
from time import process_time
from typing import Any, Self
from zoneinfo import ZoneInfo

from custom_components.octopus_ev.core.detectors import HalfHourlyDetector
from custom_components.octopus_ev.core.evidence import Candidate, Evidence
from custom_components.octopus_ev.core.model import Band, Rate, Region
from custom_components.octopus_ev.core.session import Block
from custom_components.octopus_ev.core.span import Span
from custom_components.octopus_ev.core.timeline import Timeline

HALF_HOUR = timedelta(minutes=30)
DAY = timedelta(days=1)
REGION = Region(code="gb", tz=ZoneInfo("UTC"), currency="GBP", interval=HALF_HOUR)

CHEAP, DEAR, FLAT = Decimal("8.5"), Decimal(27), Decimal("24.5")
WINDOWS = {
    "smart": (timedelta(hours=-0.5), timedelta(hours=5.5)),
    "timer": (timedelta(hours=0.5), timedelta(hours=5.5)),
}
"""When the cheap rate holds, from midnight; other styles pay one rate."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """A charge that really happened."""

    span: Span
    energy: float
    cost: float
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """One labelled home."""

    name: str
    style: str
    readings: dict[datetime, Decimal]
    rates: Timeline[Rate]
    truth: list[Truth]

    @property
    def window(self) -> Span:
        """From the first reading to the end of the last."""
        return Span(min(self.readings), max(self.readings) + HALF_HOUR)


@dataclass(slots=True)
class Score:
    """What came of one home, or of several added up."""

    true: int = 0
    found: int = 0
    right: int = 0
    phantoms: int = 0
    days: float = 0.0
    seconds: float = 0.0
    start: list[float] = field(default_factory=list)
    end: list[float] = field(default_factory=list)
    energy: list[float] = field(default_factory=list)
    cost: list[float] = field(default_factory=list)
    astray: float = 0.0
    drawn: float = 0.0

    def __iadd__(self, other: Score) -> Self:
        """Add another home."""
        for name in self.__slots__:
            setattr(self, name, getattr(self, name) + getattr(other, name))
        return self

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        return 2 * self.right / max(self.true + self.found, 1)


def homes(folder: Path, prefixes: list[str]) -> Iterator[Home]:
    """Yield the labelled homes of a folder, by name."""
    for path in sorted(folder.glob("*.truth.json.gz")):
        labels = json.loads(gzip.decompress(path.read_bytes()))
        for name, label in sorted(labels.items()):
            if not prefixes or any(name.startswith(prefix) for prefix in prefixes):
                yield home(folder, name, label)


def home(folder: Path, name: str, label: dict[str, Any]) -> Home:
    """Read one labelled home."""
    with gzip.open(folder / f"{name}.csv.gz", "rt") as file:
        readings = {
            instant(row["interval_start"]): Decimal(row["consumption"])
            for row in csv.DictReader(file)
        }
    style = f"{label['style']}-{label['charger_kw']:.1f}"
    return Home(
        name=name,
        style=style,
        readings=readings,
        rates=rates(style, min(readings), max(readings)),
        truth=[
            Truth(
                span=Span(instant(charge["start"]), instant(charge["end"])),
                energy=charge["kwh"],
                cost=charge["cost_pence"],
                blocks=tuple(
                    Block(Span(instant(begin), instant(end)), Decimal(str(kwh)))
                    for begin, end, kwh in charge["blocks"]
                    if instant(end) > instant(begin)
                ),
            )
            for charge in label["sessions"]
        ],
    )


def instant(text: str) -> datetime:
    """Return the instant that an ISO text in UTC names."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def rates(style: str, first: datetime, last: datetime) -> Timeline[Rate]:
    """Return what a home of a style pays, in pence."""
    edges = WINDOWS.get(style.partition("-")[0])
    if edges is None:
        return Timeline([(Span(first, last + DAY), Rate(FLAT, Band.STANDARD))])
    midnight = first.replace(hour=0, minute=0) - DAY
    entries = []
    while midnight <= last + DAY:
        opens, closes = midnight + edges[0], midnight + edges[1]
        entries.append((Span(opens, closes), Rate(CHEAP, Band.OFF_PEAK)))
        entries.append((Span(closes, opens + DAY), Rate(DEAR, Band.STANDARD)))
        midnight += DAY
    return Timeline(entries)


def score(home: Home) -> Score:
    """Detect a home's charges and hold them against the truth."""
    evidence = Evidence(
        region=REGION, window=home.window, readings=home.readings, rates=home.rates
    )
    begun = process_time()
    found = HalfHourlyDetector().detect(evidence).candidates
    seconds = process_time() - begun
    # A charge below 1 kWh need not be found; finding it is no phantom, but no hit.
    truth = [charge for charge in home.truth if charge.energy >= 1]
    pairs = matched(truth, found)
    costs = [
        float(sum(kwh * rate_at(home, start) for start, kwh in claim.slots.items()))
        for claim in found
    ]
    result = Score(
        true=len(truth),
        found=len(found),
        right=len(pairs),
        phantoms=sum(
            not any(claim.span.overlaps(charge.span) for charge in home.truth)
            for claim in found
        ),
        days=home.window.duration / DAY,
        seconds=seconds,
    )
    for charge, place in pairs:
        claim = found[place]
        energy = float(sum(claim.slots.values()))
        result.start.append(minutes(claim.span.start, charge.span.start))
        result.end.append(minutes(claim.span.end, charge.span.end))
        result.energy.append(abs(energy - charge.energy) / charge.energy)
        result.cost.append(abs(costs[place] - charge.cost) / charge.cost)
    result.drawn, result.astray = strayed(home, found)
    return result


def matched(
    truth: list[Truth], found: tuple[Candidate, ...]
) -> list[tuple[Truth, int]]:
    """Pair charges with claims, best overlap first; half an overlap is a match."""
    overlaps = sorted(
        (
            (overlap(charge.span, claim.span), at, place)
            for at, charge in enumerate(truth)
            for place, claim in enumerate(found)
            if charge.span.overlaps(claim.span)
        ),
        reverse=True,
    )
    taken: set[int] = set()
    given: set[int] = set()
    pairs = []
    for share, at, place in overlaps:
        if at not in taken and place not in given:
            taken.add(at)
            given.add(place)
            if share >= 0.5:
                pairs.append((truth[at], place))
    return pairs


def overlap(one: Span, other: Span) -> float:
    """Return the shared time over the joint time of two spans that overlap."""
    shared = one.clip(other)
    return shared.duration / one.hull(other).duration if shared else 0.0


def strayed(home: Home, found: tuple[Candidate, ...]) -> tuple[float, float]:
    """Return the kWh truly drawn, and by how much the claims miss it slot by slot."""
    true: dict[datetime, float] = {}
    for charge in home.truth:
        for block in charge.blocks:
            for slot in block.span.slots(HALF_HOUR):
                shared = block.span.clip(Span(slot, slot + HALF_HOUR))
                share = shared.duration / block.span.duration if shared else 0.0
                true[slot] = true.get(slot, 0.0) + float(block.energy) * share
    claimed = {
        start: float(kwh) for claim in found for start, kwh in claim.slots.items()
    }
    astray = sum(
        abs(true.get(slot, 0.0) - claimed.get(slot, 0.0))
        for slot in true.keys() | claimed.keys()
    )
    return sum(true.values()), astray


def rate_at(home: Home, start: datetime) -> Decimal:
    """Return the price of a slot, in pence."""
    rate = home.rates.at(start)
    return rate.unit_rate if rate else Decimal(0)


def minutes(one: datetime, other: datetime) -> float:
    """Return how far apart two instants are, in minutes."""
    return abs(one - other) / timedelta(minutes=1)


def mean(values: list[float]) -> float:
    """Return the mean, or not a number where there is nothing."""
    return fmean(values) if values else float("nan")


def line(name: str, score: Score) -> str:
    """Return one row of the table."""
    nmae = score.astray / score.drawn if score.drawn else float("nan")
    return (
        f"{name:24} {score.true:5} {score.right / max(score.found, 1):6.3f}"
        f" {score.right / max(score.true, 1):6.3f} {score.f1:6.3f}"
        f" {mean(score.start):6.1f} {mean(score.end):6.1f}"
        f" {100 * mean(score.energy):7.1f} {100 * mean(score.cost):7.1f}"
        f" {nmae:6.3f} {score.phantoms / score.days * 30:7.2f} {score.seconds:7.2f}"
    )


def main(folder: str, *prefixes: str) -> None:
    """Print the score of every home, then of every style of every set."""
    print(
        f"{'':24} {'n':>5} {'P':>6} {'R':>6} {'F1':>6} {'start':>6} {'end':>6}"
        f" {'energy%':>7} {'cost%':>7} {'NMAE':>6} {'fp/30d':>7} {'seconds':>7}"
    )
    totals: dict[str, Score] = {}
    for each in homes(Path(folder), list(prefixes)):
        result = score(each)
        print(line(each.name, result), flush=True)
        totals.setdefault(f"{each.name.split('-')[0]} {each.style}", Score())
        totals[f"{each.name.split('-')[0]} {each.style}"] += result
    for name, total in totals.items():
        print(line(name, total))


if __name__ == "__main__":
    main(*sys.argv[1:])
