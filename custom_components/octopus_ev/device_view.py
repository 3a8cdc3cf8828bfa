"""What entities show of a device that the supplier controls."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from .const import DEVICE_STALE, GAUGE_STALE, PLAN_STALE
from .core.plan import (
    DeviceReport,
    Plan,
    dispatching,
    energy_within,
    next_block,
    next_change,
)
from .core.smart import Device, DeviceState
from .core.smart_record import SmartRecord
from .core.span import FOREVER, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceView:
    """One device at one moment; what is not known, or no longer, is `None`."""

    device: Device
    number: int
    """Which of several devices of the same make and model, counted from 1."""
    fresh: bool
    """Whether the supplier told lately what the device does."""
    state: DeviceState | None
    power: Decimal | None
    """What it draws in kW."""
    plans: bool
    """Whether the supplier has ever planned a charge for it; some it never does."""
    plan: Plan | None
    block: Span | None
    """The planned block under way, or else the next one."""
    planned_energy: Decimal | None
    """In kWh, of all that is planned and not over."""
    dispatching: bool | None
    """Whether the supplier has the car charge now."""
    stale_at: datetime | None
    """When time alone makes any of this untrue."""

    @property
    def name(self) -> str:
        """Make and model, if they are known; a make within the model is not said twice."""
        make, model = self.device.make or "", self.device.model or ""
        if model.casefold().startswith(make.casefold()):
            make = ""
        name = f"{make} {model}".strip()
        return name if self.number == 1 or not name else f"{name} ({self.number})"

    @property
    def plugged_in(self) -> bool | None:
        """Whether a car is connected."""
        return None if self.state is None else self.state.plugged_in


def device_views(
    reports: Iterable[DeviceReport], record: SmartRecord, now: datetime
) -> tuple[DeviceView, ...]:
    """Work out what is to be shown at `now`; what has been retired is left out."""
    planned = {plan.device_key for plan in record.plans}
    count: Counter[tuple[str | None, str | None]] = Counter()
    views = []
    for report in reports:
        device = report.device
        if not device.retired:
            count[device.make, device.model] += 1
            views.append(
                _view(
                    report,
                    number=count[device.make, device.model],
                    plans=device.key in planned,
                    now=now,
                )
            )
    return tuple(views)


def _view(
    report: DeviceReport, *, number: int, plans: bool, now: datetime
) -> DeviceView:
    device = report.device
    fresh_until = report.told + DEVICE_STALE
    fresh = now < fresh_until
    state = device.state if fresh else None
    plan, plan_until = _plan(report, state, now)
    ends = [fresh_until if fresh else None, plan_until]
    if plan is not None:
        ends.append(next_change(plan, now))
    return DeviceView(
        device=device,
        number=number,
        fresh=fresh,
        state=state,
        power=_power(report) if fresh else None,
        plans=plans or bool(plan),
        plan=plan,
        block=None if plan is None else next_block(plan, now),
        planned_energy=None
        if plan is None
        else energy_within(plan, Span(now, FOREVER)),
        dispatching=dispatching(state, plan, now),
        stale_at=min((end for end in ends if end is not None), default=None),
    )


def _plan(
    report: DeviceReport, state: DeviceState | None, now: datetime
) -> tuple[Plan, datetime | None] | tuple[None, None]:
    """Return the plan that counts, and until when it does."""
    if state is DeviceState.UNPLUGGED:
        # The last plan was for a car that has left.
        return (), None
    if report.plan is None or report.plan_told is None:
        return None, None
    until = report.plan_told + PLAN_STALE
    return (report.plan, until) if now < until else (None, None)


def _power(report: DeviceReport) -> Decimal | None:
    gauge = report.device.power
    if gauge is None or report.told - gauge.at > GAUGE_STALE:
        return None
    return gauge.value
