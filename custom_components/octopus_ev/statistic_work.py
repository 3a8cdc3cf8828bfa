"""Work out what is to be written of a month; all of it runs in a thread."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Final, Self

from homeassistant.components.recorder.models import StatisticData

from .core.hourly import Flow, Part, hourly_car, hourly_flow, hourly_use
from .core.model import Direction
from .core.series import Series, month_end, revised
from .core.session import Session
from .core.span import Span
from .history import History
from .statistic_ids import Measure, Statistic, statistics_of

# The slots of a session whose boundaries the user moved may lie outside them.
_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """All that the statistics of one supply point are made of, at one moment."""

    direction: Direction
    history: History
    sessions: tuple[Session, ...]
    """Those that count."""
    vehicles: tuple[str, ...] = ()
    """The keys of the vehicles that have statistics of their own."""
    newest: datetime
    """The start of the newest slot with a reading."""
    months: tuple[datetime, ...]
    """The start of every month of which something is known, in order."""

    @classmethod
    def of(
        cls,
        direction: Direction,
        history: History,
        sessions: tuple[Session, ...],
        vehicles: tuple[str, ...] = (),
    ) -> Self | None:
        """Look at a supply point; return `None` where its meter was never read."""
        months = tuple(history.months)
        read = (history.month(month).readings for month in reversed(months))
        newest = next((max(readings) for readings in read if readings), None)
        if newest is None:
            return None
        return cls(
            direction=direction,
            history=history,
            sessions=sessions,
            vehicles=vehicles,
            newest=newest,
            months=months,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Writing:
    """What has to be written of one statistic because a month of it changed."""

    statistic: Statistic
    series: Series
    rows: list[StatisticData]
    """Ready for the recorder, which changes the list that it is given."""
    later: datetime
    """Where the next month starts."""
    shift: Decimal
    """What all sums from there on grow by; none lie there where it is zero."""


def writings(
    past: Past, month: datetime, since: datetime, kept: Mapping[Statistic, Series]
) -> list[Writing]:
    """Return what has to be written of a month; `kept` is what was before."""
    flows = _flows(past, month)
    found = []
    for statistic in statistics_of(past.direction, past.vehicles):
        flow = flows[statistic.vehicle or statistic.part]
        values = flow.energy if statistic.measure is Measure.ENERGY else flow.cost
        series = kept.get(statistic, {})
        revision = revised(series, month, values, since)
        follows = any(later > month for later in series)
        found.append(
            Writing(
                statistic=statistic,
                series=revision.series,
                rows=[_data(*row) for row in revision.rows],
                later=month_end(month),
                shift=revision.shift if follows else Decimal(0),
            )
        )
    return found


def _data(start: datetime, state: float | None, total: float) -> StatisticData:
    if state is None:
        return StatisticData(start=start, sum=total)
    return StatisticData(start=start, state=state, sum=total)


def _flows(past: Past, month: datetime) -> Mapping[str, Flow]:
    """Return the hours of a month of each part, and of each vehicle by its key."""
    window = Span(month, month_end(month))
    evidence = past.history.used(window)
    interval = past.history.region.interval
    if past.direction is Direction.EXPORT:
        return {
            Part.EXPORT: hourly_flow(
                evidence.readings, evidence.book.house, window, interval, past.newest
            )
        }
    near = _near(past.sessions, window)
    parts = hourly_use(
        evidence.readings, evidence.book.house, near, window, interval, past.newest
    )
    flows: dict[str, Flow] = dict(parts.items())
    for key in past.vehicles:
        own = [session for session in near if session.vehicle == key]
        flows[key] = hourly_car(evidence.readings, own, window, interval, past.newest)
    return flows


def _near(sessions: Iterable[Session], window: Span) -> list[Session]:
    """Return the sessions that may have a slot in `window`."""
    around = window.pad(_DAY, _DAY)
    return [session for session in sessions if session.span.overlaps(around)]
