"""What was heard of a device lately, and what its plan comes to."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from .smart import Device, DeviceState, DispatchType, PlannedDispatch
from .span import Span

type Plan = tuple[PlannedDispatch, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceReport:
    """A device as the supplier last told of it."""

    device: Device
    told: datetime
    plan: Plan | None = None
    """All that is planned for it; `None` while nothing has been told."""
    plan_told: datetime | None = None


def blocks(plan: Plan) -> tuple[Span, ...]:
    """Return when a plan has the car charge; what touches or overlaps is one block."""
    joined: list[Span] = []
    for span in sorted(dispatch.span for dispatch in plan):
        if joined and span.start <= joined[-1].end:
            joined[-1] = joined[-1].hull(span)
        else:
            joined.append(span)
    return tuple(joined)


def next_block(plan: Plan, now: datetime) -> Span | None:
    """Return the block under way, or else the next one."""
    return next((block for block in blocks(plan) if block.end > now), None)


def energy_within(plan: Plan, window: Span) -> Decimal | None:
    """Return the planned kWh of what touches `window`; `None` if any is unknown."""
    total = Decimal(0)
    for dispatch in plan:
        if dispatch.span.overlaps(window):
            if dispatch.energy is None:
                return None
            total += dispatch.energy
    return total


def dispatching(
    state: DeviceState | None, plan: Plan | None, now: datetime
) -> bool | None:
    """Tell whether the supplier has the car charge now; `None` if nobody knows.

    The device has the first word, because a planned slot may go unused. Only where it
    says nothing does the plan stand for it.
    """
    if state not in (None, DeviceState.LOST):
        return state is DeviceState.SMART_CHARGING
    if plan is None:
        return None
    return any(
        now in dispatch.span
        for dispatch in plan
        if dispatch.type is not DispatchType.BOOST
    )


def next_change(plan: Plan, now: datetime) -> datetime | None:
    """Return when the next planned dispatch starts or ends."""
    return min((at for at in _edges(plan) if at > now), default=None)


def _edges(plan: Plan) -> Iterable[datetime]:
    for dispatch in plan:
        yield from (dispatch.span.start, dispatch.span.end)
