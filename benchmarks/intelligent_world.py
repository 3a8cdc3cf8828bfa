"""A simulated year of smart charging, on a real home's half-hours, with its truth.

    python -m benchmarks.intelligent_world DIR [NAME-PREFIX ...] [--persona P7]

DIR is a folder of labelled homes (`benchmarks.labelled`); those without a car are the
house. The supplier's cars of a persona live the year 2026 on top of it: plans are made
anew, slots vanish, drivers boost, the cap is passed, the API is gone for two hours in a
night. Prints what there was in each year.
"""

from argparse import ArgumentParser
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
import gzip
import json
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, cast

from custom_components.octopus_ev.core.identity import device_key
from custom_components.octopus_ev.core.model import Band, Rate, RateBook, SmartRates
from custom_components.octopus_ev.core.session import Block
from custom_components.octopus_ev.core.smart import (
    BilledSlot,
    ChargeType,
    CompletedDispatch,
    DispatchType,
    PlannedDispatch,
    SeenPlan,
    SupplierSession,
)
from custom_components.octopus_ev.core.smart_record import SmartRecord
from custom_components.octopus_ev.core.span import Span
from custom_components.octopus_ev.core.timeline import Timeline
from simulator.flex.nouns import Visit
from simulator.resolve_devices import out_of_reach
from simulator.resolve_dispatches import records
from simulator.resolve_sessions import listed
from simulator.site import Device
from simulator.tariff import Tariff, with_vat
from simulator.times import SLOT, local_day, midnight
from simulator.world import World

from .intelligent_looks import looks
from .labelled import Truth, homes

END: Final = datetime(2027, 1, 1, tzinfo=UTC)
YEAR: Final = Span(datetime(2026, 1, 8, tzinfo=UTC), END)
"""From where the readings of every home of a year reach."""
PACE: Final = timedelta(minutes=3)
"""How often a plan is read while a car is plugged in."""
DAY: Final = timedelta(days=1)
OUTAGE: Final = timedelta(hours=2)
AFTERWARDS: Final = timedelta(days=5)
"""By then the last charge of the year is billed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Charge(Truth):
    """A plug-in that drew power."""

    device: str
    """The key of the device."""
    type: str
    """`smart`, `boost` or `plain`, by most of its energy."""
    kwh_by_type: Mapping[str, float]
    billed: Decimal | None
    """What the bill has for it, in pounds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Year:
    """What a client that was there all year knows, and what is true."""

    name: str
    world: World
    readings: Mapping[datetime, Decimal]
    book: RateBook
    """The published prices, in pounds."""
    record: SmartRecord
    """What was told of the cars, before anything was billed."""
    billed: Mapping[datetime, BilledSlot]
    """Every slot as it is billed in the end."""
    truth: tuple[Charge, ...]
    """The charges that began in the year."""
    under_way: tuple[Charge, ...]
    """Those of which the readings begin in the middle."""
    caps: tuple[tuple[Span, float], ...]
    """Each cap day with the minutes that were used of it."""
    outage: Span

    @property
    def settled(self) -> SmartRecord:
        """What was told of the cars, the bill included."""
        return self.record.with_billed(self.billed.values())


def named_years(
    benchmark: str, arguments: Sequence[str] | None = None
) -> Iterator[Year]:
    """Yield a year for each home that the command line of a benchmark names."""
    parser = ArgumentParser(prog=f"python -m benchmarks.{benchmark}")
    parser.add_argument("folder", type=Path)
    parser.add_argument("prefixes", nargs="*", metavar="NAME-PREFIX")
    parser.add_argument("--persona", default="P7", choices=("P1", "P2", "P7", "P11"))
    options = parser.parse_args(arguments)
    return years(options.folder, options.prefixes, options.persona)


def years(folder: Path, prefixes: list[str], persona: str) -> Iterator[Year]:
    """Yield a year for each home of a folder that has no car of its own.

    A home's cars are the same whichever other homes are asked for.
    """
    names = [
        name
        for path in sorted(folder.glob("*.truth.json.gz"))
        for name in sorted(json.loads(gzip.decompress(path.read_bytes())))
    ]
    for home in homes(folder, prefixes):
        if not home.truth and home.charger_kw == 0:
            seed = names.index(home.name) + 1
            yield year(home.name, persona, seed, folder / f"{home.name}.csv.gz")


