"""How well a charge is told by sensors of different kinds on the charger.

`python -m benchmarks.charger`: three weeks of the simulator's cars, seen by sensors
that are read now and then, round what they show and report changes alone. Minutes are
means over the charges, with the worst in brackets; energy likewise, in per cent.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from statistics import mean
from time import process_time
from typing import Final
from zoneinfo import ZoneInfo

from custom_components.octopus_ev.core.detectors import ChargerDetector
from custom_components.octopus_ev.core.evidence import Candidate, Evidence
from custom_components.octopus_ev.core.model import ChargerReports, Region, Report
from custom_components.octopus_ev.core.span import Span
from simulator.charge import Charge
from simulator.clock import Clock
from simulator.world import World

DAYS: Final = 21
PERSONAS: Final = ("P10", "P11", "P14")
GB: Final = Region(
    code="gb",
    tz=ZoneInfo("Europe/London"),
    currency="GBP",
    interval=timedelta(minutes=30),
)


@dataclass(frozen=True, slots=True)
class Sensor:
    """A sensor that is read every so many seconds and rounds to a grain."""

    every: int
    grain: Decimal


KINDS: Final[dict[str, tuple[Sensor | None, Sensor | None]]] = {
    "power, 10 s, 1 W": (Sensor(10, Decimal(1)), None),
    "power, 1 min, 0.1 kW": (Sensor(60, Decimal(100)), None),
    "power, 5 min, 1 W": (Sensor(300, Decimal(1)), None),
    "counter, 1 min, 1 Wh": (None, Sensor(60, Decimal("0.001"))),
    "counter, 5 min, 1 Wh": (None, Sensor(300, Decimal("0.001"))),
    "counter, 1 min, 0.1 kWh": (None, Sensor(60, Decimal("0.1"))),
    "counter, 1 min, 1 kWh": (None, Sensor(60, Decimal(1))),
    "power 1 min, counter 5 min": (
        Sensor(60, Decimal(10)),
        Sensor(300, Decimal("0.01")),
    ),
}


@dataclass(frozen=True, slots=True)
class Truth:
    """A charge as it was."""

    start: float
    end: float
    energy: float


def power(charges: list[Charge], sensor: Sensor, now: float) -> Iterator[Report]:
    """Yield the changes of a power sensor, in W."""

    def watts(at: float) -> Decimal:
        drawn = sum(
            charge.energy(at, min(at + 1, charge.end))
            for charge in charges
            if charge.start <= at < charge.end
        )
        return round(Decimal(drawn * 3_600_000) / sensor.grain) * sensor.grain

    yield from changes(watts, sensor, now)


def counter(charges: list[Charge], sensor: Sensor, now: float) -> Iterator[Report]:
    """Yield the changes of an energy counter, in kWh."""

    def total(at: float) -> Decimal:
        drawn = sum(
            charge.energy(charge.start, min(at, charge.end))
            for charge in charges
            if charge.start < at
        )
        return Decimal(1000) + Decimal(drawn) // sensor.grain * sensor.grain

    yield from changes(total, sensor, now)


def changes(
    shown: Callable[[float], Decimal], sensor: Sensor, now: float
) -> Iterator[Report]:
    """Yield what a sensor that is read now and then reports: changes alone."""
    last: Decimal | None = None
    at = now - DAYS * 86_400
    while at < now:
        if (value := shown(at)) != last:
            yield Report(datetime.fromtimestamp(at, UTC), value)
            last = value
        at += sensor.every


def within(charges: list[Charge], now: float) -> list[Truth]:
    """Return the charges as they were, pauses of up to two hours included."""
    return [
        Truth(
            blocks[0][0],
            blocks[-1][1],
            charge.energy(blocks[0][0], blocks[-1][1]),
        )
        for charge in charges
        for blocks in charge.sessions(now, 7_200)
    ]


def shared(truth: Truth, candidates: tuple[Candidate, ...]) -> list[Candidate]:
    """Return the candidates that share time with a charge."""
    return [
        candidate
        for candidate in candidates
        if candidate.span.start.timestamp() < truth.end
        and candidate.span.end.timestamp() > truth.start
    ]


def main() -> None:
    """Print a line for each kind of sensor."""
    print("sensor                      found   start      end        energy %   ms")
    homes = []
    for persona in PERSONAS:
        world = World.create(persona, 7, clock=Clock(rate=1))
        now = float(world.now)
        since = now - DAYS * 86_400 + 3_600
        charges = [
            charge
            for charge in world.supply.car.charges(now)
            if charge.start > since and charge.end < now - 3_600
        ]
        homes.append((now, charges))
    for name, kinds in KINDS.items():
        starts: list[float] = []
        ends: list[float] = []
        energies: list[float] = []
        times: list[float] = []
        count = claimed = 0
        for now, charges in homes:
            reports = ChargerReports(
                power=tuple(power(charges, kinds[0], now)) if kinds[0] else (),
                counter=tuple(counter(charges, kinds[1], now)) if kinds[1] else (),
            )
            end = datetime.fromtimestamp(now, UTC)
            began = process_time()
            found = ChargerDetector().detect(
                Evidence(
                    region=GB,
                    window=Span(end - timedelta(days=DAYS), end),
                    charger=reports,
                )
            )
            times.append(1000 * (process_time() - began))
            truths = within(charges, now)
            count += len(truths)
            claimed += len(found.candidates)
            for truth in truths:
                for one in shared(truth, found.candidates)[:1]:
                    kwh = float(sum(one.slots.values()))
                    starts.append(abs(one.span.start.timestamp() - truth.start) / 60)
                    ends.append(abs(one.span.end.timestamp() - truth.end) / 60)
                    energies.append(100 * abs(kwh - truth.energy) / truth.energy)
        print(
            f"{name:27} {len(starts):3}/{count:<3}"
            + "".join(
                f" {mean(row):4.1f} ({max(row):4.1f})"
                for row in (starts, ends, energies)
            )
            + f" {mean(times):5.0f}"
            + ("" if claimed == count else f"  {claimed} claimed")
        )


if __name__ == "__main__":
    main()
