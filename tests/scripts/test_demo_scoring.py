"""The demo's check counts as found what really was found."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

from scripts.demo_home.check import complaints
from scripts.demo_home.scoring import Session, score

NOON = datetime(2026, 11, 1, 12, tzinfo=UTC)
DAY = timedelta(days=1)


def charge(hour: float, hours: float, kwh: str = "14.4") -> Session:
    start = NOON + timedelta(hours=hour)
    return Session(
        start=start,
        end=start + timedelta(hours=hours),
        energy=Decimal(kwh),
        cost=Decimal(kwh) / 10,
    )


def test_a_session_with_half_its_time_in_common_is_found() -> None:
    result = score([charge(12, 2)], [charge(12.5, 2)], NOON, NOON + DAY)

    assert (result.found, result.true, result.extra) == (1, 1, 0)


def test_a_session_that_barely_touches_is_neither_found_nor_extra() -> None:
    result = score([charge(12, 2)], [charge(13.5, 2)], NOON, NOON + DAY)

    assert (result.found, result.true, result.extra) == (0, 1, 0)


def test_two_halves_find_one_session_once() -> None:
    result = score([charge(12, 2), charge(14, 2)], [charge(12, 4)], NOON, NOON + DAY)

    assert (result.found, result.true) == (1, 1)


def test_what_never_happened_is_extra_and_counts_in_the_totals() -> None:
    result = score([charge(4, 2), charge(12, 2)], [charge(12, 2)], NOON, NOON + DAY)

    assert (result.found, result.extra) == (1, 1)
    assert result.energy_error == 1
    assert result.cost_error == 1


def test_a_charge_outside_the_window_counts_on_neither_side() -> None:
    result = score([charge(-3, 2)], [charge(25, 2)], NOON, NOON + DAY)

    assert (result.found, result.true, result.extra) == (0, 0, 0)


def test_a_charge_below_the_least_is_no_session_to_find() -> None:
    tiny = charge(12, 0.5, "0.9")

    result = score([tiny], [tiny], NOON, NOON + DAY)

    assert (result.true, result.extra) == (0, 0)


def test_only_what_names_the_integration_is_a_complaint() -> None:
    stamp = "2026-11-21 02:56:45.535"
    ours = f"{stamp} ERROR (MainThread) [homeassistant] Error doing job\nTraceback\n  octopus_ev/engine.py\n"
    log = (
        f"{stamp} WARNING (SyncWorker_0) [homeassistant.loader] We found a custom"
        " integration octopus_ev which has not been tested by Home Assistant\n"
        f"{stamp} ERROR (MainThread) [homeassistant.components.camera] no ffmpeg\n"
        f"{stamp} INFO (MainThread) [custom_components.octopus_ev] fine\n{ours}"
    )

    assert complaints(log) == [ours]
