"""A car under the supplier's control: its visits, and what somebody tells it by hand."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import pairwise
from math import inf
from operator import attrgetter
from typing import Final

from ..charge import Charge
from ..times import DAY, HOUR, local_day, wall
from .diary import Entry, Habit, PublicCharge, entries, public
from .night import live
from .nouns import Arrival, Order, Visit, What
from .wishes import DAYS, Wishes, week

LONGEST: Final = 48 * HOUR
"""No visit draws power for longer than this after the plug-in, unless told to."""


class FlexCar:
    """A car with a seeded diary, to which plug-ins and orders by hand are added."""

    def __init__(self, seed: int, number: int, first: date, habit: Habit) -> None:
        """Begin the diary on a local day."""
        self.habit = habit
        self.wishes = Wishes(week(habit.target))
        self._seed = seed
        self._number = number
        self._diary: Iterator[Entry] = entries(seed, number, first, habit)
        self._next: Entry | None = next(self._diary, None)
        self._written: list[Entry] = []
        self._by_hand: list[Entry] = []
        self._entries: list[Entry] = []
        """Diary and plug-ins by hand; a car that is there cannot arrive."""
        self._lived: dict[str, tuple[Visit, Charge]] = {}
        self._told: list[Order] = []
        """Orders by hand, in order; a suspension outlasts a visit."""

    def visits(self, until: float) -> list[Visit]:
        """Return the visits that began by an instant, in order."""
        return [self._live(entry)[0] for entry in self._known(until)]

    def charges(self, until: float) -> list[Charge]:
        """Return them as the meter sees them."""
        return [self._live(entry)[1] for entry in self._known(until)]

    def near(self, start: float, end: float) -> list[Visit]:
        """Return the visits that may touch [start, end)."""
        known = self._known(end)
        first = bisect_right(known, start - LONGEST, key=_plugged)
        # One by hand lasts until somebody unplugs it.
        first = max(0, first - 1)
        return [self._live(entry)[0] for entry in known[first:]]

    def energy(self, start: float, end: float) -> float:
        """Return the kWh drawn at home between two instants."""
        known = self._known(end)
        first = max(0, bisect_right(known, start - LONGEST, key=_plugged) - 1)
        return sum(self._live(entry)[1].energy(start, end) for entry in known[first:])

    def visit_at(self, instant: float) -> Visit | None:
        """Return the visit that lasts at an instant."""
        found = self.near(instant, instant)
        return next(
            (v for v in reversed(found) if v.plugged <= instant < v.leaves), None
        )

    def last_visit(self, instant: float) -> Visit | None:
        """Return the visit that began last by an instant."""
        known = self._known(instant)
        return self._live(known[-1])[0] if known else None

    def away(self, until: float) -> list[PublicCharge]:
        """Return the charges at public chargers that began by an instant."""
        known = self._known(until + 5 * DAY)
        found = (
            public(self._seed, self._number, before[0].leaves, after[0].plugged)
            for before, after in pairwise(known)
            if before[0].leaves < inf
        )
        return [charge for charge in found if charge and charge.start <= until]

    def suspended(self, instant: float) -> bool:
        """Say whether smart control is off at an instant."""
        orders = [
            order
            for arrival, own in self._known(instant)[-1:]
            for order in own
            if order.at <= instant < arrival.leaves
        ]
        state = False
        for order in sorted((*self._told, *orders), key=attrgetter("at")):
            if order.at <= instant and order.what in ("suspend", "resume"):
                state = order.what == "suspend"
        return state

    def plug(
        self,
        instant: float,
        *,
        need: float,
        power: float | None = None,
        plain: bool = False,
    ) -> None:
        """Plug in by hand; who is there leaves. `plain` charges outside the plan."""
        self.unplug(instant)
        day, asked = local_day(instant), self.wishes.at(instant)
        wish = asked[DAYS[day.weekday()]]
        ready = wall(day, wish.minutes)
        if ready < instant + HOUR:
            wish = asked[DAYS[(day.weekday() + 1) % 7]]
            ready = wall(day, wish.minutes + 24 * 60)
        battery, target = self.habit.battery, wish.most
        arrival = Arrival(
            key=f"{self._seed}:{self._number}:by hand:{instant}",
            plugged=instant,
            ready=float(ready),
            need=min(need, (target - 3) / 100 * battery / 0.9),
            battery=battery,
            power=power or self.habit.power,
            target=target,
            plain=plain,
            manual=True,
        )
        self._by_hand.append((arrival, []))
        self._merge()

    def unplug(self, instant: float) -> bool:
        """Unplug at an instant; say whether a car was there."""
        for arrival, orders in self._known(instant):
            if arrival.plugged <= instant < arrival.leaves:
                gone = replace(arrival, leaves=instant), orders
                for kept in (self._written, self._by_hand):
                    kept[:] = [gone if e[0] is arrival else e for e in kept]
                self._lived.pop(arrival.key, None)
                self._merge()
                return True
        return False

    def order(self, instant: float, what: What, kwh: float = 0.0) -> None:
        """Tell the car something that it obeys at an instant, now or soon."""
        self._told.append(Order(instant, what, kwh))
        self._told.sort(key=attrgetter("at"))
        self._lived = {
            key: lived
            for key, lived in self._lived.items()
            if lived[0].leaves <= instant
        }

    def _known(self, until: float) -> list[Entry]:
        """Return the entries up to an instant."""
        if self._next is not None and self._next[0].plugged <= until:
            while self._next is not None and self._next[0].plugged <= until:
                self._written.append(self._next)
                self._next = next(self._diary, None)
            self._merge()
        last = bisect_right(self._entries, until, key=_plugged)
        return self._entries[:last]

    def _merge(self) -> None:
        stays = [arrival for arrival, _ in self._by_hand]
        diary = (
            entry
            for entry in self._written
            if not any(s.plugged <= entry[0].plugged < s.leaves for s in stays)
        )
        self._entries = sorted((*diary, *self._by_hand), key=_plugged)

    def _live(self, entry: Entry) -> tuple[Visit, Charge]:
        arrival, own = entry
        if arrival.key not in self._lived:
            if self._suspended_by_hand(arrival.plugged):
                arrival = replace(arrival, suspended=True)
            orders = sorted((*own, *self._told), key=attrgetter("at"))
            visit = live(arrival, orders, seed=self._seed)
            self._lived[arrival.key] = visit, visit.charge()
        return self._lived[arrival.key]

    def _suspended_by_hand(self, instant: float) -> bool:
        told = [
            order.what
            for order in self._told
            if order.at <= instant and order.what in ("suspend", "resume")
        ]
        return told[-1:] == ["suspend"]


def _plugged(entry: Entry) -> float:
    return entry[0].plugged
