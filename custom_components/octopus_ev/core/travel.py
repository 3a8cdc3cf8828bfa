"""What a session is worth on the road, by its vehicle's own figures."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from .session import ZERO, Session

_LITRES: Final = Decimal("4.54609")
"""In an imperial gallon, by law."""

_FEWEST_MILES: Final = Decimal(50)
"""Driven between two sessions that tell what a mile costs; a battery is never left
quite as full as before."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure, and whether it is worked out from what is usual, or measured."""

    value: Decimal
    estimate: bool


def percent_added(session: Session) -> Figure | None:
    """Return what a session added to the battery, in percent.

    By the vehicle's own gauge, or else by the size of its battery.
    """
    if session.sighting is not None:
        added = session.sighting.charge_added
        if added is not None and added > 0:
            return Figure(added, estimate=False)
    size = None if session.car is None else session.car.battery_kwh
    return None if size is None else Figure(100 * session.energy / size, estimate=True)


def miles_added(session: Session) -> Decimal | None:
    """Return how far the vehicle usually drives on a session's energy."""
    efficiency = None if session.car is None else session.car.miles_per_kwh
    return None if efficiency is None else session.energy * efficiency


def cost_per_mile(session: Session) -> Decimal | None:
    """Return what a mile on a session's energy usually costs."""
    efficiency = None if session.car is None else session.car.miles_per_kwh
    rate = session.average_rate
    return None if efficiency is None or rate is None else rate / efficiency


def petrol_saving(session: Session) -> Decimal | None:
    """Return what the same miles would have cost with petrol, less the session's cost.

    `None` where any of the figures is missing, or a part of the energy has no rate.
    """
    car, miles = session.car, miles_added(session)
    if car is None or miles is None or session.cost is None or session.unpriced_energy:
        return None
    if car.miles_per_gallon is None or car.fuel_price is None:
        return None
    litres = miles / car.miles_per_gallon * _LITRES
    return litres * car.fuel_price - session.cost


def saving_of(sessions: Iterable[Session]) -> Decimal | None:
    """Return the savings of sessions together; `None` where none is known."""
    savings = [s for one in sessions if (s := petrol_saving(one)) is not None]
    return sum(savings, start=ZERO) if savings else None


def mile_cost(sessions: Iterable[Session]) -> Figure | None:
    """Return what a mile costs: by the odometer, or by the vehicle's efficiency.

    What was charged from one session on is what was driven until another. Charges
    elsewhere are not counted. `sessions` are those of one vehicle, in order.
    """
    rows = list(sessions)
    read = [
        (place, session.sighting.odometer)
        for place, session in enumerate(rows)
        if session.sighting is not None and session.sighting.odometer is not None
    ]
    if read:
        (first, began), (last, ended) = read[0], read[-1]
        costs = [session.cost for session in rows[first:last]]
        miles = ended - began
        if miles >= _FEWEST_MILES and None not in costs:
            cost = sum((cost for cost in costs if cost is not None), start=ZERO)
            return Figure(cost / miles, estimate=False)
    costs_usually = (cost_per_mile(session) for session in reversed(rows))
    usual = next((cost for cost in costs_usually if cost is not None), None)
    return None if usual is None else Figure(usual, estimate=True)
