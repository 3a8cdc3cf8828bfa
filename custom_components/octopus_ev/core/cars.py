"""What the supplier's cars draw when they charge."""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from decimal import Decimal
from typing import Final

from .drawn import Drawn

_LONG: Final = timedelta(minutes=20)
"""A shorter draw is told too coarsely."""

_ENOUGH: Final = 5
"""Draws that tell a power."""

_FULL: Final = 0.75
"""Most draws have a part in which less flowed, or nothing: the quantile of those that
have none."""

_TEN_WATTS: Final = Decimal("0.01")

_HOUR: Final = timedelta(hours=1)


def powers(draws: Iterable[Drawn]) -> Mapping[str, Decimal]:
    """Return the power in kW of each car that is known well enough, the most first."""
    drew: dict[str, list[Decimal]] = {}
    for draw in draws:
        if draw.device is not None and draw.span.duration >= _LONG:
            power = draw.energy / Decimal(draw.span.duration / _HOUR)
            drew.setdefault(draw.device, []).append(power)
    found = {
        car: sorted(row)[int(len(row) * _FULL)].quantize(_TEN_WATTS)
        for car, row in drew.items()
        if len(row) >= _ENOUGH
    }
    return dict(sorted(found.items(), key=lambda one: one[1], reverse=True))
