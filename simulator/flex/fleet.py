"""The cars of an account, by the id of their device: together they are one load."""

from collections.abc import Mapping

from ..car import FULL_KWH
from ..charge import Charge
from .car import FlexCar
from .nouns import Visit


class Fleet:
    """Cars under the supplier's control behind one meter."""

    def __init__(self, cars: Mapping[str, FlexCar]) -> None:
        """Take at least one car by the id of its device."""
        self.cars = cars

    @property
    def power(self) -> float:
        """The kW of the first car's charger."""
        return self.car().habit.power

    def car(self, device: str | None = None) -> FlexCar:
        """Return the car of a device, the first one by default; raises KeyError."""
        return self.cars[device or next(iter(self.cars))]

    def near(self, start: float, end: float) -> list[tuple[str, Visit]]:
        """Return the visits that may touch [start, end), in order of plug-in."""
        found = [
            (device, visit)
            for device, car in self.cars.items()
            for visit in car.near(start, end)
        ]
        return sorted(found, key=lambda one: one[1].plugged)

    def charges(self, until: float) -> list[Charge]:
        """Return the plug-ins of every car up to an instant, in order."""
        found = [c for car in self.cars.values() for c in car.charges(until)]
        return sorted(found, key=lambda charge: charge.plugged)

    def energy(self, start: float, end: float) -> float:
        """Return the kWh that all cars draw between two instants."""
        return sum(car.energy(start, end) for car in self.cars.values())

    def plugged_at(self, instant: float) -> Charge | None:
        """Return a plug-in that lasts at an instant."""
        visits = (car.visit_at(instant) for car in self.cars.values())
        return next((visit.charge() for visit in visits if visit), None)

    def plug(self, instant: float, power: float, energy: float = FULL_KWH) -> None:
        """Plug the first car in; the supplier plans its charge."""
        self.car().plug(instant, need=energy, power=power)

    def unplug(self, instant: float) -> bool:
        """Unplug every car at an instant; say whether one was there."""
        done = [car.unplug(instant) for car in self.cars.values()]
        return any(done)
