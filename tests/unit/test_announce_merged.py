"""A charge that lives on in another session is not said to be removed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal

from hypothesis import given, strategies as st

from custom_components.octopus_ev.core import amend
from custom_components.octopus_ev.core.announce import (
    Announcement,
    inherited,
    marked,
    to_announce,
)
from custom_components.octopus_ev.core.changes import Action, Changes
from custom_components.octopus_ev.core.evidence import Detection
from custom_components.octopus_ev.core.fuse import fuse
from custom_components.octopus_ev.core.ledger import Ledger
from custom_components.octopus_ev.core.session import Session, SessionState, Source
from custom_components.octopus_ev.core.span import Span

from .build import POINT, SLOT, charge, span, utc
from .claims import claim, context, found, metered

EVENING = charge("2026-07-14 22:00", "2026-07-14 23:30")
MORNING = charge("2026-07-15 01:00", "2026-07-15 07:00", source=Source.LIVE)
NOW = utc("2026-07-15 09:00")


@dataclass
class Driver:
    """Who listens to a ledger."""

    ledger: Ledger = field(default_factory=Ledger)
    marks: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    said: list[Announcement] = field(default_factory=list)

    def hear(self, changes: Changes, now: datetime = NOW) -> None:
        spoken_of = {*self.marks}
        said = to_announce(changes, self.marks, now=now)
        self.marks = marked(inherited(self.marks, changes), said)
        self.said += said
        removed = [one.session for one in said if one.action is Action.REMOVED]
        for change in changes.items:
            if (
                change.action is Action.REMOVED
                and change.session.session_id in spoken_of
            ):
                gone_for_good = change.session in removed
                heard_of = change.before or change.session
                assert gone_for_good is not self.lives_on(heard_of)

    def lives_on(self, session: Session) -> bool:
        """Tell whether others, of which the driver hears, take most of its energy."""
        slots = {
            slot.start
            for other in self.ledger.sessions(POINT)
            if other.session_id in self.marks
            for slot in other.slots
        }
        left = sum(slot.energy for slot in session.slots if slot.start in slots)
        return left * 2 >= session.energy

    def look(
        self, detections: Sequence[Detection], readings: dict[datetime, Decimal]
    ) -> None:
        known = self.ledger.known(POINT)
        around = context(readings, now=NOW)
        self.hear(self.ledger.apply(fuse(detections, known, around)))

    @property
    def words(self) -> list[tuple[str, str]]:
        return [(one.session.session_id, one.action.value) for one in self.said]


def whole() -> Session:
    return replace(
        EVENING,
        span=EVENING.span.hull(MORNING.span),
        slots=(*EVENING.slots, *MORNING.slots),
    )


def gone(session: Session) -> Session:
    return replace(session, state=SessionState.WITHDRAWN)


def test_a_charge_merged_into_a_silent_one_is_updated_under_its_name() -> None:
    driver = Driver(Ledger([EVENING]))
    driver.hear(driver.ledger.apply([MORNING]))
    driver.hear(driver.ledger.apply([gone(MORNING), whole()]))

    assert driver.words == [
        (MORNING.session_id, "ended"),
        (EVENING.session_id, "updated"),
    ]


def test_what_nobody_heard_of_is_merged_without_a_word() -> None:
    driver = Driver(Ledger([EVENING, MORNING]))
    driver.hear(driver.ledger.apply([gone(MORNING), whole()]))

    assert driver.words == []


def test_the_one_that_took_it_over_is_heard_of_from_then_on() -> None:
    driver = Driver(Ledger([EVENING]))
    driver.hear(driver.ledger.apply([MORNING]))
    driver.hear(driver.ledger.apply([gone(MORNING), whole()]))
    settled = replace(whole(), state=SessionState.SETTLED)
    driver.hear(driver.ledger.apply([settled]))
    driver.hear(driver.ledger.apply([gone(settled)]))

    assert driver.words[2:] == [
        (EVENING.session_id, "settled"),
        (EVENING.session_id, "removed"),
    ]


def test_a_charge_under_way_ends_under_the_name_of_the_earlier_one() -> None:
    live = replace(MORNING, state=SessionState.LIVE)
    driver = Driver(Ledger([EVENING]))
    driver.hear(driver.ledger.apply([live]))
    driver.hear(
        driver.ledger.apply([gone(live), replace(whole(), state=SessionState.LIVE)])
    )
    ended = replace(
        whole(), provenance=replace(whole().provenance, sources=(Source.LIVE,))
    )
    driver.hear(driver.ledger.apply([ended]))

    assert driver.words == [
        (MORNING.session_id, "started"),
        (EVENING.session_id, "updated"),
        (EVENING.session_id, "ended"),
    ]


def test_a_charge_that_only_touches_another_is_removed() -> None:
    driver = Driver(Ledger([EVENING]))
    driver.hear(driver.ledger.apply([MORNING]))
    a_little = replace(EVENING, slots=(*EVENING.slots, *MORNING.slots[:2]))
    driver.hear(driver.ledger.apply([gone(MORNING), a_little]))

    assert driver.words[1:] == [(MORNING.session_id, "removed")]


def test_what_was_known_of_a_charge_is_what_others_take_over() -> None:
    driver = Driver(Ledger([whole()]))
    later = charge("2026-07-15 08:00", "2026-07-15 08:30", source=Source.LIVE)
    driver.hear(driver.ledger.apply([later]))
    grown = replace(later, slots=(*MORNING.slots, *later.slots))
    longer = replace(whole(), slots=(*whole().slots, *later.slots))
    driver.hear(driver.ledger.apply([gone(grown), longer]))

    assert (later.session_id, "removed") not in driver.words


def test_a_charge_of_another_supply_point_takes_nothing_over() -> None:
    elsewhere = replace(whole(), point_key="ffffffffff", session_id="elsewhere")
    driver = Driver()
    driver.hear(driver.ledger.apply([MORNING]))
    driver.hear(driver.ledger.apply([gone(MORNING), elsewhere]))

    assert (MORNING.session_id, "removed") in driver.words


def test_a_charge_shared_out_among_others_is_not_removed() -> None:
    later = charge("2026-07-15 08:00", "2026-07-15 08:30")
    driver = Driver(Ledger([EVENING, later]))
    driver.hear(driver.ledger.apply([MORNING]))
    first = replace(EVENING, slots=(*EVENING.slots, *MORNING.slots[:6]))
    last = replace(later, slots=(*MORNING.slots[6:], *later.slots))
    driver.hear(driver.ledger.apply([gone(MORNING), first, last]))

    assert {action for _, action in driver.words} == {"ended", "updated"}


def test_what_the_user_merges_is_not_removed() -> None:
    driver = Driver(Ledger([EVENING]))
    driver.hear(driver.ledger.apply([MORNING]))
    names = [EVENING.session_id, MORNING.session_id]
    driver.hear(amend.merge(driver.ledger, names))

    assert driver.words[1:] == [(EVENING.session_id, "updated")]


DAY = span("2026-07-14 12:00", "2026-07-15 08:00")
SLOTS = list(DAY.slots(SLOT))


@st.composite
def looks(draw: st.DrawFn) -> list[Detection]:
    """Return what detectors claim of one night, of much or little of it at a time."""
    claims = []
    for source in draw(
        st.lists(
            st.sampled_from([Source.LIVE, Source.SUPPLIER, Source.HALF_HOURLY]),
            min_size=2,
            max_size=6,
        )
    ):
        cuts = draw(st.sets(st.integers(0, len(SLOTS) - 1), min_size=2, max_size=6))
        ends = sorted(cuts)
        spans = [
            Span(SLOTS[first], SLOTS[last])
            for first, last in zip(ends[::2], ends[1::2], strict=False)
        ]
        rows = [claim(one, source=source) for one in spans]
        if draw(st.booleans()):
            rows = [claim(*spans, source=source)]
        claims.append(found(*rows, window=DAY, source=source))
    return claims


@given(looks(), st.booleans())
def test_in_whatever_order_evidence_comes_only_what_is_gone_is_removed(
    detections: list[Detection], read: bool
) -> None:
    readings = metered(claim(DAY), window=DAY) if read else {}
    driver = Driver()
    for detection in detections:
        driver.look([detection], readings)
