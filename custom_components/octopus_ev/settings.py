"""What the user has set, as one typed value; only here is an entry's data read."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final, Self

from homeassistant.config_entries import ConfigEntry, ConfigSubentry
from homeassistant.const import CONF_API_KEY, CONF_REGION

from .core.identity import point_key
from .core.model import Household, PaymentMethod
from .core.vehicle import Vehicle

CONF_ACCOUNT_NUMBER: Final = "account_number"
CONF_POINTS: Final = "points"
CONF_MPAN: Final = "mpan"
CONF_SERIAL: Final = "serial"

CONF_CHARGER_POWER: Final = "charger_power_kw"
CONF_PAYMENT_METHOD: Final = "payment_method"
CONF_HEAT_PUMP: Final = "heat_pump"
CONF_BATTERY: Final = "battery"
CONF_SOLAR: Final = "solar"

CONF_SENSORS: Final = "sensors"
CONF_CHARGER_ENERGY_SENSOR: Final = "charger_energy_sensor"
CONF_CHARGER_POWER_SENSOR: Final = "charger_power_sensor"
CONF_HOUSE_POWER_SENSOR: Final = "house_power_sensor"

SUBENTRY_VEHICLE: Final = "vehicle"
CONF_BATTERY_SIZE: Final = "battery_kwh"
CONF_EFFICIENCY: Final = "miles_per_kwh"
CONF_DEVICE_KEY: Final = "device"
CONF_PLUGGED_IN_SENSOR: Final = "plugged_in_sensor"
CONF_CHARGE_SENSOR: Final = "state_of_charge_sensor"
CONF_ODOMETER_SENSOR: Final = "odometer_sensor"
CONF_CARBON_SENSOR: Final = "carbon_sensor"
CONF_MILES_PER_GALLON: Final = "miles_per_gallon"
CONF_FUEL_PRICE: Final = "fuel_price"

REGION_GB: Final = "gb"


@dataclass(frozen=True, slots=True)
class ChosenPoint:
    """A supply point that the user chose to follow."""

    mpan: str = field(repr=False)
    serial: str | None = field(default=None, repr=False)
    """Only where it was typed; otherwise the account's meters are followed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnSensors:
    """The user's own sensors at a supply point, by entity id; each may be absent."""

    charger_energy: str | None = None
    charger_power: str | None = None
    house_power: str | None = None
    """Of the whole home; it is followed in place of a Home Mini."""

    @property
    def on_charger(self) -> bool:
        """Whether the charger itself is followed."""
        return not (self.charger_energy is None and self.charger_power is None)

    @property
    def entity_ids(self) -> tuple[str, ...]:
        """Those that were chosen."""
        ids = (self.charger_energy, self.charger_power, self.house_power)
        return tuple(entity_id for entity_id in ids if entity_id is not None)


NO_SENSORS: Final = OwnSensors()


