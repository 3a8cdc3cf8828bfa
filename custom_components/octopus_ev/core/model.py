"""The nouns of supply: who is supplied, through what, at which rates."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from zoneinfo import ZoneInfo

from .timeline import Timeline


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """The facts that differ between the countries Octopus serves."""

    code: str
    tz: ZoneInfo
    """The zone of local days, bills and tariff windows."""
    currency: str
    """ISO 4217; every amount is in its major unit."""
    interval: timedelta
    """Length of a settlement slot."""


class Direction(StrEnum):
    """Which way energy crosses a supply point."""

    IMPORT = "import"
    EXPORT = "export"


@dataclass(frozen=True, slots=True, kw_only=True)
class Meter:
    """One meter that a supply point has or had."""

    serial: str = field(repr=False)
    device_id: str | None = field(default=None, repr=False)
    """What live telemetry is asked for; `None` for a meter without it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """A tariff held at a supply point for a time."""

    tariff_code: str
    product_code: str
    name: str | None = None
    """What the supplier calls the tariff, where it says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplyPoint:
    """Where energy crosses into or out of a property: in Britain, an MPAN."""

    key: str
    """The public stand-in for the MPAN; see `identity.point_key`."""
    mpan: str = field(repr=False)
    direction: Direction
    meters: tuple[Meter, ...]
    """Every meter the point ever had; the present one last."""
    agreements: Timeline[Agreement]
    home: int = 0
    """Which of the account's properties it belongs to, counted from 0."""
    occupied: bool = True
    """False once the customer has moved out of the property."""
    has_telemetry: bool = False
    """Whether a Home Mini (or another such device) answered when asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """A customer's account with what it supplies."""

    number: str = field(repr=False)
    region: Region
    points: tuple[SupplyPoint, ...]
    homes: tuple[str | None, ...] = field(default=(), repr=False)
    """The supplier's ids of its properties, in the order that they are counted."""


@dataclass(frozen=True, slots=True)
class Reading:
    """The energy imported in one slot, in kWh."""

    start: datetime
    energy: Decimal


@dataclass(frozen=True, slots=True)
class Reach:
    """How far back the readings of a supply point go, and how many there are."""

    since: datetime
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowance:
    """What the supplier lets the customer's programs ask; `None` is unknown."""

    points: int | None
    """For an hour; a simple question costs a few."""
    left: int | None
    blocked: tuple[str, ...]
    """The kinds of questions that are refused for now."""


class Band(StrEnum):
    """Where a unit rate stands among the rates of its local day."""

    OFF_PEAK = "off_peak"
    """The cheapest rate of a tariff with a repeating cheap window."""
    STANDARD = "standard"
    """The only rate of the day, or neither its cheapest nor its dearest."""
    PEAK = "peak"
    """The dearest of three or more rates of a day."""
    BELOW_MEAN = "below_mean"
    """Half-hourly prices: below the mean of the local day."""
    ABOVE_MEAN = "above_mean"
    """Half-hourly prices: at or above the mean of the local day."""

    @property
    def cheap(self) -> bool:
        """Whether it counts towards the off-peak share."""
        return self in (Band.OFF_PEAK, Band.BELOW_MEAN)


@dataclass(frozen=True, slots=True)
class Rate:
    """The price of a kWh, tax included, in the region's currency."""

    unit_rate: Decimal
    band: Band


@dataclass(frozen=True, slots=True, kw_only=True)
class SmartRates:
    """What a tariff makes of the supplier's dispatches; prices of a kWh, with tax."""

    house: Decimal
    """Of the house in a half hour in which a car charged by the plan."""
    vehicle: Decimal
    """Of what a car takes by the plan."""
    beyond: Decimal | None = None
    """Of all else that it takes; `None` where it pays what the house pays then, and
    may charge by the plan for as long as it likes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RateBook:
    """The prices of one supply point over time."""

    house: Timeline[Rate]
    vehicle: Timeline[Rate]
    """Where the tariff bills the car apart; otherwise the same as `house`."""
    standing: Timeline[Decimal]
    """The standing charge of a local day, tax included."""
    tax: Timeline[Decimal] = field(default=Timeline())
    """The tax in these prices, as a fraction of the price before it: 0.05 for 5 %."""
    smart: Timeline[SmartRates] = field(default=Timeline())
    """Where the tariff prices a half hour by the supplier's dispatches in it."""

    def overlaid(self, newer: RateBook) -> RateBook:
        """Return both joined; where both hold, `newer` wins."""
        return RateBook(
            house=self.house.overlaid(newer.house),
            vehicle=self.vehicle.overlaid(newer.vehicle),
            standing=self.standing.overlaid(newer.standing),
            tax=self.tax.overlaid(newer.tax),
            smart=self.smart.overlaid(newer.smart),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class PowerSample:
    """What a Home Mini saw at one instant; `None` is what it did not see."""

    at: datetime
    demand_w: Decimal | None = None
    """Power drawn, in watts; negative while exporting."""
    register_kwh: Decimal | None = None
    """The meter's cumulative import register, in kWh."""


@dataclass(frozen=True, slots=True)
class Report:
    """What a sensor of the user's own said; it holds until the next report."""

    at: datetime
    value: Decimal | None
    """In W or kWh; `None` while the sensor is not available."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChargerReports:
    """What the user's own sensors say of the charger, oldest first."""

    power: tuple[Report, ...] = ()
    """In W."""
    counter: tuple[Report, ...] = ()
    """The energy delivered so far, in kWh; it may start again from nothing."""

    def __bool__(self) -> bool:
        """Tell whether there is any report."""
        return bool(self.power or self.counter)


@dataclass(frozen=True, slots=True, kw_only=True)
class Household:
    """What the user says of the home, to tell other loads from a car."""

    heat_pump: bool = False
    battery: bool = False
    solar: bool = False


class PaymentMethod(StrEnum):
    """How the customer pays; variable tariffs price the ways apart."""

    DIRECT_DEBIT = "direct_debit"
    OTHER = "other"
    """On receipt of a bill, or by prepayment meter."""