def year(name: str, persona: str, seed: int, file: Path | None = None) -> Year:
    """Live a year; without a file of readings the house is a simulated one."""
    world = World.create(persona, seed, END, readings=file, history_days=365)
    if world.replay is not None and world.since > YEAR.start.timestamp():
        # A home of some months: it begins with the year, and its weeks repeat.
        held = timedelta(seconds=END.timestamp() - world.since)
        begun = YEAR.start - timedelta(days=7) + held
        world = World.create(persona, seed, begun, readings=file)
    world.clock.set(END + AFTERWARDS)
    outage = _outage(world)
    world.scenario.outage = f"{outage.start.isoformat()}/{outage.end.isoformat()}"
    return Year(
        name=name,
        world=world,
        readings=_readings(world),
        book=_book(world),
        record=_record(world, outage),
        billed=_billed(world),
        truth=tuple(_truth(world, YEAR)),
        under_way=tuple(
            charge
            for charge in _truth(world, Span(YEAR.start - DAY, YEAR.start))
            if charge.span.end > YEAR.start
        ),
        caps=tuple(_caps(world)),
        outage=outage,
    )


def _at(instant: float) -> datetime:
    return datetime.fromtimestamp(instant, UTC)


def _span(start: float, end: float) -> Span:
    return Span(_at(start), _at(end))


def _key(world: World, device: Device) -> str:
    return device_key("gb", world.account_number, device.id)


def _visits(world: World, device: Device) -> list[Visit]:
    car = world.car(device.id)
    return car.near(YEAR.start.timestamp(), YEAR.end.timestamp())


def _outage(world: World) -> Span:
    """Return two hours that begin while the first car of the account charges."""
    spring = datetime(2026, 3, 1, tzinfo=UTC).timestamp()
    for visit in _visits(world, world.account.devices[0]):
        smart = [draw for draw in visit.draws if draw.kind == "SMART"]
        if visit.plugged > spring and len(smart) > 10:
            start = _at(smart[5].start)
            return Span(start, start + OUTAGE)
    raise ValueError("No car charges in this year")


def _readings(world: World) -> dict[datetime, Decimal]:
    found = {}
    for slot in range(int(YEAR.start.timestamp()), int(END.timestamp()), SLOT):
        if world.replay is None or world.replay.has(slot):
            found[_at(slot)] = Decimal(f"{world.supply.energy(slot):.3f}")
    return found


def _book(world: World) -> RateBook:
    tariff = world.account.points[0][1].agreements[-1].tariff
    starts = range(int(YEAR.start.timestamp()), int(END.timestamp()), SLOT)
    apart = tariff.kind == "four_rate"
    house: list[tuple[Span, Rate]] = []
    vehicle: list[tuple[Span, Rate]] = []
    smart: list[tuple[Span, SmartRates]] = []
    standing: list[tuple[Span, Decimal]] = []
    for start in starts:
        span = _span(start, start + SLOT)
        band = Band.OFF_PEAK if tariff.night(start) else Band.STANDARD
        house.append((span, Rate(tariff.house_price(start) / 100, band)))
        vehicle.append((span, Rate(tariff.car_price(start) / 100, band)))
        smart.append((span, _smart(tariff, start, apart=apart)))
        standing.append((span, with_vat(tariff.standing.price(start)) / 100))
    return RateBook(
        house=Timeline(house).joined(),
        vehicle=Timeline(vehicle).joined(),
        standing=Timeline(standing).joined(),
        tax=Timeline([(YEAR, Decimal("0.05"))]),
        smart=Timeline(smart).joined(),
    )


def _smart(tariff: Tariff, start: int, *, apart: bool) -> SmartRates:
    def price(feed: str, at: int = start) -> Decimal:
        return with_vat(tariff.feeds[feed].price(at)) / 100

    if apart:
        return SmartRates(
            house=price("night"),
            vehicle=price("ev-device-off-peak"),
            beyond=price("ev-device-peak"),
        )
    low = price("standard", midnight(local_day(start)))
    return SmartRates(house=low, vehicle=low)


def _record(world: World, outage: Span) -> SmartRecord:
    """Return what was read of plans, dispatches and charges over the year."""
    plans: list[SeenPlan] = []
    completed: list[CompletedDispatch] = []
    charges: list[SupplierSession] = []
    devices = {_key(world, device): device for device in world.account.devices}
    plugged, watched = looks(devices, world, YEAR, outage)
    first, last = YEAR.start.timestamp(), YEAR.end.timestamp()
    for key, device in devices.items():
        for visit in _visits(world, device) if device.plans else ():
            plans += _seen(key, device, visit, outage)
        for row in records(world, device, first, last):
            energy = Decimal(f"{row.kwh:.2f}")
            away = row.location != "AT_HOME"
            span = _span(row.start, row.end)
            completed.append(CompletedDispatch(span=span, energy=energy, away=away))
        charges += [
            _charge(key, one.kind, one.fields())
            for one in listed(world, device)
            if first <= one.start < last
        ]
    return SmartRecord(
        plans=tuple(sorted(plans, key=lambda plan: plan.dispatch.span)),
        watched=MappingProxyType(watched),
        plugged=plugged,
        completed=tuple(sorted(completed, key=lambda row: row.span)),
        charges=tuple(sorted(charges, key=lambda row: row.span)),
    )


