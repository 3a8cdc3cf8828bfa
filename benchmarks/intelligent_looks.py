"""When a client that looks all year sees the cars of a simulated one plugged in."""

from collections.abc import Mapping
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

PLUGGED: Final = {
    "SMART_CONTROL_NOT_AVAILABLE": False,
    "SMART_CONTROL_CAPABLE": True,
    "SMART_CONTROL_IN_PROGRESS": True,
    "BOOSTING": True,
}
"""Any other state does not tell whether a car is plugged in."""

MONTH: Final = timedelta(days=30)
"""A record of so long is quickly added to."""


def states_seen(
    devices: Mapping[str, Device], world: World, window: Span, outage: Span
) -> Mapping[str, Timeline[bool]]:
    """Look at all cars as the integration does: more often while one is plugged in."""
    whole, part = SmartRecord(), SmartRecord()
    now = begun = window.start
    while now < window.end:
        seen = {
            key: plugged
            for key, device in devices.items()
            if (plugged := PLUGGED.get(state_at(world, device, now.timestamp())))
            is not None
        }
        if now not in outage:
            if now - begun > MONTH:
                whole, part, begun = whole.joined(part), part.within(_day(now)), now
            part = part.with_states(seen, now)
        now += DISPATCH_OPEN_INTERVAL if any(seen.values()) else DISPATCH_IDLE_INTERVAL
    return whole.joined(part).plugged


def _day(now: datetime) -> Span:
    return Span(now - timedelta(days=1), now)
