"""What was written of each statistic as JSON and back, a line a month."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
import re

from .codec import CodecError, Json, decoding, number
from .core.series import Month, Series
from .statistic_ids import Statistic

type Kept = Mapping[str, Mapping[Statistic, Series]]
"""What was written, by point key."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredStatistics:
    """What was written, and of which points a writing may have been cut short."""

    kept: Kept = field(default_factory=dict)
    open: frozenset[str] = frozenset()
    """The keys of points whose rows are in doubt."""


def encode_statistics(stored: StoredStatistics) -> Json:
    """Return what was written as JSON."""
    return {
        "open": sorted(stored.open),
        "points": {
            point_key: {
                statistic.key: {
                    f"{start:%Y-%m}": f"{month.digest} {month.total} {_runs(month.rows)}"
                    for start, month in series.items()
                }
                for statistic, series in by_statistic.items()
            }
            for point_key, by_statistic in stored.kept.items()
        },
    }


@decoding
def decode_statistics(data: Json) -> StoredStatistics:
    """Return what `data` holds.

    Raises:
        CodecError: It holds none.
    """
    return StoredStatistics(
        open=frozenset(str(key) for key in data["open"]),
        kept={
            str(point_key): {
                Statistic.of(name): dict(
                    _month(start, text) for start, text in series.items()
                )
                for name, series in by_name.items()
            }
            for point_key, by_name in data["points"].items()
        },
    )


def _month(start: str, text: str) -> tuple[datetime, Month]:
    digest, total, runs = text.split(" ")
    month = datetime.strptime(start, "%Y-%m").replace(tzinfo=UTC)
    return month, Month(digest=digest, total=number(total), rows=_bits(runs))


def _runs(bits: int) -> str:
    """Spell bits as runs of ones, each by its first place and its length."""
    found = re.finditer("1+", f"{bits:b}"[::-1])
    return ",".join(f"{run.start()}+{len(run[0])}" for run in found)


def _bits(runs: str) -> int:
    return sum(_run(text) for text in runs.split(","))


def _run(text: str) -> int:
    first, length = map(int, text.split("+"))
    if not 0 <= first < first + length <= 31 * 24:
        raise CodecError("a month has no such hours")
    return (1 << length) - 1 << first
