"""What energy costs, as the command line or a file of rates tells it."""

from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, Final, Self

from custom_components.octopus_ev.core.bands import banded
from custom_components.octopus_ev.core.model import Band, Rate, Region
from custom_components.octopus_ev.core.price_list import prices_of
from custom_components.octopus_ev.core.span import Span
from custom_components.octopus_ev.core.tariffs import DailyWindow
from custom_components.octopus_ev.core.timeline import Timeline

from .errors import BadFileError, told_at
from .fields import moment, number
from .json_rows import rows_of

_DIRECT_DEBIT: Final = "DIRECT_DEBIT"


@dataclass(frozen=True, slots=True, kw_only=True)
class RateRow:
    """A unit rate in pence; see `price_list.PriceRow`."""

    value_inc_vat: Decimal
    valid_from: datetime | None
    valid_to: datetime | None
    payment_method: str | None

    @classmethod
    def read(cls, row: dict[str, Any]) -> Self:
        """Read a row of a page of REST unit rates.

        Raises:
            BadFileError: It is none.
        """
        method = row.get("payment_method")
        if method is not None and not isinstance(method, str):
            raise BadFileError("`payment_method` is not a text.")
        return cls(
            value_inc_vat=number(row.get("value_inc_vat"), "`value_inc_vat`"),
            valid_from=_instant(row, "valid_from"),
            valid_to=_instant(row, "valid_to"),
            payment_method=method,
        )


def listed(text: str, region: Region, window: Span) -> Timeline[Rate]:
    """Return the unit rates of REST's pages within `window`, in pounds.

    Raises:
        BadFileError: A row is no unit rate.
    """
    rows = []
    for place, row in rows_of(text):
        with told_at(place):
            rows.append(RateRow.read(row))
    return banded(prices_of(rows, _DIRECT_DEBIT, window), region)


def daily(
    off_peak: DailyWindow | None, cheap: Decimal, standard: Decimal, window: Span
) -> Timeline[Rate]:
    """Return one rate for the same hours of every day and one for the others."""
    spans = () if off_peak is None else off_peak.over(window)
    hours = Timeline((span, None) for span in spans)
    return Timeline(
        [
            *((span, Rate(cheap, Band.OFF_PEAK)) for span, _ in hours),
            *((span, Rate(standard, Band.STANDARD)) for span in hours.gaps(window)),
        ]
    )


def _instant(row: dict[str, Any], name: str) -> datetime | None:
    if (value := row.get(name)) is None:
        return None
    found = moment(value, f"`{name}`")
    if found.tzinfo is None:
        raise BadFileError(f"`{name}` has no offset from UTC.")
    return found.astimezone(UTC)
