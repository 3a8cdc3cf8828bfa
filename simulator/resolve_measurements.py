"""A property's measurements: half-hours with what each band costs, once it is billed."""

from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from typing import Final

from .errors import ApiError
from .flex.bill import BilledSlot, Part
from .site import MeterPoint, Property
from .tariff import with_vat
from .times import DAY, SLOT, floor_to, local_day
from .world import World

type Fields = dict[str, object]

RENAMED: Final = datetime(2026, 9, 28, tzinfo=UTC).timestamp()
"""From when the bands have their new names, also those of old half-hours."""

OLD: Final = {
    ("house", False): "CONSUMPTION_CHARGE_ECO7_DAY",
    ("house", True): "CONSUMPTION_CHARGE_ECO7_NIGHT",
    ("car", False): "CONSUMPTION_CHARGE_EV_DEVICE_PEAK",
    ("car", True): "CONSUMPTION_CHARGE_EV_DEVICE_OFF_PEAK",
}
NEW: Final = {
    ("house", False): "HOME STANDARD RATE",
    ("house", True): "HOME LOW RATE",
    ("car", False): "EV STANDARD RATE",
    ("car", True): "EV LOW RATE",
}
UNKNOWN: Final = {key: f"CHARGE BAND {number}" for number, key in enumerate(OLD, 1)}

HALF_HOURS: Final = (None, "RAW_INTERVAL", "THIRTY_MIN_INTERVAL")


def measurements(world: World, home: Property) -> Callable[..., Fields]:
    """Return the field of a property: its import in half-hours, oldest first."""

    def field(_info: object, **arguments: object) -> Fields:
        if "measurements" in world.scenario.disabled_fields.split(","):
            raise ApiError("KT-CT-1113")
        start, end = arguments.get("startAt"), arguments.get("endAt")
        low = start if isinstance(start, float) else world.now - DAY
        high = min(end if isinstance(end, float) else world.now, world.now)
        after = arguments.get("after")
        if isinstance(after, str):
            low = max(low, float(after) + SLOT)
        found: list[Fields] = []
        first = arguments.get("first")
        size = first if isinstance(first, int) else 100
        point = _point(home, arguments.get("utilityFilters"))
        more = False
        for slot in range(floor_to(low + SLOT - 1), int(high), SLOT) if point else ():
            node = _node(world, home, point, slot) if point else None
            if node is None:
                continue
            if len(found) == size:
                more = True
                break
            found.append(node)
        return {
            "pageInfo": {
                "hasNextPage": more,
                "hasPreviousPage": False,
                "startCursor": _cursor(found[0]) if found else None,
                "endCursor": _cursor(found[-1]) if found else None,
            },
            "edges": [{"node": node} for node in found],
        }

    return field


def _cursor(node: Fields) -> str:
    return str(node["startAt"])


def _point(home: Property, filters: object) -> MeterPoint | None:
    """Return the supply point that filters ask for: half-hours of what is imported."""
    asked: Fields = {}
    for one in filters if isinstance(filters, list) else ():
        asked |= one.get("electricityFilters") or {}
    if asked.get("readingFrequencyType") not in HALF_HOURS:
        return None
    sold = asked.get("readingDirection") == "GENERATION"
    return next(
        (
            point
            for point in home.points
            if point.export == sold
            and point.meters
            and asked.get("marketSupplyPointId") in (None, point.mpan)
        ),
        None,
    )


def _node(world: World, home: Property, point: MeterPoint, slot: int) -> Fields | None:
    """Return a half-hour that is published on any of the point's meters."""
    readings = (world.reading(home, point, meter, slot) for meter in point.meters)
    energy = next((kwh for kwh in readings if kwh is not None), None)
    if energy is None:
        return None
    return {
        "__typename": "IntervalMeasurementType",
        "startAt": slot,
        "endAt": slot + SLOT,
        "readAt": world.publication.time_of(local_day(slot)),
        "unit": "kwh",
        "value": Decimal(f"{energy:.3f}"),
        "metaData": {"statistics": _statistics(world, point, slot, energy)},
    }


def _statistics(
    world: World, point: MeterPoint, slot: int, energy: float
) -> list[Fields]:
    """Return the bands of a half-hour, and none before it is billed."""
    agreement = point.agreement(slot)
    if agreement is None or not world.publication.billed(slot, world.now):
        return []
    tariff = agreement.tariff
    billed = world.bill.slot(slot) if world.bill and not point.export else None
    if billed is None:
        price = tariff.feeds[tariff.feed_of(slot)].price(slot)
        kwh = Decimal(f"{energy:.3f}")
        return [_statistic("CONSUMPTION_COST", "CONSUMPTION", kwh, price)]
    standing = tariff.standing.price(slot) / 48
    charge = _statistic("STANDING_CHARGE_COST", "STANDING_CHARGE", None, standing)
    if tariff.kind == "four_rate":
        return [
            *(
                _statistic("TOU_BUCKET_COST", _label(world, point, p), p.kwh, p.rate)
                for p in billed.parts
            ),
            charge,
        ]
    return [_whole(billed), charge]


def _whole(billed: BilledSlot) -> Fields:
    """Return the one band of a half-hour that house and car share."""
    part = billed.parts[0]
    label = "OFF_PEAK" if part.cheap else "STANDARD_RATE"
    if not billed.tariff.dispatched:
        label = "CONSUMPTION"
    return _statistic("TOU_BUCKET_COST", label, billed.kwh(), part.rate)


def _label(world: World, point: MeterPoint, part: Part) -> str:
    names = world.scenario.labels
    if names == "dated":
        names = "new" if world.now >= RENAMED else "old"
    key = part.who, part.cheap
    if names == "old":
        return f"{OLD[key]}_{point.region}"
    return NEW[key] if names == "new" else UNKNOWN[key]


def _statistic(kind: str, label: str, kwh: Decimal | None, rate: Decimal) -> Fields:
    amount = 1 if kwh is None else kwh
    taxed = with_vat(rate)
    return {
        "type": kind,
        "label": label,
        "value": kwh,
        "costInclTax": _money(amount * taxed, taxed),
        "costExclTax": _money(amount * rate, rate),
    }


def _money(amount: Decimal, price: Decimal) -> Fields:
    return {
        "estimatedAmount": amount,
        "costCurrency": "GBP",
        "pricePerUnit": {"amount": price},
    }
