"""Which plans stood when their time came, and when nobody can have missed one."""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from .owners import lane
from .session import SessionType
from .smart import DispatchType, SeenPlan
from .smart_record import UNWATCHED, SmartRecord
from .span import BEGINNING, Span

_ENOUGH: Final = timedelta(minutes=5)
"""A plan that shares so long with a draw explains it; of a short draw, half is enough."""

_SECOND: Final = timedelta(seconds=1)


class Plans:
    """The plans of all cars at a supply point; asking costs the same for years of them."""

    def __init__(self, record: SmartRecord) -> None:
        """Keep what stood at its time."""
        self._started = sorted(
            (_while_it_stood(plan, record) for plan in record.plans if plan.started),
            key=_span_of,
        )
        self._longest = max(
            (_span_of(plan).duration for plan in self._started), default=timedelta()
        )
        self._watched = record.watched
        self._standing = {
            key: lane((stood, None) for stood in _stood(record, key))
            for key in {plan.device_key for plan in record.plans}
        }
        self._planned_since: dict[str, datetime] = {}
        for plan in record.plans:
            known = self._planned_since.get(plan.device_key, plan.first_seen)
            self._planned_since[plan.device_key] = min(known, plan.first_seen)

    def over(self, span: Span, device: str | None = None) -> Iterator[SeenPlan]:
        """Yield the plans, of one car or all, that stood and share time with `span`."""
        # Before the beginning of time there is none.
        first = max(span.start, BEGINNING + self._longest) - self._longest
        begin = bisect_left(self._started, first, key=_start_of)
        for plan in self._started[begin:]:
            if _start_of(plan) >= span.end:
                return
            if _span_of(plan).overlaps(span) and device in (None, plan.device_key):
                yield plan

    def type_of(self, span: Span, device: str | None = None) -> SessionType | None:
        """Return why a plan would have had a car draw in `span`; `None` without one."""
        shared = {
            (plan.dispatch.type, both.duration)
            for plan in self.over(span, device)
            if (both := _span_of(plan).clip(span)) is not None
        }
        if not shared:
            return None
        kind, longest = max(shared, key=lambda one: (one[1], one[0] or ""))
        if longest < min(_ENOUGH, span.duration / 2):
            return None
        return SessionType.BOOST if kind is DispatchType.BOOST else SessionType.SMART

    def unforeseen(self, span: Span, device: str | None = None) -> bool:
        """Tell whether there was surely no plan for `span`.

        Plans were read all the time, and the car is one for which plans are made: some
        never have one, whatever they do.
        """
        if self.type_of(span, device) is not None:
            return False
        return any(
            key in self._planned_since
            and self._planned_since[key] < span.end
            and not any(watched.gaps(span))
            for key, watched in self._watched.items()
            if device in (None, key)
        )

    def plugged_in(self, span: Span, device: str) -> bool:
        """Tell whether a car surely stayed plugged in: it has no plan otherwise."""
        standing = self._standing.get(device)
        return standing is not None and all(
            gap.duration <= UNWATCHED for gap in standing.gaps(span)
        )


def _while_it_stood(plan: SeenPlan, record: SmartRecord) -> SeenPlan:
    """Return a plan as far as it stood: a boost is planned to a full battery.

    One that was looked for and not seen any more was cancelled.
    """
    span = _span_of(plan)
    gone = plan.last_seen + UNWATCHED
    watched = record.watched.get(plan.device_key)
    if (
        plan.dispatch.type is not DispatchType.BOOST
        or gone >= span.end
        or watched is None
        or watched.entry_at(gone) is None
    ):
        return plan
    stood = Span(span.start, max(plan.last_seen, span.start + _SECOND))
    return replace(plan, dispatch=replace(plan.dispatch, span=stood))


def _stood(record: SmartRecord, device: str) -> Iterator[Span]:
    """Yield when the plans of a car stood, from when they were first seen."""
    for plan in record.plans:
        end = _span_of(plan).end if plan.started else plan.last_seen
        if plan.device_key == device and plan.first_seen < end:
            yield Span(plan.first_seen, end)


def _span_of(plan: SeenPlan) -> Span:
    return plan.dispatch.span


def _start_of(plan: SeenPlan) -> datetime:
    return plan.dispatch.span.start
