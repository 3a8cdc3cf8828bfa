"""Rates that are remembered are those that would be worked out anew."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import given, strategies as st
import pytest

from custom_components.octopus_ev.core.effective import effective
from custom_components.octopus_ev.core.model import RateBook
from custom_components.octopus_ev.core.remembered import Remembered
from custom_components.octopus_ev.core.smart import (
    BilledSlot,
    CompletedDispatch,
    DispatchType,
    PlannedDispatch,
)
from custom_components.octopus_ev.core.smart_record import SmartRecord
from custom_components.octopus_ev.core.span import Span

from .build import GB, rate_of, utc
from .nights import NIGHT, apart, classic
from .smart import CAR, OTHER_CAR, billed, completed, seen

type News = (
    tuple[str, list[PlannedDispatch]] | list[CompletedDispatch] | BilledSlot | None
)

START = utc("2026-01-14 12:00")
MINUTE = timedelta(minutes=1)
HOUSE_ONLY, APART = classic(), apart()

spans = st.builds(
    lambda first, length: Span(
        START + first * MINUTE, START + (first + length) * MINUTE
    ),
    st.integers(0, 1500),
    st.integers(1, 300),
)
plans = st.lists(
    st.builds(
        lambda span, kind: PlannedDispatch(span=span, type=kind),
        spans,
        st.sampled_from([DispatchType.SMART, DispatchType.BOOST]),
    ),
    max_size=4,
)
done = st.lists(
    st.builds(
        lambda span, energy: CompletedDispatch(span=span, energy=energy),
        spans,
        st.decimals("0.01", "12", places=2),
    ),
    max_size=4,
)
cars = st.sampled_from([CAR, OTHER_CAR])
news = st.one_of(
    st.none(),
    st.tuples(cars, plans),
    done,
    st.integers(0, 60).map(lambda n: billed(START + n * GB.interval)),
)
steps = st.lists(st.tuples(st.integers(0, 40), news), min_size=4, max_size=25)


@given(steps, st.sampled_from([HOUSE_ONLY, APART]))
def test_minute_by_minute_nothing_is_remembered_wrongly(
    steps: list[tuple[int, News]], book: RateBook
) -> None:
    remembered = Remembered()
    record, now = SmartRecord(), START + timedelta(hours=8)
    for minutes, told in steps:
        now += minutes * MINUTE
        if isinstance(told, tuple):
            record = record.with_plan(told[0], told[1], now)
        elif isinstance(told, list):
            record = record.with_completed(told)
        elif told is not None:
            record = record.with_billed([told])
        unbilled = replace(record, billed={})
        for at in (now, now + MINUTE, now + 9 * MINUTE, now):
            rates = remembered.effective(book, record, GB, at)
            assert rates == effective(book, record, GB, at)
            ours = remembered.effective(book, record, GB, at, billed=False)
            assert ours == effective(book, unbilled, GB, at)
        other = APART if book is HOUSE_ONLY else HOUSE_ONLY
        rates = remembered.effective(other, record, GB, now)
        assert rates == effective(other, record, GB, now)


def test_another_look_at_the_same_works_out_nothing_anew() -> None:
    record = SmartRecord(completed=(completed("2026-01-14 19:00", "2026-01-14 19:30"),))
    remembered = Remembered()
    first = remembered.effective(APART, record, GB, START)

    assert remembered.effective(APART, record, GB, START + MINUTE) is first


def test_within_a_slot_a_plan_under_way_works_out_nothing_anew() -> None:
    record = SmartRecord(plans=(seen("2026-01-14 19:00", "2026-01-14 23:00"),))
    remembered = Remembered()
    early, late, later = (
        remembered.effective(HOUSE_ONLY, record, GB, utc(f"2026-01-14 {at}"))
        for at in ("19:10", "19:20", "19:40")
    )

    assert early is late
    assert later != late
    assert rate_of(later.house, "2026-01-14 19:45").unit_rate == NIGHT


def test_where_nothing_but_a_bill_is_known_our_own_rates_are_the_published() -> None:
    record = SmartRecord().with_billed([billed(START)])

    assert Remembered().effective(APART, record, GB, START, billed=False) is APART


@pytest.mark.parametrize("book", [HOUSE_ONLY, APART])
@pytest.mark.parametrize("days", [2, 30])
def test_news_of_few_days_and_of_many_lead_to_the_same_rates(
    book: RateBook, days: int
) -> None:
    first = SmartRecord(completed=(completed("2026-01-14 19:00", "2026-01-14 20:00"),))
    starts = [START + timedelta(days=day, hours=10) for day in range(days)]
    later = first.with_billed(billed(start) for start in starts)
    remembered = Remembered()
    remembered.effective(book, first.with_billed([billed(START)]), GB, START)
    rates = remembered.effective(book, later, GB, START)

    assert rates == effective(book, later, GB, START)


def test_where_a_car_was_plugged_in_makes_no_difference_to_rates() -> None:
    record = SmartRecord(completed=(completed("2026-01-14 19:00", "2026-01-14 19:30"),))
    remembered = Remembered()
    first = remembered.effective(APART, record, GB, START)

    seen_there = record.with_states({CAR: True}, START)
    assert remembered.effective(APART, seen_there, GB, START) is first
