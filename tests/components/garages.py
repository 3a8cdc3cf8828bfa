"""The coordinators of an account with cars, and a supplier in memory that knows them."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Final

from freezegun.api import TickingDateTimeFactory

from custom_components.octopus_ev.coordinator import SmartCoordinators
from custom_components.octopus_ev.core.model import Account, RateBook, SupplyPoint
from custom_components.octopus_ev.core.smart import (
    BilledSlot,
    ChargeType,
    CompletedDispatch,
    Device,
    DeviceKind,
    DeviceState,
    DispatchType,
    PlannedDispatch,
    SupplierSession,
    Target,
)
from custom_components.octopus_ev.core.smart_record import SmartRecord
from custom_components.octopus_ev.core.span import Span
from custom_components.octopus_ev.kraken.errors import KrakenError
from custom_components.octopus_ev.settings import ChosenPoint
from homeassistant.core import HomeAssistant
from tests.unit.build import GB

from .offices import KEY, MPAN, Office

CAR: Final = "aaaaaaaaaa"
OTHER_CAR: Final = "bbbbbbbbbb"
MINUTE: Final = timedelta(minutes=1)


def device(key: str = CAR, state: DeviceState | None = DeviceState.UNPLUGGED) -> Device:
    """Return a car at the customer's home."""
    return Device(
        key=key,
        device_id=f"id of {key}",
        kind=DeviceKind.VEHICLE,
        state=state,
        suspended=None if state is None else False,
    )


def dispatch(minutes: int, length: int = 60) -> PlannedDispatch:
    """Return a planned dispatch that begins in some minutes."""
    start = datetime.now(UTC).replace(second=0, microsecond=0) + minutes * MINUTE
    span = Span(start, start + length * MINUTE)
    return PlannedDispatch(span=span, type=DispatchType.SMART)


@dataclass(kw_only=True)
class MemorySmart:
    """What a supplier knows of cars; it keeps what it was asked."""

    cars: tuple[Device, ...] = ()
    plans: dict[str, tuple[PlannedDispatch, ...] | None] = field(default_factory=dict)
    done: tuple[CompletedDispatch, ...] = ()
    charged: tuple[SupplierSession, ...] = ()
    settled: bool = False
    failures: dict[str, KrakenError] = field(default_factory=dict)
    """By what is asked: what is raised until it is taken out."""
    asked: list[tuple[str, Span | str | None]] = field(default_factory=list)

    async def devices(
        self, account: Account, *, detailed: bool = True
    ) -> tuple[Device, ...]:
        self._answer("devices" if detailed else "device_states", None)
        return self.cars

    async def planned(self, device: Device) -> tuple[PlannedDispatch, ...] | None:
        self._answer("planned", device.key)
        return self.plans.get(device.key, ())

    async def completed(self, account: Account) -> tuple[CompletedDispatch, ...]:
        self._answer("completed", None)
        return self.done

    async def charges(
        self, account: Account, device: Device, window: Span
    ) -> tuple[SupplierSession, ...]:
        self._answer("charges", window)
        return tuple(row for row in self.charged if row.device_key == device.key)

    async def billed(
        self, account: Account, point: SupplyPoint, day: Span, rates: RateBook
    ) -> tuple[BilledSlot, ...]:
        self._answer("billed", day)
        if not self.settled:
            return ()
        return tuple(
            BilledSlot(
                start=slot,
                house_energy=Decimal("0.2"),
                house_cost=Decimal("0.05"),
                vehicle_energy=Decimal(0),
                vehicle_cost=Decimal(0),
            )
            for slot in day.slots(GB.interval)
        )

    async def boost(self, device: Device, on: bool) -> None:
        self._answer("boost", device.key)

    async def control(self, device: Device, on: bool) -> None:
        self._answer("control", device.key)

    async def set_targets(self, device: Device, targets: tuple[Target, ...]) -> None:
        self._answer("set_targets", device.key)

    def times(self, what: str) -> int:
        """Return how often something was asked."""
        return sum(asked == what for asked, _ in self.asked)

    def of(self, what: str) -> list[Span | str | None]:
        """Return what something was asked for, in order."""
        return [subject for asked, subject in self.asked if asked == what]

    def _answer(self, what: str, subject: Span | str | None) -> None:
        self.asked.append((what, subject))
        if what in self.failures:
            raise self.failures[what]


@dataclass(kw_only=True)
class Garage:
    """The coordinators of an account with cars."""

    office: Office
    supplier: MemorySmart
    smart: SmartCoordinators

    @classmethod
    async def open(
        cls,
        hass: HomeAssistant,
        freezer: TickingDateTimeFactory,
        *cars: Device,
        chosen: tuple[ChosenPoint, ...] = (ChosenPoint(MPAN),),
        points: tuple[SupplyPoint, ...] = (),
    ) -> Garage:
        """Make them, with the account and its rates read once."""
        office = Office.open(hass, freezer, chosen)
        office.provider.points = points or office.provider.points
        await office.account.async_refresh()
        supplier = MemorySmart(cars=cars)
        smart = SmartCoordinators(
            hass,
            office.entry,
            office.account,
            office.engine,
            supplier,
        )
        return cls(office=office, supplier=supplier, smart=smart)

    def record(self, key: str = KEY) -> SmartRecord:
        """Return what is kept of the cars at a point."""
        return self.office.engine.smart(key)

    def turn(self, state: DeviceState | None, key: str = CAR) -> None:
        """Put a car into a state."""
        self.supplier.cars = tuple(
            device(key, state) if car.key == key else car for car in self.supplier.cars
        )

    async def look(self, times: int = 1, **wait: float) -> None:
        """Let the cars be looked at, after some time each."""
        for _ in range(times):
            self.office.wait(**wait)
            await self.smart.cars.async_refresh()


def charge(start: datetime, key: str = CAR) -> SupplierSession:
    """Return an hour's charge."""
    return SupplierSession(
        device_key=key,
        span=Span(start, start + 60 * MINUTE),
        type=ChargeType.SMART,
        energy=Decimal(7),
    )


def done(start: datetime) -> CompletedDispatch:
    """Return a completed dispatch of half an hour."""
    return CompletedDispatch(
        span=Span(start, start + 30 * MINUTE), energy=Decimal("3.5")
    )


def elsewhere(point: SupplyPoint) -> SupplyPoint:
    """Return a point of the account's second home."""
    return replace(point, home=1)
