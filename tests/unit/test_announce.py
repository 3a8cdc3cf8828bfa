"""Each thing is said once, and only while it is news."""

from collections.abc import Container
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from custom_components.octopus_ev.core.announce import Announcement, marked, to_announce
from custom_components.octopus_ev.core.changes import Action, Change, Changes
from custom_components.octopus_ev.core.session import Session, Source

from .build import SLOT, charge, utc

FOUND = charge("2026-07-15 00:30", "2026-07-15 04:30")
SEEN = charge("2026-07-15 00:30", "2026-07-15 04:30", source=Source.LIVE)
FRESH = {slot.start for slot in FOUND.slots}


def one(action: Action | None, session: Session) -> Changes:
    return Changes(items=(Change(action=action, session=session, before=None),))


def said(
    action: Action | None,
    session: Session,
    *,
    hours: float = 1,
    fresh: Container[datetime] = (),
    heard: bool = False,
) -> bool:
    marks = {session.session_id: {"ended": 0}} if heard else {}
    now = session.span.end + timedelta(hours=hours)
    return bool(to_announce(one(action, session), marks, now=now, fresh=fresh))


def test_an_announcement_is_made_once() -> None:
    changes = one(Action.STARTED, SEEN)
    now = SEEN.span.end

    first = to_announce(changes, {}, now=now)
    marks = marked({}, first)

    assert first == (Announcement(Action.STARTED, SEEN),)
    assert marks == {SEEN.session_id: {"started": 1}}
    assert to_announce(changes, marks, now=now) == ()


def test_the_next_revision_is_announced_again() -> None:
    again = replace(SEEN, revision=2)
    marks = {SEEN.session_id: {"ended": 1}}

    found = to_announce(one(Action.ENDED, again), marks, now=SEEN.span.end)

    assert found == (Announcement(Action.ENDED, again),)
    assert marked(marks, found) == {SEEN.session_id: {"ended": 2}}


def test_marking_leaves_the_marks_it_was_given_alone() -> None:
    marks = {SEEN.session_id: {"started": 1}}

    both = marked(marks, [Announcement(Action.ENDED, SEEN)])

    assert both == {SEEN.session_id: {"started": 1, "ended": 1}}
    assert marks == {SEEN.session_id: {"started": 1}}


def test_a_change_without_a_word_is_silent() -> None:
    assert not said(None, SEEN, heard=True)


@pytest.mark.parametrize(("hours", "told"), [(0, True), (48, True), (48.1, False)])
def test_what_ended_unwatched_is_told_for_two_days(hours: float, told: bool) -> None:
    assert said(Action.ENDED, SEEN, hours=hours) is told
    assert said(Action.STARTED, SEEN, hours=hours) is told


@pytest.mark.parametrize(("days", "told"), [(1, True), (7, True), (7.1, False)])
def test_what_half_hours_show_is_told_for_a_week(days: float, told: bool) -> None:
    assert said(Action.ENDED, FOUND, hours=24 * days, fresh=FRESH) is told


def test_an_import_of_history_is_silent() -> None:
    assert not said(Action.ENDED, FOUND, hours=10)


def test_a_session_in_readings_that_are_not_new_is_silent() -> None:
    others = {slot + 48 * SLOT for slot in FRESH}

    assert not said(Action.ENDED, FOUND, fresh=others)


@pytest.mark.parametrize("action", [Action.UPDATED, Action.SETTLED, Action.REMOVED])
def test_later_changes_are_told_of_what_was_spoken_of(action: Action) -> None:
    assert said(action, FOUND, hours=24 * 40, heard=True)
    assert not said(action, FOUND, fresh=FRESH)


def test_what_is_said_comes_in_the_order_it_happened() -> None:
    both = Changes(
        items=(
            Change(action=Action.ENDED, session=SEEN, before=None),
            Change(action=Action.SETTLED, session=SEEN, before=None),
        )
    )
    marks = {SEEN.session_id: {"started": 1}}

    found = to_announce(both, marks, now=utc("2026-07-15 05:00"))

    assert [one.action for one in found] == [Action.ENDED, Action.SETTLED]
