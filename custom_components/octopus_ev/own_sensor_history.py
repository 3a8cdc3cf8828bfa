"""What the user's own sensors said while nobody listened, by the recorder."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Final, Protocol

from homeassistant.components.recorder import get_instance, history
from homeassistant.components.recorder.db_schema import RecorderRuns, States
from homeassistant.components.recorder.models import process_timestamp
from homeassistant.core import HomeAssistant, State
from homeassistant.helpers.recorder import session_scope

from .core.model import Report
from .core.span import Span
from .own_sensor_feed import thinned
from .own_sensors import Quantity

# A sensor that speaks every second fills a day with more than memory should hold.
_PIECE: Final = timedelta(hours=6)


class Listener(Protocol):
    """Understands what one kind of entity says."""

    def report(self, state: State | None, at: datetime) -> Report:
        """Return what a state says at an instant."""


async def async_told(
    hass: HomeAssistant, entity_id: str, listener: Listener, window: Span
) -> Sequence[Report]:
    """Return everything that an entity said in `window`, oldest first.

    The first report is what it showed by then. While Home Assistant was down nothing
    was heard.
    """
    return await get_instance(hass).async_add_executor_job(
        lambda: list(_read(hass, entity_id, listener, window))
    )


async def async_reports(
    hass: HomeAssistant, entity_id: str, quantity: Quantity, window: Span
) -> Sequence[Report]:
    """Return what a sensor said in `window`, oldest first and thinned out.

    While Home Assistant was down nothing was heard: that time is a gap, whatever the
    sensor showed before and after it.
    """
    return await get_instance(hass).async_add_executor_job(
        lambda: list(thinned(_read(hass, entity_id, quantity, window), quantity))
    )


def _read(
    hass: HomeAssistant, entity_id: str, quantity: Listener, window: Span
) -> Iterator[Report]:
    """Yield every report, piece by piece; runs in the recorder's own thread pool."""
    silences = [max(at, window.start) for at in _silences(hass, window)]
    start = window.start
    while start < window.end:
        end = min(start + _PIECE, window.end)
        span = Span(start, end)
        # Only what it showed at first is not among what came before.
        piece = _piece(hass, entity_id, quantity, span, first=start == window.start)
        found = {report.at: report for report in piece}
        found |= {at: Report(at, None) for at in silences if at in span}
        yield from (found[at] for at in sorted(found))
        start = end


def _piece(
    hass: HomeAssistant,
    entity_id: str,
    quantity: Listener,
    span: Span,
    *,
    first: bool,
) -> Iterator[Report]:
    """Yield the reports of a few hours, and when each was repeated for the last time.

    The first piece begins with what the sensor showed by then.
    """
    states = history.state_changes_during_period(
        hass, span.start, span.end, entity_id, include_start_time_state=first
    )
    for state in states.get(entity_id, ()):
        for said in (state.last_updated, state.last_reported):
            yield quantity.report(state, max(said.astimezone(UTC), span.start))


def _silences(hass: HomeAssistant, window: Span) -> Iterator[datetime]:
    """Yield when Home Assistant went down, as often as it came up in `window`."""
    with session_scope(hass=hass, read_only=True) as session:
        runs = (
            session.query(RecorderRuns)
            .filter(RecorderRuns.start < window.end)
            .order_by(RecorderRuns.start)
            .all()
        )
        for before, run in pairwise(runs):
            began = process_timestamp(run.start)
            if began <= window.start:
                continue
            last: float | None = None
            if before.end is not None and not before.closed_incorrect:
                last = process_timestamp(before.end).timestamp()
            else:
                # A crash leaves no end; what was written last came just before it.
                last = (
                    session.query(States.last_updated_ts)
                    .filter(States.last_updated_ts < began.timestamp())
                    .order_by(States.last_updated_ts.desc())
                    .limit(1)
                    .scalar()
                )
            if last is not None:
                # What was said at that very moment was the last word.
                yield datetime.fromtimestamp(last, UTC) + timedelta.resolution
