"""Count the session ids that change as readings are imported again and again.

    python -m benchmarks.identity [--imports N] [DIR [NAME-PREFIX ...]]

Each home is imported, then imported again a hundred times: in pieces, in random order,
a piece that comes late and days that come corrected, with the facts kept or forgotten
before. An id has changed where a session of the same time goes by another one. Homes
are simulated; given DIR, the labelled homes there are taken, the first months of each.
"""

import argparse
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from random import Random
from time import process_time
from typing import Final

from custom_components.octopus_ev.core.identity import point_key
from custom_components.octopus_ev.core.ledger import Ledger
from custom_components.octopus_ev.core.model import (
    Household,
    Rate,
    RateBook,
    Reading,
    Region,
)
from custom_components.octopus_ev.core.session import Session
from custom_components.octopus_ev.core.span import Span
from custom_components.octopus_ev.core.timeline import Timeline
from custom_components.octopus_ev.facts import Facts, news
from custom_components.octopus_ev.search import Search
from custom_components.octopus_ev.search_window import window_to_search
from simulator.world import World

from .labelled import HALF_HOUR, UTC_HOME, homes, rates
from .scoring import overlap

POINT: Final = point_key("gb", "a customer", "a point")
DAY: Final = timedelta(days=1)
DAYS: Final = 60
PERSONAS: Final = ("P10", "P11", "P14")
SAME: Final = 0.5
"""Overlap over joint time from which two sessions are of the same time."""


@dataclass(slots=True)
class Importer:
    """Takes readings as the engine does, without Home Assistant."""

    region: Region
    rates: Timeline[Rate]
    now: datetime
    ledger: Ledger = field(default_factory=Ledger)
    facts: Facts = field(default_factory=Facts)
    searched: bool = False

    def forget(self) -> None:
        """Lose the readings, keep the sessions."""
        self.facts = Facts(
            book=RateBook(house=self.rates, vehicle=self.rates, standing=Timeline())
        )
        self.searched = False

    def take(self, readings: Mapping[datetime, Decimal]) -> None:
        """Take an answer of readings, and look for sessions in it."""
        window = Span(min(readings), max(readings) + HALF_HOUR)
        rows = [Reading(start, energy) for start, energy in readings.items()]
        changed = news(self.facts.readings, rows, window, HALF_HOUR)
        self.facts = self.facts.with_readings(changed)
        known = self.ledger.known(POINT)
        look = window_to_search(
            self.facts,
            changed,
            known,
            self.region,
            first=not self.searched,
            rebuild=False,
        )
        if look is None:
            return
        search = Search(
            region=self.region, household=Household(), charger_power_kw=None
        )
        found = search.in_readings(POINT, self.facts, look, known, self.now)
        self.searched = True
        self.ledger.apply(found.sessions)


@dataclass(slots=True)
class Count:
    """What came of the re-imports of one home."""

    sessions: int = 0
    imports: int = 0
    changed: int = 0
    came: int = 0
    went: int = 0
    seconds: float = 0.0

    def compare(self, before: Sequence[Session], after: Sequence[Session]) -> None:
        """Count what is of the same time under another id, and what is not."""
        self.imports += 1
        self.changed += sum(
            one.session_id != other.session_id
            for one in before
            for other in after
            if one.span.overlaps(other.span) and overlap(one.span, other.span) >= SAME
        )
        was = {session.session_id for session in before}
        now = {session.session_id for session in after}
        self.came += len(now - was)
        self.went += len(was - now)


def pieces(
    readings: Mapping[datetime, Decimal], random: Random
) -> list[dict[datetime, Decimal]]:
    """Return the readings in pieces of days, in any order; one of them comes late."""
    slots = sorted(readings)
    edges = sorted({0, len(slots), *random.sample(range(1, len(slots)), 3)})
    parts = [slots[a:b] for a, b in pairwise(edges)]
    random.shuffle(parts)
    begin = random.randrange(len(slots))
    late = {*slots[begin : begin + random.randrange(1, 72)]}
    held = [[slot for slot in part if slot not in late] for part in parts]
    return [
        {slot: readings[slot] for slot in part}
        for part in (*held, sorted(late))
        if part
    ]


def corrected(
    readings: Mapping[datetime, Decimal], random: Random
) -> dict[datetime, Decimal]:
    """Return the readings as a supplier corrects them: some days by some percent."""
    result = dict(readings)
    slots = sorted(readings)
    for _ in range(3):
        begin = random.randrange(len(slots))
        factor = Decimal(random.randrange(90, 111)) / 100
        for slot in slots[begin : begin + random.randrange(1, 48)]:
            result[slot] = (readings[slot] * factor).quantize(Decimal("0.001"))
    return result


def measure(
    readings: Mapping[datetime, Decimal],
    prices: Timeline[Rate],
    region: Region,
    random: Random,
    imports: int,
) -> Count:
    """Import a home again and again, and count the ids that change."""
    importer = Importer(region=region, rates=prices, now=max(readings) + 2 * DAY)
    importer.forget()
    importer.take(readings)
    importer.take(corrected(readings, random))
    count = Count(sessions=len(importer.ledger.sessions()))
    begun = process_time()
    for turn in range(imports):
        before = importer.ledger.sessions()
        if turn % 2:
            importer.forget()
        for piece in pieces(corrected(readings, random), random):
            importer.take(piece)
        count.compare(before, importer.ledger.sessions())
    count.seconds = process_time() - begun
    return count


def simulated(
    persona: str, seed: int, days: int = DAYS
) -> tuple[dict[datetime, Decimal], Timeline[Rate]]:
    """Return the readings and rates of a simulated home in spring, clock change and all."""
    until = datetime(2026, 5, 1, tzinfo=UTC)
    world = World.create(persona, seed, until, history_days=days + 1)
    readings = {
        slot: Decimal(f"{world.supply.energy(int(slot.timestamp())):.3f}")
        for slot in Span(until - days * DAY, until).slots(HALF_HOUR)
    }
    style = {"P10": "timer", "P11": "smart"}.get(persona, "plug-in")
    return readings, rates(style, min(readings), max(readings))


def labelled(
    folder: Path, prefixes: list[str], days: int = DAYS
) -> Iterator[tuple[str, dict[datetime, Decimal], Timeline[Rate]]]:
    """Yield name, readings and rates of the first months of the labelled homes."""
    for home in homes(folder, prefixes):
        end = min(home.readings) + days * DAY
        part = {slot: kwh for slot, kwh in home.readings.items() if slot < end}
        yield home.name, part, home.rates


def line(name: str, count: Count) -> str:
    """Return one row of the table."""
    share = 100 * count.changed / max(count.imports, 1)
    return (
        f"{name:24} {count.sessions:8} {count.imports:7} {share:11.1f}"
        f" {count.came:5} {count.went:5} {count.seconds:7.0f}"
    )


def main() -> None:
    """Print how many ids change in a hundred re-imports of each home."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--imports", type=int, default=100)
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("prefixes", nargs="*")
    chosen = parser.parse_args()
    print(
        f"{'':24} {'sessions':>8} {'imports':>7} {'changed/100':>11}"
        f" {'came':>5} {'went':>5} {'seconds':>7}"
    )
    cases = (
        labelled(chosen.folder, chosen.prefixes)
        if chosen.folder
        else (
            (f"{persona} seed {seed}", *simulated(persona, seed))
            for persona in PERSONAS
            for seed in (1, 2)
        )
    )
    for name, readings, prices in cases:
        count = measure(readings, prices, UTC_HOME, Random(name), chosen.imports)
        print(line(name, count), flush=True)


if __name__ == "__main__":
    main()
