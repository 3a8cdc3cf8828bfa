"""Sessions as a table or as JSON."""

from collections.abc import Iterable
from datetime import UTC, datetime
from decimal import Decimal
import json
from zoneinfo import ZoneInfo

from .find import Charge, Found

_NOTHING = "–"


def as_json(found: Found) -> str:
    """Return one object: numbers as numbers, instants in UTC, cost in pounds."""
    power = found.charger_power_kw
    document = {
        "charger_kw": None if power is None else float(power),
        "sessions": [_document(charge) for charge in found.charges],
    }
    return f"{json.dumps(document, indent=2)}\n"


def _document(charge: Charge) -> dict[str, object]:
    return {
        "id": charge.session_id,
        "start": _iso(charge.span.start),
        "end": _iso(charge.span.end),
        "energy_kwh": float(charge.energy),
        "cost": None if charge.cost is None else float(charge.cost),
        "confidence": charge.confidence.value,
        "slots": [
            {"start": _iso(slot.start), "kwh": float(slot.energy)}
            for slot in charge.slots
        ],
    }


def _iso(instant: datetime) -> str:
    return instant.astimezone(UTC).isoformat().replace("+00:00", "Z")


def as_table(found: Found, tz: ZoneInfo) -> str:
    """Return a table in local times of `tz`, with the totals below."""
    if found.charger_power_kw is None:
        return "No charger is seen in these readings.\n"
    charges = found.charges
    rows = [
        ("Start", "End", "kWh", "£", "p/kWh", "Confidence"),
        *(_row(charge, tz) for charge in charges),
        (
            f"{len(charges)} session{'' if len(charges) == 1 else 's'}",
            "",
            *_figures(charges),
            "",
        ),
    ]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = [
        "  ".join(
            cell.rjust(width) if 2 <= place <= 4 else cell.ljust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]
    rule = "-" * max(map(len, lines))
    heading, *body, totals = lines
    return "\n".join(
        (
            f"Charger: {found.charger_power_kw} kW. Times are local ({tz.key}).",
            "",
            heading,
            rule,
            *body,
            rule,
            totals,
            "",
        )
    )


def _row(charge: Charge, tz: ZoneInfo) -> tuple[str, ...]:
    start, end = (
        f"{instant.astimezone(tz):%a %Y-%m-%d %H:%M}"
        for instant in (charge.span.start, charge.span.end)
    )
    return (start, end, *_figures([charge]), charge.confidence.value)


def _figures(charges: Iterable[Charge]) -> tuple[str, str, str]:
    """Return energy, cost and average rate of sessions, of which all must be priced."""
    charges = list(charges)
    energy = sum((charge.energy for charge in charges), Decimal(0))
    costs = [charge.cost for charge in charges if charge.cost is not None]
    if not costs or len(costs) < len(charges):
        return f"{energy:.2f}", _NOTHING, _NOTHING
    cost = sum(costs, Decimal(0))
    return f"{energy:.2f}", f"{cost:.2f}", f"{100 * cost / energy:.2f}"
