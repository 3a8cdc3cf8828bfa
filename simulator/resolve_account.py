"""The account over GraphQL: agreements, meter points, meters, tariffs."""

from collections.abc import Callable

from .context import Context
from .errors import ApiError
from .resolve_measurements import measurements
from .site import POSTCODE, Agreement, Meter, MeterPoint, Property
from .tariff import Tariff, with_vat
from .times import DAY, local_day, midnight
from .world import World

type Fields = dict[str, object]


def account(context: Context, /, **arguments: object) -> object:
    """Return the customer's account; KT-CT-4177 for a number not theirs."""
    world, number = context.world, str(arguments["accountNumber"])
    context.own(number)
    if number != world.account_number:
        bare: Fields = {"properties": [], "electricityAgreements": [], "balance": 0}
        return {"__typename": "AccountType", "number": number, **bare}

    def agreements(_info: object, **filters: object) -> list[Fields]:
        """Without `active` all of them; with it those in force and to come."""
        only = filters.get("active") is True
        return [
            _agreement(world, point, agreement)
            for _, point in world.account.points
            for agreement in point.agreements
            if not only
            or agreement.valid_to is None
            or agreement.valid_to > max(world.now, agreement.valid_from)
        ]

    return {
        "__typename": "AccountType",
        "number": number,
        "status": "ACTIVE",
        "balance": 1234,
        "properties": [_property(world, home) for home in world.account.properties],
        "electricityAgreements": agreements,
    }


def _property(world: World, home: Property) -> Fields:
    return {
        "id": str(home.id),
        "postcode": POSTCODE,
        "occupancyPeriods": [
            {"effectiveFrom": home.moved_in, "effectiveTo": home.moved_out}
        ],
        "measurements": measurements(world, home),
    }


def _switched_off(_info: object, **_: object) -> object:
    raise ApiError("KT-CT-1113")


def _agreement(world: World, point: MeterPoint, agreement: Agreement) -> Fields:
    return {
        "id": agreement.id,
        "validFrom": agreement.valid_from,
        "validTo": agreement.valid_to,
        "agreedFrom": agreement.valid_from,
        "agreedTo": agreement.valid_to,
        "isRevoked": False,
        "meterPoint": _point(world, point),
        "tariff": _tariff(world, agreement) if agreement.costed else None,
    }


def _point(world: World, point: MeterPoint) -> Fields:
    return {
        "id": str(point.id),
        "mpan": point.mpan,
        "direction": "EXPORT" if point.export else "IMPORT",
        "gspGroupId": f"_{point.region}",
        "profileClass": 8 if point.export else 1,
        "status": "LIVE",
        "meters": _meters(world, point),
    }


def _meters(world: World, point: MeterPoint) -> Callable[..., list[Fields]]:
    def meters(_info: object, **filters: object) -> list[Fields]:
        """Leave removed meters out unless they are asked for."""
        return [
            _meter(meter, export=point.export)
            for meter in point.meters
            if filters.get("includeInactive")
            or meter.active_to is None
            or meter.active_to > world.now
        ]

    return meters


def _meter(meter: Meter, *, export: bool) -> Fields:
    devices = []
    if meter.old_device_id:
        devices.append(_device(meter, meter.old_device_id, "DECOMMISSIONED"))
    current = None
    if meter.device_id:
        current = _device(meter, meter.device_id, "COMMISSIONED")
        devices.append(current)
    return {
        "id": str(meter.id),
        "serialNumber": meter.serial,
        "activeFrom": local_day(meter.active_from).isoformat(),
        "activeTo": meter.active_to and local_day(meter.active_to).isoformat(),
        "meterType": meter.kind,
        "makeAndType": "Synthetic",
        "hasAndAllowsHhReadings": meter.smart,
        "smartDevices": devices,
        "smartImportElectricityMeter": None if export else current,
        "smartExportElectricityMeter": current if export else None,
        "consumption": _switched_off,
    }


def _device(meter: Meter, device_id: str, status: str) -> Fields:
    return {
        "id": f"{meter.id}-{device_id[-2:]}",
        "deviceId": device_id,
        "serialNumber": meter.serial,
        "type": "ESME",
        "status": status,
        "manufacturer": "Synthetic",
        "model": "Synthetic",
        "firmwareVersion": "1",
    }


def _tariff(world: World, agreement: Agreement) -> Fields:
    tariff = agreement.tariff
    now = int(world.now)
    at = int(min(max(now, agreement.valid_from), (agreement.valid_to or now + 1) - 1))
    standing = tariff.standing.price(at)
    hidden = tariff.kind == "four_rate" and world.scenario.half_hourly_four_rate
    found: Fields = {
        "__typename": "HalfHourlyTariff" if hidden else tariff.typename,
        "displayName": tariff.name,
        "fullName": tariff.name,
        "productCode": tariff.product_code,
        "tariffCode": tariff.code,
        "standingCharge": float(with_vat(standing)),
        "preVatStandingCharge": float(standing),
        "isExport": tariff.export,
        "tags": [],
        "unitRates": _unit_rates(tariff, now) if not hidden else _flat_day(tariff, at),
    }
    names = {"standard": "unitRate", "day": "dayRate", "night": "nightRate"}
    names["ev-device-peak"] = "evDevicePeakRate"
    names["ev-device-off-peak"] = "evDeviceOffPeakRate"
    for feed, name in names.items():
        if feed in tariff.feeds:
            price = tariff.feeds[feed].price(at)
            found[name] = float(with_vat(price))
            found[f"preVat{name[0].upper()}{name[1:]}"] = float(price)
    return found


def _unit_rates(tariff: Tariff, now: float) -> list[Fields]:
    """Return the half-hourly rows of today and what is published of tomorrow."""
    if tariff.typename != "HalfHourlyTariff":
        return []
    today = midnight(local_day(now))
    rows = tariff.feeds["standard"].rows(today, today + 2 * DAY, now)
    return [
        {
            "validFrom": row.valid_from,
            "validTo": row.valid_to,
            "value": float(row.inc_vat),
            "preVatValue": float(row.exc_vat),
            "rateType": "STANDARD",
        }
        for row in reversed(rows)
    ]


def _flat_day(tariff: Tariff, now: int) -> list[Fields]:
    """Return the one row with which a four-rate tariff poses as half-hourly."""
    price = tariff.feeds["day"].price(now)
    return [
        {
            "validFrom": midnight(local_day(now)),
            "validTo": None,
            "value": float(with_vat(price)),
            "preVatValue": float(price),
            "rateType": "STANDARD",
        }
    ]
