"""What is told of a stretch of time: every figure as text, unrounded."""

from collections.abc import Iterable
from decimal import Decimal

from .bill import Usage
from .model import Region
from .payload import JSON
from .period_use import PeriodUse
from .span import Span


def period_payload(use: PeriodUse, region: Region) -> dict[str, JSON]:
    """Return its figures: kWh, and amounts in the currency with tax included."""
    return {
        **span_payload(use.window),
        "currency": region.currency,
        "complete": not use.missing and not use.imported.unpriced,
        "missing": spans_payload(use.missing),
        "import": usage_payload(use.imported),
        "house": usage_payload(use.house),
        "car": usage_payload(use.car),
    }


def usage_payload(usage: Usage) -> dict[str, JSON]:
    """Return energy and cost, in all and by band; an unknown cost is null."""
    return {
        "energy_kwh": text(usage.energy),
        "unpriced_kwh": text(usage.unpriced),
        "cost": text(usage.cost),
        "bands": [
            {
                "band": band.value,
                "energy_kwh": text(amount.energy),
                "cost": text(amount.cost),
            }
            for band, amount in usage.bands.items()
        ],
    }


def spans_payload(spans: Iterable[Span]) -> list[JSON]:
    """Return spans as they are told, in UTC."""
    return [span_payload(span) for span in spans]


def span_payload(span: Span) -> dict[str, JSON]:
    """Return a span as it is told, in UTC."""
    return {
        "start": span.start.isoformat(timespec="seconds"),
        "end": span.end.isoformat(timespec="seconds"),
    }


def text(value: Decimal | None) -> str | None:
    """Return every digit of a figure."""
    return None if value is None else f"{value:f}"
