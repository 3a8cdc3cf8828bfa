"""Half-hourly readings from a file: REST's JSON, or CSV of REST or of the dashboard."""

from collections.abc import Iterable, Iterator, Sequence
import csv
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
import io
from typing import Final
from zoneinfo import ZoneInfo

from custom_components.octopus_ev.core.span import floor

from .clock import HALF_HOUR, Clock
from .errors import BadFileError, Place, told_at
from .fields import moment, number
from .json_rows import rows_of

_START, _END, _ENERGY = "interval_start", "interval_end", "consumption"

_COLUMNS: Final = {
    "start": _START,
    "end": _END,
    "consumption(kwh)": _ENERGY,
    **{name: name for name in (_START, _END, _ENERGY)},
}
"""The dashboard's names for what REST calls otherwise, without case and spaces."""

_MOST: Final = Decimal(100)
"""In kWh: no home draws 200 kW, but a file in watt-hours seems to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One reading as the file has it; instants may be without an offset."""

    place: Place
    start: datetime
    end: datetime | None
    energy: Decimal


def readings_of(text: str, tz: ZoneInfo) -> dict[datetime, Decimal]:
    """Return the kWh of each half hour, by its start in UTC.

    Instants without an offset are local times of `tz`.

    Raises:
        BadFileError: A line is not a reading, or contradicts another.
    """
    if not text.strip():
        raise BadFileError("The file is empty.")
    rows = list((_json_rows if text.lstrip()[0] in "[{" else _csv_rows)(text))
    readings: dict[datetime, Decimal] = {}
    places: dict[datetime, Place] = {}
    clock = Clock(tz)
    for row in _oldest_first(rows):
        with told_at(row.place):
            start = clock.instant(row.start)
            if row.end is not None:
                clock.check_half_hour(start, row.end)
            if floor(start, HALF_HOUR) != start:
                raise BadFileError("the reading does not start on a half hour.")
            if readings.setdefault(start, row.energy) != row.energy:
                raise BadFileError(
                    f"the half hour of {places[start]} has another energy here."
                )
        places.setdefault(start, row.place)
    return readings


def _oldest_first(rows: Sequence[Row]) -> Iterable[Row]:
    """Return rows the other way round where the newest comes first.

    Of the hour that a clock change repeats, local times tell the first from the second
    by their order alone.
    """
    if not rows:
        return rows
    first, last = (row.start.replace(tzinfo=None) for row in (rows[0], rows[-1]))
    return reversed(rows) if first > last else rows


def _json_rows(text: str) -> Iterator[Row]:
    for place, row in rows_of(text):
        yield _row(place, row.get(_START), row.get(_END), row.get(_ENERGY))


def _csv_rows(text: str) -> Iterator[Row]:
    heading = text.lstrip().partition("\n")[0]
    reader = csv.reader(
        io.StringIO(text, newline=None),
        # Where a comma is the decimal sign, spreadsheets put another between columns.
        delimiter=next((sign for sign in ",;\t" if sign in heading), ","),
        strict=True,
        skipinitialspace=True,
    )
    places: dict[str, int] | None = None
    try:
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                continue
            if places is None:
                places = _places(cells, reader.line_num)
                width = len(cells)
                continue
            if len(cells) < width or any(cell.strip() for cell in cells[width:]):
                raise BadFileError(
                    f"Line {reader.line_num}: it has {len(cells)} fields, but the"
                    f" heading has {width}."
                )
            start, end, energy = (
                cells[places[name]] if name in places else None
                for name in (_START, _END, _ENERGY)
            )
            yield _row(Place(reader.line_num), start, end or None, energy)
    except csv.Error as err:
        raise BadFileError(f"Line {reader.line_num}: this is not CSV: {err}.") from None


def _places(heading: Sequence[str], line: int) -> dict[str, int]:
    """Return at which place each column is."""
    places: dict[str, int] = {}
    for place, cell in enumerate(heading):
        name = _COLUMNS.get("".join(cell.lower().split()))
        if name in places:
            raise BadFileError(f"Line {line}: two columns are called {cell.strip()!r}.")
        if name is not None:
            places[name] = place
    for name, other in ((_ENERGY, "Consumption (kwh)"), (_START, "Start")):
        if name not in places:
            raise BadFileError(
                f"Line {line}: a heading with a column `{name}` or `{other}`"
                " is expected; other units than kWh are not converted."
            )
    return places


def _row(place: Place, start: object, end: object, energy: object) -> Row:
    with told_at(place):
        row = Row(
            place=place,
            start=moment(start, "the start"),
            end=None if end is None else moment(end, "the end"),
            energy=number(energy, "the energy"),
        )
        if row.energy < 0:
            raise BadFileError(f"the energy is negative ({row.energy} kWh).")
        if row.energy > _MOST:
            raise BadFileError(
                f"{row.energy} kWh in half an hour is more than any home draws."
                " Watt-hours are not converted."
            )
    return row
