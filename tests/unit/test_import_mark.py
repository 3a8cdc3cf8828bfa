"""An import tells how far back it has come."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from custom_components.octopus_ev.core.import_mark import ImportMark

NOW = datetime(2026, 11, 20, tzinfo=UTC)
DAY = timedelta(days=1)


def test_an_import_begins_with_nothing() -> None:
    mark = ImportMark.at(NOW, NOW - 100 * DAY, NOW)
    assert not mark.complete
    assert mark.share == 0


def test_it_is_not_complete_before_sessions_have_been_looked_for() -> None:
    begun = ImportMark.at(NOW, NOW - 100 * DAY, NOW)
    half = replace(begun, reached=NOW - 50 * DAY)
    fetched = replace(begun, reached=begun.since)
    assert half.share == 0.5
    assert (fetched.share, fetched.complete) == (1, False)
    assert replace(fetched, searched=begun.since).complete


def test_where_all_there_is_has_come_already_nothing_is_to_do() -> None:
    mark = ImportMark.at(NOW - 60 * DAY, NOW - 10 * DAY, NOW)
    assert mark.complete
    assert mark.share == 1


def test_sessions_are_looked_for_up_to_the_present() -> None:
    mark = ImportMark.at(NOW - 60 * DAY, NOW - 100 * DAY, NOW)
    assert (mark.reached, mark.searched) == (NOW - 60 * DAY, NOW)


def test_an_import_done_again_looks_for_no_session_where_they_were_looked_for() -> None:
    begun = ImportMark.at(NOW, NOW - 100 * DAY, NOW)
    done = replace(begun, reached=begun.since, searched=begun.since)
    again = begun.after(done)
    assert (again.reached, again.searched) == (NOW, begun.since)
    assert not again.complete
    assert replace(again, reached=begun.since).complete
    assert begun.after(begun) == begun
