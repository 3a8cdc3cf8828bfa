"""How much of a day's allowance of charging by the plan the cars have used.

On tariffs that bill the car apart, six hours from noon to noon are at its off-peak
rate. Octopus counts the time in which a car really charged; neither the length of a plan
nor the number of half hours tells that. Until it is billed, all of it is an estimate.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Final

from .draws import Draw, draws, present_plan, ratio, union
from .model import Region
from .periods import noon_span
from .session import ZERO
from .smart_record import SmartRecord
from .span import BEGINNING, FOREVER, Span

CAP: Final = timedelta(hours=6)
"""What Octopus's terms for Intelligent Octopus Go allow from noon to noon."""

_WARNING: Final = Decimal("0.8")
_ONE: Final = Decimal(1)

_LATELY: Final = timedelta(days=30)
"""What a car's plans were like lately tells whether it ever has one."""

_STEADY: Final = timedelta(minutes=10)
"""What was drawn in a shorter time tells little of the charger's power."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """A draw within one slot, and what of it the allowance covers."""

    slot: datetime
    draw: Draw
    time: timedelta
    """How long the car charged; nothing unless by the plan."""
    within: Decimal
    """The share within the allowance, from 0 to 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CapUse:
    """The use of the allowance from one local noon to the next, as far as is known."""

    day: Span
    used: timedelta
    at_most: timedelta
    """How long any car at all was charging by the plan, or paused within it."""
    planned: timedelta = timedelta()
    """What the present plan would still add."""

    @property
    def left(self) -> timedelta:
        """What may still be charged by the plan at the off-peak rate."""
        return max(CAP - self.used, timedelta())

    @property
    def share(self) -> Decimal:
        """What is used, from 0; above 1 where it was exceeded."""
        return ratio(self.used, CAP)

    @property
    def nearly_used(self) -> bool:
        """Whether four fifths of it are used."""
        return self.share >= _WARNING

    @property
    def planned_beyond(self) -> timedelta:
        """What of the present plan would be more than is left."""
        return max(self.planned - self.left, timedelta())


def counted(
    draws: Iterable[Draw], region: Region, cap: timedelta | None
) -> list[Counted]:
    """Count charging by the plan against an allowance of `cap`, slot by slot.

    A car's power is the highest it drew at from noon to noon; its charging time is
    what its energy takes at that power. Where `cap` is `None`, all is within it.
    """
    day = Span(BEGINNING, FOREVER)
    days: dict[Span, list[tuple[datetime, Draw]]] = {}
    for draw in draws:
        for slot, part in draw.by_slot(region.interval):
            if day not in days or slot not in day:
                day = noon_span(region, slot)
            days.setdefault(day, []).append((slot, part))
    found: list[Counted] = []
    for parts in days.values():
        powers = _powers(part for _, part in parts)
        used = timedelta()
        for slot, part in sorted(parts, key=_in_time):
            time = _charging_time(part, powers)
            within = _ONE if part.smart else ZERO
            if part.smart and cap is not None and used + time > cap:
                within = ratio(max(cap - used, timedelta()), time)
            used += time
            found.append(Counted(slot=slot, draw=part, time=time, within=within))
    return found


def cap_use(record: SmartRecord, region: Region, now: datetime) -> CapUse:
    """Return how the allowance of the day from noon to noon around `now` stands."""
    day = noon_span(region, now)
    lately = record.within(day.pad(_LATELY, timedelta()))
    today = [
        part for draw in draws(lately, now) if (part := draw.within(day)) is not None
    ]
    plan = present_plan(lately)
    ahead = Span(now, day.end)
    return CapUse(
        day=day,
        used=sum((part.time for part in counted(today, region, None)), timedelta()),
        at_most=_length(union(draw.span for draw in today if draw.smart)),
        planned=_length(span for whole in plan if (span := whole.clip(ahead))),
    )


def _length(spans: Iterable[Span]) -> timedelta:
    return sum((span.duration for span in spans), timedelta())


def _in_time(entry: tuple[datetime, Draw]) -> tuple[Span, str]:
    return entry[1].span, entry[1].device or ""


def _powers(parts: Iterable[Draw]) -> Mapping[str | None, Decimal]:
    """Return the highest power of each car, in kWh a microsecond."""
    drawn: dict[str | None, list[tuple[timedelta, Decimal]]] = {}
    for part in parts:
        if part.smart and part.energy is not None:
            power = part.energy / (part.span.duration // timedelta.resolution)
            drawn.setdefault(part.device, []).append((part.span.duration, power))
    powers: dict[str | None, Decimal] = {}
    for device, row in drawn.items():
        steady = [power for duration, power in row if duration >= _STEADY]
        powers[device] = max(steady or (power for _, power in row))
    return powers


def _charging_time(part: Draw, powers: Mapping[str | None, Decimal]) -> timedelta:
    """Return how long a car charged by the plan in a part of a slot."""
    if not part.smart:
        return timedelta()
    if part.energy is None:
        return part.span.duration
    time = int(part.energy / powers[part.device]) * timedelta.resolution
    return min(time, part.span.duration)
