"""A winter of bad days, played at random.

The sessions are those of the meter, and where the user had a word, the user's.
"""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from decimal import Decimal
import itertools
from typing import override

from hypothesis import settings, strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from custom_components.octopus_ev.codec_ledger import (
    StoredLedger,
    decode_ledger,
    encode_ledger,
)
from custom_components.octopus_ev.core import amend
from custom_components.octopus_ev.core.announce import inherited, marked, to_announce
from custom_components.octopus_ev.core.context import FuseContext
from custom_components.octopus_ev.core.errors import DomainError
from custom_components.octopus_ev.core.evidence import Candidate, Detection
from custom_components.octopus_ev.core.fuse import fuse
from custom_components.octopus_ev.core.ledger import Ledger
from custom_components.octopus_ev.core.session import (
    Block,
    Confidence,
    Session,
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
        self.deleted: set[str] = set()
        self.energies: dict[str, Decimal] = {}
        self.crashes = False
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
        known = self.found()
        changes = self.ledger.apply(fuse(detections, known, context))
        said = to_announce(changes, self.marks, now=self.now, fresh=fresh)
        self.marks = marked(inherited(self.marks, changes), said)
        if self.crashes:
            self.crashes = False
            self.restart()
            return
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
    def crash_before_the_next_word(self) -> None:
        self.crashes = True

    @rule()
    def restart(self) -> None:
        stored = decode_ledger(
            encode_ledger(
                StoredLedger(
                    sessions=self.ledger.machine,
                    overlay=self.ledger.overlay,
                    marks=self.marks,
                )
            )
        )
        before = self.ledger.sessions()
        self.ledger = Ledger(stored.sessions, stored.overlay)
        self.marks = stored.marks
        assert self.ledger.sessions() == before

    def one(self, data: st.DataObject) -> Session:
        sessions = self.ledger.sessions(POINT)
        return data.draw(st.sampled_from(sessions), label="one")

    @precondition(lambda self: self.ledger.sessions(POINT))
    @rule(data=st.data())
    def delete(self, data: st.DataObject) -> None:
        name = self.one(data).session_id
        amend.delete(self.ledger, name)
        self.deleted.add(name)

    @precondition(lambda self: self.deleted)
    @rule(data=st.data())
    def restore(self, data: st.DataObject) -> None:
        name = data.draw(st.sampled_from(sorted(self.deleted)), label="which")
        # The time of a charge by hand may be another's by now.
        with suppress(DomainError):
            amend.restore(self.ledger, name)
            self.deleted.remove(name)
            self.take_in(fresh=frozenset())

    @rule(hours=st.integers(1, 40), slots=st.integers(1, 8))
    def add(self, hours: int, slots: int) -> None:
        start = self.now - timedelta(hours=hours, minutes=7)
        with suppress(DomainError):
            amend.add(
                self.ledger,
                POINT,
                Span(start, start + slots * SLOT),
                Decimal(5),
                rates=flat(),
                region=GB,
            )

    @precondition(lambda self: self.ledger.sessions(POINT))
    @rule(data=st.data(), energy=st.sampled_from(["1", "7.777"]))
    def edit(self, data: st.DataObject, energy: str) -> None:
        name = self.one(data).session_id
        amend.edit(self.ledger, name, energy=Decimal(energy))
        self.energies[name] = Decimal(energy)

    @precondition(lambda self: self.ledger.sessions(POINT))
    @rule(data=st.data(), slots=st.integers(-3, 3))
    def move(self, data: st.DataObject, slots: int) -> None:
        session = self.one(data)
        with suppress(DomainError):
            end = session.span.end + slots * SLOT
            amend.edit(self.ledger, session.session_id, end=end)
            moved = self.ledger.get(session.session_id)
            assert moved is not None
            assert moved.span.end == end

    @precondition(lambda self: len(self.ledger.sessions(POINT)) > 1)
    @rule(data=st.data())
    def merge(self, data: st.DataObject) -> None:
        pairs = list(itertools.pairwise(self.ledger.sessions(POINT)))
        pair = data.draw(st.sampled_from(pairs), label="pair")
        before = sum(session.energy for session in pair)
        with suppress(DomainError):
            amend.merge(self.ledger, [session.session_id for session in pair])
            first, second = sorted(pair, key=lambda session: session.anchor)
            merged = self.ledger.get(first.session_id)
            assert merged is not None
            # What was added by hand may have hidden a part of the other.
            assert merged.energy == before or any(one.by_hand for one in pair)
            assert second not in self.ledger.sessions(POINT)

    @precondition(lambda self: self.ledger.sessions(POINT))
    @rule(data=st.data(), minutes=st.integers(1, 600))
    def split(self, data: st.DataObject, minutes: int) -> None:
        session = self.one(data)
        at = session.span.start + timedelta(minutes=minutes)
        before = self.ledger.sessions(POINT)
        with suppress(DomainError):
            amend.split(self.ledger, session.session_id, at, GB)
            after = self.ledger.sessions(POINT)
            assert len(after) == len(before) + 1
            assert total(after) == total(before)

    @precondition(lambda self: self.ledger.overlay.arrangements)
    @rule()
    def take_apart(self) -> None:
        last = self.ledger.overlay.arrangements[-1]
        with suppress(DomainError):
            amend.take_apart(self.ledger, min(last.ids))

    @invariant()
    def the_user_has_the_last_word(self) -> None:
        for session in self.ledger.sessions(POINT):
            assert session.session_id not in self.deleted
            energy = self.energies.get(session.session_id, session.energy)
            assert session.energy == energy

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

    def found(self) -> list[Session]:
        """Return what the machine has to say of."""
        return [one for one in self.ledger.known(POINT) if not one.by_hand]

    def used(self) -> dict[datetime, Decimal]:
        """Return what the machine's sessions took."""
        used: dict[datetime, Decimal] = {}
        for session in self.found():
            for slot in session.slots if session.state.shown else ():
                used[slot.start] = used.get(slot.start, Decimal(0)) + slot.energy
        return used

    def undo(self) -> None:
        """Take back all that the user said, the last first."""
        for name in [*self.ledger.overlay.edits]:
            if name in self.deleted:
                with suppress(DomainError):
                    amend.restore(self.ledger, name)
            if self.ledger.overlay.of(name).figures:
                shown = self.ledger.get(name)
                if shown is not None and shown.state.shown:
                    amend.edit(self.ledger, name, energy=None, start=None, end=None)
        for made in reversed(self.ledger.overlay.arrangements):
            with suppress(DomainError):
                amend.take_apart(self.ledger, min(made.ids))

    @override
    def teardown(self) -> None:
        """Publish all that is left: then the meter and the ledger agree."""
        self.crashes = False
        self.passes(100, charging=False)
        self.published |= self.unpublished
        for _ in range(2):
            window = Span(utc("2026-10-23"), self.now)
            self.take_in(detect(self.published, window), fresh=frozenset())
        known = self.found()
        deleted = [s.span for s in known if s.state is SessionState.DELETED]
        found = {
            slot: energy
            for candidate in detect(self.published, window).candidates
            if not any(candidate.span.overlaps(span) for span in deleted)
            for slot, energy in candidate.slots.items()
        }
        used = self.used()
        assert {slot: used.get(slot) for slot in found} == found
        assert not any(session.state is SessionState.LIVE for session in known)
        self.undo()
        if not self.ledger.overlay.edits and not self.ledger.overlay.arrangements:
            assert self.ledger.sessions() == Ledger(self.ledger.machine).sessions()


def total(sessions: Iterable[Session]) -> Decimal:
    return sum((session.energy for session in sessions), Decimal(0))


TestWinter = Winter.TestCase
TestWinter.settings = settings(max_examples=40, stateful_step_count=30, deadline=None)
