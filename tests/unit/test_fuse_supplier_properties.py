"""Whether dispatches come before half-hours or after them, the same sessions result."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
import itertools

from hypothesis import given, strategies as st

from custom_components.octopus_ev.core.context import FuseContext
from custom_components.octopus_ev.core.detectors import (
    DispatchDetector,
    SupplierDetector,
)
from custom_components.octopus_ev.core.evidence import Evidence
from custom_components.octopus_ev.core.fuse import fuse
from custom_components.octopus_ev.core.ledger import Ledger
from custom_components.octopus_ev.core.session import Session, SessionType
from custom_components.octopus_ev.core.smart import (
    CompletedDispatch,
    DispatchType,
    PlannedDispatch,
    SeenPlan,
    SupplierSession,
)
from custom_components.octopus_ev.core.smart_record import SmartRecord
from custom_components.octopus_ev.core.span import Span

from .build import GB, POINT, SLOT, flat, utc
from .half_hours import detect
from .smart import CAR, OTHER_CAR

FIRST = utc("2026-03-28")
SLOTS = [FIRST + index * SLOT for index in range(4 * 48)]
WHOLE = Span(SLOTS[0], SLOTS[-1] + SLOT)
NOW = WHOLE.end + timedelta(days=3)
PAD = timedelta(hours=12)

type Readings = dict[datetime, Decimal]
type Row = CompletedDispatch | SupplierSession | SeenPlan
type News = Row | tuple[int, int]
type Shape = list[tuple[Span, str | None, dict[datetime, object]]]


def context(readings: Readings, record: SmartRecord) -> FuseContext:
    return FuseContext(
        region=GB,
        point_key=POINT,
        readings=readings,
        rates=flat(),
        now=NOW,
        smart=record,
    )


def look(
    ledger: Ledger, readings: Readings, record: SmartRecord, window: Span
) -> tuple[Session, ...]:
    """Look at everything in a window, as is done whatever has come."""
    evidence = Evidence(region=GB, window=window, readings=readings, smart=record)
    detections = [
        SupplierDetector().detect(evidence),
        DispatchDetector().detect(evidence),
        detect(readings, window),
    ]
    known = ledger.sessions(POINT, shown=False)
    found = fuse(detections, known, context(readings, record))
    ledger.apply(found)
    return found


def with_row(record: SmartRecord, row: Row) -> SmartRecord:
    if isinstance(row, SupplierSession):
        return record.with_charges([row])
    if isinstance(row, CompletedDispatch):
        rows = sorted((*record.completed, row), key=lambda one: one.span)
        return replace(record, completed=tuple(rows))
    return replace(record, plans=(*record.plans, row))


def shape(sessions: Sequence[Session]) -> Shape:
    """Return what must not depend on the order of arrival."""
    return [
        (
            session.span,
            session.device,
            {slot.start: (slot.energy, slot.type) for slot in session.slots},
        )
        for session in sessions
        if session.state.shown
    ]


@dataclass(frozen=True, slots=True)
class Charge:
    """A charge of a car, and who tells of it."""

    first: int
    length: int
    device: str
    by: tuple[bool, bool, bool]
    """Whether the list of charges, completed dispatches and a plan know of it."""

    @property
    def span(self) -> Span:
        return Span(SLOTS[self.first], SLOTS[self.first] + self.length * SLOT)

    @property
    def rows(self) -> list[Row]:
        listed, dispatched, planned = self.by
        rows: list[Row] = []
        dispatch = PlannedDispatch(
            span=self.span, type=DispatchType.SMART, energy=Decimal("3.4") * self.length
        )
        if listed:
            rows.append(
                SupplierSession(
                    device_key=self.device,
                    span=self.span.pad(SLOT, SLOT),
                    type=None,
                    dispatches=(dispatch,),
                )
            )
        if dispatched:
            rows += [
                CompletedDispatch(span=Span(slot, slot + SLOT), energy=Decimal("3.4"))
                for slot in self.span.slots(SLOT)
            ]
        if planned:
            rows.append(
                SeenPlan(
                    device_key=self.device,
                    dispatch=dispatch,
                    first_seen=self.span.start - PAD,
                    last_seen=self.span.start,
                )
            )
        return rows


@st.composite
def homes(draw: st.DrawFn, cars: Sequence[str] = (CAR,)) -> list[Charge]:
    """Return charges far enough from each other to be told apart, a few of them."""
    charges = []
    at = draw(st.integers(2, 20))
    while at < len(SLOTS) - 30:
        length = draw(st.integers(2, 8))
        charges.append(
            Charge(
                at,
                length,
                draw(st.sampled_from(cars)),
                draw(st.tuples(st.booleans(), st.booleans(), st.booleans())),
            )
        )
        at += length + draw(st.integers(8, 60))
    return charges


def metered(charges: Sequence[Charge]) -> Readings:
    readings = dict.fromkeys(SLOTS, Decimal("0.3"))
    for charge in charges:
        for slot in charge.span.slots(SLOT):
            readings[slot] += Decimal("3.4")
    return readings


def take_in(news: Sequence[News], whole: Readings) -> tuple[Ledger, SmartRecord]:
    """Return what comes of news in that order."""
    ledger, record = Ledger(), SmartRecord()
    readings: Readings = {}
    for item in news:
        if isinstance(item, tuple):
            slots = SLOTS[slice(*item)]
            readings |= {slot: whole[slot] for slot in slots}
            start = slots[0]
        else:
            record = with_row(record, item)
            start = (
                item.dispatch.span.start
                if isinstance(item, SeenPlan)
                else item.span.start
            )
        look(ledger, readings, record, Span(start - PAD, NOW))
    look(ledger, readings, record, WHOLE)
    return ledger, record


@st.composite
def arrivals(
    draw: st.DrawFn, cars: Sequence[str] = (CAR,)
) -> tuple[list[News], Readings]:
    """Return everything there is to hear, in any order."""
    charges = draw(homes(cars))
    cuts = sorted(draw(st.sets(st.integers(1, len(SLOTS) - 1), max_size=3)))
    parts: list[News] = [*itertools.pairwise([0, *cuts, len(SLOTS)])]
    rows: list[News] = [row for charge in charges for row in charge.rows]
    return draw(st.permutations([*parts, *rows])), metered(charges)


def at_once(record: SmartRecord, readings: Readings) -> Shape:
    return shape(look(Ledger(), readings, record, WHOLE))


@given(arrivals())
def test_any_order_of_arrival_ends_in_the_same_sessions(
    arrival: tuple[list[News], Readings],
) -> None:
    news, readings = arrival
    ledger, record = take_in(news, readings)

    assert shape(ledger.sessions(POINT)) == at_once(record, readings)


@given(arrivals((CAR, OTHER_CAR)))
def test_so_it_does_with_two_cars(arrival: tuple[list[News], Readings]) -> None:
    news, readings = arrival
    ledger, record = take_in(news, readings)

    assert shape(ledger.sessions(POINT)) == at_once(record, readings)


@given(arrivals((CAR, OTHER_CAR)))
def test_looking_again_settles_and_then_changes_nothing(
    arrival: tuple[list[News], Readings],
) -> None:
    news, readings = arrival
    ledger, record = take_in(news, readings)
    look(ledger, readings, record, WHOLE)
    before = ledger.sessions(POINT, shown=False)
    look(ledger, readings, record, WHOLE)

    assert ledger.sessions(POINT, shown=False) == before


@given(arrivals((CAR, OTHER_CAR)))
def test_the_meter_is_the_limit_and_a_car_has_one_charge_at_a_time(
    arrival: tuple[list[News], Readings],
) -> None:
    news, readings = arrival
    ledger, _ = take_in(news, readings)

    used: Readings = {}
    for session in ledger.sessions(POINT):
        for slot in session.slots:
            used[slot.start] = used.get(slot.start, Decimal(0)) + slot.energy
    assert all(energy <= readings[slot] for slot, energy in used.items())
    for one, two in itertools.combinations(ledger.sessions(POINT), 2):
        apart = one.device and two.device and one.device != two.device
        assert apart or not one.span.overlaps(two.span)


@given(arrivals())
def test_what_nobody_told_of_has_no_type(arrival: tuple[list[News], Readings]) -> None:
    news, readings = arrival
    ledger, record = take_in(news, readings)

    types = {slot.type for s in ledger.sessions(POINT) for slot in s.slots}
    assert types <= {None, SessionType.SMART}
    assert bool(types - {None}) <= bool(record)
