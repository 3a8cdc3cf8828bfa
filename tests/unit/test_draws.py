"""What counts as drawn until the supplier tells, and when that ends."""

from custom_components.octopus_ev.core.draws import unreported
from custom_components.octopus_ev.core.smart_record import SmartRecord

from .build import utc
from .nights import seen, watch
from .smart import CAR, OTHER_CAR, completed

PLANS = (
    seen("2026-01-14 19:00", "2026-01-14 20:00", "2026-01-14 19:59"),
    seen("2026-01-14 20:00", "2026-01-14 21:00", "2026-01-14 20:59"),
    seen("2026-01-14 20:00", "2026-01-14 20:30", "2026-01-14 19:50"),
    seen("2026-01-14 20:00", "2026-01-14 20:30", "2026-01-14 20:29", car=OTHER_CAR),
)


def looked(until: str, *reports: str) -> SmartRecord:
    return SmartRecord(
        plans=PLANS,
        watched=watch("2026-01-14 12:00", until),
        completed=tuple(completed(f"{at}:00", f"{at}:30") for at in reports),
    )


def test_a_plan_that_nobody_reported_in_a_day_stops_to_count() -> None:
    before, after = looked("2026-01-15 20:30:01"), looked("2026-01-15 21:00:01")

    assert unreported(before, after) == {utc("2026-01-14 20:00")}
    assert unreported(after, after) == set()


def test_a_plan_that_was_reported_goes_on_to_count() -> None:
    before = looked("2026-01-15 20:30:01", "2026-01-14 20")
    after = looked("2026-01-15 21:00:01", "2026-01-14 20")

    assert unreported(before, after) == set()


def test_nothing_ends_with_the_first_look_of_all() -> None:
    after = looked("2026-01-15 21:00:01")

    assert unreported(SmartRecord(plans=PLANS), after) == set()
    assert CAR in after.watched
