"""The one truth: a home, a car, a meter, an account and a clock, from a seed."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from math import floor
from pathlib import Path
from random import Random
from typing import Self

from .car import FULL_KWH, Car, Cars
from .catalogue import TARIFFS, offers, replayed
from .charging import STYLES, Stay, Style, Windows, at_once, cheapest
from .clock import Clock
from .faults import Faults
from .flex.bill import Bill
from .flex.car import FlexCar
from .flex.fleet import Fleet
from .flex.truth import told
from .habits import Habits
from .house import House
from .keys import Keys
from .limits import Limits
from .log import Log
from .personas import PERSONAS, Persona, Setting
from .publication import Publication
from .replay import Replay
from .scenario import Scenario
from .site import Account, Agreement, Device, Meter, MeterPoint, Property
from .solar import Solar
from .supply import Supply
from .tariff import Tariff
from .times import DAY, floor_to, local_day, midnight
from .tokens import Tokens
from .truth import session

HISTORY_DAYS = 400
"""Days of history behind the start, unless more or fewer are asked for."""


@dataclass(slots=True, kw_only=True, repr=False)
class World:
    """Everything the views are made of; build one with `create`."""

    persona_id: str
    seed: int
    clock: Clock
    scenario: Scenario
    persona: Persona
    supply: Supply
    publication: Publication
    keys: Keys
    tokens: Tokens
    since: float
    """The local midnight at which the history begins."""
    offers: dict[str, Tariff]
    """Every tariff that can be looked up, by its code."""
    fleet: Fleet | None = None
    """The cars, where the supplier controls them."""
    bill: Bill | None = None
    """What is billed there, house and cars apart."""
    replay: Replay | None = None
    corrections: dict[int, float] = field(default_factory=dict)
    """By how many kWh the meter's import is said to have been more, by half-hour."""
    faults: Faults = field(default_factory=Faults)
    limits: Limits = field(default_factory=Limits)
    log: Log = field(default_factory=Log)

    @classmethod
    def create(
        cls,
        persona: str = "P10",
        seed: int = 1,
        now: datetime | None = None,
        *,
        clock: Clock | None = None,
        readings: Path | None = None,
        history_days: int = HISTORY_DAYS,
    ) -> Self:
        """Build a world: a frozen clock at `now`, or the clock given.

        With readings the house is the one of the file, without Home Mini. A persona
        without smart devices then has no seeded car either, and a tariff of 8.5 p from
        23:30 to 05:30 UTC and 27 p otherwise.
        Raises KeyError for a persona that does not exist, ReadingsError for a file
        that cannot be read.
        """
        clock = clock or Clock(now)
        instant = clock.timestamp
        since: float = midnight(local_day(instant) - timedelta(days=history_days))
        replay = Replay.load(readings, instant) if readings else None
        if replay is not None:
            since = midnight(local_day(replay.first))
        scenario = Scenario()
        setting = Setting(now=instant, since=since, scenario=scenario)
        who = PERSONAS[persona](setting)
        if replay is not None:
            _replay(who, setting)
        scenario.update(who.settings)
        fleet = _fleet(who.account, seed, since)
        driven = replay is None and who.car_kw is not None
        style = _style(who.account) if driven else None
        cars: Cars = fleet or Car(seed, who.car_kw or 7.2, local_day(since), style)
        habits = Habits.draw(seed, immersion=who.immersion)
        supply = Supply(
            replay or House(seed, habits),
            cars,
            Solar(seed, who.solar_kw) if who.solar_kw else None,
            floor_to(instant, DAY) - 8 * DAY,
        )
        world = cls(
            persona_id=persona,
            seed=seed,
            clock=clock,
            scenario=scenario,
            persona=who,
            supply=supply,
            publication=Publication(seed, scenario),
            keys=Keys.make(persona, seed, who.account.number, revoked=who.key_revoked),
            tokens=Tokens(seed),
            since=since,
            offers=offers(scenario),
            fleet=fleet,
            replay=replay,
        )
        if fleet is not None:
            world.bill = Bill(
                fleet, world._supplied, world._tariff, lambda: scenario.cap_hours
            )
        return world

    @property
    def now(self) -> float:
        """The virtual instant in seconds since the epoch."""
        return self.clock.timestamp

    @property
    def account(self) -> Account:
        """The customer's account."""
        return self.persona.account

    @property
    def account_number(self) -> str:
        """The number of the customer's account."""
        return self.account.number

    @property
    def api_key(self) -> str:
        """The key this customer would type in; refused for a revoked one."""
        return self.keys.own

    @property
    def devices(self) -> list[Device]:
        """The devices that the account has now."""
        hidden = self.scenario.hidden_devices.split(",")
        return [one for one in self.account.devices if one.id not in hidden]

    def car(self, device: str) -> FlexCar:
        """Return the car of a device; raises KeyError where there is none."""
        if self.fleet is None:
            raise KeyError(device)
        return self.fleet.car(device)

    def plug(
        self,
        kw: float | None = None,
        minutes_ago: float = 0,
        kwh: float = FULL_KWH,
        *,
        device: str | None = None,
        plain: bool = False,
    ) -> None:
        """Plug the car in, or the car of a device; it wants `kwh`.

        It charges at once, unless the supplier controls it: that one waits for its
        plan, if it is not `plain`. Raises KeyError for a device that does not exist.
        """
        at, cars = floor(self.now - 60 * minutes_ago), self.supply.car
        if self.fleet is None:
            cars.plug(at, kw or cars.power, kwh)
        else:
            car = self.fleet.car(device)
            car.plug(at, need=kwh, power=kw, plain=plain)
        self.forget()

    def unplug(self, minutes_ago: float = 0, *, device: str | None = None) -> bool:
        """Unplug the car, or the car of a device; say whether one was there."""
        at, cars = floor(self.now - 60 * minutes_ago), self.supply.car
        if self.fleet is None or device is None:
            done = cars.unplug(at)
        else:
            done = self.fleet.car(device).unplug(at)
        self.forget()
        return done

    def forget(self) -> None:
        """Drop what was worked out; a car's diary has changed."""
        self.supply.forget()
        if self.bill is not None:
            self.bill.forget()

    def publish(self, until: datetime | None = None, *, billed: bool = False) -> None:
        """Publish, and bill, every half-hour that has ended, or ended by an instant."""
        instant = until.timestamp() if until else self.now
        self.publication.publish(instant, billed=billed)

    def correct(self, start: datetime, kwh: float) -> None:
        """Say from now on that so many kWh more came in a half-hour, or fewer."""
        self.corrections[floor_to(start.timestamp())] = kwh

    def truth(
        self, start: datetime, end: datetime, *, gap_minutes: float | None = None
    ) -> list[dict[str, object]]:
        """Return the charging sessions that began in [start, end), up to now.

        A session is a plug-in; with a gap it is cut where charging paused for longer.
        """
        low, high = start.timestamp(), min(end.timestamp(), self.now)
        gap = None if gap_minutes is None else 60 * gap_minutes
        if self.fleet is not None and self.bill is not None:
            return [
                session(visit.charge(), blocks, self._price, self.now)
                | told(self.bill, device, visit, blocks)
                for device, visit in self.fleet.near(low, high)
                for blocks in visit.charge().sessions(self.now, gap)
                if low <= blocks[0][0] < high
            ]
        return [
            session(charge, blocks, self._price, self.now)
            for charge in self.supply.car.charges(high)
            for blocks in charge.sessions(self.now, gap)
            if low <= blocks[0][0] < high
        ]

    def revoke_key(self, *, revoked: bool = True) -> None:
        """Withdraw the customer's key, or make it valid again."""
        if revoked:
            self.keys.revoke()
        else:
            self.keys.restore(self.account_number)

    def switch_tariff(self, name: str, at: datetime | None = None) -> None:
        """Let another tariff begin: at an instant, or at the next local midnight.

        Raises KeyError for a name the catalogue does not have.
        """
        point = next(
            point
            for home, point in reversed(self.account.points)
            if not point.export and point.meters and home.moved_out is None
        )
        start = at.timestamp() if at else midnight(local_day(self.now + DAY))
        tariff = TARIFFS[name](point.region, self.scenario)
        kept = [a for a in point.agreements if a.valid_from < start]
        for agreement in kept:
            if agreement.valid_to is None or agreement.valid_to > start:
                agreement.valid_to = start
        number = max(a.id for a in point.agreements) + 1
        kept.append(Agreement(id=number, tariff=tariff, valid_from=start))
        point.agreements = kept

    def home(self, instant: float) -> tuple[Property, MeterPoint] | None:
        """Return where the customer lives at an instant, with the import point."""
        return _home(self.account, instant)

    def reading(
        self, home: Property, point: MeterPoint, meter: Meter, slot: int
    ) -> float | None:
        """Return the published kWh of a slot on a meter, None if there is none."""
        first = max(home.moved_in, meter.active_from, self.since)
        last = min(home.moved_out or slot + 1, meter.active_to or slot + 1)
        if not meter.smart or not first <= slot < last:
            return None
        if self.replay is not None and not self.replay.has(slot):
            return None
        energy = self.supply.energy(slot, export=point.export)
        if not point.export:
            energy += self.corrections.get(slot, 0)
        return self.publication.value(slot, energy, self.now)

    def _supplied(self, slot: int) -> float | None:
        if self.replay is not None and not self.replay.has(slot):
            return None
        return self.supply.energy(slot)

    def _tariff(self, slot: int) -> Tariff | None:
        home = self.home(slot)
        agreement = home[1].agreement(slot) if home else None
        return agreement.tariff if agreement else None

    def _price(self, slot: int) -> Decimal | None:
        tariff = self._tariff(slot)
        return tariff.car_price(slot) if tariff else None


