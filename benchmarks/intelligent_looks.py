"""When a client that looks all year sees the cars of a simulated one, and their plans."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Final

from custom_components.octopus_ev.const import (
    DISPATCH_IDLE_INTERVAL,
    DISPATCH_OPEN_INTERVAL,
)
from custom_components.octopus_ev.core.smart_record import SmartRecord
from custom_components.octopus_ev.core.span import Span
from custom_components.octopus_ev.core.timeline import Timeline
from simulator.resolve_devices import state_at
from simulator.site import Device
from simulator.world import World

LOST: Final = "LOST_CONNECTION"
PLUGGED: Final = {
    "SMART_CONTROL_NOT_AVAILABLE": False,
    "SMART_CONTROL_CAPABLE": True,
    "SMART_CONTROL_IN_PROGRESS": True,
    "BOOSTING": True,
    LOST: None,
}
"""Any other state does not tell whether a car is plugged in."""

MONTH: Final = timedelta(days=30)
"""A record of so long is quickly added to."""

type Looks = Mapping[str, Timeline[bool | None]]


def looks(
    devices: Mapping[str, Device], world: World, window: Span, outage: Span
) -> tuple[Looks, Mapping[str, Timeline[None]]]:
    """Look at all cars as the integration does: more often while one is plugged in.

    Return how they were seen, and when their plans were: of a car that is out of reach
    no plan is told.
    """
    seen, read = _Kept(), _Kept()
    for now, states in _states(devices, world, window):
        if now in outage:
            continue
        plugged = {key: PLUGGED[state] for key, state in states if state in PLUGGED}
        seen.add(plugged, now)
        read.add({key: True for key, state in states if state != LOST}, now)
    watched = {
        key: Timeline((span, None) for span, _ in times)
        for key, times in read.times.items()
    }
    return seen.times, watched


def _states(
    devices: Mapping[str, Device], world: World, window: Span
) -> Iterator[tuple[datetime, list[tuple[str, str]]]]:
    now = window.start
    while now < window.end:
        states = [
            (key, state_at(world, device, now.timestamp()))
            for key, device in devices.items()
        ]
        yield now, states
        there = any(PLUGGED.get(state) for _, state in states)
        now += DISPATCH_OPEN_INTERVAL if there else DISPATCH_IDLE_INTERVAL


class _Kept:
    """Looks of a year, gathered month by month."""

    def __init__(self) -> None:
        self._whole, self._part = SmartRecord(), SmartRecord()
        self._begun: datetime | None = None

    def add(self, states: Mapping[str, bool | None], now: datetime) -> None:
        """Add a look."""
        self._begun = self._begun or now
        if now - self._begun > MONTH:
            self._whole = self._whole.joined(self._part)
            lately = Span(now - timedelta(days=1), now)
            self._part, self._begun = self._part.within(lately), now
        self._part = self._part.with_states(states, now)

    @property
    def times(self) -> Looks:
        """What was seen of each car."""
        return self._whole.joined(self._part).plugged
