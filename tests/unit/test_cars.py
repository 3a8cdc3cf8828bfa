"""What a car draws is told by its draws, once there are enough."""

from decimal import Decimal

from custom_components.octopus_ev.core.cars import powers
from custom_components.octopus_ev.core.drawn import drawn
from custom_components.octopus_ev.core.smart import CompletedDispatch
from custom_components.octopus_ev.core.smart_record import SmartRecord

from .smart import CAR, OTHER_CAR, completed, seen


def nights(count: int, energy: str, hour: int) -> list[CompletedDispatch]:
    return [
        completed(
            f"2026-03-{day:02} {hour:02}:00", f"2026-03-{day:02} {hour:02}:30", energy
        )
        for day in range(1, count + 1)
    ]


def test_nothing_told_is_no_power() -> None:
    assert powers(()) == {}


def test_five_draws_tell_a_power_and_a_slow_end_does_not_lower_it() -> None:
    plan = seen("2026-02-27 01:00", "2026-02-27 02:00")
    four = SmartRecord(plans=(plan,), completed=tuple(nights(4, "3.6", 1)))
    slow = completed("2026-03-05 01:00", "2026-03-05 01:30", "1.1")
    short = completed("2026-03-06 01:00", "2026-03-06 01:10", "3")

    assert powers(drawn(four)) == {}
    five = SmartRecord(plans=(plan,), completed=(*four.completed, slow, short))
    assert powers(drawn(five)) == {CAR: Decimal("7.20")}


def test_each_car_has_a_power_of_its_own_and_the_unknown_none() -> None:
    plans = tuple(
        seen(
            f"2026-03-{day:02} {hour:02}:00", f"2026-03-{day:02} {hour:02}:30", car=car
        )
        for car, hour in ((CAR, 1), (OTHER_CAR, 3))
        for day in range(1, 7)
    )
    rows = (*nights(6, "1.8", 1), *nights(6, "3.6", 3), *nights(6, "5.5", 12))

    record = SmartRecord(plans=plans, completed=rows)
    assert [*powers(drawn(record)).items()] == [
        (OTHER_CAR, Decimal("7.20")),
        (CAR, Decimal("3.60")),
    ]
