"""Mirror what the GraphQL interface of Great Britain answers, name by name.

Instants are UTC. Whatever identifies a customer stays out of representations.
Words of an enumeration stay text: Kraken adds members without notice.
"""

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Self

from ..decode import (
    Object,
    decimal,
    flag,
    instant,
    known_rows,
    nested,
    optional,
    optional_nested,
    text,
)


class TelemetryGrouping(StrEnum):
    """How long each bucket of telemetry is."""

    TEN_SECONDS = "TEN_SECONDS"
    ONE_MINUTE = "ONE_MINUTE"
    FIVE_MINUTES = "FIVE_MINUTES"
    HALF_HOURLY = "HALF_HOURLY"
    HOURLY = "HOURLY"


@dataclass(frozen=True, slots=True, kw_only=True)
class SmartMeter:
    """A device of the smart meter network; an `ESME` measures electricity."""

    device_id: str = field(repr=False)
    type: str | None
    status: str

    @classmethod
    def read(cls, row: Object) -> Self:
        """Read a smart meter device."""
        return cls(
            device_id=text(row, "deviceId"),
            type=optional(row, "type", text),
            status=text(row, "status"),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplyMeter:
    """A meter in use, and what of the smart meter network belongs to it."""

    serial_number: str = field(repr=False)
    meter_type: str | None
    """`S1` for SMETS1, `S2…` for SMETS2; others are not smart."""
    smart_import_electricity_meter: SmartMeter | None
    smart_export_electricity_meter: SmartMeter | None
    smart_devices: tuple[SmartMeter, ...]

    @classmethod
    def read(cls, row: Object) -> Self:
        """Read a meter of an agreement's meter point."""
        return cls(
            serial_number=text(row, "serialNumber"),
            meter_type=optional(row, "meterType", text),
            smart_import_electricity_meter=optional_nested(
                row, "smartImportElectricityMeter", SmartMeter.read
            ),
            smart_export_electricity_meter=optional_nested(
                row, "smartExportElectricityMeter", SmartMeter.read
            ),
            smart_devices=known_rows(row, "smartDevices", SmartMeter.read),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplyPoint:
    """The meter point of an agreement."""

    mpan: str = field(repr=False)
    direction: str | None
    """`IMPORT` or `EXPORT`."""
    gsp_group_id: str | None
    """The region as `_A` to `_P`."""
    meters: tuple[SupplyMeter, ...]

    @classmethod
    def read(cls, row: Object) -> Self:
        """Read an agreement's meter point."""
        return cls(
            mpan=text(row, "mpan"),
            direction=optional(row, "direction", text),
            gsp_group_id=optional(row, "gspGroupId", text),
            meters=known_rows(row, "meters", SupplyMeter.read),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplyTariff:
    """A tariff of any kind, told by its `typename`."""

    typename: str
    display_name: str | None
    product_code: str | None
    tariff_code: str | None
    is_export: bool | None

    @classmethod
    def read(cls, row: Object) -> Self:
        """Read any member of the union of tariffs."""
        return cls(
            typename=text(row, "__typename"),
            display_name=optional(row, "displayName", text),
            product_code=optional(row, "productCode", text),
            tariff_code=optional(row, "tariffCode", text),
            is_export=optional(row, "isExport", flag),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplyAgreement:
    """An agreement in force, or agreed for later."""

    valid_from: datetime | None
    valid_to: datetime | None
    meter_point: SupplyPoint
    tariff: SupplyTariff | None

    @classmethod
    def read(cls, row: Object) -> Self:
        """Read an agreement of an account."""
        return cls(
            valid_from=optional(row, "validFrom", instant),
            valid_to=optional(row, "validTo", instant),
            meter_point=nested(row, "meterPoint", SupplyPoint.read),
            tariff=optional_nested(row, "tariff", SupplyTariff.read),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplyAccount:
    """A customer's account as GraphQL tells it: present and future, with devices."""

    number: str | None = field(repr=False)
    status: str | None
    electricity_agreements: tuple[SupplyAgreement, ...]

    @classmethod
    def read(cls, row: Object) -> Self:
        """Read an account."""
        return cls(
            number=optional(row, "number", text),
            status=optional(row, "status", text),
            electricity_agreements=known_rows(
                row, "electricityAgreements", SupplyAgreement.read
            ),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class TelemetryRow:
    """What a Home Mini saw of the meter in a bucket of time that starts at `read_at`.

    Any figure may be missing on its own.
    """

    read_at: datetime
    consumption: Decimal | None
    """The import register, in Wh; it falls only when the meter is exchanged."""
    export: Decimal | None
    """The export register, in Wh."""
    demand: Decimal | None
    """Power in W, negative while exporting."""

    @classmethod
    def read(cls, row: Object) -> Self:
        """Read a row of telemetry."""
        return cls(
            read_at=instant(row, "readAt"),
            consumption=optional(row, "consumption", decimal),
            export=optional(row, "export", decimal),
            demand=optional(row, "demand", decimal),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class RateLimits:
    """What Kraken lets a customer ask, by the hour and of single fields."""

    limit: Decimal | None
    """Points for an hour; a field that is read costs about one."""
    remaining_points: Decimal | None
    blocked_fields: tuple[str, ...]

    @classmethod
    def read(cls, row: Object) -> Self:
        """Read what is allowed; any of it may be missing."""
        hourly = optional_nested(row, "pointsAllowanceRateLimit", dict) or {}
        return cls(
            limit=optional(hourly, "limit", decimal),
            remaining_points=optional(hourly, "remainingPoints", decimal),
            blocked_fields=optional_nested(
                row, "fieldSpecificRateLimits", _blocked_fields
            )
            or (),
        )


def _blocked_fields(row: Object) -> tuple[str, ...]:
    names = known_rows(
        row, "edges", lambda edge: optional_nested(edge, "node", _blocked)
    )
    return tuple(name for name in names if name is not None)


def _blocked(row: Object) -> str | None:
    return optional(row, "field", text) if row.get("isBlocked") is True else None
