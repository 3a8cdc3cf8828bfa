"""gbrCostOfUsage: what the supplier bills in each half-hour, by band."""

from decimal import Decimal
from typing import Final

from .context import Context
from .errors import ApiError
from .flex.bill import Bill, BilledSlot, Part
from .site import MeterPoint
from .tariff import Tariff, with_vat
from .times import SLOT, days_between
from .world import World

type Fields = dict[str, object]

BANDS: Final = {
    ("house", False): "ECO7_DAY",
    ("house", True): "ECO7_NIGHT",
    ("car", False): "EV_DEVICE_PEAK",
    ("car", True): "EV_DEVICE_OFF_PEAK",
}


def cost_of_usage(context: Context, /, **arguments: object) -> object:
    """Return the costs of each period asked for, those that are billed by now.

    Only tariffs that bill the car apart have them (KT-GB-4303).
    """
    context.own(str(arguments["accountNumber"]))
    world = context.world
    asked = arguments["periods"]
    found: list[Fields] = []
    for period in asked if isinstance(asked, list) else ():
        start, end = period["start"], period["end"]
        if end <= start:
            raise ApiError("KT-CT-1605")
        point = _point(world, arguments.get("supplyPointId"), start)
        _check(point, start, end)
        if world.bill is not None:
            found += _periods(world, world.bill, start, end)
    return {"periods": found}


def _point(world: World, wanted: object, start: float) -> MeterPoint:
    home = world.home(start)
    if home is None or wanted not in (None, str(home[1].id)):
        raise ApiError("KT-GB-4301")
    return home[1]


def _check(point: MeterPoint, start: float, end: float) -> None:
    """Refuse a time without an agreement, or with one that bills all alike."""
    tariffs = [
        agreement.tariff
        for agreement in point.agreements
        if agreement.valid_from < end
        and (agreement.valid_to is None or agreement.valid_to > start)
    ]
    if not tariffs:
        raise ApiError("KT-GB-4301")
    if any(tariff.kind != "four_rate" for tariff in tariffs):
        raise ApiError("KT-GB-4303")


def _periods(world: World, bill: Bill, start: float, end: float) -> list[Fields]:
    """Return the energy of a period, and its standing charges; nothing unbilled."""
    slots = [
        slot
        for slot in bill.slots(start, min(end, world.now))
        if world.publication.billed(slot.start, world.now)
    ]
    if not slots:
        return []
    taxed = world.scenario.billing_vat == "inc"
    intervals = [
        _interval(slot, part, taxed=taxed)
        for slot in slots
        for part in slot.parts
        if part.kwh
    ]
    kwh = sum((part.kwh for slot in slots for part in slot.parts), Decimal(0))
    cost = sum((_cost(p, taxed=taxed) for s in slots for p in s.parts), Decimal(0))
    whole: Fields = {"start": start, "end": end}
    return [
        _totals(whole, kwh, cost, "kilowatt_hour", intervals),
        _standing(slots[0].tariff, start, slots[-1].start + SLOT, taxed=taxed),
    ]


def _interval(slot: BilledSlot, part: Part, *, taxed: bool) -> Fields:
    rate = with_vat(part.rate) if taxed else part.rate
    return {
        "period": {"start": slot.start, "end": slot.start + SLOT},
        "consumption": part.kwh,
        "consumptionUnit": "kilowatt_hour",
        "cost": part.kwh * rate,
        "currency": "GBP_PENCE",
        "rateApplied": rate,
        "bandSubcategory": BANDS[part.who, part.cheap],
    }


def _cost(part: Part, *, taxed: bool) -> Decimal:
    return part.kwh * (with_vat(part.rate) if taxed else part.rate)


def _standing(tariff: Tariff, start: float, end: float, *, taxed: bool) -> Fields:
    """Return the standing charge of each local day, in a period of its own."""
    days = len(days_between(start, end))
    rate = tariff.standing.price(int(start))
    rate = with_vat(rate) if taxed else rate
    period: Fields = {"start": start, "end": end}
    interval: Fields = {
        "period": period,
        "consumption": Decimal(days),
        "consumptionUnit": "day",
        "cost": days * rate,
        "currency": "GBP_PENCE",
        "rateApplied": rate,
        "bandSubcategory": "STANDING_CHARGE",
    }
    return _totals(period, Decimal(days), days * rate, "day", [interval])


def _totals(
    period: Fields, amount: Decimal, cost: Decimal, unit: str, intervals: list[Fields]
) -> Fields:
    return {
        "period": period,
        "totalConsumption": amount,
        "consumptionUnit": unit,
        "totalCost": cost,
        "currency": "GBP_PENCE",
        "intervals": intervals,
    }