def _seen(key: str, device: Device, visit: Visit, outage: Span) -> Iterable[SeenPlan]:
    """Read the plan of a visit every few minutes, but not during the outage.

    Nor while the supplier cannot reach the car.
    """
    record = SmartRecord()
    now = _at(visit.plugged)
    while now < _at(visit.leaves):
        lost = out_of_reach(device, visit, now.timestamp())
        if now not in outage and not lost:
            record = record.with_plan(key, _dispatches(visit, now), now)
        now += PACE
    return record.plans


def _dispatches(visit: Visit, now: datetime) -> Iterator[PlannedDispatch]:
    for slot in visit.plan(now.timestamp()):
        yield PlannedDispatch(
            span=_span(slot.start, slot.end),
            type=DispatchType(slot.kind.lower()),
            energy=None if slot.kwh is None else Decimal(f"{slot.kwh:.2f}"),
        )


def _charge(key: str, kind: str, told: dict[str, object]) -> SupplierSession:
    fields = cast(dict[str, Any], told)
    cost = fields["cost"]
    return SupplierSession(
        device_key=key,
        span=_span(fields["start"], fields["end"]),
        type=ChargeType(kind.lower()),
        energy=fields["energyAdded"]["value"],
        cost=cost["amount"] / 100 if cost else None,
        charge_added=fields["stateOfChargeChange"],
        charge_final=fields["stateOfChargeFinal"],
        dispatches=tuple(
            PlannedDispatch(
                span=_span(row["start"], row["end"]),
                type=DispatchType(row["type"].lower()),
                energy=row["energyAddedKwh"],
            )
            for row in fields.get("dispatches", ())
        ),
        problems=tuple(
            (row.get("cause") or row["truncationCause"]).lower()
            for row in fields.get("problems", ())
        ),
    )


def _billed(world: World) -> dict[datetime, BilledSlot]:
    bill = world.bill
    assert bill is not None
    return {
        _at(slot.start): BilledSlot(
            start=_at(slot.start),
            house_energy=slot.kwh("house"),
            house_cost=slot.pence("house") / 100,
            vehicle_energy=slot.kwh("car"),
            vehicle_cost=slot.pence("car") / 100,
        )
        for slot in bill.slots(YEAR.start.timestamp(), END.timestamp())
    }


def _truth(world: World, window: Span) -> Iterator[Charge]:
    keys = {device.id: _key(world, device) for device in world.account.devices}
    for told in cast(list[dict[str, Any]], world.truth(window.start, window.end)):
        pence = told["billed_pence"]
        yield Charge(
            span=_iso(told),
            energy=told["kwh"],
            cost=told["billed_pence"] or 0.0,
            blocks=tuple(
                Block(_iso(block), Decimal(str(block["kwh"])))
                for block in told["blocks"]
            ),
            device=keys[told["device"]],
            type=told["type"],
            kwh_by_type=told["kwh_by_type"],
            billed=None if pence is None else Decimal(str(pence)) / 100,
        )


def _iso(told: dict[str, Any]) -> Span:
    start, end = (datetime.fromisoformat(told[key]) for key in ("start", "end"))
    return Span(start.astimezone(UTC), end.astimezone(UTC))


def _caps(world: World) -> Iterator[tuple[Span, float]]:
    assert world.bill is not None
    first, last = YEAR.start.timestamp(), YEAR.end.timestamp()
    for start, end, minutes in world.bill.caps(first, last):
        yield _span(start, end), minutes


def main() -> None:
    """Print what there was in each year."""
    found = named_years("intelligent_world")
    print(
        f"{'':22} {'readings':>8} {'charges':>7} {'boosts':>6} {'plain':>6} {'plans':>6}"
        f" {'late off':>8} {'over cap':>8} {'car kWh':>8} {'car £':>8} {'house £':>8}"
    )
    for one in found:
        boosts = sum("boost" in charge.kwh_by_type for charge in one.truth)
        plain = sum("plain" in charge.kwh_by_type for charge in one.truth)
        gone = sum(not plan.started for plan in one.record.plans)
        over = sum(minutes > 360 for _, minutes in one.caps)
        slots = one.billed.values()
        print(
            f"{one.name:22} {len(one.readings):8} {len(one.truth):7} {boosts:6}"
            f" {plain:6} {len(one.record.plans):6} {gone:8} {over:8}"
            f" {sum(slot.vehicle_energy for slot in slots):8.0f}"
            f" {sum(slot.vehicle_cost for slot in slots):8.2f}"
            f" {sum(slot.house_cost for slot in slots):8.2f}",
            flush=True,
        )


if __name__ == "__main__":
    main()