@dataclass(frozen=True, slots=True, kw_only=True)
class VehicleSensors:
    """What tells of one vehicle alone, by entity id; each may be absent."""

    plugged_in: str | None = None
    state_of_charge: str | None = None
    odometer: str | None = None
    charger_energy: str | None = None
    charger_power: str | None = None

    @property
    def entity_ids(self) -> tuple[str, ...]:
        """Those that were chosen."""
        ids = (
            self.plugged_in,
            self.state_of_charge,
            self.odometer,
            self.charger_energy,
            self.charger_power,
        )
        return tuple(entity_id for entity_id in ids if entity_id is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnVehicle:
    """A vehicle of the user's, and where it is kept."""

    vehicle: Vehicle
    sensors: VehicleSensors
    subentry_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The settings of one config entry, with defaults applied."""

    api_key: str = field(repr=False)
    account_number: str = field(repr=False)
    region_code: str = REGION_GB
    points: tuple[ChosenPoint, ...]
    charger_power_kw: Decimal | None = None
    """`None` leaves it to be learnt."""
    payment_method: PaymentMethod = PaymentMethod.DIRECT_DEBIT
    household: Household = field(default_factory=Household)
    sensors: Mapping[str, OwnSensors] = field(default_factory=dict)
    """By point key."""
    vehicles: tuple[OwnVehicle, ...] = ()
    carbon_sensor: str | None = None
    """Tells what a kWh from the grid sets free, by entity id."""

    @property
    def point_keys(self) -> tuple[str, ...]:
        """The keys of the chosen points, in order."""
        return tuple(
            point_key(self.region_code, self.account_number, point.mpan)
            for point in self.points
        )

    @classmethod
    def from_entry(cls, entry: ConfigEntry) -> Self:
        """Read a config entry; options that were never set take their default."""
        data, options = entry.data, entry.options
        return cls(
            api_key=data[CONF_API_KEY],
            account_number=data[CONF_ACCOUNT_NUMBER],
            region_code=data[CONF_REGION],
            points=tuple(
                ChosenPoint(row[CONF_MPAN], row.get(CONF_SERIAL))
                for row in data[CONF_POINTS]
            ),
            charger_power_kw=_number(options, CONF_CHARGER_POWER),
            payment_method=PaymentMethod(
                options.get(CONF_PAYMENT_METHOD, PaymentMethod.DIRECT_DEBIT)
            ),
            household=Household(
                heat_pump=options.get(CONF_HEAT_PUMP, False),
                battery=options.get(CONF_BATTERY, False),
                solar=options.get(CONF_SOLAR, False),
            ),
            sensors={
                key: OwnSensors(
                    charger_energy=chosen.get(CONF_CHARGER_ENERGY_SENSOR),
                    charger_power=chosen.get(CONF_CHARGER_POWER_SENSOR),
                    house_power=chosen.get(CONF_HOUSE_POWER_SENSOR),
                )
                for key, chosen in options.get(CONF_SENSORS, {}).items()
            },
            carbon_sensor=options.get(CONF_CARBON_SENSOR),
            vehicles=tuple(
                _own_vehicle(subentry)
                for subentry in entry.get_subentries_of_type(SUBENTRY_VEHICLE)
            ),
        )


def _own_vehicle(subentry: ConfigSubentry) -> OwnVehicle:
    data = subentry.data
    return OwnVehicle(
        subentry_id=subentry.subentry_id,
        vehicle=Vehicle(
            key=str(subentry.unique_id),
            name=subentry.title,
            battery_kwh=_number(data, CONF_BATTERY_SIZE),
            miles_per_kwh=_number(data, CONF_EFFICIENCY),
            power_kw=_number(data, CONF_CHARGER_POWER),
            device=data.get(CONF_DEVICE_KEY),
            miles_per_gallon=_number(data, CONF_MILES_PER_GALLON),
            fuel_price=_number(data, CONF_FUEL_PRICE),
        ),
        sensors=VehicleSensors(
            plugged_in=data.get(CONF_PLUGGED_IN_SENSOR),
            state_of_charge=data.get(CONF_CHARGE_SENSOR),
            odometer=data.get(CONF_ODOMETER_SENSOR),
            charger_energy=data.get(CONF_CHARGER_ENERGY_SENSOR),
            charger_power=data.get(CONF_CHARGER_POWER_SENSOR),
        ),
    )


def _number(data: Mapping[str, Any], field: str) -> Decimal | None:
    """Return what was typed: a form stores a float, whose shortest spelling it is."""
    value = data.get(field)
    return None if value is None else Decimal(str(value))


def entry_data(
    api_key: str, account_number: str, points: Iterable[ChosenPoint]
) -> dict[str, object]:
    """Return the data of a config entry: what identifies and what authenticates."""
    return {
        CONF_REGION: REGION_GB,
        CONF_API_KEY: api_key,
        CONF_ACCOUNT_NUMBER: account_number,
        CONF_POINTS: points_data(points),
    }


def points_data(points: Iterable[ChosenPoint]) -> list[dict[str, str | None]]:
    """Return supply points as they are stored."""
    return [{CONF_MPAN: point.mpan, CONF_SERIAL: point.serial} for point in points]
