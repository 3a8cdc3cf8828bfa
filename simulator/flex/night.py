"""A visit of a car from plug-in to departure, as plans and orders have it."""

from collections.abc import Sequence
from typing import Final

from ..charge import fill
from ..times import HOUR, SLOT, floor_to
from .nouns import Arrival, Draw, Kind, Order, Revision, Slot, Visit
from .planner import Planner

VANISHING: Final = 0.07
"""Share of the slots that are taken back two minutes before they begin."""
MOVING: Final = 0.12
"""Share of the slots whose end moves once they run."""
REFUSING: Final = 0.04
"""Share of the slots in which the car takes nothing."""
LATE: Final = 0.06
"""Share of the slots that the car begins minutes late."""
NOTICE: Final = 120
ENOUGH: Final = 0.01


def live(arrival: Arrival, orders: Sequence[Order] = (), *, seed: int) -> Visit:
    """Return what comes of an arrival under orders, which are in order of time.

    What lies before an order does not depend on it.
    """
    night = _Night(arrival, seed)
    for order in orders:
        if arrival.plugged <= order.at < arrival.leaves:
            night.run(order.at)
            night.obey(order)
    night.run(arrival.leaves)
    return night.visit


class _Night:
    """The state of a visit while it is lived."""

    def __init__(self, arrival: Arrival, seed: int) -> None:
        self.visit = Visit(arrival=arrival, leaves=arrival.leaves, wanted=arrival.need)
        self._arrival = arrival
        self._seed = seed
        self._planner = Planner(arrival)
        self._now = arrival.plugged
        self._left = arrival.need
        self._room = arrival.room
        self._turn = 0
        self._plan: tuple[Slot, ...] = ()
        self._banned: set[int] = set()
        self._moved: dict[int, int] = {}
        self._suspended = arrival.suspended
        self._mode: Kind = "SMART"
        self._next = arrival.plugged + 60 + int(240 * self._planner.noise(0))
        if arrival.plain or arrival.suspended:
            self._switch("PLAIN")

    def run(self, until: float) -> None:
        """Go on to an instant, or for ever where nothing more happens."""
        while self._now < until:
            if self._mode == "SMART":
                if self._left <= ENOUGH:
                    self._now = until
                    return
                stop = min(until, self._next)
                self._by_plan(stop)
                if self._now >= stop and stop == self._next:
                    self._revise()
            else:
                self._without_plan(until)

    def obey(self, order: Order) -> None:
        """Do as told."""
        match order.what:
            case "boost" if self._room > ENOUGH and not self._suspended:
                self._switch("BOOST")
            case "cancel" if self._mode == "BOOST":
                self._back_to_plan()
            case "suspend":
                self._suspended = True
                self._switch("PLAIN")
            case "resume":
                self._suspended = False
                self._back_to_plan()
            case "want":
                left = min(self._room, max(0.0, self._left + order.kwh))
                self.visit.wanted += left - self._left
                self._left = left
                self._next = self._now
                if self._left <= ENOUGH and self._mode == "SMART":
                    self._switch("SMART")

    def _switch(self, mode: Kind) -> None:
        self._mode = mode
        self.visit.modes.append((self._now, mode))
        self._plan = ()
        if mode == "BOOST":
            end = self._now + self._room / self._arrival.power * HOUR
            kwh = round(self._room, 2)
            self._plan = (Slot(start=self._now, end=end, kind="BOOST", kwh=kwh),)
        self.visit.revisions.append(Revision(self._now, self._plan))

    def _back_to_plan(self) -> None:
        if self._suspended or self._arrival.plain:
            self._switch("PLAIN")
            return
        self._switch("SMART")
        self._next = self._now + 60 + int(240 * self._planner.noise(self._now))

    def _without_plan(self, until: float) -> None:
        """Charge at once: a boost to the brim, anything else to the target."""
        boost = self._mode == "BOOST"
        left = self._room if boost else min(self._left, self._room)
        self._draw([(self._now, until)], left, self._mode)
        if boost and self._room <= ENOUGH:
            self.visit.filled = self._now = self.visit.draws[-1].end
            self._left = 0.0
            self._back_to_plan()
            return
        self._now = until

    def _by_plan(self, stop: float) -> None:
        """Charge in the slots of the plan up to an instant."""
        windows = []
        for slot in self._plan:
            start, end = self._begins(slot), min(slot.end, stop)
            if max(start, self._now) < end:
                windows.append((max(start, self._now), end))
        self._draw(windows, self._left, "SMART")
        if self._left <= ENOUGH:
            self._now = self.visit.draws[-1].end
            self.visit.revisions.append(Revision(self._now, ()))
            if self._room <= ENOUGH:
                self.visit.filled = self._now
            return
        self._now = stop

    def _begins(self, slot: Slot) -> float:
        """Return when the car follows a slot: seconds, minutes or a half-hour late."""
        number = floor_to(slot.start)
        chance = self._planner.noise(number + 11)
        if chance < REFUSING:
            return slot.start + SLOT
        lag = 5 + 45 * self._planner.noise(number + 12)
        if chance < REFUSING + LATE:
            lag += 60 + 420 * self._planner.noise(number + 13)
        return float(round(slot.start + lag))

    def _draw(
        self, windows: list[tuple[float, float]], left: float, kind: Kind
    ) -> None:
        arrival = self._arrival
        pieces = fill(self._seed, windows, arrival.power, left, taper=arrival.taper)
        for start, end, power in pieces:
            draw = Draw(start, end, power, kind)
            self.visit.draws.append(draw)
            self._left -= draw.energy()
            self._room -= draw.energy()

    def _revise(self) -> None:
        """Make a new plan, unless the car is out of reach; then wait for it."""
        now, lost = self._now, self._arrival.lost
        if lost is not None and lost[0] <= now < lost[1]:
            self._next = lost[1]
            return
        running = next((s for s in self._plan if s.start <= now < s.end), None)
        self._plan = self._planner.slots(
            now,
            self._left,
            self._turn,
            running=running,
            banned=self._banned,
            moved=self._moved,
        )
        self._turn += 1
        self.visit.revisions.append(Revision(now, self._plan))
        self._next = now + 300 + int(600 * self._planner.noise(now))
        self._surprise()

    def _surprise(self) -> None:
        """Let a slot vanish before it begins, or its end move once it runs."""
        for slot in self._plan:
            number = floor_to(slot.end - 1)
            first = floor_to(slot.start)
            before = slot.start - NOTICE
            if (
                self._now < before <= self._next
                and self._planner.noise(first + 21) < VANISHING
            ):
                gone = min(int(slot.end), first + 2 * SLOT)
                self._banned.update(range(first, gone, SLOT))
                self._next = before
            within = slot.start + NOTICE
            if (
                self._now < within <= self._next
                and number not in self._moved
                and self._planner.noise(number + 22) < MOVING
            ):
                minutes = 3 + int(9 * self._planner.noise(number + 23))
                later = self._planner.noise(number + 24) < 0.5
                self._moved[number] = 60 * minutes * (1 if later else -1)
                self._next = within
