"""Energy and cost by the hour: of the whole home, of the car, and of the rest."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Final

from .model import Rate
from .session import ZERO, Session
from .span import Span, ceiling, floor
from .timeline import Timeline

HOUR: Final = timedelta(hours=1)

type _Priced = tuple[Decimal, Decimal | None]
"""Energy, and its cost where all of it has a rate."""


class Part(StrEnum):
    """Whose energy it is."""

    IMPORT = "import"
    """All that came through the meter."""
    EXPORT = "export"
    """All that went out; its cost is what the supplier pays for it."""
    EV = "ev"
    """The car's share of the import, as its sessions say."""
    HOUSE = "house"
    """The import less the car."""


@dataclass(frozen=True, slots=True)
class Flow:
    """Energy and its cost by the UTC start of the hour, in order.

    An hour that is missing is unknown, not zero. An hour has energy as soon as both of
    its half-hours have a reading, or the one that lacks it has been passed over: a
    later reading is there. It has a cost if all of its energy has a rate.
    """

    energy: dict[datetime, Decimal] = field(default_factory=dict)
    """In kWh."""
    cost: dict[datetime, Decimal] = field(default_factory=dict)
    """In the region's currency, tax included, without the standing charge; unrounded."""

    def put(self, hour: datetime, halves: Iterable[_Priced]) -> None:
        """Add up energies with their costs, if there are any."""
        energy: Decimal | None = None
        cost: Decimal | None = ZERO
        for kwh, amount in halves:
            energy = kwh if energy is None else energy + kwh
            cost = _both(cost, amount)
        if energy is not None:
            self.energy[hour] = energy
            if cost is not None:
                self.cost[hour] = cost


def hourly_flow(
    readings: Mapping[datetime, Decimal],
    rates: Timeline[Rate],
    window: Span,
    interval: timedelta,
    newest: datetime,
) -> Flow:
    """Return the hours of `window` of what a meter measured, at these rates.

    `newest` is the start of the newest slot with a reading.
    """
    flow = Flow()
    for hour, slots in _hours(readings, window, interval, newest):
        measured = ((slot, readings[slot]) for slot in slots if slot in readings)
        flow.put(hour, ((kwh, _cost(kwh, rates.at(slot))) for slot, kwh in measured))
    return flow


def hourly_use(
    readings: Mapping[datetime, Decimal],
    rates: Timeline[Rate],
    sessions: Iterable[Session],
    window: Span,
    interval: timedelta,
    newest: datetime,
) -> dict[Part, Flow]:
    """Return the hours of `window` of a supply point's import and of its two parts.

    `rates` are the house's. `sessions` are those that count; what the car took, and at
    which rates, is theirs alone, so that it equals what is told of them. House and car
    make up the import, also where the tariff bills the car apart; the house is below
    zero where the user says that the car took more than the meter read. Where the
    meter was read and no session is, the car took nothing; where it was not, what a
    session says still counts for the car.
    """
    car = _car(sessions, window)
    use = {part: Flow() for part in (Part.IMPORT, Part.EV, Part.HOUSE)}
    for hour, slots in _hours(readings, window, interval, newest):
        whole: list[_Priced] = []
        rest: list[_Priced] = []
        drawn: list[_Priced] = []
        for slot in slots:
            share = car.get(slot)
            if (kwh := readings.get(slot)) is not None:
                taken, paid = share or (ZERO, ZERO)
                left = kwh - taken
                cost = _cost(left, rates.at(slot))
                rest.append((left, cost))
                whole.append((kwh, _both(cost, paid)))
                drawn.append((taken, paid))
            elif share is not None:
                drawn.append(share)
        use[Part.IMPORT].put(hour, whole)
        use[Part.HOUSE].put(hour, rest)
        use[Part.EV].put(hour, drawn)
    return use


def hourly_car(
    readings: Mapping[datetime, Decimal],
    sessions: Iterable[Session],
    window: Span,
    interval: timedelta,
    newest: datetime,
) -> Flow:
    """Return the hours of `window` of what some sessions took, as `hourly_use` does.

    They may be those of one vehicle: it took nothing where the meter was read and no
    session of its own is.
    """
    car = _car(sessions, window)
    flow = Flow()
    for hour, slots in _hours(readings, window, interval, newest):
        drawn = (
            car.get(slot, (ZERO, ZERO) if slot in readings else None) for slot in slots
        )
        flow.put(hour, (share for share in drawn if share is not None))
    return flow


def _hours(
    readings: Mapping[datetime, Decimal],
    window: Span,
    interval: timedelta,
    newest: datetime,
) -> Iterable[tuple[datetime, list[datetime]]]:
    """Yield the hours of which everything is known that will be, with their slots."""
    hour, last = floor(window.start, HOUR), ceiling(window.end, HOUR)
    while hour < last and hour <= newest:
        slots = [hour + part for part in _parts(interval)]
        if newest >= hour + HOUR or all(slot in readings for slot in slots):
            yield hour, slots
        hour += HOUR


def _parts(interval: timedelta) -> Iterable[timedelta]:
    return (index * interval for index in range(HOUR // interval))


def _car(sessions: Iterable[Session], window: Span) -> dict[datetime, _Priced]:
    """Return what the sessions took in each slot, and what that cost."""
    car: dict[datetime, _Priced] = {}
    for session in sessions:
        for slot in session.slots:
            if slot.start in window:
                energy, cost = car.get(slot.start, (ZERO, ZERO))
                paid = slot.cost if slot.energy else ZERO
                car[slot.start] = energy + slot.energy, _both(cost, paid)
    return car


def _both(one: Decimal | None, other: Decimal | None) -> Decimal | None:
    return None if one is None or other is None else one + other


def _cost(energy: Decimal, rate: Rate | None) -> Decimal | None:
    """Price energy; none costs nothing, whatever the rate."""
    if rate is None:
        return None if energy else ZERO
    return energy * rate.unit_rate
