"""A car that is out of reach whenever it is away is away while it is out of reach."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from itertools import pairwise

import pytest

from custom_components.octopus_ev.core.sight import Sight
from custom_components.octopus_ev.core.span import Span
from custom_components.octopus_ev.core.timeline import Timeline

from .build import span, utc

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
MONDAY = utc("2026-07-13 00:00")
NIGHTS = [
    Span(MONDAY + day * DAY + 18 * HOUR, MONDAY + day * DAY + 31 * HOUR)
    for day in range(7)
]
ROWS = [
    *((night, True) for night in NIGHTS),
    *((Span(one.end, two.start), None) for one, two in pairwise(NIGHTS)),
]
NOON = span("2026-07-14 11:30", "2026-07-14 13:00")

type Row = tuple[Span, bool | None]


def sight(rows: Iterable[Row] = ROWS, draws: Sequence[Span] = ()) -> Sight:
    return Sight(Timeline(rows), draws)


def without(gone: Span, *instead: Row) -> list[Row]:
    """Return the week with a part of it seen otherwise."""
    kept = [
        (part, state)
        for whole, state in ROWS
        for part in Timeline([(gone, None)]).gaps(whole)
    ]
    return sorted([*kept, *instead], key=lambda row: row[0])


def test_a_car_that_is_never_seen_unplugged_is_out_while_it_is_out_of_reach() -> None:
    seen = sight()

    assert [part for part, _ in seen.out.over(NOON)] == [NOON]
    assert [stay for stay, _ in seen.stays] == NIGHTS


@pytest.mark.parametrize(
    ("rows", "draws"),
    [
        (ROWS[:11], ()),
        ([*ROWS, (Span(NIGHTS[-1].end, NIGHTS[-1].end + DAY), False)], ()),
        (ROWS, (NOON,)),
    ],
    ids=["too seldom", "it is seen unplugged", "it draws all the same"],
)
def test_nothing_is_known_of_it_where_that_is_no_habit(
    rows: list[Row], draws: Sequence[Span]
) -> None:
    assert not any(sight(rows, draws).out.over(NOON))


def test_it_may_be_out_of_reach_at_home_for_a_while() -> None:
    short = span("2026-07-14 22:00", "2026-07-14 22:45")
    seen = sight(without(short, (short, None)))

    assert not any(seen.out.over(short))
    assert seen.stayed(short)
    assert [*seen.unsaid()] == []


def test_for_longer_it_may_have_been_away_too() -> None:
    trip = span("2026-07-14 21:00", "2026-07-14 23:00")
    around = trip.pad(HOUR, HOUR)

    assert not sight(without(trip, (trip, None))).stayed(around)
    # Who is seen unplugged when it is away was not, for so short a time.
    other: list[Row] = [
        (part, False if state is None else state) for part, state in ROWS
    ]
    unseen: Timeline[bool | None] = Timeline([(trip, None)])
    assert sight(Timeline(other).overlaid(unseen)).stayed(around)


def test_where_its_state_is_not_told_at_all_its_driver_may_have_it_charge() -> None:
    untold = span("2026-07-14 19:00", "2026-07-14 21:00")
    seen = sight(without(untold))

    assert [*seen.unsaid()] == [untold]
    assert len(seen.stays) == len(NIGHTS)
