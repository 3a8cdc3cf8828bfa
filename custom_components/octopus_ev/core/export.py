"""Sessions as a table: a row for each, for spreadsheets and expense claims."""

from collections.abc import Iterable, Sequence
import csv
from datetime import datetime
from typing import Final

from .model import Region
from .payload import summary
from .session import Session

type Cell = str | int | float | datetime | None
type Row = Sequence[Cell]

_FIGURES: Final = (
    "duration_min",
    "charging_min",
    "energy_kwh",
    "cost",
    "currency",
    "average_rate",
    "off_peak_kwh",
    "peak_kwh",
    "unpriced_kwh",
    "reference_cost",
    "saving",
    "total_kwh",
    "type",
    "vehicle",
    "note",
    "state",
    "confidence",
    "billed",
)
"""As a session is told, in the order of the columns."""

COLUMNS: Final = ("start", "end", *_FIGURES, "sources", "edited", "point", "session_id")

_STARTS_A_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n")


def table(sessions: Iterable[Session], region: Region) -> list[Row]:
    """Return a row of `COLUMNS` for each session; start and end are local times."""
    return [_row(session, region) for session in sessions]


def csv_text(rows: Iterable[Row]) -> str:
    """Return the table as CSV, its first line the names of the columns.

    Times are ISO 8601 with their offset. A text that a spreadsheet would take for a
    formula has an apostrophe before it, as OWASP advises.
    """
    lines = _Lines()
    writer = csv.writer(lines)
    writer.writerow(COLUMNS)
    writer.writerows([_plain(cell) for cell in row] for row in rows)
    return "".join(lines)


class _Lines(list[str]):
    """What the writer of CSV writes to."""

    write = list.append


def _row(session: Session, region: Region) -> Row:
    told = summary(session, region)
    figures: list[Cell] = []
    for name in _FIGURES:
        figure = told[name]
        figures.append(figure if isinstance(figure, (str, int, float)) else None)
    return (
        session.span.start.astimezone(region.tz),
        session.span.end.astimezone(region.tz),
        *figures,
        " ".join(source.value for source in session.provenance.sources),
        " ".join(session.edited),
        session.point_key,
        session.session_id,
    )


def _plain(cell: Cell) -> Cell:
    if isinstance(cell, datetime):
        return cell.isoformat(timespec="seconds")
    if isinstance(cell, bool):
        return str(cell).lower()
    if isinstance(cell, str) and cell.startswith(_STARTS_A_FORMULA):
        return f"'{cell}"
    return cell
