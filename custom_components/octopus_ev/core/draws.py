"""When cars drew power by the supplier's plan and when not, as far as can be known."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Final

from .drawn import drawn
from .session import ZERO, SessionType
from .smart import DispatchType, SeenPlan
from .smart_record import SmartRecord
from .span import Span

_REPORTED: Final = timedelta(hours=24)
"""Completed dispatches are told half a day late; what was not told of after a day did
not happen."""

_SECOND: Final = timedelta(seconds=1)
_INSTANT: Final = timedelta.resolution


@dataclass(frozen=True, slots=True, kw_only=True)
class Draw:
    """A time in which a car drew power, or is taken to do so."""

    span: Span
    smart: bool
    """Whether by the supplier's plan."""
    energy: Decimal | None = None
    """In kWh; `None` until the supplier tells."""
    device: str | None = None
    """The key of the car or charge point, where it is known."""

    def within(self, window: Span) -> Draw | None:
        """Return what lies within `window`, its energy shared by time."""
        span = self.span.clip(window)
        return None if span is None else self._part(span)

    def by_slot(self, interval: timedelta) -> Iterator[tuple[datetime, Draw]]:
        """Yield what lies within each slot, likewise."""
        for slot in self.span.slots(interval):
            start, end = max(slot, self.span.start), min(slot + interval, self.span.end)
            yield slot, self._part(Span(start, end))

    def _part(self, span: Span) -> Draw:
        if span == self.span:
            return self
        energy = self.energy
        if energy is not None:
            energy *= ratio(span.duration, self.span.duration)
        return replace(self, span=span, energy=energy)


def draws(record: SmartRecord, now: datetime | None = None) -> list[Draw]:
    """Return what the supplier reports, and what its plan lets expect until it does.

    A plan that stood at its time counts as drawn for as long as it was seen; one that
    still stands, up to `now`.
    """
    found = told(record)
    return [*found, *presumed(record, found, now)]


def told(record: SmartRecord) -> list[Draw]:
    """Return what the supplier reports, whenever it is asked."""
    return [
        Draw(
            span=one.span,
            smart=one.type is SessionType.SMART,
            energy=one.energy,
            device=one.device,
        )
        for one in drawn(record)
    ]


def presumed(
    record: SmartRecord, told: Iterable[Draw], now: datetime | None
) -> list[Draw]:
    """Return what its plan lets expect beyond what is told; this depends on `now`.

    Of one car a charge may be listed while another one still goes by its plan.
    """
    told = list(told)
    return [
        Draw(
            span=span if due is None else Span(max(span.start, due), span.end),
            smart=smart,
            device=device,
        )
        for (device, smart), spans in _carried_out(record, now).items()
        for due in (reported(record, told, device),)
        for span in spans
        if due is None or due < span.end
    ]


def unreported(before: SmartRecord, after: SmartRecord) -> set[datetime]:
    """Return the starts of plans that counted as drawn before, and no more now.

    Nothing new has been told of them; the time for that has passed.
    """
    earlier, later = _last_looks(before), _last_looks(after)
    return {
        span.start
        for plan in after.plans
        if plan.started
        and (look := later.get(plan.device_key)) is not None
        and (span := plan.dispatch.span).end <= look - _REPORTED
        and span.end > earlier.get(plan.device_key, look) - _REPORTED
        and not any(row.span.overlaps(span) for row in after.completed)
    }


def reported(
    record: SmartRecord, told: Iterable[Draw], device: str | None = None
) -> datetime | None:
    """Return until when the supplier's report is all there; `None` without any.

    With the key of a `device`, the report of that one.
    """
    ends = [row.span.end for row in record.completed]
    ends += [
        draw.span.end
        for draw in told
        if device is None or draw.device in (None, device)
    ]
    if not ends:
        return None
    ends += [
        look - _REPORTED
        for car, look in _last_looks(record).items()
        if device in (None, car)
    ]
    return max(ends)


def watched(record: SmartRecord) -> list[Span]:
    """Return when no plan can have gone unseen.

    None at all where there is a car for which plans are never made.
    """
    planned = {plan.device_key for plan in record.plans}
    if not record.watched.keys() <= planned:
        return []
    return union(span for times in record.watched.values() for span, _ in times)


def present_plan(record: SmartRecord) -> list[Span]:
    """Return when cars are to charge by the plan, each car on its own."""
    looks = _last_looks(record)
    times: dict[str, list[Span]] = {}
    for plan in record.plans:
        if _stands(plan, looks) and plan.dispatch.type is not DispatchType.BOOST:
            times.setdefault(plan.device_key, []).append(plan.dispatch.span)
    return [span for spans in times.values() for span in union(spans)]


def union(spans: Iterable[Span]) -> list[Span]:
    """Return the time in which at least one of the spans holds, in order."""
    found: list[Span] = []
    for span in sorted(spans):
        if found and span.start <= found[-1].end:
            found[-1] = found[-1].hull(span)
        else:
            found.append(span)
    return found


def ratio(part: timedelta, whole: timedelta) -> Decimal:
    """Return how often `whole` goes into `part`; not at all if there is none."""
    if not whole:
        return ZERO
    return Decimal(part // _INSTANT) / Decimal(whole // _INSTANT)


def _carried_out(
    record: SmartRecord, now: datetime | None
) -> dict[tuple[str, bool], list[Span]]:
    """Return when plans were carried out, by car, and by whether it was no boost."""
    looks = _last_looks(record)
    times: dict[tuple[str, bool], list[Span]] = {}
    for plan in record.plans:
        span = _under_way(plan, _stands(plan, looks), now)
        if span is not None:
            smart = plan.dispatch.type is not DispatchType.BOOST
            times.setdefault((plan.device_key, smart), []).append(span)
    return {key: union(spans) for key, spans in times.items()}


def _under_way(plan: SeenPlan, stands: bool, now: datetime | None) -> Span | None:
    """Return for how long a plan has been carried out, if its time has come."""
    span, seen = plan.dispatch.span, plan.last_seen
    if stands and now is not None:
        seen = max(seen, now)
    if seen < span.start:
        return None
    return Span(span.start, min(span.end, max(seen, span.start + _SECOND)))


def _last_looks(record: SmartRecord) -> Mapping[str, datetime]:
    """Return when the plan of each car was read last; looks are told as seconds."""
    return {
        device: max(span.end for span, _ in times) - _SECOND
        for device, times in record.watched.items()
        if times
    }


def _stands(plan: SeenPlan, looks: Mapping[str, datetime]) -> bool:
    """Tell whether a plan was there when plans were read last."""
    return plan.last_seen >= looks.get(plan.device_key, plan.last_seen)
