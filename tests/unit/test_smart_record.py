"""What a supplier told of a car is kept, because it forgets."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from custom_components.octopus_ev.core.smart import DispatchType
from custom_components.octopus_ev.core.smart_record import SmartRecord
from custom_components.octopus_ev.core.span import Span

from .build import span, utc
from .smart import CAR, OTHER_CAR, billed, charge, completed, planned

NIGHT = planned("2026-03-01 02:00", "2026-03-01 03:00", "7")
LONGER = planned("2026-03-01 02:00", "2026-03-01 03:20", "9")
EVENING = utc("2026-02-28 21:00")
MINUTE = timedelta(minutes=1)


def _watched(record: SmartRecord, key: str = CAR) -> list[timedelta]:
    return [span.duration for span, _ in record.watched[key]]


def test_nothing_is_known_at_first() -> None:
    assert not SmartRecord()
    assert list(SmartRecord().instants) == []


def test_a_plan_remembers_when_it_was_first_and_last_seen() -> None:
    record = SmartRecord()
    for minutes in (0, 3, 6):
        record = record.with_plan(CAR, [NIGHT], EVENING + minutes * MINUTE)

    (plan,) = record.plans
    assert (plan.first_seen, plan.last_seen) == (EVENING, EVENING + 6 * MINUTE)
    assert not plan.started


def test_a_plan_that_vanishes_keeps_when_it_was_last_seen() -> None:
    late = NIGHT.span.start - 2 * MINUTE
    record = SmartRecord().with_plan(CAR, [NIGHT], late)
    record = record.with_plan(CAR, [], NIGHT.span.start + MINUTE)

    (plan,) = record.plans
    assert plan.last_seen == late
    assert not plan.started


def test_a_plan_that_was_dropped_hours_before_its_time_is_forgotten_after_it() -> None:
    record = SmartRecord().with_plan(CAR, [NIGHT], EVENING)

    assert record.with_plan(CAR, [LONGER], EVENING + MINUTE).plans[0].dispatch == NIGHT
    later = record.with_plan(CAR, [LONGER], NIGHT.span.start)
    assert [plan.dispatch for plan in later.plans] == [LONGER]


def test_a_new_plan_of_the_same_start_stands_beside_the_one_it_replaces() -> None:
    soon = NIGHT.span.start - 10 * MINUTE
    record = SmartRecord().with_plan(CAR, [NIGHT], soon)
    record = record.with_plan(CAR, [LONGER], soon + 3 * MINUTE)

    assert [plan.dispatch for plan in record.plans] == [NIGHT, LONGER]


def test_an_end_that_moves_under_way_is_of_the_same_dispatch() -> None:
    start = NIGHT.span.start
    record = SmartRecord().with_plan(CAR, [NIGHT], start - MINUTE)
    record = record.with_plan(CAR, [LONGER], start + 2 * MINUTE)

    (plan,) = record.plans
    assert plan.dispatch == LONGER
    assert plan.first_seen == start - MINUTE
    assert plan.started


def test_another_car_and_another_kind_of_dispatch_are_other_plans() -> None:
    boost = replace(LONGER, type=DispatchType.BOOST)
    start = NIGHT.span.start
    record = SmartRecord().with_plan(CAR, [NIGHT], start)
    record = record.with_plan(OTHER_CAR, [LONGER], start)
    record = record.with_plan(CAR, [NIGHT, boost], start + MINUTE)

    assert len(record.plans) == 3


def test_a_plan_with_a_new_energy_is_the_same_plan() -> None:
    record = SmartRecord().with_plan(CAR, [NIGHT], EVENING)
    record = record.with_plan(CAR, [replace(NIGHT, energy=Decimal(5))], EVENING)

    assert [plan.dispatch.energy for plan in record.plans] == [Decimal(5)]


def test_looks_a_few_minutes_apart_are_one_watch_and_an_outage_parts_it() -> None:
    record = SmartRecord()
    for minutes in (0, 3, 18, 18 + 121, 18 + 124):
        record = record.with_plan(CAR, [], EVENING + minutes * MINUTE)

    second = timedelta(seconds=1)
    assert _watched(record) == [18 * MINUTE + second, 3 * MINUTE + second]


def test_each_car_is_watched_on_its_own() -> None:
    record = SmartRecord().with_plan(CAR, [], EVENING)
    record = record.with_plan(OTHER_CAR, [], EVENING + MINUTE)

    assert _watched(record) == _watched(record, OTHER_CAR) == [timedelta(seconds=1)]


def test_completed_dispatches_stand_for_the_time_that_an_answer_spans() -> None:
    old = completed("2026-02-27 01:00", "2026-02-27 01:30")
    partial = completed("2026-02-28 01:00", "2026-02-28 01:30", "1.2")
    gone = completed("2026-02-28 02:00", "2026-02-28 02:30")
    last = completed("2026-02-28 03:00", "2026-02-28 03:30")
    record = SmartRecord().with_completed([last, old, partial, gone])

    whole = replace(partial, energy=Decimal("3.5"))
    later = record.with_completed([last, whole, whole])

    assert later.completed == (old, whole, whole, last)
    assert later.with_completed([]) == later


def test_a_charge_that_grows_takes_the_place_of_itself() -> None:
    young = charge("2026-03-01 00:00", "2026-03-01 01:00", None)
    other = charge("2026-03-01 00:00", "2026-03-01 01:00", car=OTHER_CAR)
    before = charge("2026-02-28 00:00", "2026-02-28 01:00")
    record = SmartRecord().with_charges([young, other]).with_charges([before])

    whole = charge("2026-02-28 23:59", "2026-03-01 05:00")
    assert record.with_charges([whole]).charges == (before, whole, other)
    assert record.with_charges([]) == record


def test_a_bill_is_kept_by_slot_and_put_right() -> None:
    at = utc("2026-03-01 02:00")
    record = SmartRecord().with_billed([billed(at)]).with_billed([billed(at, "3")])

    assert record.billed == {at: billed(at, "3")}


def _full() -> SmartRecord:
    february = utc("2026-02-28 23:30")
    record = SmartRecord().with_plan(CAR, [NIGHT], february)
    record = record.with_plan(CAR, [NIGHT], february + 15 * MINUTE)
    record = record.with_plan(CAR, [NIGHT], february + 30 * MINUTE)
    record = record.with_completed(
        [
            completed("2026-02-28 01:00", "2026-02-28 01:30"),
            completed("2026-03-01 01:00", "2026-03-01 01:30"),
        ]
    )
    record = record.with_charges(
        [
            charge("2026-02-28 00:00", "2026-02-28 03:00"),
            charge("2026-03-01 00:00", "2026-03-01 03:00"),
        ]
    )
    return record.with_billed([billed(february), billed(utc("2026-03-01 00:00"))])


def test_the_months_of_a_record_are_all_of_it() -> None:
    record = _full()
    february = record.within(span("2026-02-01 00:00", "2026-03-01 00:00"))
    march = record.within(span("2026-03-01 00:00", "2026-04-01 00:00"))

    assert (len(february.plans), len(march.plans)) == (0, 1)
    assert len(march.completed) == len(march.charges) == len(march.billed) == 1
    assert _watched(february) == [30 * MINUTE]
    assert february.joined(march) == march.joined(february) == record
    assert record.joined(SmartRecord()) == record
    assert not record.within(span("2026-05-01 00:00", "2026-06-01 00:00"))


def test_every_instant_of_a_record_lies_in_a_month_of_it() -> None:
    window = span("2026-02-01 00:00", "2026-03-01 00:00")

    assert all(at in window for at in _full().within(window).instants)


def test_what_changed_is_told_by_when_it_starts_and_ends() -> None:
    empty, record = SmartRecord(), _full()

    rounded = {at.replace(second=0, microsecond=0) for at in empty.changed(record)}
    assert rounded == {
        utc(f"2026-{at}")
        for at in (
            # Dispatches, charges, billed slots.
            *("02-28 01:00", "02-28 01:29", "03-01 01:00", "03-01 01:29"),
            *("02-28 00:00", "02-28 02:59", "03-01 00:00", "03-01 02:59"),
            "02-28 23:30",
        )
    }
    assert record.changed(record) == set()


def test_a_plan_is_a_change_once_it_stood_at_its_time() -> None:
    start = NIGHT.span.start
    record = SmartRecord().with_plan(CAR, [NIGHT], start - MINUTE)

    assert SmartRecord().changed(record) == set()
    assert min(record.changed(record.with_plan(CAR, [NIGHT], start))) == start


def _looks(record: SmartRecord) -> list[tuple[bool | None, timedelta]]:
    return [(there, span.duration) for span, there in record.plugged[CAR]]


SECOND = timedelta(seconds=1)


def test_between_two_looks_that_differ_or_are_far_apart_nothing_is_known() -> None:
    record = SmartRecord().with_states({}, EVENING)
    assert not record
    for minutes, there in ((0, False), (15, False), (30, True), (33, True), (90, None)):
        record = record.with_states({CAR: there}, EVENING + minutes * MINUTE)

    assert record
    assert _looks(record) == [
        (False, 15 * MINUTE + SECOND),
        (True, 3 * MINUTE + SECOND),
        (None, SECOND),
    ]
    assert record.plugged[CAR].at(EVENING + 20 * MINUTE) is None


def test_of_two_looks_at_once_that_differ_the_first_counts() -> None:
    record = SmartRecord().with_states({CAR: True}, EVENING)

    assert record.with_states({CAR: False}, EVENING) == record


def test_looks_are_kept_by_window_and_joined_again_and_change_no_figure() -> None:
    record = SmartRecord()
    for minutes in range(0, 60, 15):
        record = record.with_states(
            {CAR: True, OTHER_CAR: False}, EVENING + minutes * MINUTE
        )
    half = EVENING + 20 * MINUTE
    early = record.within(Span(EVENING, half))
    late = record.within(Span(half, EVENING + 60 * MINUTE))

    assert early.joined(late) == record
    assert SmartRecord().changed(record) == set()
    assert EVENING in record.instants
    assert (
        record.within(Span(EVENING + 90 * MINUTE, EVENING + 95 * MINUTE))
        == SmartRecord()
    )
