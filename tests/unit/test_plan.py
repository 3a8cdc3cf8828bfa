"""What a plan comes to."""

from decimal import Decimal

import pytest

from custom_components.octopus_ev.core.plan import (
    blocks,
    dispatching,
    energy_within,
    next_block,
    next_change,
)
from custom_components.octopus_ev.core.smart import (
    DeviceState,
    DispatchType,
    PlannedDispatch,
)

from .build import span, utc


def planned(
    start: str,
    end: str,
    energy: str | None = "3.5",
    kind: DispatchType | None = DispatchType.SMART,
) -> PlannedDispatch:
    return PlannedDispatch(
        span=span(f"2026-11-20 {start}", f"2026-11-20 {end}"),
        type=kind,
        energy=None if energy is None else Decimal(energy),
    )


PLAN = (
    planned("01:00", "01:30"),
    planned("01:30", "02:00"),
    planned("04:10", "05:00", "5"),
)


def test_dispatches_that_touch_or_overlap_are_one_block() -> None:
    overlapping = (planned("04:30", "04:40"), *PLAN)

    assert blocks(overlapping) == (
        span("2026-11-20 01:00", "2026-11-20 02:00"),
        span("2026-11-20 04:10", "2026-11-20 05:00"),
    )
    assert blocks(()) == ()


@pytest.mark.parametrize(
    ("now", "start"),
    [("00:00", "01:00"), ("01:59", "01:00"), ("02:00", "04:10"), ("04:59", "04:10")],
)
def test_the_next_block_is_the_one_under_way_or_else_to_come(
    now: str, start: str
) -> None:
    block = next_block(PLAN, utc(f"2026-11-20 {now}"))

    assert block is not None
    assert block.start == utc(f"2026-11-20 {start}")


def test_a_plan_that_is_over_has_no_next_block() -> None:
    assert next_block(PLAN, utc("2026-11-20 05:00")) is None


def test_planned_energy_is_that_of_what_touches_a_time() -> None:
    def energy(start: str, end: str) -> Decimal | None:
        return energy_within(PLAN, span(f"2026-11-20 {start}", f"2026-11-20 {end}"))

    assert energy("00:00", "12:00") == Decimal(12)
    assert energy("01:30", "12:00") == Decimal("8.5")
    assert energy("01:00", "02:00") == 7
    assert energy("05:00", "12:00") == 0


def test_energy_that_is_not_told_makes_a_sum_unknown() -> None:
    plan = (planned("01:00", "01:30", None), planned("04:00", "05:00", "5"))

    night = span("2026-11-20 00:00", "2026-11-20 12:00")
    assert energy_within(plan, night) is None
    later = span("2026-11-20 01:30", "2026-11-20 12:00")
    assert energy_within(plan, later) == 5


def test_a_planned_slot_that_the_car_does_not_use_is_no_dispatch() -> None:
    now = utc("2026-11-20 01:10")

    assert dispatching(DeviceState.PLUGGED_IN, PLAN, now) is False
    assert dispatching(DeviceState.BOOSTING, PLAN, now) is False
    assert dispatching(DeviceState.SMART_CHARGING, None, now) is True


@pytest.mark.parametrize("state", [None, DeviceState.LOST])
def test_the_plan_stands_for_a_device_that_says_nothing(
    state: DeviceState | None,
) -> None:
    assert dispatching(state, PLAN, utc("2026-11-20 01:10")) is True
    assert dispatching(state, PLAN, utc("2026-11-20 02:00")) is False
    assert dispatching(state, None, utc("2026-11-20 01:10")) is None
    boost = (planned("01:00", "02:00", kind=DispatchType.BOOST),)
    assert dispatching(state, boost, utc("2026-11-20 01:10")) is False


def test_the_next_change_is_the_nearest_start_or_end() -> None:
    assert next_change(PLAN, utc("2026-11-20 01:10")) == utc("2026-11-20 01:30")
    assert next_change(PLAN, utc("2026-11-20 02:00")) == utc("2026-11-20 04:10")
    assert next_change(PLAN, utc("2026-11-20 05:00")) is None