def _home(account: Account, instant: float) -> tuple[Property, MeterPoint] | None:
    for home, point in account.points:
        lives = home.moved_in <= instant < (home.moved_out or instant + 1)
        if lives and not point.export and point.meters:
            return home, point
    return None


def _fleet(account: Account, seed: int, since: float) -> Fleet | None:
    """Return the cars of the account's devices, None where it has none."""
    first = local_day(since)
    cars = {
        device.id: FlexCar(seed, number, first, device.habit)
        for number, device in enumerate(account.devices)
    }
    return Fleet(cars) if cars else None


def _style(account: Account) -> Style:
    """Charge as the tariff of the day suggests."""

    def style(rng: Random, stay: Stay) -> Windows:
        home = _home(account, stay.plugged)
        agreement = home[1].agreement(stay.plugged) if home else None
        if agreement is None:
            return at_once(rng, stay)
        tariff = agreement.tariff
        if tariff.style == "cheapest":
            return cheapest(lambda slot: float(tariff.car_price(slot)))(rng, stay)
        return STYLES[tariff.style](rng, stay)

    return style


def _replay(persona: Persona, setting: Setting) -> None:
    """Leave out what no file holds; without smart devices it has its own tariff."""
    persona.settings["telemetry"] = "KT-GB-4056"
    if persona.account.devices:
        return
    for home in persona.account.properties:
        for point in home.points:
            tariff = replayed(point.region, setting.scenario)
            point.agreements = [
                Agreement(id=399, tariff=tariff, valid_from=setting.since)
            ]
