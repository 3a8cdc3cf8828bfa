"""What was seen of a home's cars by way of the supplier, kept because it forgets."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Any, Final

from .smart import (
    BilledSlot,
    CompletedDispatch,
    PlannedDispatch,
    SeenPlan,
    SupplierSession,
)
from .span import Span
from .timeline import Timeline

_NO_WATCH: Final[Mapping[str, Timeline[None]]] = MappingProxyType({})
_NO_STATES: Final[Mapping[str, Timeline[bool | None]]] = MappingProxyType({})
_NO_BILL: Final[Mapping[datetime, BilledSlot]] = MappingProxyType({})

UNWATCHED: Final = timedelta(minutes=20)
"""A car and its plan are looked at every quarter of an hour at least, or a little later:
after so long nothing is known of them."""

# Plans are made anew every few minutes; one that was dropped so long before its time
# has nothing to say of what happened then.
_LATE: Final = timedelta(hours=1)

_SECOND: Final = timedelta(seconds=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class SmartRecord:
    """All that a supplier told of the cars at one supply point.

    Each step returns a new record; an empty answer withdraws nothing.
    """

    plans: tuple[SeenPlan, ...] = ()
    """Planned dispatches by start: those that vanished at the last moment, too."""
    watched: Mapping[str, Timeline[None]] = _NO_WATCH
    """By device key: when its plan was read again and again."""
    plugged: Mapping[str, Timeline[bool | None]] = _NO_STATES
    """By device key: when it was seen plugged in again and again, and when not; `None`
    while the supplier had no connection to it.

    Nothing is known of the time between two looks that differ, or are far apart.
    """
    completed: tuple[CompletedDispatch, ...] = ()
    """Completed dispatches of the whole account by start; two cars may overlap."""
    charges: tuple[SupplierSession, ...] = ()
    """The charges that the supplier lists, by start."""
    billed: Mapping[datetime, BilledSlot] = _NO_BILL
    """What was billed, by slot start."""

    def __bool__(self) -> bool:
        """Tell whether there is anything."""
        return bool(
            self.plans
            or self.watched
            or self.plugged
            or self.completed
            or self.charges
            or self.billed
        )

    @property
    def instants(self) -> Iterator[datetime]:
        """When something started, or was watched; in no order."""
        yield from (plan.dispatch.span.start for plan in self.plans)
        yield from (row.span.start for row in self.completed)
        yield from (row.span.start for row in self.charges)
        looks: tuple[Timeline[Any], ...] = (
            *self.watched.values(),
            *self.plugged.values(),
        )
        for times in looks:
            for span, _ in times:
                yield from (span.start, span.end - timedelta.resolution)
        yield from self.billed

    def with_plan(
        self, device_key: str, dispatches: Iterable[PlannedDispatch], now: datetime
    ) -> SmartRecord:
        """Return the record with the whole plan of a device as it was read at `now`."""
        now = now.replace(microsecond=0)
        seen = {_plan_id(plan): plan for plan in self.plans}
        for dispatch in dispatches:
            plan = SeenPlan(
                device_key=device_key, dispatch=dispatch, first_seen=now, last_seen=now
            )
            known = seen.get(_plan_id(plan)) or self._under_way(plan, now)
            if known is not None:
                del seen[_plan_id(known)]
                plan = replace(plan, first_seen=known.first_seen)
            seen[_plan_id(plan)] = plan
        return replace(
            self,
            plans=_by_start(plan for plan in seen.values() if _worth(plan, now)),
            watched=MappingProxyType(
                {
                    **self.watched,
                    device_key: _extended(self.watched.get(device_key), None, now),
                }
            ),
        )

    def with_states(
        self, states: Mapping[str, bool | None], now: datetime
    ) -> SmartRecord:
        """Return the record with which devices were plugged in, as was read at `now`.

        `None` is one that the supplier has no connection to; any other of which it
        cannot be told is left out.
        """
        if not states:
            return self
        now = now.replace(microsecond=0)
        plugged = {
            key: _extended(self.plugged.get(key), state, now)
            for key, state in states.items()
        }
        return replace(self, plugged=MappingProxyType({**self.plugged, **plugged}))

    def with_completed(self, dispatches: Iterable[CompletedDispatch]) -> SmartRecord:
        """Return the record with an answer, whose word stands for the time it spans."""
        newer = tuple(dispatches)
        if not newer:
            return self
        first = min(row.span.start for row in newer)
        last = max(row.span.end for row in newer)
        kept = (
            row
            for row in self.completed
            if row.span.start < first or row.span.end > last
        )
        return replace(self, completed=_by_start((*kept, *newer)))

    def with_charges(self, charges: Iterable[SupplierSession]) -> SmartRecord:
        """Return the record with charges in place of those of the same car and time."""
        newer = tuple(charges)
        kept = (
            known
            for known in self.charges
            if not any(
                known.device_key == charge.device_key
                and known.span.overlaps(charge.span)
                for charge in newer
            )
        )
        return replace(self, charges=_by_start((*kept, *newer)))

    def with_billed(self, slots: Iterable[BilledSlot]) -> SmartRecord:
        """Return the record with slots as they are billed now."""
        billed = {**self.billed, **{slot.start: slot for slot in slots}}
        return replace(self, billed=MappingProxyType(billed))

    def joined(self, newer: SmartRecord) -> SmartRecord:
        """Return both as one; where both speak of the same, `newer` wins."""
        if not newer:
            return self
        plans = {_plan_id(plan): plan for plan in (*self.plans, *newer.plans)}
        joined = self.with_completed(newer.completed).with_charges(newer.charges)
        return replace(
            joined.with_billed(newer.billed.values()),
            plans=_by_start(plans.values()),
            watched=_joined(self.watched, newer.watched),
            plugged=_joined(self.plugged, newer.plugged),
        )

    def within(self, window: Span) -> SmartRecord:
        """Return what started in `window`, and when cars were looked at in it."""
        return SmartRecord(
            plans=tuple(p for p in self.plans if p.dispatch.span.start in window),
            watched=_over(self.watched, window),
            plugged=_over(self.plugged, window),
            completed=tuple(row for row in self.completed if row.span.start in window),
            charges=tuple(row for row in self.charges if row.span.start in window),
            billed=MappingProxyType(
                {at: slot for at, slot in self.billed.items() if at in window}
            ),
        )

    def changed(self, after: SmartRecord) -> set[datetime]:
        """Return when what the two say differs: where each thing starts and ends.

        Of plans, only those count that stood at their time.
        """
        differ = {
            *_differ(self.plans, after.plans, _told_plans),
            *_differ(self.completed, after.completed, _told_rows),
            *_differ(self.charges, after.charges, _told_rows),
            *_differ(self.billed, after.billed, _told_slots),
        }
        return {
            *(first for first, _, _ in differ),
            *(last for _, last, _ in differ),
        }

    def _under_way(self, plan: SeenPlan, now: datetime) -> SeenPlan | None:
        """Return the same dispatch as it was known before its end was moved."""
        dispatch = plan.dispatch
        if dispatch.span.start > now:
            return None
        same = (
            known
            for known in self.plans
            if known.device_key == plan.device_key
            and known.dispatch.span.start == dispatch.span.start
            and known.dispatch.type == dispatch.type
        )
        return max(same, key=lambda known: known.last_seen, default=None)


def _plan_id(plan: SeenPlan) -> Hashable:
    return plan.device_key, plan.dispatch.span, plan.dispatch.type


def _by_start[T: (SeenPlan, CompletedDispatch, SupplierSession)](
    rows: Iterable[T],
) -> tuple[T, ...]:
    return tuple(sorted(rows, key=_span_of))


def _span_of(row: SeenPlan | CompletedDispatch | SupplierSession) -> Span:
    return row.dispatch.span if isinstance(row, SeenPlan) else row.span


def _worth(plan: SeenPlan, now: datetime) -> bool:
    start = plan.dispatch.span.start
    return start > now or plan.last_seen >= start - _LATE


def _extended[T](known: Timeline[T] | None, value: T, now: datetime) -> Timeline[T]:
    """Return what was seen when, up to this look; two looks at once count as one."""
    times = [*(known or ())]
    beat = Span(now, now + _SECOND)
    if times:
        span, last = times[-1]
        if last == value and span.end >= now - UNWATCHED:
            times.pop()
            beat = span.hull(beat)
        elif span.end > now:
            return Timeline(times)
    return Timeline((*times, (beat, value)))


def _joined[T](
    known: Mapping[str, Timeline[T]], newer: Mapping[str, Timeline[T]]
) -> Mapping[str, Timeline[T]]:
    """Return what was seen of each device; where both speak, `newer` wins."""
    joined = dict(known)
    for key, times in newer.items():
        joined[key] = joined.get(key, Timeline()).overlaid(times).joined()
    return MappingProxyType(joined)


def _over[T](
    seen: Mapping[str, Timeline[T]], window: Span
) -> Mapping[str, Timeline[T]]:
    """Return what was seen of each device within `window`."""
    clipped = {key: Timeline(times.over(window)) for key, times in seen.items()}
    return MappingProxyType({key: times for key, times in clipped.items() if times})


type _Told = tuple[datetime, datetime, Hashable]
"""What a figure may rest on, with its first and last instant."""


def _differ[T](known: T, newer: T, told: Callable[[T], Iterable[_Told]]) -> set[_Told]:
    """Return what only one of both tells; most answers leave most of it untouched."""
    return set() if known is newer else {*told(known)} ^ {*told(newer)}


def _told_plans(plans: Iterable[SeenPlan]) -> Iterator[_Told]:
    for plan in plans:
        if plan.started:
            dispatch = plan.dispatch
            yield *_ends(dispatch.span), (plan.device_key, dispatch)


def _told_rows(
    rows: Iterable[CompletedDispatch] | Iterable[SupplierSession],
) -> Iterator[_Told]:
    for row in rows:
        yield *_ends(row.span), row


def _told_slots(billed: Mapping[datetime, BilledSlot]) -> Iterator[_Told]:
    for at, slot in billed.items():
        yield at, at, slot


def _ends(span: Span) -> tuple[datetime, datetime]:
    return span.start, span.end - timedelta.resolution
