"""Homes whose charges are known: a folder of readings and labels, as a benchmark.

The folder holds `NAME.csv.gz` (`interval_start,consumption`, UTC, kWh) and
`*.truth.json.gz` with each home's charges and the charger's power.
"""

from collections.abc import Iterator
import csv
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from decimal import Decimal
import gzip
import json
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from custom_components.octopus_ev.core.model import Band, Rate, Region
from custom_components.octopus_ev.core.session import Block
from custom_components.octopus_ev.core.span import Span
from custom_components.octopus_ev.core.timeline import Timeline

HALF_HOUR = timedelta(minutes=30)
DAY = timedelta(days=1)
UTC_HOME = Region(code="gb", tz=ZoneInfo("UTC"), currency="GBP", interval=HALF_HOUR)

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
    charger_kw: float
    """The charger's power; 0 where there is none."""
    readings: dict[datetime, Decimal]
    rates: Timeline[Rate]
    truth: list[Truth]
    region: Region = UTC_HOME

    @property
    def window(self) -> Span:
        """From the first reading to the end of the last."""
        return Span(min(self.readings), max(self.readings) + HALF_HOUR)


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
        charger_kw=label["charger_kw"],
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


def rates(
    style: str, first: datetime, last: datetime, tz: tzinfo = UTC
) -> Timeline[Rate]:
    """Return what a home of a style pays, in pence; its window is in local time."""
    edges = WINDOWS.get(style.partition("-")[0])
    if edges is None:
        return Timeline([(Span(first, last + DAY), Rate(FLAT, Band.STANDARD))])
    midnight = first.replace(hour=0, minute=0, tzinfo=None) - DAY
    entries = []
    while midnight <= last.replace(tzinfo=None) + DAY:
        opens, closes, reopens = (
            (midnight + edge).replace(tzinfo=tz).astimezone(UTC)
            for edge in (*edges, edges[0] + DAY)
        )
        entries.append((Span(opens, closes), Rate(CHEAP, Band.OFF_PEAK)))
        entries.append((Span(closes, reopens), Rate(DEAR, Band.STANDARD)))
        midnight += DAY
    return Timeline(entries)
