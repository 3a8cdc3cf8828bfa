"""A winter of bad days, played at random: the sessions are those of the meter."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
import itertools
from typing import override

from hypothesis import settings, strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from custom_components.octopus_ev.core.announce import marked, to_announce
from custom_components.octopus_ev.core.evidence import Candidate, Detection
from custom_components.octopus_ev.core.fuse import FuseContext, fuse
from custom_components.octopus_ev.core.ledger import Ledger
from custom_components.octopus_ev.core.session import (
    Block,
    Confidence,
    SessionState,
    Source,
)
from custom_components.octopus_ev.core.span import Span

from .build import GB, POINT, SLOT, flat, utc
from .claims import HOUSE
from .half_hours import detect

FULL = Decimal("3.6")
PAUSE = timedelta(minutes=120)


class Winter(RuleBasedStateMachine):
    """A home, its meter, and an integration that sees either only in part."""

    def __init__(self) -> None:
        super().__init__()
        self.now = utc("2026-10-24 00:00")
        self.charges: list[Span] = []
        self.published: dict[datetime, Decimal] = {}
        self.unpublished: dict[datetime, Decimal] = {}
        self.changed: set[datetime] = set()
        self.looked_at: dict[datetime, Decimal] = {}
        self.deleted: list[Span] = []
        self.ledger = Ledger()
        self.marks: Mapping[str, Mapping[str, int]] = {}
        self.said: list[tuple[str, str, int]] = []

    def take_in(self, *detections: Detection, fresh: frozenset[datetime]) -> None:
        context = FuseContext(
            region=GB,
            point_key=POINT,
            readings=self.published,
            rates=flat(),
            now=self.now,
        )
        self.looked_at = dict(self.published)
        known = self.ledger.sessions(POINT, shown=False)
        changes = self.ledger.apply(fuse(detections, known, context))
        said = to_announce(changes, self.marks, now=self.now, fresh=fresh)
        self.marks = marked(self.marks, said)
        self.said += [
            (one.session.session_id, one.action.value, one.session.revision)
            for one in said
        ]

    def passes(self, slots: int, *, charging: bool) -> None:
        end = self.now + slots * SLOT
        for slot in Span(self.now, end).slots(SLOT):
            self.unpublished[slot] = HOUSE + (FULL if charging else 0)
        if charging:
            last = self.charges[-1] if self.charges else None
            if last is not None and last.end == self.now:
                self.charges[-1] = Span(last.start, end)
            else:
                self.charges.append(Span(self.now, end))
        self.now = end

    @rule(slots=st.integers(2, 10))
    def charge(self, slots: int) -> None:
        self.passes(slots, charging=True)

    @rule(slots=st.integers(1, 30))
    def idle(self, slots: int) -> None:
        self.passes(slots, charging=False)

    @precondition(lambda self: self.charges)
    @rule(hours=st.integers(1, 30))
    def watch(self, hours: int) -> None:
        """Poll the telemetry, which is kept for some hours."""
        window = Span(self.now - timedelta(hours=hours), self.now)
        groups: list[list[Span]] = []
        for part in (charge.clip(window) for charge in self.charges):
            if part is None:
                continue
            if groups and part.start - groups[-1][-1].end <= PAUSE:
                groups[-1].append(part)
            else:
                groups.append([part])
        candidates = tuple(
            Candidate(
                source=Source.LIVE,
                blocks=tuple(Block(part, FULL) for part in group),
                slots={slot: FULL for part in group for slot in part.slots(SLOT)},
                confidence=Confidence.CONFIRMED,
                open=group[-1].end == self.now,
            )
            for group in groups
        )
        seen = Detection(source=Source.LIVE, window=window, candidates=candidates)
        self.take_in(seen, fresh=frozenset())

    @precondition(lambda self: self.unpublished)
    @rule(data=st.data())
    def publish(self, data: st.DataObject) -> None:
        """Let readings come, perhaps with holes, perhaps the newest first."""
        slots = sorted(self.unpublished)
        first, end = sorted(
            data.draw(st.tuples(*[st.integers(0, len(slots))] * 2), label="part")
        )
        for slot in slots[first:end]:
            self.published[slot] = self.unpublished.pop(slot)
            self.changed.add(slot)

    @precondition(lambda self: self.published)
    @rule(data=st.data(), energy=st.sampled_from(["0.1", "2.2", "3.8"]))
    def correct(self, data: st.DataObject, energy: str) -> None:
        slot = data.draw(st.sampled_from(sorted(self.published)), label="slot")
        self.published[slot] = Decimal(energy)
        self.changed.add(slot)

    @precondition(lambda self: self.changed)
    @rule()
    def look(self) -> None:
        window = Span(min(self.changed) - timedelta(hours=12), self.now)
        fresh = frozenset(self.changed)
        self.changed.clear()
        self.take_in(detect(self.published, window), fresh=fresh)

    @rule()
    def restart(self) -> None:
        self.ledger = Ledger(self.ledger.sessions(shown=False))

    @precondition(lambda self: self.ledger.sessions(POINT))
    @rule(data=st.data())
    def delete(self, data: st.DataObject) -> None:
        session = data.draw(st.sampled_from(self.ledger.sessions(POINT)), label="one")
        self.ledger.apply([replace(session, state=SessionState.DELETED)])
        self.deleted.append(session.span)

    @invariant()
    def the_meter_is_the_limit(self) -> None:
        for slot, energy in self.used().items():
            assert energy <= self.looked_at.get(slot, energy)

    @invariant()
    def sessions_lie_apart(self) -> None:
        sessions = self.ledger.sessions(POINT)
        for earlier, later in itertools.pairwise(sessions):
            assert earlier.span.end <= later.span.start

    @invariant()
    def nothing_is_said_twice(self) -> None:
        assert len(self.said) == len(set(self.said))

    def used(self) -> dict[datetime, Decimal]:
        used: dict[datetime, Decimal] = {}
        for session in self.ledger.sessions(POINT):
            for slot in session.slots:
                used[slot.start] = used.get(slot.start, Decimal(0)) + slot.energy
        return used

    @override
    def teardown(self) -> None:
        """Publish all that is left: then the meter and the ledger agree."""
        self.passes(100, charging=False)
        self.published |= self.unpublished
        for _ in range(2):
            window = Span(utc("2026-10-23"), self.now)
            self.take_in(detect(self.published, window), fresh=frozenset())
        found = {
            slot: energy
            for candidate in detect(self.published, window).candidates
            if not any(candidate.span.overlaps(span) for span in self.deleted)
            for slot, energy in candidate.slots.items()
        }
        used = self.used()
        assert {slot: used.get(slot) for slot in found} == found
        assert not any(
            session.state is SessionState.LIVE
            for session in self.ledger.sessions(POINT)
        )


TestWinter = Winter.TestCase
TestWinter.settings = settings(max_examples=40, stateful_step_count=30, deadline=None)
