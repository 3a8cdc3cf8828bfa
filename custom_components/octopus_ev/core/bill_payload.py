"""What is told of a bill: every figure as text, unrounded, so that anyone can add up."""

from collections.abc import Mapping
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Final

from .bill import Amount, Bill, Usage
from .model import Region
from .payload import JSON

_TAX_STEP: Final = Decimal("0.0001")


def bill_payload(bill: Bill, point_key: str, region: Region) -> dict[str, JSON]:
    """Return a bill's figures: kWh, and amounts in the currency with tax included.

    Names that begin with `billed` are rounded as the supplier rounds; `rounding` is what
    that adds. What is unknown is null. The tax, which a division gives, is rounded to a
    ten-thousandth.
    """
    return {
        "point": point_key,
        "start": bill.first.isoformat(),
        "end": bill.last.isoformat(),
        "currency": region.currency,
        "complete": bill.complete,
        "half_hours": bill.slots,
        "missing_half_hours": bill.missing,
        "import": _usage(bill.imported),
        "house": _usage(bill.house),
        "car": _usage(bill.car),
        "export": None
        if bill.exported is None
        else {
            **_usage(bill.exported),
            "missing_half_hours": bill.missing_exported,
        },
        "standing_charge": {
            "days": sum(run.days for run in bill.standing),
            "cost": _text(bill.standing_cost),
            "billed_cost": _text(bill.billed_standing),
            "rates": [
                {
                    "start": run.first.isoformat(),
                    "days": run.days,
                    "rate": _text(run.rate),
                }
                for run in bill.standing
            ],
        },
        "total": _text(bill.total),
        "billed_total": _text(bill.billed_total),
        "rounding": _less(bill.billed_total, bill.total),
        "vat": _tax(bill),
    }


def _usage(usage: Usage) -> dict[str, JSON]:
    priced, cost = usage.priced, usage.cost
    return {
        "energy_kwh": _text(usage.energy),
        "unpriced_kwh": _text(usage.unpriced),
        "cost": _text(cost),
        "billed_cost": None if cost is None else _text(priced.billed_cost),
        "rounding": None if cost is None else _text(priced.rounding),
        "bands": [
            {"band": band.value, **_amount(amount)}
            for band, amount in usage.bands.items()
        ],
    }


def _amount(amount: Amount) -> Mapping[str, JSON]:
    return {
        "energy_kwh": _text(amount.energy),
        "cost": _text(amount.cost),
        "billed_energy_kwh": _text(amount.billed_energy),
        "billed_cost": _text(amount.billed_cost),
    }


def _tax(bill: Bill) -> dict[str, JSON] | None:
    """Return the tax in the total, and its rates; null where they are not known."""
    if (tax := bill.tax_included) is None:
        return None
    rates = sorted(rate for rate in bill.gross if rate is not None)
    return {
        "included": _text(tax.quantize(_TAX_STEP, ROUND_HALF_EVEN)),
        "rates": [_text(rate.normalize()) for rate in rates],
    }


def _less(one: Decimal | None, other: Decimal | None) -> str | None:
    return None if one is None or other is None else _text(one - other)


def _text(value: Decimal | None) -> str | None:
    return None if value is None else f"{value:f}"
