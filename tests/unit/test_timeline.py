"""A timeline says what held when."""

from datetime import datetime, timedelta
from decimal import Decimal
import itertools

from hypothesis import given, strategies as st
import pytest

from custom_components.octopus_ev.core.errors import ConflictingSpansError
from custom_components.octopus_ev.core.span import BEGINNING, FOREVER, Span
from custom_components.octopus_ev.core.timeline import Timeline

from .build import span, utc

ZERO_HOUR = utc("2026-03-28 20:00")


def at(step: int) -> datetime:
    return ZERO_HOUR + timedelta(minutes=10 * step)


@st.composite
def timelines(draw: st.DrawFn) -> Timeline[int]:
    edges = sorted(draw(st.sets(st.integers(0, 60), max_size=16)))
    pairs = itertools.pairwise(edges)
    return Timeline(
        (Span(at(start), at(end)), draw(st.integers(0, 2)))
        for start, end in pairs
        if draw(st.booleans())
    )


@st.composite
def windows(draw: st.DrawFn) -> Span:
    start = draw(st.integers(-5, 60))
    return Span(at(start), at(draw(st.integers(start + 1, 66))))


@given(timelines(), windows())
def test_over_at_and_gaps_agree(timeline: Timeline[int], window: Span) -> None:
    held = list(timeline.over(window))
    gaps = list(timeline.gaps(window))
    minutes = [
        window.start + timedelta(minutes=index)
        for index in range(window.duration // timedelta(minutes=1))
    ]

    for instant in minutes:
        values = [value for span, value in held if instant in span]
        assert values == [
            value for value in [timeline.at(instant)] if value is not None
        ]
        assert any(instant in gap for gap in gaps) == (not values)
    parts = sorted([*gaps, *(span for span, _ in held)])
    assert parts[0].start == window.start
    assert parts[-1].end == window.end
    assert all(a.end == b.start for a, b in itertools.pairwise(parts))


@given(timelines(), timelines(), windows())
def test_the_newer_wins_where_both_hold(
    older: Timeline[int], newer: Timeline[int], window: Span
) -> None:
    both = older.overlaid(newer)

    for step in range(-2, 64):
        expected = newer.at(at(step))
        assert both.at(at(step)) == (
            older.at(at(step)) if expected is None else expected
        )


@given(timelines())
def test_joining_changes_no_value_and_leaves_no_equal_neighbours(
    timeline: Timeline[int],
) -> None:
    joined = timeline.joined()
    entries = list(joined)

    assert [joined.at(at(step)) for step in range(-2, 64)] == [
        timeline.at(at(step)) for step in range(-2, 64)
    ]
    assert not any(
        a[0].end == b[0].start and a[1] == b[1] for a, b in itertools.pairwise(entries)
    )
    assert joined.joined() == joined


@given(timelines(), windows())
def test_touching_gives_the_same_entries_whole(
    timeline: Timeline[int], window: Span
) -> None:
    assert list(timeline.touching(window)) == [
        (span, value) for span, value in timeline if span.overlaps(window)
    ]


@given(timelines(), st.integers(-2, 62))
def test_before_and_after_part_the_entries_at_an_instant(
    timeline: Timeline[int], step: int
) -> None:
    instant = at(step)
    starting = [entry for entry in timeline if entry[0].start == instant]

    earlier = list(timeline.before(instant))[::-1]
    assert [*earlier, *starting, *timeline.after(instant)] == list(timeline)


@given(timelines(), windows(), timelines())
def test_what_is_spliced_in_holds_within_the_window_and_nothing_else_does(
    timeline: Timeline[int], window: Span, newer: Timeline[int]
) -> None:
    known, part = timeline.joined(), Timeline(newer.over(window)).joined()
    around = [
        (rest, value)
        for span, value in known
        for rest in Timeline([(window, None)]).gaps(span)
    ]

    assert known.spliced(window, part) == Timeline([*around, *part]).joined()


def test_an_open_ended_entry_holds_for_ever() -> None:
    always = Timeline([(Span(BEGINNING, FOREVER), "flat")])

    assert always.at(utc("1980-01-01")) == always.at(utc("2099-01-01")) == "flat"


def test_two_values_at_one_instant_are_refused() -> None:
    entries = [
        (span("2026-05-01", "2026-05-03"), Decimal(1)),
        (span("2026-05-02", "2026-05-04"), Decimal(2)),
    ]

    with pytest.raises(ConflictingSpansError):
        Timeline(entries)
    with pytest.raises(ConflictingSpansError):
        Timeline([entries[0], entries[0]])


def test_the_entry_that_holds_tells_its_whole_span() -> None:
    timeline = Timeline([(span("2026-05-01", "2026-05-03"), "a")])

    assert timeline.entry_at(utc("2026-05-02")) == (
        span("2026-05-01", "2026-05-03"),
        "a",
    )
    assert timeline.entry_at(utc("2026-05-03")) is None
    assert timeline.entry_at(utc("2026-04-30")) is None


def test_timelines_of_the_same_entries_are_equal_in_any_order() -> None:
    first = (span("2026-05-01", "2026-05-03"), "a")
    second = (span("2026-05-03", "2026-05-04"), "b")

    assert Timeline([second, first]) == Timeline([first, second])
    assert hash(Timeline([second, first])) == hash(Timeline([first, second]))
    assert Timeline([first]) != Timeline([second])
    assert Timeline([first]) != [first]


def test_its_text_is_short() -> None:
    entries = [(span("2026-05-01", "2026-05-03"), "a")]

    assert repr(Timeline()) == "Timeline()"
    assert repr(Timeline(entries)) == "Timeline(1 entries from 2026-05-01)"
    assert "0001" in repr(Timeline([(Span(BEGINNING, FOREVER), "a")]))


def test_nothing_newer_leaves_it_alone() -> None:
    timeline = Timeline([(span("2026-05-01", "2026-05-03"), "a")])

    assert timeline.overlaid(Timeline()) is timeline
