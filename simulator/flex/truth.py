"""What is true of smart charging: types, money as billed, the cap, charges elsewhere."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal

from ..charge import Block
from ..times import floor_to, utc_text
from .bill import Bill, BilledSlot
from .fleet import Fleet
from .nouns import Draw, Kind, Visit

type Facts = dict[str, object]


def told(bill: Bill, device: str, visit: Visit, blocks: list[Block]) -> Facts:
    """Return what a session's truth has besides: device, type, parts, billed cost."""
    first, last = blocks[0][0], blocks[-1][1]
    draws = [draw for draw in visit.draws if first <= draw.start < last]
    energies: dict[Kind, float] = {}
    for draw in draws:
        energies[draw.kind] = energies.get(draw.kind, 0.0) + draw.energy(end=last)
    kind = max(energies, key=lambda kind: energies[kind])
    return {
        "device": device,
        "plugged": utc_text(visit.plugged),
        "type": kind.lower(),
        "kwh_by_type": {k.lower(): round(kwh, 6) for k, kwh in energies.items()},
        "level_start": round(visit.level(first), 2),
        "level_end": round(visit.level(last), 2),
        "billed_pence": _pence(bill.pence(device, draws)),
        "parts": [
            {
                "type": kind.lower(),
                "start": utc_text(start),
                "end": utc_text(end),
                "kwh": round(visit.energy(start, end), 6),
            }
            for kind, start, end in parts(draws)
        ],
    }


def parts(draws: Iterable[Draw]) -> list[tuple[Kind, float, float]]:
    """Return the unbroken stretches of one kind."""
    found: list[tuple[Kind, float, float]] = []
    for draw in draws:
        start = draw.start
        if found and found[-1][0] == draw.kind and found[-1][2] == start:
            start = found.pop()[1]
        found.append((draw.kind, start, draw.end))
    return found


def whole(
    fleet: Fleet, bill: Bill, start: datetime, end: datetime, now: float
) -> Facts:
    """Return what a window's truth has besides its sessions, up to now."""
    low, high = start.timestamp(), min(end.timestamp(), now)
    return {
        "away": [
            {
                "device": device,
                "start": utc_text(charge.start),
                "end": utc_text(charge.end),
                "kwh": round(charge.kwh, 6),
                "cost_pence": round(charge.pence, 2),
            }
            for device, car in fleet.cars.items()
            for charge in car.away(high)
            if low <= charge.start < high
        ],
        "caps": [
            {
                "start": utc_text(noon),
                "end": utc_text(until),
                "minutes": round(minutes, 3),
            }
            for noon, until, minutes in bill.caps(low, high)
        ],
        "billed": [_slot(slot) for slot in bill.slots(low, floor_to(high))],
    }


def _slot(slot: BilledSlot) -> Facts:
    found: Facts = {"start": utc_text(slot.start)}
    for who in ("house", "car"):
        found[f"{who}_kwh"] = float(slot.kwh(who))
        found[f"{who}_pence"] = float(slot.pence(who))
    found["bands"] = {
        f"{part.who}_{'low' if part.cheap else 'standard'}": float(part.kwh)
        for part in slot.parts
    }
    return found


def _pence(value: Decimal | None) -> float | None:
    return None if value is None else round(float(value), 6)
