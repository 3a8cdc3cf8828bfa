"""What the world knows about its car: sessions, their slots and what they cost."""

from collections.abc import Callable
from decimal import Decimal

from .charge import Block, Charge
from .times import utc_text

type Price = Callable[[int], Decimal | None]


def session(
    charge: Charge, blocks: list[Block], price: Price, now: float
) -> dict[str, object]:
    """Describe blocks of a plug-in: kWh, pence VAT included, UTC instants.

    A slot without a rate has neither rate nor cost, and the session then no cost.
    """
    begin, end = blocks[0][0], blocks[-1][1]
    slots: list[dict[str, object]] = []
    total: Decimal | None = Decimal(0)
    for start, kwh in charge.slots(begin, end):
        rate = price(start)
        cost = None if rate is None else Decimal(repr(round(kwh, 6))) * rate
        total = None if total is None or cost is None else total + cost
        slots.append(
            {
                "start": utc_text(start),
                "kwh": round(kwh, 6),
                "rate_pence": None if rate is None else float(rate),
                "cost_pence": None if cost is None else round(float(cost), 6),
            }
        )
    return {
        "start": utc_text(begin),
        "end": utc_text(end),
        "ongoing": end == now < charge.end,
        "manual": charge.manual,
        "kwh": round(charge.energy(begin, end), 6),
        "cost_pence": None if total is None else round(float(total), 6),
        "blocks": [
            {
                "start": utc_text(start),
                "end": utc_text(end),
                "kwh": round(charge.energy(start, end), 6),
            }
            for start, end in blocks
        ],
        "slots": slots,
    }
