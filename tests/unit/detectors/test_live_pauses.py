"""A charger that follows a plan or prices pauses; a car that is full stops."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from custom_components.octopus_ev.core.detectors import LiveDetector
from custom_components.octopus_ev.core.evidence import Detection
from custom_components.octopus_ev.core.model import Band, Rate
from custom_components.octopus_ev.core.smart import DispatchType, SeenPlan
from custom_components.octopus_ev.core.smart_record import SmartRecord
from custom_components.octopus_ev.core.span import Span
from custom_components.octopus_ev.core.timeline import Timeline
from tests.unit.detectors.telemetry import Minutes
from tests.unit.smart import seen as planned, watched

NIGHT = datetime(2026, 1, 5, 23, tzinfo=UTC)
HALF_HOUR = timedelta(minutes=30)
GO = Timeline(
    [
        (
            Span(NIGHT + HALF_HOUR, NIGHT + 13 * HALF_HOUR),
            Rate(Decimal("0.085"), Band.OFF_PEAK),
        )
    ]
)


def agile(prices: str) -> Timeline[Rate]:
    """Return half-hourly prices: a digit each, below the mean up to 4."""
    return Timeline(
        (
            Span(NIGHT + count * HALF_HOUR, NIGHT + (count + 1) * HALF_HOUR),
            Rate(Decimal(digit), Band.BELOW_MEAN if digit < "5" else Band.ABOVE_MEAN),
        )
        for count, digit in enumerate(prices)
    )


def seen(
    blocks: Sequence[tuple[int, int]],
    until: int,
    rates: Timeline[Rate] = GO,
    kw: float = 7.2,
) -> Detection:
    """Return what is claimed at a minute of the night."""
    minutes = Minutes(until, start=NIGHT)
    for first, last in blocks:
        minutes.draw(first, last, 7.2 if first == blocks[0][0] else kw)
    evidence = minutes.evidence(charger_power_kw="7.2", rates=rates)
    return LiveDetector().detect(evidence)


def planned_from(
    starts: str, *, last: str, type_: DispatchType = DispatchType.SMART
) -> SeenPlan:
    """Return an hour that is planned for the night."""
    start = datetime.fromisoformat(f"2026-01-06T{starts}Z")
    end = f"{start + timedelta(hours=1):%Y-%m-%d %H:%M}"
    return planned(f"{start:%Y-%m-%d %H:%M}", end, last=last, type_=type_)


def following(plan: SeenPlan, until: int) -> Detection:
    """Return what is claimed of a car that stopped at 23:41, when plans were read."""
    minutes = Minutes(until, start=NIGHT)
    minutes.draw(5, 41, 7.2)
    looks = watched("2026-01-05 22:00", "2026-01-05 23:40:01")
    record = SmartRecord(plans=(plan,), watched=looks)
    evidence = minutes.evidence(charger_power_kw="7.2")
    return LiveDetector().detect(replace(evidence, smart=record))


def is_open(detection: Detection) -> bool:
    (candidate,) = detection.candidates
    return candidate.open


@pytest.mark.parametrize(("until", "still"), [(100, True), (122, True), (125, False)])
def test_a_stop_with_a_slot_waits_for_the_next_one(until: int, *, still: bool) -> None:
    assert is_open(seen([(30, 90)], until)) is still


@pytest.mark.parametrize(("until", "still"), [(200, True), (265, True), (272, False)])
def test_a_charge_that_paused_before_may_pause_for_two_hours(
    until: int, *, still: bool
) -> None:
    assert is_open(seen([(30, 60), (90, 150)], until)) is still


def test_a_stop_at_any_other_minute_is_an_end() -> None:
    assert not is_open(seen([(30, 78)], 84))


def test_no_pause_outlasts_the_cheap_window() -> None:
    blocks = [(30, 60), (90, 330)]

    assert is_open(seen(blocks, 389))
    assert not is_open(seen(blocks, 391))


def test_without_a_cheap_window_a_stop_is_an_end() -> None:
    assert not is_open(seen([(30, 90)], 96, Timeline()))


def test_a_battery_that_tapered_is_full() -> None:
    minutes = Minutes(96, start=NIGHT)
    minutes.draw(30, 75, 7.2)
    minutes.draw(75, 90, 2.0)
    evidence = minutes.evidence(charger_power_kw="7.2", rates=GO)

    assert not is_open(LiveDetector().detect(evidence))


def test_a_stop_for_a_dearer_slot_waits_for_cheaper_ones() -> None:
    assert is_open(seen([(5, 60)], 130, agile("33874438")))
    assert not is_open(seen([(5, 60)], 182, agile("33878888")))


def test_a_block_that_has_just_begun_keeps_the_charge_open() -> None:
    detection = seen([(30, 60), (120, 126)], 122, GO)

    assert is_open(detection)


def test_the_last_block_may_want_less_than_the_first() -> None:
    (candidate,) = seen([(30, 90), (120, 150)], 170, kw=2.0).candidates

    assert len(candidate.blocks) == 2
    assert candidate.span.end == NIGHT + timedelta(minutes=150)


def test_half_of_its_power_is_enough_to_know_it_sooner() -> None:
    (candidate,) = seen([(30, 90), (120, 134)], 170, kw=4.0).candidates

    assert len(candidate.blocks) == 2


def test_a_dishwasher_on_a_timer_is_no_block() -> None:
    (candidate,) = seen([(30, 90), (120, 137)], 170, kw=2.0).candidates

    assert len(candidate.blocks) == 1


def test_a_dishwasher_in_a_pause_is_no_block() -> None:
    (candidate,) = seen([(30, 90), (107, 127)], 160, kw=2.0).candidates

    assert len(candidate.blocks) == 1


@pytest.mark.parametrize(
    ("starts", "until", "still"),
    [
        ("00:35", 60, True),
        ("00:35", 104, True),
        ("00:35", 106, False),
        ("01:55", 60, False),
    ],
)
def test_a_charge_waits_for_what_is_planned_within_two_hours(
    starts: str, until: int, *, still: bool
) -> None:
    plan = planned_from(starts, last="2026-01-05 23:40")

    assert is_open(following(plan, until)) is still


@pytest.mark.parametrize(
    "plan",
    [
        planned_from("00:35", last="2026-01-05 23:30"),
        planned_from("00:35", last="2026-01-05 23:40", type_=DispatchType.BOOST),
    ],
    ids=["taken back", "a boost"],
)
def test_a_charge_waits_for_no_plan_that_is_not_to_go_on_with_it(
    plan: SeenPlan,
) -> None:
    assert not is_open(following(plan, 60))


def test_a_step_that_is_too_young_is_told_as_pending() -> None:
    assert seen([(30, 90)], 32).pending
    assert not seen([(30, 90)], 30).pending
    assert not seen([(30, 90)], 31).pending
    assert not seen([(30, 90)], 36).pending
