"""However evidence arrives, the same sessions come of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from decimal import Decimal
import itertools
from itertools import pairwise

from hypothesis import example, given, strategies as st

from custom_components.octopus_ev.core.bands import banded
from custom_components.octopus_ev.core.changes import Changes
from custom_components.octopus_ev.core.context import FuseContext
from custom_components.octopus_ev.core.evidence import Candidate, Detection
from custom_components.octopus_ev.core.fuse import fuse
from custom_components.octopus_ev.core.ledger import Ledger
from custom_components.octopus_ev.core.model import Rate
from custom_components.octopus_ev.core.periods import day_span
from custom_components.octopus_ev.core.session import Block, Confidence, Session, Source
from custom_components.octopus_ev.core.span import Span
from custom_components.octopus_ev.core.tariffs import DailyWindow, windowed
from custom_components.octopus_ev.core.timeline import Timeline

from .build import GB, POINT, SLOT, utc
from .half_hours import detect

type Readings = dict[datetime, Decimal]
type Priced = tuple[Decimal, Decimal | None]
type Shape = list[tuple[datetime, datetime, dict[datetime, Priced], Decimal | None]]

FIRST = utc("2026-03-28")
"""A night on which the clocks change lies ahead."""
SLOTS = [FIRST + index * SLOT for index in range(5 * 48)]
WHOLE = Span(SLOTS[0], SLOTS[-1] + SLOT)
NOW = WHOLE.end + timedelta(days=3)
PAD = timedelta(hours=12)
DAY = timedelta(days=1)


RATES = banded(
    windowed(
        day=Timeline([(WHOLE.pad(DAY, DAY), Decimal("0.27"))]),
        night=Timeline([(WHOLE.pad(DAY, DAY), Decimal("0.085"))]),
        nights=DailyWindow(time(23, 30), time(5, 30), GB.tz),
        window=WHOLE.pad(DAY, DAY),
    ),
    GB,
)


def context(
    readings: Mapping[datetime, Decimal], rates: Timeline[Rate] = RATES
) -> FuseContext:
    return FuseContext(
        region=GB, point_key=POINT, readings=readings, rates=rates, now=NOW
    )


def take_in(
    ledger: Ledger,
    readings: Readings,
    news: Readings,
    rates: Timeline[Rate] = RATES,
) -> None:
    """Do what the engine does when readings come."""
    changed = [slot for slot, energy in news.items() if readings.get(slot) != energy]
    readings |= news
    if changed:
        look(ledger, readings, Span(min(changed) - PAD, NOW), rates)


def look(
    ledger: Ledger, readings: Readings, window: Span, rates: Timeline[Rate] = RATES
) -> Changes:
    known = ledger.sessions(POINT, shown=False)
    return ledger.apply(
        fuse([detect(readings, window)], known, context(readings, rates))
    )


def shape(sessions: Sequence[Session]) -> Shape:
    """Return what must not depend on the order of arrival."""
    return [
        (
            session.span.start,
            session.span.end,
            {slot.start: (slot.energy, slot.unit_rate) for slot in session.slots},
            session.reference_cost,
        )
        for session in sessions
    ]


def unrevised(sessions: Sequence[Session]) -> list[Session]:
    """Return sessions but for how often they have changed."""
    return [replace(session, revision=1) for session in sessions]


@dataclass(frozen=True, slots=True)
class Home:
    """A house, told by the charges in it: first slot and energies."""

    charges: tuple[tuple[int, tuple[str, ...]], ...]

    @property
    def readings(self) -> Readings:
        readings = dict.fromkeys(SLOTS, Decimal("0.3"))
        for first, energies in self.charges:
            for slot, energy in zip(SLOTS[first:], energies, strict=False):
                readings[slot] = Decimal(energy)
        return readings

    def part(self, first: int, end: int) -> Readings:
        readings = self.readings
        return {slot: readings[slot] for slot in SLOTS[first:end]}


homes = st.builds(
    Home,
    st.lists(
        st.tuples(
            st.integers(0, len(SLOTS) - 1),
            st.lists(st.sampled_from(["2.4", "3.6"]), min_size=1, max_size=12).map(
                tuple
            ),
        ),
        max_size=6,
    ).map(tuple),
)


@st.composite
def orders(draw: st.DrawFn) -> list[tuple[int, int]]:
    """Return the parts in which readings come: in any order, some twice."""
    cuts = sorted(draw(st.sets(st.integers(1, len(SLOTS) - 1), max_size=6)))
    edges = [0, *cuts, len(SLOTS)]
    parts = list(pairwise(edges))
    again = draw(st.lists(st.sampled_from(parts), max_size=2))
    return [*draw(st.permutations(parts)), *again]


@given(homes, orders())
def test_any_order_of_arrival_ends_in_the_same_sessions(
    home: Home, order: list[tuple[int, int]]
) -> None:
    ledger = Ledger()
    readings: Readings = {}
    for part in order:
        take_in(ledger, readings, home.part(*part))

    at_once = fuse([detect(readings, WHOLE)], [], context(readings))
    assert shape(ledger.sessions(POINT)) == shape(at_once)


@given(homes, orders(), st.permutations(range(-1, 7)), st.data())
def test_rates_that_come_in_any_order_end_in_the_same_prices(
    home: Home, order: list[tuple[int, int]], days: list[int], data: st.DataObject
) -> None:
    ledger = Ledger()
    readings: Readings = {}
    rates: Timeline[Rate] = Timeline()
    waiting = list(days)
    for part in [*order, *order]:
        take_in(ledger, readings, home.part(*part), rates)
        for _ in range(data.draw(st.integers(0, 3), label="rates")):
            if waiting:
                day = day_span(GB, (FIRST + waiting.pop() * DAY).date())
                rates = rates.overlaid(Timeline(RATES.over(day))).joined()
                look(ledger, readings, Span(day.start - PAD, NOW), rates)
    take_in(ledger, readings, {}, RATES)
    look(ledger, readings, WHOLE)

    at_once = fuse([detect(readings, WHOLE)], [], context(readings))
    assert shape(ledger.sessions(POINT)) == shape(at_once)


@given(homes)
def test_detecting_again_settles_and_then_changes_nothing(home: Home) -> None:
    ledger = Ledger()
    readings = home.readings
    ledger.apply(fuse([detect(readings, WHOLE)], [], context(readings)))
    before = shape(ledger.sessions(POINT))
    for _ in range(2):
        known = ledger.sessions(POINT, shown=False)
        changes = ledger.apply(
            fuse([detect(readings, WHOLE)], known, context(readings))
        )

    assert not changes
    assert shape(ledger.sessions(POINT)) == before


@given(homes, st.integers(1, len(SLOTS) - 1))
@example(Home(((108, ("2.4", "2.4", "2.4", "2.4")), (116, ("2.4",)))), 116)
def test_splitting_the_evidence_anywhere_gives_the_same_sessions(
    home: Home, cut: int
) -> None:
    first = detect(home.part(0, cut), Span(WHOLE.start, SLOTS[cut]))
    second = detect(home.part(cut, len(SLOTS)), Span(SLOTS[cut], WHOLE.end))
    around = context(home.readings)

    parted = fuse([first, second], [], around)
    assert shape([s for s in parted if s.state.shown]) == shape(
        fuse([detect(home.readings, WHOLE)], [], around)
    )


@given(homes, st.integers(0, len(SLOTS) - 1), st.integers(1, 10), st.booleans())
@example(Home(((0, ("2.4",)), (6, ("2.4", "2.4")))), 0, 2, True)
def test_a_correction_and_its_reverse_restore_the_sessions(
    home: Home, first: int, length: int, more: bool
) -> None:
    ledger = Ledger()
    readings: Readings = {}
    take_in(ledger, readings, home.readings)
    look(ledger, readings, WHOLE)
    before = ledger.sessions(POINT)
    slots = SLOTS[first : first + length]

    take_in(ledger, readings, dict.fromkeys(slots, Decimal("3.6" if more else "0.1")))
    take_in(ledger, readings, home.part(first, first + length))

    look(ledger, readings, WHOLE)
    after = ledger.sessions(POINT)
    assert unrevised(after) == unrevised(before)


@given(homes, orders())
def test_a_session_that_stays_keeps_its_id_and_anchor(
    home: Home, order: list[tuple[int, int]]
) -> None:
    ledger = Ledger()
    readings: Readings = {}
    for part in order:
        before = ledger.sessions(POINT)
        take_in(ledger, readings, home.part(*part))
        now = {session.session_id: session for session in ledger.sessions(POINT)}
        for session in before:
            same = [
                other for other in now.values() if shape([other]) == shape([session])
            ]
            assert all(other.session_id == session.session_id for other in same)
            if (kept := now.get(session.session_id)) is not None:
                assert kept.anchor == session.anchor


@st.composite
def claims(draw: st.DrawFn, sources: tuple[Source, ...] = tuple(Source)) -> Detection:
    """Return what some detector claims, right or wrong, to the minute if live."""
    source = draw(st.sampled_from(sources))
    grain = SLOT if source is Source.HALF_HOURLY else timedelta(minutes=7)
    count = WHOLE.duration // grain
    edges = sorted(draw(st.sets(st.integers(0, count), max_size=8)))
    candidates = []
    for a, b in list(itertools.pairwise(edges))[::2]:
        span = Span(FIRST + a * grain, FIRST + b * grain)
        slots = {
            slot: Decimal(draw(st.integers(1, 9000))) / 1000
            for slot in span.slots(SLOT)
        }
        candidates.append(
            Candidate(
                source=source,
                blocks=(Block(span, sum(slots.values(), Decimal(0))),),
                slots=slots,
                confidence=draw(st.sampled_from(Confidence)),
                open=draw(st.booleans()),
            )
        )
    start, end = sorted(draw(st.sets(st.integers(0, 240), min_size=2, max_size=2)))
    window = Span(FIRST + start * SLOT, FIRST + end * SLOT)
    return Detection(
        source=source,
        window=window,
        candidates=tuple(c for c in candidates if c.span.overlaps(window)),
        charger_power_kw=draw(st.sampled_from([None, Decimal("7.2")])),
    )


@given(
    st.lists(st.lists(claims(), max_size=3), max_size=5),
    homes,
    st.sets(st.integers(0, len(SLOTS) - 1)),
)
def test_whatever_is_claimed_the_meter_is_the_limit(
    rounds: list[list[Detection]], home: Home, missing: set[int]
) -> None:
    readings = home.readings
    for index in missing:
        del readings[SLOTS[index]]
    ledger = Ledger()
    for detections in rounds:
        known = ledger.sessions(POINT, shown=False)
        ledger.apply(fuse(detections, known, context(readings)))

    sessions = ledger.sessions(POINT)
    used: Readings = {}
    for session in sessions:
        for slot in session.slots:
            assert slot.energy > 0
            assert slot.unit_rate is not None
            used[slot.start] = used.get(slot.start, Decimal(0)) + slot.energy
        assert sum((b.energy for b in session.blocks), Decimal(0)) == session.energy
        assert session.span.start == session.blocks[0].span.start
        assert session.span.end == session.blocks[-1].span.end
    assert all(kwh <= readings[slot] for slot, kwh in used.items() if slot in readings)
    for earlier, later in itertools.pairwise(sessions):
        assert earlier.span.end <= later.span.start


@given(
    claims((Source.LIVE,)),
    claims((Source.HALF_HOURLY,)),
    homes,
    st.sets(st.integers(0, len(SLOTS) - 1)),
)
def test_two_detectors_that_disagree_do_not_take_turns(
    seen: Detection, told: Detection, home: Home, missing: set[int]
) -> None:
    # Half-hours are looked at up to the newest, and claim nothing without a reading.
    told = replace(told, window=WHOLE)
    needed = {slot for candidate in told.candidates for slot in candidate.slots}
    readings = home.readings
    for index in missing:
        if SLOTS[index] not in needed:
            del readings[SLOTS[index]]
    ledger = Ledger()
    for turn in range(8):
        for detection in (seen, told):
            known = ledger.sessions(POINT, shown=False)
            changes = ledger.apply(fuse([detection], known, context(readings)))
            assert turn < 6 or not changes
